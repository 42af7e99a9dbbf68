"""The ways a payer may write a number, and how sure each is.

>>> [list(forms_of(*spelling)) for spelling in zip(*spelt(["RE-2026-00657", "657/2026"]))]
[[('RE202600657', 3), ('202600657', 2), ('00657', 1), ('657', 0)], [('6572026', 3), ('657', 0)]]
>>> runs_of("Rechnung RE2026/ 657")
['RECHNUNG', 'RE', '2026', '657']
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Sequence

from pyxl.core.text import fold

FULL, DIGITS, TAIL, SHORT = 3, 2, 1, 0
"""The number whole; its digits without the prefix; its last group; its last group without leading zeros."""

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
    return _RUN.findall(text.upper() if text.isascii() else fold(text))


def is_year(run: str) -> bool:
    """Whether the digits are a year's rather than a number's."""
    return len(run) == 4 and run[:2] in _CENTURIES and run.isdigit()


def spelt(numbers: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """Of each number all letters and digits, all digits, and its digits with blanks for all between; folded.

    One long text is taken apart in a tenth of the time that many short ones need.
    """
    text = "\n".join(numbers)
    if text.isascii() and text.count("\n") < len(numbers):
        text = text.upper()
    else:  # A line break inside a number, or letters that are folded one number at a time.
        folded = (number.upper() if number.isascii() else fold(number) for number in numbers)
        text = "\n".join([number.replace("\n", " ") for number in folded])
    raw = text.encode("ascii", "replace")
    full = raw.translate(None, _NOT_IN_FULL).decode().split("\n")
    digits = raw.translate(None, _NOT_IN_DIGITS).decode().split("\n")
    return full, digits, raw.translate(_BLANK_BUT_DIGITS).decode().split("\n")


def strength_of_full(full: str, digits: str) -> int:
    """How sure a number is meant by all its letters and digits."""
    if full != digits:
        return FULL if len(full) >= 5 and len(digits) >= 3 else TAIL
    return FULL if len(digits) >= 6 else TAIL if len(digits) >= 4 else SHORT


def strength_of_digits(digits: str) -> int:
    """How sure a number is meant by all its digits."""
    return DIGITS if len(digits) >= 6 else strength_of_tail(digits)


def strength_of_tail(digits: str) -> int:
    """How sure a number is meant by its last group of digits."""
    return TAIL if len(digits) >= 4 else SHORT


def forms_of(full: str, digits: str, spaced: str) -> Iterator[tuple[str, int]]:
    """The squashed forms of a number that is spelt so, each with its strength; the surest first."""
    if len(full) > 1:
        yield full, strength_of_full(full, digits)
    if digits != full and len(digits) >= 3:
        yield digits, strength_of_digits(digits)
    if digits:
        tail = tail_of(digits, spaced)
        if len(tail) >= 3 and tail != digits:
            yield tail, strength_of_tail(tail)
        if tail[0] == "0" and len(stripped := tail.lstrip("0")) >= 3:
            yield stripped, SHORT


def tail_of(digits: str, spaced: str) -> str:
    """The running number: the last group of digits, but not the year of `657/2026`."""
    end = spaced.rstrip()
    tail = end[end.rfind(" ") + 1 :]
    return end.split()[-2] if is_year(tail) and tail != digits else tail


def whole_forms(full: str, digits: str) -> list[str]:
    """Of these forms those that name the number whole."""
    return [form for form, strength in forms_of(full, digits, digits) if strength >= DIGITS]
