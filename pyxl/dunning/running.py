"""Dun: the ticked proposals become letters, each under a number of its own, as things stand today."""

from __future__ import annotations

from datetime import date

from pyxl.core.changes import ChangeList
from pyxl.core.findings import Finding
from pyxl.core.labels import Counted, Label, Sentence, Text
from pyxl.core.money import total
from pyxl.core.outcome import Outcome, Posting, Series
from pyxl.core.tables import Table
from pyxl.dunning import rules
from pyxl.dunning.instalments import Instalment
from pyxl.dunning.plans import LetterPlan
from pyxl.dunning.posting import DunningPosting
from pyxl.dunning.proposal_rows import clear_row, invoice_numbers, proposal_id, ticked
from pyxl.dunning.proposing import LETTERS
from pyxl.dunning.rows import BaseRate, DunningLevel, DunningProposal
from pyxl.dunning.surveying import address_missing, survey
from pyxl.ledger.books import Books
from pyxl.ledger.cases.rows import Case
from pyxl.ledger.late_money.dunning import DunningIssued
from pyxl.ledger.rows import BankLine, OpenItem, Proposal
from pyxl.masterdata.customers import Customer
from pyxl.settings import Settings

_SUMMARY = Text(
    "{letters} written for {amount}, {left_out} left out.",
    "{letters} geschrieben über {amount}, {left_out} ausgelassen.",
)
_CONFIRM = Text(
    "To be written: {letters} for {amount}. pyxl sends nothing; you send them.",
    "Zu schreiben: {letters} über {amount}. pyxl versendet nichts; das tun Sie.",
)
_LETTER = Text("level {level} for {numbers}", "Stufe {level} über {numbers}")
_NOTHING = Label("nothing", "nichts")


def dun(
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
    """Writes the letters ticked in the tab Dunning proposal. What changed since is left out and named."""
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
    plans = {proposal_id(plan): plan for plan in found.plans}
    rows, changes, findings = ticked(proposals), ChangeList(), list(found.findings)
    series = Series(settings.dunning_number_pattern, as_of.year)
    letters: list[DunningPosting] = []
    written = [letter.facts for letter in books.dunning.letters.values() if not letter.is_withdrawn]
    done = 0
    for row in rows if not found.is_blocked else ():
        plan = plans.get(row.proposal_id)
        if plan is None or plan.level is None or not _is_the_same(row, plan):
            if any(_is_written(row, letter) for letter in written):
                clear_row(row, changes)
                done += 1
            else:
                findings.append(_outdated(proposals, row, plan))
        elif not address_missing(plan.customer):
            letters.append(DunningPosting(plan, settings, as_of, series, books))
            clear_row(row, changes)
    amount = total([each.plan.asked for each in letters if each.plan.currency == "EUR"])
    facts = {"letters": Counted(len(letters), *LETTERS), "amount": amount}
    left_out = len(rows) - len(letters) - done
    counts: dict[str, int | str] = {
        "letters": len(letters),
        "left_out": left_out,
        "amount_asked": str(amount.amount),
    }
    postings: tuple[Posting, ...] = (*found.desk.opening(), *letters) if letters else ()
    return Outcome(
        _SUMMARY.bind(**facts, left_out=left_out),
        tuple(findings),
        postings,
        changes.done(),
        counts,
        confirmation=_CONFIRM.bind(**facts) if letters else None,
    )


def _is_written(row: DunningProposal, letter: DunningIssued) -> bool:
    """Whether the row became this letter. It is still there where the run was killed before the next letter.

    An earlier letter may have had the same level and invoices, where only one of them rises to that level now.
    """
    is_later = row.proposed_on is None or row.proposed_on <= letter.issued_on
    is_same = (row.customer_number, row.level) == (letter.customer_number, letter.level)
    is_same = is_same and is_later and row.amount_overdue == letter.amount_open
    return is_same and row.invoice_numbers == ", ".join(item.invoice_number for item in letter.items)


def _is_the_same(row: DunningProposal, plan: LetterPlan) -> bool:
    """Interest grows by the day; level, invoices and what is open on them are what she agreed to."""
    assert plan.level is not None, "there is a letter"
    is_same_letter = row.level == plan.level.level and row.invoice_numbers == invoice_numbers(plan)
    return is_same_letter and row.amount_overdue == plan.overdue


def _outdated(proposals: Table[DunningProposal], row: DunningProposal, plan: LetterPlan | None) -> Finding:
    expected: Sentence | Label = _NOTHING
    if plan and plan.level:
        expected = _LETTER.bind(level=plan.level.level, numbers=invoice_numbers(plan))
    found = _LETTER.bind(level=row.level, numbers=row.invoice_numbers)
    cell = proposals.cell(row, "accept")
    return rules.PROPOSAL_OUTDATED.at(cell, customer=row.customer_number, found=found, expected=expected)
