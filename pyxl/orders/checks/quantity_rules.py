"""What can be wrong with quantity and unit, in words: ORD007 to ORD012."""

from __future__ import annotations

from pyxl.core.cell_rules import ERROR, INFO, WARNING
from pyxl.core.findings import Rule
from pyxl.core.labels import Text

QUANTITY_ZERO = Rule(
    "ORD007",
    "quantity-zero",
    ERROR,
    Text("The quantity is 0.", "Die Menge ist 0."),
    Text("Type the quantity, or take the line out.", "Die Menge eintragen oder die Zeile herausnehmen."),
)
QUANTITY_NEGATIVE = Rule(
    "ORD008",
    "quantity-negative",
    ERROR,
    Text("The quantity {found} is negative.", "Die Menge {found} ist negativ."),
    Text(
        "Goods that come back are no order: cancel the invoice instead.",
        "Rückgaben sind kein Auftrag: stattdessen die Rechnung stornieren.",
    ),
)
BELOW_MINIMUM_QUANTITY = Rule(
    "ORD009",
    "below-minimum-quantity",
    WARNING,
    Text(
        "The quantity {found} is below the minimum of {expected} for item {item}.",
        "Die Menge {found} liegt unter der Mindestmenge {expected} von Artikel {item}.",
    ),
    Text("Check the quantity; the line is invoiced as it stands.", "Die Menge prüfen; berechnet wird, was dasteht."),
)
NOT_A_MULTIPLE_OF_PACK = Rule(
    "ORD010",
    "not-a-multiple-of-pack",
    WARNING,
    Text(
        "The quantity {found} is no multiple of the pack size {pack} of item {item}; next are {below} and {above}.",
        "Die Menge {found} ist kein Vielfaches der Verpackungseinheit {pack} von Artikel {item}; möglich "
        "sind {below} und {above}.",
    ),
    Text("Check the quantity; the line is invoiced as it stands.", "Die Menge prüfen; berechnet wird, was dasteht."),
)
UNIT_SPELT_DIFFERENTLY = Rule(
    "ORD011",
    "unit-spelt-differently",
    INFO,
    Text(
        "Unit “{found}” is written “{expected}” in tab Items.", "Einheit „{found}“ heißt im Blatt Artikel „{expected}“."
    ),
    Text("Let pyxl write it alike.", "Von pyxl angleichen lassen."),
)
UNIT_DIFFERS = Rule(
    "ORD012",
    "unit-differs",
    ERROR,
    Text(
        "The unit is {found}, but item {item} is sold by {expected}.",
        "Die Einheit ist {found}, Artikel {item} wird aber je {expected} verkauft.",
    ),
    Text(
        "Convert the quantity to {expected}, or correct the unit.",
        "Die Menge in {expected} umrechnen oder die Einheit berichtigen.",
    ),
)
