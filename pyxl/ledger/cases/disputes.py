"""What customers dispute: an open case keeps its amount out of dunning, and gives it free once it is settled.

>>> from dataclasses import replace
>>> from pyxl.ledger.cases.rows import CaseStatus
>>> case = Case(case_number="RK-1", customer_number="D1", invoice_number="R-1", disputed_amount=Money.of(50))
>>> Disputes.of([case]).dispute("D1", "R-1", Money.of(119))
Dispute(amount=Money('50.00', 'EUR'), cases=('RK-1',))
>>> Disputes.of([replace(case, status=CaseStatus.SETTLED)]).dispute("D1", "R-1", Money.of(119)) is None
True
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyxl.core.money import Money, total
from pyxl.ledger.cases.rows import Case


@dataclass(frozen=True, slots=True)
class Dispute:
    """How much of an invoice is disputed, and in which cases."""

    amount: Money
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disputes:
    """The open cases that name an invoice."""

    by_invoice: Mapping[tuple[str, str], tuple[Case, ...]] = field(default_factory=dict)
    """By customer and invoice: a number typed wrong holds up nobody else's invoice."""

    @classmethod
    def of(cls, cases: Iterable[Case]) -> Disputes:
        """The open ones; one without a number counts as well, for the customer has complained."""
        found: dict[tuple[str, str], list[Case]] = defaultdict(list)
        for case in cases:
            if case.is_open and case.invoice_number:
                found[case.customer_number, case.invoice_number].append(case)
        return cls({key: tuple(each) for key, each in found.items()})

    def dispute(self, customer_number: str, invoice_number: str, amount_open: Money) -> Dispute | None:
        """What of that open amount is disputed: all of it where a case names no amount, or none of that currency."""
        cases = self.by_invoice.get((customer_number, invoice_number), ())
        if not cases:
            return None
        amounts = [_amount(case, amount_open) for case in cases]
        numbers = tuple(case.case_number or case.line_id for case in cases)
        return Dispute(min(total(amounts, amount_open.currency), amount_open), numbers)


def _amount(case: Case, amount_open: Money) -> Money:
    disputed = case.disputed_amount
    is_usable = disputed is not None and disputed.currency == amount_open.currency and disputed.cents > 0
    return disputed if disputed is not None and is_usable else amount_open
