"""Texts taken apart where no number can go on: most say nothing, or one whole number, between two such places.

A number is letters, if any, and then digits; where all of a firm's are so, none goes on from a digit to a letter. So
the text is cut before the letters behind its figures, and each segment is looked up whole: the letters before the
figures that may belong to them, and all their digits. What is named so covers all figures of its segment, and nothing
surer or longer can be there; a segment that names nothing so is read run by run, as a whole text would be. A property
compares both ways.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pyxl.banking.matching.forms import HEAD, Forms, Hit, strength_of
from pyxl.banking.matching.spelling import FULL, is_year, runs_of_folded

_cut = re.compile(r"([0-9][^A-Z]*)").split
"""Letters and figures by turns; letters come first, and last."""
_digits_of = re.compile(r"[0-9]+").findall
_MOST_SEPARATORS = 4
_MOST_LETTER_RUNS = 3
"""Together no more runs than may be joined to a number anyway (`MOST_RUNS`)."""
_UNKNOWN = (" ",)
"""Opens nothing, so the segment is read run by run."""
_MOST_KEPT = 10_000


class Segments:
    """Reads texts segment by segment."""

    def __init__(self, forms: Forms, read_runs: Callable[[list[str]], list[Hit | str]]) -> None:
        """`read_runs`: the long way."""
        self._forms, self._read_runs = forms, read_runs
        self._phrases, self._customers = forms.phrases, forms.customers
        self._openings: dict[str, tuple[str, ...]] = {}
        """Of the letters before figures those that may begin a number, the longest first: the same come again."""
        self._mute: set[str] = set()
        """Figures in which nothing was found, dates above all."""
        self._may_be_whole = any(
            form.isdigit() and strength_of(hit) == FULL for form, hit in forms.phrases.items() if form < "A"
        )
        """Whether digits alone may be a whole number: then a shorter one counts more than the digits of a longer."""
        self._may_be_customers = any(map(str.isdigit, forms.customers))

    def found_in(self, text: str) -> list[Hit | str]:
        """What the text, folded, names in its order."""
        parts = _cut(text)
        found: list[Hit | str] = []
        for at in range(1, len(parts), 2):
            letters, figures = parts[at - 1], parts[at]
            openings = self._openings.get(letters)
            if openings is None:
                openings = self._openings_of(letters)
            digits = figures.replace("-", "").replace("/", "").replace(" ", "")
            if not (digits.isdigit() and digits.isascii()):
                digits = "".join(_digits_of(digits))
            if len(figures) - len(digits) > _MOST_SEPARATORS:
                found += self._read_runs(runs_of_folded(letters + figures))
            elif not openings:
                hit = self._phrases.get(digits)
                if hit is not None and (not self._may_be_whole or strength_of(hit) == FULL):
                    found.append(hit)
                else:
                    self._add_figures(digits, figures, found)
            else:
                for opening in openings:
                    form = opening + digits
                    named = self._phrases.get(form) or self._customers.get(form)
                    if named is not None:
                        found.append(named)
                        break
                else:
                    found += self._read_runs(runs_of_folded(letters + figures))
        return found

    def _add_figures(self, digits: str, figures: str, found: list[Hit | str]) -> None:
        """Figures that are no number in full, behind words that begin none."""
        if figures.startswith(digits) and not self._may_be_customers and digits not in self._phrases:
            hit = self._forms.words.get(digits)
            if hit is not None and not is_year(digits):
                found.append(hit)
        elif figures not in self._mute:
            read = self._read_runs(runs_of_folded(figures))
            found += read
            if not read and len(self._mute) < _MOST_KEPT:
                self._mute.add(figures)

    def _openings_of(self, letters: str) -> tuple[str, ...]:
        runs = runs_of_folded(letters)
        starts = [start for start in range(len(runs)) if "".join(runs[start:])[:HEAD] in self._forms.heads]
        openings = tuple(["".join(runs[start:]) for start in starts])
        if starts and len(runs) - starts[0] > _MOST_LETTER_RUNS:
            openings = _UNKNOWN
        if len(self._openings) < _MOST_KEPT:
            self._openings[letters] = openings
        return openings
