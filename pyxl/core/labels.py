"""Words in English and German: labels of columns and buttons, and sentences with facts in them.

>>> Label("Open amount", "Offener Betrag").text("de")
'Offener Betrag'
>>> Text("{count} lines are open.", "{count} Zeilen sind offen.").render("en", count=3)
'3 lines are open.'
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

Language = Literal["en", "de"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Label:
    """A name shown to people, in both languages."""

    en: str
    de: str

    def text(self, language: Language) -> str:
        """The label in that language."""
        return self.de if language == "de" else self.en


@dataclass(frozen=True, slots=True)
class Coded(Label):
    """Words for a code. A cell in which an earlier version wrote the code itself says the same."""

    code: str


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence with named facts, in both languages; facts are put in when a host shows it."""

    en: str
    de: str

    def render(self, language: Language, **facts: object) -> str:
        """The sentence in that language, each fact written as that language writes it."""
        pattern = self.de if language == "de" else self.en
        sentence = pattern.format_map({name: show(value, language) for name, value in facts.items()})
        # A label such as "Kundennr." at the end brings its own full stop.
        return sentence if ".." not in sentence else _TWO_STOPS.sub(".", sentence)

    def bind(self, **facts: object) -> Sentence:
        """This text together with its facts, to be rendered later."""
        return Sentence(self, facts)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text and its facts: a finished statement that no language was chosen for yet."""

    pattern: Text
    facts: Mapping[str, object]

    def text(self, language: Language) -> str:
        """The sentence in that language."""
        return self.pattern.render(language, **self.facts)


@dataclass(frozen=True, slots=True)
class Counted:
    """A count with its noun: `1 invoice`, `12 invoices`.

    >>> Counted(1, Label("invoice", "Rechnung"), Label("invoices", "Rechnungen")).show("de")
    '1 Rechnung'
    """

    number: int
    one: Label
    many: Label

    def show(self, language: Language) -> str:
        """The count as people say it."""
        return f"{self.number} {(self.one if self.number == 1 else self.many).text(language)}"


def show(value: object, language: Language) -> str:
    """A fact as a person of that language writes it.

    >>> show(Decimal("1234.5"), "de"), show(Decimal("1234.5"), "en"), show(date(2026, 3, 4), "de")
    ('1234,5', '1234.5', '04.03.2026')
    """
    # The commonest first: a list of findings or reasons has hundreds of thousands of them.
    if type(value) is str:
        return value
    if type(value) is int:
        return str(value)
    match value:
        case Label() | Sentence():
            return value.text(language)
        case Decimal():
            return show_decimal(value, language, grouped=False)
        case bool() | int() | str():
            return str(value)
        case date():
            year, month, day = value.year, value.month, value.day
            return f"{day:02}.{month:02}.{year:04}" if language == "de" else f"{year:04}-{month:02}-{day:02}"
        case tuple() | list():
            return ", ".join(show(part, language) for part in value)
        case None:
            return "–"
        case _:
            shown = getattr(value, "show", None)
            return str(shown(language)) if shown else str(value)


def show_decimal(value: Decimal, language: Language, *, grouped: bool = True) -> str:
    """A number with the language's separators and all its places; thousands apart where it is money.

    >>> show_decimal(Decimal("-1234567.80"), "de")
    '-1.234.567,80'
    """
    text = f"{value:,f}" if grouped else f"{value:f}"
    return text.translate(str.maketrans(",.", ".,")) if language == "de" else text
