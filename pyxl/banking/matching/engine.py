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

from pyxl.banking.matching.direct import settled_directly
from pyxl.banking.matching.numbers import Words, only_item, words_of
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
from pyxl.banking.matching.returns import is_money_back
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
    entries = sorted(entries, key=attrgetter("number"))
    known = {party.number for party in parties}
    others = {entry.customer: entry.customer_name for entry in entries if entry.customer not in known}
    everybody = [*parties, *(Party(number, others[number]) for number in sorted(others))]
    payers = PayerIndex(everybody, memory or {})
    return Pool(entries, payers, (party.number for party in everybody), settlements, policy or Policy())


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


_FIRST_LAYER = REFERENCE_LAYERS[0]
"""Most lines name their invoice: they are settled as they are read, and never looked at again."""
_LEAVING_MORE = frozenset({"part-payment", "return"})


class Matcher:
    """One run over all lines, in the order of their days."""

    def __init__(self, pool: Pool, lines: Iterable[PaymentLine], *, takes_short_way: bool = True) -> None:
        """`takes_short_way`: settles the commonest payments at once; the result is the same without."""
        self.pool = pool
        self.takes_short_way = takes_short_way and _FIRST_LAYER.sureness >= pool.policy.settle_from
        self.lines = _by_day(lines)
        self.matches: list[Match | None] = [None] * len(self.lines)
        self.leaves_more = True
        self.open: list[Reading] = []

    def run(self) -> Matching:
        """Again after a part payment or a return: the rest, or the invoice that is open again, may be paid by then."""
        for reading in self._not_settled_directly():
            self.open.append(reading)
            self._try(_FIRST_LAYER, reading)
        while self.leaves_more:
            self.leaves_more = False
            self._settle_by(REFERENCE_LAYERS)
            for reading in self.open:
                reading.know(self._payer(reading.line, reading.words))
            self._settle_by(PAYER_LAYERS)
        matches = tuple([match for match in self.matches if match is not None])
        return Matching(matches, tuple([undecided(reading, self.pool) for reading in self.open]))

    def _not_settled_directly(self) -> Iterator[Reading]:
        """Reads line by line; what names one item and pays it is settled on the spot."""
        pool, pieces_in = self.pool, self.pool.numbers.pieces
        for place, line in enumerate(self.lines):
            pieces = pieces_in(line.text, line.references)
            item = only_item(pieces) if self.takes_short_way else -1
            match = settled_directly(line, item, pool) if item >= 0 else None
            if match is None:
                yield self._read(place, line, words_of(pieces))
            else:
                self.matches[place] = match

    def _read(self, place: int, line: PaymentLine, words: Words) -> Reading:
        reading = Reading(place, line, words, self._payer(line, words))
        for item in words.strong:
            self.pool.claim(item, reading)
        if is_money_back(reading):
            self.pool.expect_back(reading)
        return reading

    def _payer(self, line: PaymentLine, words: Words) -> Payer | None:
        return self.pool.payers.who(line.iban, line.name, words.customers)

    def _settle_by(self, layers: Sequence[Layer]) -> None:
        """Layer by layer over all lines that are open."""
        self.open = [reading for reading in self.open if not reading.is_settled]
        for layer in layers:
            asks = layer.asks
            for reading in self.open:
                if reading.traits & asks == asks:
                    self._try(layer, reading)
        self.open = [reading for reading in self.open if not reading.is_settled]

    def _try(self, layer: Layer, reading: Reading) -> None:
        """Books what the layer finds for the line, if it concerns it at all."""
        if reading.traits & layer.asks != layer.asks or layer.sureness < self.pool.policy.settle_from:
            return
        match = layer.find(reading, self.pool)
        if match is None:
            return
        self.pool.book(match, reading)
        self.matches[reading.place] = match
        if match.layer in _LEAVING_MORE:
            self.leaves_more = True
        if match.proves_customer:
            self.pool.payers.learn(reading.line.iban, reading.line.name, match.proves_customer)


def _by_day(lines: Iterable[PaymentLine]) -> list[PaymentLine]:
    """In the order of their days and ids; a statement has few days, so most of the order comes for nothing."""
    days: dict[date, list[PaymentLine]] = defaultdict(list)
    for line in lines:
        days[line.booking_date].append(line)
    return [line for day in sorted(days) for line in sorted(days[day], key=attrgetter("line_id"))]
