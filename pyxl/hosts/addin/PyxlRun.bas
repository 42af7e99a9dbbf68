Attribute VB_Name = "PyxlRun"
' Starts pyxl's own Python for one click, and says in a sentence when that fails.
'
' How Python is told which workbook was active (--wb, --from_xl, --hwnd, CleanUp) follows xlwings,
' Copyright (C) 2014-present, Zoomer Analytics LLC, BSD 3-clause license.
'
' Nothing of the active workbook is trusted: its sheets and the files beside it are never read for settings,
' its folder is never where Python looks for modules (-P), and no shell reads its name on Windows.
Option Explicit

Public Sub RunPython(ByVal statement As String)
    If ActiveWorkbook Is Nothing Then
        MsgBox Said("NO_WORKBOOK"), vbExclamation, "pyxl"
        Exit Sub
    End If
    Application.StatusBar = Said("STARTING")
    #If Mac Then
        RunOnMac statement
    #Else
        RunOnWindows statement
    #End If
End Sub

' The setting or sentence of that name, from the add-in's own sheet and from nowhere else.
Public Function Said(ByVal key As String) As String
    Dim line As Long
    For line = 1 To 20
        If ThisWorkbook.Worksheets("pyxl.conf").Cells(line, 1).Value = key Then
            Said = ThisWorkbook.Worksheets("pyxl.conf").Cells(line, 2).Value
            Exit Function
        End If
    Next line
End Function

' What Windows starts. There is no cmd.exe between: a workbook's name is an argument, never a command.
Public Function CommandLine(ByVal interpreter As String, ByVal statement As String, ByVal book As String, _
                            ByVal app As String, ByVal hwnd As String) As String
    Dim quote As String
    quote = Chr(34)
    CommandLine = quote & interpreter & quote & " -E -P -B -W ignore -c " & quote & statement & quote & _
        " " & quote & "--wb=" & book & quote & " --from_xl=1" & _
        " " & quote & "--app=" & app & quote & " --hwnd=" & hwnd
End Function

' What the AppleScript beside Excel is given. The workbook's name comes last: it alone may hold the separator.
Public Function MacFields(ByVal interpreter As String, ByVal statement As String, ByVal logFile As String, _
                          ByVal book As String) As String
    MacFields = interpreter & "|" & statement & "|" & logFile & "|" & book
End Function

Private Sub Tell(ByVal key As String)
    Application.StatusBar = False
    MsgBox Said(key), vbExclamation, "pyxl"
End Sub

#If Mac Then
Private Sub RunOnMac(ByVal statement As String)
    Dim answer As String
    On Error GoTo NoScript
    If Len(Dir(LogFile())) > 0 Then Kill LogFile()
    answer = AppleScriptTask("pyxl-{version}.applescript", "RunPyxl", _
        MacFields(Said("INTERPRETER_MAC"), statement, LogFile(), ActiveWorkbook.Name))
    If answer <> "started" Then Tell "NO_INTERPRETER"
    Exit Sub
NoScript:
    Tell "NO_SCRIPT"
End Sub

Private Function LogFile() As String
    LogFile = Environ("HOME") & "/pyxl.log"
End Function

' Called by xlwings when Python ends: on macOS Excel does not wait for it.
Private Sub CleanUp()
    Dim size As Long
    Application.StatusBar = False
    On Error Resume Next
    size = FileLen(LogFile())
    On Error GoTo 0
    If size > 0 Then Tell "NOT_STARTED"
End Sub
#Else
Private Sub RunOnWindows(ByVal statement As String)
    Dim interpreter As String, code As Long
    interpreter = Said("INTERPRETER_WIN")
    If Not IsThere(interpreter) Then
        Tell "NO_INTERPRETER"
        Exit Sub
    End If
    code = -1
    On Error Resume Next
    code = CreateObject("WScript.Shell").Run(CommandLine(interpreter, statement, ActiveWorkbook.Name, _
        Application.Path & "\" & Application.Name, CStr(Application.Hwnd)), 0, True)
    On Error GoTo 0
    If code = 0 Then
        Application.StatusBar = False
    Else
        Tell "NOT_STARTED"
    End If
End Sub

Private Function IsThere(ByVal path As String) As Boolean
    On Error Resume Next
    If Len(path) > 0 Then IsThere = (Len(Dir(path)) > 0)
End Function
#End If
