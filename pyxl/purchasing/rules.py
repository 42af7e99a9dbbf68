"""What can be said of buying (PUR...)."""

from __future__ import annotations

from pyxl.core.cell_rules import ERROR, WARNING
from pyxl.core.findings import Rule
from pyxl.core.labels import Text

NO_SUPPLIER = Rule(
    "PUR001",
    "no-supplier",
    WARNING,
    Text("{item} is to be bought, but names no supplier.", "{item} ist zu bestellen, nennt aber keinen Lieferanten."),
    Text(
        "Fill in the supplier in Items, or in the proposal.", "Den Lieferanten im Artikel oder im Vorschlag eintragen."
    ),
)
UNKNOWN_SUPPLIER = Rule(
    "PUR002",
    "unknown-supplier",
    ERROR,
    Text("Supplier “{found}” is not in Suppliers.", "Lieferant „{found}“ steht nicht in Lieferanten."),
    Text("Correct the number, or add the supplier.", "Die Nummer berichtigen oder den Lieferanten anlegen."),
)
COMES_TOO_LATE = Rule(
    "PUR003",
    "comes-too-late",
    WARNING,
    Text(
        "{item} is needed by {day} and can be there on {found} at the earliest.",
        "{item} wird bis {day} gebraucht und kann frühestens am {found} da sein.",
    ),
    Text("Ask for express delivery, or tell the customer.", "Um Eillieferung bitten oder dem Kunden Bescheid geben."),
)
QUANTITY_NOT_POSITIVE = Rule(
    "PUR004",
    "purchase-quantity-not-positive",
    ERROR,
    Text("{found} of {item} cannot be ordered.", "{found} von {item} kann man nicht bestellen."),
    Text("Type a quantity above 0.", "Eine Menge über 0 eintragen."),
)
ORDERED_NO_STOCK_ITEM = Rule(
    "PUR005",
    "purchase-of-unknown-item",
    ERROR,
    Text("“{found}” is no stock item.", "„{found}“ ist kein Lagerartikel."),
    Text("Propose purchases again.", "Die Vorschläge neu erstellen."),
)
