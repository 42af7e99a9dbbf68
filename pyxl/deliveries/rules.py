"""What can be said of confirming (CNF...), picking (PCK...), delivering (DLV...) and shipping (SHP...)."""

from __future__ import annotations

from pyxl.core.cell_rules import ERROR, INFO, WARNING
from pyxl.core.findings import Rule
from pyxl.core.labels import Text

NO_DATE_TO_PROMISE = Rule(
    "CNF001",
    "no-date-to-promise",
    WARNING,
    Text(
        "Order {order} cannot be confirmed: there is no day for {items}.",
        "Auftrag {order} lässt sich nicht bestätigen: Für {items} gibt es keinen Tag.",
    ),
    Text("Buy the goods, or change the order.", "Die Ware bestellen oder den Auftrag ändern."),
)
ORDER_HAS_ERRORS = Rule(
    "CNF002",
    "order-not-confirmed-for-errors",
    INFO,
    Text("Order {order} has lines with errors and is not confirmed.",
         "Auftrag {order} hat Zeilen mit Fehlern und wird nicht bestätigt."),
    Text("Check the orders.", "Die Aufträge prüfen."),
)  # fmt: skip
HELD_NOT_CONFIRMED = Rule(
    "CNF004",
    "order-held-not-confirmed",
    WARNING,
    Text(
        "Order {order} is not confirmed: {reason}.",
        "Auftrag {order} wird nicht bestätigt: {reason}.",
    ),
    Text(
        "Wait for the money, raise the limit, or type a name in Order heads under “Released by”.",
        "Auf das Geld warten, das Limit anheben oder in Auftragsköpfe unter „Freigegeben von“ einen Namen eintragen.",
    ),
)
NOT_MAILED = Rule(
    "CNF003",
    "no-draft-for-paper",
    INFO,
    Text("No e-mail draft, as the address is missing or wrong: {number} ({who}).",
         "Ohne E-Mail-Entwurf, weil die Adresse fehlt oder nicht stimmt: {number} ({who})."),
    Text("Fill in the e-mail address, or send it by post.", "E-Mail-Adresse eintragen oder per Post senden."),
)  # fmt: skip
WAITS_FOR_THE_REST = Rule(
    "PCK001",
    "waits-for-whole-order",
    INFO,
    Text("Order {order} is not picked: only whole orders go out, and {items} is not there yet.",
         "Auftrag {order} wird nicht kommissioniert: Nur ganze Aufträge gehen hinaus, und {items} ist noch nicht da."),
    Text("Nothing to do; see the availability in Orders.", "Nichts zu tun; die Verfügbarkeit steht in Aufträge."),
)  # fmt: skip
HELD_BACK = Rule(
    "PCK002",
    "order-held-not-picked",
    WARNING,
    Text(
        "Order {order} is not picked: {reason}.",
        "Auftrag {order} wird nicht kommissioniert: {reason}.",
    ),
    Text(
        "Wait for the money, raise the limit, or type a name in Order heads under “Released by”.",
        "Auf das Geld warten, das Limit anheben oder in Auftragsköpfe unter „Freigegeben von“ einen Namen eintragen.",
    ),
)
PICKED_TOO_MUCH = Rule(
    "DLV001",
    "picked-more-than-listed",
    ERROR,
    Text("Picked are {found}, the list says {expected}.", "Entnommen sind {found}, die Liste sagt {expected}."),
    Text("Type what was taken, at most what is listed.", "Eintragen, was entnommen wurde, höchstens das Gelistete."),
)
GOODS_NOT_THERE = Rule(
    "DLV002",
    "picked-goods-not-there",
    ERROR,
    Text("{quantity} {item} are to be taken from {location}, {found} are there.",
         "{quantity} {item} sollen von {location} genommen werden, da sind {found}."),
    Text("Count the place, or undo the pick list.", "Den Platz zählen oder die Kommissionierliste zurücknehmen."),
)  # fmt: skip
ORDER_CHANGED = Rule(
    "DLV003",
    "order-changed-after-picking",
    ERROR,
    Text("Order {order} wants {expected} {item} now, the pick list has {found}.",
         "Auftrag {order} braucht jetzt {expected} {item}, die Kommissionierliste hat {found}."),
    Text("Type the smaller quantity under Picked, 0 for none.",
         "Unter „Entnommen“ die kleinere Menge eintragen, 0 für keine."),
)  # fmt: skip
CUSTOMER_UNKNOWN = Rule(
    "DLV004",
    "delivery-without-customer",
    ERROR,
    Text("Customer {found} is not in Customers; there is nobody to deliver to.",
         "Kunde {found} steht nicht in Kunden; es gibt niemanden, an den zu liefern wäre."),
    Text("Add the customer.", "Den Kunden eintragen."),
)  # fmt: skip
CARRIER_MISSING = Rule(
    "SHP001",
    "carrier-missing",
    ERROR,
    Text("Delivery {number} has a tracking number and no carrier.",
         "Die Lieferung {number} hat eine Sendungsnummer, aber keinen Spediteur."),
    Text("Type who carries it.", "Eintragen, wer sie bringt."),
)  # fmt: skip
SHIPMENT_CHANGED = Rule(
    "SHP002",
    "shipment-changed",
    WARNING,
    Text("Delivery {number} was shipped with {expected}, the row says {found}.",
         "Die Lieferung {number} wurde mit {expected} versandt, die Zeile sagt {found}."),
    Text("Undo that run of “Ship” and ship again, or put the row right.",
         "Den Lauf „Versenden“ zurücknehmen und neu versenden, oder die Zeile berichtigen."),
)  # fmt: skip
CANCELLED_NOT_SHIPPED = Rule(
    "SHP003",
    "cancelled-delivery-not-shipped",
    ERROR,
    Text("Delivery {number} was cancelled; there is nothing to ship.",
         "Die Lieferung {number} ist storniert; es gibt nichts zu versenden."),
    Text("Empty carrier and tracking number.", "Spediteur und Sendungsnummer leeren."),
)  # fmt: skip
