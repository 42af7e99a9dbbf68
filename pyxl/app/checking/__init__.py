"""The workbook, its documents and the journal held against each other, and made anew from the journal."""
