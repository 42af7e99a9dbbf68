"""What a dunning letter says, and the event it becomes: made from a plan, once its number is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pyxl.core.money import Money
from pyxl.core.plain import PlainData, to_plain
from pyxl.dunning.business import is_business
from pyxl.dunning.model import DunningLetter, LetterCharge, LetterCredit, LetterItem
from pyxl.dunning.plans import Claim, LetterPlan, OpenCharge
from pyxl.dunning.surveying import place_of
from pyxl.invoicing.drafting import buyer_of, language_of
from pyxl.invoicing.posting import slug
from pyxl.invoicing.sender import account_of, letterhead_facts, seller_of
from pyxl.ledger.events import ItemFacts
from pyxl.ledger.late_money.dunning import DunnedItem, DunningIssued
from pyxl.settings import Settings

PAY_DAYS = 10
"""The deadline where a level names none."""


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """A letter without a number yet."""

    plan: LetterPlan
    settings: Settings
    issued_on: date

    def _path(self, number: str) -> str:
        return f"{self.issued_on.year}/{slug(number)}.pdf"

    def _content(self, letter: DunningLetter) -> PlainData:
        return PlainData({"letter": to_plain(letter), "letterhead": letterhead_facts(self.settings)})

    def event(self, number: str) -> DunningIssued:
        """The event of the letter with that number."""
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
        disputed=claim.dispute.amount if claim.dispute else None,
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
