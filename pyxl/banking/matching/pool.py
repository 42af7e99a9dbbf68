"""The open invoices while payments take from them: what is left of each, found by amount and by customer.

Items have positions in the order of their numbers, so the result never depends on the order they came in.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from pyxl.banking.matching.numbers import NumberIndex
from pyxl.banking.matching.payers import PayerIndex, compact_iban
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
        entries: Sequence[OpenEntry],
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
        self._currency = [entry.currency for entry in entries]
        self._day = array("l", [entry.invoice_date.toordinal() for entry in entries])
        """What is asked most of items stands close together: where there are many, that is half of the time."""
        self.payers, self.policy = payers, policy
        self.numbers = NumberIndex(numbers, customers)
        self._settlements = list(settlements)
        self._booked: list[tuple[PaymentLine, Match]] = []
        self._by_trace: dict[str, list[Settlement]] = {}
        self._numbers_back: set[str] = set()
        """Invoices whose payment may come back."""
        self._accounts_back: set[str] = set()
        """References and accounts a payment may come back by, where no invoice is named."""
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
        self._by_customer: dict[str, list[int]] = defaultdict(list)
        for item, entry in enumerate(entries):
            self._by_customer[entry.customer].append(item)
            self._file(item)
        due = [entry.due_date for entry in entries]
        for items in self._by_customer.values():
            items.sort(key=due.__getitem__)

    def _file(self, item: int) -> None:
        cents = self.open[item]
        if not cents:
            return
        entry = self.entries[item]
        by_amount = self._by_amount
        if by_amount.setdefault(cents, item) != item:
            self._share(cents, item)
        if entry.discount and cents == entry.open and by_amount.setdefault(cents - entry.discount, item) != item:
            self._share(cents - entry.discount, item)

    def _share(self, cents: int, item: int) -> None:
        known = self._by_amount[cents]
        if isinstance(known, set):
            known.add(item)
        else:
            self._by_amount[cents] = {known, item}

    def _has_amount(self, item: int, cents: int) -> bool:
        rest, entry = self.open[item], self.entries[item]
        return rest != 0 and (rest == cents or (rest == entry.open and rest - entry.discount == cents))

    def _over(self, cents: int) -> list[int] | None:
        """Items with that amount, or that amount less discount, in their order; None when there are too many to tell.

        Those who have it no more are sorted out for good, so a crowded amount costs no more than it must.
        """
        known = self._by_amount.get(cents, ())
        if isinstance(known, int):
            return [known] if self._has_amount(known, cents) else []
        found: list[int] = []
        gone: list[int] = []
        for item in known:
            (found if self._has_amount(item, cents) else gone).append(item)
            if len(found) > MOST_RIVALS:
                break
        if isinstance(known, set):
            known.difference_update(gone)
        return sorted(found) if len(found) <= MOST_RIVALS else None

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
            self.open[item] -= part.settled
            self._file(item)
        reading.settle()
        if match.returns_line:
            self.returned.add(match.returns_line)
        elif not match.currency:
            self._booked.append((reading.line, match))

    def book_whole(self, item: int, match: Match, line: PaymentLine) -> None:
        """Takes an item that the line pays in full from the open ones, before any other line named it."""
        self.open[item] = 0
        self._paid_at_once[item] = 1
        self._booked.append((line, match))

    def expect_back(self, reading: Reading) -> None:
        """A line that may take a payment back: of the payments only what such lines ask for is kept."""
        if reading.words.strong:
            self._numbers_back.update(self.traces_of(reading))
        else:
            self._accounts_back.update(self.traces_of(reading))
            self._accounts_back.discard("")

    def traces_of(self, reading: Reading) -> tuple[str, ...]:
        """By what a payment that came back is found: the invoices it names, else its references and its account."""
        line = reading.line
        return self.numbers_of(reading.words.strong) or (*line.references, compact_iban(line.iban))

    def settlements_with(self, traces: Iterable[str]) -> list[Settlement]:
        """Settled payments with one of these traces, of those that were expected, the oldest first."""
        numbers, accounts = self._numbers_back, self._accounts_back
        asked = numbers | accounts
        for line, match in self._booked:
            is_asked = match.parts[0].number in asked or len(match.parts) > 1
            if accounts and not is_asked:
                is_asked = compact_iban(line.iban) in accounts or not accounts.isdisjoint(line.references)
            if is_asked:
                facts = (line.line_id, line.booking_date, line.cents, line.iban, line.references, match.parts)
                self._settlements.append(Settlement(*facts))
        self._booked.clear()
        for settlement in self._settlements:
            paid = [part.number for part in settlement.parts]
            found_by = numbers.intersection(paid)
            if accounts:
                found_by |= accounts.intersection((*paid, *settlement.references, compact_iban(settlement.iban)))
            for trace in found_by:
                self._by_trace.setdefault(trace, []).append(settlement)
        self._settlements.clear()
        found = {each.line_id: each for trace in traces for each in self._by_trace.get(trace, ())}
        return sorted(found.values(), key=lambda each: (each.booking_date, each.line_id))

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
        entry = self.entries[item]
        untouched = self.open[item] == entry.open
        if not entry.discount or entry.discount_until is None or not untouched:
            return 0
        return entry.discount if (day - entry.discount_until).days <= self.policy.grace_days else 0

    def fitting(self, item: int, line: PaymentLine, rounding: int = 0) -> Part | None:
        """The line as full payment of the item: exact, or less the discount that is due (to `rounding` cents)."""
        cents, rest = line.cents, self.open[item]
        if rest * cents <= 0 or self._currency[item] != line.currency:
            return None
        entry = self.entries[item]
        if rest == cents:
            return Part(entry.number, entry.customer, cents)
        discount = entry.discount and self.discount_due(item, line.paid_on)
        if discount and abs(rest - discount - cents) <= rounding:
            return Part(entry.number, entry.customer, cents, rest - cents)
        return None

    def with_amount(self, line: PaymentLine) -> list[int] | None:
        """Items over exactly the line's amount, invoiced before it was paid; None when there are too many to tell."""
        items = self._over(line.cents)
        return items and [item for item in self._invoiced_before(items, line) if self.open[item] == line.cents]

    def with_reduced_amount(self, line: PaymentLine) -> list[int]:
        """Items whose amount less discount is the line's amount, in time or not."""
        items = self._invoiced_before(self._over(line.cents) or (), line)
        return [item for item in items if self.open[item] != line.cents]

    def of_customer_with_amount(self, customer: str, line: PaymentLine) -> list[int]:
        """The customer's items that the line pays in full, exactly or less the discount that is due."""
        known = self._by_amount.get(line.cents)
        if known is None:
            return []
        own = self._by_customer.get(customer, [])
        same = (known,) if isinstance(known, int) else known
        if len(same) <= len(own):
            own = [item for item in same if self.entries[item].customer == customer]
        return sorted(item for item in own if self._is_paid_by(item, line))

    def _is_paid_by(self, item: int, line: PaymentLine) -> bool:
        """Whether the line pays the item in full, exactly or less the discount that is due."""
        rest, cents = self.open[item], line.cents
        if rest * cents <= 0 or self._currency[item] != line.currency:
            return False
        if self._day[item] > line.booking_date.toordinal():
            return False
        if rest == cents:
            return True
        return self.entries[item].discount == rest - cents > 0 and self.discount_due(item, line.paid_on) > 0

    def of_customer(self, customer: str, line: PaymentLine, *, credits_too: bool = False) -> list[int]:
        """Open items of the customer, invoiced before the payment, oldest due first."""
        items = [item for item in self._by_customer.get(customer, ()) if self.open[item]]
        return self._invoiced_before(items, line, credits_too=credits_too) if items else items

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
