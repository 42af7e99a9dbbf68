"""What a proposal tells beside the letters: broken promises, missed instalments, claims soon barred, last letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from pyxl.core.findings import CellRef, Finding, Rule
from pyxl.core.labels import Sentence, Text
from pyxl.core.money import Money
from pyxl.core.tables import Table
from pyxl.dunning import rules
from pyxl.dunning.plans import Policy
from pyxl.ledger.books import Books
from pyxl.ledger.rows import OpenItem

AHEAD = timedelta(365)
"""So long before a claim is barred it is told."""
TOLD_FOR = timedelta(30)
HANDED_OVER = Text("it is with the collection agency ({number})", "sie beim Inkasso liegt ({number})")
LAST_DEADLINE = Text("the deadline of the last letter passed on {day}", "die Frist des letzten Briefs am {day} ablief")


def worth_a_look(
    receivables: Table[OpenItem],
    open_items: Sequence[tuple[OpenItem, Money]],
    books: Books,
    policy: Policy,
    as_of: date,
) -> list[Finding]:
    """What she should look at, an item at a time."""
    findings = []
    for row, amount in open_items:
        for rule, day in _reasons(row, amount, books, policy, as_of) if amount.amount > 0 else ():
            cell, customer = receivables.cell(row, "invoice_number"), row.customer_number
            findings.append(rule.at(cell, number=row.invoice_number, customer=customer, amount=amount, day=day))
    return findings


def _reasons(
    row: OpenItem, amount: Money, books: Books, policy: Policy, as_of: date
) -> Iterator[tuple[Rule, date | None]]:
    if row.promised_until and row.promised_until < as_of:
        yield rules.PROMISE_BROKEN, row.promised_until
    plan = policy.instalments.get((row.invoice_number, amount.currency)) if policy.instalments else None
    if plan and not plan.is_kept(amount, as_of, policy.tolerance_days):
        yield rules.INSTALMENT_MISSED, plan.missed(as_of, policy.tolerance_days)
    barred = limitation_day(row.invoice_date)
    if as_of <= barred <= as_of + AHEAD:
        yield rules.LIMITATION_NEAR, barred
    asking = books.dunning.standing(row.invoice_number)
    if asking and asking[-1].letter.pay_by < as_of and asking[-1].letter.level >= len(policy.levels):
        yield rules.LAST_LEVEL, asking[-1].letter.pay_by


def paid_after_hand_over(receivables: Table[OpenItem], books: Books, as_of: date) -> list[Finding]:
    """What was paid of claims that are with an agency; told for a month after the payment."""
    findings = []
    for entry in books.hand_overs.by_number.values():
        for each in entry.facts.items if not entry.is_withdrawn else ():
            item = books.items[each.invoice_number]
            is_recent = item.last_payment is not None and item.last_payment + TOLD_FOR >= as_of
            if is_recent and item.amount_open < each.amount_open:
                row = receivables.get(each.invoice_number)
                cell = receivables.cell(row, "invoice_number") if row else CellRef("Receivables")
                finding = rules.PAID_AFTER_HAND_OVER.at(
                    cell,
                    number=each.invoice_number,
                    hand_over=entry.facts.number,
                    expected=each.amount_open,
                    found=item.amount_open,
                )
                findings.append(finding)
    return findings


def not_marked_doubtful(
    receivables: Table[OpenItem],
    open_items: Sequence[tuple[OpenItem, Money]],
    books: Books,
    last_level: int,
    as_of: date,
) -> list[Finding]:
    """Claims that nobody will pay unasked any more, and that stand in the books like any other."""
    findings = []
    for row, amount in open_items:
        why = None if row.doubtful or amount.amount <= 0 else _why_doubtful(row, books, last_level, as_of)
        if why:
            cell = receivables.cell(row, "doubtful")
            number, customer = row.invoice_number, row.customer_number
            findings.append(rules.SHOULD_BE_DOUBTFUL.at(cell, number=number, customer=customer, amount=amount, why=why))
    return findings


def _why_doubtful(row: OpenItem, books: Books, last_level: int, as_of: date) -> Sentence | None:
    agency, asking = books.hand_overs.number_of(row.invoice_number), books.dunning.standing(row.invoice_number)
    if agency:
        return HANDED_OVER.bind(number=agency)
    if asking and asking[-1].letter.level >= last_level and asking[-1].letter.pay_by < as_of:
        return LAST_DEADLINE.bind(day=asking[-1].letter.pay_by)
    return None


def limitation_day(claim_arose: date) -> date:
    """The last day on which the claim is not barred: three years from the end of its year (§§ 195, 199 (1) BGB).

    >>> limitation_day(date(2023, 1, 2))
    datetime.date(2026, 12, 31)
    """
    return date(min(claim_arose.year + 3, date.max.year), 12, 31)
