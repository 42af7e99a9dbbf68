"""A debit note as the journal's event, with its letter and the rows that say so; and the claim given up again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pyxl.core.changes import CellValue, ChangeList, ChangeSet
from pyxl.core.labels import Text
from pyxl.core.outcome import DocumentRequest, Plain, Series
from pyxl.core.plain import from_plain, to_plain
from pyxl.deliveries.papers import paper_content, paper_path
from pyxl.invoicing.posting import claims_key
from pyxl.ledger.books import Books
from pyxl.ledger.cases.events import DEBIT_NOTE, DEBIT_NOTE_WITHDRAWN, DebitNoteIssued, DebitNoteWithdrawn
from pyxl.masterdata.suppliers import Supplier
from pyxl.service.debit_notes.paper import DebitLine, debit_documents, debit_paper
from pyxl.service.debit_notes.proposing import TAB
from pyxl.settings import Settings

_CLAIMED = Text("claimed with {number}", "belastet mit {number}")


@dataclass(frozen=True)
class DebitPosting:
    """A debit note to be numbered."""

    supplier: Supplier
    lines: tuple[DebitLine, ...]
    settings: Settings
    issued_on: date
    issued_by: str
    claims: tuple[str, ...]
    kind: str = DEBIT_NOTE

    @property
    def key(self) -> str:
        """The same cases are one debit note."""
        return claims_key("debit", self.claims)

    @property
    def series(self) -> Series:
        """Debit notes have numbers of their own."""
        return Series(self.settings.debit_note_number_pattern, self.issued_on.year)

    def _event(self, number: str) -> DebitNoteIssued:
        paper = debit_paper(self.lines, self.supplier, number, self.settings, self.issued_on)
        return DebitNoteIssued(
            self.supplier.supplier_number,
            self.issued_on,
            self.issued_by,
            tuple(each.debited for each in self.lines),
            paper_path(self.issued_on.year, number),
            paper_content(paper, self.settings),
        )

    def payload(self, number: str) -> Plain:
        """The event as the journal keeps it."""
        payload: Plain = to_plain(self._event(number))
        return payload

    def changes(self, number: str) -> ChangeSet:
        """Number and document in the rows; the tick has done its work."""
        return _cells(number, self._event(number))

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """The letter, and the draft that takes it there."""
        return debit_documents(self.lines, self.supplier, number, self.settings, self.issued_on)


def _cells(number: str, issued: DebitNoteIssued) -> ChangeSet:
    changes, why = ChangeList(), _CLAIMED.bind(number=number)
    for each in issued.cases:
        changes.set(TAB, each.line_id, "claim", True, False, why)
        changes.set(TAB, each.line_id, "number", "", number, why)
        changes.set(TAB, each.line_id, "document", "", issued.document_path, why)
    return changes.done()


def debit_values(line_id: str, number: str, issued: DebitNoteIssued) -> dict[str, CellValue]:
    """What must stand in the row of a case that a supplier was asked to pay for."""
    each = next(case for case in issued.cases if case.line_id == line_id)
    return {
        "case_line": line_id,
        "supplier_number": issued.supplier_number,
        "case_number": each.case_number,
        "item_number": each.item_number,
        "quantity": each.quantity,
        "cause": each.cause,
        "cost": each.cost,
        "amount": each.amount,
        "currency": each.amount.currency,
        "number": number,
        "document": issued.document_path,
    }


@dataclass(frozen=True)
class DebitWithdrawal:
    """A claim that is given up; the letter stays where it lies, its number stays used."""

    number: str
    issued: DebitNoteIssued
    kind: str = DEBIT_NOTE_WITHDRAWN
    claims: tuple[str, ...] = ()
    series: Series | None = None

    @property
    def key(self) -> str:
        """Each is given up once."""
        return f"withdraw:{self.number}"

    def payload(self, number: str) -> Plain:
        """The event as plain data."""
        payload: Plain = to_plain(DebitNoteWithdrawn(self.number))
        return payload

    def changes(self, number: str) -> ChangeSet:
        """The rows as they were."""
        return ChangeSet(tuple(each.inverse() for each in _cells(self.number, self.issued)))

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """None."""
        return ()


def debit_withdrawal(number: str, payload: Plain, books: Books) -> DebitWithdrawal | None:
    """What gives that debit note up; None where that was done."""
    issued = from_plain(DebitNoteIssued, payload)
    standing = books.cases.debited.get(issued.cases[0].line_id)
    return DebitWithdrawal(number, issued) if standing and standing[0] == number else None
