"""Labelled bank lines and open items, made from a seed: what payers do to a number, an amount and a name.

Every line knows its kind and the invoices it truly pays, so that a matcher can be judged.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from pyxl.banking.matching.records import OpenEntry, Party, PaymentLine

TODAY = date(2026, 6, 30)
SHARES = {
    "whole number": 40,
    "other notation": 10,
    "last digits": 5,
    "typing error": 5,
    "no number": 8,
    "list": 6,
    "sum": 4,
    "discount in time": 5,
    "discount late": 3,
    "part payment": 3,
    "overpaid": 1,
    "cents off": 1,
    "paid twice": 1,
    "returned": 1,
    "credit netted": 1,
    "two equal": 1,
    "payout": 1,
    "other currency": 0.5,
    "no customer": 4,
}
"""Percent of the lines, by kind."""
_WORDS = (
    "Anker",
    "Birke",
    "Celle",
    "Distel",
    "Elbe",
    "Falke",
    "Garbe",
    "Hafer",
    "Imker",
    "Jura",
    "Kamin",
    "Linde",
    "Mole",
    "Nebel",
    "Ostsee",
    "Pappel",
    "Quelle",
    "Rabe",
)
_TRADES = (
    "Bau",
    "Holz",
    "Druck",
    "Optik",
    "Medien",
    "Textil",
    "Logistik",
    "Sanitär",
    "Elektro",
    "Garten",
    "Feinkost",
    "Möbel",
)
_FORMS = ("GmbH", "AG", "KG", "e.K.", "UG (haftungsbeschränkt)", "GmbH & Co. KG")
_NUMBERS: tuple[Callable[[int], str], ...] = (
    lambda count: f"RE-2026-{count:05}",
    lambda count: f"2026/{count:04}",
    lambda count: f"R{count:06}",
    lambda count: f"INV-{count:04}/26",
)


@dataclass(frozen=True)
class Labelled:
    """A line with the truth."""

    line: PaymentLine
    kind: str
    numbers: frozenset[str]


@dataclass
class World:
    """Customers, open items and labelled lines of one firm."""

    parties: list[Party] = field(default_factory=list)
    entries: list[OpenEntry] = field(default_factory=list)
    labelled: list[Labelled] = field(default_factory=list)


class _Maker:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.number = _NUMBERS[seed % len(_NUMBERS)]
        self.world = World()
        self.payers: dict[str, str] = {}
        self.count = 0

    def make(self, lines: int) -> World:
        for count in range(max(20, lines // 10)):
            self._customer(count)
        kinds, shares = list(SHARES), list(SHARES.values())
        while len(self.world.labelled) < lines:
            kind = self.random.choices(kinds, shares)[0]
            getattr(self, "_" + kind.replace(" ", "_"))(self.random.choice(self.world.parties))
        while len(self.world.entries) < lines:
            self._item(self.random.choice(self.world.parties))
        self.random.shuffle(self.world.labelled)
        return self.world

    def _customer(self, count: int) -> None:
        pick = self.random.choice
        name = f"{pick(_WORDS)}{pick(_WORDS).lower()} {pick(_TRADES)} {pick(_FORMS)}"
        iban = f"DE{self.random.randrange(10, 99)}{self.random.randrange(10**18):018}"
        number = f"K{20000 + count}"
        self.payers[number] = iban
        self.world.parties.append(Party(number, name, iban if self.random.random() < 0.6 else ""))

    def _item(self, party: Party, cents: int = 0) -> OpenEntry:
        self.count += self.random.randint(1, 2)
        issued = TODAY - timedelta(self.random.randint(20, 90))
        common = self.random.random() < 0.1
        cents = cents or (self.random.choice((1990, 4900, 11900)) if common else round(10 ** self.random.uniform(3, 6)))
        has_terms = party.number[-1] in "02468"
        entry = OpenEntry(
            self.number(self.count),
            party.number,
            party.name,
            issued,
            issued + timedelta(14),
            cents,
            cents,
            discount=(cents * 2 + 50) // 100 if has_terms else 0,
            discount_until=issued + timedelta(10) if has_terms else None,
        )
        self.world.entries.append(entry)
        return entry

    def _line(self, kind: str, party: Party, entries: list[OpenEntry], cents: int, text: str, days: int = 0) -> None:
        issued = max((entry.invoice_date for entry in entries), default=TODAY - timedelta(30))
        booked = issued + timedelta(days or self.random.randint(3, 40))
        name, iban = self._payer(party)
        own = PaymentLine(f"B{len(self.world.labelled):06}", booked, booked, cents, "EUR", name, iban, self._wrap(text))
        self.world.labelled.append(Labelled(own, kind, frozenset(entry.number for entry in entries)))

    def _payer(self, party: Party) -> tuple[str, str]:
        chance = self.random.random()
        if chance < 0.75:
            return party.name, self.payers[party.number]
        if chance < 0.92:
            return party.name.upper()[:27], self.payers[party.number]
        return self.random.choice(_WORDS) + " Holding", f"NL{self.random.randrange(10**14):014}"

    def _wrap(self, text: str) -> str:
        if self.random.random() < 0.8:
            return text
        return " ".join(text[start : start + 27] for start in range(0, len(text), 27))

    def _whole_number(self, party: Party) -> None:
        entry = self._item(party)
        text = self.random.choice(("Rechnung {}", "{}", "Rg.Nr. {} vom 3.5.2026", "Kd {c} Rechnung {}"))
        self._line("whole number", party, [entry], entry.open, text.format(entry.number, c=party.number))

    def _other_notation(self, party: Party) -> None:
        entry = self._item(party)
        number = self.random.choice(
            (
                entry.number.replace("-", " "),
                entry.number.replace("/", "-"),
                entry.number.lower(),
                "".join(entry.number.split("-")),
            )
        )
        self._line("other notation", party, [entry], entry.open, f"Ihre Rechnung Nr {number}")

    def _last_digits(self, party: Party) -> None:
        entry = self._item(party)
        digits = entry.number.removesuffix("/26")[-5:].strip("-/")
        self._line("last digits", party, [entry], entry.open, f"Rechnung {digits}")

    def _typing_error(self, party: Party) -> None:
        entry = self._item(party)
        at = self.random.choice([at for at, letter in enumerate(entry.number) if letter.isdigit()])
        wrong = str((int(entry.number[at]) + self.random.randint(1, 8)) % 10)
        self._line(
            "typing error", party, [entry], entry.open, "Rechnung " + entry.number[:at] + wrong + entry.number[at + 1 :]
        )

    def _no_number(self, party: Party) -> None:
        entry = self._item(party)
        self._line(
            "no number",
            party,
            [entry],
            entry.open,
            self.random.choice(("Danke", "Rechnung", "", f"Kunde {party.number}")),
        )

    def _list(self, party: Party) -> None:
        entries = [self._item(party) for _ in range(self.random.randint(2, 6))]
        text = "Rechnungen " + ", ".join(entry.number for entry in entries)
        self._line("list", party, entries, sum(entry.open for entry in entries), text)

    def _sum(self, party: Party) -> None:
        entries = [self._item(party) for _ in range(self.random.randint(2, 5))]
        self._line("sum", party, entries, sum(entry.open for entry in entries), "Sammelzahlung")

    def _discount_in_time(self, party: Party) -> None:
        entry = self._item(party)
        cents = entry.open - entry.discount
        self._line("discount in time", party, [entry], cents, f"{entry.number} abzgl. Skonto", days=7)

    def _discount_late(self, party: Party) -> None:
        entry = self._item(party)
        cents = entry.open - (entry.open * 2 + 50) // 100
        self._line("discount late", party, [entry], cents, f"{entry.number} abzgl. Skonto", days=25)

    def _part_payment(self, party: Party) -> None:
        entry = self._item(party)
        first = entry.open * self.random.choice((25, 33, 50)) // 100
        self._line("part payment", party, [entry], first, f"1. Rate {entry.number}", days=5)
        self._line("part payment", party, [entry], entry.open - first, f"2. Rate {entry.number}", days=35)

    def _overpaid(self, party: Party) -> None:
        entry = self._item(party)
        self._line("overpaid", party, [entry], entry.open + 1000, f"Rechnung {entry.number}")

    def _cents_off(self, party: Party) -> None:
        entry = self._item(party)
        self._line(
            "cents off", party, [entry], entry.open + self.random.choice((-3, -1, 1, 2)), f"Rechnung {entry.number}"
        )

    def _paid_twice(self, party: Party) -> None:
        entry = self._item(party)
        self._line("whole number", party, [entry], entry.open, entry.number, days=5)
        self._line("paid twice", party, [], entry.open, entry.number)
        last = self.world.labelled[-1]
        later = entry.invoice_date + timedelta(12)
        self.world.labelled[-1] = replace(last, line=replace(last.line, booking_date=later, value_date=later))

    def _returned(self, party: Party) -> None:
        entry = self._item(party)
        self._line("whole number", party, [entry], entry.open, entry.number, days=5)
        self._line(
            "returned",
            party,
            [entry],
            -entry.open - self.random.choice((0, 300)),
            f"RUECKLASTSCHRIFT {entry.number}",
            days=9,
        )
        last = self.world.labelled[-1]
        self.world.labelled[-1] = replace(last, line=replace(last.line, is_return=True))

    def _credit_netted(self, party: Party) -> None:
        invoice, credit = self._item(party, 50000 + self.random.randrange(50000)), self._item(party, -1000)
        text = f"{invoice.number} abzgl. {credit.number}"
        self._line("credit netted", party, [invoice, credit], invoice.open + credit.open, text)

    def _two_equal(self, party: Party) -> None:
        """Two invoices over one amount, one payment without a number: nobody can know."""
        one, _ = self._item(party, 4900), self._item(party, 4900)
        self._line("two equal", party, [one], 4900, "Danke")

    def _payout(self, party: Party) -> None:
        other = self.random.choice(self.world.parties)
        entries = [self._item(party), self._item(other)]
        cents = sum(entry.open for entry in entries) * 97 // 100
        self._line("payout", Party("", "PayPal Europe"), [], cents, "Auszahlung 30.05.2026")

    def _other_currency(self, party: Party) -> None:
        entry = self._item(party)
        self._line("other currency", party, [], entry.open, entry.number)
        last = self.world.labelled[-1]
        self.world.labelled[-1] = replace(last, line=replace(last.line, currency="USD"))

    def _no_customer(self, party: Party) -> None:
        cents = self.random.choice((-1, -1, 1)) * self.random.randrange(500, 200000)
        name = self.random.choice(("Finanzamt", "Stadtwerke", "Hausverwaltung"))
        self._line(
            "no customer", Party("", name), [], cents, self.random.choice(("Miete", "UST 05/2026", "Abschlag 4711"))
        )


def make_world(lines: int, seed: int) -> World:
    """The same world for the same seed."""
    maker = _Maker(seed)
    maker.payers[""] = "DE11111111111111111111"
    return maker.make(lines)
