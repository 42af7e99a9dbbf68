"""A self-billed invoice as the journal's event, its cells, and the cancellation that takes it back. No receivable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from pyxl.core.changes import ChangeList, ChangeSet
from pyxl.core.labels import Text
from pyxl.core.outcome import DocumentRequest, Plain, Series
from pyxl.core.plain import PlainData, from_plain, to_plain
from pyxl.invoicing.cancelling import BEFORE_INVOICE
from pyxl.invoicing.einvoice_output import PROFILE_KEY, kept_profile
from pyxl.invoicing.model import DRAFT_NUMBER, Invoice
from pyxl.invoicing.posting import claims_key, document_path, document_requests
from pyxl.invoicing.totals import cancellation_of
from pyxl.ledger import events as ev
from pyxl.ledger.books import Books
from pyxl.ledger.payables.fold import self_billed
from pyxl.ledger.payables.payables import BillState, Payables
from pyxl.ledger.payables.rows import BillStatus
from pyxl.ledger.payables.values import BILLS, bill_values
from pyxl.settings import Settings

BILLED = Text("billed on {number}", "abgerechnet mit {number}")
FREED = Text("{number} was cancelled by {by}", "{number} wurde storniert mit {by}")


@dataclass(frozen=True)
class _SelfBillDocument:
    """What both have. `draft` has no number yet."""

    draft: Invoice
    letterhead: Plain
    line_ids: tuple[str, ...]
    series: Series

    def content(self, number: str) -> PlainData:
        """All that the document is printed from."""
        invoice = to_plain(replace(self.draft, number=number, remittance_text=number))
        return PlainData({"invoice": invoice, "letterhead": dict(self.letterhead), PROFILE_KEY: self._profile})

    @cached_property
    def _profile(self) -> str:
        return kept_profile(self.draft)

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """What goes to the supplier."""
        return document_requests(replace(self.draft, number=number), number, self.content(number))


@dataclass(frozen=True)
class SelfBillPosting(_SelfBillDocument):
    """What a supplier delivered, billed by the firm."""

    supplier_number: str
    claims: tuple[str, ...]
    kind: str = ev.SELF_BILL

    @property
    def key(self) -> str:
        """The same lines are one document."""
        return claims_key("self-bill", self.claims)

    def payload(self, number: str) -> Plain:
        """The event as the journal keeps it."""
        billed = ev.SelfBilled(
            supplier_number=self.supplier_number,
            line_ids=self.line_ids,
            gross_amount=self.draft.totals.gross,
            vat_amount=self.draft.totals.vat,
            issued_on=self.draft.issue_date,
            due_date=self.draft.payment_terms.due_date,
            document_path=document_path(self.draft, number),
            content=self.content(number),
        )
        payload: Plain = to_plain(billed)
        return payload

    def changes(self, number: str) -> ChangeSet:
        """Number and document in the lines."""
        why, changes = BILLED.bind(number=number), ChangeList()
        for line_id in self.line_ids:
            changes.set("SelfBilling", line_id, "document_number", "", number, why)
            changes.set("SelfBilling", line_id, "document", "", document_path(self.draft, number), why)
        changes.append(BILLS, number, bill_values(self._bill(number)), why)
        return changes.done()

    def _bill(self, number: str) -> BillState:
        """It is owed to the supplier like a bill of his."""
        payables = Payables()
        self_billed(payables, number, self.key, from_plain(ev.SelfBilled, dict(self.payload(number))))
        return payables.bills[number]


@dataclass(frozen=True)
class SelfBillCancellation(_SelfBillDocument):
    """Takes a self-billed invoice back: the undo of its run, or because the supplier objects."""

    number_cancelled: str
    document_cancelled: str
    claims: tuple[str, ...] = ()
    kind: str = ev.SELF_BILL_CANCELLATION

    @property
    def key(self) -> str:
        """It is taken back once."""
        return f"cancel-self-bill:{self.number_cancelled}"

    def payload(self, number: str) -> Plain:
        """The event as the journal keeps it."""
        cancelled = ev.SelfBillCancelled(
            number_cancelled=self.number_cancelled,
            line_ids=self.line_ids,
            issued_on=self.draft.issue_date,
            document_path=document_path(self.draft, number),
            content=self.content(number),
        )
        payload: Plain = to_plain(cancelled)
        return payload

    def changes(self, number: str) -> ChangeSet:
        """The lines are free again."""
        why, changes = FREED.bind(number=self.number_cancelled, by=number), ChangeList()
        for line_id in self.line_ids:
            changes.set("SelfBilling", line_id, "document_number", self.number_cancelled, "", why)
            changes.set("SelfBilling", line_id, "document", self.document_cancelled, "", why)
        changes.set(BILLS, self.number_cancelled, "status", BillStatus.OPEN, BillStatus.CANCELLED, why)
        return changes.done()


def self_bill_cancellation(
    payload: Mapping[str, object], books: Books, settings: Settings, as_of: date
) -> SelfBillCancellation | None:
    """What takes back the document of a SELF_BILL event; None where that was done. Refused E_UNDO_TOO_EARLY."""
    billed = from_plain(ev.SelfBilled, dict(payload))
    invoice = from_plain(Invoice, billed.content["invoice"])
    if books.self_bills[invoice.number].is_cancelled:
        return None
    if as_of < invoice.issue_date:
        raise BEFORE_INVOICE.because(number=invoice.number, day=invoice.issue_date, found=as_of)
    return SelfBillCancellation(
        draft=cancellation_of(invoice, DRAFT_NUMBER, as_of),
        letterhead=billed.content["letterhead"],
        line_ids=billed.line_ids,
        series=Series(settings.self_billing_number_pattern, as_of.year),
        number_cancelled=invoice.number,
        document_cancelled=billed.document_path,
    )
