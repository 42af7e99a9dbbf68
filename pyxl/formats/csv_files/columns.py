"""Columns of a CSV file by their names: order, capitals, quotation marks and broken umlauts do not matter.

>>> fold_header(' "Waehrung" '), fold_header("WÄHRUNG") == fold_header("W\\ufffdhrung")
('waehrung', True)
>>> names = header_names(["betrag", "Text", "Notiz", "Tag"])
>>> find_columns({"day": "Datum | Tag", "text": "Text + Notiz", "fee": "Gebühr"}, names, optional={"fee"})
{'day': (3,), 'text': (1, 2)}
>>> find_columns({"day": "Datum"}, names) is None
True
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar

Meaning = TypeVar("Meaning", bound=str)


def find_columns(
    columns: Mapping[Meaning, str], names: Mapping[str, int], optional: Collection[str] = ()
) -> dict[Meaning, tuple[int, ...]] | None:
    """The fields of each meaning by the header's names; None where a column that must be there is missing.

    `A | B` is one name or the other, a program having changed it; `A + B` is both, read as one text; `Name (2)` is the
    second column of that name.
    """
    positions: dict[Meaning, tuple[int, ...]] = {}
    for meaning, name in columns.items():
        found = _positions(name, names)
        if found:
            positions[meaning] = found
        elif meaning not in optional:
            return None
    return positions


def needed_names(written: Iterable[str]) -> frozenset[str]:
    """All names that are written in these columns, folded."""
    return frozenset(fold_header(part) for name in written for part in re.split(r" [+|] ", name))


def missing_parts(written: str, names: Mapping[str, int]) -> bool:
    """Whether a name such as `A + B` asks for a column that the file does not have."""
    return not all(fold_header(part) in names for part in written.split(" + "))


def _positions(name: str, names: Mapping[str, int]) -> tuple[int, ...]:
    for alternative in name.split(" | "):
        parts = [fold_header(part) for part in alternative.split(" + ")]
        if all(part in names for part in parts):
            return tuple(names[part] for part in parts)
    return ()


def header_names(cells: Sequence[str]) -> dict[str, int]:
    """The names of a header line and where they stand; the second of a name is called `name (2)`."""
    names: dict[str, int] = {}
    for position, cell in enumerate(cells):
        name = fold_header(cell)
        if name:
            count = sum(other == name or other.startswith(f"{name} (") for other in names)
            names[f"{name} ({count + 1})" if name in names else name] = position
    return names


def fold_header(name: str) -> str:
    """A column name for comparing: small letters, no quotation marks; a broken umlaut equals any other."""
    plain = " ".join(name.strip("\ufeff\"' \t").casefold().split())
    return re.sub("[äöü\ufffd]|ã[¤¶¼]", "·", plain)
