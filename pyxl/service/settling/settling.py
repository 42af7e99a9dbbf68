"""Settle: each ticked case gets its solution once: a credit note, a replacement, a return, a corrected invoice, an
explanation or a refusal.

A credit note draws its number in a transaction of its own, before the case is settled. A run that was killed between
the two finds it again by its key: it is not written twice, and not counted against itself.
"""

from __future__ import annotations

from datetime import date

from pyxl.core.findings import Finding
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.money import EURO, Money, total
from pyxl.core.outcome import Outcome, Posting
from pyxl.core.tables import Table
from pyxl.invoicing.issue import check_before_issue
from pyxl.ledger.books import Books, Find
from pyxl.ledger.cases.rows import Case, Solution
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.heads import NO_HEADS, OrderHead
from pyxl.orders.rows import OrderLine
from pyxl.service.cases.posting import TAB
from pyxl.service.settling.desk import SettlingDesk
from pyxl.service.settling.posting import SettlePosting
from pyxl.service.settling.solved import SettlingTabs
from pyxl.settings import Settings
from pyxl.settings.checks import check_pattern

_SUMMARY = Text(
    "{cases} settled, {amount} credited; left out: {left}.",
    "{cases} erledigt, {amount} gutgeschrieben; ausgelassen: {left}.",
)
_CONFIRM = Text(
    "To be settled: {cases}, {amount} to be credited. pyxl sends nothing; you send the letters.",
    "Zu erledigen: {cases}, {amount} gutzuschreiben. pyxl versendet nichts; das tun Sie.",
)
_CASES = Label("case", "Fall"), Label("cases", "Fälle")


def settle_case(
    cases: Table[Case],
    customers: Table[Customer],
    items: Table[Item],
    orders: Table[OrderLine],
    receivables: Table[OpenItem],
    settings: Settings,
    books: Books,
    find: Find,
    as_of: date,
    user: str = "",
    settings_findings: tuple[Finding, ...] = (),
    order_heads: Table[OrderHead] = NO_HEADS,
) -> Outcome:
    """Settles the ticked cases: each with its letter, and with a credit note where an amount is credited.

    A replacement becomes a free line in Orders, a return a row in Returns under its RMA number.
    """
    tabs = SettlingTabs(cases, customers, items, orders, order_heads, receivables)
    desk = SettlingDesk(tabs, settings, books, find, as_of, user)
    ticked = [case for case in cases if case.settle]
    stops = check_before_issue(settings, settings_findings, books, as_of, TAB) if ticked else []
    if any(case.solution is Solution.RETURN for case in ticked):
        stops += [found for found in (check_pattern(settings, "return_number_pattern"),) if found]
    findings: list[Finding] = [*cases.findings, *stops]
    postings: list[Posting] = []
    credited: list[Money] = []
    for case in ticked if not stops else ():
        solved = desk.solve(case)
        findings += solved.findings
        if solved.findings:
            continue
        credited += [solved.amount] if solved.amount else []
        postings += [solved.credit] if solved.credit else []
        postings.append(desk.posting(case, solved))
    settled = sum(isinstance(each, SettlePosting) for each in postings)
    euros = total([each for each in credited if each.currency == EURO])
    facts = {"cases": Counted(settled, *_CASES), "amount": euros}
    left = len(ticked) - settled
    return Outcome(
        _SUMMARY.bind(**facts, left=left),
        tuple(findings),
        tuple(postings),
        counts={"settled": settled, "left_out": left, "credited": str(euros.amount)},
        confirmation=_CONFIRM.bind(**facts) if settled else None,
    )
