"""The open invoices while payments take from them: what is left of each, found by amount and by customer.

Items have positions in the order of their numbers, so the result never depends on the order they came in.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from pyxl.banking.matching.comebacks import Comebacks
from pyxl.banking.matching.numbers import NumberIndex
from pyxl.banking.matching.payers import PayerIndex
from pyxl.banking.matching.readings import Reading
from pyxl.banking.matching.reasons import money
from pyxl.banking.matching.records import Match, OpenEntry, Part, PaymentLine, Policy, Settlement
from pyxl.core.money import Money

MOST_RIVALS = 50
"""An amount that more open invoices share says nothing of which is meant."""


class Pool:
    """Open items and what settles them. Only `book` changes it."""

    def __init__(
        self,
        entries: list[OpenEntry],
        payers: PayerIndex,
        customers: Iterable[str],
        settlements: Sequence[Settlement],
        policy: Policy,
    ) -> None:
        """`entries`: in the order of their numbers."""
        self.entries = entries
        numbers = [entry.number for entry in entries]
        self.position = dict(zip(numbers, range(len(numbers)), strict=True))
        self.open = [0 if entry.is_cancelled else entry.open for entry in entries]
        self.customer = [entry.customer for entry in entries]
        self._currency = [entry.currency for entry in entries]
        self._discount = [entry.discount for entry in entries]
        self._day = array("l", [entry.invoice_date.toordinal() for entry in entries])
        """What is asked most of items stands close together: where there are many, that is half of the time."""
        self.payers, self.policy = payers, policy
        self.numbers = NumberIndex(numbers, customers)
        self.comebacks = Comebacks(settlements)
        self.returned: set[str] = set()
        """Ids of lines whose payment came back already."""
        self._first_to_name: list[Reading | None] = [None] * len(entries)
        """Which line was the first to name an item; another one with the same amount waits for it."""
        self._claims: dict[tuple[int, int], Reading] = {}
        """The first ones to name an item with another amount than the very first did."""
        self._paid_at_once = bytearray(len(entries))
        """Items that the first line to name them paid in full: nobody waits for it."""
        self._by_amount: dict[int, int | set[int]] = {}
        """Items by their open amount, and that less discount; they stay when it changes, so look who is left.

        Most amounts are one item's: a set for each would take ten times the memory.
        """
        self._crowded: dict[int, int] = {}
        """Amounts that too many items share, and how many items must have been taken before fewer may."""
        self._taken = 0
        """How often something was taken from an item."""
        self._by_customer: dict[str, list[int]] = defaultdict(list)
        self._left_of: dict[str, list[int]] = {}
        """Of customers somebody asked for, the items that are not settled."""
        self._file_all()

    def _file_all(self) -> None:
        """Every open item under its amount, that less discount, and its customer."""
        by_amount, by_customer = self._by_amount, self._by_customer
        for item, cents in enumerate(self.open):
            if cents and by_amount.setdefault(cents, item) != item:
                self._share(cents, item)
        for item, (discount, rest) in enumerate(zip(self._discount, self.open, strict=True)):
            if discount and rest and by_amount.setdefault(rest - discount, item) != item:
                self._share(rest - discount, item)
        for item, customer in enumerate(self.customer):
            by_customer[customer].append(item)
        due = [entry.due_date for entry in self.entries]
        for items in by_customer.values():
            if len(items) > 1:
                items.sort(key=due.__getitem__)

    def _file(self, item: int) -> None:
        """Under what is left of it."""
        cents = self.open[item]
        if not cents:
            return
        if self._by_amount.setdefault(cents, item) != item:
            self._share(cents, item)
        discount = self._discount[item]
        if discount and cents == self.entries[item].open and self._by_amount.setdefault(cents - discount, item) != item:
            self._share(cents - discount, item)

    def _share(self, cents: int, item: int) -> None:
        known = self._by_amount[cents]
        if isinstance(known, set):
            known.add(item)
        else:
            self._by_amount[cents] = {known, item}

    def _has_amount(self, item: int, cents: int) -> bool:
        rest = self.open[item]
        if rest == 0 or rest == cents:
            return rest != 0
        return rest - self._discount[item] == cents and rest == self.entries[item].open

    def _over(self, cents: int) -> list[int] | None:
        """Items with that amount, or that amount less discount, in their order; None when there are too many to tell.

        Those who have it no more are sorted out for good, so a crowded amount costs no more than it must.
        """
        known = self._by_amount.get(cents, ())
        if isinstance(known, int):
            return [known] if self._has_amount(known, cents) else []
        if self._taken < self._crowded.get(cents, 0):
            return None
        found: list[int] = []
        gone: list[int] = []
        for item in known:
            (found if self._has_amount(item, cents) else gone).append(item)
        if gone and isinstance(known, set):
            known.difference_update(gone)
        if len(found) > MOST_RIVALS:
            self._crowded[cents] = self._taken + len(found) - MOST_RIVALS
            return None
        return sorted(found)

    def is_anybodys(self, cents: int) -> bool:
        """Whether an item was ever open over that amount, or over it less discount."""
        return cents in self._by_amount

    def claim(self, item: int, reading: Reading) -> None:
        """Notes that the line names the item with its amount, if none did before."""
        line, entry, first = reading.line, self.entries[item], self._first_to_name[item]
        if entry.currency != line.currency or (self._paid_at_once[item] and line.cents == entry.open):
            return
        if first is None:
            self._first_to_name[item] = reading
        elif first.line.cents != line.cents:
            self._claims.setdefault((item, line.cents), reading)

    def is_first_claim(self, item: int, reading: Reading) -> bool:
        """Whether no earlier line that is still undecided names this item with this amount."""
        first, cents = self._first_to_name[item], reading.line.cents
        if first is not None and first.line.cents != cents:
            first = self._claims.get((item, cents))
        return first is None or first is reading or first.is_settled

    def is_named(self, item: int) -> bool:
        """Whether some line named the item before."""
        return self._first_to_name[item] is not None or self._paid_at_once[item] == 1

    def book(self, match: Match, reading: Reading) -> None:
        """Takes the parts of a settled line from the open items."""
        for part in match.parts:
            item = self.position[part.number]
            before = self.open[item]
            rest = self.open[item] = before - part.settled
            self._taken += 1
            if rest:
                self._file(item)
            if not rest or not before:  # It is settled, or open again.
                self._left_of.pop(self.customer[item], None)
        reading.settle()
        if match.returns_line:
            self.returned.add(match.returns_line)
        elif not match.currency:
            self.comebacks.note(reading.line, match)

    def book_whole(self, item: int, match: Match, line: PaymentLine) -> None:
        """Takes an item that the line pays in full from the open ones, before any other line named it."""
        self.open[item] = 0
        self._taken += 1
        self._paid_at_once[item] = 1
        if self._left_of:
            self._left_of.pop(self.customer[item], None)
        self.comebacks.note(line, match)

    def is_open(self, item: int, line: PaymentLine) -> bool:
        """Whether something is owed on the item in the line's currency and direction."""
        return self.open[item] * line.cents > 0 and self._currency[item] == line.currency

    def open_money(self, item: int) -> Money:
        """The open amount, for sentences."""
        return money(self.open[item], self.entries[item].currency)

    def has_rest(self, item: int, line: PaymentLine) -> bool:
        """Whether anything is left of the item, owed or credited; a credit may be netted in a payment."""
        return self.open[item] != 0 and self._currency[item] == line.currency

    def numbers_of(self, items: Iterable[int]) -> tuple[str, ...]:
        """The invoice numbers of these items."""
        return tuple([self.entries[item].number for item in items])

    def discount_due(self, item: int, day: date) -> int:
        """The cash discount the terms allow on that day, grace days included; 0 when there is none."""
        discount = self._discount[item]
        if not discount:
            return 0
        entry = self.entries[item]
        if entry.discount_until is None or self.open[item] != entry.open:
            return 0
        return discount if (day - entry.discount_until).days <= self.policy.grace_days else 0

    def fitting(self, item: int, line: PaymentLine, rounding: int = 0) -> Part | None:
        """The line as full payment of the item: exact, or less the discount that is due (to `rounding` cents)."""
        cents, rest = line.cents, self.open[item]
        if rest * cents <= 0 or self._currency[item] != line.currency:
            return None
        if rest == cents:
            return Part(self.entries[item].number, self.customer[item], cents)
        discount = self._discount[item]
        if discount and abs(rest - discount - cents) <= rounding and self.discount_due(item, line.paid_on):
            return Part(self.entries[item].number, self.customer[item], cents, rest - cents)
        return None

    def with_amount(self, line: PaymentLine) -> list[int] | None:
        """Items over exactly the line's amount, invoiced before it was paid; None when there are too many to tell."""
        items = self._over(line.cents)
        return items and [item for item in self._invoiced_before(items, line) if self.open[item] == line.cents]

    def with_full_or_reduced_amount(self, line: PaymentLine) -> tuple[list[int] | None, list[int]]:
        """The same, and besides the items whose amount less discount is the line's amount, in time or not."""
        items = self._over(line.cents)
        if not items:
            return items, []
        before, rest, cents = self._invoiced_before(items, line), self.open, line.cents
        return [item for item in before if rest[item] == cents], [item for item in before if rest[item] != cents]

    def of_customer_with_amount(self, customer: str, line: PaymentLine) -> list[int]:
        """The customer's items that the line pays in full, exactly or less the discount that is due."""
        known = self._by_amount.get(line.cents)
        if known is None:
            return []
        if isinstance(known, int):
            return [known] if self.customer[known] == customer and self._is_paid_by(known, line) else []
        own = self.left_of(customer)
        if len(known) <= len(own):
            own = [item for item in known if self.customer[item] == customer]
        return sorted([item for item in own if self._is_paid_by(item, line)])

    def _is_paid_by(self, item: int, line: PaymentLine) -> bool:
        """Whether the line pays the item in full, exactly or less the discount that is due."""
        rest, cents = self.open[item], line.cents
        if rest * cents <= 0 or self._currency[item] != line.currency:
            return False
        if self._day[item] > line.booking_date.toordinal():
            return False
        if rest == cents:
            return True
        return self._discount[item] == rest - cents > 0 and self.discount_due(item, line.paid_on) > 0

    def of_customer(self, customer: str, line: PaymentLine, *, credits_too: bool = False) -> list[int]:
        """Open items of the customer, invoiced before the payment, oldest due first."""
        items = self.left_of(customer)
        return self._invoiced_before(items, line, credits_too=credits_too) if items else []

    def left_of(self, customer: str) -> Sequence[int]:
        """The customer's items that are not settled, oldest due first. It is kept: not to be changed."""
        left = self._left_of.get(customer)
        if left is None:
            rest = self.open
            left = self._left_of[customer] = [item for item in self._by_customer.get(customer, ()) if rest[item]]
        return left

    def _invoiced_before(self, items: Iterable[int], line: PaymentLine, *, credits_too: bool = False) -> list[int]:
        rest, currencies, days = self.open, self._currency, self._day
        cents, currency, day = line.cents, line.currency, line.booking_date.toordinal()
        return [
            item
            for item in items
            if (rest[item] * cents > 0 or (credits_too and rest[item]))
            and currencies[item] == currency
            and days[item] <= day
        ]

    def all_of_customer(self, customer: str) -> Sequence[int]:
        """Every item of the customer, settled ones too, oldest due first."""
        return self._by_customer.get(customer, ())
