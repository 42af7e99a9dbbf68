"""Closed workbooks: read one, change exactly the wanted cells, and prove that nothing else changed.

>>> from io import BytesIO
>>> from openpyxl import Workbook
>>> made, file = Workbook(), BytesIO()
>>> made.active.append(["R-1", 119])
>>> made.save(file)
>>> before = file.getvalue()
>>> edits = [WriteCell("Sheet", 1, 2, 120), WriteProperty("pyxl.tip", "7:abc")]
>>> after = patch(before, edits)
>>> verify(before, after, edits)
>>> read_grid(open_book(after), "Sheet").row(1), read_properties(open_book(after).archive)
(('R-1', 120), {'pyxl.tip': '7:abc'})
"""

from __future__ import annotations

from pyxl.hosts.xlsx.addresses import Area, address, column_letters, column_number
from pyxl.hosts.xlsx.book_parts import read_properties
from pyxl.hosts.xlsx.edits import AppendRows, Edit, WriteCached, WriteCell, WriteProperty
from pyxl.hosts.xlsx.facts import SheetFacts, read_facts
from pyxl.hosts.xlsx.formulas import shift_formula
from pyxl.hosts.xlsx.grid import Grid, read_grid
from pyxl.hosts.xlsx.package import Book, Sheet, open_book
from pyxl.hosts.xlsx.patch import Plan, patch, plan_edits, write_plan
from pyxl.hosts.xlsx.sheet_text import SheetText
from pyxl.hosts.xlsx.tables import Table, TableColumn
from pyxl.hosts.xlsx.values import NO_DATE, NO_NUMBER, NO_VALUE, CellError, Value, Writable
from pyxl.hosts.xlsx.verify import verify, verify_plan

__all__ = [
    "NO_DATE",
    "NO_NUMBER",
    "NO_VALUE",
    "AppendRows",
    "Area",
    "Book",
    "CellError",
    "Edit",
    "Grid",
    "Plan",
    "Sheet",
    "SheetFacts",
    "SheetText",
    "Table",
    "TableColumn",
    "Value",
    "Writable",
    "WriteCached",
    "WriteCell",
    "WriteProperty",
    "address",
    "column_letters",
    "column_number",
    "open_book",
    "patch",
    "plan_edits",
    "read_facts",
    "read_grid",
    "read_properties",
    "shift_formula",
    "verify",
    "verify_plan",
    "write_plan",
]
