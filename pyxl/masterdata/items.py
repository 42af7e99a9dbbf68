"""Items: what is sold, at which price and tax, and how it is kept in stock. The tab is hers; pyxl only reads it."""

from __future__ import annotations

from decimal import Decimal

from pyxl.core.labels import Label
from pyxl.core.schema import PERCENT, LabelledEnum, Row, column, table

PRICE = "#,##0.00##"


class ItemKind(LabelledEnum):
    """What an order line with the item is: something sold, or an amount for the whole invoice (BG-20, BG-21)."""

    SOLD = Label("item", "Artikel")
    ALLOWANCE = Label("allowance", "Nachlass")
    CHARGE = Label("charge", "Zuschlag")


class StockKeeping(LabelledEnum):
    """How an item leaves the house: from counted stock, or on a delivery note without stock being kept."""

    STOCKED = Label("stock item", "Lagerartikel")
    UNCOUNTED = Label("without stock", "ohne Bestand")


class TaxCode(LabelledEnum):
    """The rate an item carries at home; the percentage follows from the date of supply."""

    STANDARD = Label("standard", "voll")
    REDUCED = Label("reduced", "ermäßigt")
    ZERO = Label("zero", "Nullsatz")
    EXEMPT = Label("exempt", "befreit")


@table(
    tab="Items",
    key="item_number",
    label=Label("Items", "Artikel"),
    purpose=("What you sell, with unit, price and tax.", "Was Sie verkaufen, mit Einheit, Preis und Steuer."),
    is_input=True,
)
class Item(Row):
    """One item of the price list."""

    item_number: str = column("Item no.", "Artikelnr.", aliases=("SKU", "Artikel", "Article"), required=True, width=12)
    description: str = column("Description", "Bezeichnung", required=True, width=42)
    description_en: str = column("Description (English)", "Bezeichnung (Englisch)", width=36, default="")
    unit: str = column("Unit", "Einheit", aliases=("ME", "UoM"), required=True, width=10, default="Stk")
    price: Decimal | None = column(
        "Price",
        "Preis",
        aliases=("Listenpreis", "List price", "Unit price"),
        required=True,
        number_format=PRICE,
        width=12,
        help=(
            "Net list price in EUR, per unit or for the quantity in “Price per”.",
            "Netto-Listenpreis in EUR, je Einheit oder für die Menge in „Preis je“.",
        ),
    )
    price_base: Decimal | None = column(
        "Price per",
        "Preis je",
        aliases=("Preiseinheit", "Preisbasis", "Price unit"),
        width=10,
        default=None,
        help=(
            "For how many units the price is, such as 100. Empty means one. Prices in orders are for as many.",
            "Für wie viele Einheiten der Preis gilt, etwa 100. Leer heißt eine. Preise im Auftrag gelten ebenso.",
        ),
    )
    tax_code: TaxCode | None = column(
        "Tax code", "Steuersatz", width=12, default=None, help=("Empty means standard.", "Leer heißt voll.")
    )
    item_group: str = column(
        "Item group",
        "Artikelgruppe",
        aliases=("Warengruppe", "Product group"),
        width=16,
        default="",
        help=(
            "Divides the turnover in the report; its revenue may have an account of its own.",
            "Teilt im Bericht den Umsatz auf; Erlöse können ein eigenes Konto haben (Konten).",
        ),
    )
    kind: ItemKind | None = column(
        "Item kind",
        "Artikelart",
        width=12,
        default=None,
        help=(
            "Allowance or charge: the order line is taken off, or added to, the whole invoice.",
            "Nachlass oder Zuschlag: die Auftragszeile mindert oder erhöht die ganze Rechnung.",
        ),
    )
    min_quantity: Decimal | None = column("Minimum quantity", "Mindestmenge", width=14, default=None)
    pack_size: Decimal | None = column("Pack size", "Verpackungseinheit", aliases=("VPE",), width=14, default=None)
    max_discount_percent: Decimal | None = column(
        "Max. discount %",
        "Max. Rabatt %",
        number_format=PERCENT,
        width=14,
        default=None,
        help=(
            "Highest discount a clerk may give. Empty means the limit in Settings.",
            "Höchster Rabatt, der gegeben werden darf. Leer heißt wie in den Einstellungen.",
        ),
    )
    stock_keeping: StockKeeping | None = column(
        "Delivered as",
        "Lieferung als",
        width=14,
        default=None,
        help=(
            "Stock items are counted and reserved. Empty: a service, it needs no delivery note.",
            "Lagerartikel werden gezählt und reserviert. Leer: eine Leistung ohne Lieferschein.",
        ),
    )
    location: str = column("Location", "Lagerplatz", width=14, default="")
    weight: Decimal | None = column("Weight kg", "Gewicht kg", number_format="#,##0.0##", width=12, default=None)
    substitutes: str = column(
        "Substitutes",
        "Ersatzartikel",
        width=18,
        default="",
        help=("Item numbers, with commas, the best first.", "Artikelnummern mit Komma, der beste zuerst."),
    )
    reorder_level: Decimal | None = column(
        "Reorder level",
        "Meldebestand",
        width=13,
        default=None,
        help=("Below this, buying is proposed.", "Darunter wird eine Bestellung vorgeschlagen."),
    )
    fill_up_to: Decimal | None = column(
        "Fill up to",
        "Auffüllen bis",
        width=13,
        default=None,
        help=("Empty means the reorder level.", "Leer heißt Meldebestand."),
    )
    supplier_number: str = column("Supplier no.", "Lieferantennr.", refers_to="Suppliers", width=14, default="")
    supplier_item_number: str = column("Supplier's item no.", "Artikelnr. des Lieferanten", width=16, default="")
    purchase_price: Decimal | None = column(
        "Purchase price",
        "Einkaufspreis",
        number_format=PRICE,
        width=14,
        default=None,
        help=("Net in EUR for one unit.", "Netto in EUR für eine Einheit."),
    )
    purchase_minimum: Decimal | None = column("Purchase minimum", "Mindestbestellmenge", width=14, default=None)
    purchase_pack: Decimal | None = column("Purchase pack", "Bestelleinheit", width=13, default=None)
    lead_time_days: int | None = column(
        "Lead time (days)",
        "Lieferzeit (Tage)",
        width=14,
        default=None,
        help=("Empty means the supplier's.", "Leer heißt die des Lieferanten."),
    )
    blocked: bool = column("Blocked", "Gesperrt", width=10, default=False)
    note: str = column("Note", "Notiz", width=44, default="")
    check: str = column("Check", "Prüfung", width=44, default="")
