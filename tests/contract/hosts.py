"""The places a workbook can be in while pyxl works in it, each behind the same desk."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pyxl.app.actions import BY_ID
from pyxl.app.desk import Desk
from pyxl.app.runner import Report, Request, run
from pyxl.app.runs import both
from pyxl.app.tabs import SCHEMA_OF_TAB, SCHEMAS
from pyxl.app.undo import UndoRequest, undo
from pyxl.core.cells import NO_VALUE
from pyxl.core.changes import CellValue, Change, ChangeList, SetCell
from pyxl.core.labels import Label, Sentence
from pyxl.core.schema import Row, schema_of
from pyxl.core.tables import RawTable, read_table
from pyxl.hosts.calc.engine import Engine
from pyxl.hosts.calc.wire import OfficeFailed, Wire
from pyxl.hosts.files import ClosedBook
from pyxl.hosts.live.book import LiveBook
from pyxl.journal.journal import Journal

Spot = tuple[str, int, str]
TYPED = Label("typed", "getippt")
NOW = "2026-11-02T09:00:00+01:00"


@dataclass
class Seat:
    """Somebody working in one workbook, and all that came of it, in words that can be compared."""

    desk: Desk
    transcript: list[dict[str, Any]] = field(default_factory=list)

    def act(self, action: str, as_of: date, *files: Path, fix: bool = False, user: str = "sb") -> Report:
        """Runs an action and writes."""
        request = Request(BY_ID[action], as_of, NOW, user, apply=True, files=files, fix=fix)
        return self._noted(run(self.desk, request))

    def undo(self, as_of: date) -> Report:
        """Takes the last run back."""
        return self._noted(undo(self.desk, UndoRequest(None, as_of, NOW, "sb", apply=True)))

    def type_into(self, row_class: type[Row], column: str, *values: CellValue) -> None:
        """She types into one column of a tab, from the first row down; None leaves a row alone."""
        schema, changes = schema_of(row_class), ChangeList()
        snapshot = self.desk.read([schema])
        rows = read_table(row_class, snapshot.tabs[schema.tab], snapshot.language).rows
        for row, value in zip(rows, values, strict=False):
            if value is not None:
                key = str(getattr(row, schema.key))
                changes.set(schema.tab, key, column, getattr(row, column), value, TYPED)
        self.desk.write(changes.done(), snapshot.language, snapshot.anchor)

    def _noted(self, report: Report) -> Report:
        found = [(each.code, each.cell) for each in report.outcome.findings]
        papers = [(each.number, each.path.name, each.sha256) for each in report.documents]
        self.transcript.append(
            {
                "action": report.action,
                "summary": report.outcome.summary.text("de"),
                "findings": found,
                "changes": [_told(change) for change in report.changes],
                "documents": papers,
                "conflicts": [each.change.key for each in report.conflicts],
            }
        )
        return report

    def journal(self) -> list[tuple[str, str, str, str]]:
        """What the journal holds: kind, key, run and content of each event."""
        place = self.desk.path.with_suffix(".pyxl") / "journal.sqlite"
        with Journal.open(place, create=False) as journal:
            return [
                (event.kind, event.key, event.run_id, json.dumps(event.payload, sort_keys=True, default=str))
                for event in journal.events()
            ]

    def cells(self) -> dict[Spot, Any]:
        """Every filled cell of every tab, but for formulas that only a spreadsheet program works out."""
        tabs = self.desk.read(SCHEMAS).tabs
        return {place: value for raw in tabs.values() for place, value in _cells(raw)}


def _told(change: Change) -> tuple[Any, ...]:
    why = change.why.text("en") if isinstance(change.why, Label) else both(_sentence(change.why)).en
    if isinstance(change, SetCell):
        return ("set", change.tab, change.key, change.column, str(change.old), str(change.new), why)
    return (type(change).__name__, change.tab, change.key, str(dict(change.values)), why)


def _sentence(why: object) -> Sentence:
    assert isinstance(why, Sentence), why
    return why


def _cells(raw: RawTable) -> Iterator[tuple[Spot, Any]]:
    schema = SCHEMA_OF_TAB[raw.tab]
    shown_only = {column.label.de for column in schema.columns if column.formula and not column.formula.compute}
    for number, row in enumerate(raw.rows, 1):
        for header, value in zip(raw.headers, row, strict=False):
            if value not in (None, "") and header not in shown_only:
                yield (raw.tab, number, header), value


@contextmanager
def closed_seat(book: Path) -> Iterator[Seat]:
    """The workbook lies closed in its folder."""
    yield Seat(ClosedBook(book))


@contextmanager
def calc_seat(book: Path, office: Wire) -> Iterator[Seat]:
    """The workbook is open in LibreOffice."""
    with opened(book, office) as open_book:
        yield Seat(LiveBook(open_book))


@contextmanager
def opened(book: Path, office: Wire) -> Iterator[Any]:
    """The workbook as xlwings sees it, open in LibreOffice; closed without saving in the end."""
    import xlwings

    made = office.open(str(book))
    app = xlwings.App(impl=Engine(office).apps[1])
    try:
        yield app.books[str(book)]
    finally:
        with suppress(OfficeFailed):  # A box that is still open keeps it open; the office itself is ended.
            office.close(made["id"])


def copied(book: Path, folder: Path) -> Path:
    """The firm's workbook in a folder of its own."""
    folder.mkdir()
    return Path(shutil.copy(book, folder / book.name))


def told_apart(one: dict[Spot, Any], other: dict[Spot, Any]) -> dict[Spot, tuple[Any, Any]]:
    """Where two workbooks say different things; a formula that has no stored result says nothing yet."""
    pairs = {spot: (one.get(spot), other.get(spot)) for spot in one | other}
    return {spot: pair for spot, pair in pairs.items() if pair[0] != pair[1] and NO_VALUE not in pair}


def differences(one: Sequence[Any], other: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Where two transcripts say different things."""
    pairs = [(left, right) for left, right in zip(one, other, strict=False) if left != right]
    return [*pairs, *((each, None) for each in one[len(other) :]), *((None, each) for each in other[len(one) :])]
