"""What an order form asks for. The form is made from these declarations and read by them: by label, never by place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pyxl.core.labels import Label
from pyxl.core.schema import PERCENT, Row, column, table
from pyxl.masterdata.items import PRICE


@table(
    tab="OrderForm",
    key="order_number",
    label=Label("Order", "Bestellung"),
    purpose=("Who orders, and for when.", "Wer bestellt, und für wann."),
    transposed=True,
    in_book=False,
)
class FormHead(Row):
    """What holds for the whole order."""

    customer_number: str = column(
        "Customer no.",
        "Kundennr.",
        default="",
        help=(
            "Or name, e-mail or VAT ID: one of the four is needed.",
            "Oder Name, E-Mail oder USt-IdNr.: eine der vier Angaben ist nötig.",
        ),
    )
    customer_name: str = column("Name", "Name", default="")
    customer_email: str = column("E-mail", "E-Mail", default="")
    customer_vat_id: str = column("VAT ID", "USt-IdNr.", default="")
    order_number: str = column(
        "Customer's order no.",
        "Bestellnr. des Kunden",
        default="",
        help=("By it an order sent twice is recognised.", "An ihr wird eine doppelt gesandte Bestellung erkannt."),
    )
    order_date: date | None = column("Order date", "Bestelldatum", required=True)
    requested_date: date | None = column(
        "Requested for", "Wunschtermin", default=None, help=("May be empty.", "Darf leer sein.")
    )
    delivery_name: str = column(
        "Deliver to",
        "Lieferung an",
        default="",
        help=("Only if not to the customer's address.", "Nur wenn nicht an die Anschrift des Kunden."),
    )
    delivery_street: str = column("Street", "Straße", default="")
    delivery_postcode: str = column("Postcode", "PLZ", default="")
    delivery_city: str = column("City", "Ort", default="")
    delivery_country: str = column(
        "Country", "Land", default="", help=("Two letters, such as DE.", "Zwei Buchstaben, etwa DE.")
    )
    note: str = column("Note", "Notiz", default="")


@table(
    tab="OrderFormLines",
    key="item_number",
    label=Label("Items ordered", "Bestellte Artikel"),
    purpose=("What is ordered, one line per item.", "Was bestellt wird, eine Zeile je Artikel."),
    in_book=False,
)
class FormLine(Row):
    """One item that is ordered."""

    item_number: str = column("Item no.", "Artikelnr.", required=True, width=14)
    quantity: Decimal | None = column("Quantity", "Menge", required=True, width=11)
    unit_price: Decimal | None = column(
        "Unit price",
        "Einzelpreis",
        number_format=PRICE,
        width=13,
        default=None,
        help=("Net. Empty: the list price.", "Netto. Leer: der Listenpreis."),
    )
    discount_percent: Decimal | None = column("Discount %", "Rabatt %", number_format=PERCENT, width=12, default=None)


HEAD_OF_ORDER = {
    "customer_number": "customer_number",
    "customer_reference": "order_number",
    "order_date": "order_date",
    "requested_date": "requested_date",
    "delivery_date": "requested_date",
    "currency": "customer_number",
}
"""Where in the form's head stands what an order line has in that field; the other fields stand in its lines."""
