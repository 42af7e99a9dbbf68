"""Which open lines need another look: those for whom a payment changed something that a layer asks for.

A layer asks for the items a line names, for what is open of its customer, for the items over its amount, for who pays
and whether an earlier line waits for the same item. Where none of it changed since a line was last looked at, every
layer would answer as before. A property compares this with looking at every line again.
"""

from __future__ import annotations

from pyxl.banking.matching.pool import Pool
from pyxl.banking.matching.readings import Reading
from pyxl.banking.matching.records import Match
from pyxl.banking.matching.returns import is_money_back


class Changes:
    """What was changed in one round over the open lines."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self.payments = 0
        """How many were booked."""
        self._items: set[int] = set()
        self._customers: set[str] = set()
        self._amounts: set[int] = set()
        """What was, or is now, the rest of an item, at full price or less discount."""
        self._places: set[int] = set()
        """Lines whose payer is another one now."""

    def book(self, match: Match, reading: Reading) -> None:
        """Books it, and notes what that changes: the rests before and after, and who need not wait any longer."""
        self.payments += 1
        items = [self._pool.position[part.number] for part in match.parts]
        self._note_rests(items)
        self._pool.book(match, reading)
        self._note_rests(items)
        self._note(reading.words.strong)

    def know_another(self, reading: Reading) -> None:
        """The line has another payer than before, or has one at last."""
        self._places.add(reading.place)

    def rouse(self, reading: Reading) -> bool:
        """Whether a line that slept so far is concerned by now; it is asked anew only after another payment."""
        if reading.asked_at != self.payments:
            reading.asked_at = self.payments
            reading.is_awake = self.concern(reading)
        return reading.is_awake

    def concern(self, reading: Reading) -> bool:
        """Whether a layer may answer otherwise for the line than before."""
        if reading.line.cents in self._amounts or reading.customer in self._customers:
            return True
        if reading.place in self._places or is_money_back(reading):  # The payment it takes back may be booked by now.
            return True
        return any(not self._items.isdisjoint(mention.items) for mention in reading.words.mentions)

    def _note_rests(self, items: list[int]) -> None:
        self._note(tuple(items))
        for item in items:
            rest = self._pool.open[item]
            self._amounts.add(rest)
            self._amounts.add(rest - self._pool.entries[item].discount)

    def _note(self, items: tuple[int, ...]) -> None:
        for item in items:
            self._items.add(item)
            self._customers.add(self._pool.entries[item].customer)
