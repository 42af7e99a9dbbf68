"""What can be wrong with dates and VAT, in words: ORD026 to ORD032, ORD061."""

from __future__ import annotations

from pyxl.core.cell_rules import ERROR, WARNING
from pyxl.core.findings import Rule
from pyxl.core.labels import Text

ORDER_DATE_IN_FUTURE = Rule(
    "ORD026",
    "order-date-in-future",
    ERROR,
    Text("The order date {found} is after today, {today}.", "Das Auftragsdatum {found} liegt nach heute, {today}."),
    Text("Correct the order date.", "Das Auftragsdatum berichtigen."),
)
ORDER_DATE_LONG_PAST = Rule(
    "ORD027",
    "order-date-long-past",
    WARNING,
    Text(
        "The order date {found} is more than a year ago.", "Das Auftragsdatum {found} liegt mehr als ein Jahr zurück."
    ),
    Text("Check the year.", "Das Jahr prüfen."),
)
DELIVERY_BEFORE_ORDER = Rule(
    "ORD028",
    "delivery-before-order",
    ERROR,
    Text(
        "The delivery date {found} is before the order date {ordered}.",
        "Das Lieferdatum {found} liegt vor dem Auftragsdatum {ordered}.",
    ),
    Text(
        "Correct one of the dates; the VAT rate follows the delivery date.",
        "Eines der Daten berichtigen; nach dem Lieferdatum richtet sich der Steuersatz.",
    ),
)
REQUESTED_BEFORE_ORDER = Rule(
    "ORD061",
    "requested-before-order",
    ERROR,
    Text(
        "The requested date {found} is before the order date {ordered}.",
        "Der Wunschtermin {found} liegt vor dem Auftragsdatum {ordered}.",
    ),
    Text(
        "Correct one of the dates; goods are reserved by the requested date.",
        "Eines der Daten berichtigen; nach dem Wunschtermin wird Ware reserviert.",
    ),
)
DELIVERY_LONG_PAST = Rule(
    "ORD029",
    "delivery-long-past",
    WARNING,
    Text(
        "Delivered on {found}, {days} days ago, and not invoiced yet.",
        "Geliefert am {found}, vor {days} Tagen, und noch nicht berechnet.",
    ),
    Text(
        "Invoice it; six months after delivery it is overdue (§ 14 (2) UStG).",
        "Berechnen; sechs Monate nach der Lieferung ist die Frist um (§ 14 Abs. 2 UStG).",
    ),
)
NO_TAX_RATE = Rule(
    "ORD030",
    "no-tax-rate",
    ERROR,
    Text("pyxl knows no VAT rate for {label} on {found}.", "Für {label} kennt pyxl am {found} keinen Steuersatz."),
    Text("Correct the delivery date.", "Das Lieferdatum berichtigen."),
)
TAX_CODE_LOWERED = Rule(
    "ORD031",
    "tax-code-lowered",
    ERROR,
    Text(
        "The line is taxed as {found}, but item {item} is {expected} and customer {customer} is domestic.",
        "Die Zeile wird als {found} besteuert, Artikel {item} ist aber {expected} und Kunde {customer} im Inland.",
    ),
    Text(
        "Empty the tax code; or correct the item, or the customer's tax treatment.",
        "Den Steuersatz leeren oder Artikel oder Besteuerung des Kunden berichtigen.",
    ),
)
TAX_CODE_DIFFERS = Rule(
    "ORD032",
    "tax-code-differs",
    WARNING,
    Text(
        "The line is taxed as {found}, item {item} is {expected}.",
        "Die Zeile wird als {found} besteuert, Artikel {item} ist {expected}.",
    ),
    Text(
        "Check the tax code; the line is invoiced as it stands.", "Den Steuersatz prüfen; berechnet wird, was dasteht."
    ),
)
