"""A bill on its way into the books: what an e-invoice says, in the terms of payables. Nothing in it is trusted.

>>> from pyxl.formats.en16931.amounts import DocumentTotals
>>> invoice = EInvoice(number="RE-1", type_code="381", currency="EUR", totals=DocumentTotals(due=Decimal("119")))
>>> amount_of(invoice)
Money('-119.00', 'EUR')
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from pyxl.core.labels import Sentence
from pyxl.core.money import AMOUNT_LIMIT, Money
from pyxl.core.text import clean
from pyxl.einvoices.checking import CheckedFile
from pyxl.formats.en16931.invoice import EInvoice
from pyxl.formats.en16931.lines import EInvoiceLine
from pyxl.ledger.payables.events import BilledLine, CashDiscount
from pyxl.reference_data.codes import is_currency

_SKONTO = re.compile(
    r"^#SKONTO#TAGE=(\d{1,4})#PROZENT=(\d{1,2}\.\d{2})(?:#BASISBETRAG=(-?\d{1,12}\.\d{2}))?#\s*$", re.MULTILINE
)
"""Cash discount in BT-20, as XRechnung writes it (BR-DE-18)."""
_TEXT, _NUMBER = 200, 100
_PLACES = -8
"""Finer prices are no prices of anything."""


@dataclass(frozen=True)
class BillFile:
    """A file that was given: what it holds, or why it was refused."""

    name: str
    sha256: str
    content: bytes
    checked: CheckedFile | None = None
    cause: Sentence | None = None
    step: Sentence | None = None


def short(text: str, longest: int = _TEXT) -> str:
    """A text of a file as a cell can hold it: one line, without what cannot be seen."""
    return " ".join(clean(text[: 4 * longest]).split())[:longest]


def compact(text: str) -> str:
    """An IBAN or the like without blanks, in capitals."""
    return re.sub(r"[^A-Za-z0-9]", "", text[:_NUMBER]).upper()


def bill_number(invoice: EInvoice) -> str:
    """BT-1."""
    return short(invoice.number, _NUMBER)


def currency_of(invoice: EInvoice) -> str:
    """BT-5, or an empty text where it is none."""
    return invoice.currency if is_currency(invoice.currency) else ""


def money_of(value: Decimal | None, currency: str) -> Money | None:
    """The amount to the cent; None where there is none, or one that no bill has."""
    return Money.rounded(value, currency) if currency and value is not None and _is_sane(value) else None


def _is_sane(value: Decimal) -> bool:
    _, digits, exponent = value.as_tuple()
    return (
        isinstance(exponent, int) and len(digits) + exponent <= 15 and abs(value) < AMOUNT_LIMIT and len(digits) <= 27
    )


def amount_of(invoice: EInvoice) -> Money | None:
    """BT-115, what is still to be paid; negative in a credit note."""
    totals = invoice.totals
    amount = money_of(totals.due if totals.due is not None else totals.gross, currency_of(invoice))
    return -amount if amount and invoice.is_credit_note else amount


def vat_of(invoice: EInvoice) -> Money | None:
    """BT-110; negative in a credit note."""
    vat = money_of(invoice.totals.vat, currency_of(invoice))
    return -vat if vat and invoice.is_credit_note else vat


def accounts_of(invoice: EInvoice) -> tuple[str, ...]:
    """The accounts it may be paid to, in its order."""
    transfers = (means.transfer for means in invoice.payment_means if means.transfer)
    return tuple(dict.fromkeys(compact(each.account) for each in transfers if compact(each.account)))[:5]


def discounts_of(invoice: EInvoice, gross: Money) -> tuple[CashDiscount, ...]:
    """The cash discounts it offers, the highest first."""
    found = []
    for days, percent, base in _SKONTO.findall(invoice.payment_terms[:10_000]):
        until = _later(invoice.issue_date, int(days))
        if until:
            of = Decimal(base) if base else abs(gross).amount
            found.append(cash_discount(Decimal(percent), until, Money.rounded(of, gross.currency)))
    return tuple(sorted(found, key=lambda each: each.percent, reverse=True)[:3])


def cash_discount(percent: Decimal, until: date, base: Money) -> CashDiscount:
    """The discount on that base, rounded once."""
    return CashDiscount(percent, until, Money.rounded(base.amount * percent / 100, base.currency))


def _later(day: date | None, days: int) -> date | None:
    return day + timedelta(days) if day and day.year < date.max.year - 30 else None


def due_date_of(invoice: EInvoice, days: int | None) -> date:
    """BT-9; else the bill's day and the days agreed with the supplier."""
    assert invoice.issue_date is not None, "checked before"
    return invoice.due_date or _later(invoice.issue_date, min(max(days or 0, 0), 3_650)) or invoice.issue_date


def lines_of(invoice: EInvoice) -> Iterator[BilledLine]:
    """Its lines as the tab shows them."""
    for place, line in enumerate(invoice.lines, 1):
        yield _line(str(place), line, currency_of(invoice), invoice.is_credit_note)


def _line(place: str, line: EInvoiceLine, currency: str, is_credit_note: bool) -> BilledLine:
    net = money_of(line.net, currency)
    return BilledLine(
        line_id=short(line.line_id, 20) or place,
        item_number=short(line.item.buyer_id or line.item.seller_id, _NUMBER),
        name=short(line.item.name),
        quantity=_figure(line.quantity),
        unit=short(line.unit, 10),
        unit_price=_figure(line.price.net),
        net_amount=-net if net and is_credit_note else net,
        vat_rate=_figure(line.tax.rate),
        order_line=short(line.order_line, 30),
    )


def _figure(value: Decimal | None) -> Decimal | None:
    if value is None or not _is_sane(value):
        return None
    exponent = value.as_tuple().exponent
    return value if isinstance(exponent, int) and exponent >= _PLACES else round(value, -_PLACES)
