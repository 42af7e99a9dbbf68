"""What the books know of goods that customers send back: expected, come as good or scrap, credited."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pyxl.core.money import Money, total
from pyxl.ledger.cases import events as ev
from pyxl.ledger.cases.return_rows import ReturnStatus
from pyxl.ledger.cases.rows import CreditWhen

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ReturnState:
    """A return under its RMA number."""

    number: str
    settled: ev.CaseSettled
    receipts: tuple[tuple[str, ev.GoodsReturned], ...] = ()
    """What came and stands so, with the key of each event."""

    @property
    def expected(self) -> ev.ExpectedReturn:
        """What was agreed."""
        assert self.settled.returned is not None, "only such a case makes a return"
        return self.settled.returned

    @property
    def goods(self) -> ev.SettledGoods:
        """What is to come."""
        assert self.settled.goods is not None, "only such a case makes a return"
        return self.settled.goods

    @property
    def good(self) -> Decimal:
        """What came and can be sold again."""
        return sum((each.good for _, each in self.receipts), ZERO)

    @property
    def scrap(self) -> Decimal:
        """What came and cannot be sold."""
        return sum((each.scrap for _, each in self.receipts), ZERO)

    @property
    def outstanding(self) -> Decimal:
        """What is still to come."""
        return self.goods.quantity - self.good - self.scrap

    @property
    def status(self) -> ReturnStatus:
        """How much is here."""
        if not self.receipts:
            return ReturnStatus.EXPECTED
        return ReturnStatus.PARTLY if self.outstanding > 0 else ReturnStatus.RECEIVED

    @property
    def credited(self) -> Money | None:
        """What was credited as goods came, gross; None for nothing."""
        amounts = [each.amount for _, each in self.receipts if each.amount]
        return total(amounts, amounts[0].currency) if amounts else None

    @property
    def waits(self) -> bool:
        """Whether the case is settled only when all of it is here."""
        return self.expected.credit == CreditWhen.ON_ARRIVAL.name

    @property
    def settling_receipt(self) -> ev.GoodsReturned | None:
        """What settled the case that waited for the goods."""
        return next((each for _, each in self.receipts if each.settles), None)
