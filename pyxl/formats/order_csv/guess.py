"""Proposes which column of an unknown list of orders is what, from names and content. A person looks at it first.

>>> from pyxl.formats.csv_files.unknown import find_unknown
>>> text = "Bestellnr;Datum;Kunde;Artikelnr;Menge\\nB-1;01.10.2026;Anna Beispiel;0815;5\\n"
>>> layout = propose_orders(find_unknown(text))
>>> layout.columns["number"], layout.columns["item_number"], layout.columns["company"], is_readable(layout)
('Bestellnr', 'Artikelnr', 'Kunde', True)
"""

from __future__ import annotations

from collections.abc import Mapping

from pyxl.formats.csv_files.guess import EMPTY, FileField, choose, currency_in, date_orders, decimal_marks, file_fields
from pyxl.formats.csv_files.unknown import UnknownCsv
from pyxl.formats.order_csv.layout import OrderColumn, OrderLayout

_WORDS: Mapping[OrderColumn, str] = {
    "order_date": "BESTELLDATUM AUFTRAGSDATUM ORDERDATE ORDERED CREATED BESTELLT DATUM DATE TAG",
    "requested_date": "WUNSCHTERMIN WUNSCHDATUM LIEFERTERMIN LIEFERDATUM REQUESTED DELIVERY DUE TERMIN",
    "quantity": "MENGE ANZAHL QUANTITY QTY STUECKZAHL STUECK UNITS",
    "unit_price": "EINZELPREIS STUECKPREIS E-PREIS PREIS PRICE UNITPRICE",
    "discount_percent": "RABATT RABATT-PROZENT DISCOUNT",
    "number": "BESTELLNUMMER BESTELLNR BESTELL-NR AUFTRAGSNUMMER AUFTRAGSNR AUFTRAGS-NR ORDERNUMBER ORDERNO ORDER-NO "
    "ORDER-ID ORDERID BESTELLUNG AUFTRAG ORDER PO",
    "item_number": "ARTIKELNUMMER ARTIKELNR ARTIKEL-NR SKU ITEMNUMBER ARTIKEL ITEM ARTICLE PRODUKTNUMMER PRODUCT",
    "email": "E-MAIL EMAIL MAIL",
    "vat_id": "UST-IDNR USTIDNR USTID UST-ID VATID VAT-ID VAT UID",
    "customer_number": "KUNDENNUMMER KUNDENNR KUNDEN-NR CUSTOMERNUMBER CUSTOMERNO DEBITOR",
    "company": "FIRMA COMPANY KUNDENNAME CUSTOMERNAME BESTELLER KAEUFER BUYER NAME KUNDE CUSTOMER",
    "description": "BEZEICHNUNG ARTIKELBEZEICHNUNG DESCRIPTION PRODUKTNAME ARTIKELNAME TITLE TEXT",
    "note": "NOTIZ BEMERKUNG KOMMENTAR HINWEIS NOTE NOTES COMMENT REMARK",
    "currency": "WAEHRUNG CURRENCY CCY",
}
"""How columns are called, the surest word first."""
_KINDS: Mapping[str, tuple[OrderColumn, ...]] = {
    "date": ("order_date", "requested_date"),
    "amount": ("quantity", "unit_price", "discount_percent"),
    "currency": ("currency",),
    # A number of an order, an item or a customer may be all digits.
    "text|amount": ("number", "item_number", "email", "vat_id", "customer_number", "company", "description", "note"),
}
BUYER_COLUMNS: tuple[OrderColumn, ...] = ("customer_number", "email", "vat_id", "company")
"""One of these must be there."""
NEEDED: tuple[OrderColumn, ...] = ("number", "order_date", "item_number", "quantity")


def propose_orders(unknown: UnknownCsv) -> OrderLayout | None:
    """The layout as far as it can be told; None where nothing in the file looks like items and quantities."""
    fields = file_fields(unknown)
    chosen, left = choose(fields, _KINDS, _WORDS)
    _without_name(chosen, left)
    chosen = {meaning: field for meaning, field in chosen.items() if field.kind != EMPTY}
    if "quantity" not in chosen and "item_number" not in chosen:
        return None
    figures = [chosen[each] for each in ("quantity", "unit_price", "discount_percent") if each in chosen]
    days = [chosen[each] for each in ("order_date", "requested_date") if each in chosen]
    marks = decimal_marks(figures)
    # Whole numbers without separators read alike by either mark.
    is_open = len(marks) > 1 and any("." in value or "," in value for each in figures for value in each.values)
    return OrderLayout(
        name="CSV",
        columns={meaning: field.name for meaning, field in chosen.items()},
        date_orders=date_orders(days),
        decimal_marks=() if is_open else marks[:1],
        currency="" if "currency" in chosen else currency_in(unknown.header),
    )


def _without_name(chosen: dict[OrderColumn, FileField], left: Mapping[str, list[FileField]]) -> None:
    """Where no name says it, the first date is the order's, and the one column with @ in every row is the e-mail."""
    if "order_date" not in chosen and (days := left["date"]):
        chosen["order_date"] = days[0]
    mails = [field for field in left["text|amount"] if all("@" in value for value in field.values)]
    if "email" not in chosen and len(mails) == 1:
        chosen["email"] = mails[0]


def is_readable(layout: OrderLayout) -> bool:
    """Whether orders could be read by the proposal as it is."""
    has_buyer = any(name in layout.columns for name in BUYER_COLUMNS)
    return bool(
        has_buyer and all(name in layout.columns for name in NEEDED) and layout.date_orders and layout.decimal_marks
    )
