"""CSV files that pyxl does not know: a person says once, in a row of a tab, which column is what.

Bank statements and orders come this way alike. The row is proposed with the first lines of the file as they would be
read; it counts once she has ticked it, for this file and all later ones with the same columns.

>>> profile_id(("Datum", "Text", "Betrag")) == profile_id(('"BETRAG"', "Datum", "Text"))
True
"""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from pyxl.core.changes import CellValue, ChangeList
from pyxl.core.findings import CellRef, Finding, Rule
from pyxl.core.labels import Label
from pyxl.core.schema import LabelledEnum, Row
from pyxl.core.tables import Table
from pyxl.formats.bank_values import COMMA, ENGLISH
from pyxl.formats.csv_files.columns import fold_header, missing_parts
from pyxl.formats.csv_files.unknown import UnknownCsv

SAMPLES = 3
_PROPOSED = Label("proposal for an unknown layout", "Vorschlag für ein unbekanntes Layout")
P = TypeVar("P", bound=Row)
Meaning = TypeVar("Meaning", bound=str)


class DecimalMark(LabelledEnum):
    """How a file writes amounts."""

    COMMA = Label("comma", "Komma")
    POINT = Label("point", "Punkt")


class DateFormat(LabelledEnum):
    """How a file writes dates: D day, M month, Y year; one letter, where leading zeros are left out."""

    GERMAN = Label("DD.MM.YYYY", "TT.MM.JJJJ")
    GERMAN_SHORT = Label("DD.MM.YY", "TT.MM.JJ")
    GERMAN_BARE = Label("D.M.YYYY", "T.M.JJJJ")
    ISO = Label("YYYY-MM-DD", "JJJJ-MM-TT")
    ISO_SLASH = Label("YYYY/MM/DD", "JJJJ/MM/TT")
    ISO_DOT = Label("YYYY.MM.DD.", "JJJJ.MM.TT.")
    DASH = Label("DD-MM-YYYY", "TT-MM-JJJJ")
    SLASH = Label("DD/MM/YYYY", "TT/MM/JJJJ")
    AMERICAN = Label("MM/DD/YYYY", "MM/TT/JJJJ")


_MARKS = {DecimalMark.COMMA: COMMA, DecimalMark.POINT: ENGLISH}


def date_format_of(orders: Sequence[str]) -> DateFormat | None:
    """The choice in the tab for the one way in which a file writes dates; None where that is open."""
    return next((each for each in DateFormat if each.label.en in orders), None)


def date_orders_of(chosen: DateFormat | None) -> tuple[str, ...]:
    """How a layout names that choice; () where it is open."""
    return (chosen.label.en,) if chosen else ()


def decimal_mark_of(marks: Sequence[str]) -> DecimalMark | None:
    """The choice in the tab for the one way in which a file writes amounts; None where that is open."""
    return next((each for each, mark in _MARKS.items() if mark in marks), None)


def decimal_marks_of(chosen: DecimalMark | None) -> tuple[str, ...]:
    """How a layout names that choice; () where it is open."""
    return (_MARKS[chosen],) if chosen else ()


def profile_id(header: Iterable[str]) -> str:
    """The same columns are the same profile, whatever their order."""
    names = "|".join(sorted(fold_header(name) for name in header))
    return "P-" + b32encode(hashlib.sha256(names.encode()).digest()[:5]).decode()


def told_columns(profile: object, meanings: Iterable[Meaning]) -> dict[Meaning, str]:
    """Which column of the file has which meaning, by the cells of the row that are filled in."""
    return {meaning: name for meaning in meanings if (name := str(getattr(profile, meaning)))}


def missing_columns(profile: object, meanings: Iterable[str], names: Mapping[str, int]) -> list[str]:
    """The fields of the row that name a column which the file does not have."""
    return [meaning for meaning, name in told_columns(profile, meanings).items() if missing_parts(name, names)]


class ToldRows(Generic[P]):
    """The rows of a tab of profiles: they say how to read a file; a file without a row gets one proposed."""

    def __init__(self, profiles: Table[P], unknown: Rule, incomplete: Rule) -> None:
        self.schema = profiles.schema
        self.by_id = {profiles.key_of(row): row for row in profiles}
        self._unknown, self._incomplete = unknown, incomplete
        self.findings: list[Finding] = []
        self.changes = ChangeList()

    def told(self, name: str, unknown: UnknownCsv, propose: Callable[[], Mapping[str, CellValue]]) -> P | None:
        """The row for such a file, if a person ticked it; else it is proposed, once.

        `propose` gives the cells of a new row; it may refuse.
        """
        key = profile_id(unknown.header)
        profile: Any = self.by_id.get(key)
        if profile is not None and profile.is_confirmed:
            confirmed: P = profile
            return confirmed
        values = {"profile": key, "is_confirmed": False, **propose()}
        cell = CellRef(self.schema.tab, key=key)
        self.findings.append(self._unknown.at(cell, file=name, profile=key, sample=values["sample_1"]))
        if profile is None:
            self.changes.append(self.schema.tab, key, values, _PROPOSED)
            self.by_id[key] = self.schema.row_class(profile=key)  # type: ignore[call-arg,assignment]
        return None

    def say_incomplete(self, name: str, unknown: UnknownCsv, fields: Iterable[str]) -> None:
        """The row was ticked, but with these fields empty or wrong the file cannot be read."""
        key = profile_id(unknown.header)
        labels = tuple(self.schema.column(field).label for field in fields)
        cell = CellRef(self.schema.tab, key=key)
        self.findings.append(self._incomplete.at(cell, file=name, profile=key, fields=labels))


def sample_cells(samples: Iterable[str]) -> dict[str, CellValue]:
    """The cells that show how the first lines would be read; one that the file does not have stays empty."""
    return dict(zip(("sample_1", "sample_2", "sample_3"), samples, strict=False))
