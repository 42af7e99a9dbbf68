"""What proposing and dunning have in common: is the bank up to date, are levels and settings right, who is late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyxl.banking.items import ReceivablesDesk, errors_of
from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import Counted, Label
from pyxl.core.money import Money
from pyxl.core.schema import schema_of
from pyxl.core.tables import Table
from pyxl.dunning import rules
from pyxl.dunning.attention import paid_after_hand_over, worth_a_look
from pyxl.dunning.base_rates import base_rates
from pyxl.dunning.default_begin import DefaultTerms
from pyxl.dunning.instalments import Instalment, plans_of
from pyxl.dunning.levels import usable_levels
from pyxl.dunning.planning import plan_letters
from pyxl.dunning.plans import LetterPlan, Policy
from pyxl.dunning.rows import BaseRate, DunningLevel
from pyxl.dunning.stops import InReview
from pyxl.ledger.books import Books
from pyxl.ledger.cases.disputes import Disputes
from pyxl.ledger.cases.rows import Case
from pyxl.ledger.rows import BankLine, BankStatus, OpenItem, Proposal
from pyxl.masterdata.customers import Customer
from pyxl.reference_data.codes import is_iban
from pyxl.reference_data.working_days import WorkingDays
from pyxl.settings import DAYS_MAX, DUNNING, Settings
from pyxl.settings.checks import is_number_pattern

LINES = Label("bank line", "Bankzeile"), Label("bank lines", "Bankzeilen")


@dataclass(frozen=True)
class Survey:
    """The plans, or what is in the way of all of them."""

    desk: ReceivablesDesk
    plans: tuple[LetterPlan, ...]
    findings: tuple[Finding, ...]
    is_blocked: bool


def survey(
    receivables: Table[OpenItem],
    customers: Table[Customer],
    bank: Table[BankLine],
    review: Table[Proposal],
    dunning_levels: Table[DunningLevel],
    rates: Table[BaseRate],
    instalments: Table[Instalment],
    cases: Table[Case],
    settings: Settings,
    books: Books,
    as_of: date,
    settings_findings: Sequence[Finding],
) -> Survey:
    """Looks at all open items. Nobody is dunned while the bank is behind or the tab of levels is wrong."""
    desk = ReceivablesDesk(receivables, customers, settings, books)
    levels, broken = usable_levels(dunning_levels)
    known = base_rates(rates)
    blocking = [*_settings(settings, settings_findings), *broken, *_bank(bank, settings, books, as_of)]
    findings = [
        *desk.findings,
        *errors_of(customers),
        *errors_of(rates),
        *errors_of(instalments),
        *errors_of(cases),
        *errors_of(dunning_levels),
        *blocking,
    ]
    if as_of > known.valid_until:
        findings.append(rules.RATES_RUN_OUT.at(CellRef("BaseRates"), until=known.valid_until))
    if blocking:
        return Survey(desk, (), tuple(findings), is_blocked=True)
    policy = Policy(
        levels,
        known,
        DefaultTerms(settings.due_dates_agreed, settings.consumers_told),
        Money.rounded(settings.dunning_minimum or Decimal(0)),
        _days(settings.dunning_tolerance_days),
        plans_of(instalments),
        place_of(settings),
        Disputes.of(cases),
    )
    open_items = [
        (row, Money.from_cents(entry.open, entry.currency))
        for row in receivables
        if (entry := desk.entries.get(row.invoice_number)) and row.invoice_number in desk.cells
        if entry.open and not entry.is_cancelled
    ]
    plans = plan_letters(open_items, customers, books, InReview.of(review), policy, as_of)
    findings += _addresses(customers, plans)
    findings += worth_a_look(receivables, open_items, books, policy, as_of)
    findings += paid_after_hand_over(receivables, books, as_of)
    return Survey(desk, tuple(plans), tuple(findings), is_blocked=False)


def place_of(settings: Settings) -> WorkingDays:
    """Where customers pay to: the firm's country and federal state."""
    country = settings.home
    return WorkingDays(country, settings.federal_state.name if settings.federal_state and country == "DE" else "")


def _days(count: int | None) -> int:
    return min(max(count or 0, 0), DAYS_MAX)


def _settings(settings: Settings, settings_findings: Sequence[Finding]) -> list[Finding]:
    wrong = {found.cell.column for found in settings_findings if found.is_error}
    if settings.iban and not is_iban(settings.iban):
        wrong.add("iban")
    if not is_number_pattern(settings.dunning_number_pattern):
        wrong.add("dunning_number_pattern")
    needed = ("company_name", "street", "postcode", "city", "iban", *DUNNING)
    wrong.update(name for name in ("company_name", "street", "city") if not getattr(settings, name))
    fields = tuple(schema_of(Settings).column(name).label for name in needed if name in wrong)
    return [rules.SETTINGS_UNUSABLE.at(CellRef("Settings"), fields=fields)] if fields else []


def _bank(bank: Table[BankLine], settings: Settings, books: Books, as_of: date) -> list[Finding]:
    """DUN002 and DUN003: who may have paid is not dunned."""
    findings = []
    days = _days(settings.dunning_bank_days)
    if days:
        latest = max((line.booking_date for line in books.bank_lines.values()), default=None)
        if latest is None or (as_of - latest).days > days:
            told = rules.UP_TO_ONLY.bind(day=latest) if latest else rules.NOT_AT_ALL.bind()
            findings.append(rules.BANK_TOO_OLD.at(CellRef("Bank"), bank=told, days=days))
    since = settings.opening_date or date.min
    waiting = sum(
        row.status is BankStatus.NEW and row.amount.cents > 0 and row.booking_date >= since
        for row in bank
        if row.line_id not in books.taken_back
    )
    if waiting:
        findings.append(rules.NOT_RECONCILED.at(CellRef("Bank"), lines=Counted(waiting, *LINES)))
    return findings


def address_missing(customer: Customer | None) -> tuple[Label, ...]:
    """What is missing to write to that customer."""
    schema = schema_of(Customer)
    if customer is None:
        return (schema.label,)
    return tuple(schema.column(name).label for name in ("name", "street", "city") if not getattr(customer, name))


def _addresses(customers: Table[Customer], plans: Sequence[LetterPlan]) -> list[Finding]:
    findings = []
    for plan in plans:
        missing = address_missing(plan.customer) if plan.level else ()
        if missing:
            cell = customers.cell(plan.customer, "street") if plan.customer else CellRef("Customers")
            findings.append(rules.ADDRESS_MISSING.at(cell, customer=plan.customer_number, missing=missing))
    return findings
