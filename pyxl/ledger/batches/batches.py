"""What the books know of SEPA batches: which file collects an invoice, and what came of it.

>>> debit = Debit("SEPA-1", batch_item_id("SEPA-1", 1), Money.of(119), Money.zero())
>>> returned = debit.after(Money.of(-119))
>>> [each.status(Money.of(paid)).name for each, paid in ((debit, 0), (debit, 119), (returned, 0))]
['PENDING', 'CREDITED', 'RETURNED']
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pyxl.core.money import Money
from pyxl.ledger import events as ev
from pyxl.ledger.batches.rows import BatchStatus


@dataclass(frozen=True, slots=True)
class Debit:
    """An item in a SEPA batch: its row, how much is collected, and what was settled of it before."""

    batch: str
    item_id: str
    amount: Money
    settled_before: Money
    returns: int = 0
    """How often it came back, and stands so."""

    def status(self, settled: Money) -> BatchStatus:
        """Where it stands when so much of the invoice is settled: paid, deducted and written off."""
        if self.returns:
            return BatchStatus.RETURNED
        return BatchStatus.CREDITED if settled - self.settled_before >= self.amount else BatchStatus.PENDING

    def after(self, returned: Money) -> Debit:
        """After a return of that amount, which is negative; or after one was taken back."""
        return replace(self, returns=self.returns + (1 if returned.cents < 0 else -1))


@dataclass(frozen=True, slots=True)
class SepaBatch:
    """A file of direct debits or transfers that was made."""

    facts: ev.BatchIssued
    key: str
    is_withdrawn: bool = False
    line_id: str = ""
    """The bank line that credited or debited it in one sum."""
    is_sent: bool = False
    """She handed the file in."""
    sent_rounds: int = 0
    """How often that was said or taken back."""
    answer_rounds: int = 0
    """How often the bank's answer was noted or taken back."""


def batch_item_id(number: str, place: int) -> str:
    """The key of a batch's item in its tab."""
    return f"{number}-{place}"
