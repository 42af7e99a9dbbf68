"""Which periods of which contracts are due, each as an order line, so that what checks orders checks contracts too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pyxl.core.findings import CellRef, Finding, Rule, Severity, rows_with_errors
from pyxl.core.labels import Text
from pyxl.core.tables import Table, table_of
from pyxl.invoicing.contract_rows import MONTHS, Contract
from pyxl.invoicing.periods import Period, first_periods, periods
from pyxl.ledger.books import Books
from pyxl.orders.rows import OrderLine

OPEN_MAX = 12
ENDS_WITHIN_PERIOD = Rule(
    "CON001",
    "contract-ends-within-period",
    Severity.ERROR,
    Text(
        "The contract ends on {found}, within the period from {start} to {end}.",
        "Der Vertrag endet am {found}, mitten im Zeitraum {start} bis {end}.",
    ),
    Text(
        "Let it end on the last day of a period and invoice the rest as an order: what a part costs is yours to say.",
        "Am letzten Tag eines Zeitraums enden lassen und den Rest als Auftrag berechnen: den Teilpreis bestimmen Sie.",
    ),
)
TOO_MANY_OPEN = Rule(
    "CON002",
    "too-many-open-periods",
    Severity.ERROR,
    Text(
        "{count} periods since {start} were never invoiced; more than {limit} at once are a slip more often than not.",
        "{count} Zeiträume seit {start} sind nie berechnet worden; mehr als {limit} auf einmal sind oft ein Versehen.",
    ),
    Text(
        "Type as “From” the first day that pyxl is to invoice.",
        "Bei „Von“ den ersten Tag eintragen, den pyxl berechnen soll.",
    ),
)
ENDS_BEFORE_START = Rule(
    "CON003",
    "contract-ends-before-start",
    Severity.ERROR,
    Text(
        "The contract ends on {found}, before its first day {start}.",
        "Der Vertrag endet am {found}, vor seinem ersten Tag {start}.",
    ),
    Text("Correct one of the two days.", "Einen der beiden Tage berichtigen."),
)
_DATES = ("order_date", "delivery_date")
_COLUMNS = {"order_number": "contract_number", "order_date": "starts_on", "delivery_date": "starts_on"}
"""Field of an order line -> field of the contract where it comes from, if it is called otherwise."""


@dataclass(frozen=True)
class DueLines:
    """The due periods as order lines. `sources` tells by sheet row of such a line what it stands for."""

    orders: Table[OrderLine]
    sources: Mapping[int, tuple[Contract, Period]]
    findings: tuple[Finding, ...]

    def in_contracts(self, contracts: Table[Contract], findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """What was found at the order lines, at the contracts; the same in several periods is told once."""
        told: dict[tuple[object, ...], Finding] = {}
        for finding in findings:
            if not finding.is_error and finding.cell.column in _DATES:
                continue  # Whether an order was typed late is no question for a contract.
            placed = self._placed(contracts, finding) if finding.cell.tab == "Orders" else finding
            told.setdefault((placed.code, placed.cell, str(placed.facts)), placed)
        return tuple(told.values())

    def _placed(self, contracts: Table[Contract], finding: Finding) -> Finding:
        if finding.cell.row is None:
            return replace(finding, cell=CellRef("Contracts"), fix=None)
        contract, _ = self.sources[finding.cell.row]
        name = _COLUMNS.get(finding.cell.column or "", finding.cell.column or "")
        field = name if name in contracts.schema.by_name else "item_number"
        return replace(finding, cell=contracts.cell(contract, field), fix=None)


def due_lines(contracts: Table[Contract], books: Books, as_of: date) -> DueLines:
    """The periods that have begun by `as_of` and were not invoiced; a row with an error has none."""
    bad = rows_with_errors(contracts.findings, "Contracts")
    findings: list[Finding] = []
    sources: dict[int, tuple[Contract, Period]] = {}
    for contract in contracts:
        if contract.sheet_row in bad:
            continue
        found = open_periods(contract, books, as_of)
        wrong = list(_wrong(contracts, contract, found))
        findings += wrong
        for period in [] if wrong else found:
            sources[len(sources) + 1] = (contract, period)
    lines = [_order_line(number, *source) for number, source in sources.items()]
    return DueLines(table_of(OrderLine, lines), sources, tuple(findings))


def open_periods(contract: Contract, books: Books, as_of: date) -> list[Period]:
    """What has begun and shares no day with what is invoiced: a contract whose dates change is not invoiced twice."""
    if contract.starts_on is None or contract.interval is None:
        return []
    billed = billed_periods(contract, books)
    until = min(as_of, contract.ends_on or as_of)
    begun = first_periods(contract.starts_on, MONTHS[contract.interval], until)
    return [period for period in begun if not any(period.overlaps(other) for other in billed)]


def billed_periods(contract: Contract, books: Books) -> list[Period]:
    """The periods that are on an invoice that stands."""
    return [Period(each.start, each.end) for each in books.contract_periods.get(contract.line_id, {}).values()]


def next_due(contract: Contract, billed: Sequence[Period]) -> date | None:
    """The first day of the first period that is not invoiced; None when the contract is over."""
    if contract.starts_on is None or contract.interval is None:
        return None
    for period in periods(contract.starts_on, MONTHS[contract.interval]):
        if contract.ends_on and period.start > contract.ends_on:
            return None
        if not any(period.overlaps(other) for other in billed):
            return period.start
    return None


def _wrong(contracts: Table[Contract], contract: Contract, found: Sequence[Period]) -> Iterator[Finding]:
    """CON001 to CON003."""
    if contract.starts_on and contract.ends_on and contract.ends_on < contract.starts_on:
        cell = contracts.cell(contract, "ends_on")
        yield ENDS_BEFORE_START.at(cell, found=contract.ends_on, start=contract.starts_on)
    if len(found) > OPEN_MAX:
        cell = contracts.cell(contract, "starts_on")
        yield TOO_MANY_OPEN.at(cell, count=len(found), start=found[0].start, limit=OPEN_MAX)
    last = found[-1] if found else None
    if last and contract.ends_on and contract.ends_on < last.end:
        cell = contracts.cell(contract, "ends_on")
        yield ENDS_WITHIN_PERIOD.at(cell, found=contract.ends_on, start=last.start, end=last.end)


def _order_line(number: int, contract: Contract, period: Period) -> OrderLine:
    """The tax rate follows the end of the period: then the service is done (§ 13 (1) no. 1 a UStG)."""
    return OrderLine(
        sheet_row=number,
        line_id=period_key(contract, period),
        order_number=f"{contract.contract_number} {period.start.isoformat()}",
        order_date=period.start,
        customer_number=contract.customer_number,
        item_number=contract.item_number,
        description=contract.description,
        quantity=contract.quantity,
        unit_price=contract.unit_price,
        discount_percent=contract.discount_percent,
        delivery_date=period.end,
    )


def period_key(contract: Contract, period: Period) -> str:
    """A period of a contract, for ever; in a preview the row may not have got its id yet."""
    return f"contract:{contract.line_id or f'row {contract.sheet_row}'}:{period.start.isoformat()}"
