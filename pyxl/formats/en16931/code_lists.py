"""The code lists that EN 16931 allows, in the edition of 2026, kept in `code_lists.txt` beside this module.

>>> "HUR" in UNITS, "Std" in UNITS, "DE" in COUNTRIES
(True, False, True)
"""

from __future__ import annotations

import re
from importlib.resources import files

_TEXT = (files("pyxl.formats.en16931") / "code_lists.txt").read_text("utf-8")
_SECTIONS = {name: frozenset(codes.split()) for name, codes in re.findall(r"^\[(.+)\]\n([^\[]+)", _TEXT, re.MULTILINE)}

INVOICE_TYPES = _SECTIONS["invoice types"]
"""BT-3: UNTDID 1001, what is written as an invoice (BR-CL-01)."""
CREDIT_NOTE_TYPES = _SECTIONS["credit note types"]
"""BT-3: UNTDID 1001, what is written as a credit note (BR-CL-01)."""
CURRENCIES = _SECTIONS["currencies"]
"""BT-5, BT-6: ISO 4217 (BR-CL-03 to BR-CL-05)."""
TAX_POINT_CODES = _SECTIONS["tax point codes"]
"""BT-8: UNTDID 2005 (BR-CL-06)."""
REFERENCE_SCHEMES = _SECTIONS["reference schemes"]
"""BT-18-1, BT-128-1: UNTDID 1153 (BR-CL-07)."""
NOTE_SUBJECTS = _SECTIONS["note subjects"]
"""BT-21: UNTDID 4451 (BR-CL-08)."""
IDENTIFIER_SCHEMES = _SECTIONS["identifier schemes"]
"""BT-29-1, BT-30-1, BT-157-1 and the like: ISO 6523 ICD (BR-CL-10, -11, -21, -26)."""
CLASSIFICATION_SCHEMES = _SECTIONS["classification schemes"]
"""BT-158-1: UNTDID 7143 (BR-CL-13)."""
COUNTRIES = _SECTIONS["countries"]
"""BT-40 and the like: ISO 3166-1 (BR-CL-14, BR-CL-15)."""
PAYMENT_MEANS_CODES = _SECTIONS["payment means codes"]
"""BT-81: UNTDID 4461 (BR-CL-16)."""
VAT_CATEGORIES = _SECTIONS["vat categories"]
"""BT-118, BT-151 and the like: UNTDID 5305 (BR-CL-17, BR-CL-18)."""
ALLOWANCE_REASONS = _SECTIONS["allowance reasons"]
"""BT-98, BT-140: UNTDID 5189 (BR-CL-19)."""
CHARGE_REASONS = _SECTIONS["charge reasons"]
"""BT-105, BT-145: UNTDID 7161 (BR-CL-20)."""
EXEMPTION_REASONS = _SECTIONS["exemption reasons"]
"""BT-121: VATEX (BR-CL-22)."""
UNITS = _SECTIONS["units"]
"""BT-130, BT-150: UN/ECE Recommendation 20 and 21 (BR-CL-23)."""
ADDRESS_SCHEMES = _SECTIONS["address schemes"]
"""BT-34-1, BT-49-1: EAS (BR-CL-25)."""
MIME_TYPES = _SECTIONS["mime types"]
"""BT-125-1 (BR-CL-24)."""
