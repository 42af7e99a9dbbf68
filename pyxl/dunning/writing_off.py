"""Write off: the rest of each invoice for which she typed a reason is given up, with its VAT (§ 17 (2) no. 1 UStG)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pyxl.banking.items import ItemCells, ReceivablesDesk
from pyxl.core.changes import CellValue, ChangeList, ChangeSet
from pyxl.core.findings import Finding
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.money import EURO, Money, total
from pyxl.core.outcome import DocumentRequest, Outcome, Plain, Posting, Series
from pyxl.core.plain import to_plain
from pyxl.core.tables import Table
from pyxl.dunning import rules
from pyxl.dunning.rows import CollectionKind, CollectionStatus
from pyxl.ledger.books import Books, RecordedEvent
from pyxl.ledger.events import AllocatedPart
from pyxl.ledger.late_money.write_offs import WRITE_OFF, WRITE_OFF_REVERSED, WriteOff, WriteOffReversed, WrittenOff
from pyxl.ledger.rows import OpenItem
from pyxl.ledger.vat import vat_corrections
from pyxl.masterdata.customers import Customer
from pyxl.settings import Settings

TAB = "Collections"
_SUMMARY = Text("{items} written off: {amount}, VAT in it {vat}.", "{items} ausgebucht: {amount}, darin USt {vat}.")
_CONFIRM = Text("To be written off: {items}, {amount}.", "Auszubuchen: {items} über {amount}.")
_ITEMS = Label("invoice", "Rechnung"), Label("invoices", "Rechnungen")
_WHY = Text("written off: {reason}", "ausgebucht: {reason}")
_TAKEN_BACK = Label("the write-off is taken back", "die Ausbuchung ist zurückgenommen")
_DONE = Label("written off", "ausgebucht")


@dataclass(frozen=True)
class WriteOffPosting:
    """One invoice whose rest is given up, or is owed again."""

    kind: str
    key: str
    event: WrittenOff | WriteOffReversed
    change_set: ChangeSet
    claims: tuple[str, ...] = ()
    series: Series | None = None

    def payload(self, number: str) -> Plain:
        """The event as plain data."""
        payload: Plain = to_plain(self.event)
        return payload

    def changes(self, number: str) -> ChangeSet:
        """The cells of the invoice, and the row of the history."""
        return self.change_set

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """None."""
        return ()


def write_off(
    receivables: Table[OpenItem], customers: Table[Customer], settings: Settings, books: Books, as_of: date
) -> Outcome:
    """Gives up what is open on each invoice that has a reason in “Write off”, and says how much VAT goes with it."""
    desk = ReceivablesDesk(receivables, customers, settings, books)
    findings, changes = list(desk.findings), ChangeList()
    postings: list[WriteOffPosting] = []
    for row in receivables:
        if not row.write_off_reason or row.invoice_number not in desk.cells:
            continue
        cell = receivables.cell(row, "write_off_reason")
        entry = desk.entries[row.invoice_number]
        if entry.open <= 0 or entry.is_cancelled:
            findings.append(rules.NOTHING_TO_WRITE_OFF.at(cell, number=row.invoice_number))
            continue
        event = _event(row, Money.from_cents(entry.open, entry.currency), desk, books, as_of)
        if not desk.facts(row.invoice_number).vat and not books.dunning.is_charge(row.invoice_number):
            findings.append(rules.VAT_UNKNOWN.at(cell, number=row.invoice_number))
        postings.append(_posting(event, desk))
        changes.set("Receivables", row.invoice_number, "write_off_reason", row.write_off_reason, "", _DONE)
    return _outcome(desk, postings, findings, changes.done())


def _outcome(
    desk: ReceivablesDesk, postings: Sequence[WriteOffPosting], findings: list[Finding], changes: ChangeSet
) -> Outcome:
    events = [each.event for each in postings if isinstance(each.event, WrittenOff) and _is_euro(each.event)]
    amount = total([event.amount for event in events])
    vat = total([part.vat for event in events for part in event.vat])
    facts = {"items": Counted(len(postings), *_ITEMS), "amount": amount}
    counts: dict[str, int | str] = {
        "written_off": len(postings),
        "amount": str(amount.amount),
        "vat": str(vat.amount),
    }
    recorded: tuple[Posting, ...] = (*desk.opening(), *postings) if postings else ()
    confirmation = _CONFIRM.bind(**facts) if postings else None
    return Outcome(
        _SUMMARY.bind(**facts, vat=vat), tuple(findings), recorded, changes, counts, confirmation=confirmation
    )


def _is_euro(event: WrittenOff) -> bool:
    return event.amount.currency == EURO


def _event(row: OpenItem, amount: Money, desk: ReceivablesDesk, books: Books, as_of: date) -> WrittenOff:
    facts = desk.facts(row.invoice_number)
    earlier = sum(each.facts.invoice_number == row.invoice_number for each in books.write_offs.values())
    return WrittenOff(
        entry_id=f"AB-{row.invoice_number}" + (f"-{earlier + 1}" if earlier else ""),
        invoice_number=row.invoice_number,
        customer_number=row.customer_number,
        customer_name=facts.customer_name,
        day=as_of,
        amount=amount,
        vat=vat_corrections(facts.vat, amount),
        reason=row.write_off_reason,
    )


def _posting(event: WrittenOff, desk: ReceivablesDesk) -> WriteOffPosting:
    changes, why = ChangeList(), _WHY.bind(reason=event.reason)
    desk.settle((_part(event, event.amount),), changes, why)
    changes.append(TAB, event.entry_id, {**write_off_row(event), "status": CollectionStatus.WRITTEN}, why)
    return WriteOffPosting(WRITE_OFF, f"write-off:{event.entry_id}", event, changes.done())


def _part(event: WrittenOff, amount: Money) -> AllocatedPart:
    nothing = Money.zero(amount.currency)
    return AllocatedPart(event.invoice_number, event.customer_number, nothing, written_off=amount)


def write_off_row(event: WrittenOff) -> dict[str, CellValue]:
    """The row of the history, but for its status."""
    currency = event.amount.currency
    return {
        "entry_id": event.entry_id,
        "kind": CollectionKind.WRITE_OFF,
        "day": event.day,
        "customer_number": event.customer_number,
        "customer_name": event.customer_name,
        "invoice_numbers": event.invoice_number,
        "amount_open": event.amount,
        "amount_asked": Money.zero(currency),
        "currency": currency,
        "vat_base": total([part.net for part in event.vat], currency) or None,
        "vat_amount": total([part.vat for part in event.vat], currency) or None,
        "reason": event.reason,
    }


def write_off_status(entry: WriteOff) -> CollectionStatus:
    """Whether it counts."""
    return CollectionStatus.WITHDRAWN if entry.is_reversed else CollectionStatus.WRITTEN


def write_offs_taken_back(events: Sequence[RecordedEvent], books: Books) -> list[WriteOffPosting]:
    """What makes the invoices of a run's write-offs owed again."""
    taken_back = []
    for event in events:
        entry = books.write_offs[_entry_id(event.payload)] if event.kind == WRITE_OFF else None
        if entry and not entry.is_reversed:
            taken_back.append(_reversal(entry, books))
    return taken_back


def _entry_id(payload: Mapping[str, object]) -> str:
    return str(payload["entry_id"])


def _reversal(entry: WriteOff, books: Books) -> WriteOffPosting:
    facts, changes = entry.facts, ChangeList()
    cells = ItemCells.of_state(books.items[facts.invoice_number])
    cells.settle(facts.invoice_number, _part(facts, -facts.amount), changes, _TAKEN_BACK)
    written, withdrawn = CollectionStatus.WRITTEN, CollectionStatus.WITHDRAWN
    changes.set(TAB, facts.entry_id, "status", written, withdrawn, _TAKEN_BACK)
    event = WriteOffReversed(facts.entry_id)
    return WriteOffPosting(WRITE_OFF_REVERSED, f"reverse:{entry.key}", event, changes.done())
