"""The small firm when customers are late: the states from which money is asked for, and how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from pyxl.core.changes import CellValue, ChangeList
from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.schema import Row, schema_of
from pyxl.core.tables import read_table
from pyxl.dunning.ageing_rows import AgeingRow
from pyxl.dunning.rows import DunningProposal
from pyxl.hosts.files import ClosedBook
from pyxl.hosts.new_book import build_book
from pyxl.ledger.cases.rows import Case, Solution
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item, TaxCode
from pyxl.orders.rows import OrderLine
from pyxl.settings import Settings

from .stories import BOOK, Story

BILLED_ON, DAY = date(2026, 9, 30), date(2026, 11, 30)
_ON = ("--as-of", f"{DAY}", "--apply")
BILL = Story("bill", "late", ("create-invoices", BOOK, "--as-of", f"{BILLED_ON}", "--apply"))
AGE = Story("list-ageing", "billed", ("list-ageing", BOOK, *_ON))
PROPOSE = Story("propose-dunning", "billed", ("propose-dunning", BOOK, *_ON))
STATE = Story("write-statements", "aged", ("write-statements", BOOK, *_ON))
DUN = Story("dun-and-book", "proposed", ("dun", BOOK, *_ON))
"""Letters whose interest and fees become open items."""
UNDO_DUN = Story("undo-dunning", "dunned", ("undo", BOOK, "R-0003", *_ON))
WRITE_OFF = Story("write-off", "given-up", ("write-off", BOOK, *_ON))
HAND_OVER = Story("hand-over", "ticked", ("hand-over", BOOK, *_ON))
COLLECT = Story("collect-direct-debits", "billed", ("collect-direct-debits", BOOK, *_ON))
OPEN = Story("open-cases", "billed", ("open-cases", BOOK, *_ON))
SETTLE = Story("settle-case", "registered", ("settle-case", BOOK, *_ON))
"""Two credit notes, each with a number of its own, and then what settles the cases."""
STORIES = (STATE, DUN, UNDO_DUN, WRITE_OFF, HAND_OVER, COLLECT, SETTLE)
MADE_BY = {
    "billed": BILL,
    "aged": AGE,
    "proposed": PROPOSE,
    "dunned": DUN,
    "given-up": None,
    "ticked": None,
    "registered": OPEN,
}
"""The states that follow from others; where nothing is run, she only types."""
START_OF = {"given-up": "billed", "ticked": "billed"}


def late_book() -> bytes:
    """Two customers with an old invoice each, and an order each that is still to be billed; one gave a mandate."""
    rows: dict[str, Sequence[Row]] = {
        "Customers": _customers(),
        "Items": [
            Item(item_number="A1", description="Table", unit="Stk", price=Decimal(100), tax_code=TaxCode.STANDARD)
        ],
        "Orders": [_order(1, "K1"), _order(2, "K2")],
        "Cases": [_case(1, "K1"), _case(2, "K2")],
        "Receivables": [_old("RE-2025-1", "K1", "3650.00"), _old("RE-2025-2", "K3", "119.00")],
    }
    return build_book("en", rows, _settings())


def _customers() -> list[Customer]:
    names = (("K1", "Kunde Eins GmbH"), ("K2", "Kunde Zwei KG"), ("K3", "Anna Beispiel"))
    made = [
        Customer(
            customer_number=key,
            name=name,
            street="Weg 1",
            postcode="34117",
            city="Kassel",
            email=f"{key}@kunde.example",
        )
        for key, name in names
    ]
    made[1] = replace(made[1], mandate_reference="M-2", iban="DE02120300000000202051", mandate_date=date(2026, 1, 5))
    return made


def _order(place: int, customer: str) -> OrderLine:
    return OrderLine(
        line_id=f"L-222222{place}",
        order_number=f"O-{place}",
        order_date=date(2026, 9, 1),
        customer_number=customer,
        item_number="A1",
        quantity=Decimal(place),
        unit="Stk",
        unit_price=Decimal(100),
        delivery_date=BILLED_ON - timedelta(10),
    )


def _case(place: int, customer: str) -> Case:
    return Case(line_id=f"FA-222222{place}", received_on=DAY, customer_number=customer, complaint="bent")


def _old(number: str, customer: str, gross: str) -> OpenItem:
    return OpenItem(
        invoice_number=number,
        invoice_date=date(2026, 5, 1),
        customer_number=customer,
        gross_amount=Money.of(gross),
        due_date=date(2026, 5, 15),
        vat_rate=Decimal(19),
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
        creditor_id="DE98ZZZ09999999999",
        payment_days=75,
        collect_days_ahead=30,
        dunning_bank_days=0,
        due_dates_agreed=True,
        books_charges=True,
    )


def prepare(state: str, book: Path) -> None:
    """What she types before the next command."""
    if state == "aged":
        _enter(book, AgeingRow, "statement", True)
    if state == "proposed":
        _enter(book, DunningProposal, "accept", True)
    if state == "given-up":
        _enter(book, OpenItem, "write_off_reason", "insolvency")
    if state == "registered":
        for column, value in (("settle", True), ("solution", Solution.CREDIT), ("credit_amount", Decimal("11.90"))):
            _enter(book, Case, column, value)
        _enter(book, Case, "invoice_number", lambda key: f"RE-2026-0000{key[-1]}")
    if state == "ticked":
        _enter(book, OpenItem, "hand_over", True)


def _enter(book: Path, row_class: type[Row], column: str, value: CellValue | Callable[[str], str]) -> None:
    desk, changes, schema = ClosedBook(book), ChangeList(), schema_of(row_class)
    snapshot = desk.read([schema])
    for row in read_table(row_class, snapshot.tabs[schema.tab], snapshot.language):
        key = str(getattr(row, schema.key))
        typed = value(key) if callable(value) else value
        changes.set(schema.tab, key, column, getattr(row, column), typed, Label("typed", "getippt"))
    desk.write(changes.done(), snapshot.language, snapshot.anchor)
