"""When a customer is in default (§ 286 BGB), and so when interest begins to run.

>>> terms = DefaultTerms(due_dates_agreed=True, consumers_told=False)
>>> begin = default_begin(date(2026, 4, 15), date(2026, 4, 1), False, None, terms)
>>> begin.first_day, begin.ground.name
(datetime.date(2026, 4, 16), 'CALENDAR')
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from pyxl.core.labels import Label
from pyxl.core.schema import LabelledEnum

POST_DAYS = 3
"""So many days a letter or an invoice is taken to be on its way."""
DAYS_WITHOUT_REMINDER = 30
"""§ 286 (3) BGB."""


class Ground(LabelledEnum):
    """Why the customer is in default."""

    CALENDAR = Label("the due date is agreed", "der Zahlungstermin ist vereinbart")
    REMINDER = Label("reminded", "gemahnt")
    THIRTY_DAYS = Label("30 days after due date and invoice", "30 Tage nach Fälligkeit und Rechnung")


@dataclass(frozen=True, slots=True)
class DefaultTerms:
    """What the firm agreed with her customers and told them."""

    due_dates_agreed: bool
    """Due dates are part of the contract, not only of the invoice (§ 286 (2) no. 1 BGB)."""
    consumers_told: bool
    """Invoices tell consumers that they are in default after 30 days (§ 286 (3) BGB)."""


@dataclass(frozen=True, slots=True)
class DefaultBegin:
    """The first day that bears interest, and why."""

    first_day: date
    ground: Ground


@lru_cache(maxsize=8192)
def default_begin(
    due: date, invoice_date: date, is_consumer: bool, reminded_on: date | None, terms: DefaultTerms
) -> DefaultBegin | None:
    """The earliest ground that holds; none while the customer was neither reminded nor bound by a date.

    `due` is the due date, put off to a working day (§ 193 BGB). Many invoices have the same days, so it is kept.
    """
    begins = []
    if terms.due_dates_agreed:
        begins.append(DefaultBegin(_after(due, 1), Ground.CALENDAR))
    if reminded_on is not None:
        begins.append(DefaultBegin(_after(reminded_on, POST_DAYS + 1), Ground.REMINDER))
    if not is_consumer or terms.consumers_told:
        received = max(due, _after(invoice_date, POST_DAYS))
        begins.append(DefaultBegin(_after(received, DAYS_WITHOUT_REMINDER + 1), Ground.THIRTY_DAYS))
    return min(begins, key=lambda begin: begin.first_day, default=None)


def _after(day: date, days: int) -> date:
    return day + timedelta(min(days, (date.max - day).days))
