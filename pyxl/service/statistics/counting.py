"""Case statistics: complaints counted and costed, and where they gather, with a test against chance."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pyxl.core.changes import CellValue, ChangeList
from pyxl.core.findings import CellRef, Finding, Rule, Severity
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.listing import write_list
from pyxl.core.money import EURO, Money, round_half_up, total
from pyxl.core.months import month_name
from pyxl.core.outcome import Outcome
from pyxl.core.tables import Table
from pyxl.ledger.books import Books
from pyxl.ledger.cases.rows import Case, CaseStatus, Cause, CauseGroup
from pyxl.ledger.goods.books import DeliveryState
from pyxl.ledger.goods.events import DeliveredLine
from pyxl.masterdata.items import Item
from pyxl.orders.rows import OrderLine
from pyxl.service.statistics.chance import gathered
from pyxl.service.statistics.rows import CaseStatistic, Dimension

GATHERED = Rule(
    "SER023",
    "complaints-gathered",
    Severity.WARNING,
    Text(
        "{kind} {name}: {complaints} complaints in {deliveries} deliveries, {times} times as many as elsewhere; "
        "chance alone does not explain it.",
        "{kind} {name}: {complaints} Reklamationen bei {deliveries} Lieferungen, {times}-mal so viele wie sonst; "
        "der Zufall allein erklärt das nicht.",
    ),
    Text("Look what the cases have in common.", "Ansehen, was die Fälle gemeinsam haben."),
)
_SUMMARY = Text("{cases} counted; clusters: {places}.", "{cases} gezählt; Häufungen: {places}.")
_CASES = Label("case", "Fall"), Label("cases", "Fälle")
_WHY = Label("as counted today", "nach heutiger Zählung")


@dataclass
class _Counts:
    complaints: Counter[str] = field(default_factory=Counter)
    costs: dict[str, list[Money]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: str, case: Case) -> None:
        if name:
            self.complaints[name] += 1
            if case.cost and case.cost.currency == EURO:
                self.costs[name].append(case.cost)


def count_cases(
    cases: Table[Case],
    causes: Table[Cause],
    orders: Table[OrderLine],
    items: Table[Item],
    counted: Table[CaseStatistic],
    books: Books,
) -> Outcome:
    """Writes the tab Case statistics anew. Rejected complaints do not count.

    A supplier counts for what is wrong with a product, a picker for what was picked wrong.
    """
    rows = [case for case in cases if case.complaint and case.status is not CaseStatus.REJECTED]
    counts = _counts(rows, causes, items, books)
    delivered = _items_delivered(orders, books)
    trials: dict[Dimension, Counter[str]] = {
        Dimension.ITEM: delivered,
        Dimension.SUPPLIER: _suppliers(delivered, items),
        Dimension.PICKER: _pickers(books),
        Dimension.CARRIER: _carriers(books),
    }
    lists = sum(len(places) > 1 for places in trials.values())
    told: list[Finding] = []
    lines: list[dict[str, CellValue]] = []
    for dimension in Dimension:
        found = _gathered(counts[dimension].complaints, trials.get(dimension, Counter()), lists)
        for name, count in sorted(counts[dimension].complaints.items(), key=lambda each: (-each[1], each[0])):
            tried = trials.get(dimension, Counter()).get(name)
            lines.append(_line(dimension, name, counts[dimension], tried, is_gathered=name in found))
            if name in found and tried:
                told.append(_finding(dimension, name, count, tried, found[name]))
    lines.sort(key=lambda line: not line["is_gathered"])
    changes = ChangeList()
    write_list(counted, lines, changes, _WHY)
    summary = _SUMMARY.bind(cases=Counted(len(rows), *_CASES), places=len(told))
    findings = (*cases.findings, *told)
    return Outcome(summary, findings, (), changes.done(), {"cases": len(rows), "gathered": len(told)})


def _counts(rows: list[Case], causes: Table[Cause], items: Table[Item], books: Books) -> Mapping[Dimension, _Counts]:
    found = {dimension: _Counts() for dimension in Dimension}
    for case in rows:
        cause, note = causes.get(case.cause), note_of(case, books)
        group = cause.group if cause else None
        found[Dimension.ITEM].add(case.item_number, case)
        if group is CauseGroup.PRODUCT:
            found[Dimension.SUPPLIER].add(_supplier_of(case.item_number, items), case)
        if group is CauseGroup.PICKING and note:
            for name in _pickers_of(note.issued.lines, case.item_number):
                found[Dimension.PICKER].add(name, case)
        found[Dimension.CARRIER].add(note.shipment.carrier if note and note.shipment else "", case)
        found[Dimension.CAUSE].add(case.cause, case)
        found[Dimension.GROUP].add(group.name if group else "", case)
        found[Dimension.MONTH].add(f"{case.received_on:%Y-%m}" if case.received_on else "", case)
    return found


def note_of(case: Case, books: Books) -> DeliveryState | None:
    """The delivery note of a case: the one it names, or the only one of its invoice."""
    invoice = books.invoices.get(case.invoice_number)
    numbers = (case.delivery_number,) if case.delivery_number else invoice.delivery_numbers if invoice else ()
    return books.stock.deliveries.get(numbers[0]) if len(numbers) == 1 else None


def _supplier_of(item_number: str, items: Table[Item]) -> str:
    item = items.get(item_number)
    return item.supplier_number if item else ""


def _pickers_of(lines: Iterable[DeliveredLine], item_number: str) -> list[str]:
    """Who picked that item; where the case names none, or one that was not in it, who picked any."""
    of_item = [line for line in lines if line.item_number == item_number]
    texts = (line.picked_by for line in of_item or lines)
    return list(dict.fromkeys(name for text in texts for name in text.split(", ") if name))


def _pickers(books: Books) -> Counter[str]:
    notes = (state.issued for state in books.stock.deliveries.values() if not state.is_cancelled)
    names = (line.picked_by.split(", ") for note in notes for line in note.lines)
    return Counter(name for several in names for name in several if name)


def _suppliers(delivered: Counter[str], items: Table[Item]) -> Counter[str]:
    found: Counter[str] = Counter()
    for item_number, count in delivered.items():
        if supplier := _supplier_of(item_number, items):
            found[supplier] += count
    return found


def _items_delivered(orders: Table[OrderLine], books: Books) -> Counter[str]:
    notes = [state.issued for state in books.stock.deliveries.values() if not state.is_cancelled]
    if notes:
        return Counter(line.item_number for note in notes for line in note.lines)
    return Counter(line.item_number for line in orders if not line.cancelled)


def _carriers(books: Books) -> Counter[str]:
    states = (state for state in books.stock.deliveries.values() if not state.is_cancelled)
    return Counter(state.shipment.carrier for state in states if state.shipment and state.shipment.carrier)


def _gathered(complaints: Counter[str], trials: Mapping[str, int], lists: int) -> dict[str, float]:
    """A delivery may be complained about twice; for the test it counts once."""
    return gathered({name: (min(complaints[name], count), count) for name, count in trials.items()}, max(lists, 1))


def _line(
    dimension: Dimension, name: str, counts: _Counts, delivered: int | None, *, is_gathered: bool
) -> dict[str, CellValue]:
    count = counts.complaints[name]
    return {
        "dimension": dimension,
        "name": _shown(dimension, name),
        "complaints": count,
        "deliveries": delivered,
        "percent": round_half_up(Decimal(100 * count) / delivered, 1) if delivered else None,
        "cost": total(counts.costs[name]) or None if name in counts.costs else None,
        "is_gathered": is_gathered,
    }


def _shown(dimension: Dimension, name: str) -> CellValue:
    """The name as the tab has it: a month is counted as 2026-10, so that months with as many cases follow in time."""
    if dimension is Dimension.GROUP:
        return CauseGroup[name].label
    return month_name(date.fromisoformat(f"{name}-01")) if dimension is Dimension.MONTH else name


def _finding(dimension: Dimension, name: str, count: int, delivered: int, rate: float) -> Finding:
    times = Decimal(count) / delivered / Decimal(str(rate)) if rate else None
    return GATHERED.at(
        CellRef("CaseStatistics"),
        kind=dimension.label,
        name=name,
        complaints=count,
        deliveries=delivered,
        times=round_half_up(times, 1) if times else "∞",
    )
