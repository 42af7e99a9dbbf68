"""The add-ins for the two spreadsheet programs, built from the list of actions: `pyxl.xlam` and `pyxl.oxt`."""
