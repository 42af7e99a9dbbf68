"""An invoice as the journal's event, with the cells and the document that follow from its number."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from pyxl.core.changes import CellValue, ChangeList, ChangeSet, Why
from pyxl.core.labels import Text
from pyxl.core.money import EURO, Money, total
from pyxl.core.outcome import DocumentRequest, Plain, Series
from pyxl.core.plain import PlainData, to_plain
from pyxl.formats.en16931.profiles import Profile
from pyxl.invoicing.einvoice_output import PROFILE_KEY, XRECHNUNG_KIND, kept_profile
from pyxl.invoicing.mail import draft_request, has_draft
from pyxl.invoicing.model import Invoice, Output
from pyxl.invoicing.references import Reference
from pyxl.ledger import events as ev
from pyxl.ledger.books import ItemState
from pyxl.ledger.rows import DocumentKind, ItemStatus
from pyxl.ledger.statuses import item_status
from pyxl.ledger.vat import VatShare

BILLED = Text("billed on {number}", "berechnet mit {number}")
_OF_ORDERS = Text("{customer}, order {orders}, {amount}", "{customer}, Auftrag {orders}, {amount}")
_OF_CUSTOMER = Text("{customer}, {amount}", "{customer}, {amount}")
_DUE = Text("due on {day}: {amount}", "fällig am {day}: {amount}")
REPLACED = Text("{number} was corrected by {by}", "{number} wurde berichtigt durch {by}")
PLAIN = Reference()


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
    """The open item an invoice makes; what is credited is below zero."""
    discounts = invoice.payment_terms.cash_discounts
    return ev.ItemFacts(
        invoice_number=invoice.number,
        customer_number=invoice.buyer.customer_number,
        customer_name=invoice.buyer.name,
        invoice_date=invoice.issue_date,
        due_date=invoice.payment_terms.due_date,
        # What was invoiced on account is an open item of its own.
        gross_amount=-invoice.totals.due if invoice.is_credit else invoice.totals.due,
        cash_discount_percent=discounts[0].percent if discounts else None,
        cash_discount_until=discounts[0].until if discounts else None,
        mandate=invoice.direct_debit.mandate if invoice.direct_debit else "",
        vat=tuple(
            VatShare(group.category.value, group.rate, group.taxable + group.tax) for group in invoice.vat_groups
        ),
        exchange_rate=invoice.exchange_rate if invoice.tax_currency == EURO != invoice.currency else None,
    )


@dataclass(frozen=True)
class InvoicePosting:
    """An invoice to be issued. `draft` has no number yet."""

    draft: Invoice
    letterhead: Plain
    claims: tuple[str, ...]
    line_ids: tuple[str, ...]
    series: Series
    reference: Reference = PLAIN
    periods: tuple[ev.ContractPeriod, ...] = ()
    deliveries: tuple[ev.BilledDelivery, ...] = ()
    invoiced_before: Mapping[str, str] = field(default_factory=dict)
    """The invoices that an order line is on already, where it is invoiced by delivery notes."""
    kind: str = ev.INVOICE

    @property
    def key(self) -> str:
        """The same order lines are one invoice, however often they are billed."""
        return claims_key("invoice", self.claims)

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
            prepays_order=self.reference.prepays_order,
            deducts=tuple(each.number for each in invoice.prepayments),
            replaces=invoice.preceding_number,
            periods=self.periods,
            deliveries=self.deliveries,
            delivery_numbers=delivery_numbers(invoice),
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
        facts = item_facts(invoice)
        changes.append("Invoices", number, invoice_row(invoice, self._orders), _whose(facts, self._orders))
        due = _DUE.bind(day=facts.due_date, amount=facts.gross_amount)
        changes.append("Receivables", number, receivable_row(facts), due)
        wrong, item = self.reference.preceding, self.reference.item
        if wrong and item and not wrong.is_cancelled:
            # Nothing is owed any more of an invoice that was corrected as a whole.
            credit_item(changes, item, item.facts.gross_amount, REPLACED.bind(number=wrong.number, by=number))
        for line_id in self.line_ids:
            before = self.invoiced_before.get(line_id, "")
            changes.set("Orders", line_id, "invoice_number", before, ", ".join(filter(None, (before, number))), why)
        return changes.done()

    @cached_property
    def _orders(self) -> tuple[str, ...]:
        return order_numbers(self.draft)


def _whose(item: ev.ItemFacts, orders: tuple[str, ...]) -> Why:
    """Whose invoice a new row is, of which orders and over how much: before it has a number, nothing else says so."""
    text = _OF_ORDERS if orders else _OF_CUSTOMER
    return text.bind(customer=item.customer_name, orders=orders, amount=item.gross_amount)


def claims_key(kind: str, claims: tuple[str, ...]) -> str:
    """The event's key: it follows from what is claimed."""
    return f"{kind}:{hashlib.sha256(' '.join(sorted(claims)).encode()).hexdigest()[:32]}"


def credit_item(changes: ChangeList, item: ItemState, amount: Money, why: Why) -> None:
    """The cells of an open item that is credited by an amount, or owed again by it."""
    number, credited = item.facts.invoice_number, item.credited + amount
    changes.set("Receivables", number, "credited", item.credited or None, credited or None, why)
    changes.set("Receivables", number, "status", _status(item, item.credited), _status(item, credited), why)


def credit_row(credit: ItemState) -> dict[str, CellValue]:
    """The line in the Receivables tab of a customer's credit, a part of which may be set off against its invoice."""
    row = {**receivable_row(credit.facts), "status": _status(credit, credit.credited)}
    return {**row, "credited": credit.credited} if credit.credited else row


def _status(item: ItemState, credited: Money) -> ItemStatus:
    settled = (item.amount_paid, item.discount_taken, item.written_off)
    return item_status(item.facts.gross_amount, *settled, credited)


def order_numbers(invoice: Invoice) -> tuple[str, ...]:
    """The orders an invoice bills, each once."""
    return tuple(dict.fromkeys(line.order_reference for line in invoice.lines if line.order_reference))


def delivery_numbers(invoice: Invoice) -> tuple[str, ...]:
    """The delivery notes that the lines name, each once."""
    named = (number for line in invoice.lines for number in line.delivery_note.split(", ") if number)
    return tuple(dict.fromkeys(named))


def invoice_row(
    invoice: Invoice, orders: tuple[str, ...] = (), kind: DocumentKind = DocumentKind.INVOICE
) -> dict[str, CellValue]:
    """The line in the Invoices tab; what is credited is negative, a final invoice shows what is left."""
    sign = -1 if invoice.is_credit else 1
    totals = invoice.totals
    prepaid_vat = total([each.vat for each in invoice.prepayments], invoice.currency)
    prepaid = total([each.gross for each in invoice.prepayments], invoice.currency)
    return {
        "invoice_number": invoice.number,
        "kind": kind,
        "invoice_date": invoice.issue_date,
        "customer_number": invoice.buyer.customer_number,
        "customer_name": invoice.buyer.name,
        "order_numbers": ", ".join(orders),
        "net_amount": _signed(totals.net - (prepaid - prepaid_vat), sign),
        "vat_amount": _signed(totals.vat - prepaid_vat, sign),
        "gross_amount": _signed(totals.due, sign),
        "currency": invoice.currency,
        "due_date": None if invoice.is_credit else invoice.payment_terms.due_date,
        "refers_to_number": invoice.preceding_number or ", ".join(each.number for each in invoice.prepayments),
        "document": document_path(invoice, invoice.number),
    }


def one_rate(facts: ev.ItemFacts) -> Decimal | None:
    """The rate of an item that has one only; several stand on the invoice."""
    rates = {share.rate for share in facts.vat}
    return rates.pop() if len(rates) == 1 else None


def _signed(amount: Money, sign: int) -> Money:
    return amount if sign > 0 else -amount


def receivable_row(facts: ev.ItemFacts) -> dict[str, CellValue]:
    """The line in the Receivables tab."""
    return {
        "invoice_number": facts.invoice_number,
        "invoice_date": facts.invoice_date,
        "customer_number": facts.customer_number,
        "customer_name": facts.customer_name,
        "gross_amount": facts.gross_amount,
        "currency": facts.gross_amount.currency,
        "due_date": facts.due_date,
        "cash_discount_percent": facts.cash_discount_percent,
        "cash_discount_until": facts.cash_discount_until,
        "vat_rate": one_rate(facts),
        "exchange_rate": facts.exchange_rate,
        "status": ItemStatus.OPEN if facts.gross_amount else ItemStatus.PAID,
    }
