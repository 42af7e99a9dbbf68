"""A table out of another program's file: headings, where they stand, and the rows below, as plain cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyxl.core.labels import Label

FileCell = str | int | Decimal | bool | date | None


@dataclass(frozen=True, slots=True)
class FileTable:
    """The rows below the headings, and where they stand in the file."""

    headers: tuple[str, ...]
    header_row: int
    rows: tuple[tuple[FileCell, ...], ...]
    is_text: bool
    """Whether the format knows only text (CSV)."""


@dataclass(frozen=True, slots=True)
class Headings:
    """What the headings of a tab may be: all that whoever looks for them in a file needs to know of the tab."""

    tab: Label
    fields: Mapping[str, str]
    """Every heading, squashed, to the field that it means."""
    examples: tuple[Label, ...]
