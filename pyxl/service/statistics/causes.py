"""The causes that a new workbook brings; the tab is hers from then on.

>>> len(usual_causes("de")), usual_causes("en")[0].cause
(14, 'wrong item')
"""

from __future__ import annotations

from pyxl.core.labels import Label, Language
from pyxl.ledger.cases.rows import Cause, CauseGroup

_USUAL: dict[CauseGroup, tuple[Label, ...]] = {
    CauseGroup.PICKING: (
        Label("wrong item", "falscher Artikel"),
        Label("wrong quantity", "falsche Menge"),
        Label("item missing", "Artikel fehlt"),
    ),
    CauseGroup.TRANSPORT: (
        Label("damaged in transit", "Transportschaden"),
        Label("lost in transit", "auf dem Weg verloren"),
        Label("wrong address", "falsche Anschrift"),
    ),
    CauseGroup.PRODUCT: (
        Label("defective", "defekt"),
        Label("not as described", "nicht wie beschrieben"),
    ),
    CauseGroup.INVOICE: (
        Label("wrong price", "falscher Preis"),
        Label("wrong details on invoice", "falsche Angaben auf der Rechnung"),
        Label("billed twice", "doppelt berechnet"),
    ),
    CauseGroup.DELIVERY_DATE: (
        Label("delivered too late", "zu spät geliefert"),
        Label("not delivered", "nicht geliefert"),
    ),
    CauseGroup.OTHER: (Label("other", "Sonstiges"),),
}


def usual_causes(language: Language) -> tuple[Cause, ...]:
    """The causes in the language of the workbook."""
    return tuple(Cause(cause=each.text(language), group=group) for group, causes in _USUAL.items() for each in causes)
