"""What keeps a supplier from being asked to pay for a case."""

from __future__ import annotations

from pyxl.core.findings import Rule, Severity
from pyxl.core.labels import Text

CLAIM_OUTDATED = Rule(
    "SER030",
    "supplier-claim-outdated",
    Severity.ERROR,
    Text(
        "{number} is not as it was proposed: case, cause, supplier or cost changed since.",
        "{number} ist nicht mehr wie vorgeschlagen: Fall, Ursache, Lieferant oder Kosten sind geändert.",
    ),
    Text("Propose debit notes again and look at it.", "Regress neu vorschlagen und ansehen."),
)
CLAIM_AMOUNT_WRONG = Rule(
    "SER031",
    "supplier-claim-amount-wrong",
    Severity.ERROR,
    Text(
        "{number}: {found} are to be claimed; the case cost {cost}.",
        "{number}: {found} sollen belastet werden; der Fall hat {cost} gekostet.",
    ),
    Text("Type an amount above 0 and not above the cost.", "Einen Betrag über 0 und höchstens die Kosten eintragen."),
)
