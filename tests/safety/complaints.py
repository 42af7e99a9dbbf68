"""The small firm when goods are complained about: cases to be settled, goods that come back, a supplier who pays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from pyxl.core.changes import CellValue, ChangeList
from pyxl.core.labels import Label
from pyxl.core.schema import Row, schema_of
from pyxl.core.tables import read_table
from pyxl.hosts.files import ClosedBook
from pyxl.hosts.new_book import build_book
from pyxl.ledger.cases.return_rows import ReturnRow
from pyxl.ledger.cases.rows import Case, Cause, CauseGroup, CreditWhen, Solution
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item, StockKeeping, TaxCode
from pyxl.masterdata.suppliers import Supplier
from pyxl.orders.rows import OrderLine
from pyxl.settings import Settings

from .stories import BOOK, Story

BILLED_ON, DAY = date(2026, 9, 30), date(2026, 10, 20)
_ON = ("--as-of", f"{DAY}", "--apply")
BILL = Story("bill", "sold", ("create-invoices", BOOK, "--as-of", f"{BILLED_ON}", "--apply"))
OPEN = Story("open-cases", "billed", ("open-cases", BOOK, *_ON))
SETTLE = Story("settle-goods", "registered", ("settle-case", BOOK, *_ON))
"""A free replacement; goods credited at once; goods credited when they come."""
UNDO_SETTLE = Story("undo-settling", "sent-back", ("undo", BOOK, "R-0003", *_ON))
RECEIVE = Story("receive-return", "sent-back", ("receive-return", BOOK, *_ON))
UNDO_RECEIVE = Story("undo-return", "received", ("undo", BOOK, "R-0004", *_ON))
PROPOSE = Story("propose-debit-notes", "received", ("propose-debit-notes", BOOK, *_ON))
DEBIT = Story("write-debit-notes", "claimed", ("write-debit-notes", BOOK, *_ON))
UNDO_DEBIT = Story("undo-debit-note", "debited", ("undo", BOOK, "R-0006", *_ON))
STORIES = (SETTLE, UNDO_SETTLE, RECEIVE, UNDO_RECEIVE, DEBIT, UNDO_DEBIT)
MADE_BY = {
    "billed": BILL,
    "registered": OPEN,
    "sent-back": SETTLE,
    "received": RECEIVE,
    "claimed": PROPOSE,
    "debited": DEBIT,
}
_REPLACED, _AT_ONCE, _LATER = "FA-2222221", "FA-2222222", "FA-2222223"
_TYPED: Mapping[str, Mapping[str, Mapping[str, CellValue]]] = {
    "registered": {
        _REPLACED: {"settle": True, "solution": Solution.REPLACEMENT},
        _AT_ONCE: {"settle": True, "solution": Solution.RETURN, "credit_when": CreditWhen.AT_ONCE},
        _LATER: {"settle": True, "solution": Solution.RETURN},
    },
    "sent-back": {
        "RMA-2026-00001": {"good_now": Decimal(1), "scrap_now": Decimal(1)},
        "RMA-2026-00002": {"good_now": Decimal(2), "scrap_now": Decimal(1)},
    },
}
"""What she types before the next command: by state, row and column."""
_ROWS: Mapping[str, type[Row]] = {"registered": Case, "sent-back": ReturnRow}


def sold_book() -> bytes:
    """Three customers with an order each, and a complaint about each."""
    places = (1, 2, 3)
    rows: dict[str, Sequence[Row]] = {
        "Customers": [_customer(place) for place in places],
        "Suppliers": [
            Supplier(supplier_number="S1", name="Lieferant", street="Weg 9", postcode="34117", city="Kassel",
                     email="post@lieferant.example")
        ],
        "Items": [
            Item(item_number="A1", description="Table", unit="Stk", price=Decimal(100), tax_code=TaxCode.STANDARD,
                 stock_keeping=StockKeeping.STOCKED, location="R-1", supplier_number="S1", purchase_price=Decimal(60))
        ],
        "Orders": [_order(place) for place in places],
        "Causes": [Cause(cause="defective", group=CauseGroup.PRODUCT)],
        "Cases": [_case(place) for place in places],
    }  # fmt: skip
    return build_book("en", rows, _settings())


def _customer(place: int) -> Customer:
    return Customer(
        customer_number=f"K{place}",
        name=f"Kunde {place} GmbH",
        street="Weg 1",
        postcode="34117",
        city="Kassel",
        email=f"k{place}@kunde.example",
    )


def _order(place: int) -> OrderLine:
    return OrderLine(
        line_id=f"L-222222{place}",
        order_number=f"O-{place}",
        order_date=date(2026, 9, 1),
        customer_number=f"K{place}",
        item_number="A1",
        quantity=Decimal(place),
        unit="Stk",
        unit_price=Decimal(100),
        delivery_date=BILLED_ON - timedelta(10),
    )


def _case(place: int) -> Case:
    return Case(
        line_id=f"FA-222222{place}",
        received_on=DAY,
        customer_number=f"K{place}",
        complaint="bent",
        cause="defective",
        order_number=f"O-{place}",
        item_number="A1",
        quantity=Decimal(place),
        invoice_number=f"RE-2026-0000{place}",
    )


def _settings() -> Settings:
    return Settings(
        company_name="Muster GmbH",
        street="Hauptstraße 1",
        postcode="34117",
        city="Kassel",
        vat_id="DE136695976",
        email="firma@muster.example",
        iban="DE89370400440532013000",
    )


def prepare(state: str, book: Path) -> None:
    """What she types before the next command."""
    if state not in _TYPED:
        return
    desk, changes, row_class = ClosedBook(book), ChangeList(), _ROWS[state]
    schema = schema_of(row_class)
    snapshot = desk.read([schema])
    for row in read_table(row_class, snapshot.tabs[schema.tab], snapshot.language):
        key = str(getattr(row, schema.key))
        for column, value in _TYPED[state].get(key, {}).items():
            changes.set(schema.tab, key, column, getattr(row, column), value, Label("typed", "getippt"))
    desk.write(changes.done(), snapshot.language, snapshot.anchor)
