"""A customer in figures: turnover of twelve months, what is open and overdue, how late he pays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pyxl.banking.items import ReceivablesDesk
from pyxl.core.labels import Label, Text
from pyxl.core.money import EURO, Money, total
from pyxl.core.tables import Table
from pyxl.dunning.ageing import Behaviour, behaviours
from pyxl.ledger.books import Books
from pyxl.ledger.rows import OpenItem
from pyxl.service.customer_files.dossier import Entry, said

_TURNOVER = Label("turnover of 12 months, with VAT", "Umsatz in 12 Monaten, mit USt")
_OPEN = Label("open", "offen")
_OVERDUE = Label("overdue", "überfällig")
_LATE = Text("pays {days} days after the due date on average", "zahlt im Mittel {days} Tage nach Fälligkeit")
_EARLY = Text("pays {days} days before the due date on average", "zahlt im Mittel {days} Tage vor Fälligkeit")
_NOT_YET = Label("no invoice paid yet", "noch keine Rechnung bezahlt")


def figures(
    customer_number: str, receivables: Table[OpenItem], desk: ReceivablesDesk, books: Books, as_of: date
) -> Iterator[Entry]:
    """The figures in EUR, and how the customer pays in words."""
    items = [each for each in books.items.values() if each.facts.customer_number == customer_number]
    behaviour = behaviours(items, as_of).get(customer_number, Behaviour())
    open_items = [
        (row, Money.from_cents(entry.open, entry.currency))
        for row in receivables
        if row.customer_number == customer_number
        and (entry := desk.entries.get(row.invoice_number))
        and not entry.is_cancelled
        and entry.currency == EURO
    ]
    overdue = [amount for row, amount in open_items if amount.cents > 0 and row.due_date < as_of]
    yield _figure(_TURNOVER, behaviour.sales)
    yield _figure(_OPEN, total([amount for _, amount in open_items]))
    yield _figure(_OVERDUE, total(overdue))
    yield Entry(section="FIGURES", text=_habit(behaviour))


def _figure(words: Label, amount: Money) -> Entry:
    return Entry(section="FIGURES", text=words, amount=amount)


def _habit(behaviour: Behaviour) -> Label:
    days = behaviour.days_late
    if days is None:
        return _NOT_YET
    return said((_LATE if days >= 0 else _EARLY).bind(days=abs(days)))
