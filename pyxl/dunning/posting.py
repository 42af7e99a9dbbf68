"""A dunning letter as the journal's event, with the row, the PDF and the mail that follow from its number."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from pyxl.core.changes import CellValue, ChangeList, ChangeSet
from pyxl.core.labels import Label, Text
from pyxl.core.outcome import DocumentRequest, Plain, Series
from pyxl.core.plain import to_plain
from pyxl.core.refusal import RefusalKind
from pyxl.dunning.letter_draft import LetterDraft
from pyxl.dunning.mail import DUNNING_EMAIL, draft_of
from pyxl.dunning.plans import LetterPlan
from pyxl.dunning.rows import CollectionKind, CollectionStatus
from pyxl.invoicing.drafting import buyer_of
from pyxl.invoicing.posting import claims_key, receivable_row
from pyxl.invoicing.sender import seller_of
from pyxl.ledger.books import Books
from pyxl.ledger.late_money.dunning import DUNNING, DUNNING_WITHDRAWN, DunningIssued, DunningWithdrawn, Letter
from pyxl.ledger.rows import ItemStatus
from pyxl.settings import Settings

LETTER_KIND = "dunning"
TAB, RECEIVABLES = "Collections", "Receivables"
_WRITTEN = Text("dunned with {number}", "gemahnt mit {number}")
_WITHDRAWN = Label("the letter is taken back", "der Brief ist zurückgenommen")
CHARGES_PAID = RefusalKind(
    "E_UNDO_CHARGES_PAID",
    Text(
        "Of what the letter {number} charged something is paid or written off.",
        "Von dem, was der Brief {number} berechnet hat, ist etwas bezahlt oder ausgebucht.",
    ),
    Text(
        "Undo that run first, or leave the letter as it is.",
        "Zuerst jenen Lauf zurücknehmen, oder den Brief stehen lassen.",
    ),
)


@dataclass(frozen=True)
class DunningPosting:
    """A letter to be written. It has no number yet."""

    plan: LetterPlan
    settings: Settings
    issued_on: date
    series: Series
    books: Books
    kind: str = DUNNING
    _made: dict[str, DunningIssued] = field(default_factory=dict, repr=False, compare=False)

    @property
    def claims(self) -> tuple[str, ...]:
        """An invoice rises to a level once, and a customer gets one letter a day."""
        rounds, plan = self.books.dunning.rounds[self.plan.customer_number], self.plan
        day = f"dun-day:{plan.customer_number}:{plan.currency}:{self.issued_on.isoformat()}:{rounds}"
        risen = (f"dun:{each.row.invoice_number}:{each.level}:{rounds}" for each in plan.claims if each.rises)
        return (day, *risen)

    @property
    def key(self) -> str:
        """The same invoices at the same levels are one letter, however often it is asked for."""
        return claims_key("dunning", self.claims)

    def payload(self, number: str) -> Plain:
        """The event as the journal keeps it."""
        payload: Plain = to_plain(self._event(number))
        return payload

    def changes(self, number: str) -> ChangeSet:
        """A row in the history, and the open item of what it charges."""
        changes = ChangeList()
        event, why = self._event(number), _WRITTEN.bind(number=number)
        changes.append(TAB, number, {**letter_row(event), "status": CollectionStatus.WRITTEN}, why)
        if event.charges_item:
            changes.append(RECEIVABLES, number, receivable_row(event.charges_item), why)
        return changes.done()

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """The letter, and the mail that takes it there where both sides have an address."""
        event, customer = self._event(number), self.plan.customer
        assert customer is not None, "checked before"
        request = DocumentRequest(LETTER_KIND, number, event.document_path, event.content)
        return (request, *draft_of(seller_of(self.settings), buyer_of(customer), request, DUNNING_EMAIL))

    def _event(self, number: str) -> DunningIssued:
        """Made once for each number: it is asked for when it is rehearsed, recorded, printed and written."""
        if number not in self._made:
            self._made[number] = LetterDraft(self.plan, self.settings, self.issued_on).event(number)
        return self._made[number]


def letter_row(event: DunningIssued) -> dict[str, CellValue]:
    """The row of the history, but for its status."""
    currency = event.amount_asked.currency
    interest = event.amount_asked - event.amount_open - event.charges
    return {
        "entry_id": event.number,
        "kind": CollectionKind.LETTER,
        "day": event.issued_on,
        "customer_number": event.customer_number,
        "customer_name": event.customer_name,
        "level": event.level,
        "title": event.title,
        "invoice_numbers": ", ".join(item.invoice_number for item in event.items),
        "amount_open": event.amount_open,
        "interest": interest or None,
        "charges": event.charges or None,
        "amount_asked": event.amount_asked,
        "currency": currency,
        "pay_by": event.pay_by,
        "document": event.document_path,
    }


def letter_status(letter: Letter) -> CollectionStatus:
    """Whether the letter counts."""
    return CollectionStatus.WITHDRAWN if letter.is_withdrawn else CollectionStatus.WRITTEN


@dataclass(frozen=True)
class DunningWithdrawal:
    """A letter that does not count: its file stays, its invoices have the level they had before."""

    letter: Letter
    kind: str = DUNNING_WITHDRAWN
    claims: tuple[str, ...] = ()
    series: Series | None = None

    @property
    def key(self) -> str:
        """A letter is withdrawn once."""
        return f"withdraw:{self.letter.key}"

    def payload(self, number: str) -> Plain:
        """The event as plain data."""
        payload: Plain = to_plain(DunningWithdrawn(self.letter.facts.number))
        return payload

    def changes(self, number: str) -> ChangeSet:
        """The row stays and says so."""
        changes = ChangeList()
        written, withdrawn = CollectionStatus.WRITTEN, CollectionStatus.WITHDRAWN
        number, item = self.letter.facts.number, self.letter.facts.charges_item
        changes.set(TAB, number, "status", written, withdrawn, _WITHDRAWN)
        if item:
            changes.set(RECEIVABLES, number, "credited", None, item.gross_amount, _WITHDRAWN)
            changes.set(RECEIVABLES, number, "status", ItemStatus.OPEN, ItemStatus.CANCELLED, _WITHDRAWN)
        return changes.done()

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """None: the letter stays where it lies, as all documents do."""
        return ()


def withdrawal_of(payload: Plain, books: Books) -> DunningWithdrawal | None:
    """The withdrawal of the letter in a DUNNING event; None where it is withdrawn already.

    Refused E_UNDO_CHARGES_PAID where something was settled of what the letter charged.
    """
    number = str(payload["number"])
    letter = books.dunning.letters[number]
    if letter.is_withdrawn:
        return None
    if letter.facts.charges_item and books.items[number].settled:
        raise CHARGES_PAID.because(number=number)
    return DunningWithdrawal(letter)
