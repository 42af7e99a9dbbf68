"""The exports of web shops, as tables of cases: each file is written here, as the shop's own export looks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pyxl.core.refusal import Refused
from pyxl.formats.order_csv.guess import is_readable, propose_orders
from pyxl.formats.order_csv.reading import read_order_csv
from pyxl.formats.order_csv.rows import read_figure
from pyxl.formats.order_records import FileOrder, PriceBasis

SHOPIFY = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,"
    "Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem discount,"
    "Billing Name,Billing Street,Billing Company,Billing City,Billing Zip,Billing Country,Notes,Cancelled at"
)
WOO = (
    "order_id,order_number,order_date,status,shipping_total,fee_total,tax_total,discount_total,order_total,"
    "order_currency,billing_first_name,billing_last_name,billing_company,vat_number,billing_email,billing_address_1,"
    "billing_address_2,billing_postcode,billing_city,billing_country,customer_note,item_name,item_sku,item_quantity,"
    "item_subtotal,item_total"
)
ADVANCED = (
    '"Order Number","Order Status","Order Date","Customer Note","First Name (Billing)","Last Name (Billing)",'
    '"Company (Billing)","Address 1&2 (Billing)","City (Billing)","State Code (Billing)","Postcode (Billing)",'
    '"Country Code (Billing)","Email (Billing)","Phone (Billing)","Payment Method Title","Cart Discount Amount",'
    '"Order Subtotal Amount","Shipping Method Title","Order Shipping Amount","Order Refund Amount",'
    '"Order Total Amount","Order Total Tax Amount","SKU","Item #","Item Name","Quantity (- Refund)","Item Cost"'
)


def shopify(
    subtotal: str,
    shipping: str,
    taxes: str,
    total: str,
    *,
    discount: str = "0.00",
    status: str = "paid",
    gone: str = "",
) -> str:
    """One order of two items at 100.00, the second in a row of its own as Shopify writes it."""
    first = (
        f"#1,a@example.org,{status},,,EUR,{subtotal},{shipping},{taxes},{total},,{discount},2026-10-01 09:00:00 +0200,"
        f"1,Table,100.00,A-1,0.00,Anna B.,Weg 2,,Kassel,'34117,DE,,{gone}"
    )
    second = f"#1,a@example.org{',' * 11}2026-10-01 09:00:00 +0200,1,Lamp,100.00,A-2,0.00{',' * 8}"
    return "\n".join((SHOPIFY, first, second, ""))


def woo(quantity: str, subtotal: str, total: str, status: str = "processing") -> str:
    """One order of one item, as the export with one row for each item has it."""
    row = (
        f"9,1009,2026-10-01 09:00,{status},0.00,0.00,0.00,0.00,0.00,EUR,Nora,Nord,Nord AG,DE136695976,n@example.org,"
        f'Ring 1,2. OG,20095,Hamburg,DE,"bitte\nleise",Table,A-1,{quantity},{subtotal},{total}'
    )
    return f"{WOO}\n{row}\n"


def only(text: str) -> FileOrder:
    """The one order of a file."""
    (order,) = read_order_csv(text).orders
    return order


@pytest.mark.parametrize(
    ("totals", "basis", "discount"),
    [
        pytest.param(("200.00", "0.00", "31.93", "200.00"), "gross", "0", id="with VAT"),
        pytest.param(("200.00", "5.00", "38.95", "243.95"), "net", "0", id="without VAT, with shipping"),
        pytest.param(("200.00", "0.00", "0.00", "200.00"), "net", "0", id="no VAT at all"),
        pytest.param(("200.00", "0.00", "31.93", "210.00"), "unclear", "0", id="fits neither"),
    ],
)
def test_shopify_prices_are_told_by_the_totals(
    totals: tuple[str, str, str, str], basis: PriceBasis, discount: str
) -> None:
    order = only(shopify(*totals))
    assert (order.prices, order.discount) == (basis, Decimal(discount))
    assert [line.item_number for line in order.lines] == ["A-1", "A-2"]
    assert (order.buyer.address.postcode, order.row, [line.row for line in order.lines]) == ("34117", 2, [2, 3])


def test_a_discount_of_the_whole_shopify_order_is_what_the_lines_do_not_have() -> None:
    order = only(shopify("180.00", "0.00", "28.74", "180.00", discount="20.00"))
    assert (order.discount, order.prices) == (Decimal("20.00"), "gross")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(shopify("200.00", "0.00", "0.00", "200.00", status="refunded"), id="refunded"),
        pytest.param(shopify("200.00", "0.00", "0.00", "200.00", status="voided"), id="voided"),
        pytest.param(shopify("200.00", "0.00", "0.00", "200.00", gone="2026-10-02 10:00:00 +0200"), id="cancelled"),
        pytest.param(woo("1", "100", "100", "cancelled"), id="WooCommerce cancelled"),
        pytest.param(woo("1", "100", "100", "Failed"), id="WooCommerce failed"),
    ],
)
def test_what_the_shop_calls_no_order_is_counted_and_left_out(text: str) -> None:
    content = read_order_csv(text)
    assert (content.orders, content.left_out) == ((), 1)


@pytest.mark.parametrize(
    ("quantity", "subtotal", "total", "price", "discount"),
    [
        pytest.param("2", "100.00", "100.00", "50.00", None, id="no discount"),
        pytest.param("3", "10.00", "10.00", "3.3333", None, id="four decimals"),
        pytest.param("1", "100.00", "95.00", "100.00", "5.00", id="discount in the line"),
        pytest.param("2.5", "25.00", "25.00", "10.00", None, id="part of a unit"),
    ],
)
def test_woocommerce_prices_come_from_the_sum_of_the_line(
    quantity: str, subtotal: str, total: str, price: str, discount: str | None
) -> None:
    order = only(woo(quantity, subtotal, total))
    (line,) = order.lines
    assert line.unit_price == Decimal(price)
    assert line.discount_amount == (Decimal(discount) if discount else None)
    assert order.buyer.address.name == "Nord AG"
    assert (order.buyer.contact, order.buyer.vat_id, order.note) == ("Nora Nord", "DE136695976", "bitte leise")
    assert order.buyer.address.street == "Ring 1 2. OG"


def test_the_other_woocommerce_export() -> None:
    row = (
        '"1010","Processing","2026-10-01 09:00","","Nora","Nord","","Ring 1","Hamburg","","20095","DE","n@example.org",'
        '"","PayPal","0","200.00","DHL","5.00","","243.95","38.95","A-1","1","Table","2","100.00"'
    )
    order = only(f"{ADVANCED}\n{row}\n")
    assert (order.number, order.buyer.address.name, order.currency) == ("1010", "Nora Nord", "EUR")
    assert (order.lines[0].unit_price, order.shipping, order.total) == (
        Decimal("100.00"),
        Decimal("5.00"),
        Decimal("243.95"),
    )


def test_columns_may_stand_in_another_order_with_more_of_them_and_in_semicolons() -> None:
    head, row, *_ = woo("1", "100.00", "100.00").replace("\nleise", " leise").splitlines()
    names, cells = head.split(","), row.replace('"', "").split(",")
    turned = [";".join(["Extra", *reversed(names)]), ";".join(["x", *reversed(cells)])]
    assert only("\n".join(turned)).lines == only(f"{head}\n{row}\n").lines


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("", "E_ORDER_CSV", id="empty"),
        pytest.param("<html>\n<body>", "E_ORDER_CSV", id="a web page"),
        pytest.param("Dear Sirs,\nwe order ten tables.\n", "E_ORDER_CSV", id="a letter"),
        pytest.param(woo("1", "1", "1").replace('"bitte\nleise"', '"bitte'), "E_CSV_SHAPE", id="an open quote"),
        pytest.param(woo("1", "1", "1").rstrip("\n") + ",more\n", "E_CSV_SHAPE", id="a row too long"),
    ],
)
def test_what_is_no_list_of_orders_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_order_csv(text)
    assert refused.value.code == code


@pytest.mark.parametrize("text", ["1e3", "NaN", "１２", "1_000", "1.000.5", "--1", "0x10", "1,2,3", "9" * 13, ""])
def test_what_is_no_plain_figure_is_none(text: str) -> None:
    assert read_figure(text, ",") is None
    assert read_figure(text, "1,000.00") is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Order;Date;Who;SKU;Qty\n1;03/04/2026;Anna;A-1;1\n", id="March or April"),
        pytest.param("Order;Date;Who;SKU;Qty\n1;31.03.2026;Anna;A-1;1.000\n", id="one or one thousand"),
        pytest.param("Order;Date;Shade;SKU;Qty\n1;31.03.2026;red;A-1;1\n", id="nobody ordered"),
    ],
)
def test_what_content_cannot_tell_is_left_open(text: str) -> None:
    unknown = read_order_csv(text).unknown
    assert unknown is not None
    layout = propose_orders(unknown)
    assert layout is not None
    assert not is_readable(layout)
