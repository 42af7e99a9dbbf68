"""Help while typing: drop-downs, a note when a cell is entered, and a question when a value looks wrong.

Nothing is forbidden: a clerk who pastes 200 lines is asked at most, and the checks find the rest. The ranges reach to
the sheet's last row, so the rows typed tomorrow have them too.
"""

from __future__ import annotations

from typing import Literal

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pyxl.app.tabs import SCHEMAS
from pyxl.core.labels import Label, Language, Text
from pyxl.core.schema import (
    CHECK_COLUMN,
    PERCENT,
    TABLES,
    Column,
    Kind,
    LabelledEnum,
    TableSchema,
    Yes,
)
from pyxl.hosts.new_book.formulas import column_reference
from pyxl.hosts.new_book.looks import is_for_typing, is_pyxls
from pyxl.hosts.xlsx.addresses import LAST_ROW

REQUIRED = Label("Required.", "Pflichtangabe.")
FILLED_IN = Label("Filled in by pyxl.", "Füllt pyxl aus.")
CHECK_HELP = Label(
    "What pyxl found: ✗ error, the row is left out; ! worth a look; ✓ fine.",
    "Was pyxl gefunden hat: ✗ Fehler, die Zeile bleibt außen vor; ! bitte ansehen; ✓ in Ordnung.",
)
UNUSUAL = Label("Please check", "Bitte prüfen")
NOT_IN_LIST = Text(
    "{label}: this value is not in the list. You may keep it; pyxl will check it.",
    "{label}: Dieser Wert steht nicht in der Liste. Sie dürfen ihn lassen; pyxl prüft ihn.",
)
NOT_IN_TAB = Text(
    "{label}: this value is not in the tab {tab} yet. You may keep it; pyxl will check it.",
    "{label}: Dieser Wert steht noch nicht im Blatt {tab}. Sie dürfen ihn lassen; pyxl prüft ihn.",
)
NO_DAY = Text("{label}: this is no date that fits.", "{label}: Das ist kein passendes Datum.")
NO_FIGURE = Text("{label}: this is no number that fits.", "{label}: Das ist keine passende Zahl.")

_FIRST_DAY, _LAST_DAY = 32874, 73050
"""1990 and 2099 as Excel counts days: what pyxl takes for a date."""
_LONGEST_TITLE, _LONGEST_TEXT, _LONGEST_LIST = 32, 225, 255
"""Excel's limits; a longer text makes it repair the file."""


def name_lists(book: Workbook, language: Language) -> None:
    """Names each column that others refer to: drop-downs take names, and a name on a table column grows with it."""
    for schema in SCHEMAS:  # In the order of the book, whatever was imported first.
        for column in schema.columns:
            if column.refers_to and list_name(column.refers_to) not in book.defined_names:
                tab, name = column.refers_to, list_name(column.refers_to)
                reference = column_reference(tab, TABLES[tab].key, language)
                book.defined_names[name] = DefinedName(name, attr_text=reference)


def list_name(tab: str) -> str:
    """The name of the list of a tab's keys."""
    return f"{tab}_list"


def help_typing(sheet: Worksheet, schema: TableSchema, language: Language) -> None:
    """Puts the rules of all columns on the tab."""
    for number, column in enumerate(schema.columns, 1):
        rule = entry_rule(schema, column, language)
        if rule:
            letter = get_column_letter(number)
            rule.add(f"{letter}2:{letter}{LAST_ROW}")
            sheet.add_data_validation(rule)


def entry_rule(schema: TableSchema, column: Column, language: Language) -> DataValidation | None:
    """The rule of one column; none where there is nothing to say."""
    is_hers = is_for_typing(schema) and not is_pyxls(schema, column)
    rule = _allowed(column, language) if is_hers else DataValidation()
    note = _note(schema, column, language)
    if note:
        rule.promptTitle = column.label.text(language)[:_LONGEST_TITLE]
        rule.prompt, rule.showInputMessage = note[:_LONGEST_TEXT], True
    if rule.showErrorMessage:
        rule.errorStyle, rule.errorTitle = "warning", UNUSUAL.text(language)
    rule.allow_blank = True
    return rule if note or rule.type else None


def _allowed(column: Column, language: Language) -> DataValidation:
    label = column.label
    if column.refers_to:
        question = NOT_IN_TAB.render(language, label=label, tab=TABLES[column.refers_to].label)
        return DataValidation(
            "list", list_name(column.refers_to), showErrorMessage=True, error=question[:_LONGEST_TEXT]
        )
    if column.choices:
        question = NOT_IN_LIST.render(language, label=label)
        return DataValidation("list", listed(column.choices, language), showErrorMessage=True, error=question)
    if column.kind is Kind.FLAG:
        return DataValidation("list", listed(Yes, language))  # An `x` is a yes too: nobody is asked about it.
    if column.kind is Kind.DATE:
        return _between("date", _FIRST_DAY, _LAST_DAY, NO_DAY.render(language, label=label))
    if column.kind is Kind.TEXT:
        return DataValidation()
    low, high = (
        (0, 100) if column.number_format == PERCENT else (0, 3650) if column.kind is Kind.WHOLE else (-(10**12), 10**12)
    )
    return _between(
        "whole" if column.kind is Kind.WHOLE else "decimal", low, high, NO_FIGURE.render(language, label=label)
    )


def _between(kind: Literal["whole", "decimal", "date"], low: int, high: int, question: str) -> DataValidation:
    return DataValidation(
        kind, str(low), str(high), operator="between", showErrorMessage=True, error=question[:_LONGEST_TEXT]
    )


def listed(choices: type[LabelledEnum], language: Language) -> str:
    """The choices as the file has them: in quotes, with commas, whatever the language."""
    words = [each.label.text(language) for each in choices]
    assert not any("," in word or '"' in word for word in words), f"{words}: a comma would make two choices of one"
    text = f'"{",".join(words)}"'
    assert len(text) <= _LONGEST_LIST, f"{text} is too long for a drop-down"
    return text


def _note(schema: TableSchema, column: Column, language: Language) -> str:
    if schema.is_input and column.name == CHECK_COLUMN:
        return CHECK_HELP.text(language)
    if column.help:
        required = f" {REQUIRED.text(language)}" if column.required and schema.is_input else ""
        return column.help.text(language) + required
    return FILLED_IN.text(language) if is_for_typing(schema) and is_pyxls(schema, column) else ""
