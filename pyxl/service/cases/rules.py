"""What is said of complaints that do not fit what was ordered, delivered and invoiced."""

from __future__ import annotations

from pyxl.core.findings import Rule, Severity
from pyxl.core.labels import Text

REFERENCE_UNKNOWN = Rule(
    "SER001",
    "case-reference-unknown",
    Severity.ERROR,
    Text("{label} “{found}” is not known.", "{label} „{found}“ ist nicht bekannt."),
    Text("Correct the number, or leave the cell empty.", "Die Nummer berichtigen oder die Zelle leer lassen."),
)
OTHER_CUSTOMER = Rule(
    "SER002",
    "case-of-another-customer",
    Severity.ERROR,
    Text(
        "{label} {found} is of customer {owner}, not of {customer}.",
        "{label} {found} gehört Kunde {owner}, nicht {customer}.",
    ),
    Text("Correct one of the two numbers.", "Eine der beiden Nummern berichtigen."),
)
ITEM_NOT_IN_IT = Rule(
    "SER003",
    "case-item-not-in-it",
    Severity.ERROR,
    Text(
        "{label} {found} has no item {item}; it has {items}.",
        "{label} {found} enthält keinen Artikel {item}, sondern {items}.",
    ),
    Text(
        "Correct the item; if something came that was not ordered, leave it empty and say so in the complaint.",
        "Den Artikel berichtigen; kam etwas nicht Bestelltes, leer lassen und in der Beschwerde sagen.",
    ),
)
MORE_THAN_DELIVERED = Rule(
    "SER004",
    "case-quantity-above-delivered",
    Severity.ERROR,
    Text(
        "{found} of {item} are complained about; {label} {number} has {expected}.",
        "{found} von {item} sind reklamiert; {label} {number} hat {expected}.",
    ),
    Text("Correct the quantity.", "Die Menge berichtigen."),
)
QUANTITY_NOT_POSITIVE = Rule(
    "SER005",
    "case-quantity-not-positive",
    Severity.ERROR,
    Text("The quantity is {found}.", "Die Menge ist {found}."),
    Text("Type how many are complained about, or leave it empty.", "Die reklamierte Menge eintragen oder leer lassen."),
)
IN_FUTURE = Rule(
    "SER006",
    "case-date-in-future",
    Severity.ERROR,
    Text("{label} {found} is after today ({today}).", "{label} {found} liegt nach heute ({today})."),
    Text("Correct the date.", "Das Datum berichtigen."),
)
TOO_EARLY = Rule(
    "SER007",
    "case-date-too-early",
    Severity.ERROR,
    Text(
        "{label} {found} is before {what} {number} of {day}.",
        "{label} {found} liegt vor {what} {number} vom {day}.",
    ),
    Text("Correct the date or the number.", "Das Datum oder die Nummer berichtigen."),
)
DISPUTED_TOO_MUCH = Rule(
    "SER008",
    "disputed-more-than-invoiced",
    Severity.ERROR,
    Text(
        "{found} are disputed; invoice {invoice} is for {expected}.",
        "{found} sind strittig; Rechnung {invoice} lautet auf {expected}.",
    ),
    Text(
        "Type an amount above 0 and not above the invoice, or leave it empty: then all of it is disputed.",
        "Einen Betrag über 0 und höchstens den der Rechnung eintragen, oder leer lassen: Dann ist alles strittig.",
    ),
)
DISPUTED_WITHOUT_INVOICE = Rule(
    "SER009",
    "disputed-without-invoice",
    Severity.WARNING,
    Text(
        "{found} are disputed, but no invoice is named: nothing is held back from dunning.",
        "{found} sind strittig, aber es ist keine Rechnung genannt: Von der Mahnung bleibt nichts ausgenommen.",
    ),
    Text("Type the invoice number.", "Die Rechnungsnummer eintragen."),
)
ANSWERED_TOO_EARLY = Rule(
    "SER011",
    "case-answered-too-early",
    Severity.ERROR,
    Text(
        "{label} {found} is before the case came in on {day}.",
        "{label} {found} liegt vor dem Eingang des Falls am {day}.",
    ),
    Text("Correct one of the two dates.", "Eines der beiden Daten berichtigen."),
)
CAUSE_NOT_LISTED = Rule(
    "SER010",
    "case-cause-not-listed",
    Severity.WARNING,
    Text("The cause “{found}” is not in the tab Causes.", "Die Ursache „{found}“ steht nicht im Blatt Ursachen."),
    Text(
        "Choose one from the list, or add it there: causes are counted by this word.",
        "Eine aus der Liste wählen oder dort ergänzen: Ursachen werden nach diesem Wort gezählt.",
    ),
)
SOLVED_UNCLEAR = Rule(
    "SER012",
    "case-solved-unclear",
    Severity.WARNING,
    Text(
        "The status is “{status}”, the day of the solution {day}.",
        "Der Status ist „{status}“, der Tag der Lösung {day}.",
    ),
    Text(
        "Type the day of the solution where the case is settled or rejected, and only there.",
        "Den Tag der Lösung eintragen, wo der Fall erledigt oder abgelehnt ist, und nur dort.",
    ),
)
ESCALATED = Rule(
    "SER013",
    "case-escalated",
    Severity.WARNING,
    Text(
        "{number}: “{task}” was due on {day}, {days} working days ago.",
        "{number}: „{task}“ war am {day} fällig, vor {days} Arbeitstagen.",
    ),
    Text("Call the customer today.", "Den Kunden heute anrufen."),
)
