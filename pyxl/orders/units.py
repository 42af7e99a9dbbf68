"""Units of measure as people write them: `Stück`, `Stk.` and `pcs` are one unit.

>>> same_unit("Stk.", "Stück"), same_unit("kg", "KG"), same_unit("kg", "g")
(True, True, False)
"""

from __future__ import annotations

from functools import cache

from pyxl.core.text import squash

_SPELLINGS = (
    ("STK", "STUECK", "ST", "PC", "PCS", "PIECE", "PIECES"),
    ("STD", "STUNDE", "STUNDEN", "H", "HR", "HRS", "HOUR", "HOURS"),
    ("TAG", "TAGE", "DAY", "DAYS"),
    ("MONAT", "MONATE", "MON", "MONTH", "MONTHS"),
    ("KG", "KILO", "KILOGRAMM", "KILOGRAM"),
    ("G", "GRAMM", "GRAM"),
    ("T", "TONNE", "TONNEN", "TONNES"),
    ("L", "LITER", "LTR", "LITRE", "LITRES"),
    ("M", "METER", "METRE", "METRES", "MTR"),
    ("M2", "QM", "QUADRATMETER", "SQM"),
    ("M3", "CBM", "KUBIKMETER"),
    ("PAAR", "PAIR", "PAIRS"),
    ("PSCH", "PAUSCHAL", "PAUSCHALE", "LUMPSUM"),
    ("PCK", "PKG", "PACKUNG", "PAKET", "PACK"),
    ("KARTON", "KTN", "KART", "CARTON", "BOX"),
    ("ROLLE", "ROLLEN", "RLL", "ROLL", "ROLLS"),
)
_MEANING = {spelling: group[0] for group in _SPELLINGS for spelling in group}
_RAISED = str.maketrans({"²": "2", "³": "3"})


@cache
def unit_meaning(unit: str) -> str:
    """One word for all spellings of a unit; an unknown unit means itself, whatever its case."""
    word = squash(unit.translate(_RAISED)) or unit
    return _MEANING.get(word, word)


def same_unit(one: str, other: str) -> bool:
    """Whether two spellings mean one unit."""
    return one == other or unit_meaning(one) == unit_meaning(other)
