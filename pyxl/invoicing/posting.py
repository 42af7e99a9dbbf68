"""An invoice as the journal's event, with the cells and the document that follow from its number."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from functools import cached_property

from pyxl.core.changes import CellValue, ChangeList, ChangeSet
from pyxl.core.labels import Text
from pyxl.core.money import Money
from pyxl.core.outcome import DocumentRequest, Plain, Series
from pyxl.core.plain import PlainData, to_plain
from pyxl.formats.en16931.profiles import Profile
from pyxl.invoicing.einvoice_output import PROFILE_KEY, XRECHNUNG_KIND, kept_profile
from pyxl.invoicing.mail import draft_request, has_draft
from pyxl.invoicing.model import Invoice, Output
from pyxl.ledger import events as ev
from pyxl.ledger.rows import DocumentKind, ItemStatus

BILLED = Text("billed on {number}", "berechnet mit {number}")
FREED = Text("{number} was cancelled by {by}", "{number} wurde storniert mit {by}")


def slug(text: str) -> str:
    """A part of a file name out of any text: letters, digits, dot, dash and underscore only, at most 80.

    >>> slug("RE/2026 00001"), slug("CON")
    ('RE-2026-00001', '_CON')
    """
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip(".-")[:80] or "_"
    reserved = re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", plain)
    return f"_{plain}" if reserved else plain


def document_path(invoice: Invoice, number: str) -> str:
    """Where the document lies below the documents folder: by year, named by its number."""
    suffix = ".xml" if invoice.output is Output.XRECHNUNG else ".pdf"
    return f"{invoice.issue_date.year}/{slug(number)}{suffix}"


def document_requests(invoice: Invoice, number: str, content: PlainData) -> tuple[DocumentRequest, ...]:
    """All files that are made of an invoice: what goes to the customer, and the mail that takes it there."""
    printed = printed_requests(invoice, number, content)
    return (*printed, draft_request(number, printed[0].path, content)) if has_draft(invoice) else printed


def printed_requests(invoice: Invoice, number: str, content: PlainData) -> tuple[DocumentRequest, ...]:
    """The PDF, which has the e-invoice inside; beside it the XRechnung of a public buyer, or that alone."""
    path = document_path(invoice, number)
    if invoice.output is Output.XRECHNUNG:
        return (DocumentRequest(XRECHNUNG_KIND, number, path, content),)
    pdf = DocumentRequest("invoice", number, path, content)
    if content[PROFILE_KEY] != Profile.XRECHNUNG.value:
        return (pdf,)
    return pdf, DocumentRequest(XRECHNUNG_KIND, number, path.removesuffix(".pdf") + ".xml", content)


def item_facts(invoice: Invoice) -> ev.ItemFacts:
    """The open item an invoice makes."""
    discounts = invoice.payment_terms.cash_discounts
    return ev.ItemFacts(
        invoice_number=invoice.number,
        customer_number=invoice.buyer.customer_number,
        customer_name=invoice.buyer.name,
        invoice_date=invoice.issue_date,
        due_date=invoice.payment_terms.due_date,
        gross_amount=invoice.totals.gross,
        cash_discount_percent=discounts[0].percent if discounts else None,
        cash_discount_until=discounts[0].until if discounts else None,
    )


@dataclass(frozen=True)
class InvoicePosting:
    """An invoice to be issued. `draft` has no number yet."""

    draft: Invoice
    letterhead: Plain
    claims: tuple[str, ...]
    line_ids: tuple[str, ...]
    series: Series
    kind: str = ev.INVOICE

    @property
    def key(self) -> str:
        """The same order lines are one invoice, however often they are billed."""
        return f"invoice:{hashlib.sha256(' '.join(sorted(self.claims)).encode()).hexdigest()[:32]}"

    def content(self, number: str) -> PlainData:
        """All that the document is printed from."""
        invoice = replace(self.draft, number=number, remittance_text=number)
        return PlainData(
            {"invoice": to_plain(invoice), "letterhead": dict(self.letterhead), PROFILE_KEY: self._profile}
        )

    @cached_property
    def _profile(self) -> str:
        return kept_profile(self.draft)

    def payload(self, number: str) -> Plain:
        """The event as the journal keeps it."""
        invoice = replace(self.draft, number=number)
        issued = ev.InvoiceIssued(
            item=item_facts(invoice),
            line_ids=self.line_ids,
            net_amount=invoice.totals.net,
            vat_amount=invoice.totals.vat,
            document_path=document_path(invoice, number),
            content=self.content(number),
        )
        payload: Plain = to_plain(issued)
        return payload

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """The PDF, and the XRechnung of a public buyer."""
        return document_requests(self.draft, number, self.content(number))

    def changes(self, number: str) -> ChangeSet:
        """Rows in Invoices and Receivables, and the number in the order lines."""
        invoice, why = replace(self.draft, number=number), BILLED.bind(number=number)
        changes = ChangeList()
        changes.append("Invoices", number, invoice_row(invoice, self._orders), why)
        changes.append("Receivables", number, receivable_row(invoice), why)
        for line_id in self.line_ids:
            changes.set("Orders", line_id, "invoice_number", "", number, why)
        return changes.done()

    @cached_property
    def _orders(self) -> tuple[str, ...]:
        return order_numbers(self.draft)


def order_numbers(invoice: Invoice) -> tuple[str, ...]:
    """The orders an invoice bills, each once."""
    return tuple(dict.fromkeys(line.order_reference for line in invoice.lines if line.order_reference))


def invoice_row(invoice: Invoice, orders: tuple[str, ...] = ()) -> dict[str, CellValue]:
    """The line in the Invoices tab; a cancellation shows negative amounts."""
    sign = -1 if invoice.is_credit else 1
    totals = invoice.totals
    return {
        "invoice_number": invoice.number,
        "kind": DocumentKind.CANCELLATION if invoice.is_credit else DocumentKind.INVOICE,
        "invoice_date": invoice.issue_date,
        "customer_number": invoice.buyer.customer_number,
        "customer_name": invoice.buyer.name,
        "order_numbers": ", ".join(orders),
        "net_amount": _signed(totals.net, sign),
        "vat_amount": _signed(totals.vat, sign),
        "gross_amount": _signed(totals.gross, sign),
        "currency": invoice.currency,
        "due_date": None if invoice.is_credit else invoice.payment_terms.due_date,
        "refers_to_number": invoice.preceding_number,
        "document": document_path(invoice, invoice.number),
    }


def _signed(amount: Money, sign: int) -> Money:
    return amount if sign > 0 else -amount


def receivable_row(invoice: Invoice) -> dict[str, CellValue]:
    """The line in the Receivables tab."""
    facts = item_facts(invoice)
    return {
        "invoice_number": facts.invoice_number,
        "invoice_date": facts.invoice_date,
        "customer_number": facts.customer_number,
        "customer_name": facts.customer_name,
        "gross_amount": facts.gross_amount,
        "currency": invoice.currency,
        "due_date": facts.due_date,
        "cash_discount_percent": facts.cash_discount_percent,
        "cash_discount_until": facts.cash_discount_until,
        "status": ItemStatus.OPEN,
    }


@dataclass(frozen=True)
class CancellationPosting:
    """An issued invoice to be taken back whole, by a cancellation with a number of its own."""

    original: Invoice
    letterhead: Plain
    line_ids: tuple[str, ...]
    series: Series
    draft: Invoice
    claims: tuple[str, ...] = ()
    kind: str = ev.CANCELLATION

    @property
    def key(self) -> str:
        """An invoice is cancelled once."""
        return f"cancel:{self.original.number}"

    def payload(self, number: str) -> Plain:
        """The event as the journal keeps it."""
        cancelled = ev.InvoiceCancelled(
            number_cancelled=self.original.number,
            line_ids=self.line_ids,
            amount_credited=self.original.totals.gross,
            issued_on=self.draft.issue_date,
            document_path=document_path(self.draft, number),
            content=self.content(number),
        )
        payload: Plain = to_plain(cancelled)
        return payload

    def content(self, number: str) -> PlainData:
        """All that the document is printed from."""
        invoice = replace(self.draft, number=number)
        return PlainData(
            {"invoice": to_plain(invoice), "letterhead": dict(self.letterhead), PROFILE_KEY: self._profile}
        )

    @cached_property
    def _profile(self) -> str:
        return kept_profile(self.draft)

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """The PDF, and the XRechnung of a public buyer."""
        return document_requests(self.draft, number, self.content(number))

    def changes(self, number: str) -> ChangeSet:
        """A row in Invoices, the receivable credited, the order lines free again."""
        why, old = FREED.bind(number=self.original.number, by=number), self.original.number
        changes = ChangeList()
        changes.append("Invoices", number, invoice_row(replace(self.draft, number=number)), why)
        changes.set("Receivables", old, "credited", None, self.original.totals.gross, why)
        changes.set("Receivables", old, "status", ItemStatus.OPEN, ItemStatus.CANCELLED, why)
        for line_id in self.line_ids:
            changes.set("Orders", line_id, "invoice_number", old, "", why)
        return changes.done()
