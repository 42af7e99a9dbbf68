"""What can be said of availability (AVL...) and of goods booked in, out and counted (STK...)."""

from __future__ import annotations

from pyxl.core.cell_rules import ERROR, INFO, WARNING
from pyxl.core.findings import Rule
from pyxl.core.labels import Text

NOT_ENOUGH = Rule(
    "AVL001",
    "not-enough-goods",
    WARNING,
    Text(
        "Of {wanted} {item} of order {order}, {missing} are neither there nor expected{substitutes}.",
        "Von {wanted} {item} des Auftrags {order} sind {missing} weder da noch im Zulauf{substitutes}.",
    ),
    Text("Buy them, or offer a substitute.", "Nachbestellen oder einen Ersatz anbieten."),
)
LATER_THAN_REQUESTED = Rule(
    "AVL002",
    "later-than-requested",
    WARNING,
    Text(
        "{item} of order {order} can all be there on {day}, {days} after the requested date.",
        "{item} des Auftrags {order} kann erst am {day} ganz da sein, {days} nach dem Wunschtermin.",
    ),
    Text("Tell the customer, or deliver a part.", "Dem Kunden sagen oder einen Teil liefern."),
)
INCOMING_OVERDUE = Rule(
    "AVL003",
    "incoming-overdue",
    WARNING,
    Text(
        "{item} was expected on {day}, {days} days ago; nothing is promised from it.",
        "{item} wurde am {day} erwartet, vor {days} Tagen; daraus wird nichts zugesagt.",
    ),
    Text("Ask the supplier and type the new day.", "Beim Lieferanten fragen und den neuen Tag eintragen."),
)
PROMISED_NOT_DELIVERED = Rule(
    "AVL004",
    "promised-not-delivered",
    WARNING,
    Text(
        "Order {order}: {quantity} {item} were promised for {day}, {days} ago.",
        "Auftrag {order}: {quantity} {item} waren für den {day} zugesagt, vor {days}.",
    ),
    Text("Deliver, or tell the customer a new day.", "Liefern oder dem Kunden einen neuen Tag nennen."),
)
NO_STOCK_ITEM = Rule(
    "AVL005",
    "no-stock-item",
    ERROR,
    Text("“{found}” is no stock item.", "„{found}“ ist kein Lagerartikel."),
    Text(
        "Correct the number, or choose “stock item” in Items under “Delivered as”.",
        "Die Nummer berichtigen oder in Artikel unter „Lieferung als“ „Lagerartikel“ wählen.",
    ),
)
NO_EXPECTED_DATE = Rule(
    "AVL006",
    "no-expected-date",
    WARNING,
    Text("When {item} comes is not known; nothing is promised from it.", "Wann {item} kommt, ist nicht bekannt; "
         "daraus wird nichts zugesagt."),
    Text("Type the day.", "Den Tag eintragen."),
)  # fmt: skip
LINES_WITH_ERRORS = Rule(
    "AVL007",
    "goods-lines-with-errors",
    INFO,
    Text("Without goods because of errors: {lines}.", "Wegen Fehlern ohne Ware: {lines}."),
    Text("Check the orders.", "Die Aufträge prüfen."),
)
UNKNOWN_SUBSTITUTE = Rule(
    "AVL008",
    "unknown-substitute",
    WARNING,
    Text("Item {item} names a substitute that is no stock item: {found}.",
         "Artikel {item} nennt einen Ersatz, der kein Lagerartikel ist: {found}."),
    Text("Correct the numbers; they are set apart by commas.", "Die Nummern berichtigen; sie stehen mit Komma."),
)  # fmt: skip
GOODS_GONE_FROM_UNDER = Rule(
    "STK001",
    "reserved-goods-taken",
    WARNING,
    Text(
        "{quantity} {item} held for order {order} are not there any more; the reservation is lowered.",
        "{quantity} {item}, reserviert für Auftrag {order}, sind nicht mehr da; die Reservierung ist gekürzt.",
    ),
    Text("Check availability again.", "Die Verfügbarkeit neu prüfen."),
)
REASON_MISSING = Rule(
    "STK002",
    "correction-without-reason",
    ERROR,
    Text("The correction has no reason.", "Die Korrektur hat keinen Grund."),
    Text("Type why: broken, found, lost …", "Eintragen, warum: Bruch, Fund, Schwund …"),
)
QUANTITY_WRONG = Rule(
    "STK003",
    "movement-quantity-wrong",
    ERROR,
    Text("{kind}: the quantity {found} cannot be.", "{kind}: Die Menge {found} kann nicht sein."),
    Text(
        "Type a quantity above 0; only a correction may have a minus.",
        "Eine Menge über 0 eintragen; nur eine Korrektur darf ein Minus haben.",
    ),
)
MORE_THAN_THERE = Rule(
    "STK004",
    "more-than-there",
    ERROR,
    Text("{quantity} {item} are to leave {location}, {found} are there.",
         "{quantity} {item} sollen von {location} abgehen, da sind {found}."),
    Text("Correct quantity or location, or count.", "Menge oder Lagerplatz berichtigen oder zählen."),
)  # fmt: skip
MOVEMENT_IN_FUTURE = Rule(
    "STK005",
    "movement-in-future",
    ERROR,
    Text("The date {found} is after today, {today}.", "Das Datum {found} liegt nach heute, {today}."),
    Text("Book it on its day.", "An seinem Tag buchen."),
)
KIND_NOT_TYPED = Rule(
    "STK006",
    "movement-kind-of-pyxl",
    ERROR,
    Text("“{kind}” is booked by pyxl, not by hand.", "„{kind}“ bucht pyxl, nicht die Hand."),
    Text("Choose goods in, goods out or correction.", "Zugang, Abgang oder Korrektur wählen."),
)
COUNT_NEGATIVE = Rule(
    "STK007",
    "count-negative",
    ERROR,
    Text("{found} cannot be counted.", "{found} kann man nicht zählen."),
    Text("Type what lies there, 0 or more.", "Eintragen, was da liegt, 0 oder mehr."),
)
MORE_THAN_ORDERED = Rule(
    "STK008",
    "more-than-ordered",
    WARNING,
    Text("{found} {item} were received, {expected} were still to come.",
         "{found} {item} sind eingetroffen, {expected} standen noch aus."),
    Text("Check the supplier's delivery note; it is booked as typed.",
         "Den Lieferschein des Lieferanten prüfen; gebucht wird, was dasteht."),
)  # fmt: skip
RECEIVED_NEGATIVE = Rule(
    "STK009",
    "received-not-positive",
    ERROR,
    Text("{found} cannot be received.", "{found} kann man nicht erhalten."),
    Text("Type what came; a wrong booking goes by “Undo last run”.",
         "Eintragen, was kam; eine falsche Buchung löst „Letzten Lauf zurücknehmen“."),
)  # fmt: skip
BOOKED_BY_HAND = Rule(
    "STK010",
    "booked-by-hand",
    ERROR,
    Text("The row says that it is booked, but the journal does not know it.",
         "Die Zeile sagt, sie sei gebucht, aber das Journal kennt sie nicht."),
    Text("Empty the cell under Booked; it was probably copied.",
         "Die Zelle unter „Gebucht“ leeren; sie wurde wohl mitkopiert."),
)  # fmt: skip
PLACE_UNKNOWN = Rule(
    "STK011",
    "place-unknown",
    ERROR,
    Text("“{found}” is no place where goods ever lay.", "„{found}“ ist kein Platz, an dem je Ware lag."),
    Text("Book what was found there as a correction in Movements.", "Den Fund in „Bewegungen“ als Korrektur buchen."),
)
