"""Own numbers in a payer's words: in any notation, found through indexes made from the open invoices themselves.

No pattern is assumed: opening balances have foreign numbers. A number gives several forms, surer and less sure;
a text gives its runs of letters and digits, joined in every way a payer or a bank's line break may have split them.

>>> index = NumberIndex(["RE-2026-00657", "RE-2026-00658"], ["D10058"])
>>> [(mention.items, mention.strength) for mention in index.read("RECHNUNG RG2026/0 0657 KD D10058").mentions]
[((0,), 2)]
>>> index.read("Rechn 00658").mentions[0].strength == TAIL
True
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from pyxl.banking.matching.edits import MOST_RUNS, is_nearly_in, within_one_edit
from pyxl.banking.matching.records import PaymentLine
from pyxl.banking.matching.spelling import (
    DIGITS,
    FULL,
    TAIL,
    forms_of,
    is_year,
    runs_of,
    spelt,
    strength_of_full,
    whole_forms,
)
from pyxl.core.text import squash

_STRENGTH_BITS = 2
_STRENGTH = (1 << _STRENGTH_BITS) - 1

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
_Hit = int | Mention
"""The items of a form. Most have one: it is kept with its strength in the low bits, in a tenth of the memory."""
Piece = tuple[int, int, int, int, _Hit | str]
"""How unsure and how short a piece is, both below zero, its first run and the one behind it, and what it names."""


class NumberIndex:
    """Every form of every item number, and the customers' numbers, for one look-up per piece of text."""

    def __init__(self, numbers: Sequence[str], customers: Iterable[str]) -> None:
        self._numbers = numbers
        self._full, self._digits, spaced = spelt(numbers)
        self._phrases: dict[str, _Hit] = {}
        """Forms that a text may spread over several runs."""
        self._words: dict[str, _Hit] = {}
        """Forms that are one run or nothing: last digits."""
        self._index(spaced)
        squashed = ((squash(number), number) for number in customers)
        self._customers = {form: number for form, number in squashed if len(form) >= _SHORTEST_CUSTOMER}
        self._phrase_sizes = set(map(len, self._phrases))
        self._word_sizes = set(map(len, self._words))
        self._customer_sizes = set(map(len, self._customers))
        """Looking up a text of another length would be in vain, and costs the most when the index is large."""
        self._longest = max(self._phrase_sizes | self._customer_sizes, default=0)
        self._dull: set[str] = set()
        """Words of the texts that were found to begin nothing: the same few come again and again."""
        self._heads = _beginnings([*self._phrases, *self._customers])
        spellings = zip(self._full, self._digits, strict=True)
        whole = [full for full, digits in spellings if strength_of_full(full, digits) == FULL]
        self._sure_heads = _beginnings([*whole, *(form for form in self._customers if _sureness(form) == FULL)])
        """Beginnings of what would displace a piece: another whole number, a customer's."""

    def _index(self, spaced: Sequence[str]) -> None:
        """Files every form, but for last digits that too many items share."""
        crowded: set[str] = set()
        phrases, words = self._phrases, self._words
        for item, spelling in enumerate(zip(self._full, self._digits, spaced, strict=True)):
            for form, strength in forms_of(*spelling):
                known = phrases if strength >= DIGITS else words
                hit = item << _STRENGTH_BITS | strength
                if known.setdefault(form, hit) != hit and _share(known, form, item, strength) and known is words:
                    crowded.add(form)
        for form in crowded:
            del words[form]
        self._has_letter_words = any(form.isalpha() for form in words)

    def read(self, *fields: str) -> Words:
        """What these texts of one line name; a text never runs on into the next one."""
        return words_of(self.pieces(fields[0], fields[1:]))

    def pieces(self, text: str, references: Sequence[str] = ()) -> list[Piece]:
        """Where numbers stand in these texts of one line, in their order."""
        pieces = self._pieces_found(runs_of(text)) if text else []
        for reference in references:
            if reference:
                pieces += self._pieces_found(runs_of(reference))
        return pieces

    def _pieces_found(self, runs: list[str], *, is_thorough: bool = False) -> list[Piece]:
        """Every run, or runs joined, that is a form, without those that overlap a surer one.

        Most words of a purpose begin no number: their first letters tell. Behind the first run of a whole number only
        another whole one can count; if one begins there, all is looked at.
        """
        words, heads, dull = self._words, self._heads, self._dull
        found: list[Piece] = []
        taken = 0
        for start, piece in enumerate(runs):
            if piece in dull:
                continue
            if start < taken:
                if piece[:_HEAD] in self._sure_heads:
                    return self._pieces_found(runs, is_thorough=True)
                continue
            may_be_word = piece < "A" or self._has_letter_words
            if may_be_word and len(piece) in self._word_sizes and piece in words and not is_year(piece):
                hit = words[piece]
                found.append((-_strength(hit), -len(piece), start, start + 1, hit))
            if piece[:_HEAD] in heads:
                end = self._add_joined(runs, start, found)
                taken = 0 if is_thorough else end
            elif piece >= "A" and piece not in words:
                dull.add(piece)
        return _without_overlaps(found) if len(found) > 1 else found

    def _add_joined(self, runs: list[str], start: int, found: list[Piece]) -> int:
        """Adds what the runs from there on say when they are joined; gives the end of the longest whole number."""
        phrases, customers, heads = self._phrases, self._customers, self._heads
        piece, end, whole = runs[start], start + 1, 0
        last = min(start + MOST_RUNS, len(runs))
        while True:
            size = len(piece)
            if size in self._phrase_sizes and (hit := phrases.get(piece)) is not None:
                strength = hit & _STRENGTH if type(hit) is int else _strength(hit)
                found.append((-strength, -size, start, end, hit))
                if strength == FULL:
                    whole = end
            if size in self._customer_sizes and piece in customers:
                sureness = _sureness(piece)
                found.append((-sureness, -size, start, end, customers[piece]))
                if sureness == FULL:
                    whole = end
            if end == last:
                return whole
            piece += runs[end]
            end += 1
            if len(piece) > self._longest or piece[:_HEAD] not in heads:
                return whole

    def is_nearly(self, line: PaymentLine, item: int) -> bool:
        """Whether a piece of the text is that item's whole number but for one character (two swapped count as one)."""
        return bool(self.nearly_named(line, [item]))

    def nearly_named(self, line: PaymentLine, items: Sequence[int]) -> list[int]:
        """Those of the items whose whole number stands in the text but for one character."""
        if not items:
            return []
        texts = [runs_of(field) for field in (line.text, *line.references) if field]
        return [item for item in items if any(is_nearly_in(runs, form) for form in self._whole(item) for runs in texts)]

    def is_ended_by(self, line: PaymentLine, item: int) -> bool:
        """Whether digits of the text are the last ones of a group of the number, as in a list: `R175643, 75655`."""
        pieces = tuple(run for run in runs_of(line.text) if run.isdigit() and len(run) >= 3 and not is_year(run))
        return any(group.endswith(pieces) for group in runs_of(self._numbers[item]) if group.isdigit())

    def are_neighbours(self, one: int, other: int) -> bool:
        """Whether one typing error turns one item's number into the other's."""
        return any(within_one_edit(a, b) for a in self._whole(one) for b in self._whole(other))

    def _whole(self, item: int) -> list[str]:
        return whole_forms(self._full[item], self._digits[item])


def only_item(pieces: list[Piece]) -> int:
    """The one item that is named by its whole number, or all its digits; -1 when it is none, or not the only one."""
    item = -1
    for piece in pieces:
        hit = piece[4]
        if piece[0] > -DIGITS or type(hit) is str:
            continue
        if type(hit) is not int or item not in (-1, hit >> _STRENGTH_BITS):
            return -1
        item = hit >> _STRENGTH_BITS
    return item


def words_of(pieces: list[Piece]) -> Words:
    """What the pieces name."""
    if not pieces:
        return _NOTHING_SAID
    mentions: list[Mention] = []
    customers: list[str] = []
    strong: list[int] = []
    for piece in pieces:
        hit = piece[4]
        if isinstance(hit, str):
            customers.append(hit)
            continue
        mention = Mention((hit >> _STRENGTH_BITS,), hit & _STRENGTH) if type(hit) is int else _mention(hit)
        mentions.append(mention)
        if mention.strength >= DIGITS:
            strong += mention.items
    if len(strong) > 1:
        strong = list(dict.fromkeys(strong))
    if len(customers) > 1:
        customers = list(dict.fromkeys(customers))
    return Words(tuple(mentions), tuple(customers), tuple(strong))


def _mention(hit: _Hit) -> Mention:
    if isinstance(hit, int):
        return Mention((hit >> _STRENGTH_BITS,), hit & _STRENGTH)
    return hit


def _share(known: dict[str, _Hit], form: str, item: int, strength: int) -> bool:
    """One more item has that form. Gives whether they are too many; then no more are noted."""
    before = _mention(known[form])
    if len(before.items) <= _MOST_ITEMS_PER_TAIL:
        known[form] = Mention((*before.items, item), max(strength, before.strength))
    return len(before.items) >= _MOST_ITEMS_PER_TAIL


def _strength(hit: _Hit) -> int:
    return hit & _STRENGTH if isinstance(hit, int) else hit.strength


def _sureness(customer: str) -> int:
    """A customer number of digits alone may be anything."""
    return TAIL if customer.isdigit() else FULL


def _beginnings(forms: Iterable[str]) -> set[str]:
    heads = {form[:_HEAD] for form in forms}
    return {head[:length] for head in heads for length in range(1, _HEAD + 1)}


def _without_overlaps(pieces: list[Piece]) -> list[Piece]:
    """Of pieces that overlap the surest and longest stays: the tail of a whole number is no second mention."""
    taken = 0  # One bit for each run.
    kept = []
    for piece in sorted(pieces, key=_SUREST_FIRST):
        place = (1 << piece[3]) - (1 << piece[2])
        if not taken & place:
            taken |= place
            kept.append(piece)
    return sorted(kept, key=_IN_ORDER)
