"""What can differ between a bill, the order to the supplier and the goods that came."""

from __future__ import annotations

from pyxl.core.cell_rules import WARNING
from pyxl.core.findings import Rule
from pyxl.core.labels import Text

_ASK = Text(
    "Compare order, delivery note and bill, and ask the supplier for a correction. To pay it as it is, tick it.",
    "Bestellung, Lieferschein und Rechnung vergleichen und berichtigen lassen. Soll so gezahlt werden, ankreuzen.",
)
ORDER_UNKNOWN = Rule(
    "BIL016",
    "order-of-bill-unknown",
    WARNING,
    Text(
        "Bill {number} names your order {order}; none of this number went to supplier {supplier}.",
        "Rechnung {number} nennt Ihre Bestellung {order}; an Lieferant {supplier} ging keine mit dieser Nummer.",
    ),
    Text(
        "Look who ordered it; without an order, write why under Hold.",
        "Klären, wer bestellt hat; ohne Bestellung den Grund unter Sperre eintragen.",
    ),
)
NOT_ORDERED = Rule(
    "BIL017",
    "billed-but-not-ordered",
    WARNING,
    Text(
        "Bill {number} asks for {item} ({name}), which is not on order {order}.",
        "Rechnung {number} berechnet {item} ({name}); auf Bestellung {order} steht das nicht.",
    ),
    _ASK,
)
MORE_THAN_RECEIVED = Rule(
    "BIL018",
    "billed-more-than-received",
    WARNING,
    Text(
        "Bill {number}, {item}: {billed} billed in all, {received} received, {ordered} ordered.",
        "Rechnung {number}, {item}: insgesamt {billed} berechnet, {received} erhalten, {ordered} bestellt.",
    ),
    _ASK,
)
PRICE_ABOVE_ORDER = Rule(
    "BIL019",
    "price-above-order",
    WARNING,
    Text(
        "Bill {number}, {item}: {found} for {quantity}, agreed are {expected} (tolerance {percent} %).",
        "Rechnung {number}, {item}: {found} für {quantity}, vereinbart sind {expected} (Toleranz {percent} %).",
    ),
    _ASK,
)
UNIT_DIFFERS = Rule(
    "BIL020",
    "unit-of-bill-differs",
    WARNING,
    Text(
        "Bill {number}, {item}: billed in {found}, kept in {expected}; quantity and price are not compared.",
        "Rechnung {number}, {item}: berechnet in {found}, geführt in {expected}; Menge und Preis sind unverglichen.",
    ),
    _ASK,
)
ABOVE_ORDER = Rule(
    "BIL021",
    "bill-above-order",
    WARNING,
    Text(
        "Bill {number}: order {order} is billed with {found} net in all, ordered for {expected} "
        "(tolerance {percent} %).",
        "Rechnung {number}: Bestellung {order} ist mit insgesamt {found} netto berechnet, bestellt für {expected} "
        "(Toleranz {percent} %).",
    ),
    _ASK,
)
NOTHING_RECEIVED = Rule(
    "BIL022",
    "nothing-received-of-order",
    WARNING,
    Text(
        "Bill {number}: nothing of order {order} is booked in.",
        "Rechnung {number}: Von Bestellung {order} ist nichts im Wareneingang.",
    ),
    _ASK,
)
