"""Texts in which a bank hides references: `EREF: ..` of the Volksbanken, `Mandatsref: ..` of Commerzbank, and the like.

>>> labels = {"EREF:": "end_to_end_id", "MREF:": "mandate_id"}
>>> split_labelled("Rechnung 7 EREF: RE-7 MREF: M1 danke", labels)
{'text': 'Rechnung 7 danke', 'end_to_end_id': 'RE-7', 'mandate_id': 'M1'}
>>> join_lines("Basislastschrift\\nBeitrag 2026 MREF: 4711-0815-\\n99 Danke")
'Basislastschrift Beitrag 2026 MREF: 4711-0815-99 Danke'
"""

from __future__ import annotations

import re
from collections.abc import Mapping

TEXT = "text"
_NAMES = frozenset({"text", "counterparty_name", "ultimate_party_name"})
"""What may have blanks inside; a reference ends at the first one, and what follows is text again."""
_FULL_LINE = 27
"""The length at which older exports of the Volksbanken cut a text, in the middle of a word."""


def split_labelled(text: str, labels: Mapping[str, str]) -> dict[str, str]:
    """The parts of the text by their meaning. A label counts once: who writes it into his text changes nothing."""
    found = {TEXT: ""}
    if not labels:
        return {TEXT: text}
    words = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))
    pieces = re.split(rf"(?:(?<=\s)|^)({words})", text)
    meaning, pieces = TEXT, ["", *pieces]
    for label, piece in zip(pieces[::2], pieces[1::2], strict=True):
        meaning = labels.get(label, TEXT)
        if meaning != TEXT and meaning in found:
            found[TEXT] += f" {label}{piece}"
            continue
        first, _, rest = piece.strip().partition(" ")
        if meaning in _NAMES:
            first, rest = piece.strip(), ""
        found[meaning] = f"{found.get(meaning, '')} {first}".strip()
        found[TEXT] = f"{found[TEXT]} {rest}".strip()
    return found


def join_lines(text: str) -> str:
    """A text of several lines as one; a line of full length goes on without a blank."""
    joined = ""
    for line in text.split("\n"):
        joined += line if joined.endswith("\r") or not joined else f" {line}"
        if len(line) >= _FULL_LINE:
            joined += "\r"
    return joined.replace("\r", "")
