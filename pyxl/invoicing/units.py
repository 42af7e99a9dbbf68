"""Units of measure on an invoice: the UN/ECE code (BT-130) and the word that is printed.

>>> unit_code("Stück"), unit_label("Stk", "en"), unit_label("Stk", "de"), unit_code("Gros")
('C62', 'pcs', 'Stk', 'C62')
"""

from __future__ import annotations

from pyxl.core.labels import Language
from pyxl.orders.units import unit_meaning
from pyxl.reference_data.units import CODES, ONE


def unit_code(unit: str) -> str:
    """The UN/ECE Rec. 20/21 code of a unit as people write it; `C62` where there is none."""
    found = CODES.get(unit_meaning(unit))
    return found[0] if found else ONE


def unit_label(unit: str, language: Language) -> str:
    """The word on the document: as the firm writes it, in English documents the English one."""
    found = CODES.get(unit_meaning(unit)) if language == "en" else None
    return found[1].en if found else unit
