"""A batch of transfers as the journal's event, with the rows, the file and the list that follow from its number."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from pyxl.core.changes import ChangeList, ChangeSet
from pyxl.core.labels import Label, Text
from pyxl.core.money import Money, total
from pyxl.core.outcome import DocumentRequest, Plain, Series
from pyxl.core.plain import ADDED_LATER, PlainData, from_plain, to_plain
from pyxl.formats.sepa.pain001 import Transfer, TransferBatch, write_pain001
from pyxl.formats.sepa.text import NAME_LENGTH, sepa_text
from pyxl.formats.sepa.xml import EUROPEAN_ECONOMIC_AREA, PostalAddress
from pyxl.invoicing.posting import claims_key, slug
from pyxl.invoicing.sender import firm_language
from pyxl.ledger import events as ev
from pyxl.ledger.batches.rows import BatchStatus
from pyxl.ledger.batches.values import batch_rows
from pyxl.ledger.books import Books
from pyxl.ledger.payables.rows import PaymentRow
from pyxl.ledger.payables.values import BILLS
from pyxl.masterdata.suppliers import Supplier
from pyxl.payables.holds import payee_of
from pyxl.payables.incoming import compact
from pyxl.payables.payment_rules import FIRST_PAYMENT
from pyxl.payables.planning import PlannedBill, PlannedTransfer
from pyxl.payables.proposing import TAB as PROPOSAL
from pyxl.payables.proposing import row_values
from pyxl.settings import Settings

FILE_KIND, LIST_KIND = "pain.001", "payment-list"
TAB = "Batches"
_PAID = Text("paid with {number}", "gezahlt mit {number}")
_DONE = Label("it is in a batch", "sie ist im Sammler")


@dataclass(frozen=True)
class PaymentPosting:
    """A batch to be made, for one day. It has no number yet."""

    transfers: tuple[PlannedTransfer, ...]
    execution_date: date
    settings: Settings
    made_on: date
    made_by: str
    series: Series
    books: Books
    proposed: tuple[PaymentRow, ...]
    """The rows of the proposal that it does away with."""
    is_instant: bool = False
    kind: str = ev.BATCH

    @property
    def bills(self) -> tuple[PlannedBill, ...]:
        """All bills it pays or nets."""
        return tuple(bill for transfer in self.transfers for bill in transfer.bills)

    @property
    def amount(self) -> Money:
        """What the bank is to debit."""
        return total([each.amount for each in self.bills])

    @property
    def claims(self) -> tuple[str, ...]:
        """A bill is in one batch at a time, and what is left of it after a payment in a later one."""
        rounds = self.books.payables.payment_rounds
        return tuple(_claim(each, rounds[each.bill.facts.bill_id]) for each in self.bills)

    @property
    def key(self) -> str:
        """The same bills are one batch, however often they are paid."""
        return claims_key("payment", self.claims)

    def payload(self, number: str) -> Plain:
        """The event as the journal keeps it."""
        payload: Plain = to_plain(self._event(number))
        return payload

    def _event(self, number: str) -> ev.BatchIssued:
        return ev.BatchIssued(
            number=number,
            execution_date=self.execution_date,
            items=tuple(self._items(number)),
            document_path=self._path(number, ".xml"),
            content=self._content(number),
            is_payment=True,
        )

    def changes(self, number: str) -> ChangeSet:
        """A row for each bill in the batch; the bills say so, and the proposal is done with them."""
        changes, why = ChangeList(), _PAID.bind(number=number)
        for key, row in batch_rows(self._event(number)):
            changes.append(TAB, key, {**row, "status": BatchStatus.PENDING}, why)
        for each in (one for one in self.bills if not one.is_refund):
            bill_id, paid = each.bill.facts.bill_id, replace(each.bill, batch=number)
            changes.set(BILLS, bill_id, "status", each.bill.status, paid.status, why)
            changes.set(BILLS, bill_id, "batch_number", "", number, why)
        for proposed in self.proposed:
            changes.clear(PROPOSAL, proposed.bill_id, row_values(proposed), _DONE)
        return changes.done()

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """The file for the bank, and the list to sign."""
        content = self._content(number)
        return (
            DocumentRequest(FILE_KIND, number, self._path(number, ".xml"), content),
            DocumentRequest(LIST_KIND, number, self._path(number, ".pdf"), content),
        )

    def _path(self, number: str, suffix: str) -> str:
        return f"{self.made_on.year}/{slug(number)}{suffix}"

    def _items(self, number: str) -> list[ev.BatchItem]:
        return [
            ev.BatchItem(
                invoice_number=each.bill.facts.bill_id,
                customer_number=each.bill.facts.supplier_number,
                customer_name=each.bill.facts.supplier_name,
                amount=each.amount,
                iban=compact(transfer.supplier.iban),
                mandate="",
                end_to_end_id=f"{number}-{place}",
                discount=each.discount,
                bill_number=each.bill.facts.bill_number,
                is_refund=each.is_refund,
            )
            for place, transfer in enumerate(self.transfers, 1)
            for each in transfer.bills
        ]

    def _content(self, number: str) -> PlainData:
        settings = self.settings
        batch = TransferBatch(
            number=number,
            made_on=self.made_on,
            execution_date=self.execution_date,
            debtor_name=settings.company_name,
            debtor_iban=compact(settings.iban),
            debtor_bic=compact(settings.bic),
            transfers=tuple(_transfer(each, f"{number}-{place}") for place, each in enumerate(self.transfers, 1)),
            is_instant=self.is_instant,
        )
        listed = PaymentList(
            language=firm_language(settings),
            made_by=self.made_by,
            lines=tuple(_listed(each) for each in self.transfers),
        )
        return PlainData({"batch": to_plain(batch), "list": to_plain(listed)})


@dataclass(frozen=True, slots=True)
class ListedTransfer:
    """What the list says of a transfer besides the file."""

    supplier_number: str
    supplier_name: str
    discount: Money | None
    approved_by: tuple[str, ...]
    is_first_payment: bool
    differs_from_order: bool = field(default=False, metadata=ADDED_LATER)


@dataclass(frozen=True, slots=True)
class PaymentList:
    """The list to sign, beside the file that it is about."""

    language: str
    made_by: str
    lines: tuple[ListedTransfer, ...]


def _claim(each: PlannedBill, rounds: int) -> str:
    paid = each.bill.amount_paid
    return f"pay:{each.bill.facts.bill_id}:{rounds}:{paid.cents if paid else 0}"


def _transfer(planned: PlannedTransfer, end_to_end_id: str) -> Transfer:
    supplier, iban = planned.supplier, compact(planned.supplier.iban)
    return Transfer(
        end_to_end_id=end_to_end_id,
        amount=Money.from_cents(planned.cents),
        creditor_name=sepa_text(payee_of(supplier), NAME_LENGTH),
        creditor_iban=iban,
        remittance_information=sepa_text(planned.purpose) or end_to_end_id,
        creditor_address=None if iban[:2] in EUROPEAN_ECONOMIC_AREA else _address(supplier),
        purpose_code=supplier.purpose_code.name if supplier.purpose_code else "",
    )


def _address(supplier: Supplier) -> PostalAddress:
    country = (supplier.country or "DE").upper()
    return PostalAddress(supplier.street, supplier.postcode, supplier.city, country)


def _listed(planned: PlannedTransfer) -> ListedTransfer:
    discounts = [each.discount for each in planned.bills if each.discount]
    flags = {flag.code for each in planned.bills for flag in each.flags}
    approved = dict.fromkeys(name for each in planned.bills for name in each.bill.approved_by)
    return ListedTransfer(
        supplier_number=planned.supplier.supplier_number,
        supplier_name=planned.supplier.name,
        discount=total(discounts) if discounts else None,
        approved_by=tuple(approved),
        is_first_payment=FIRST_PAYMENT.code in flags,
        differs_from_order=any(code.startswith("BIL") for code in flags),
    )


def payment_file(content: PlainData) -> bytes:
    """The file for the bank, as the journal keeps what it is made of."""
    return write_pain001(from_plain(TransferBatch, content["batch"]))
