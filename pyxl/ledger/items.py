"""An open item of the subledger: what makes it, and what has been settled of it so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self

from pyxl.core.money import Money
from pyxl.ledger import events as ev
from pyxl.ledger.batches.batches import Debit


@dataclass(frozen=True, slots=True)
class ItemState:
    """An open item and what has been settled of it so far."""

    facts: ev.ItemFacts
    amount_paid: Money
    discount_taken: Money
    written_off: Money
    credited: Money
    last_payment: date | None = None
    debit: Debit | None = None
    """The batch that collects it, or collected it last."""

    @classmethod
    def opened(cls, facts: ev.ItemFacts) -> Self:
        """The item as it begins."""
        zero = Money.zero(facts.gross_amount.currency)
        return cls(facts, facts.settled_before or zero, zero, zero, zero)

    @property
    def amount_open(self) -> Money:
        """What is still owed."""
        return self.facts.gross_amount.less(self.amount_paid, self.discount_taken, self.written_off, self.credited)

    @property
    def settled(self) -> Money:
        """What was paid, deducted as discount and written off."""
        return self.amount_paid + self.discount_taken + self.written_off
