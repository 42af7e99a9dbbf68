"""A dunning letter as the journal's event, with the row, the PDF and the mail that follow from its number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pyxl.core.changes import CellValue, ChangeList, ChangeSet
from pyxl.core.labels import Label, Text
from pyxl.core.money import Money
from pyxl.core.outcome import DocumentRequest, Plain, Series
from pyxl.core.plain import PlainData, to_plain
from pyxl.core.refusal import RefusalKind
from pyxl.dunning.business import is_business
from pyxl.dunning.mail import DUNNING_EMAIL, draft_of
from pyxl.dunning.model import DunningLetter, LetterCharge, LetterCredit, LetterItem
from pyxl.dunning.plans import Claim, LetterPlan, OpenCharge
from pyxl.dunning.rows import CollectionKind, CollectionStatus
from pyxl.dunning.surveying import place_of
from pyxl.invoicing.drafting import buyer_of, language_of
from pyxl.invoicing.posting import claims_key, receivable_row, slug
from pyxl.invoicing.sender import account_of, letterhead_facts, seller_of
from pyxl.ledger.books import Books
from pyxl.ledger.dunning import DUNNING, DUNNING_WITHDRAWN, DunnedItem, DunningIssued, DunningWithdrawn, Letter
from pyxl.ledger.events import ItemFacts
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
PAY_DAYS = 10
"""The deadline where a level names none."""


@dataclass(frozen=True)
class DunningPosting:
    """A letter to be written. It has no number yet."""

    plan: LetterPlan
    settings: Settings
    issued_on: date
    series: Series
    books: Books
    kind: str = DUNNING

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
        letter = self._letter(number)
        request = DocumentRequest(LETTER_KIND, number, self._path(number), self._content(letter))
        return (request, *draft_of(letter.seller, letter.buyer, request, DUNNING_EMAIL))

    def _path(self, number: str) -> str:
        return f"{self.issued_on.year}/{slug(number)}.pdf"

    def _content(self, letter: DunningLetter) -> PlainData:
        return PlainData({"letter": to_plain(letter), "letterhead": letterhead_facts(self.settings)})

    def _event(self, number: str) -> DunningIssued:
        plan, letter = self.plan, self._letter(number)
        return DunningIssued(
            number=number,
            customer_number=plan.customer_number,
            customer_name=plan.customer_name,
            issued_on=self.issued_on,
            pay_by=letter.pay_by,
            level=letter.level,
            title=letter.title,
            items=tuple(_dunned(claim, books=self.is_booked) for claim in plan.claims),
            fee=letter.fee,
            amount_open=letter.open_total,
            charges=plan.charges,
            amount_asked=letter.total,
            document_path=self._path(number),
            content=self._content(letter),
            fees_booked=(plan.fees or None) if self.is_booked else None,
            charges_item=self._charges_item(number, letter) if self.is_booked else None,
        )

    @property
    def is_booked(self) -> bool:
        """Whether what the letter charges becomes an open item. Less than nothing never does."""
        return self.settings.books_charges and (self.plan.interest + self.plan.charges).cents > 0

    def _charges_item(self, number: str, letter: DunningLetter) -> ItemFacts:
        """Interest and fees are damages: there is no VAT in them, and no cash discount on them."""
        plan = self.plan
        return ItemFacts(
            invoice_number=number,
            customer_number=plan.customer_number,
            customer_name=plan.customer_name,
            invoice_date=self.issued_on,
            due_date=letter.pay_by,
            gross_amount=plan.interest + plan.charges,
        )

    def _letter(self, number: str) -> DunningLetter:
        plan, settings = self.plan, self.settings
        level, customer = plan.level, plan.customer
        assert level is not None, "a plan without a level is no letter"
        assert customer is not None, "checked before"
        language = language_of(customer, settings)
        is_german = language == "de"
        return DunningLetter(
            number=number,
            title=level.title_de if is_german else level.title_en or level.title_de,
            text=level.text_de if is_german else level.text_en or level.text_de,
            language=language,
            issued_on=self.issued_on,
            pay_by=place_of(settings).first_from(self.issued_on + timedelta(level.pay_days or PAY_DAYS)),
            level=level.level,
            seller=seller_of(settings),
            buyer=buyer_of(customer),
            account=account_of(settings),
            currency=plan.currency,
            items=tuple(map(_item, plan.claims)),
            credits=tuple(LetterCredit(number=each.number, amount=each.amount) for each in plan.credits),
            fee=plan.fee,
            fees_before=plan.fees_before,
            is_business=is_business(customer),
            open_charges=tuple(self._open_charge(each) for each in plan.open_charges),
            booked=plan.booked or None,
        )

    def _open_charge(self, charge: OpenCharge) -> LetterCharge:
        row = charge.row
        return LetterCharge(
            number=row.invoice_number,
            issued_on=row.invoice_date,
            due_date=row.due_date,
            days_overdue=max((self.issued_on - row.due_date).days, 0),
            gross=row.gross_amount,
            open=charge.open,
        )


def _item(claim: Claim) -> LetterItem:
    row, currency = claim.row, claim.open.currency
    lump_sums = claim.lump_sum + claim.lump_sum_before
    return LetterItem(
        number=row.invoice_number,
        invoice_date=row.invoice_date,
        due_date=row.due_date,
        gross=row.gross_amount,
        open=claim.open,
        days_overdue=claim.days_overdue,
        level=claim.level,
        interest=claim.interest,
        lump_sum=lump_sums if lump_sums else Money.zero(currency),
    )


def _dunned(claim: Claim, *, books: bool) -> DunnedItem:
    interest = claim.interest_total - claim.interest_booked
    lump_sum = claim.lump_sum + claim.lump_sum_before - claim.lump_sum_booked
    return DunnedItem(
        claim.row.invoice_number,
        claim.level,
        claim.rises,
        claim.open,
        claim.interest_total,
        claim.lump_sum,
        interest if books and interest else None,
        lump_sum if books and lump_sum else None,
    )


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
