-- Starts pyxl's own Python for a click in Excel for Mac, which may start nothing else by itself.
-- Every field goes to the shell as one quoted word: a workbook's name is never a command.
on RunPyxl(fieldsText)
	set oldDelimiters to AppleScript's text item delimiters
	set AppleScript's text item delimiters to "|"
	set pythonPath to text item 1 of fieldsText
	set pythonStatement to text item 2 of fieldsText
	set logFile to text item 3 of fieldsText
	set bookName to (text items 4 thru -1 of fieldsText) as text
	set AppleScript's text item delimiters to oldDelimiters
	try
		do shell script "test -x " & quoted form of pythonPath
	on error
		return "no interpreter"
	end try
	do shell script (quoted form of pythonPath) & " -E -P -B -W ignore -c " & (quoted form of pythonStatement) & " " & (quoted form of ("--wb=" & bookName)) & " --from_xl=1 > /dev/null 2> " & (quoted form of logFile) & " &"
	return "started"
end RunPyxl
