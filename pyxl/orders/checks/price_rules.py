"""What can be wrong with price, discount and amount, in words: ORD013 to ORD025, ORD044, ORD045, ORD064."""

from __future__ import annotations

from pyxl.core.cell_rules import ERROR, WARNING
from pyxl.core.findings import Rule
from pyxl.core.labels import Text

NO_PRICE = Rule(
    "ORD013",
    "no-price",
    ERROR,
    Text("Neither the line nor item {item} has a price.", "Weder die Zeile noch Artikel {item} hat einen Preis."),
    Text("Type the unit price.", "Den Einzelpreis eintragen."),
)
NO_PRICE_IN_CURRENCY = Rule(
    "ORD014",
    "no-price-in-currency",
    ERROR,
    Text(
        "The line is in {currency}, but the price list is in EUR.",
        "Die Zeile lautet auf {currency}, die Preisliste aber auf EUR.",
    ),
    Text("Type the unit price in {currency}.", "Den Einzelpreis in {currency} eintragen."),
)
NEGATIVE_PRICE = Rule(
    "ORD015",
    "negative-price",
    ERROR,
    Text("The unit price {found} is negative.", "Der Einzelpreis {found} ist negativ."),
    Text(
        "Type the price without a sign; give a reduction as a discount.",
        "Den Preis ohne Vorzeichen eintragen; Nachlässe als Rabatt geben.",
    ),
)
PRICE_TOO_FINE = Rule(
    "ORD016",
    "price-too-fine",
    ERROR,
    Text(
        "The unit price {found} has more than four decimals.",
        "Der Einzelpreis {found} hat mehr als vier Nachkommastellen.",
    ),
    Text("Round the price, or sell by a larger unit.", "Den Preis runden oder in größerer Einheit verkaufen."),
)
PRICE_BELOW_LIST = Rule(
    "ORD017",
    "price-below-list",
    ERROR,
    Text(
        "The unit price {found} is {percent} % below {expected}, the list price of item {item} as agreed.",
        "Der Einzelpreis {found} liegt {percent} % unter {expected}, dem vereinbarten Listenpreis von Artikel {item}.",
    ),
    Text(
        "Type {expected}, and give the reduction as a discount; or change list price or tolerance.",
        "{expected} eintragen und den Nachlass als Rabatt geben; oder Listenpreis oder Toleranz ändern.",
    ),
)
PRICE_ABOVE_LIST = Rule(
    "ORD018",
    "price-above-list",
    WARNING,
    Text(
        "The net price {found} is {percent} % above {expected}, the agreed price of item {item}.",
        "Der Nettopreis {found} liegt {percent} % über {expected}, dem vereinbarten Preis von Artikel {item}.",
    ),
    Text(
        "Check price and discount; the line is invoiced as it stands.",
        "Preis und Rabatt prüfen; berechnet wird, was dasteht.",
    ),
)
DISCOUNT_OUT_OF_RANGE = Rule(
    "ORD019",
    "discount-out-of-range",
    ERROR,
    Text("A discount of {found} % cannot be.", "Ein Rabatt von {found} % kann nicht sein."),
    Text("Type a percentage from 0 to 100.", "Prozent von 0 bis 100 eintragen."),
)
DISCOUNT_ABOVE_LIMIT = Rule(
    "ORD020",
    "discount-above-limit",
    ERROR,
    Text(
        "The discount of {found} % is above the limit of {expected} % ({source}).",
        "Der Rabatt von {found} % liegt über der Grenze von {expected} % ({source}).",
    ),
    Text("Lower the discount, or have the limit raised.", "Den Rabatt senken oder die Grenze anheben lassen."),
)
AMOUNT_ZERO = Rule(
    "ORD021",
    "amount-zero",
    WARNING,
    Text("The line is worth 0.00 {currency}.", "Die Zeile ist 0,00 {currency} wert."),
    Text("Leave it if it is free of charge.", "So lassen, wenn sie kostenlos ist."),
)
AMOUNT_TOO_LARGE = Rule(
    "ORD022",
    "amount-too-large",
    ERROR,
    Text("{quantity} times {price} is larger than pyxl takes.", "{quantity} mal {price} ist größer, als pyxl annimmt."),
    Text("Check quantity and price.", "Menge und Preis prüfen."),
)
NET_AMOUNT_OVERWRITTEN = Rule(
    "ORD023",
    "net-amount-overwritten",
    WARNING,
    Text(
        "The net amount shows {found}, but the line comes to {expected}.",
        "Der Nettobetrag zeigt {found}, die Zeile ergibt aber {expected}.",
    ),
    Text(
        "Copy the formula of another row; the invoice says {expected}.",
        "Die Formel einer anderen Zeile kopieren; die Rechnung sagt {expected}.",
    ),
)
UNKNOWN_CURRENCY = Rule(
    "ORD024",
    "unknown-currency",
    ERROR,
    Text("“{found}” is no currency.", "„{found}“ ist keine Währung."),
    Text("Type the three letters, such as EUR.", "Die drei Buchstaben eintragen, zum Beispiel EUR."),
)
CURRENCY_DIFFERS = Rule(
    "ORD025",
    "currency-differs",
    WARNING,
    Text(
        "The line is in {found}, customer {customer} is invoiced in {expected}.",
        "Die Zeile lautet auf {found}, Kunde {customer} wird in {expected} berechnet.",
    ),
    Text("Check the currency; the line is invoiced as it stands.", "Die Währung prüfen; berechnet wird, was dasteht."),
)
ADJUSTMENT_WITHOUT_REASON = Rule(
    "ORD044",
    "adjustment-without-reason",
    ERROR,
    Text("{found} is taken off or added without a reason.", "{found} Ab- oder Zuschlag ohne Grund."),
    Text(
        "Say why; it stands on the invoice (BR-42, BR-44).",
        "Den Grund nennen; er steht auf der Rechnung (BR-42, BR-44).",
    ),
)
ADJUSTMENT_OUT_OF_RANGE = Rule(
    "ORD045",
    "adjustment-out-of-range",
    ERROR,
    Text(
        "{found} is more than the line comes to, or has parts of a cent.",
        "{found} ist mehr als der Betrag der Zeile oder hat Bruchteile eines Cents.",
    ),
    Text(
        "Correct the amount; what is credited is a credit note.",
        "Den Betrag berichtigen; was gutgeschrieben wird, ist eine Rechnungskorrektur.",
    ),
)
MARGIN_BELOW_MINIMUM = Rule(
    "ORD064",
    "margin-below-minimum",
    WARNING,
    Text(
        "At {found} net and {cost} purchase price the margin is {percent} %, less than {expected} %.",
        "Bei {found} netto und {cost} Einkaufspreis ist die Marge {percent} %, weniger als {expected} %.",
    ),
    Text(
        "Check price and discount; the line is invoiced as it stands.",
        "Preis und Rabatt prüfen; berechnet wird, was dasteht.",
    ),
)
