"""The guided start: which settings a new firm is asked for, and what is wrong with an answer at once.

>>> next_number_pattern("RE-2026-0416", 2026), next_number_pattern("26/88", 2026), next_number_pattern("Rechnung", 2026)
('RE-{year}-{0417}', '{yy}/{89}', None)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pyxl.core.cell_rules import REQUIRED_MISSING
from pyxl.core.cell_writing import Plain, cell_value
from pyxl.core.cells import RawValue
from pyxl.core.findings import Finding
from pyxl.core.labels import Label, Language
from pyxl.core.schema import Column, schema_of
from pyxl.core.tables import RawTable, map_columns, read_table
from pyxl.core.text import squash
from pyxl.settings import Settings
from pyxl.settings.checks import SETTINGS_CHECKS

SCHEMA = schema_of(Settings)
LAST_NUMBER = Label(
    "Or the last number you gave, such as RE-2026-0416: pyxl goes on from there.",
    "Oder die letzte vergebene Nummer, etwa RE-2026-0416: pyxl zählt dort weiter.",
)
_NUMBER = re.compile(r"\d+")
_DIGITS_MOST = 12


@dataclass(frozen=True)
class Section:
    """Questions that belong together."""

    title: Label
    fields: tuple[str, ...]


SECTIONS = (
    Section(
        Label("Your firm", "Ihre Firma"),
        ("company_name", "street", "postcode", "city", "country", "federal_state", "managing_directors",
         "register_entry"),
    ),
    Section(Label("Taxes", "Steuern"), ("vat_id", "tax_number", "tax_scheme")),
    Section(Label("Bank account", "Bankkonto"), ("iban", "bic", "bank_name", "creditor_id")),
    Section(Label("Who to ask", "Ansprechpartner"), ("contact_name", "phone", "email", "website")),
    Section(Label("Documents", "Belege"), ("language", "logo", "accent_colour")),
    Section(
        Label("Numbers", "Nummern"),
        ("invoice_number_pattern", "cancellation_number_pattern", "order_number_pattern", "delivery_number_pattern",
         "purchase_number_pattern"),
    ),
    Section(
        Label("Terms", "Konditionen"),
        ("payment_days", "cash_discount_percent", "cash_discount_days", "invoice_per", "bill_by"),
    ),
    Section(Label("From when", "Ab wann"), ("opening_date",)),
)  # fmt: skip
"""All that is asked, in this order; every other setting has a default that a firm can begin with."""
LISTS = ("Customers", "Items", "Receivables")
"""Tabs that another program's lists may be loaded into at the end."""


@dataclass(frozen=True)
class Answered:
    """The settings with one answer in them."""

    raw: RawTable
    value: Plain
    """As it is written into the cell."""
    problems: tuple[Finding, ...]
    """What is wrong with it; empty where it can stand."""


def answered(raw: RawTable, field: str, text: str, language: Language, year: int) -> Answered:
    """The settings tab with that answer, which may be a choice's place in its list or the last number of a range."""
    column = SCHEMA.column(field)
    typed = _meant(column, text.strip(), language, year)
    changed = _with(raw, field, typed)
    table = read_table(Settings, changed, language)
    found = [each for each in table.findings if each.cell.column == field]
    if not table.rows:
        return Answered(raw, None, tuple(found))
    settings = table.rows[0]
    if not typed and not column.required:
        found = [each for each in found if each.rule is not REQUIRED_MISSING]
    else:
        found += [each for check in SETTINGS_CHECKS for each in check(settings) if each.cell.column == field]
    value = cell_value(getattr(settings, field), language) if typed else None
    return Answered(_with(raw, field, value), value, tuple(each for each in found if each.is_error))


def left_to_say(raw: RawTable, language: Language) -> Iterator[Finding]:
    """What is still wrong with the settings as a whole, such as neither VAT ID nor tax number."""
    table = read_table(Settings, raw, language)
    yield from table.findings
    for settings in table.rows:
        for check in SETTINGS_CHECKS:
            yield from check(settings)


def current(raw: RawTable, field: str) -> RawValue:
    """What stands in the tab."""
    position = map_columns(SCHEMA, raw).positions.get(field)
    return raw.rows[0][position] if position is not None else None


def choices(field: str, language: Language) -> tuple[str, ...]:
    """The words to choose from; empty where anything may be typed."""
    column = SCHEMA.column(field)
    return tuple(each.label.text(language) for each in column.choices or ())


def is_number_range(field: str) -> bool:
    """Whether the setting is the pattern of a number range."""
    return field.endswith("_number_pattern")


def next_number_pattern(text: str, year: int) -> str | None:
    """The pattern that goes on after that number; None where no running number is to be seen in it.

    The last group of digits is taken for the running number, the year before it for the year.
    """
    groups = list(_NUMBER.finditer(text))
    if "{" in text or not groups or len(groups[-1].group()) > _DIGITS_MOST:
        return None
    last = groups[-1]
    running = f"{int(last.group()) + 1:0{len(last.group())}d}"
    before = text[: last.start()]
    for digits, mark in ((f"{year:04d}", "{year}"), (f"{year % 100:02d}", "{yy}")):
        place = next((each for each in groups[:-1] if each.group() == digits), None)
        if place:
            before = before[: place.start()] + mark + before[place.end() :]
            break
    return f"{before}{{{running}}}{text[last.end() :]}"


def _meant(column: Column, text: str, language: Language, year: int) -> str:
    """A choice by its number in the list, and a last number as its pattern."""
    words = choices(column.name, language)
    if words and text.isdigit() and 1 <= int(text) <= len(words):
        return words[int(text) - 1]
    if words:
        return next((word for word in words if squash(word) == squash(text)), text)
    if text and is_number_range(column.name):
        return next_number_pattern(text, year) or text
    return text


def _with(raw: RawTable, field: str, value: Plain) -> RawTable:
    position = map_columns(SCHEMA, raw).positions[field]
    row = list(raw.rows[0])
    row[position] = value
    return replace(raw, rows=[row])
