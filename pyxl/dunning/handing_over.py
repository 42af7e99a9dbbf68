"""Hand over: the claims ticked in Receivables become one file for a collection agency, under a number of its own.

Only what is in default is handed over: before that the agency's costs would be the firm's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pyxl.banking.items import ReceivablesDesk, errors_of
from pyxl.core.changes import ChangeList
from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import Counted, Label, Sentence, Text
from pyxl.core.money import EURO, Money, total
from pyxl.core.outcome import Outcome, Posting, Series
from pyxl.core.schema import schema_of
from pyxl.core.tables import Table
from pyxl.dunning import rules, stops
from pyxl.dunning.base_rates import base_rates
from pyxl.dunning.charging import Charger
from pyxl.dunning.default_begin import DefaultTerms
from pyxl.dunning.hand_over_posting import HandOverPosting
from pyxl.dunning.payments import PaymentHistory
from pyxl.dunning.plans import Claim, LetterPlan, OpenCharge, Policy
from pyxl.dunning.rows import BaseRate, DunningLevel
from pyxl.dunning.stops import InReview
from pyxl.dunning.surveying import address_missing, place_of
from pyxl.ledger.books import Books, Find
from pyxl.ledger.cases.disputes import Disputes
from pyxl.ledger.cases.rows import Case
from pyxl.ledger.rows import OpenItem, Proposal
from pyxl.masterdata.customers import Customer
from pyxl.settings import Settings
from pyxl.settings.checks import is_number_pattern

TAB = "Receivables"
FULL_CHARGES = DunningLevel(
    level=1, title_de="Abgabe", text_de="", charges_interest=True, charges_lump_sum=True
)  # What the law grants, whatever the letters asked for.
_SUMMARY = Text(
    "{claims} of {customers} handed over: {amount} open, {asked} with interest and charges; left out: {left}.",
    "{claims} von {customers} abgegeben: {amount} offen, {asked} mit Zinsen und Nebenforderungen; ausgelassen: {left}.",
)
_CONFIRM = Text(
    "To be handed over: {claims} of {customers} for {asked}. pyxl makes the file, you give it to the agency.",
    "Abzugeben: {claims} von {customers} über {asked}. pyxl macht die Datei, Sie geben sie dem Inkassobüro.",
)
CLAIMS = Label("claim", "Forderung"), Label("claims", "Forderungen")
_CUSTOMERS = Label("customer", "Kunde"), Label("customers", "Kunden")
_NOTHING_OWED = Text("nothing is owed", "es ist nichts offen").bind()
_NOT_IN_DEFAULT = Text("the customer is not in default yet; remind first", "der Kunde ist nicht in Verzug; erst mahnen")
_MISSING = Text("{fields} is missing in Customers", "{fields} fehlt im Blatt Kunden")
_DONE = Label("handed over", "abgegeben")
_AGENCY = Label("collection agency", "Inkasso")


def hand_over(
    receivables: Table[OpenItem],
    customers: Table[Customer],
    review: Table[Proposal],
    rates: Table[BaseRate],
    cases: Table[Case],
    settings: Settings,
    books: Books,
    find: Find,
    as_of: date,
    settings_findings: tuple[Finding, ...] = (),
) -> Outcome:
    """Makes the file (ZIP with a list and the documents) of all claims ticked in “Hand over”, with their interest."""
    desk = ReceivablesDesk(receivables, customers, settings, books)
    unusable = _settings(settings, settings_findings)
    policy = Policy(
        (FULL_CHARGES,),
        base_rates(rates),
        DefaultTerms(settings.due_dates_agreed, settings.consumers_told),
        Money.zero(),
        0,
        place=place_of(settings),
        disputes=Disputes.of(cases),
    )
    chooser = _Chooser(receivables, customers, desk, books, InReview.of(review), policy, as_of)
    plans, told = chooser.plans()
    if unusable:
        plans = []
    changes = ChangeList()
    for row in (*(row for plan in plans for row in plan.rows), *chooser.unfinished()):
        changes.set(TAB, row.invoice_number, "hand_over", row.hand_over, False, _DONE)
        if not row.doubtful:
            changes.set(TAB, row.invoice_number, "doubtful", "", _AGENCY, _DONE)
    findings = (*desk.findings, *errors_of(customers), *errors_of(rates), *errors_of(cases), *unusable, *told)
    series = Series(settings.hand_over_number_pattern, as_of.year)
    posting = HandOverPosting(tuple(plans), settings, as_of, series, books, find)
    return _outcome(plans, (*desk.opening(), posting) if plans else (), findings, changes, len(told))


@dataclass(frozen=True, slots=True)
class _Chooser:
    """Which of the ticked rows may be handed over."""

    receivables: Table[OpenItem]
    customers: Table[Customer]
    desk: ReceivablesDesk
    books: Books
    in_review: InReview
    policy: Policy
    as_of: date

    def plans(self) -> tuple[list[LetterPlan], list[Finding]]:
        """For each customer and currency what is handed over, with interest and charges; and why something is not."""
        groups: dict[tuple[str, str], list[OpenItem]] = defaultdict(list)
        told: list[Finding] = []
        for row in self.receivables:
            if row.hand_over and row.invoice_number in self.desk.cells and not self._is_unfinished(row):
                why = self._why_not(row)
                if why:
                    told.append(self._told(row, why))
                else:
                    groups[row.customer_number, row.gross_amount.currency].append(row)
        plans = []
        for (number, currency), rows in sorted(groups.items()):
            customer = self.customers.get(number)
            assert customer is not None, "checked before"
            plan = self._charged(self._plan(customer, currency, rows))
            late = tuple(claim for claim in plan.claims if self._is_late(claim))
            told += [self._told(each.row, _NOT_IN_DEFAULT.bind()) for each in plan.claims if each not in late]
            plan = plan if late == plan.claims else self._charged(replace(plan, claims=late))
            if plan.claims or plan.open_charges:
                plans.append(plan)
        return plans, told

    def unfinished(self) -> list[OpenItem]:
        """Rows that a run handed over which was killed before it could take their ticks away."""
        return [row for row in self.receivables if row.hand_over and self._is_unfinished(row)]

    def _is_unfinished(self, row: OpenItem) -> bool:
        entry = self.desk.entries.get(row.invoice_number)
        is_owed = entry is not None and entry.open > 0
        return is_owed and not row.doubtful and bool(self.books.hand_overs.number_of(row.invoice_number))

    def _why_not(self, row: OpenItem) -> Sentence | None:
        entry, customer = self.desk.entries[row.invoice_number], self.customers.get(row.customer_number)
        if entry.open <= 0 or entry.is_cancelled:
            return _NOTHING_OWED
        missing = address_missing(customer)
        if missing:
            return _MISSING.bind(fields=missing)
        amount = Money.from_cents(entry.open, entry.currency)
        dispute = self.policy.disputes.dispute(row.customer_number, row.invoice_number, amount)
        if dispute:  # An agency collects what nobody disputes: not a part of it either.
            return stops.DISPUTED.bind(cases=dispute.cases)
        return stops.item_stop(row, customer, self.books, self.in_review, self.as_of)

    def _told(self, row: OpenItem, why: Sentence) -> Finding:
        cell = self.receivables.cell(row, "hand_over")
        return rules.NOT_HANDED_OVER.at(cell, number=row.invoice_number, customer=row.customer_number, why=why)

    def _is_late(self, claim: Claim) -> bool:
        return claim.begin is not None and claim.begin.first_day <= self.as_of

    def _charged(self, plan: LetterPlan) -> LetterPlan:
        return Charger(self.policy, PaymentHistory(self.books), self.as_of).charged(plan, FULL_CHARGES)

    def _plan(self, customer: Customer, currency: str, rows: Sequence[OpenItem]) -> LetterPlan:
        zero, charges = Money.zero(currency), dict[str, OpenCharge]()
        claims = []
        for row in rows:
            if self.books.dunning.is_charge(row.invoice_number):
                charges[row.invoice_number] = OpenCharge(row, self._open(row))
                continue
            claim = self._claim(row)
            claims.append(claim)
            for asking in claim.before:
                charged = self._open_charge(asking.letter.number)
                if charged:
                    charges[asking.letter.number] = charged
        return LetterPlan(
            customer_number=customer.customer_number,
            customer_name=customer.name,
            customer=customer,
            currency=currency,
            level=FULL_CHARGES,
            claims=tuple(claims),
            credits=(),
            open_charges=tuple(charges.values()),
            stopped=(),
            fee=zero,
            fees_before=zero,
            fees_booked=zero,
        )

    def _claim(self, row: OpenItem) -> Claim:
        letters = self.books.dunning.standing(row.invoice_number)
        due = self.policy.place.first_from(row.due_date)
        level = letters[-1].item.level if letters else 0
        return Claim(row, self._open(row), level, False, (self.as_of - row.due_date).days, letters, due)

    def _open(self, row: OpenItem) -> Money:
        entry = self.desk.entries[row.invoice_number]
        return Money.from_cents(entry.open, entry.currency)

    def _open_charge(self, number: str) -> OpenCharge | None:
        """What a letter charged goes with the invoices it charged it for."""
        row = self.receivables.get(number)
        if row is None or number not in self.desk.cells or self.desk.entries[number].open <= 0:
            return None
        return None if self.books.hand_overs.number_of(number) else OpenCharge(row, self._open(row))


def _settings(settings: Settings, settings_findings: Sequence[Finding]) -> list[Finding]:
    """DUN018."""
    needed = ("company_name", "street", "city", "hand_over_number_pattern")
    wrong = {found.cell.column for found in settings_findings if found.is_error}
    wrong |= {name for name in needed if not getattr(settings, name)}
    if not is_number_pattern(settings.hand_over_number_pattern):
        wrong.add("hand_over_number_pattern")
    fields = tuple(schema_of(Settings).column(name).label for name in needed if name in wrong)
    return [rules.HAND_OVER_SETTINGS.at(CellRef("Settings"), fields=fields)] if fields else []


def _outcome(
    plans: Sequence[LetterPlan],
    postings: tuple[Posting, ...],
    findings: tuple[Finding, ...],
    changes: ChangeList,
    left: int,
) -> Outcome:
    euros = [plan for plan in plans if plan.currency == EURO]
    amount, asked = total([plan.overdue for plan in euros]), total([plan.asked for plan in euros])
    count = sum(len(plan.claims) + len(plan.open_charges) for plan in plans)
    customers = len({plan.customer_number for plan in plans})
    facts = {
        "claims": Counted(count, *CLAIMS),
        "customers": Counted(customers, *_CUSTOMERS),
        "asked": asked,
    }
    counts: dict[str, int | str] = {
        "claims": count,
        "customers": customers,
        "amount": str(amount.amount),
        "asked": str(asked.amount),
        "left_out": left,
    }
    confirmation = _CONFIRM.bind(**facts) if postings else None
    summary = _SUMMARY.bind(**facts, amount=amount, left=left)
    return Outcome(summary, findings, postings, changes.done(), counts, confirmation=confirmation)
