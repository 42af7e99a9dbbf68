"""Propose: who would be dunned today, at which level, for how much and why. Nothing is written to anybody."""

from __future__ import annotations

from datetime import date

from pyxl.core.changes import ChangeList
from pyxl.core.findings import Finding
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.money import Money, total
from pyxl.core.outcome import Outcome, Plain
from pyxl.core.tables import Table
from pyxl.dunning.instalments import Instalment
from pyxl.dunning.plans import LetterPlan
from pyxl.dunning.proposal_rows import plan_rows, rows_of
from pyxl.dunning.rows import BaseRate, DunningLevel, DunningProposal
from pyxl.dunning.surveying import survey
from pyxl.ledger.books import Books
from pyxl.ledger.cases.rows import Case
from pyxl.ledger.rows import BankLine, OpenItem, Proposal
from pyxl.masterdata.customers import Customer
from pyxl.settings import Settings

_SUMMARY = Text(
    "{letters} proposed for {amount}; held up: {held}.",
    "{letters} vorgeschlagen über {amount}; aufgehalten: {held}.",
)
_SUMMARY_HELD = Text(
    "{letters} proposed for {amount}; held up: {held} (why: tab {tab}, “{column}”).",
    "{letters} vorgeschlagen über {amount}; aufgehalten: {held} (warum: Blatt {tab}, „{column}“).",
)
LETTERS = Label("letter", "Brief"), Label("letters", "Briefe")
CUSTOMERS = Label("customer", "Kunde"), Label("customers", "Kunden")


def propose_dunning(
    receivables: Table[OpenItem],
    customers: Table[Customer],
    bank: Table[BankLine],
    review: Table[Proposal],
    dunning_levels: Table[DunningLevel],
    rates: Table[BaseRate],
    instalments: Table[Instalment],
    cases: Table[Case],
    proposals: Table[DunningProposal],
    settings: Settings,
    books: Books,
    as_of: date,
    settings_findings: tuple[Finding, ...] = (),
) -> Outcome:
    """Proposes one letter per customer over all overdue items, with amounts and reasons, in its own tab."""
    found = survey(
        receivables,
        customers,
        bank,
        review,
        dunning_levels,
        rates,
        instalments,
        cases,
        settings,
        books,
        as_of,
        settings_findings,
    )
    changes = ChangeList()
    plan_rows(proposals, rows_of(found.plans, as_of), changes)
    letters = [plan for plan in found.plans if plan.level]
    euros = total([plan.asked for plan in letters if plan.currency == "EUR"])
    held = sum(plan.level is None and bool(plan.stopped or plan.why_not) for plan in found.plans)
    summary = (_SUMMARY_HELD if held else _SUMMARY).bind(
        letters=Counted(len(letters), *LETTERS),
        amount=euros,
        held=Counted(held, *CUSTOMERS),
        tab=proposals.schema.label,
        column=proposals.schema.column("reason").label,
    )
    counts: dict[str, int | str] = {"letters": len(letters), "held_up": held, "amount_asked": str(euros.amount)}
    return Outcome(summary, found.findings, (), changes.done(), counts, tuple(map(_plain, letters)))


def _plain(plan: LetterPlan) -> Plain:
    def text(amount: Money) -> str:
        return str(amount.amount)

    return {
        "customer": plan.customer_number,
        "level": plan.level.level if plan.level else 0,
        "invoices": [claim.row.invoice_number for claim in plan.claims],
        "overdue": text(plan.overdue),
        "interest": text(plan.interest),
        "charges": text(plan.charges),
        "asked": text(plan.asked),
        "currency": plan.currency,
    }
