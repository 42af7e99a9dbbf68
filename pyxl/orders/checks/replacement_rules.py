"""What can be wrong with a line that goes out free for a complaint, in words: ORD065 and ORD066."""

from __future__ import annotations

from pyxl.core.cell_rules import ERROR
from pyxl.core.findings import Rule
from pyxl.core.labels import Text

REPLACEMENT_UNKNOWN = Rule(
    "ORD065",
    "replacement-unknown",
    ERROR,
    Text(
        "The line says it is a replacement, but no settled case has it.",
        "Die Zeile nennt sich Ersatzlieferung, aber kein erledigter Fall hat sie zur Lösung.",
    ),
    Text(
        "Choose another invoice kind; a replacement is entered by “Settle ticked cases”.",
        "Eine andere Rechnungsart wählen; Ersatz trägt „Angekreuzte erledigen“ ein.",
    ),
)
REPLACEMENT_CHANGED = Rule(
    "ORD066",
    "replacement-changed",
    ERROR,
    Text(
        "The replacement for {case} was settled with {label} {expected}; the line has {found}.",
        "Der Ersatz zu {case} ist mit {label} {expected} vereinbart; in der Zeile steht {found}.",
    ),
    Text(
        "Put it back as it was; what goes out besides is an order of its own.",
        "Zurückändern; was darüber hinaus hinausgeht, ist ein eigener Auftrag.",
    ),
)
