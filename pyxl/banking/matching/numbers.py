"""Own numbers in a payer's words: in any notation, found through indexes made from the open invoices themselves.

No pattern is assumed: opening balances have foreign numbers. A number gives several forms, surer and less sure;
a text gives its runs of letters and digits, joined in every way a payer or a bank's line break may have split them.

>>> index = NumberIndex(["RE-2026-00657", "RE-2026-00658"], ["D10058"])
>>> [(mention.items, mention.strength) for mention in index.read("RECHNUNG RG2026/0 0657 KD D10058").mentions]
[((0,), 2)]
>>> [(mention.items, mention.strength) for mention in index.read("Rechn 00658").mentions]
[((1,), 1)]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter

from pyxl.banking.matching.edits import MOST_RUNS, is_nearly_in, kept_ends, within_one_edit
from pyxl.banking.matching.forms import (
    HEAD,
    STRENGTH,
    STRENGTH_BITS,
    Forms,
    Hit,
    Mention,
    mention_of,
    strength_of,
    sureness,
)
from pyxl.banking.matching.records import PaymentLine
from pyxl.banking.matching.segments import Segments
from pyxl.banking.matching.spelling import (
    DIGITS,
    FULL,
    SHORTEST_WHOLE,
    folded,
    is_year,
    runs_of,
    whole_forms,
)

_SUREST_FIRST = itemgetter(0, 1, 2)
_IN_ORDER = itemgetter(2)


class Words:
    """What a line says: the items and the customers it names."""

    __slots__ = ("customers", "mentions", "strong")

    def __init__(self, mentions: tuple[Mention, ...], customers: tuple[str, ...], strong: tuple[int, ...]) -> None:
        """`strong`: items named by their whole number or all its digits, each once, in the order of the text."""
        self.mentions, self.customers, self.strong = mentions, customers, strong

    def weak_items(self) -> tuple[int, ...]:
        """Items of which only the last digits stand there."""
        named = (item for mention in self.mentions if mention.strength < DIGITS for item in mention.items)
        return tuple(dict.fromkeys(named))


_NOTHING_SAID = Words((), (), ())
Found = Hit | str
"""What a piece of the text names: items, or a customer."""
_Piece = tuple[int, int, int, int, Found]
"""How unsure and how short a piece is, both below zero, its first run and the one behind it, and what it names."""


class NumberIndex:
    """The numbers of all items and customers, looked for in texts."""

    def __init__(self, numbers: Sequence[str], customers: Iterable[str]) -> None:
        self._numbers = numbers
        self._forms = forms = Forms(numbers, customers)
        self._segments = Segments(forms, self.found_in_runs) if forms.have_figures_last else None
        self._dull: set[str] = set()
        """Words of the texts that were found to begin nothing: the same few come again and again."""

    def read(self, *fields: str) -> Words:
        """What these texts of one line name; a text never runs on into the next one."""
        return words_of(self.found(fields[0], fields[1:]))

    def found(self, text: str, references: Sequence[str] = ()) -> list[Found]:
        """What these texts of one line name, in their order."""
        found = self._found_in(text) if text else []
        for reference in references:
            if reference:
                found += self._found_in(reference)
        return found

    def _found_in(self, text: str) -> list[Found]:
        if self._segments is not None:
            return self._segments.found_in(folded(text))
        return self.found_in_runs(runs_of(text))

    def found_in_runs(self, runs: list[str]) -> list[Found]:
        """What the runs of a text, alone or joined, name."""
        return [piece[4] for piece in self._pieces_in(runs)]

    def _pieces_in(self, runs: list[str], *, is_thorough: bool = False) -> list[_Piece]:
        """Every run, or runs joined, that is a form, without those that overlap a surer one.

        Most words of a purpose begin no number: their first letters tell. Behind the first run of a whole number only
        another whole one can count; if one begins there, all is looked at.
        """
        forms, dull = self._forms, self._dull
        words, heads = forms.words, forms.heads
        found: list[_Piece] = []
        taken = 0
        for start, piece in enumerate(runs):
            if piece in dull:
                continue
            if start < taken:
                if piece[:HEAD] in forms.sure_heads:
                    return self._pieces_in(runs, is_thorough=True)
                continue
            may_be_word = piece < "A" or forms.have_letter_words
            if may_be_word and len(piece) in forms.word_sizes and piece in words and not is_year(piece):
                hit = words[piece]
                found.append((-strength_of(hit), -len(piece), start, start + 1, hit))
            if piece[:HEAD] in heads:
                end = self._add_joined(runs, start, found)
                taken = 0 if is_thorough else end
            elif piece >= "A" and piece not in words:
                dull.add(piece)
        return _without_overlaps(found) if len(found) > 1 else found

    def _add_joined(self, runs: list[str], start: int, found: list[_Piece]) -> int:
        """Adds what the runs from there on say when they are joined; gives the end of the longest whole number."""
        forms = self._forms
        phrases, customers, heads = forms.phrases, forms.customers, forms.heads
        piece, end, whole = runs[start], start + 1, 0
        last = min(start + MOST_RUNS, len(runs))
        while True:
            size = len(piece)
            if size in forms.phrase_sizes and (hit := phrases.get(piece)) is not None:
                strength = strength_of(hit)
                found.append((-strength, -size, start, end, hit))
                if strength == FULL:
                    whole = end
            if size in forms.customer_sizes and piece in customers:
                strength = sureness(piece)
                found.append((-strength, -size, start, end, customers[piece]))
                if strength == FULL:
                    whole = end
            if end == last:
                return whole
            piece += runs[end]
            end += 1
            if len(piece) > forms.longest or piece[:HEAD] not in heads:
                return whole

    def is_nearly(self, line: PaymentLine, item: int) -> bool:
        """Whether a piece of the text is that item's whole number but for one character (two swapped count as one)."""
        return bool(self.nearly_named(line, [item]))

    def nearly_named(self, line: PaymentLine, items: Sequence[int]) -> list[int]:
        """Those of the items whose whole number stands in the text but for one character."""
        if not items:
            return []
        texts = [runs_of(field) for field in (line.text, *line.references) if field]
        said = [(runs, text) for runs in texts if len(text := "".join(runs)) >= SHORTEST_WHOLE - 1]
        return [item for item in items if self._is_nearly_said(item, said)] if said else []

    def _is_nearly_said(self, item: int, said: Sequence[tuple[list[str], str]]) -> bool:
        for whole in self._whole(item):
            head, tail = kept_ends(whole)
            for runs, text in said:
                if (head in text or tail in text) and is_nearly_in(runs, whole):
                    return True
        return False

    def ended_by(self, line: PaymentLine, items: Iterable[int]) -> list[int]:
        """Of the items those with a group whose last digits stand in the text, as in a list: `R175643, 75655`."""
        pieces = tuple([run for run in runs_of(line.text) if run.isdigit() and len(run) >= 3 and not is_year(run)])
        return [item for item in items if self._is_ended_by(pieces, item)] if pieces else []

    def _is_ended_by(self, pieces: tuple[str, ...], item: int) -> bool:
        full = self._forms.full[item]
        for piece in pieces:
            if piece in full:  # Rarely so; taking the number apart costs more.
                return any(group.endswith(pieces) for group in runs_of(self._numbers[item]) if group.isdigit())
        return False

    def are_neighbours(self, one: int, other: int) -> bool:
        """Whether one typing error turns one item's number into the other's."""
        return any(within_one_edit(a, b) for a in self._whole(one) for b in self._whole(other))

    def _whole(self, item: int) -> list[str]:
        return whole_forms(self._forms.full[item], self._forms.digits[item])


def only_item(found: list[Found]) -> int:
    """The one item that is named by its whole number, or all its digits; -1 when it is none, or not the only one."""
    item = -1
    for hit in found:
        if type(hit) is int:
            if hit & STRENGTH < DIGITS:
                continue
            if item not in (-1, hit >> STRENGTH_BITS):
                return -1
            item = hit >> STRENGTH_BITS
        elif not isinstance(hit, str) and strength_of(hit) >= DIGITS:
            return -1
    return item


def customers_of(found: list[Found]) -> tuple[str, ...]:
    """The customers that are named, each once."""
    return tuple(dict.fromkeys([hit for hit in found if type(hit) is str])) if len(found) > 1 else ()


def words_of(found: list[Found]) -> Words:
    """What was found, items and customers apart."""
    if not found:
        return _NOTHING_SAID
    if len(found) == 1 and type(found[0]) is int:
        items, strength = (found[0] >> STRENGTH_BITS,), found[0] & STRENGTH
        return Words((Mention(items, strength),), (), items if strength >= DIGITS else ())
    mentions: list[Mention] = []
    customers: list[str] = []
    strong: list[int] = []
    for hit in found:
        if isinstance(hit, str):
            customers.append(hit)
            continue
        mention = mention_of(hit)
        mentions.append(mention)
        if mention.strength >= DIGITS:
            strong += mention.items
    if len(strong) > 1:
        strong = list(dict.fromkeys(strong))
    if len(customers) > 1:
        customers = list(dict.fromkeys(customers))
    return Words(tuple(mentions), tuple(customers), tuple(strong))


def _without_overlaps(pieces: list[_Piece]) -> list[_Piece]:
    """Of pieces that overlap the surest and longest stays: the tail of a whole number is no second mention."""
    taken = 0  # One bit for each run.
    kept = []
    for piece in sorted(pieces, key=_SUREST_FIRST):
        place = (1 << piece[3]) - (1 << piece[2])
        if not taken & place:
            taken |= place
            kept.append(piece)
    return sorted(kept, key=_IN_ORDER)
