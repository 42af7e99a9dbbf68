"""What the journal keeps of claims handed to a collection agency, and which of them are there.

>>> HandOvers().number_of("RE-1")
''
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from pyxl.core.money import Money
from pyxl.core.plain import PlainData, from_plain

if TYPE_CHECKING:
    from pyxl.ledger.books import Books, RecordedEvent

HAND_OVER: Final = "HAND_OVER"
HAND_OVER_WITHDRAWN: Final = "HAND_OVER_WITHDRAWN"


@dataclass(frozen=True, slots=True)
class HandedOverItem:
    """A claim as it was handed over."""

    invoice_number: str
    customer_number: str
    customer_name: str
    amount_open: Money
    interest: Money
    """Up to the day of the hand-over, where it is no open item itself."""
    charges: Money
    """Lump sum and fees, where they are no open item."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """HAND_OVER: a file for the agency was made, under a number of its own. `content` is all that it is made of."""

    number: str
    day: date
    items: tuple[HandedOverItem, ...]
    document_path: str
    content: PlainData


@dataclass(frozen=True, slots=True)
class HandOverWithdrawn:
    """HAND_OVER_WITHDRAWN: the file was not given away, or was taken back; its claims may be dunned again."""

    number: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """A hand-over of the books."""

    facts: HandedOver
    key: str
    is_withdrawn: bool = False


@dataclass
class HandOvers:
    """All hand-overs, and which claims are with the agency."""

    by_number: dict[str, HandOver] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    """Invoice number to the hand-over that stands."""
    rounds: Counter[str] = field(default_factory=Counter)
    """How often a claim was handed over and taken back; part of the next claim on it."""

    def number_of(self, invoice_number: str) -> str:
        """The hand-over by which the claim is with the agency; "" where it is not."""
        return self.numbers.get(invoice_number, "")


def handed_over(books: Books, event: RecordedEvent) -> None:
    """Claims are with the agency."""
    facts = from_plain(HandedOver, event.payload)
    books.hand_overs.by_number[facts.number] = HandOver(facts, event.key)
    books.hand_overs.numbers.update((each.invoice_number, facts.number) for each in facts.items)


def hand_over_withdrawn(books: Books, event: RecordedEvent) -> None:
    """They are not."""
    found = books.hand_overs
    entry = found.by_number[from_plain(HandOverWithdrawn, event.payload).number]
    found.by_number[entry.facts.number] = replace(entry, is_withdrawn=True)
    for each in entry.facts.items:
        found.numbers.pop(each.invoice_number, None)
        found.rounds[each.invoice_number] += 1
