"""Goods that a solution is about: whether the customer has them, what they are called, and how they go out again."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyxl.core.findings import Finding
from pyxl.core.labels import Language
from pyxl.core.money import Money
from pyxl.ledger.books import Books
from pyxl.ledger.cases.events import ReplacementLine, SettledGoods
from pyxl.ledger.cases.rows import Case
from pyxl.ledger.order_events import DeliveryHead
from pyxl.masterdata.items import Item
from pyxl.orders.heads import OrderHead
from pyxl.service.cases.known import Known, Paper
from pyxl.service.letters.named_goods import NamedGoods, named_quantity
from pyxl.service.settling import rules
from pyxl.service.settling.solved import SettlingTabs

ZERO = Decimal(0)


@dataclass(frozen=True)
class GoodsCheck:
    """Holds goods of a case against the papers that it names, and against what other cases had of these."""

    tabs: SettlingTabs
    books: Books

    def check(self, case: Case, number: str, taken: Sequence[SettledGoods], *, is_return: bool) -> Iterator[Finding]:
        """SER024 and SER025. `taken`: goods of the same solution in this run."""
        papers = [paper for paper in self._papers(case) if case.item_number in paper.quantities]
        if not papers or self.tabs.items.get(case.item_number) is None:
            cell = self.tabs.cases.cell(case, "item_number")
            yield rules.GOODS_NOT_THEIRS.at(
                cell, number=number, item=case.item_number, customer=case.customer_number, found=papers_of(case) or "–"
            )
            return
        paper = min(papers, key=lambda each: each.quantities[case.item_number])
        before = [*self._standing(is_return=is_return), *taken]
        gone = sum((each.quantity for each in before if _is_of(each, case)), ZERO)
        left = paper.quantities[case.item_number] - gone
        if case.quantity is None or not ZERO < case.quantity <= left:
            yield rules.GOODS_TOO_MANY.at(
                self.tabs.cases.cell(case, "quantity"),
                number=number,
                found=case.quantity or ZERO,
                item=case.item_number,
                paper=paper.number,
                left=left,
            )

    def _papers(self, case: Case) -> Iterator[Paper]:
        """Of this customer, and with what is in them."""
        known = Known(self.tabs.orders, self.tabs.receivables, self.books)
        found = (
            known.order(case.order_number),
            known.delivery(case.delivery_number),
            known.invoice(case.invoice_number),
        )
        return (paper for paper in found if paper and paper.customer_number == case.customer_number)

    def _standing(self, *, is_return: bool) -> Iterator[SettledGoods]:
        for state in self.books.cases.cases.values():
            settled = state.settled
            if settled and settled.goods and bool(settled.returned) is is_return:
                yield settled.goods


def _is_of(goods: SettledGoods, case: Case) -> bool:
    return goods.item_number == case.item_number and not set(goods.papers).isdisjoint(papers_of(case))


def papers_of(case: Case) -> tuple[str, ...]:
    """The numbers of the papers that the case names."""
    return tuple(each for each in (case.order_number, case.delivery_number, case.invoice_number) if each)


def goods_of(case: Case) -> SettledGoods:
    """The goods as the books keep them."""
    assert case.quantity is not None, "checked before"
    return SettledGoods(case.item_number, case.quantity, papers_of(case))


def named_goods(case: Case, item: Item, language: Language) -> NamedGoods:
    """The goods of the case in the reader's language."""
    return named_quantity(case.quantity or ZERO, item, language)


def replacement_cost(case: Case, item: Item) -> Money | None:
    """What the firm pays for it; None where the item says no purchase price."""
    if item.purchase_price is None or case.quantity is None:
        return None
    return Money.rounded(item.purchase_price * case.quantity)


def replacement_line(
    case: Case, number: str, rounds: int, tabs: SettlingTabs, books: Books, as_of: date
) -> ReplacementLine:
    """The free order line. Its id follows from the case, so that a run that is repeated means the same line."""
    assert case.quantity is not None, "checked before"
    digest = hashlib.sha256(f"replacement|{case.line_id}|{rounds}".encode()).digest()
    return ReplacementLine(
        line_id=f"L-{b32encode(digest).decode()[:10]}",
        order_number=number,
        ordered_on=as_of,
        customer_number=case.customer_number,
        item_number=case.item_number,
        quantity=case.quantity,
        invoice_number=case.invoice_number,
        delivery=_delivery(case, tabs, books),
    )


def _delivery(case: Case, tabs: SettlingTabs, books: Books) -> DeliveryHead | None:
    """Where the first delivery went: as the head of its order says; the customer's own place needs no head."""
    note, invoice = books.stock.deliveries.get(case.delivery_number), books.invoices.get(case.invoice_number)
    lines = (tabs.orders.get(line_id) for line_id in (invoice.line_ids if invoice else ()))
    invoiced = next((line.order_number for line in lines if line and line.item_number == case.item_number), "")
    orders = (case.order_number, note.issued.order_number if note else "", invoiced)
    heads = (tabs.heads.get(order) for order in orders if order)
    return next((_place(head) for head in heads if head and (head.delivery_name or head.delivery_street)), None)


def _place(head: OrderHead) -> DeliveryHead:
    return DeliveryHead(
        head.delivery_name, head.delivery_street, head.delivery_postcode, head.delivery_city, head.delivery_country
    )
