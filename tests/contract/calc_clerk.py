"""A clerk who works in the same open workbook by a second connection: she types notes, inserts rows and sorts.

calc_clerk.py PIPE SEED    works until its input is closed, then prints what she typed last into each cell as JSON.
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from typing import Any

from pyxl.hosts.calc.wire import PipeWire

NOTES = {"Kunden": "Notiz", "Aufträge": "Notiz"}
"""Where she writes: sheet and heading."""
SORTED = {"Aufträge": ("Kundennr.", "Artikelnr.", "Zeilen-ID"), "Offene Posten": ("Kundennr.", "Rechnungsdatum")}
INSERTED = ("Aufträge", "Kunden")
PAUSES = (0.02, 0.5)


class Clerk:
    """One pair of hands."""

    def __init__(self, wire: PipeWire, seed: int) -> None:
        self.wire, self.dice = wire, random.Random(seed)
        self.book = wire.books()[0]["id"]
        self.typed: dict[str, str] = {}
        self.done = {"typed": 0, "inserted": 0, "sorted": 0}
        context = wire.office.context
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        self.document = desktop.Components.createEnumeration().nextElement()

    def act(self) -> None:
        """One thing, as it comes: each of them whole, as a person's keystroke is."""
        what = self.dice.choices((self.type_note, self.sort, self.insert_row), (8, 1, 1))[0]
        self.wire.office.undisturbed(what)

    def type_note(self) -> None:
        sheet = self.dice.choice(list(NOTES))
        cells = self.cells(sheet)
        rows = cells.getDataArray()
        keys = [(number, row[0]) for number, row in enumerate(rows) if number and row[0]]
        number, key = self.dice.choice(keys)
        self.done["typed"] += 1
        text = f"{key} note {self.done['typed']}"
        cells.getCellByPosition(rows[0].index(NOTES[sheet]), number).setString(text)
        self.typed[f"{sheet}!{key}"] = text

    def insert_row(self) -> None:
        sheet = self.dice.choice(INSERTED)
        cells = self.cells(sheet)
        row = self.dice.randint(2, cells.getRows().getCount() - 1)
        self.document.Sheets.getByName(sheet).getRows().insertByIndex(row, 1)
        self.done["inserted"] += 1

    def sort(self) -> None:
        import uno

        sheet = self.dice.choice(list(SORTED))
        cells = self.cells(sheet)
        field = uno.createUnoStruct("com.sun.star.table.TableSortField")
        field.Field = cells.getDataArray()[0].index(self.dice.choice(SORTED[sheet]))
        field.IsAscending = self.dice.random() < 0.5
        settings = {"SortFields": uno.Any("[]com.sun.star.table.TableSortField", (field,)), "ContainsHeader": True}
        cells.sort(tuple(named(uno, name, value) for name, value in settings.items()))
        self.done["sorted"] += 1

    def cells(self, sheet: str) -> Any:
        """The table on that sheet, wherever it ends now."""
        (table,) = (each for each in self.wire.office.tables(self.book) if each["sheet"] == sheet)
        top, left, bottom, right = table["area"]
        own = self.document.Sheets.getByName(sheet)
        return own.getCellRangeByPosition(left - 1, top - 1, right - 1, bottom - 1)


def named(uno: Any, name: str, value: object) -> Any:
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


def wait_for_end(stop: threading.Event) -> None:
    """She stops when nobody listens any more."""
    sys.stdin.read()
    stop.set()


def main(pipe: str, seed: str) -> None:
    stop = threading.Event()
    threading.Thread(target=wait_for_end, args=(stop,), daemon=True).start()
    clerk = Clerk(PipeWire(pipe), int(seed))
    while not stop.is_set():
        clerk.act()
        time.sleep(clerk.dice.uniform(*PAUSES))
    print(json.dumps({"typed": clerk.typed, "done": clerk.done}))


if __name__ == "__main__":
    main(*sys.argv[1:])
