"""What can be said of a cash forecast (FOR...)."""

from __future__ import annotations

from pyxl.core.cell_rules import ERROR, INFO, WARNING
from pyxl.core.findings import Rule
from pyxl.core.labels import Text

BALANCE_UNKNOWN = Rule(
    "FOR001",
    "forecast-without-balance",
    WARNING,
    Text(
        "The forecast begins with 0.00: no statement with a balance is imported.",
        "Die Vorschau beginnt mit 0,00: Es ist kein Auszug mit Saldo eingelesen.",
    ),
    Text("Import the bank, then make the forecast again.", "Die Bank einlesen, dann die Vorschau neu erstellen."),
)
BALANCE_OLD = Rule(
    "FOR002",
    "forecast-with-old-balance",
    WARNING,
    Text(
        "The forecast begins with the balance of {day}, {days} days ago.",
        "Die Vorschau beginnt mit dem Saldo vom {day}, vor {days} Tagen.",
    ),
    Text("Import the bank, then make the forecast again.", "Die Bank einlesen, dann die Vorschau neu erstellen."),
)
TOO_LITTLE = Rule(
    "FOR003",
    "too-little-money",
    WARNING,
    Text(
        "Week {week} ({first} to {last}) ends with {closing}, less than {floor}.",
        "Woche {week} ({first} bis {last}) endet mit {closing}, weniger als {floor}.",
    ),
    Text(
        "Ask for money that is late, put off payments, or talk to your bank in time.",
        "Überfälliges einfordern, Zahlungen verschieben oder rechtzeitig mit der Bank sprechen.",
    ),
)
DOUBTFUL = Rule(
    "FOR004",
    "doubtful-receivables",
    INFO,
    Text(
        "{amount} of {items} are not counted: more than {days} days after the day the customer usually pays.",
        "{amount} aus {items} zählen nicht mit: mehr als {days} Tage nach dem Tag, an dem der Kunde sonst zahlt.",
    ),
    Text("Dun them, or write them off.", "Mahnen oder ausbuchen."),
)
PRICE_UNKNOWN = Rule(
    "FOR005",
    "purchase-without-price",
    INFO,
    Text(
        "Order {order}: {quantity} {item} are not counted, no price is known.",
        "Bestellung {order}: {quantity} {item} zählen nicht mit, es ist kein Preis bekannt.",
    ),
    Text("Fill in the purchase price in Items.", "Den Einkaufspreis bei den Artikeln eintragen."),
)
OTHER_CURRENCY = Rule(
    "FOR006",
    "forecast-in-euros-only",
    INFO,
    Text("{amount} are not counted: the forecast is in EUR.", "{amount} zählen nicht mit: Die Vorschau ist in EUR."),
    Text("Keep them in mind.", "Im Kopf behalten."),
)
ENDS_BEFORE = Rule(
    "FOR007",
    "recurring-cost-ends-before-it-begins",
    ERROR,
    Text("{name} ends on {last}, before it begins on {first}.", "{name} endet am {last}, vor dem Beginn am {first}."),
    Text("Correct the days.", "Die Tage berichtigen."),
)
