"""The ways a payer may write a number, and how sure each is.

>>> spelt(["RE-2026-00657", "657/2026"])
(['RE202600657', '6572026'], ['202600657', '6572026'], ['   2026 00657', '657 2026'])
>>> runs_of("Rechnung RE2026/ 657")
['RECHNUNG', 'RE', '2026', '657']
"""

from __future__ import annotations

import re
import string
from collections.abc import Sequence

from pyxl.core.text import fold

FULL, DIGITS, TAIL, SHORT = 3, 2, 1, 0
"""The number whole; its digits without the prefix; its last group; its last group without leading zeros."""

SHORTEST_WHOLE = 5
"""Letters and digits of the shortest number that is named whole."""
_RUN = re.compile(r"[A-Z]+|[0-9]+")
_CENTURIES = frozenset(("19", "20"))
_EVERY_BYTE = bytes(range(256))
_KEPT_IN_FULL = f"\n{string.ascii_uppercase}{string.digits}".encode()
_KEPT_IN_DIGITS = f"\n{string.digits}".encode()
_NOT_IN_FULL = _EVERY_BYTE.translate(None, _KEPT_IN_FULL)
_NOT_IN_DIGITS = _EVERY_BYTE.translate(None, _KEPT_IN_DIGITS)
_BLANK_BUT_DIGITS = bytes(byte if byte in _KEPT_IN_DIGITS else ord(" ") for byte in _EVERY_BYTE)


def runs_of(text: str) -> list[str]:
    """The text's runs of letters and of digits, folded."""
    return _RUN.findall(folded(text))


def folded(text: str) -> str:
    """The text in capitals; folding costs, and most texts of banks are plain."""
    return text.upper() if text.isascii() else fold(text)


runs_of_folded = _RUN.findall
"""The runs of a text that is folded already."""


def is_year(run: str) -> bool:
    """Whether the digits are a year's rather than a number's."""
    return len(run) == 4 and run[:2] in _CENTURIES and run.isdigit()


def squashed(texts: Sequence[str]) -> list[str]:
    """All letters and digits of each text, folded.

    >>> squashed(["Müller & Co", "", "re 7"])
    ['MUELLERCO', '', 'RE7']
    """
    return spelt(texts)[0] if texts else []


def spelt(numbers: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """Of each number all letters and digits, all digits, and its digits with blanks for all between; folded.

    One long text is taken apart in a tenth of the time that many short ones need.
    """
    text = "\n".join(numbers)
    if text.isascii() and text.count("\n") < len(numbers):
        text = text.upper()
    else:  # A line break inside a number, or letters that are folded one number at a time.
        each_folded = map(folded, numbers)
        text = "\n".join([number.replace("\n", " ") for number in each_folded])
    raw = text.encode("ascii", "replace")
    full = raw.translate(None, _NOT_IN_FULL).decode().split("\n")
    digits = raw.translate(None, _NOT_IN_DIGITS).decode().split("\n")
    return full, digits, raw.translate(_BLANK_BUT_DIGITS).decode().split("\n")


def strength_of_full(full: str, digits: str) -> int:
    """How sure a number is meant by all its letters and digits."""
    if full != digits:
        return FULL if len(full) >= SHORTEST_WHOLE and len(digits) >= 3 else TAIL
    return FULL if len(digits) >= 6 else TAIL if len(digits) >= 4 else SHORT


def strength_of_digits(digits: str) -> int:
    """How sure a number is meant by all its digits."""
    return DIGITS if len(digits) >= 6 else strength_of_tail(digits)


def strength_of_tail(digits: str) -> int:
    """How sure a number is meant by its last group of digits."""
    return TAIL if len(digits) >= 4 else SHORT


def whole_forms(full: str, digits: str) -> list[str]:
    """What names a number whole: all its letters and digits, and all its digits where they are many.

    >>> whole_forms("RE202600657", "202600657"), whole_forms("A17", "17")
    (['RE202600657', '202600657'], [])
    """
    forms = [full] if len(full) > 1 and strength_of_full(full, digits) >= DIGITS else []
    return [*forms, digits] if digits != full and strength_of_digits(digits) >= DIGITS else forms
