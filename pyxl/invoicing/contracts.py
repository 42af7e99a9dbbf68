"""Bill contracts: each period of each contract exactly once, when it begins.

The truth of what was invoiced is the journal: a period is claimed with the number. The “Next due” column only shows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pyxl.core.changes import ChangeList, ChangeSet
from pyxl.core.findings import Finding, rows_with_errors
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.money import Money
from pyxl.core.outcome import Outcome, Series
from pyxl.core.tables import Table
from pyxl.invoicing.contract_lines import DueLines, billed_periods, due_lines, next_due, period_key
from pyxl.invoicing.contract_rows import Contract
from pyxl.invoicing.drafting import draft_invoice
from pyxl.invoicing.einvoice_checks import check_einvoice_of
from pyxl.invoicing.issue import INVOICE_NOUN, NOTHING_TO_PAY, check_before_issue
from pyxl.invoicing.mail import check_drafts
from pyxl.invoicing.model import Invoice
from pyxl.invoicing.periods import Period
from pyxl.invoicing.posting import InvoicePosting
from pyxl.invoicing.reference_rules import ONLY_ADJUSTMENTS
from pyxl.invoicing.sender import letterhead_facts
from pyxl.ledger.books import Books
from pyxl.ledger.events import ContractPeriod
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.billable import BillableLine, split_billable
from pyxl.orders.price_lists import NO_PRICES, PriceRow
from pyxl.settings import Settings

SUMMARY = Text(
    "{invoices} from contracts for {gross} gross; contracts left behind with errors: {left}.",
    "{invoices} aus Verträgen über {gross} brutto; mit Fehlern liegen geblieben: {left}.",
)
CONFIRM = Text(
    "To be issued from contracts: {invoices} for {gross} gross. Left behind with errors: {left}.",
    "Aus Verträgen auszustellen: {invoices} über {gross} brutto. Mit Fehlern bleiben liegen: {left}.",
)
DUE = Label("the next period that is not invoiced", "der nächste Zeitraum, der nicht berechnet ist")
_LINES = Label("contract line", "Vertragszeile"), Label("contract lines", "Vertragszeilen")


def bill_contracts(
    contracts: Table[Contract],
    customers: Table[Customer],
    items: Table[Item],
    settings: Settings,
    books: Books,
    as_of: date,
    settings_findings: tuple[Finding, ...] = (),
    prices: Table[PriceRow] = NO_PRICES,
) -> Outcome:
    """Issues an invoice for each period of each contract that has begun by `as_of` and was not invoiced yet.

    Lines with the same contract number go on one invoice. Customers, items and prices are checked as for orders.
    """
    due = due_lines(contracts, books, as_of)
    latest = max((period.end for _, period in due.sources.values()), default=as_of)
    lines, findings = split_billable(due.orders, customers, items, settings, books, max(as_of, latest), prices=prices)
    whole = _grouped(lines, due)
    groups = [group for group in whole if not _only_adjustments(group)]
    stops = check_before_issue(settings, settings_findings, books, as_of, "Contracts") if groups else []
    drafts = [] if stops else [_posting(group, due, settings, books, as_of) for group in groups]
    planned = list(zip(drafts, groups if drafts else [], strict=True))
    wrong = [_check(each, group, due, customers) for each, group in planned]
    postings = tuple(each for each, found in zip(drafts, wrong, strict=True) if not found)
    alone = [_alone(group, due) for group in whole if _only_adjustments(group)]
    told = due.in_contracts(contracts, [*findings, *alone, *(each for found in wrong for each in found)])
    unsent = check_drafts([posting.draft for posting in postings])
    found = (*contracts.findings, *due.findings, *told, *stops, *unsent)
    return _outcome(postings, found, _next_dues(contracts, books, postings))


def _grouped(lines: Sequence[BillableLine], due: DueLines) -> list[tuple[BillableLine, ...]]:
    groups: dict[tuple[str, str, str, Period], list[BillableLine]] = {}
    for line in lines:
        contract, period = due.sources[line.line.sheet_row]
        key = (line.customer.customer_number, line.currency, contract.contract_number, period)
        groups.setdefault(key, []).append(line)
    return [tuple(sorted(group, key=lambda line: line.is_adjustment)) for group in groups.values()]


def _only_adjustments(group: Sequence[BillableLine]) -> bool:
    return all(line.is_adjustment for line in group)


def _alone(group: Sequence[BillableLine], due: DueLines) -> Finding:
    """INV009."""
    contract, _ = due.sources[group[0].line.sheet_row]
    cell = due.orders.cell(group[0].line, "item_number")
    return ONLY_ADJUSTMENTS.at(cell, order=contract.contract_number)


def _check(
    posting: InvoicePosting, group: Sequence[BillableLine], due: DueLines, customers: Table[Customer]
) -> list[Finding]:
    """INV005 and INV010."""
    gross = posting.draft.totals.gross
    if gross <= Money.zero(gross.currency):
        return [NOTHING_TO_PAY.at(due.orders.cell(line.line, "unit_price"), gross=gross) for line in group]
    return check_einvoice_of(posting.draft, group, due.orders, customers)


def _posting(
    lines: Sequence[BillableLine], due: DueLines, settings: Settings, books: Books, as_of: date
) -> InvoicePosting:
    sources = [due.sources[line.line.sheet_row] for line in lines]
    keys = [period_key(contract, period) for contract, period in sources]
    contract, period = sources[0]
    return InvoicePosting(
        draft=_draft(draft_invoice(lines, settings, as_of), contract, period),
        letterhead=letterhead_facts(settings),
        claims=tuple(f"{key}:{books.reference_rounds[key]}" for key in keys),
        line_ids=(),
        series=Series(settings.invoice_number_pattern, as_of.year),
        periods=tuple(ContractPeriod(each.line_id, period.start, period.end) for each, period in sources),
    )


def _draft(draft: Invoice, contract: Contract, period: Period) -> Invoice:
    """BT-12, BT-73 and BT-74 instead of order and day of supply."""
    return replace(
        draft,
        order_number="",
        project="",
        contract=contract.contract_number,
        supplied_on=None,
        period_start=period.start,
        period_end=period.end,
        lines=tuple(replace(line, order_reference="", order_line_id="", supplied_on=None) for line in draft.lines),
    )


def _next_dues(contracts: Table[Contract], books: Books, postings: Sequence[InvoicePosting]) -> ChangeSet:
    """What the column must say after this run; the undo of the run puts the old days back."""
    new = [each for posting in postings for each in posting.periods]
    changes = ChangeList()
    for contract in contracts:
        if not contract.line_id:
            continue
        billed = [Period(each.start, each.end) for each in new if each.line_id == contract.line_id]
        day = next_due(contract, [*billed_periods(contract, books), *billed])
        changes.set("Contracts", contract.line_id, "next_due", contract.next_due, day, DUE)
    return changes.done()


def _outcome(postings: tuple[InvoicePosting, ...], findings: tuple[Finding, ...], changes: ChangeSet) -> Outcome:
    gross: dict[str, Money] = {}
    for posting in postings:
        amount = posting.draft.totals.due
        gross[amount.currency] = gross.get(amount.currency, Money.zero(amount.currency)) + amount
    left = len(rows_with_errors(findings, "Contracts"))
    counts: dict[str, int | str] = {"invoices": len(postings), "rows_with_errors": left}
    counts |= {f"gross_{currency.lower()}": str(amount.amount) for currency, amount in gross.items()}
    facts = {
        "invoices": Counted(len(postings), *INVOICE_NOUN),
        "gross": tuple(gross.values()) or (Money.zero(),),
        "left": Counted(left, *_LINES),
    }
    return Outcome(
        SUMMARY.bind(**facts),
        findings,
        postings,
        changes,
        counts=counts,
        checked_tabs=("Contracts",),
        confirmation=CONFIRM.bind(**facts) if postings else None,
    )
