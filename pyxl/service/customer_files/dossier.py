"""What a customer's file is made of: one shape for all that there is to say of him, newest first in each section."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pyxl.core.labels import Label, Sentence
from pyxl.core.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the file."""

    section: str
    """The name of a `FileSection`."""
    text: Label
    day: date | None = None
    number: str = ""
    due_date: date | None = None
    amount: Money | None = None
    amount_open: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything about one customer on a day."""

    customer_number: str
    customer_name: str
    as_of: date
    entries: tuple[Entry, ...]
    """In the order of the sections."""


def said(sentence: Sentence) -> Label:
    """The sentence in both languages, as a line keeps it."""
    return Label(sentence.text("en").strip(), sentence.text("de").strip())
