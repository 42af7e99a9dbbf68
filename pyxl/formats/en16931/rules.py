"""A rule of EN 16931 or of a specification built on it: official id, a sentence, what to fill in, and how it is found.

>>> from pyxl.formats.en16931.invoice import EInvoice
>>> rule = missing("BR-02", "BT-1", "", "number")
>>> [breach] = rule.breaches(EInvoice())
>>> breach.message("de"), breach.hint("de")
('Es fehlt: Rechnungsnummer (BT-1).', 'Bitte ergänzen: Rechnungsnummer (BT-1).')
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pyxl.core.findings import Severity
from pyxl.core.labels import Language, Sentence, Text
from pyxl.formats.en16931.invoice import EInvoice
from pyxl.formats.en16931.lines import EInvoiceLine
from pyxl.formats.en16931.nodes import value_at
from pyxl.formats.en16931.terms import term

MISSING = Text("{term} is missing.", "Es fehlt: {term}.")
FILL_IN = Text("Fill in: {term}.", "Bitte ergänzen: {term}.")
CORRECT = Text("Correct: {term}.", "Bitte berichtigen: {term}.")
_IN_LINE = Text("Line {line}: {sentence}", "Position {line}: {sentence}")


class Place(NamedTuple):
    """A record of the invoice, and the line it belongs to."""

    record: Any
    line: str = ""
    """BT-126; a line without a number is called by its count."""
    line_index: int | None = None


class Breach(NamedTuple):
    """Where a rule is broken, with the facts of its sentence."""

    place: Place
    facts: Mapping[str, object] = {}


Finder = Callable[[EInvoice], Iterable[Breach]]


@dataclass(frozen=True, slots=True)
class BusinessRule:
    """One rule. `term` is what has to be changed to keep it."""

    code: str
    term: str
    message: Text
    find: Finder = field(repr=False, compare=False)
    hint: Text = CORRECT
    severity: Severity = Severity.ERROR

    def breaches(self, invoice: EInvoice) -> Iterator[Violation]:
        """Every place where the invoice breaks it."""
        for breach in self.find(invoice):
            yield Violation(self, breach.place.line, breach.place.line_index, breach.facts)


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule broken in one place."""

    rule: BusinessRule
    line: str = ""
    line_index: int | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The rule's official id."""
        return self.rule.code

    @property
    def is_error(self) -> bool:
        """Whether the document is no valid invoice because of it."""
        return self.rule.severity is Severity.ERROR

    @property
    def sentence(self) -> Sentence:
        """What is wrong, and in which line."""
        sentence = self.rule.message.bind(term=term(self.rule.term), **self.facts)
        return _IN_LINE.bind(line=self.line, sentence=sentence) if self.line else sentence

    @property
    def advice(self) -> Sentence:
        """What to do."""
        return self.rule.hint.bind(term=term(self.rule.term), **self.facts)

    def message(self, language: Language) -> str:
        """The sentence in that language."""
        return self.sentence.text(language)

    def hint(self, language: Language) -> str:
        """The advice in that language."""
        return self.advice.text(language)


def places(invoice: EInvoice, where: str) -> Sequence[Place]:
    """The records at a dotted path, lists unfolded; `""` is the invoice itself, and what is not there is skipped."""
    return _walk_through(invoice).places(where)


class _Walk:
    """The places of one invoice that were asked for: two hundred rules ask for the same dozen paths."""

    def __init__(self, invoice: EInvoice) -> None:
        self.invoice = invoice
        self._found: dict[str, Sequence[Place]] = {"": (Place(invoice),)}

    def places(self, where: str) -> Sequence[Place]:
        found = self._found.get(where)
        if found is None:
            parent, _, name = where.rpartition(".")
            found = [inner for place in self.places(parent) for inner in _inside(place, name)]
            self._found[where] = found
        return found


_last_walk = threading.local()
"""Rules are asked one after the other about the same invoice, which cannot change."""


def _walk_through(invoice: EInvoice) -> _Walk:
    walk: _Walk | None = getattr(_last_walk, "walk", None)
    if walk is None or walk.invoice is not invoice:
        walk = _last_walk.walk = _Walk(invoice)
    return walk


def _inside(place: Place, name: str) -> Iterator[Place]:
    record, line, line_index = place
    value = getattr(record, name)
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            is_line = isinstance(item, EInvoiceLine)
            yield Place(item, item.line_id or str(index + 1), index) if is_line else Place(item, line, line_index)
    elif value is not None:
        yield Place(value, line, line_index)


def missing(code: str, what: str, where: str, path: str) -> BusinessRule:
    """A rule that a field is filled in, in every record at `where`."""
    parent, _, name = path.rpartition(".")

    def find(invoice: EInvoice) -> Iterator[Breach]:
        for place in places(invoice, where):
            record = value_at(place.record, parent) if parent else place.record
            if record is not None and getattr(record, name) in (None, "", ()):
                yield Breach(place)

    return BusinessRule(code, what, MISSING, find, FILL_IN)


def whole_document(is_broken: Callable[[EInvoice], bool]) -> Finder:
    """A finder that asks one question about the whole invoice."""

    def find(invoice: EInvoice) -> Iterator[Breach]:
        if is_broken(invoice):
            yield Breach(Place(invoice))

    return find


def each_record(where: str, is_broken: Callable[[Any], bool]) -> Finder:
    """A finder that asks the question of every record at `where`."""

    def find(invoice: EInvoice) -> Iterator[Breach]:
        return (Breach(place) for place in places(invoice, where) if is_broken(place.record))

    return find
