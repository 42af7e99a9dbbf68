"""A table out of another program's file: headings, where they stand, and the rows below, as plain cells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

FileCell = str | int | Decimal | bool | date | None


@dataclass(frozen=True, slots=True)
class FileTable:
    """The rows below the headings, and where they stand in the file."""

    headers: tuple[str, ...]
    header_row: int
    rows: tuple[tuple[FileCell, ...], ...]
    is_text: bool
    """Whether the format knows only text (CSV)."""
