"""Every form of every number, filed for one look-up per piece of text.

>>> forms = Forms(["RE-2026-00657", "657/2026"], ["D10058"])
>>> sorted(forms.phrases), sorted(forms.words), forms.customers
(['202600657', '6572026', 'RE202600657'], ['00657', '657'], {'D10058': 'D10058'})
>>> forms.words["657"].items, forms.have_figures_last
((0, 1), True)
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Sequence

from pyxl.banking.matching.spelling import (
    DIGITS,
    FULL,
    SHORT,
    TAIL,
    is_year,
    spelt,
    squashed,
    strength_of_digits,
    strength_of_full,
    strength_of_tail,
)

STRENGTH_BITS = 2
STRENGTH = (1 << STRENGTH_BITS) - 1
HEAD = 5
"""So many first letters of every form are kept, to pass over the words that begin none."""
_MOST_ITEMS_PER_TAIL = 25
"""A tail that more items share says nothing."""
_SHORTEST_CUSTOMER = 4
_KINDS = bytes.maketrans(
    (string.ascii_uppercase + string.digits).encode(), b"A" * len(string.ascii_uppercase) + b"9" * len(string.digits)
)


class Mention:
    """A place in the text that names one item, or one of several."""

    __slots__ = ("items", "strength")

    def __init__(self, items: tuple[int, ...], strength: int) -> None:
        self.items, self.strength = items, strength


Hit = int | Mention
"""The items of a form. Most have one: it is kept with its strength in the low bits, in a tenth of the memory."""


class Forms:
    """What names an item or a customer, and the lengths and first letters of it all."""

    def __init__(self, numbers: Sequence[str], customers: Iterable[str]) -> None:
        self.full, self.digits, spaced = spelt(numbers)
        self.phrases: dict[str, Hit] = {}
        """Forms that a text may spread over several runs."""
        self.words: dict[str, Hit] = {}
        """Forms that are one run or nothing: last digits."""
        self._crowded: set[str] = set()
        self._file_whole_numbers()
        self._file_digits()
        self._file_last_digits(spaced)
        for form in self._crowded:
            del self.words[form]
        customers = list(customers)
        spellings = squashed(customers)
        self.have_figures_last = _have_figures_last(self.full) and _have_figures_last(spellings)
        """Whether every form is letters, if any, and then digits: no other form then goes on behind its digits."""
        spelt_customers = zip(spellings, customers, strict=True)
        self.customers = {form: number for form, number in spelt_customers if len(form) >= _SHORTEST_CUSTOMER}
        self._measure()

    def _measure(self) -> None:
        """Looking up a text of another length would be in vain, and costs the most when the index is large."""
        phrases, customers = self.phrases, self.customers
        self.phrase_sizes = set(map(len, phrases))
        self.word_sizes = set(map(len, self.words))
        self.customer_sizes = set(map(len, customers))
        self.longest = max(self.phrase_sizes | self.customer_sizes, default=0)
        self.have_letter_words = any(map(str.isalpha, self.words))
        self.heads = _beginnings(phrases) | _beginnings(customers)
        whole = self.full if self._all_are_full else [form for form in phrases if strength_of(phrases[form]) == FULL]
        self.sure_heads = _beginnings([*whole, *(form for form in customers if sureness(form) == FULL)])
        """Beginnings of what would displace a piece: another whole number, a customer's."""

    def _file_whole_numbers(self) -> None:
        """In one stroke where all are long enough and differ, as they do in a firm's own number range."""
        full, digits = self.full, self.digits
        strengths = list(map(strength_of_full, full, digits))
        self._all_are_full = min(strengths, default=SHORT) == FULL
        if self._all_are_full:
            self.phrases = dict(zip(full, range(FULL, len(full) << STRENGTH_BITS, 1 << STRENGTH_BITS), strict=True))
            if len(self.phrases) == len(full):
                return
            self.phrases = {}
        for item, (form, strength) in enumerate(zip(full, strengths, strict=True)):
            if len(form) > 1:
                self._file(form, item, strength)

    def _file_digits(self) -> None:
        for item, (form, whole) in enumerate(zip(self.digits, self.full, strict=True)):
            if form != whole and len(form) >= 3:
                self._file(form, item, strength_of_digits(form))

    def _file_last_digits(self, spaced: Sequence[str]) -> None:
        """The last group of digits, but not the year of `657/2026`; and the same without leading zeros."""
        words = self.words
        for item, groups in enumerate(map(str.split, spaced)):
            if not groups:
                continue
            tail = groups[-1]
            if len(groups) > 1:
                if is_year(tail):
                    tail = groups[-2]
                if len(tail) >= 3:
                    hit = item << STRENGTH_BITS | strength_of_tail(tail)
                    if words.setdefault(tail, hit) != hit:
                        self._share(words, tail, hit)
            if tail[0] == "0" and len(short := tail.lstrip("0")) >= 3:
                hit = item << STRENGTH_BITS | SHORT
                if words.setdefault(short, hit) != hit:
                    self._share(words, short, hit)

    def _file(self, form: str, item: int, strength: int) -> None:
        known = self.phrases if strength >= DIGITS else self.words
        hit = item << STRENGTH_BITS | strength
        if known.setdefault(form, hit) != hit:
            self._share(known, form, hit)

    def _share(self, known: dict[str, Hit], form: str, hit: int) -> None:
        """One more item has that form. Last digits that too many have are noted, and no more items of them."""
        before = mention_of(known[form])
        item, strength = hit >> STRENGTH_BITS, hit & STRENGTH
        if len(before.items) <= _MOST_ITEMS_PER_TAIL:
            known[form] = Mention(tuple(sorted((*before.items, item))), max(strength, before.strength))
        if len(before.items) >= _MOST_ITEMS_PER_TAIL and known is self.words:
            self._crowded.add(form)


def mention_of(hit: Hit) -> Mention:
    """The hit with its items and its strength apart."""
    return Mention((hit >> STRENGTH_BITS,), hit & STRENGTH) if isinstance(hit, int) else hit


def strength_of(hit: Hit) -> int:
    """How sure the items are meant."""
    return hit & STRENGTH if isinstance(hit, int) else hit.strength


def sureness(customer: str) -> int:
    """A customer number of digits alone may be anything."""
    return TAIL if customer.isdigit() else FULL


def _beginnings(forms: Iterable[str]) -> set[str]:
    heads = {form[:HEAD] for form in forms}
    return {head[:length] for head in heads for length in range(1, HEAD + 1)}


def _have_figures_last(forms: Sequence[str]) -> bool:
    """Looks at all of them as one long text."""
    kinds = "\n".join((*forms, "")).encode("ascii", "replace").translate(_KINDS)
    return b"9A" not in kinds and b"A\n" not in kinds
