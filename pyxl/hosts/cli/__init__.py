"""The command line: one command per action, and those around the workbook."""
