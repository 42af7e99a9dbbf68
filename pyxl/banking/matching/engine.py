"""Matches bank lines to open invoices: layer after layer, each taking from what the one before left.

>>> from datetime import date
>>> from pyxl.banking.matching.records import OpenEntry, Party, PaymentLine
>>> day = date(2026, 3, 2)
>>> invoice = OpenEntry("RE-2026-00657", "D10058", "Huber KG", day, day, 28261, 28261)
>>> line = PaymentLine("B-1", day, day, 28261, name="HUBER KG", text="Rechnung RE 2026 / 00657")
>>> result = match_lines([line], [invoice], [Party("D10058", "Huber KG")])
>>> result.matches[0].reason.text("en")
'RE-2026-00657 is named in the purpose, 282.61 EUR is exact, the name is that of D10058.'
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from operator import attrgetter

from pyxl.banking.matching.changes import Changes
from pyxl.banking.matching.direct import settled_directly
from pyxl.banking.matching.numbers import Found, Words, customers_of, only_item, words_of
from pyxl.banking.matching.order import PAYER_LAYERS, REFERENCE_LAYERS, Layer
from pyxl.banking.matching.payers import Payer, PayerIndex
from pyxl.banking.matching.pool import Pool
from pyxl.banking.matching.readings import Reading
from pyxl.banking.matching.records import (
    Match,
    Matching,
    OpenEntry,
    Party,
    PaymentLine,
    Policy,
    Settlement,
)
from pyxl.banking.matching.returns import may_take_back
from pyxl.banking.matching.verdicts import undecided


def match_lines(
    lines: Iterable[PaymentLine],
    entries: Iterable[OpenEntry],
    parties: Sequence[Party] = (),
    memory: Mapping[str, str] | None = None,
    settlements: Sequence[Settlement] = (),
    policy: Policy | None = None,
) -> Matching:
    """Settles what is sure and gives a verdict on the rest. The order of lines and entries plays no part.

    `memory`: IBAN or name of a payer to customer number. `settlements`: earlier payments that may come back.
    Amounts are cents; what is settled never exceeds the line or the open item.
    """
    with collector_paused():
        return Matcher(pool_of(entries, parties, memory, settlements, policy), lines).run()


def pool_of(
    entries: Iterable[OpenEntry],
    parties: Sequence[Party] = (),
    memory: Mapping[str, str] | None = None,
    settlements: Sequence[Settlement] = (),
    policy: Policy | None = None,
) -> Pool:
    """The open items with their customers, those too who stand in the items only."""
    ordered = sorted(entries, key=attrgetter("number"))
    known = {party.number for party in parties}
    others = {entry.customer: entry.customer_name for entry in ordered if entry.customer not in known}
    everybody = [*parties, *(Party(number, others[number]) for number in sorted(others))]
    payers = PayerIndex(everybody, memory or {})
    return Pool(ordered, payers, (party.number for party in everybody), settlements, policy or Policy())


@contextmanager
def collector_paused() -> Iterator[None]:
    """Python would look for cycles while millions of records are made, for a third of the time; there are none.

    Freezing and unfreezing puts what was made among the old objects, which are not looked at again at once.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()


_FIRST_LAYER, *_OTHER_REFERENCE_LAYERS = REFERENCE_LAYERS
"""Most lines name their invoice: they are settled as they are read, and never looked at again."""


class Matcher:
    """One run over all lines, in the order of their days."""

    def __init__(self, pool: Pool, lines: Iterable[PaymentLine], *, takes_short_way: bool = True) -> None:
        """`takes_short_way`: settles the commonest payments at once, and looks again only where something changed.

        The result is the same without.
        """
        self.pool = pool
        self.takes_short_way = takes_short_way
        self.lines = _by_day(lines)
        self.matches: list[Match | None] = [None] * len(self.lines)
        self.leaves_more = True
        self.open: list[Reading] = []
        self.changes: Changes | None = None
        """From the second round on: before, all lines are looked at anyway."""

    def run(self) -> Matching:
        """Again until a round settles nothing, so that a second run would settle nothing either.

        By each payment a rest may be open, or another invoice be the only one left that a line can mean; a return
        opens one again; and a payer who is known at last may have earlier lines.
        """
        waiting = self._read_all()
        while self.leaves_more:
            self.leaves_more = False
            self._settle(_FIRST_LAYER, waiting)
            self._settle_by(_OTHER_REFERENCE_LAYERS)
            self._ask_who_paid()
            self._settle_by(PAYER_LAYERS)
            if self.leaves_more and self.takes_short_way:
                self._rouse()
            waiting = self.open
        matches = tuple([match for match in self.matches if match is not None])
        return Matching(matches, tuple([undecided(reading, self.pool) for reading in self.open]))

    def _read_all(self) -> list[Reading]:
        """Reads line by line and settles at once what the first layer can; gives those that it may settle yet."""
        pool, found_in, rest = self.pool, self.pool.numbers.found, self.pool.open
        may_settle = self.takes_short_way and self._uses(_FIRST_LAYER)
        money_out = self._read_money_out()
        waiting: list[Reading] = []
        for place, line in enumerate(self.lines):
            if line.cents <= 0:
                self._read(place, line, words_of(money_out[place]), waiting)
                continue
            found = found_in(line.text, line.references)
            item = only_item(found) if found and may_settle else -1
            if item >= 0 and rest[item] == line.cents:
                match = settled_directly(line, item, customers_of(found), pool)
                if match is not None:
                    self.matches[place] = match
                    continue
            self._read(place, line, words_of(found), waiting)
        return waiting if self.takes_short_way else self.open

    def _read_money_out(self) -> dict[int, list[Found]]:
        """What lines name that may take a payment back: so it is known of each payment whether it may come back."""
        pool = self.pool
        read: dict[int, list[Found]] = {}
        for place, line in enumerate(self.lines):
            if line.cents <= 0:
                read[place] = pool.numbers.found(line.text, line.references)
                named = words_of(read[place]).strong
                if may_take_back(line, named):
                    pool.comebacks.expect(line, pool.numbers_of(named))
        pool.comebacks.expect_no_more()
        return read

    def _read(self, place: int, line: PaymentLine, words: Words, waiting: list[Reading]) -> None:
        """Reads the line for the layers; if the first one cannot settle it but may do so yet, it has to wait.

        While layers that ask for a number book whole payments only, an item that is not open over the line's amount
        will not be so later.
        """
        pool, strong = self.pool, words.strong
        reading = Reading(place, line, words, self._payer(line, words))
        self.open.append(reading)
        for item in strong:
            pool.claim(item, reading)
        if reading.traits & _FIRST_LAYER.asks != _FIRST_LAYER.asks or not self._uses(_FIRST_LAYER):
            return
        if len(strong) > 1 or pool.fitting(strong[0], line, rounding=1):
            match = _FIRST_LAYER.find(reading, pool)
            if match is None:
                waiting.append(reading)
            else:
                pool.book(match, reading)
                self._keep(match, reading)

    def _payer(self, line: PaymentLine, words: Words) -> Payer | None:
        return self.pool.payers.who(line.iban, line.name, words.customers)

    def _ask_who_paid(self) -> None:
        who = self.pool.payers.who
        for reading in self.open:
            line = reading.line
            payer = who(line.iban, line.name, reading.words.customers)
            if payer is not reading.payer and payer != reading.payer:
                reading.know(payer)
                reading.is_awake = self.leaves_more = True
                if self.changes:
                    self.changes.know_another(reading)

    def _rouse(self) -> None:
        """Before the next round: who may be settled by what this one changed?"""
        before, self.changes = self.changes, Changes(self.pool)
        if before:
            for reading in self.open:
                reading.is_awake, reading.asked_at = before.concern(reading), 0

    def _settle_by(self, layers: Sequence[Layer]) -> None:
        """Layer by layer over all lines that are open."""
        self.open = [reading for reading in self.open if not reading.is_settled]
        for layer in layers:
            self._settle(layer, self.open)
        self.open = [reading for reading in self.open if not reading.is_settled]

    def _settle(self, layer: Layer, readings: Sequence[Reading]) -> None:
        """Books what the layer finds for the lines that it concerns at all."""
        asks, find, pool, changes = layer.asks, layer.find, self.pool, self.changes
        if not self._uses(layer):
            return
        book = changes.book if changes else pool.book
        for reading in readings:
            if reading.traits & asks == asks and (reading.is_awake or (changes and changes.rouse(reading))):
                match = find(reading, pool)
                if match is not None:
                    book(match, reading)
                    self._keep(match, reading)

    def _uses(self, layer: Layer) -> bool:
        """Whether she lets so sure a layer settle."""
        return layer.sureness >= self.pool.policy.settle_from

    def _keep(self, match: Match, reading: Reading) -> None:
        self.matches[reading.place] = match
        self.leaves_more = True
        if match.proves_customer:
            self.pool.payers.learn(reading.line.iban, reading.line.name, match.proves_customer)


def _by_day(lines: Iterable[PaymentLine]) -> list[PaymentLine]:
    """In the order of their days and ids; a statement has few days, so most of the order comes for nothing."""
    days: dict[date, list[PaymentLine]] = defaultdict(list)
    for line in lines:
        days[line.booking_date].append(line)
    return [line for day in sorted(days) for line in sorted(days[day], key=attrgetter("line_id"))]
