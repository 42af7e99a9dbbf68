"""Units of measure: the UN/ECE code of an e-invoice (BT-130) and the word that people write.

>>> unit_word("C62"), unit_word("XPK").de, unit_word("KWH").en, unit_word("D44")
(Coded(en='pcs', de='Stk', code='C62'), 'Pck', 'kWh', None)
"""

from __future__ import annotations

from pyxl.core.labels import Coded, Label
from pyxl.formats.en16931.code_words import code_word

ONE = "C62"
"""UN/ECE Recommendation 20: "one", for whatever is counted and has no code of its own."""
PIECES = frozenset({ONE, "H87", "EA", "NMP", "PCE", "XPP"})
"""Codes that suppliers use for single things."""

CODES = {
    "STK": (ONE, Label("pcs", "Stk")),
    "STD": ("HUR", Label("h", "Std")),
    "TAG": ("DAY", Label("days", "Tage")),
    "MONAT": ("MON", Label("months", "Monate")),
    "KG": ("KGM", Label("kg", "kg")),
    "G": ("GRM", Label("g", "g")),
    "T": ("TNE", Label("t", "t")),
    "L": ("LTR", Label("l", "l")),
    "M": ("MTR", Label("m", "m")),
    "M2": ("MTK", Label("m²", "m²")),
    "M3": ("MTQ", Label("m³", "m³")),
    "PAAR": ("PR", Label("pairs", "Paar")),
    "PSCH": ("LS", Label("lump sum", "psch")),
    "PCK": ("XPK", Label("packs", "Pck")),
    "KARTON": ("XCT", Label("cartons", "Karton")),
    "ROLLE": ("XRO", Label("rolls", "Rollen")),
}
"""By the meaning of what is written: the code of UN/ECE Rec. 20 or 21, and the word on documents and in tabs."""
_WORDS = {**dict.fromkeys(PIECES, CODES["STK"][1]), **dict(CODES.values())}


def unit_word(code: str) -> Coded | None:
    """The word for the code of a unit; None where pyxl does not know it."""
    word = _WORDS.get(code) or code_word("BT-130", code)
    return Coded(word.en, word.de, code) if word else None
