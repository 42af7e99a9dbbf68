"""Propose debit notes: the settled cases whose cause lies with the supplier, and what they cost. Nothing is booked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pyxl.core.changes import CellValue, ChangeList
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.money import EURO, Money, total
from pyxl.core.outcome import Outcome
from pyxl.core.tables import Table
from pyxl.ledger.books import Books
from pyxl.ledger.cases.rows import Case, CaseStatus, Cause, CauseGroup
from pyxl.masterdata.items import Item
from pyxl.masterdata.suppliers import Supplier
from pyxl.service.debit_notes.rows import DebitRow

TAB = "SupplierClaims"
_SUMMARY = Text(
    "{cases} to claim from suppliers, {amount}; without a known cost: {unknown}.",
    "{cases} an Lieferanten weiterzugeben, {amount}; ohne bekannte Kosten: {unknown}.",
)
_CASES = Label("case", "Fall"), Label("cases", "Fälle")
_PROPOSED = Label("proposed", "vorgeschlagen")
_GONE = Label("not the supplier's any more", "liegt nicht mehr beim Lieferanten")


@dataclass(frozen=True)
class Claimable:
    """A case that a supplier is to pay for."""

    case: Case
    item: Item
    supplier: Supplier
    cost: Money | None

    @property
    def values(self) -> dict[str, CellValue]:
        """What its row says; tick and amount are hers."""
        return {
            "supplier_number": self.supplier.supplier_number,
            "case_number": self.case.case_number,
            "item_number": self.item.item_number,
            "quantity": self.case.quantity,
            "cause": self.case.cause,
            "cost": self.cost,
            "currency": EURO,
        }


def claimable(
    cases: Table[Case], causes: Table[Cause], items: Table[Item], suppliers: Table[Supplier], books: Books
) -> Iterator[Claimable]:
    """The cases that are settled, about a product of a supplier who is known, and that he had no debit note for."""
    for case in cases:
        cause, item = causes.get(case.cause), items.get(case.item_number)
        is_his = cause is not None and cause.group is CauseGroup.PRODUCT
        supplier = suppliers.get(item.supplier_number) if item else None
        is_free = case.line_id in books.cases.cases and case.line_id not in books.cases.debited
        if is_his and is_free and item and supplier and case.status is CaseStatus.SETTLED:
            yield Claimable(case, item, supplier, _cost(case, item))


def _cost(case: Case, item: Item) -> Money | None:
    """What the case cost; where nobody has said it, what the goods were bought for. Cost not in EUR is not known."""
    if case.cost:
        return case.cost if case.cost.currency == EURO else None
    if item.purchase_price is None:
        return None
    return Money.rounded(item.purchase_price * (case.quantity or Decimal(1))) or None


def propose_debit_notes(
    cases: Table[Case],
    causes: Table[Cause],
    items: Table[Item],
    suppliers: Table[Supplier],
    claims: Table[DebitRow],
    books: Books,
) -> Outcome:
    """Lists what suppliers are to pay for; what she unticked or lowered stays so."""
    found = {each.case.line_id: each for each in claimable(cases, causes, items, suppliers, books)}
    changes = ChangeList()
    for line_id, each in found.items():
        _write(claims.get(line_id), each, changes)
    for row in claims:
        if row.case_line and row.case_line not in found and row.case_line not in books.cases.debited:
            changes.clear(TAB, row.case_line, row_values(row), _GONE)
    costs = [each.cost for each in found.values() if each.cost]
    amount, unknown = total(costs), len(found) - len(costs)
    facts = {"cases": Counted(len(found), *_CASES), "amount": amount, "unknown": unknown}
    counts: dict[str, int | str] = {"cases": len(found), "amount_eur": str(amount.amount), "unknown": unknown}
    return Outcome(_SUMMARY.bind(**facts), (*cases.findings, *causes.findings), changes=changes.done(), counts=counts)


def _write(row: DebitRow | None, each: Claimable, changes: ChangeList) -> None:
    """A new row, ticked where the cost is known; or what differs in one that is there."""
    key = each.case.line_id
    if row is None:
        new: dict[str, CellValue] = {"case_line": key, "claim": each.cost is not None, "amount": each.cost}
        changes.append(TAB, key, {**new, **each.values}, _PROPOSED)
        return
    for name, value in each.values.items():
        changes.set(TAB, key, name, getattr(row, name), value, _PROPOSED)
    if row.amount == row.cost:  # She has not lowered it: it goes with the cost.
        changes.set(TAB, key, "amount", row.amount, each.cost, _PROPOSED)


def row_values(row: DebitRow) -> dict[str, CellValue]:
    """The cells of a row that was proposed."""
    names = (
        "case_line",
        "claim",
        "supplier_number",
        "case_number",
        "item_number",
        "quantity",
        "cause",
        "cost",
        "amount",
    )
    return {**{name: getattr(row, name) for name in names}, "currency": row.currency}
