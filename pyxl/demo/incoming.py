"""Orders that reach the demo firm as files: a form that a salesperson filled in, and a day of the web shop.

The shop's day has an order of a customer the firm knows, one of a buyer nobody knows yet, and one that was cancelled.

>>> shop_export().splitlines()[1][:40]
'#2001,rechnung@evangelische-kirchengemei'
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

from pyxl.core.labels import Language
from pyxl.core.table_file import FileCell
from pyxl.demo.customer_list import CUSTOMERS
from pyxl.demo.firm import demo_settings
from pyxl.demo.masterdata import demo_items
from pyxl.demo.words import in_language
from pyxl.formats.order_csv.layouts import SHOPIFY
from pyxl.intake.copies import FilledForm, empty_form
from pyxl.masterdata.customers import Customer

ORDER_DAY = date(2026, 9, 30)
SHOP_SHORT = "B-5030"
"""Of what the shop sold on that day, this has to be bought first."""
_BUYERS = {customer.customer_number: customer for customer in CUSTOMERS}
_COLUMNS = [name.partition(" | ")[0] for name in SHOPIFY.columns.values()]


def filled_form(language: Language) -> FilledForm:
    """The order form of an architects' office, for the middle of October."""
    head: dict[str, FileCell] = {
        "customer_number": "10007",
        "order_number": "FF-2026-88",
        "order_date": ORDER_DAY,
        "requested_date": date(2026, 10, 14),
        "delivery_name": "Baustelle Stadthalle",
        "delivery_street": "Friedrich-Ebert-Straße 152",
        "delivery_postcode": "34119",
        "delivery_city": "Kassel",
        "note": in_language("Anlieferung vor 10 Uhr", language),
    }
    lines: tuple[dict[str, FileCell], ...] = (
        {"item_number": "L-1030", "quantity": 4},
        {"item_number": "T-2060", "quantity": 2, "discount_percent": Decimal(3)},
    )
    return replace(empty_form(demo_items(), demo_settings(language), language), head=head, lines=lines)


def shop_export() -> str:
    """The shop's export (Shopify) of the last day of September; its prices are with VAT."""
    parish, stranger = (
        _BUYERS["10013"],
        Customer(
            customer_number="",
            name="Nele Waldkauz",
            street="Eulenpfad 3",
            postcode="37073",
            city="Göttingen",
            email="nele@waldkauz.example",
        ),
    )
    rows = [
        *_order("#2001", parish, [(SHOP_SHORT, 2, "29.00"), ("K-3110", 1, "20.11")], tax="7.00", total="78.11"),
        *_order("#2002", stranger, [("L-1050", 1, "141.02")], tax="22.52", total="141.02"),
        *_order(
            "#2003", stranger, [("B-5050", 1, "5.90")], tax="0.39", total="5.90", cancelled="2026-09-30 12:00:00 +0200"
        ),
    ]
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _order(
    number: str, buyer: Customer, items: list[tuple[str, int, str]], *, tax: str, total: str, cancelled: str = ""
) -> list[dict[str, str]]:
    """The rows of one order: what holds for it stands in the first."""
    head = {
        "Financial Status": "paid",
        "Currency": "EUR",
        "Subtotal": total,
        "Shipping": "0.00",
        "Taxes": tax,
        "Total": total,
        "Billing Name": buyer.name,
        "Billing Street": buyer.street,
        "Billing City": buyer.city,
        "Billing Zip": f"'{buyer.postcode}",
        "Billing Country": "DE",
        "Cancelled at": cancelled,
    }
    rows = []
    for place, (item, quantity, price) in enumerate(items):
        line = {
            "Name": number,
            "Email": buyer.email,
            "Created at": f"{ORDER_DAY} 09:4{place}:00 +0200",
            "Lineitem quantity": str(quantity),
            "Lineitem name": next(each.description for each in demo_items() if each.item_number == item),
            "Lineitem price": price,
            "Lineitem sku": item,
        }
        rows.append({**line, **head} if not place else line)
    return rows
