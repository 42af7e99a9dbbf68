"""A batch of direct debits as the journal's event, with the rows and the file that follow from its number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pyxl.core.changes import ChangeList, ChangeSet
from pyxl.core.labels import Text
from pyxl.core.money import Money, total
from pyxl.core.outcome import DocumentRequest, Plain, Series
from pyxl.core.plain import PlainData, from_plain, to_plain
from pyxl.formats.sepa.pain008 import Debit, DebitBatch, Instrument, write_pain008
from pyxl.formats.sepa.text import REFERENCE_LENGTH, sepa_text
from pyxl.formats.sepa.xml import EUROPEAN_ECONOMIC_AREA, PostalAddress
from pyxl.invoicing.posting import claims_key, slug
from pyxl.ledger import events as ev
from pyxl.ledger.batches.rows import BatchStatus
from pyxl.ledger.batches.values import batch_rows
from pyxl.ledger.books import Books, ItemState
from pyxl.masterdata.customers import Customer, MandateKind, country_of
from pyxl.settings import Settings

FILE_KIND = "pain.008"
TAB = "Batches"
_COLLECTED = Text("collected with {number}", "eingezogen mit {number}")


@dataclass(frozen=True, slots=True)
class Collected:
    """An invoice to be collected, and from whom."""

    item: ItemState
    customer: Customer


@dataclass(frozen=True)
class BatchPosting:
    """A batch to be made: one day, one kind of mandate. It has no number yet."""

    items: tuple[Collected, ...]
    execution_date: date
    mandate_kind: MandateKind
    settings: Settings
    made_on: date
    series: Series
    books: Books
    kind: str = ev.BATCH

    @property
    def amount(self) -> Money:
        """What the bank is to credit."""
        return total([each.item.amount_open for each in self.items])

    @property
    def claims(self) -> tuple[str, ...]:
        """An invoice is in one batch at a time."""
        numbers = (each.item.facts.invoice_number for each in self.items)
        return tuple(f"debit:{number}:{self.books.debit_rounds[number]}" for number in numbers)

    @property
    def key(self) -> str:
        """The same invoices are one batch, however often they are collected."""
        return claims_key("batch", self.claims)

    def payload(self, number: str) -> Plain:
        """The event as the journal keeps it."""
        event = ev.BatchIssued(
            number=number,
            execution_date=self.execution_date,
            items=tuple(self._item(each) for each in self.items),
            document_path=self._path(number),
            content=self._content(number),
        )
        payload: Plain = to_plain(event)
        return payload

    def changes(self, number: str) -> ChangeSet:
        """A row for each debit."""
        changes = ChangeList()
        event = from_plain(ev.BatchIssued, self.payload(number))
        for key, row in batch_rows(event):
            changes.append(TAB, key, {**row, "status": BatchStatus.PENDING}, _COLLECTED.bind(number=number))
        return changes.done()

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """The file for the bank."""
        return (DocumentRequest(FILE_KIND, number, self._path(number), self._content(number)),)

    def _path(self, number: str) -> str:
        return f"{self.made_on.year}/{slug(number)}.xml"

    def _content(self, number: str) -> PlainData:
        return PlainData({"batch": to_plain(self._file(number))})

    def _item(self, each: Collected) -> ev.BatchItem:
        facts, customer = each.item.facts, each.customer
        return ev.BatchItem(
            invoice_number=facts.invoice_number,
            customer_number=facts.customer_number,
            customer_name=facts.customer_name,
            amount=each.item.amount_open,
            iban=customer.iban.replace(" ", "").upper(),
            mandate=customer.mandate_reference,
            end_to_end_id=sepa_text(facts.invoice_number, REFERENCE_LENGTH),
        )

    def _file(self, number: str) -> DebitBatch:
        settings = self.settings
        instrument: Instrument = "B2B" if self.mandate_kind is MandateKind.B2B else "CORE"
        return DebitBatch(
            number=number,
            made_on=self.made_on,
            collection_date=self.execution_date,
            instrument=instrument,
            creditor_name=settings.company_name,
            creditor_iban=settings.iban.replace(" ", "").upper(),
            creditor_bic=settings.bic.replace(" ", "").upper(),
            creditor_id=settings.creditor_id.replace(" ", "").upper(),
            debits=tuple(self._debit(each) for each in self.items),
        )

    def _debit(self, each: Collected) -> Debit:
        item, customer = self._item(each), each.customer
        signed = customer.mandate_date
        assert signed is not None, "checked before"
        return Debit(
            end_to_end_id=item.end_to_end_id,
            amount=item.amount,
            debtor_name=customer.name,
            debtor_iban=item.iban,
            mandate_id=item.mandate,
            mandate_date=signed,
            remittance_information=item.invoice_number,
            debtor_address=_address(customer) if item.iban[:2] not in EUROPEAN_ECONOMIC_AREA else None,
        )


def _address(customer: Customer) -> PostalAddress:
    return PostalAddress(customer.street, customer.postcode, customer.city, country_of(customer))


def batch_file(content: PlainData) -> bytes:
    """The file for the bank, as the journal keeps what it is made of."""
    return write_pain008(from_plain(DebitBatch, content["batch"]))
