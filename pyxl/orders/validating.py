"""Check orders: every defect of every line at once, with what to do; lines that are invoiced already are left in peace.

>>> from pyxl.core.tables import table_of
>>> line = OrderLine(order_number="A1", order_date=None, customer_number="K1", item_number="I1", quantity=None)
>>> firm = Settings(company_name="M GmbH", street="Ring 1", postcode="34117", city="Kassel", tax_number="026/815/08154")
>>> empty = table_of(Customer), table_of(Item), firm, Books(), date(2026, 3, 4)
>>> [found.rule.name for found in validate_orders(table_of(OrderLine, [line]), *empty).findings]
['unknown-customer', 'unknown-item']
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pyxl.core.findings import Finding, Severity, rows_with_errors
from pyxl.core.fixes import is_fixable
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.outcome import Outcome
from pyxl.core.tables import Table
from pyxl.ledger.books import Books
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.checks import check_masterdata
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.attachments import AttachedFile
from pyxl.orders.case import Bench, OrderCase, errors_by_key
from pyxl.orders.checks.billing import BILLING_CHECKS, Billing, billing_of
from pyxl.orders.checks.heads import check_heads
from pyxl.orders.checks.line_checks import LINE_CHECKS
from pyxl.orders.checks.own_severities import with_own_severities
from pyxl.orders.checks.price_list_rules import check_price_lists
from pyxl.orders.checks.whole_orders import TOGETHER_CHECKS, Together
from pyxl.orders.credit import NO_HOLDS, NO_ITEMS, Credit, Hold
from pyxl.orders.heads import NO_FILES, NO_HEADS, NO_MORE_TO_SAY, Heads, OrderHead
from pyxl.orders.price_lists import NO_LISTS, NO_PRICES, PriceLists, PriceRow
from pyxl.orders.rows import OrderLine
from pyxl.settings import Settings
from pyxl.settings.checks import check_settings

_TAB_ORDER = {"Settings": 0, "Customers": 1, "Items": 2, "Prices": 3, "OrderHeads": 4, "Orders": 5}
"""The cause before what it leads to: a customer's wrong VAT ID stands above the order lines it stops."""

SUMMARY = Text(
    "{rows} checked: {errors} in {bad}{elsewhere}, {warnings}, {fixable} can be mended by pyxl; "
    "open: {open}, {ready} of them without errors.",
    "{rows} geprüft: {errors} in {bad}{elsewhere}, {warnings}, {fixable} kann pyxl beheben; offen: {open}, {ready} "
    "davon ohne Fehler.",
)
ELSEWHERE = Text(" and {count} in other tabs", " und {count} in anderen Blättern")
_ORDER_LINES = Label("order line", "Auftragszeile"), Label("order lines", "Auftragszeilen")
_LINES = Label("line", "Zeile"), Label("lines", "Zeilen")
_ERRORS = Label("error", "Fehler"), Label("errors", "Fehler")
_WARNINGS = Label("warning", "Warnung"), Label("warnings", "Warnungen")


@dataclass(frozen=True)
class CheckedOrders:
    """The findings of all six tabs in the order of tabs and rows, and the lines that are not invoiced yet."""

    findings: tuple[Finding, ...]
    open_cases: tuple[OrderCase, ...]
    holds: Mapping[str, Hold] = field(default_factory=dict)
    """The orders that wait for money, by order number."""

    @property
    def sound_cases(self) -> tuple[OrderCase, ...]:
        """The open lines that no error stops."""
        bad = rows_with_errors(self.findings, "Orders")
        return tuple(case for case in self.open_cases if case.line.sheet_row not in bad)


def validate_orders(
    orders: Table[OrderLine],
    customers: Table[Customer],
    items: Table[Item],
    settings: Settings,
    books: Books,
    as_of: date,
    order_heads: Table[OrderHead] = NO_HEADS,
    attachments: Mapping[str, AttachedFile] = NO_FILES,
    prices: Table[PriceRow] = NO_PRICES,
    receivables: Table[OpenItem] = NO_ITEMS,
) -> Outcome:
    """Checks the order sheet against customers, items and what is invoiced already. Writes nothing into your rows.

    Every finding of every row is listed at once, in the Findings tab and in the Check column. A line with an error
    is not invoiced; a warning is only worth a look.
    """
    heads = Heads(order_heads, attachments)
    credit = Credit(receivables, order_heads)
    lists = PriceLists(prices)
    checked = check_orders(orders, customers, items, settings, books, as_of, heads, lists, credit)
    severities = Counter(finding.severity for finding in checked.findings)
    in_lines = sum(finding.is_error and finding.cell.tab == "Orders" for finding in checked.findings)
    elsewhere = severities[Severity.ERROR] - in_lines
    counts = {
        "rows": len(orders),
        "rows_with_errors": len(rows_with_errors(checked.findings, "Orders")),
        "errors": severities[Severity.ERROR],
        "warnings": severities[Severity.WARNING],
        "fixable": sum(is_fixable(finding) for finding in checked.findings),
        "open": len(checked.open_cases),
        "ready": len(checked.sound_cases),
    }
    facts = {
        **counts,
        "rows": Counted(counts["rows"], *_ORDER_LINES),
        "errors": Counted(in_lines, *_ERRORS),
        "elsewhere": ELSEWHERE.bind(count=elsewhere) if elsewhere else "",
        "bad": Counted(counts["rows_with_errors"], *_LINES),
        "warnings": Counted(counts["warnings"], *_WARNINGS),
        "open": Counted(counts["open"], *_LINES),
    }
    checked_tabs = ("Customers", "Items", "Prices", "Orders", "OrderHeads")
    return Outcome(SUMMARY.bind(**facts), checked.findings, counts=counts, checked_tabs=checked_tabs)


def check_orders(
    orders: Table[OrderLine],
    customers: Table[Customer],
    items: Table[Item],
    settings: Settings,
    books: Books,
    as_of: date,
    heads: Heads = NO_MORE_TO_SAY,
    prices: PriceLists = NO_LISTS,
    credit: Credit | None = None,
) -> CheckedOrders:
    """All findings, and the open lines with what they refer to."""
    billings = [(line, billing_of(line, books)) for line in orders]
    open_lines = [line for line, billing in billings if billing is Billing.OPEN]
    used = {line.customer_number for line in open_lines} | {line.item_number for line in open_lines}
    before = [*customers.findings, *items.findings, *check_masterdata(customers, items, settings, used)]
    before += [*check_heads(heads, orders, open_lines, customers, settings), *check_price_lists(prices, items)]
    bench = Bench(
        orders, customers, items, settings, books, as_of,
        errors_by_key(before, "Customers"), errors_by_key(before, "Items"),
        heads, errors_by_key(before, "OrderHeads"), prices,
    )  # fmt: skip
    cases = tuple(bench.case(line) for line in open_lines)
    holds = credit.holds(cases, settings, books, as_of) if credit else NO_HOLDS
    settled = {line.sheet_row for line, it in billings if it is not Billing.OPEN}
    together = Together.of(orders, customers.get, settled, holds)
    findings = [*check_settings(settings), *before, *orders.findings]
    findings += [found for case in cases for check in LINE_CHECKS if (found := check(case))]
    findings += [found for case in cases for check in TOGETHER_CHECKS if (found := check(case, together))]
    disputed = [line for line, billing in billings if billing is Billing.DISPUTED]
    findings += [found for line in disputed for check in BILLING_CHECKS if (found := check(line, orders, books))]
    return CheckedOrders(tuple(sorted(with_own_severities(findings, settings), key=_place)), cases, holds)


def _place(finding: Finding) -> tuple[int, int]:
    return _TAB_ORDER.get(finding.cell.tab, 6), finding.cell.row or 0
