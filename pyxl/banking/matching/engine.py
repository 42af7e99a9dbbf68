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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import attrgetter

from pyxl.banking.matching.order import PAYER_LAYERS, REFERENCE_LAYERS, Layer
from pyxl.banking.matching.payers import PayerIndex
from pyxl.banking.matching.pool import Pool, Reading
from pyxl.banking.matching.records import (
    Match,
    Matching,
    OpenEntry,
    Party,
    PaymentLine,
    Policy,
    Settlement,
)
from pyxl.banking.matching.returns import by_return
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
    entries = sorted(entries, key=attrgetter("number"))
    known = {party.number for party in parties}
    others = {entry.customer: entry.customer_name for entry in entries if entry.customer not in known}
    everybody = [*parties, *(Party(number, others[number]) for number in sorted(others))]
    payers = PayerIndex(everybody, memory or {})
    with collector_paused():
        pool = Pool(entries, payers, (party.number for party in everybody), settlements, policy or Policy())
        return _Matcher(pool, lines).run()


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


class _Matcher:
    """One run over all lines, in the order of their days."""

    def __init__(self, pool: Pool, lines: Iterable[PaymentLine]) -> None:
        self.pool = pool
        self.matches: list[Match] = []
        ordered = sorted(lines, key=attrgetter("booking_date", "line_id"))
        self.order = {line.line_id: place for place, line in enumerate(ordered)}
        self.open = [reading for line in ordered if not self._settles(_FIRST_LAYER, reading := self._read(line))]

    def run(self) -> Matching:
        """Again after a part payment or a return: the rest, or the invoice that is open again, may be paid by then."""
        while True:
            before = len(self.matches)
            for layer in REFERENCE_LAYERS:
                self._pass(layer)
            self._know_payers()
            for layer in PAYER_LAYERS:
                self._pass(layer)
            if not any(match.layer in _LEAVING_MORE for match in self.matches[before:]):
                break
        rest = tuple(undecided(reading, self.pool) for reading in self.open)
        self.matches.sort(key=lambda match: self.order[match.line_id])
        return Matching(tuple(self.matches), rest)

    def _read(self, line: PaymentLine) -> Reading:
        words = self.pool.numbers.read(line.text, *line.references)
        for item in words.strong:
            if self.pool.entries[item].currency == line.currency:
                self.pool.claims.setdefault((item, line.cents), line.line_id)
        return Reading(line, words, self.pool.payers.who(line.iban, line.name, words.customers))

    def _pass(self, layer: Layer) -> None:
        self.open = [reading for reading in self.open if not self._settles(layer, reading)]

    def _settles(self, layer: Layer, reading: Reading) -> bool:
        """Whether the layer settles the line; what the bank calls a return takes a payment back, or is nobody's."""
        line, pool = reading.line, self.pool
        if line.is_hers or layer.sureness < pool.policy.settle_from:
            return False
        if line.is_return and (layer.find is not by_return or reading.is_own_money_back):
            return False
        match = layer.find(reading, pool)
        if match is None:
            return False
        pool.book(match, line)
        self.matches.append(match)
        if match.proves_customer:
            pool.payers.learn(line.iban, line.name, match.proves_customer)
        return True

    def _know_payers(self) -> None:
        for reading in self.open:
            line = reading.line
            reading.payer = self.pool.payers.who(line.iban, line.name, reading.words.customers)
