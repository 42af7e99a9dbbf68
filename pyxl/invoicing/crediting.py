"""What is credited: a part of an invoice by a credit note, or the whole of a document by a cancellation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from pyxl.core.changes import ChangeList, ChangeSet
from pyxl.core.labels import Text
from pyxl.core.money import Money
from pyxl.core.outcome import DocumentRequest, Plain, Series
from pyxl.core.plain import PlainData, to_plain
from pyxl.invoicing.einvoice_output import PROFILE_KEY, kept_profile
from pyxl.invoicing.model import Invoice
from pyxl.invoicing.posting import (
    claims_key,
    credit_item,
    credit_row,
    document_path,
    document_requests,
    invoice_row,
    item_facts,
    order_numbers,
)
from pyxl.ledger import events as ev
from pyxl.ledger.books import ItemState
from pyxl.ledger.rows import DocumentKind

CREDITED = Text("credited with {number}", "gutgeschrieben mit {number}")
FREED = Text("{number} was cancelled by {by}", "{number} wurde storniert mit {by}")


@dataclass(frozen=True)
class _Document:
    """A document that is printed like an invoice. `draft` has no number yet."""

    draft: Invoice
    letterhead: Plain
    line_ids: tuple[str, ...]
    series: Series

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
        """The files that go to the customer."""
        return document_requests(replace(self.draft, number=number), number, self.content(number))


@dataclass(frozen=True)
class CreditPosting(_Document):
    """A part of an invoice to be credited: order lines that were invoiced too high, or came back."""

    item: ItemState
    """The open item of the invoice."""
    set_off: Money
    """How much it is lowered by; what is credited besides is paid already, and a credit of the customer."""
    claims: tuple[str, ...]
    kind: str = ev.CREDIT

    @property
    def key(self) -> str:
        """The same order lines are one credit note."""
        return claims_key("credit", self.claims)

    def payload(self, number: str) -> Plain:
        """The event as the journal keeps it."""
        credited = ev.InvoiceCredited(
            number_credited=self.draft.preceding_number,
            line_ids=self.line_ids,
            amount_credited=self.draft.totals.gross,
            vat_credited=self.draft.totals.vat,
            issued_on=self.draft.issue_date,
            document_path=document_path(self.draft, number),
            content=self.content(number),
            item=self._credit_facts(number) if self.is_customer_credit else None,
            amount_set_off=self.set_off if self.is_customer_credit else None,
        )
        payload: Plain = to_plain(credited)
        return payload

    def changes(self, number: str) -> ChangeSet:
        """A row in Invoices, the receivable lowered, the customer's credit, and the number in the order lines."""
        why, changes = CREDITED.bind(number=number), ChangeList()
        row = invoice_row(replace(self.draft, number=number), order_numbers(self.draft), DocumentKind.CREDIT_NOTE)
        changes.append("Invoices", number, row, why)
        credit_item(changes, self.item, self.set_off, why)
        if self.is_customer_credit:
            facts, zero = self._credit_facts(number), Money.zero(self.set_off.currency)
            state = ItemState(facts, zero, zero, zero, -self.set_off)
            changes.append("Receivables", number, credit_row(state), why)
        for line_id in self.line_ids:
            changes.set("Orders", line_id, "invoice_number", "", number, why)
        return changes.done()

    @property
    def is_customer_credit(self) -> bool:
        """Whether more is credited than is open on the invoice."""
        return self.set_off != self.draft.totals.gross

    def _credit_facts(self, number: str) -> ev.ItemFacts:
        return item_facts(replace(self.draft, number=number))


@dataclass(frozen=True)
class CancellationPosting(_Document):
    """An issued invoice or credit note to be taken back whole, by a document with a number of its own."""

    original: Invoice
    item: ItemState
    """The open item that is credited, or owed again."""
    credit_note: ItemState | None = None
    """The customer's credit that a credit note made, if it is one that is taken back."""
    set_off: Money | None = None
    """How much that credit note lowered the invoice by."""
    invoiced_else: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """What an order line that is invoiced by delivery notes says before and after."""
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
            amount_credited=self.original.totals.due,
            issued_on=self.draft.issue_date,
            document_path=document_path(self.draft, number),
            content=self.content(number),
        )
        payload: Plain = to_plain(cancelled)
        return payload

    def changes(self, number: str) -> ChangeSet:
        """A row in Invoices, the receivable as if it had not been, the order lines free again."""
        why, old = FREED.bind(number=self.original.number, by=number), self.original.number
        changes, due = ChangeList(), self.original.totals.due
        row = invoice_row(replace(self.draft, number=number), kind=DocumentKind.CANCELLATION)
        changes.append("Invoices", number, row, why)
        set_off = due if self.set_off is None else self.set_off
        credit_item(changes, self.item, -set_off if self.original.is_credit else due, why)
        if self.credit_note:
            credit_item(changes, self.credit_note, self.credit_note.amount_open, why)
        for line_id in self.line_ids:
            before, after = self.invoiced_else.get(line_id, (old, ""))
            changes.set("Orders", line_id, "invoice_number", before, after, why)
        return changes.done()
