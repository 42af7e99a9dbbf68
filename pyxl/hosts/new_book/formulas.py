"""Computed columns: the formula in the words of the book, and its result for programs that do not calculate.

>>> from pyxl.orders.rows import OrderLine
>>> in_sheet("{quantity}*2", schema_of(OrderLine), "de")
'Orders[[#This Row],[Menge]]*2'
>>> in_sheet("COUNTA({Orders.customer_reference})", schema_of(OrderLine), "en")
"COUNTA(Orders[Customer''s order no.])"
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from pyxl.core.cell_writing import Plain
from pyxl.core.labels import Language
from pyxl.core.money import Money
from pyxl.core.schema import TABLES, Column, Row, TableSchema, schema_of

_PLACEHOLDER = re.compile(r"\{(?:([A-Z]\w*)\.)?([a-z]\w*)\}")
_ESCAPED = re.compile(r"(['\[\]#@])")
_LOOKUP = re.compile(r'IFERROR\(INDEX\(\{(\w+)\.(\w+)\},MATCH\(\{(\w+)\},\{\1\.(\w+)\},0\)\),""\)')
_LINK = re.compile(r'IF\(\{(\w+)\}="","",HYPERLINK\(.*,"([^"]*)"\)\)')


def column_reference(tab: str, name: str, language: Language) -> str:
    """A whole column of a tab as formulas name it."""
    return f"{tab}[{_specifier(TABLES[tab].column(name), language)}]"


def in_sheet(text: str, schema: TableSchema | None, language: Language) -> str:
    """The formula without `=`: `{field}` is this row's cell, `{Tab.field}` a whole column."""

    def put(found: re.Match[str]) -> str:
        if found[1]:
            return column_reference(found[1], found[2], language)
        assert schema is not None, f"{found[0]} is no row's cell"
        return f"{schema.tab}[[#This Row],[{_specifier(schema.column(found[2]), language)}]]"

    return _PLACEHOLDER.sub(put, text)


def _specifier(column: Column, language: Language) -> str:
    return _ESCAPED.sub(r"'\1", column.label.text(language))


class Results:
    """What the formulas of the given rows amount to."""

    def __init__(self, tables: Mapping[str, Sequence[Row]]) -> None:
        self._tables = tables

    def of(self, row: Row, column: Column) -> Plain:
        """The result of the computed column in that row; "" where the formula shows nothing."""
        assert column.formula is not None
        if column.formula.compute:
            value = column.formula.compute(row)
            return value.amount if isinstance(value, Money) else "" if value is None else value  # type: ignore[return-value]
        text = column.formula.text
        if found := _LOOKUP.fullmatch(text):
            tab, wanted, own, key = found.groups()
            owner = self._index[tab, key].get(str(getattr(row, own)).casefold())
            return getattr(owner, wanted) if owner else ""
        found = _LINK.fullmatch(text)
        assert found, f"{schema_of(type(row)).tab}.{column.name}: pyxl cannot compute {text}"
        return found[2] if getattr(row, found[1]) else ""

    @cached_property
    def _index(self) -> dict[tuple[str, str], dict[str, Row]]:
        """Rows by the text of a column; the first one wins, as in MATCH, which does not mind the case either."""
        index: dict[tuple[str, str], dict[str, Row]] = {}
        for schema in TABLES.values():
            for column in schema.columns:
                found = _LOOKUP.fullmatch(column.formula.text) if column.formula else None
                if found:
                    owners = index.setdefault((found[1], found[4]), {})
                    for row in self._tables.get(found[1], ()):
                        owners.setdefault(str(getattr(row, found[4])).casefold(), row)
        return index
