"""Own numbers in a payer's words: in any notation, found through indexes made from the open invoices themselves.

No pattern is assumed: opening balances have foreign numbers. A number gives several forms, surer and less sure;
a text gives its runs of letters and digits, joined in every way a payer or a bank's line break may have split them.

>>> index = NumberIndex(["RE-2026-00657", "RE-2026-00658"], ["D10058"])
>>> [(mention.items, mention.strength) for mention in index.read("RECHNUNG RG2026/0 0657 KD D10058").mentions]
[((0,), 2)]
>>> index.read("Rechn 00658").mentions[0].strength == TAIL
True
>>> within_one_edit("RE202600657", "RE202600567")
True
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyxl.core.text import fold, squash

FULL, DIGITS, TAIL, SHORT = 3, 2, 1, 0
"""The number whole; its digits without the prefix; its last group; its last group without leading zeros."""

_RUN = re.compile(r"[A-Z]+|[0-9]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MOST_RUNS = 8
"""A number of five groups that a line break split three times is still found."""
_MOST_ITEMS_PER_TAIL = 25
"""A tail that more items share says nothing."""
_SHORTEST_CUSTOMER = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text that names one item, or one of several."""

    items: tuple[int, ...]
    strength: int


@dataclass(frozen=True, slots=True)
class Words:
    """What a line says: the items and the customers it names, and all its pieces for a look at typing errors."""

    mentions: tuple[Mention, ...]
    customers: tuple[str, ...]
    fields: tuple[tuple[str, ...], ...]

    def strong_items(self) -> tuple[int, ...]:
        """Items named by their whole number or all its digits, each once, in the order of the text."""
        named = (item for mention in self.mentions if mention.strength >= DIGITS for item in mention.items)
        return tuple(dict.fromkeys(named))

    def weak_items(self) -> tuple[int, ...]:
        """Items of which only the last digits stand there."""
        named = (item for mention in self.mentions if mention.strength < DIGITS for item in mention.items)
        return tuple(dict.fromkeys(named))


def forms_of(number: str) -> list[tuple[str, int]]:
    """The ways a payer may write that number, squashed, with how sure each is; the surest first."""
    runs = _RUN.findall(fold(number))
    digit_runs = [run for run in runs if run.isdigit()]
    full, digits = "".join(runs), "".join(digit_runs)
    forms = [(full, _strength_of_full(full, digits))]
    if digits != full and len(digits) >= 3:
        forms.append((digits, DIGITS if len(digits) >= 6 else TAIL if len(digits) >= 4 else SHORT))
    tail = _tail(digit_runs)
    if len(digit_runs) > 1 and len(tail) >= 3:
        forms.append((tail, TAIL if len(tail) >= 4 else SHORT))
    stripped = tail.lstrip("0")
    if len(stripped) >= 3 and stripped != tail:
        forms.append((stripped, SHORT))
    seen: dict[str, int] = {}
    for form, strength in forms:
        if len(form) >= 2:
            seen[form] = max(strength, seen.get(form, SHORT))
    return list(seen.items())


def _strength_of_full(full: str, digits: str) -> int:
    if full != digits:
        return FULL if len(full) >= 5 and len(digits) >= 3 else TAIL
    return FULL if len(digits) >= 6 else TAIL if len(digits) >= 4 else SHORT


def _tail(digit_runs: Sequence[str]) -> str:
    """The running number: the last group of digits, but not the year of `657/2026`."""
    if len(digit_runs) > 1 and _YEAR.fullmatch(digit_runs[-1]):
        return digit_runs[-2]
    return digit_runs[-1] if digit_runs else ""


class NumberIndex:
    """Every form of every item number, and the customers' numbers, for one look-up per piece of text."""

    def __init__(self, numbers: Sequence[str], customers: Iterable[str]) -> None:
        phrases: dict[str, list[tuple[int, int]]] = defaultdict(list)
        words: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._whole: list[tuple[str, ...]] = []
        for item, number in enumerate(numbers):
            forms = forms_of(number)
            self._whole.append(tuple(form for form, strength in forms if strength >= DIGITS))
            for form, strength in forms:
                (phrases if strength >= DIGITS else words)[form].append((item, strength))
        self._phrases = {form: _mention(hits) for form, hits in phrases.items()}
        self._words = {form: _mention(hits) for form, hits in words.items() if len(hits) <= _MOST_ITEMS_PER_TAIL}
        self._customers = {squash(number): number for number in customers if len(squash(number)) >= _SHORTEST_CUSTOMER}
        self._longest = max((len(form) for form in (*phrases, *words, *self._customers)), default=0)

    def read(self, *fields: str) -> Words:
        """What these texts of one line name; a text never runs on into the next one."""
        mentions: list[Mention] = []
        customers: list[str] = []
        pieces = []
        for field in fields:
            runs = tuple(_RUN.findall(fold(field)))
            if runs:
                pieces.append(runs)
                self._read_runs(runs, mentions, customers)
        return Words(tuple(mentions), tuple(dict.fromkeys(customers)), tuple(pieces))

    def _read_runs(self, runs: tuple[str, ...], mentions: list[Mention], customers: list[str]) -> None:
        """Of pieces that overlap the surest and longest stays: the tail of a whole number is no second mention."""
        taken: set[int] = set()
        kept = []
        for _, _, start, end, mention, customer in sorted(self._pieces_found(runs), key=lambda each: each[:3]):
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                kept.append((start, mention, customer))
        for _, mention, customer in sorted(kept, key=lambda each: each[0]):
            if mention:
                mentions.append(mention)
            else:
                customers.append(customer)

    def _pieces_found(self, runs: tuple[str, ...]) -> list[tuple[int, int, int, int, Mention | None, str]]:
        phrases, words, customers, longest = self._phrases, self._words, self._customers, self._longest
        found: list[tuple[int, int, int, int, Mention | None, str]] = []
        count = len(runs)
        for start in range(count):
            piece = ""
            for end in range(start, min(start + _MOST_RUNS, count)):
                piece += runs[end]
                if len(piece) > longest:
                    break
                mention = phrases.get(piece)
                if mention is None and end == start and not _YEAR.fullmatch(piece):
                    mention = words.get(piece)
                if mention:
                    found.append((-mention.strength, -len(piece), start, end + 1, mention, ""))
                if piece in customers:
                    sureness = -TAIL if piece.isdigit() else -FULL
                    found.append((sureness, -len(piece), start, end + 1, None, customers[piece]))
        return found

    def is_nearly(self, words: Words, item: int) -> bool:
        """Whether a piece of the text is that item's whole number but for one character (two swapped count as one)."""
        wholes = self._whole[item]
        return any(within_one_edit(piece, whole) for whole in wholes for piece in _long_pieces(words, len(whole)))

    def are_neighbours(self, one: int, other: int) -> bool:
        """Whether one typing error turns one item's number into the other's."""
        return any(within_one_edit(a, b) for a in self._whole[one] for b in self._whole[other])


def _mention(hits: Sequence[tuple[int, int]]) -> Mention:
    return Mention(tuple(item for item, _ in hits), max(strength for _, strength in hits))


def _long_pieces(words: Words, length: int) -> Iterable[str]:
    for runs in words.fields:
        for start in range(len(runs)):
            piece = ""
            for end in range(start, min(start + _MOST_RUNS, len(runs))):
                piece += runs[end]
                if len(piece) > length + 1:
                    break
                if len(piece) >= length - 1:
                    yield piece


def within_one_edit(one: str, other: str) -> bool:
    """Whether one character changed, left out, added or swapped with the next makes the texts equal (or none does)."""
    if one == other:
        return True
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(long) - len(short) > 1:
        return False
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    if short[start + 1 :] == long[start + 1 :]:
        return True
    swapped = short[start : start + 2][::-1]
    return swapped == long[start : start + 2] and short[start + 2 :] == long[start + 2 :]
