"""A dunning letter as the journal's event, with the row, the PDF and the mail that follow from its number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pyxl.core.changes import CellValue, ChangeList, ChangeSet
from pyxl.core.labels import Label, Text
from pyxl.core.money import Money, total
from pyxl.core.outcome import DocumentRequest, Plain, Series
from pyxl.core.plain import PlainData, to_plain
from pyxl.dunning.business import is_business
from pyxl.dunning.mail import draft_of
from pyxl.dunning.model import DunningLetter, LetterCredit, LetterItem
from pyxl.dunning.planning import Claim, LetterPlan
from pyxl.dunning.rows import CollectionKind, CollectionStatus
from pyxl.invoicing.drafting import buyer_of, language_of
from pyxl.invoicing.posting import claims_key, slug
from pyxl.invoicing.sender import account_of, letterhead_facts, seller_of
from pyxl.ledger.books import Books
from pyxl.ledger.dunning import DUNNING, DUNNING_WITHDRAWN, DunnedItem, DunningIssued, DunningWithdrawn, Letter
from pyxl.settings import Settings

LETTER_KIND = "dunning"
TAB = "Collections"
_WRITTEN = Text("dunned with {number}", "gemahnt mit {number}")
_WITHDRAWN = Label("the letter is taken back", "der Brief ist zurückgenommen")
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
        """A row in the history."""
        changes = ChangeList()
        row = {**letter_row(self._event(number)), "status": CollectionStatus.WRITTEN}
        changes.append(TAB, number, row, _WRITTEN.bind(number=number))
        return changes.done()

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """The letter, and the mail that takes it there where both sides have an address."""
        letter = self._letter(number)
        request = DocumentRequest(LETTER_KIND, number, self._path(number), self._content(letter))
        return (request, *draft_of(letter, request))

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
            items=tuple(_dunned(claim) for claim in plan.claims),
            fee=letter.fee,
            amount_open=letter.open_total,
            charges=letter.charges_total,
            amount_asked=letter.total,
            document_path=self._path(number),
            content=self._content(letter),
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
            pay_by=self.issued_on + timedelta(level.pay_days or PAY_DAYS),
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


def _dunned(claim: Claim) -> DunnedItem:
    number = claim.row.invoice_number
    return DunnedItem(number, claim.level, claim.rises, claim.open, claim.interest_total, claim.lump_sum)


def letter_row(event: DunningIssued) -> dict[str, CellValue]:
    """The row of the history, but for its status."""
    currency = event.amount_asked.currency
    interest = total([item.interest for item in event.items], currency)
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
        changes.set(TAB, self.letter.facts.number, "status", written, withdrawn, _WITHDRAWN)
        return changes.done()

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """None: the letter stays where it lies, as all documents do."""
        return ()


def withdrawal_of(payload: Plain, books: Books) -> DunningWithdrawal | None:
    """The withdrawal of the letter in a DUNNING event; None where it is withdrawn already."""
    letter = books.dunning.letters[str(payload["number"])]
    return None if letter.is_withdrawn else DunningWithdrawal(letter)
