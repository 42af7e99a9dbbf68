"""The labelled purpose text of German banks: `EREF+...MREF+...SVWZ+...`, as MT940 and the CSV-MT940 export carry it.

>>> parts = split_run("EREF+RE-7MREF+M1CRED+DE98ZZZ09999999999SVWZ+Rechnung 7ABWA+Muster OHG")
>>> parts["EREF"], parts["SVWZ"], parts["ABWA"]
('RE-7', 'Rechnung 7', 'Muster OHG')
>>> split_run("Miete April")
{'SVWZ': 'Miete April'}
"""

from __future__ import annotations

import re
from collections.abc import Sequence

TEXT = "SVWZ"
"""The label of the text itself; what stands before the first label counts as text too."""
_LABELS = (
    "IBAN",
    "BIC",
    "EREF",
    "KREF",
    "MREF",
    "CRED",
    "DEBT",
    "COAM",
    "OAMT",
    "SVWZ",
    "ABWA",
    "ABWE",
    "BREF",
    "RREF",
    "PURP",
)
_LABEL = re.compile(f"({'|'.join(_LABELS)})\\+")
_AFTER_TEXT = re.compile(r"(ABWA|ABWE)\+")


def split_fields(fields: Sequence[str]) -> dict[str, str]:
    """The labelled parts of the `?20`-`?29`, `?60`-`?63` fields of MT940.

    A label counts at the start of a field only (DK Anlage 3, 8.2.4), and once: a payer who writes `EREF+` into his
    text changes nothing. Fields are joined without a blank, because the bank cuts words after 27 characters.
    """
    parts: dict[str, str] = {}
    label, open_end = TEXT, True
    for field in fields:
        match = _LABEL.match(field)
        if match and match[1] not in parts:
            label, part = match[1], field[match.end() :]
        else:
            part = field
            if label not in _TEXTS and (not open_end or len(parts[label]) + len(part) > _REFERENCE_LENGTH):
                label = TEXT
        parts[label] = parts.get(label, "") + part
        open_end = len(field) >= _FIELD_LENGTH
    return {label: " ".join(part.split()) for label, part in parts.items()}


_TEXTS = (TEXT, "ABWA", "ABWE")
_FIELD_LENGTH = 27
_REFERENCE_LENGTH = 35
"""No SEPA reference is longer; a field without a label after a short or a full reference is text again."""


def split_run(text: str) -> dict[str, str]:
    """The labelled parts of a purpose that was joined to one text; after SVWZ+ only ABWA+ and ABWE+ end it."""
    parts: dict[str, str] = {}
    label, start, search = TEXT, 0, _LABEL
    while match := search.search(text, start):
        _keep(parts, label, text[start : match.start()])
        label, start = match[1], match.end()
        if label in (TEXT, "ABWA", "ABWE"):
            search = _AFTER_TEXT
    _keep(parts, label, text[start:])
    return parts


def _keep(parts: dict[str, str], label: str, part: str) -> None:
    part = " ".join(part.split())
    if part:
        parts[label] = f"{parts[label]} {part}" if label in parts else part


RETURN_REASONS = {
    "901": "AC01",
    "902": "AC04",
    "903": "AC06",
    "904": "AG01",
    "906": "AM04",
    "907": "AM05",
    "908": "BE04",
    "909": "MD01",
    "910": "MD02",
    "912": "MD06",
    "913": "MD07",
    "915": "RC01",
}
"""Field `?34` of a returned payment as ISO 20022 code; numbers on which the banks' own lists disagree are left out."""
_REASON_IN_TEXT = re.compile(
    r"(?<![A-Z0-9])(AC0[1346]|AC13|AG0[12]|AM0[45]|BE0[45]|CNOR|DNOR|FF05|FOCR|MD0[1267]|MS0[23]|RC01|RR0[1-4]|SL01)(?![A-Z0-9])"
)


def return_reason(number: str, text: str) -> str:
    """Why a returned payment came back: by the bank's number (`?34`), else by a code in the text, else ""."""
    found = _REASON_IN_TEXT.search(text)
    return RETURN_REASONS.get(number) or (found[1] if found else "")


def without_placeholder(reference: str) -> str:
    """The reference, or "" for the words by which banks say that there is none."""
    return "" if reference.upper() in ("NOTPROVIDED", "NONREF", "NOT PROVIDED") else reference
