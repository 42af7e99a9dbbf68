"""A hand-over as the journal's event, with the rows and the ZIP that follow from its number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pyxl.core.changes import CellValue, ChangeList, ChangeSet
from pyxl.core.labels import Label, Text, show
from pyxl.core.money import Money, total
from pyxl.core.outcome import DocumentRequest, Plain, Series
from pyxl.core.plain import PlainData, from_plain, to_plain
from pyxl.dunning.agency_file import AGENCY_FILE, AgencyClaim, AgencyDocument, AgencyFile, name_in_zip
from pyxl.dunning.business import is_business
from pyxl.dunning.interest import BUSINESS_POINTS, CONSUMER_POINTS
from pyxl.dunning.plans import Claim, LetterPlan, OpenCharge
from pyxl.dunning.posting import LETTER_KIND
from pyxl.dunning.rows import CollectionKind, CollectionStatus
from pyxl.invoicing.drafting import buyer_of
from pyxl.invoicing.model import Invoice
from pyxl.invoicing.posting import claims_key, printed_requests, slug
from pyxl.invoicing.sender import firm_language, seller_of
from pyxl.ledger.books import Books, Find
from pyxl.ledger.late_money.dunning import Asking
from pyxl.ledger.late_money.hand_overs import (
    HAND_OVER,
    HAND_OVER_WITHDRAWN,
    HandedOver,
    HandedOverItem,
    HandOver,
    HandOverWithdrawn,
)
from pyxl.settings import Settings

TAB = "Collections"
_MADE = Text("handed over with {number}", "abgegeben mit {number}")
_WITHDRAWN = Label("the hand-over is taken back", "die Abgabe ist zurückgenommen")
_LETTER = Text("{number} of {day}, level {level}", "{number} vom {day}, Stufe {level}")


@dataclass(frozen=True)
class HandOverPosting:
    """Claims that go to the agency in one file. It has no number yet."""

    plans: tuple[LetterPlan, ...]
    settings: Settings
    day: date
    series: Series
    books: Books
    find: Find
    kind: str = HAND_OVER

    @property
    def claims(self) -> tuple[str, ...]:
        """A claim is with one agency at a time."""
        rounds = self.books.hand_overs.rounds
        return tuple(f"hand-over:{number}:{rounds[number]}" for number in self._numbers)

    @property
    def key(self) -> str:
        """The same claims are one hand-over, however often it is asked for."""
        return claims_key("hand-over", self.claims)

    def payload(self, number: str) -> Plain:
        """The event as the journal keeps it."""
        payload: Plain = to_plain(self._event(number))
        return payload

    def changes(self, number: str) -> ChangeSet:
        """A row of the history for each customer and currency."""
        changes = ChangeList()
        for key, row in hand_over_rows(self._event(number)):
            changes.append(TAB, key, {**row, "status": CollectionStatus.WRITTEN}, _MADE.bind(number=number))
        return changes.done()

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """The ZIP."""
        return (DocumentRequest(AGENCY_FILE, number, self._path(number), self._content(number)),)

    @property
    def _numbers(self) -> tuple[str, ...]:
        return tuple(row.invoice_number for plan in self.plans for row in plan.rows)

    def _path(self, number: str) -> str:
        return f"{self.day.year}/{slug(number)}.zip"

    def _content(self, number: str) -> PlainData:
        made = [_AgencyPlan(plan, self) for plan in self.plans]
        file = AgencyFile(
            number=number,
            day=self.day,
            language=firm_language(self.settings),
            creditor=seller_of(self.settings),
            claims=tuple(claim for each in made for claim in each.claims()),
            documents=tuple({item.name: item for each in made for item in each.documents()}.values()),
        )
        return PlainData({"agency_file": to_plain(file)})

    def _event(self, number: str) -> HandedOver:
        items = tuple(item for plan in self.plans for item in _items(plan))
        return HandedOver(number, self.day, items, self._path(number), self._content(number))


@dataclass(frozen=True, slots=True)
class _AgencyPlan:
    """One debtor's part of the file."""

    plan: LetterPlan
    posting: HandOverPosting

    def claims(self) -> Iterator[AgencyClaim]:
        """A row for each open item."""
        for claim in self.plan.claims:
            yield self._claim(claim, _interest(claim), _charges(self.plan, claim), claim.before)
        for charge in self.plan.open_charges:
            zero = Money.zero(self.plan.currency)
            yield self._claim(charge, zero, zero, ())

    def documents(self) -> Iterator[AgencyDocument]:
        """The invoices that pyxl issued, and the letters."""
        for claim in self.plan.claims:
            for request in self._requests(claim):
                name = name_in_zip(self.plan.customer_number, request.path)
                yield AgencyDocument(
                    name=name, kind=request.kind, number=request.number, path=request.path, content=request.content
                )

    def _claim(
        self, each: Claim | OpenCharge, interest: Money, charges: Money, before: tuple[Asking, ...]
    ) -> AgencyClaim:
        row, customer, settings = each.row, self.plan.customer, self.posting.settings
        assert customer is not None, "checked before"
        business, language = is_business(customer), firm_language(settings)
        begin = each.begin if isinstance(each, Claim) else None
        requests = self._requests(each) if isinstance(each, Claim) else ()
        return AgencyClaim(
            debtor=buyer_of(customer),
            is_business=business,
            number=row.invoice_number,
            invoice_date=row.invoice_date,
            due_date=row.due_date,
            in_default_since=begin.first_day if begin else None,
            gross=row.gross_amount,
            open=each.open,
            points=_points(each, business),
            interest=interest,
            charges=charges,
            letters=tuple(
                _LETTER.render(language, number=letter.number, day=show(letter.issued_on, language), level=letter.level)
                for letter, _ in before
            ),
            documents=tuple(name_in_zip(self.plan.customer_number, request.path) for request in requests),
        )

    def _requests(self, claim: Claim) -> tuple[DocumentRequest, ...]:
        letters = tuple(
            DocumentRequest(LETTER_KIND, letter.number, letter.document_path, letter.content)
            for letter, _ in claim.before
        )
        return (*self._invoice(claim.row.invoice_number), *letters)

    def _invoice(self, number: str) -> tuple[DocumentRequest, ...]:
        """Nothing for an opening balance: its invoice is in the old program."""
        issued = self.posting.books.invoices.get(number)
        event = self.posting.find(issued.key) if issued else None
        if event is None:
            return ()
        content = from_plain(PlainData, event.payload["content"])
        return printed_requests(from_plain(Invoice, content["invoice"]), number, content)


def _points(each: Claim | OpenCharge, business: bool) -> int:
    """Interest and fees bear no interest themselves (§ 289 BGB)."""
    if isinstance(each, OpenCharge):
        return 0
    return int(BUSINESS_POINTS if business else CONSUMER_POINTS)


def _interest(claim: Claim) -> Money:
    return claim.interest_total - claim.interest_booked


def _charges(plan: LetterPlan, claim: Claim) -> Money:
    """The lump sum of the invoice; fees of letters belong to no single one and stand with the first."""
    lump_sum = claim.lump_sum + claim.lump_sum_before - claim.lump_sum_booked
    return lump_sum + plan.fees if claim is plan.claims[0] else lump_sum


def _items(plan: LetterPlan) -> Iterator[HandedOverItem]:
    for claim in plan.claims:
        amounts = (claim.open, _interest(claim), _charges(plan, claim))
        yield HandedOverItem(claim.row.invoice_number, plan.customer_number, plan.customer_name, *amounts)
    zero = Money.zero(plan.currency)
    for charge in plan.open_charges:
        yield HandedOverItem(
            charge.row.invoice_number, plan.customer_number, plan.customer_name, charge.open, zero, zero
        )


def hand_over_rows(event: HandedOver) -> Iterator[tuple[str, dict[str, CellValue]]]:
    """The rows of the history by their key, but for the status."""
    groups: dict[tuple[str, str], list[HandedOverItem]] = {}
    for item in event.items:
        groups.setdefault((item.customer_number, item.amount_open.currency), []).append(item)
    for place, ((customer, currency), items) in enumerate(groups.items(), 1):
        amount = total([each.amount_open for each in items], currency)
        interest = total([each.interest for each in items], currency)
        charges = total([each.charges for each in items], currency)
        yield (
            hand_over_key(event.number, place),
            {
                "entry_id": hand_over_key(event.number, place),
                "kind": CollectionKind.HAND_OVER,
                "day": event.day,
                "customer_number": customer,
                "customer_name": items[0].customer_name,
                "invoice_numbers": ", ".join(each.invoice_number for each in items),
                "amount_open": amount,
                "interest": interest or None,
                "charges": charges or None,
                "amount_asked": amount + interest + charges,
                "currency": currency,
                "document": event.document_path,
            },
        )


def hand_over_key(number: str, place: int) -> str:
    """The key of the history's row.

    >>> hand_over_key("IK-2026-00001", 2)
    'IK-2026-00001/2'
    """
    return f"{number}/{place}"


def hand_over_status(entry: HandOver) -> CollectionStatus:
    """Whether it counts."""
    return CollectionStatus.WITHDRAWN if entry.is_withdrawn else CollectionStatus.WRITTEN


@dataclass(frozen=True)
class HandOverWithdrawal:
    """A file that was not given away: its claims are the firm's own again. The number stays used."""

    entry: HandOver
    kind: str = HAND_OVER_WITHDRAWN
    claims: tuple[str, ...] = ()
    series: Series | None = None

    @property
    def key(self) -> str:
        """A hand-over is withdrawn once."""
        return f"withdraw:{self.entry.key}"

    def payload(self, number: str) -> Plain:
        """The event as plain data."""
        payload: Plain = to_plain(HandOverWithdrawn(self.entry.facts.number))
        return payload

    def changes(self, number: str) -> ChangeSet:
        """The rows stay and say so."""
        changes, written, withdrawn = ChangeList(), CollectionStatus.WRITTEN, CollectionStatus.WITHDRAWN
        for key, _ in hand_over_rows(self.entry.facts):
            changes.set(TAB, key, "status", written, withdrawn, _WITHDRAWN)
        return changes.done()

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """None: the file stays where it lies, as all documents do."""
        return ()


def hand_over_withdrawal(payload: Plain, books: Books) -> HandOverWithdrawal | None:
    """The withdrawal of the hand-over in a HAND_OVER event; None where it is withdrawn already."""
    entry = books.hand_overs.by_number[str(payload["number"])]
    return None if entry.is_withdrawn else HandOverWithdrawal(entry)
