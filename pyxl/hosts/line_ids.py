"""Short line ids for rows that have no key of their own, such as two lines of one order."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from pyxl.app.sheet_findings import key_text
from pyxl.core.schema import TableSchema
from pyxl.core.tables import RawTable, map_columns

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def missing_line_ids(schema: TableSchema, raw: RawTable) -> Iterator[tuple[int, int, str]]:
    """(row, column, new id) for rows without one; the second of two equal ids, a row copied down, gets a new one."""
    positions = map_columns(schema, raw).positions
    position = positions[schema.key]
    typed = [positions[column.name] for column in schema.columns if column.name in positions and not column.formula]
    seen: set[str] = set()
    for number, row in enumerate(raw.rows, raw.header_row + 1):
        key = key_text(row[position])
        if key and key not in seen:
            seen.add(key)
        elif any(row[each] not in (None, "") for each in typed):
            yield number, raw.first_column + position, new_line_id(schema, seen)


def new_line_id(schema: TableSchema, taken: set[str]) -> str:
    """A short id that no other row has: no letters that look like digits, for people read it out to each other."""
    while True:
        line_id = f"{schema.surrogate_key}-{''.join(secrets.choice(_ALPHABET) for _ in range(7))}"
        if line_id not in taken:
            taken.add(line_id)
            return line_id
