"""The formulas of the tab Report: sums and counts of cells of other tabs.

`{Tab.field}` is a column of a tab, `{first_on}` and `{last_on}` are the days of the figure's own row.
"""

from __future__ import annotations

from pyxl.core.labels import Label
from pyxl.core.schema import LabelledEnum


def same(formula: str) -> Label:
    """A formula without words: the same in both languages."""
    return Label(formula, formula)


def worded(formula: str, *words: LabelledEnum) -> Label:
    """The formula with these choices for `$0`, `$1`, as each language writes them."""
    english = german = formula
    for place, word in enumerate(words):
        english = english.replace(f"${place}", f'"{word.label.en}"')
        german = german.replace(f"${place}", f'"{word.label.de}"')
    return Label(english, german)


def in_month(column: str) -> str:
    """The conditions that a column of days lies within the days of the row."""
    return column + ',">="&{first_on},' + column + ',"<="&{last_on}'


def open_items(*conditions: str) -> Label:
    """Open items in EUR that meet these; an empty currency means EUR too."""
    sums = (
        ",".join((f'SUMIFS({{Receivables.amount_open}},{{Receivables.currency}},"{currency}"', *conditions)) + ")"
        for currency in ("EUR", "")
    )
    return same("+".join(sums))


def aged(older: int, younger: int | None) -> Label:
    """What is owed and overdue by more than `older` days, and by no more than `younger`."""
    begin = f"-{older}" if older else ""
    due = ['{Receivables.due_date},"<"&{last_on}' + begin]
    due += [] if younger is None else ['{Receivables.due_date},">="&{last_on}-' + str(younger)]
    return open_items(_OWED, *due)


_OWED = '{Receivables.amount_open},">0"'
NET = 'SUMIFS({Invoices.net_amount},{Invoices.currency},"EUR",' + in_month("{Invoices.invoice_date}") + ")"
AGED = (
    open_items(_OWED, '{Receivables.due_date},">="&{last_on}'),
    aged(0, 30),
    aged(30, 60),
    aged(60, 90),
    aged(90, None),
    open_items('{Receivables.amount_open},"<0"'),
)
LETTERS = "{Collections.kind},$0,{Collections.status},$1," + in_month("{Collections.day}")
BANK_MONTH = in_month("{Bank.booking_date}")
CASES_MONTH = in_month("{Cases.received_on}")
