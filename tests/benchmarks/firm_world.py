"""One firm with its customers and invoices, made from a seed: names that are alike, numbers dense or sparse.

>>> world = FirmWorld(seed=1, customers=3)
>>> item = world.issue(world.parties[0])
>>> item.number in {entry.number for entry in world.entries}
True
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from pyxl.banking.matching.records import OpenEntry, Party, PaymentLine

T = TypeVar("T")
TODAY = date(2026, 6, 30)
_STEMS = "Anker Birke Celle Distel Elbe Falke Garbe Hafer Imker Jura Kamin Linde Mole Nebel Pappel Quelle Rabe Stör"
_TRADES = "Bau Holz Druck Optik Medien Textil Logistik Sanitär Elektro Garten Feinkost Möbel Praxis Apotheke Catering"
_FORMS = ("GmbH", "AG", "KG", "e.K.", "UG (haftungsbeschränkt)", "GmbH & Co. KG", "PartG mbB", "e.V.")
_FIRST = "Ada Bruno Cem Dorte Emil Fatma Gesa Hanno Ilka Jost Kaja Leon Mira Nils Oda Paul"
_LAST = "Ahrens Brandt Çelik Dietz Eckert Franke Günther Heß Ihde Jahn Kühn Lorenz Maurer Nolte Özdemir Pohl"

NUMBERS: tuple[Callable[[int], str], ...] = (
    lambda count: f"RE-2026-{count:05}",
    lambda count: f"2026/{count:04}",
    lambda count: f"R{count:06}",
    lambda count: f"INV-{count:04}/26",
    lambda count: f"{4_700_000 + count}",
    lambda count: f"26-A-{count:04}-K",
)
STEPS = (1, 2, 40)
"""By how much numbers go up at most: a dense range, one with gaps, a sparse one."""


@dataclass(frozen=True)
class Labelled:
    """A line with the truth: what it is, and exactly which invoices it pays."""

    line: PaymentLine
    kind: str
    numbers: frozenset[str]


class FirmWorld:
    """Customers, invoices and labelled bank lines; the same seed gives the same firm."""

    def __init__(self, seed: int, customers: int) -> None:
        self.random = random.Random(seed)
        self.number = NUMBERS[seed % len(NUMBERS)]
        self.step = STEPS[seed // len(NUMBERS) % len(STEPS)] if seed >= len(NUMBERS) else STEPS[seed % len(STEPS)]
        self.parties: list[Party] = []
        self.entries: list[OpenEntry] = []
        self.labelled: list[Labelled] = []
        self.accounts: dict[str, str] = {}
        self.usual = [self.random.randrange(900, 40_000) for _ in range(20)]
        """Amounts that many invoices share: a subscription, a service."""
        self._count = self.random.randrange(1, 400)
        for count in range(customers):
            self._add_customer(f"K{20_000 + count}")

    def pick(self, choices: Sequence[T]) -> T:
        """One of them."""
        return self.random.choice(choices)

    def word(self, words: str) -> str:
        """One word of a text."""
        return self.random.choice(words.split())

    def iban(self) -> str:
        """An account nobody has yet; its check digits are not real."""
        return f"DE{self.random.randrange(10, 99)}{self.random.randrange(10**18):018}"

    def person(self) -> str:
        """Somebody's name."""
        return f"{self.word(_FIRST)} {self.word(_LAST)}"

    def _add_customer(self, number: str) -> None:
        firm = f"{self.word(_STEMS)}{self.word(_STEMS).lower()} {self.word(_TRADES)} {self.pick(_FORMS)}"
        owner = f"{self.word(_LAST)} {self.word(_TRADES)} {self.pick(_FORMS)}"
        name = self.random.choices((firm, owner, self.person()), (5, 3, 2))[0]
        self.accounts[number] = self.iban()
        self.parties.append(Party(number, name, self.accounts[number] if self.random.random() < 0.6 else ""))

    def issue(self, party: Party, cents: int = 0, *, currency: str = "EUR") -> OpenEntry:
        """A new invoice (or credit note, below zero) of the customer. Every other customer has discount terms."""
        self._count += self.random.randint(1, self.step)
        issued = TODAY - timedelta(self.random.randint(25, 95))
        percent, days = ((0, 0), (2, 10), (0, 0), (3, 14))[int(party.number[-1]) % 4]
        cents = cents or (
            self.pick(self.usual) if self.random.random() < 0.12 else round(10 ** self.random.uniform(3, 6.2))
        )
        has_terms = bool(percent) and cents > 0
        entry = OpenEntry(
            self.number(self._count),
            party.number,
            party.name,
            issued,
            issued + timedelta(14),
            cents,
            cents,
            currency,
            discount=(cents * percent + 50) // 100 if has_terms else 0,
            discount_until=issued + timedelta(days) if has_terms else None,
        )
        self.entries.append(entry)
        return entry

    def payer(self, party: Party) -> tuple[str, str]:
        """Name and account as the bank tells them: as on file, in capitals and cut, or once in a while another's."""
        chance = self.random.random()
        if chance < 0.72:
            return party.name, self.accounts[party.number]
        if chance < 0.94:
            return party.name.upper()[:27], self.accounts[party.number]
        return f"{self.word(_STEMS)} Holding", self.iban()

    def wrapped(self, text: str) -> str:
        """The purpose as some banks pass it on: broken after 27 letters, or behind a tag."""
        chance = self.random.random()
        if chance < 0.7:
            return text
        if chance < 0.85:
            return " ".join(text[start : start + 27] for start in range(0, len(text), 27))
        return f"SVWZ+{text.upper()}"
