"""Units of measure on an invoice: the UN/ECE code (BT-130) and the word that is printed.

>>> unit_code("Stück"), unit_label("Stk", "en"), unit_label("Stk", "de"), unit_code("Gros")
('C62', 'pcs', 'Stk', 'C62')
"""

from __future__ import annotations

from pyxl.core.labels import Language
from pyxl.orders.units import unit_meaning

ONE = "C62"
"""UN/ECE Recommendation 20: "one", for whatever is counted and has no code of its own."""

_CODES = {
    "STK": (ONE, "pcs"),
    "STD": ("HUR", "h"),
    "TAG": ("DAY", "days"),
    "MONAT": ("MON", "months"),
    "KG": ("KGM", "kg"),
    "G": ("GRM", "g"),
    "T": ("TNE", "t"),
    "L": ("LTR", "l"),
    "M": ("MTR", "m"),
    "M2": ("MTK", "m²"),
    "M3": ("MTQ", "m³"),
    "PAAR": ("PR", "pairs"),
    "PSCH": ("LS", "lump sum"),
    "PCK": ("XPK", "packs"),
    "KARTON": ("XCT", "cartons"),
    "ROLLE": ("XRO", "rolls"),
}


def unit_code(unit: str) -> str:
    """The UN/ECE Rec. 20/21 code of a unit as people write it; `C62` where there is none."""
    return _CODES.get(unit_meaning(unit), (ONE, ""))[0]


def unit_label(unit: str, language: Language) -> str:
    """The word on the document: as the firm writes it, in English documents the English one."""
    return _CODES.get(unit_meaning(unit), (ONE, unit))[1] if language == "en" else unit
