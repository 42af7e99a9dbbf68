"""The row class is the schema: written once, it makes the tab, its drop-downs, the reading and the checks.

>>> @table(tab="Boxes", key="box_number", label=Label("Boxes", "Kisten"))
... class Box(Row):
...     box_number: str = column("Box no.", "Kistennr.", required=True)
...     weight: Decimal | None = column("Weight", "Gewicht", number_format="0.0")
>>> schema_of(Box).column("weight").label.de
'Gewicht'
>>> Box(box_number="7", weight=Decimal("1.5")).weight
Decimal('1.5')
>>> del TABLES["Boxes"]
"""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cached_property
from types import UnionType
from typing import Any, TypeVar, dataclass_transform

from pyxl.core.labels import LANGUAGES, Label
from pyxl.core.money import Money
from pyxl.core.text import squash

TEXT, AMOUNT, QUANTITY, DAY, PERCENT, WHOLE = "@", "#,##0.00", "#,##0.###", "dd.mm.yyyy", "0.##", "0"
"""Number formats as Excel writes them; the host may turn the day format to the workbook's language."""


class Kind(StrEnum):
    """What a cell of a column holds."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    FLAG = "yes/no"
    CHOICE = "choice"


class LabelledEnum(Enum):
    """A choice list: each member's value is its `Label`."""

    @property
    def label(self) -> Label:
        """The word people see and choose."""
        assert isinstance(self.value, Label)
        return self.value


@dataclass(frozen=True, slots=True)
class Formula:
    """A computed column: the sheet formula, and the same in Python to compare with.

    In `text`, `{field}` stands for this row's cell and `{Tab.field}` for a whole column of a tab.
    """

    text: str
    compute: Callable[[Any], object] | None = None


@dataclass(frozen=True)
class Column:
    """Everything there is to know of one column."""

    name: str
    label: Label
    kind: Kind
    is_optional: bool
    required: bool
    aliases: tuple[str, ...]
    choices: type[LabelledEnum] | None
    refers_to: str | None
    number_format: str
    help: Label | None
    formula: Formula | None
    is_frozen: bool
    width: int


@dataclass(frozen=True)
class _Declared:
    label: Label
    aliases: tuple[str, ...]
    required: bool
    refers_to: str | None
    number_format: str | None
    help: Label | None
    formula: Formula | None
    is_frozen: bool
    width: int


def column(
    en: str,
    de: str,
    *,
    aliases: tuple[str, ...] = (),
    required: bool = False,
    refers_to: str | None = None,
    number_format: str | None = None,
    help: tuple[str, str] | None = None,
    formula: Formula | None = None,
    frozen: bool = False,
    width: int = 14,
    default: Any = dataclasses.MISSING,
) -> Any:
    """Declares a column of a row class. `help` is (English, German); `width` in characters.

    `required`: an empty cell is a finding. A field typed `X | None` keeps its row when the cell is bad or
    empty; a field typed `X` (other than text) leaves a row with a bad cell out, with a finding.
    """
    declared = _Declared(
        Label(en, de),
        aliases,
        required,
        refers_to,
        number_format,
        Label(*help) if help else None,
        formula,
        frozen,
        width,
    )
    return dataclasses.field(default=default, metadata={"column": declared})


@dataclass(frozen=True, kw_only=True)
class Row:
    """What every row knows besides its cells: its line in the sheet, 0 when it is in none yet."""

    sheet_row: int = dataclasses.field(default=0, compare=False, repr=False)


@dataclass(frozen=True)
class TableSchema:
    """One tab: its names, its columns, its key and what it is for."""

    tab: str
    key: str
    label: Label
    purpose: Label
    is_input: bool
    row_class: type[Row]
    columns: tuple[Column, ...]
    surrogate_key: str | None
    is_transposed: bool
    may_be_missing: bool = False
    """Whether a workbook without the tab is read as if it were empty: a tab that came later, and few need."""

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """The columns by field name."""
        return {each.name: each for each in self.columns}

    @cached_property
    def heading_words(self) -> Mapping[str, str]:
        """Every heading that means a field of this tab, squashed, to the field's name."""
        words: dict[str, str] = {}
        for column in self.columns:
            for name in (*(column.label.text(language) for language in LANGUAGES), column.name):
                words[squash(name)] = column.name
        for column in self.columns:
            for alias in column.aliases:
                words.setdefault(squash(alias), column.name)
        return words

    def column(self, name: str) -> Column:
        """The column of that field."""
        return self.by_name[name]


TABLES: dict[str, TableSchema] = {}
"""Every tab that was declared, by its English name, in the order of declaration."""

R = TypeVar("R", bound=Row)


@dataclass_transform(field_specifiers=(column,), frozen_default=True, kw_only_default=True)
def table(
    *,
    tab: str,
    key: str,
    label: Label,
    purpose: tuple[str, str] = ("", ""),
    is_input: bool = False,
    surrogate_key: str | None = None,
    transposed: bool = False,
    in_book: bool = True,
    may_be_missing: bool = False,
) -> Callable[[type[R]], type[R]]:
    """Makes a row class out of declared columns.

    `is_input`: people type here, so it gets a Check column. `surrogate_key`: the prefix of line ids that
    pyxl gives to rows which have no key of their own. `transposed`: the tab lists the fields one below the
    other, each with its value, and is one row (Settings). `in_book`: False for a sheet of another file, such as a form.
    `may_be_missing`: a workbook without the tab is read as if it were empty.
    """

    def decorate(cls: type[R]) -> type[R]:
        row_class = dataclass(frozen=True, kw_only=True)(cls)
        hints = typing.get_type_hints(row_class)
        columns = tuple(
            _column_of(each.name, hints[each.name], each.metadata["column"])
            for each in dataclasses.fields(row_class)
            if "column" in each.metadata
        )
        schema = TableSchema(
            tab, key, label, Label(*purpose), is_input, row_class, columns, surrogate_key, transposed, may_be_missing
        )
        if in_book:
            TABLES[tab] = schema
        row_class.__schema__ = schema  # type: ignore[attr-defined]
        return row_class

    return decorate


@dataclass_transform(field_specifiers=(column,), frozen_default=True, kw_only_default=True)
def part_of_table(cls: type[R]) -> type[R]:
    """Some columns of a table that is too long for one class; the table's class inherits them."""
    return dataclass(frozen=True, kw_only=True)(cls)


def row_of(row_class: type[R], values: Mapping[str, object]) -> R:
    """A row of these values; every field is among them.

    Past the generated constructor: to match thirty arguments by name takes it ten times as long, for every row of a
    tab, and the row then takes twice the memory.
    """
    row = object.__new__(row_class)
    row.__dict__.update(values)
    return row


def schema_of(row_class: type[Row]) -> TableSchema:
    """The schema that a row class declares."""
    schema = vars(row_class)["__schema__"]
    assert isinstance(schema, TableSchema)
    return schema


def _column_of(name: str, hint: Any, declared: _Declared) -> Column:
    plain, is_optional = _without_none(hint)
    kind = _KINDS.get(plain, Kind.CHOICE)
    choices = plain if kind is Kind.CHOICE else None
    return Column(
        name=name,
        label=declared.label,
        kind=kind,
        is_optional=is_optional,
        required=declared.required,
        aliases=declared.aliases,
        choices=choices,
        refers_to=declared.refers_to,
        number_format=declared.number_format or _FORMATS[kind],
        help=declared.help,
        formula=declared.formula,
        is_frozen=declared.is_frozen,
        width=declared.width,
    )


def _without_none(hint: Any) -> tuple[Any, bool]:
    if isinstance(hint, UnionType) or typing.get_origin(hint) is typing.Union:
        parts = [part for part in typing.get_args(hint) if part is not type(None)]
        assert len(parts) == 1, f"a column is of one type, not {hint}"
        return parts[0], True
    return hint, False


_KINDS: dict[Any, Kind] = {
    str: Kind.TEXT,
    int: Kind.WHOLE,
    Decimal: Kind.NUMBER,
    Money: Kind.MONEY,
    date: Kind.DATE,
    bool: Kind.FLAG,
}
_FORMATS: dict[Kind, str] = {
    Kind.TEXT: TEXT,
    Kind.WHOLE: WHOLE,
    Kind.NUMBER: QUANTITY,
    Kind.MONEY: AMOUNT,
    Kind.DATE: DAY,
    Kind.FLAG: TEXT,
    Kind.CHOICE: TEXT,
}


class Yes(LabelledEnum):
    """How a yes/no column is written: an `x` is a yes too when it is read."""

    YES = Label("yes", "ja")
    NO = Label("no", "nein")


CHECK_COLUMN = "check"
"""The field name of the column in input tabs that says what is wrong with the row."""
