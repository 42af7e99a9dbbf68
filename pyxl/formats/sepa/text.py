"""Text for SEPA files: the Latin letters that every bank takes, umlauts spelt out (EPC217-08).

>>> sepa_text("Müller & Söhne, Größe 7 „extra“")
'Mueller + Soehne, Groesse 7 extra'
>>> sepa_text("A" * 80, 70) == "A" * 70
True
"""

from __future__ import annotations

import re
import unicodedata

_SPELT_OUT = str.maketrans(
    {"Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ẞ": "SS", "&": "+", "_": "-"}
)
_NOT_ALLOWED = re.compile(r"[^A-Za-z0-9/?:().,'+ -]+")
NAME_LENGTH, REFERENCE_LENGTH, TEXT_LENGTH = 70, 35, 140
"""What banks take of a name, of a reference (PmtInfId, EndToEndId, MndtId) and of a purpose (DK Anlage 3)."""


def sepa_text(text: str, longest: int = TEXT_LENGTH) -> str:
    """The text in the SEPA character set, single blanks, at most so long; never begins or ends with a slash."""
    spelt = text.translate(_SPELT_OUT)
    plain = "".join(c for c in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(c))
    kept = " ".join(_NOT_ALLOWED.sub(" ", plain).split())
    return re.sub("//+", "/", kept)[:longest].strip(" /")
