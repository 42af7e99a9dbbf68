"""Taking back an issued invoice: never by deletion, always by a cancellation that keeps both numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from pyxl.core.labels import Text
from pyxl.core.outcome import Series
from pyxl.core.plain import from_plain
from pyxl.core.refusal import RefusalKind
from pyxl.invoicing.crediting import CancellationPosting
from pyxl.invoicing.model import DRAFT_NUMBER, Invoice
from pyxl.invoicing.totals import cancellation_of, reversal_of
from pyxl.ledger.books import Books, ItemState
from pyxl.ledger.events import InvoiceCredited, InvoiceIssued
from pyxl.settings import Settings

PAID_MEANWHILE = RefusalKind(
    "E_UNDO_PAID",
    Text("Invoice {number} has a payment allocated to it.", "Der Rechnung {number} ist eine Zahlung zugeordnet."),
    Text("Undo the run of “Reconcile” first.", "Zuerst den Lauf „Zahlungen zuordnen“ zurücknehmen."),
)

BEFORE_INVOICE = RefusalKind(
    "E_UNDO_TOO_EARLY",
    Text(
        "Invoice {number} is dated {day}; a cancellation of {found} would be dated before it.",
        "Die Rechnung {number} ist vom {day}; ein Storno vom {found} läge davor.",
    ),
    Text("Work as of {day} or later.", "Mit Stichtag {day} oder später arbeiten."),
)


COLLECTED = RefusalKind(
    "E_UNDO_COLLECTED",
    Text(
        "Invoice {number} is being collected in the SEPA batch {batch}.",
        "Die Rechnung {number} wird im SEPA-Sammler {batch} eingezogen.",
    ),
    Text("Undo the run of the batch first.", "Zuerst den Lauf des Sammlers zurücknehmen."),
)
PAID_OUT = RefusalKind(
    "E_UNDO_PAID_OUT",
    Text(
        "The customer's credit {number} is being paid out in the SEPA batch {batch}.",
        "Das Guthaben {number} des Kunden wird im SEPA-Sammler {batch} ausgezahlt.",
    ),
    Text("Undo the run of the batch first.", "Zuerst den Lauf des Sammlers zurücknehmen."),
)
FOLLOWED = RefusalKind(
    "E_UNDO_FOLLOWED",
    Text("{other} builds on invoice {number}.", "{other} baut auf der Rechnung {number} auf."),
    Text("Undo the run of {other} first.", "Zuerst den Lauf von {other} zurücknehmen."),
)


def cancellation_posting(
    payload: Mapping[str, object], books: Books, settings: Settings, as_of: date
) -> CancellationPosting | None:
    """The cancellation of the invoice in an INVOICE event; None where it is cancelled already.

    Refused E_UNDO_PAID where something was allocated to it, E_UNDO_COLLECTED while it is in a SEPA batch,
    E_UNDO_FOLLOWED where a credit note or a final invoice builds on it, E_UNDO_TOO_EARLY where `as_of` is before it.
    """
    issued = from_plain(InvoiceIssued, dict(payload))
    number = issued.item.invoice_number
    if books.invoices[number].is_cancelled:
        return None
    item = books.items[number]
    if item.amount_paid or item.discount_taken or item.written_off:
        raise PAID_MEANWHILE.because(number=number)
    if item.debit and not item.debit.returns:
        raise COLLECTED.because(number=number, batch=item.debit.batch)
    if followers := _followers(number, books):
        raise FOLLOWED.because(number=number, other=followers)
    invoice = from_plain(Invoice, issued.content["invoice"])
    draft = cancellation_of(invoice, DRAFT_NUMBER, as_of)
    posting = _posting(invoice, draft, issued.content["letterhead"], issued.line_ids, item, settings)
    parts = {each.line_id for each in issued.deliveries}
    return replace(
        posting, invoiced_else={each: (books.invoices_of(each), books.invoices_of(each, number)) for each in parts}
    )


def credit_reversal(
    payload: Mapping[str, object], books: Books, settings: Settings, as_of: date
) -> CancellationPosting | None:
    """What takes back the credit note in a CREDIT event; None where that was done already.

    Refused E_UNDO_PAID where the customer's credit was paid back or set off, E_UNDO_PAID_OUT while a batch pays it
    out, E_UNDO_TOO_EARLY.
    """
    credited = from_plain(InvoiceCredited, dict(payload))
    credit = from_plain(Invoice, credited.content["invoice"])
    if books.invoices[credit.number].is_cancelled:
        return None
    draft = reversal_of(credit, DRAFT_NUMBER, as_of)
    item, own = books.items[credited.number_credited], books.items.get(credit.number)
    if own and (own.amount_paid or own.discount_taken or own.written_off):
        raise PAID_MEANWHILE.because(number=credit.number)
    if batch := books.payables.refunds.get(credit.number):
        raise PAID_OUT.because(number=credit.number, batch=batch)
    posting = _posting(credit, draft, credited.content["letterhead"], credited.line_ids, item, settings)
    return replace(posting, credit_note=own, set_off=credited.amount_set_off)


def _followers(number: str, books: Books) -> str:
    """The documents that stand on an invoice."""
    final = books.invoices[number].deducted_by
    credits = [each.number for each in books.invoices.values() if each.credits == number and not each.is_cancelled]
    return ", ".join(filter(None, (final, *credits)))


def _posting(
    original: Invoice,
    draft: Invoice,
    letterhead: dict[str, object],
    line_ids: tuple[str, ...],
    item: ItemState,
    settings: Settings,
) -> CancellationPosting:
    if draft.issue_date < original.issue_date:
        facts = {"number": original.number, "day": original.issue_date, "found": draft.issue_date}
        raise BEFORE_INVOICE.because(**facts)
    series = Series(settings.cancellation_number_pattern, draft.issue_date.year)
    return CancellationPosting(
        original=original, item=item, letterhead=letterhead, line_ids=line_ids, series=series, draft=draft
    )
