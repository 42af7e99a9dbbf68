"""CSV files of whatever program: rows, columns by their names, and what a column of an unknown file may mean."""
