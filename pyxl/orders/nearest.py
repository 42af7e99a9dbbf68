"""Did you mean …? The known key that is one slip of the finger away from what was typed.

>>> known = Nearest([("D10001", "Müller GmbH"), ("D10002", "Nord AG")])
>>> known.to("d-10001"), known.to("D1001"), known.to("D10020"), known.to("nord ag"), known.to("Ost KG")
('D10001', 'D10001', 'D10002', 'D10002', '')

One slip is a letter too many, missing, wrong, or two swapped. Two candidates are no answer: it never guesses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyxl.core.text import squash

_LONGEST = 40


class Nearest:
    """Known keys with their names, made ready once; asking costs the same however many there are."""

    def __init__(self, named: Iterable[tuple[str, str]]) -> None:
        self._spelt: dict[str, set[str]] = defaultdict(set)
        self._short: dict[str, set[str]] = defaultdict(set)
        self._named: dict[str, set[str]] = defaultdict(set)
        for key, name in named:
            word = squash(key)
            self._spelt[_as_seen(word)].add(key)
            self._named[squash(name)].add(key)
            for shorter in _without_one(word):
                self._short[shorter].add(key)

    def to(self, typed: str) -> str:
        """The one key that was probably meant; empty when none or several could be."""
        word = squash(typed)
        if not word:
            return ""
        # The same letters, then one slip, then a name in the place of a number: the first kind that fits decides.
        for fitting in (self._spelt.get(_as_seen(word), set()), self._one_slip(word), self._named.get(word, set())):
            if fitting:
                return next(iter(fitting)) if len(fitting) == 1 else ""
        return ""

    def _one_slip(self, word: str) -> set[str]:
        if len(word) < 3:
            return set()
        found = set(self._short.get(word, ()))
        for shorter in _without_one(word):
            found |= self._spelt.get(_as_seen(shorter), set())
            found |= {key for key in self._short.get(shorter, ()) if _is_one_slip(word, squash(key))}
        return found


def _is_one_slip(one: str, other: str) -> bool:
    """Whether two words of one length differ in one letter, or in two neighbours that are swapped."""
    apart = [place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    if len(one) != len(other) or len(apart) > 2:
        return False
    return len(apart) < 2 or (apart[1] - apart[0] == 1 and one[apart[0]] == other[apart[1]])


def _as_seen(word: str) -> str:
    """The word as a hurried eye sees it: O is 0, I is 1; zeros in front are lost where Excel took it for a number."""
    return word.replace("O", "0").replace("I", "1").lstrip("0")


def _without_one(word: str) -> set[str]:
    """The word with each of its letters left out once; two letters are too few to compare, and no number has forty."""
    if not 3 <= len(word) <= _LONGEST:
        return set()
    return {word[:place] + word[place + 1 :] for place in range(len(word))}
