"""What an order may be: terms, discounts, prices and margins, and which warnings stop it."""

from __future__ import annotations

from decimal import Decimal

from pyxl.core.schema import PERCENT, Row, column, part_of_table


@part_of_table
class OrderingSettings(Row):
    """Terms and limits of orders."""

    order_number_pattern: str = column(
        "Order number",
        "Auftragsnummer",
        default="B-{year}-{00001}",
        help=(
            "For orders that come in as files. What you type by hand, you number yourself.",
            "Für Aufträge, die als Datei kommen. Was Sie selbst eintippen, nummerieren Sie selbst.",
        ),
    )
    shipping_item: str = column(
        "Item for shipping",
        "Artikel für Versand",
        default="",
        help=(
            "The item number under which a web shop's shipping costs come into Orders.",
            "Die Artikelnummer, unter der Versandkosten eines Webshops in die Aufträge kommen.",
        ),
    )
    payment_days: int | None = column("Payment days", "Zahlungsziel (Tage)", default=14)
    cash_discount_percent: Decimal | None = column("Cash discount %", "Skonto %", number_format=PERCENT, default=None)
    cash_discount_days: int | None = column("Cash discount days", "Skonto Tage", default=None)
    max_discount_percent: Decimal | None = column(
        "Max. discount %",
        "Max. Rabatt %",
        number_format=PERCENT,
        default=Decimal(20),
        help=(
            "Discount above this on an order line is an error.",
            "Rabatt darüber ist in der Auftragszeile ein Fehler.",
        ),
    )
    price_tolerance_percent: Decimal | None = column(
        "Price tolerance %",
        "Preisabweichung %",
        number_format=PERCENT,
        default=Decimal(0),
        help=("A price may differ from the list by this much.", "So viel darf ein Preis von der Liste abweichen."),
    )
    minimum_margin_percent: Decimal | None = column(
        "Minimum margin %",
        "Mindestmarge %",
        number_format=PERCENT,
        default=None,
        help=(
            "Less above the purchase price in an order line is told. Empty: not checked.",
            "Weniger über dem Einkaufspreis wird in der Auftragszeile gemeldet. Leer: ungeprüft.",
        ),
    )
    stop_from_level: int | None = column(
        "Delivery stop from dunning level",
        "Lieferstopp ab Mahnstufe",
        default=2,
        help=(
            "Customers dunned so far are promised and sent nothing; 0: never.",
            "So weit gemahnte Kunden bekommen nichts zugesagt und geliefert; 0: nie.",
        ),
    )
    stopping_warnings: str = column(
        "Warnings that stop a line",
        "Warnungen, die sperren",
        default="",
        help=(
            "Codes such as ORD018, ORD034: these order lines wait as if it were an error.",
            "Codes wie ORD018, ORD034: Solche Auftragszeilen warten wie bei einem Fehler.",
        ),
    )
    silent_warnings: str = column(
        "Warnings not told",
        "Warnungen, die entfallen",
        default="",
        help=(
            "Codes of warnings in Orders that you do not want to read.",
            "Codes von Warnungen in Aufträgen, die Sie nicht lesen wollen.",
        ),
    )
