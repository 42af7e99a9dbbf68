"""Payments that may come back: of all that was settled only what a line asks for that may take one back.

Such lines are few and known before the first payment is booked, so nothing is kept of the many that stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyxl.banking.matching.payers import compact_iban
from pyxl.banking.matching.records import Match, PaymentLine, Settlement


class Comebacks:
    """Settled payments by the traces that were expected: invoice numbers, references, accounts."""

    def __init__(self, settlements: Sequence[Settlement]) -> None:
        """`settlements`: of earlier runs."""
        self._earlier = settlements
        self._numbers: set[str] = set()
        """Invoices whose payment may come back."""
        self._accounts: set[str] = set()
        """References and accounts a payment may come back by, where no invoice is named."""
        self._by_trace: dict[str, list[Settlement]] = {}

    def expect(self, line: PaymentLine, numbers: tuple[str, ...]) -> None:
        """Notes how the payment would be found that this line may take back; before any is booked."""
        if numbers:
            self._numbers.update(numbers)
        else:
            self._accounts.update(traces_of(line, numbers))
            self._accounts.discard("")

    def expect_no_more(self) -> None:
        """All lines that may take a payment back are known: of the earlier payments those that they may mean."""
        for settlement in self._earlier:
            self._keep(settlement)

    def note(self, line: PaymentLine, match: Match) -> None:
        """A payment that was booked now."""
        if len(match.parts) > 1 or match.parts[0].number in self._numbers or self._is_by_account(line, match):
            facts = (line.line_id, line.booking_date, line.cents, line.iban, line.references, match.parts)
            self._keep(Settlement(*facts))

    def _is_by_account(self, line: PaymentLine, match: Match) -> bool:
        accounts = self._accounts
        if not accounts:
            return False
        if compact_iban(line.iban) in accounts or match.parts[0].number in accounts:
            return True
        return not accounts.isdisjoint(line.references)

    def _keep(self, settlement: Settlement) -> None:
        paid = [part.number for part in settlement.parts]
        traces = self._numbers.intersection(paid)
        if self._accounts:
            own = (*paid, *settlement.references, compact_iban(settlement.iban))
            traces |= self._accounts.intersection(own)
        for trace in traces:
            self._by_trace.setdefault(trace, []).append(settlement)

    def found_by(self, traces: Iterable[str]) -> list[Settlement]:
        """Settled payments with one of these traces, the oldest first."""
        found = {each.line_id: each for trace in traces for each in self._by_trace.get(trace, ())}
        return sorted(found.values(), key=lambda each: (each.booking_date, each.line_id))


def traces_of(line: PaymentLine, numbers: tuple[str, ...]) -> tuple[str, ...]:
    """By what a payment that came back is found: the invoices it names, else its references and its account."""
    return numbers or (*line.references, compact_iban(line.iban))
