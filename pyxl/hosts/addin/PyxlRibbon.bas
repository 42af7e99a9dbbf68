Attribute VB_Name = "PyxlRibbon"
' The one callback of every button: the button's tag says what to do.
Option Explicit

Public Sub OnAction(control As IRibbonControl)
    RunPython "import pyxl.hosts.ribbon; pyxl.hosts.ribbon.click('" & control.Tag & "','{version}')"
End Sub
