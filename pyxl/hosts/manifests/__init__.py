"""The buttons in the forms that programs and people read: Excel's ribbon, LibreOffice's menus.

All of them are made from the one list in `pyxl.app.actions`; a new action is in all of them after `make workbook`.
"""
