"""The open invoices while payments take from them: what is left of each, found by amount and by customer.

Items have positions in the order of their numbers, so the result never depends on the order they came in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from pyxl.banking.matching.numbers import NumberIndex, Words
from pyxl.banking.matching.payers import Payer, PayerIndex, compact_iban
from pyxl.banking.matching.reasons import money
from pyxl.banking.matching.records import Match, OpenEntry, Part, PaymentLine, Policy, Settlement
from pyxl.core.money import Money

MOST_RIVALS = 50
"""An amount that more open invoices share says nothing of which is meant."""


@dataclass(slots=True)
class Reading:
    """A line with what its text names and who is behind it."""

    line: PaymentLine
    words: Words
    payer: Payer | None

    @property
    def customer(self) -> str:
        """The known customer, or an empty text."""
        return self.payer.customer if self.payer else ""

    @property
    def is_own_money_back(self) -> bool:
        """A payment of the firm's own came back: no customer's payment, though money came in."""
        return self.line.is_return and self.line.cents > 0

    @property
    def amount(self) -> Money:
        """The line's amount, for sentences."""
        return money(self.line.cents, self.line.currency)


class Pool:
    """Open items and what settles them. Only `book` changes it."""

    def __init__(
        self,
        entries: Iterable[OpenEntry],
        payers: PayerIndex,
        customers: Iterable[str],
        settlements: Sequence[Settlement],
        policy: Policy,
    ) -> None:
        self.entries = sorted(entries, key=attrgetter("number"))
        self.position = {entry.number: item for item, entry in enumerate(self.entries)}
        self.open = [0 if entry.is_cancelled else entry.open for entry in self.entries]
        self.payers, self.policy = payers, policy
        self.numbers = NumberIndex([entry.number for entry in self.entries], customers)
        self._settlements = list(settlements)
        self._booked: list[tuple[PaymentLine, Match]] = []
        self._by_trace: dict[str, list[Settlement]] = {}
        self.returned: set[str] = set()
        """Ids of lines whose payment came back already."""
        self.claims: dict[tuple[int, int], str] = {}
        """Which line was the first to name an item with that amount; a second one waits for the first."""
        self.settled_lines: set[str] = set()
        self._by_amount: dict[int, set[int]] = defaultdict(set)
        self._by_customer: dict[str, list[int]] = defaultdict(list)
        oldest_first = sorted(range(len(self.entries)), key=lambda item: (self.entries[item].due_date, item))
        for item in oldest_first:
            self._by_customer[self.entries[item].customer].append(item)
            self._file(item)

    def _file(self, item: int) -> None:
        entry, cents = self.entries[item], self.open[item]
        if cents:
            self._by_amount[cents].add(item)
            if entry.discount and cents == entry.open:
                self._by_amount[cents - entry.discount].add(item)

    def _take_out(self, item: int) -> None:
        entry, cents = self.entries[item], self.open[item]
        self._by_amount[cents].discard(item)
        if entry.discount and cents == entry.open:
            self._by_amount[cents - entry.discount].discard(item)

    def book(self, match: Match, line: PaymentLine) -> None:
        """Takes the parts of a settled line from the open items."""
        for part in match.parts:
            item = self.position[part.number]
            self._take_out(item)
            self.open[item] -= part.settled
            if self.open[item]:
                self._file(item)
        self.settled_lines.add(line.line_id)
        if match.returns_line:
            self.returned.add(match.returns_line)
        elif not match.currency:
            self._booked.append((line, match))

    def settlements_with(self, traces: Iterable[str]) -> list[Settlement]:
        """Settled payments with one of these invoice numbers, references or accounts, the oldest first.

        The index is made when the first return asks for it: most bank files have none.
        """
        for line, match in self._booked:
            self._settlements.append(
                Settlement(line.line_id, line.booking_date, line.cents, line.iban, line.references, match.parts)
            )
        self._booked.clear()
        for settlement in self._settlements:
            numbers = (part.number for part in settlement.parts)
            for trace in {*numbers, *settlement.references, compact_iban(settlement.iban)} - {""}:
                self._by_trace.setdefault(trace, []).append(settlement)
        self._settlements.clear()
        found = {each.line_id: each for trace in traces for each in self._by_trace.get(trace, ())}
        return sorted(found.values(), key=lambda each: (each.booking_date, each.line_id))

    def is_open(self, item: int, line: PaymentLine) -> bool:
        """Whether something is owed on the item in the line's currency and direction."""
        return self.open[item] * line.cents > 0 and self.entries[item].currency == line.currency

    def open_money(self, item: int) -> Money:
        """The open amount, for sentences."""
        return money(self.open[item], self.entries[item].currency)

    def has_rest(self, item: int, line: PaymentLine) -> bool:
        """Whether anything is left of the item, owed or credited; a credit may be netted in a payment."""
        return self.open[item] != 0 and self.entries[item].currency == line.currency

    def numbers_of(self, items: Iterable[int]) -> tuple[str, ...]:
        """The invoice numbers of these items."""
        return tuple([self.entries[item].number for item in items])

    def discount_due(self, item: int, day: date) -> int:
        """The cash discount the terms allow on that day, grace days included; 0 when there is none."""
        entry = self.entries[item]
        untouched = self.open[item] == entry.open
        if not entry.discount or entry.discount_until is None or not untouched:
            return 0
        return entry.discount if (day - entry.discount_until).days <= self.policy.grace_days else 0

    def fitting(self, item: int, line: PaymentLine, rounding: int = 0) -> Part | None:
        """The line as full payment of the item: exact, or less the discount that is due (to `rounding` cents)."""
        if not self.is_open(item, line):
            return None
        entry = self.entries[item]
        if self.open[item] == line.cents:
            return Part(entry.number, entry.customer, line.cents)
        discount = self.discount_due(item, line.paid_on)
        if discount and abs(self.open[item] - discount - line.cents) <= rounding:
            return Part(entry.number, entry.customer, line.cents, discount=self.open[item] - line.cents)
        return None

    def with_amount(self, line: PaymentLine) -> list[int] | None:
        """Items over exactly the line's amount, invoiced before it was paid; None when there are too many to tell."""
        items = self._by_amount.get(line.cents, ())
        if len(items) > MOST_RIVALS:
            return None
        return [item for item in self._usable(items, line) if self.open[item] == line.cents]

    def with_reduced_amount(self, line: PaymentLine) -> list[int]:
        """Items whose amount less discount is the line's amount, in time or not."""
        items = self._by_amount.get(line.cents, ())
        if len(items) > MOST_RIVALS:
            return []
        return [item for item in self._usable(items, line) if self.open[item] != line.cents]

    def of_customer_with_amount(self, customer: str, line: PaymentLine) -> list[int]:
        """The customer's items that the line pays in full, exactly or less the discount that is due."""
        same: Collection[int] = self._by_amount.get(line.cents, ())
        if not same:
            return []
        own: Collection[int] = self._by_customer.get(customer, ())
        items = [item for item in same if self.entries[item].customer == customer] if len(same) <= len(own) else own
        return [item for item in self._usable(items, line) if self.fitting(item, line) is not None]

    def of_customer(self, customer: str, line: PaymentLine, *, credits_too: bool = False) -> list[int]:
        """Open items of the customer, invoiced before the payment, oldest due first."""
        counts = self.has_rest if credits_too else self.is_open
        return [
            item
            for item in self._by_customer.get(customer, ())
            if counts(item, line) and self.entries[item].invoice_date <= line.booking_date
        ]

    def all_of_customer(self, customer: str) -> Sequence[int]:
        """Every item of the customer, settled ones too, oldest due first."""
        return self._by_customer.get(customer, ())

    def is_first_claim(self, item: int, line: PaymentLine) -> bool:
        """Whether no earlier line that is still undecided names this item with this amount."""
        claimant = self.claims.get((item, line.cents), line.line_id)
        return claimant == line.line_id or claimant in self.settled_lines

    def _usable(self, items: Iterable[int], line: PaymentLine) -> list[int]:
        usable = [
            item for item in items if self.is_open(item, line) and self.entries[item].invoice_date <= line.booking_date
        ]
        return sorted(usable) if len(usable) > 1 else usable
