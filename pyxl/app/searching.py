"""Finds a number, an amount, a name or an IBAN wherever it stands: in the tabs, in the journal, among the documents.

What is looked for is compared as people mean it: `re 2026 7` is RE-2026-00007, `1.234,50` is 1234.5 and -1234.5,
`de89 3704` begins an IBAN. Only looks: nothing is recorded, no lock is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from pyxl.app.desk import Desk
from pyxl.app.runs import existing_journal
from pyxl.app.settling import documents_folder
from pyxl.app.tabs import SCHEMAS
from pyxl.core.cells import RawValue, parse_number
from pyxl.core.labels import LANGUAGES, Label, Language, show
from pyxl.core.refusal import Refused
from pyxl.core.tables import RawTable, column_letter
from pyxl.core.text import fold, squash
from pyxl.journal.records import Event

TAB_MISSING = "E_TAB_MISSING"
"""How hosts refuse a tab that is not there."""
SHORTEST = 3
"""Letters and digits from which spelling is overlooked: fewer are found everywhere."""
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
JOURNAL = Label("Journal", "Journal")
DOCUMENT = Label("Document", "Dokument")


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where it stands."""

    place: str
    """The sheet and cell, `Journal` with the entry's number, or `Document`."""
    name: str
    """The column, the kind of entry, or the file."""
    found: str
    """The whole text of the cell or entry, with what was looked for in it."""


@dataclass(frozen=True)
class Needle:
    """What is looked for, in all the ways in which it may be written."""

    text: str
    folded: str
    squashed: str
    number: Decimal | None

    @classmethod
    def of(cls, text: str, language: Language) -> Needle:
        """Numbers are read in that language, and where it has no such number, in the other one."""
        read = (parse_number(text, each).value for each in (language, *LANGUAGES))
        number = next((abs(value) for value in read if isinstance(value, Decimal)), None)
        return cls(text.strip(), fold(text), squash(text), number)

    def is_in(self, value: object, language: Language) -> bool:
        """Whether a cell or a field of an entry holds it."""
        if value is None or isinstance(value, bool):
            return False
        if isinstance(value, Decimal | int | float):
            return self.number is not None and abs(Decimal(str(value))) == self.number
        told = show(value, language) if isinstance(value, date | datetime) else str(value)
        if self.folded and self.folded in fold(told):
            return True
        return len(self.squashed) >= SHORTEST and (self.squashed in squash(told) or self.bare in _bare(told))

    @property
    def bare(self) -> str:
        """Its letters and digits, numbers without leading zeros."""
        return _bare(self.text)


def _bare(text: str) -> str:
    return squash(_ZEROS.sub("", text))


def search(desk: Desk, text: str) -> tuple[tuple[Hit, ...], Language]:
    """Every place, sheet by sheet, then the journal from its newest entry, then the documents."""
    language, tabs = _tabs(desk)
    needle = Needle.of(text, language)
    if not needle.folded:
        return (), language
    hits = [hit for raw in tabs for hit in _in_tab(raw, needle, language)]
    with ExitStack() as stack:
        journal = existing_journal(desk.path, stack)
        entries = list(journal.events()) if journal else []
    hits += [hit for event in reversed(entries) for hit in _in_entry(event, needle, language)]
    hits += _in_documents(documents_folder(desk.path), needle, language)
    return tuple(hits), language


def _tabs(desk: Desk) -> tuple[Language, list[RawTable]]:
    """All tabs that are there: a workbook of an earlier version lacks some, and is looked through all the same."""
    language = desk.read(()).language
    tabs: list[RawTable] = []
    for schema in SCHEMAS:
        try:
            tabs += desk.read((schema,)).tabs.values()
        except Refused as refused:
            if refused.code != TAB_MISSING:
                raise
    return language, tabs


def _in_tab(raw: RawTable, needle: Needle, language: Language) -> Iterator[Hit]:
    for row, cells in enumerate(raw.rows):
        for column, value in enumerate(cells):
            if needle.is_in(value, language):
                heading = raw.headers[column] if column < len(raw.headers) else ""
                yield Hit(f"{raw.sheet} {_address(raw, row, column)}", heading, _shown(value, language))


def _address(raw: RawTable, row: int, column: int) -> str:
    if raw.is_transposed:
        return f"{column_letter(raw.first_column + 1)}{raw.header_row + 1 + column}"
    return f"{column_letter(raw.first_column + column)}{raw.header_row + 1 + row}"


def _in_entry(event: Event, needle: Needle, language: Language) -> Iterator[Hit]:
    """One hit for each entry: the first field that has it."""
    number = event.number.text if event.number else ""
    for field, value in (("", number), ("", event.key), *_fields(event.payload, "")):
        if needle.is_in(value, language) or _is_amount(value, needle):
            name = f"{event.kind} {number}".strip()
            yield Hit(f"{JOURNAL.text(language)} {event.seq}", name, f"{field}: {value}" if field else str(value))
            return


def _is_amount(value: object, needle: Needle) -> bool:
    """Amounts are text in the journal, exact: `1234.50`."""
    if needle.number is None or not isinstance(value, str) or not value.replace(".", "").lstrip("-").isdecimal():
        return False
    return value.count(".") <= 1 and abs(Decimal(value)) == needle.number


def _fields(payload: Any, path: str) -> Iterator[tuple[str, object]]:
    """Every value in an entry with its path; the last name of it is what a person reads."""
    if isinstance(payload, Mapping):
        for name, value in payload.items():
            yield from _fields(value, str(name))
    elif isinstance(payload, list | tuple):
        for value in payload:
            yield from _fields(value, path)
    else:
        yield path, payload


def _in_documents(folder: Path, needle: Needle, language: Language) -> Iterable[Hit]:
    """Files whose name says it: the number stands in every name."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and needle.is_in(path.name, language):
            yield Hit(DOCUMENT.text(language), path.name, str(path))


def _shown(value: RawValue, language: Language) -> str:
    """Numbers as they are typed, without blanks at the ends and on one line."""
    told = show(Decimal(str(value)), language) if isinstance(value, float) else show(value, language)
    return " ".join(told.split())
