"""Order from suppliers: what she ticked becomes purchase orders, one for each supplier, and incoming from then on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pyxl.core.changes import CellValue, ChangeList, ChangeSet
from pyxl.core.findings import Finding
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.outcome import DocumentRequest, Outcome, Plain, Series
from pyxl.core.plain import to_plain
from pyxl.core.tables import Table
from pyxl.deliveries.papers import paper_content, paper_path
from pyxl.deliveries.rules import NOT_MAILED
from pyxl.invoicing.posting import claims_key
from pyxl.ledger.books import Books
from pyxl.ledger.goods import events as ev
from pyxl.masterdata.items import Item, StockKeeping
from pyxl.masterdata.suppliers import Supplier
from pyxl.purchasing import rules
from pyxl.purchasing.needs import lead_days
from pyxl.purchasing.purchase_paper import BoughtLine, purchase_documents, purchase_paper
from pyxl.purchasing.rows import PurchaseProposal
from pyxl.settings import Settings
from pyxl.settings.checks import check_settings
from pyxl.stock.supplies import location_for

SUMMARY = Text("{orders} to suppliers with {lines}; left with errors: {left}.",
               "{orders} an Lieferanten mit {lines}; mit Fehlern geblieben: {left}.")  # fmt: skip
CONFIRM = Text("To be ordered: {orders} with {lines}.", "Zu bestellen: {orders} mit {lines}.")
ORDERS = Label("order", "Bestellung"), Label("orders", "Bestellungen")
LINES = Label("line", "Position"), Label("lines", "Positionen")
ORDERED = Text("ordered with {number}", "bestellt mit {number}")


@dataclass(frozen=True)
class PurchasePosting:
    """A purchase order to be numbered."""

    supplier: Supplier
    lines: tuple[BoughtLine, ...]
    settings: Settings
    ordered_on: date
    claims: tuple[str, ...]
    kind: str = ev.PURCHASE_ORDER

    @property
    def key(self) -> str:
        """The same proposals are one order."""
        return claims_key("purchase", self.claims)

    @property
    def series(self) -> Series:
        """Purchase orders have numbers of their own."""
        return Series(self.settings.purchase_number_pattern, self.ordered_on.year)

    def payload(self, number: str) -> Plain:
        """The event as the journal keeps it."""
        paper = purchase_paper(self.lines, self.supplier, number, self.settings, self.ordered_on)
        ordered = ev.PurchaseOrdered(
            self.ordered_on,
            self.supplier.supplier_number,
            self.purchased(number),
            paper_path(self.ordered_on.year, number),
            paper_content(paper, self.settings),
        )
        payload: Plain = to_plain(ordered)
        return payload

    def purchased(self, number: str) -> tuple[ev.PurchasedLine, ...]:
        """The lines as Incoming has them."""
        return tuple(
            ev.PurchasedLine(
                f"{number}/{place}", each.item.item_number, each.quantity, each.location, each.expected_on, each.price
            )
            for place, each in enumerate(self.lines, 1)
        )

    def changes(self, number: str) -> ChangeSet:
        """A row in Incoming for each line; the proposals are done."""
        changes, why = ChangeList(), ORDERED.bind(number=number)
        for line in self.purchased(number):
            changes.append("Incoming", line.line_id, incoming_values(line, number, self.supplier), why)
        for each in self.lines:
            changes.clear("PurchaseProposals", each.item.item_number, {}, why)
        return changes.done()

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """The order as PDF, and a draft where the supplier has an address."""
        return purchase_documents(self.lines, self.supplier, number, self.settings, self.ordered_on)


def incoming_values(line: ev.PurchasedLine, number: str, supplier: Supplier) -> dict[str, CellValue]:
    """A row of Incoming; from then on it is hers."""
    return {
        "purchase_number": number,
        "supplier_number": supplier.supplier_number,
        "item_number": line.item_number,
        "quantity": line.quantity,
        "expected_on": line.expected_on,
        "location": line.location,
    }


def order_purchases(
    proposals: Table[PurchaseProposal],
    items: Table[Item],
    suppliers: Table[Supplier],
    settings: Settings,
    books: Books,
    as_of: date,
) -> Outcome:
    """Writes an order to each supplier for the proposals you ticked, and puts them into Incoming."""
    findings: list[Finding] = [found for found in check_settings(settings) if found.is_error]
    stopped, left = bool(findings), 0
    groups: dict[str, list[BoughtLine]] = {}
    for row in proposals:
        if not row.order or stopped:
            continue
        found = list(_check(row, proposals, items, suppliers))
        findings += found
        left += bool(found)
        if not found:
            line = _line(row, items, suppliers, settings, as_of)
            groups.setdefault(row.supplier_number, []).append(line)
    postings = tuple(_posting(number, lines, suppliers, settings, books, as_of) for number, lines in groups.items())
    findings += [
        NOT_MAILED.at(
            suppliers.cell(each.supplier, "email"), number=each.supplier.supplier_number, who=each.supplier.name
        )
        for each in postings
        if settings.email and len(each.documents("…")) == 1
    ]
    lines = sum(len(posting.lines) for posting in postings)
    facts = {"orders": Counted(len(postings), *ORDERS), "lines": Counted(lines, *LINES), "left": left}
    counts: dict[str, int | str] = {"orders": len(postings), "lines": lines, "rows_with_errors": left}
    question = CONFIRM.bind(**facts) if postings else None
    return Outcome(SUMMARY.bind(**facts), tuple(findings), postings, counts=counts, confirmation=question)


def _check(
    row: PurchaseProposal, proposals: Table[PurchaseProposal], items: Table[Item], suppliers: Table[Supplier]
) -> Iterator[Finding]:
    """PUR002, PUR004 and PUR005."""
    item = items.get(row.item_number)
    if item is None or item.stock_keeping is not StockKeeping.STOCKED:
        yield rules.ORDERED_NO_STOCK_ITEM.at(proposals.cell(row, "item_number"), found=row.item_number)
    if suppliers.get(row.supplier_number) is None:
        yield rules.UNKNOWN_SUPPLIER.at(proposals.cell(row, "supplier_number"), found=row.supplier_number)
    if row.quantity is None or row.quantity <= 0:
        cell = proposals.cell(row, "quantity")
        yield rules.QUANTITY_NOT_POSITIVE.at(cell, found=row.quantity, item=row.item_number)


def _line(
    row: PurchaseProposal, items: Table[Item], suppliers: Table[Supplier], settings: Settings, as_of: date
) -> BoughtLine:
    item = items.get(row.item_number)
    assert item is not None, "checked before"
    assert row.quantity is not None, "checked before"
    expected_on = as_of + timedelta(lead_days(item, suppliers.get(row.supplier_number)))
    return BoughtLine(item, row.quantity, row.purchase_price, expected_on, location_for("", item, settings))


def _posting(
    number: str,
    lines: Sequence[BoughtLine],
    suppliers: Table[Supplier],
    settings: Settings,
    books: Books,
    as_of: date,
) -> PurchasePosting:
    supplier = suppliers.get(number)
    assert supplier is not None, "checked before"
    rounds = books.stock.purchase_rounds
    claims = tuple(f"purchase:{each.item.item_number}:{rounds[each.item.item_number]}" for each in lines)
    return PurchasePosting(supplier, tuple(lines), settings, as_of, claims)
