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
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from pyxl.banking.matching.records import PaymentLine
from pyxl.core.text import fold, squash

FULL, DIGITS, TAIL, SHORT = 3, 2, 1, 0
"""The number whole; its digits without the prefix; its last group; its last group without leading zeros."""
_STRENGTH_BITS = 2

_RUN = re.compile(r"[A-Z]+|[0-9]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MOST_RUNS = 8
"""A number of five groups that a line break split three times is still found."""
_MOST_ITEMS_PER_TAIL = 25
"""A tail that more items share says nothing."""
_SHORTEST_CUSTOMER = 4
_HEAD = 5
"""So many first letters of every form are kept, to pass over the words that begin none."""
_SUREST_FIRST = itemgetter(0, 1, 2)
_IN_ORDER = itemgetter(2)


class Mention(NamedTuple):
    """A place in the text that names one item, or one of several."""

    items: tuple[int, ...]
    strength: int


class Words(NamedTuple):
    """What a line says: the items and the customers it names."""

    mentions: tuple[Mention, ...]
    customers: tuple[str, ...]
    strong: tuple[int, ...]
    """Items named by their whole number or all its digits, each once, in the order of the text."""

    def weak_items(self) -> tuple[int, ...]:
        """Items of which only the last digits stand there."""
        named = (item for mention in self.mentions if mention.strength < DIGITS for item in mention.items)
        return tuple(dict.fromkeys(named))


_NOTHING_SAID = Words((), (), ())


def forms_of(number: str) -> list[tuple[str, int]]:
    """The ways a payer may write that number, squashed, with how sure each is; the surest first."""
    runs = runs_of(number)
    digit_runs = [run for run in runs if run[0] <= "9"]
    full, digits = "".join(runs), "".join(digit_runs)
    forms = {full: _strength_of_full(full, digits)} if len(full) > 1 else {}
    if digits != full and len(digits) >= 3:
        forms.setdefault(digits, DIGITS if len(digits) >= 6 else _strength_of_tail(digits))
    tail = _tail(digit_runs)
    if len(digit_runs) > 1 and len(tail) >= 3:
        forms.setdefault(tail, _strength_of_tail(tail))
    if tail[:1] == "0" and len(stripped := tail.lstrip("0")) >= 3:
        forms.setdefault(stripped, SHORT)
    return list(forms.items())


def _strength_of_tail(digits: str) -> int:
    return TAIL if len(digits) >= 4 else SHORT


def runs_of(text: str) -> list[str]:
    """The text's runs of letters and of digits, folded."""
    return _RUN.findall(text.upper() if text.isascii() else fold(text))


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
        phrases: dict[str, Mention | int] = {}
        words: dict[str, Mention | int] = {}
        self._numbers = numbers
        for item, number in enumerate(numbers):
            for form, strength in forms_of(number):
                known = phrases if strength >= DIGITS else words
                if form not in known:
                    known[form] = item << _STRENGTH_BITS | strength
                elif len((before := _mention(known[form])).items) <= _MOST_ITEMS_PER_TAIL:
                    known[form] = Mention((*before.items, item), max(strength, before.strength))
        self._phrases = phrases
        self._words = {
            form: hit
            for form, hit in words.items()
            if type(hit) is int or len(_mention(hit).items) <= _MOST_ITEMS_PER_TAIL
        }
        self._customers = {squash(number): number for number in customers if len(squash(number)) >= _SHORTEST_CUSTOMER}
        known_forms = (phrases, words, self._customers)
        self._longest = max((max(map(len, forms)) for forms in known_forms if forms), default=0)
        heads = {form[:_HEAD] for forms in known_forms for form in forms}
        self._heads = {head[:length] for head in heads for length in range(1, _HEAD + 1)}

    def read(self, *fields: str) -> Words:
        """What these texts of one line name; a text never runs on into the next one."""
        mentions: list[Mention] = []
        customers: list[str] = []
        for field in fields:
            if field:
                self._read_runs(runs_of(field), mentions, customers)
        if not mentions and not customers:
            return _NOTHING_SAID
        strong = [item for mention in mentions if mention.strength >= DIGITS for item in mention.items]
        if len(strong) > 1:
            strong = list(dict.fromkeys(strong))
        return Words(tuple(mentions), tuple(dict.fromkeys(customers)), tuple(strong))

    def _read_runs(self, runs: list[str], mentions: list[Mention], customers: list[str]) -> None:
        """Of pieces that overlap the surest and longest stays: the tail of a whole number is no second mention."""
        pieces = self._pieces_found(runs)
        if not pieces:
            return
        if len(pieces) > 1:
            pieces.sort(key=_SUREST_FIRST)
        taken = 0  # One bit for each run.
        kept = []
        for piece in pieces:
            _, _, start, end, _, _ = piece
            place = (1 << end) - (1 << start)
            if not taken & place:
                taken |= place
                kept.append(piece)
        if len(kept) > 1:
            kept.sort(key=_IN_ORDER)
        for _, _, _, _, mention, customer in kept:
            if mention:
                mentions.append(mention)
            else:
                customers.append(customer)

    def _pieces_found(self, runs: list[str]) -> list[tuple[int, int, int, int, Mention | None, str]]:
        """Most words of a purpose begin no number, which their first letters tell."""
        phrases, customers, heads = self._phrases, self._customers, self._heads
        longest, count = self._longest, len(runs)
        found: list[tuple[int, int, int, int, Mention | None, str]] = []
        for start, piece in enumerate(runs):
            if piece[:_HEAD] not in heads:
                continue
            if piece in self._words and not _YEAR.fullmatch(piece):
                mention = _mention(self._words[piece])
                found.append((-mention.strength, -len(piece), start, start + 1, mention, ""))
            end = start + 1
            last = min(start + _MOST_RUNS, count)
            while True:
                if piece in phrases:
                    mention = _mention(phrases[piece])
                    found.append((-mention.strength, -len(piece), start, end, mention, ""))
                if piece in customers:
                    sureness = -TAIL if piece.isdigit() else -FULL
                    found.append((sureness, -len(piece), start, end, None, customers[piece]))
                if end == last:
                    break
                piece += runs[end]
                end += 1
                if len(piece) > longest or piece[:_HEAD] not in heads:
                    break
        return found

    def is_nearly(self, line: PaymentLine, item: int) -> bool:
        """Whether a piece of the text is that item's whole number but for one character (two swapped count as one)."""
        texts = [runs_of(field) for field in (line.text, *line.references) if field]
        return any(
            within_one_edit(piece, whole)
            for whole in self._whole(item)
            for runs in texts
            for piece in _long_pieces(runs, len(whole))
        )

    def is_ended_by(self, line: PaymentLine, item: int) -> bool:
        """Whether digits of the text are the last ones of a group of the number, as in a list: `R175643, 75655`."""
        pieces = tuple(
            run for run in runs_of(line.text) if run.isdigit() and len(run) >= 3 and not _YEAR.fullmatch(run)
        )
        return any(group.endswith(pieces) for group in runs_of(self._numbers[item]) if group.isdigit())

    def are_neighbours(self, one: int, other: int) -> bool:
        """Whether one typing error turns one item's number into the other's."""
        return any(within_one_edit(a, b) for a in self._whole(one) for b in self._whole(other))

    def _whole(self, item: int) -> list[str]:
        return [form for form, strength in forms_of(self._numbers[item]) if strength >= DIGITS]


def _mention(hit: Mention | int) -> Mention:
    """Most forms name one item: they are kept as one number, which takes a tenth of the memory."""
    if isinstance(hit, int):
        return Mention((hit >> _STRENGTH_BITS,), hit & (1 << _STRENGTH_BITS) - 1)
    return hit


def _long_pieces(runs: list[str], length: int) -> Iterable[str]:
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
