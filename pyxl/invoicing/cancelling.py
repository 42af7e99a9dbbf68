"""Taking back an issued invoice: never by deletion, always by a cancellation that keeps both numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pyxl.core.labels import Text
from pyxl.core.outcome import Series
from pyxl.core.plain import from_plain
from pyxl.core.refusal import RefusalKind
from pyxl.invoicing.model import DRAFT_NUMBER, Invoice
from pyxl.invoicing.posting import CancellationPosting
from pyxl.invoicing.totals import cancellation_of
from pyxl.ledger.books import Books
from pyxl.ledger.events import InvoiceIssued
from pyxl.settings import Settings

PAID_MEANWHILE = RefusalKind(
    "E_UNDO_PAID",
    Text("Invoice {number} has a payment allocated to it.", "Der Rechnung {number} ist eine Zahlung zugeordnet."),
    Text("Undo the reconcile run first.", "Zuerst den Lauf „Zahlungen zuordnen“ zurücknehmen."),
)

BEFORE_INVOICE = RefusalKind(
    "E_UNDO_TOO_EARLY",
    Text(
        "Invoice {number} is dated {day}; a cancellation of {found} would be dated before it.",
        "Die Rechnung {number} ist vom {day}; ein Storno vom {found} läge davor.",
    ),
    Text("Work as of {day} or later.", "Mit Stichtag {day} oder später arbeiten."),
)


def cancellation_posting(
    payload: Mapping[str, object], books: Books, settings: Settings, as_of: date
) -> CancellationPosting | None:
    """The cancellation of the invoice in an INVOICE event; None where it is cancelled already.

    Refused E_UNDO_PAID where something was allocated to it, E_UNDO_TOO_EARLY where `as_of` is before the invoice.
    """
    issued = from_plain(InvoiceIssued, dict(payload))
    number = issued.item.invoice_number
    if books.invoices[number].is_cancelled:
        return None
    item = books.items[number]
    if item.amount_paid or item.discount_taken or item.written_off:
        raise PAID_MEANWHILE.because(number=number)
    invoice = from_plain(Invoice, issued.content["invoice"])
    if as_of < invoice.issue_date:
        raise BEFORE_INVOICE.because(number=number, day=invoice.issue_date, found=as_of)
    letterhead: dict[str, object] = issued.content["letterhead"]
    return CancellationPosting(
        original=invoice,
        letterhead=letterhead,
        line_ids=issued.line_ids,
        series=Series(settings.cancellation_number_pattern, as_of.year),
        draft=cancellation_of(invoice, DRAFT_NUMBER, as_of),
    )
