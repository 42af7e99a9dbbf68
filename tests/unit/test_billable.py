"""Which order lines are ready to be invoiced, and what stands in for the cells she left empty."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pyxl.core.money import Money
from pyxl.core.tables import table_of
from pyxl.ledger.books import Books
from pyxl.masterdata.customers import Customer, CustomerLanguage
from pyxl.masterdata.items import Item, TaxCode
from pyxl.orders.billable import BillableLine, split_billable
from pyxl.orders.rows import OrderLine
from pyxl.settings import BookLanguage, Settings

TODAY = date(2026, 10, 31)
FIRM = Settings(
    company_name="Muster GmbH",
    street="Ring 1",
    postcode="34117",
    city="Kassel",
    vat_id="DE136695976",
    iban="DE89370400440532013000",
)
NORD = Customer(customer_number="D1", name="Nord AG", price_discount_percent=Decimal(10))
SWISS = Customer(customer_number="D2", name="Swiss AG", country="DE", currency="chf", language=CustomerLanguage.EN)
NAIL = Item(
    item_number="I1",
    description="Nagel",
    description_en="Nail",
    unit="kg",
    price=Decimal("9.99"),
    tax_code=TaxCode.REDUCED,
)
LINE = OrderLine(
    sheet_row=2,
    line_id="L1",
    order_number="A-1",
    order_date=date(2026, 10, 1),
    customer_number="D1",
    item_number="I1",
    quantity=Decimal(3),
)


def billable(line: OrderLine, settings: Settings = FIRM, books: Books | None = None) -> tuple[BillableLine, ...]:
    tables = table_of(OrderLine, [line]), table_of(Customer, [NORD, SWISS]), table_of(Item, [NAIL])
    return split_billable(*tables, settings, books or Books(), TODAY)[0]


def with_line(**changes: Any) -> OrderLine:
    return replace(LINE, **changes)


def test_empty_cells_are_filled_from_item_and_customer() -> None:
    (line,) = billable(LINE)
    assert (line.description, line.unit) == ("Nagel", "kg")
    assert (line.unit_price, line.discount_percent) == (Decimal("9.99"), Decimal(10))
    assert (line.tax_code, line.currency, line.supplied_on) == (TaxCode.REDUCED, "EUR", TODAY)
    assert line.net_amount == Money.of("26.97")


@pytest.mark.parametrize(
    ("changes", "price", "discount", "net"),
    [
        ({"unit_price": Decimal("8.99")}, "8.99", 0, "26.97"),
        ({"discount_percent": Decimal(0)}, "9.99", 0, "29.97"),
        ({"discount_percent": Decimal(15)}, "9.99", 15, "25.47"),
        ({"unit_price": Decimal("9.99"), "discount_percent": Decimal(10)}, "9.99", 10, "26.97"),
    ],
)
def test_what_the_line_says_comes_first(changes: dict[str, Any], price: str, discount: int, net: str) -> None:
    (line,) = billable(with_line(**changes))
    assert (line.unit_price, line.discount_percent, line.net_amount) == (
        Decimal(price),
        Decimal(discount),
        Money.of(net),
    )


def test_own_words_tax_code_and_date() -> None:
    day = date(2026, 10, 20)
    (line,) = billable(with_line(description="Nail, blue", tax_code=TaxCode.STANDARD, unit="Kilo", delivery_date=day))
    assert (line.description, line.tax_code, line.unit, line.supplied_on) == (
        "Nail, blue",
        TaxCode.STANDARD,
        "Kilo",
        day,
    )


def test_the_customer_has_his_own_language_and_currency() -> None:
    (line,) = billable(with_line(customer_number="D2", unit_price=Decimal("9.50")))
    assert (line.description, line.currency, line.net_amount) == ("Nail", "CHF", Money.of("28.50", "CHF"))
    (english,) = billable(LINE, replace(FIRM, language=BookLanguage.EN))
    assert english.description == "Nail"


@pytest.mark.parametrize(
    "changes",
    [
        {"delivery_date": date(2026, 11, 1)},
        {"invoice_number": "RE-1"},
        {"quantity": None},
        {"quantity": Decimal(0)},
        {"customer_number": "D9"},
        {"item_number": "I9"},
        {"discount_percent": Decimal(21)},
    ],
)
def test_what_waits(changes: dict[str, Any]) -> None:
    assert billable(with_line(**changes)) == ()


def test_delivered_today_is_due() -> None:
    assert len(billable(with_line(delivery_date=TODAY))) == 1


def test_an_invoiced_line_is_not_billable_though_its_cell_is_empty() -> None:
    assert billable(LINE, books=Books(billed_lines={"L1": "RE-1"})) == ()


def test_wrong_settings_stop_every_invoice() -> None:
    assert billable(LINE, replace(FIRM, vat_id="")) == ()


def test_one_bad_line_does_not_stop_the_other() -> None:
    good, bad = LINE, with_line(sheet_row=3, line_id="L2", quantity=Decimal(-1))
    tables = table_of(OrderLine, [bad, good]), table_of(Customer, [NORD]), table_of(Item, [NAIL])
    lines, findings = split_billable(*tables, FIRM, Books(), TODAY)
    assert [line.line.line_id for line in lines] == ["L1"]
    assert [finding.code for finding in findings] == ["ORD008"]
