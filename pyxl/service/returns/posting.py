"""Goods of a return that came, as the journal's event with the cells that follow; and their booking taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pyxl.core.changes import UNDONE, ChangeList, ChangeSet, Why
from pyxl.core.labels import Text
from pyxl.core.outcome import DocumentRequest, Plain, Series
from pyxl.core.plain import to_plain
from pyxl.ledger.cases.events import GOODS_RETURNED, GOODS_RETURNED_UNDONE, GoodsReturned, GoodsReturnedUndone
from pyxl.ledger.cases.returns import ReturnState
from pyxl.ledger.cases.rows import CaseStatus
from pyxl.ledger.goods.events import Movement
from pyxl.service.cases.posting import TAB
from pyxl.service.settling.return_values import RETURNS, return_values

_RECEIVED = Text("{number} came in", "{number} ist eingegangen")


@dataclass(frozen=True)
class ReturnPosting:
    """Goods of a return that came."""

    returned: GoodsReturned
    before: ReturnState
    round_: int
    stock_changes: ChangeSet
    kind: str = GOODS_RETURNED
    series: Series | None = None

    @property
    def key(self) -> str:
        """What came at one time is booked once."""
        return f"goods-returned:{self.before.number}:{self.round_}"

    @property
    def claims(self) -> tuple[str, ...]:
        """This time."""
        return (self.key,)

    def payload(self, number: str) -> Plain:
        """The event as plain data."""
        payload: Plain = to_plain(self.returned)
        return payload

    def changes(self, number: str) -> ChangeSet:
        """Stock and movements, the row in Returns, and the case that is settled by it."""
        after = replace(self.before, receipts=(*self.before.receipts, (self.key, self.returned)))
        cells = return_cells(self.before, after, self.returned, _RECEIVED.bind(number=self.before.number))
        return self.stock_changes + cells

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """None; a credit note has its own."""
        return ()


def return_cells(before: ReturnState, after: ReturnState, returned: GoodsReturned, why: Why) -> ChangeSet:
    """What she typed goes, what came is added; and the case, where scrap cost something or it waited for the goods."""
    changes, key = ChangeList(), before.number
    typed = {
        "good_now": returned.good_typed,
        "scrap_now": returned.scrap_typed,
        "credit_now": returned.credit_typed,
    }
    for name, was in typed.items():
        changes.set(RETURNS, key, name, was, None, why)
    old, new = return_values(before), return_values(after)
    for name, value in new.items():
        changes.set(RETURNS, key, name, old[name], value, why)
    if returned.cost:
        before_it = returned.cost_before
        cost = before_it + returned.cost if before_it else returned.cost
        changes.set(TAB, returned.line_id, "cost", before_it, cost, why)
    if returned.settles:
        status = CaseStatus[returned.status_before] if returned.status_before else None
        changes.set(TAB, returned.line_id, "status", status, CaseStatus.SETTLED, why)
        changes.set(TAB, returned.line_id, "solved_on", None, returned.received_on, why)
    return changes.done()


@dataclass(frozen=True)
class ReturnUndone:
    """A booking that is taken back: what she typed stands there again."""

    returned_key: str
    returned: GoodsReturned
    state: ReturnState
    """As it is now, with the booking."""
    movements: tuple[Movement, ...]
    stock_changes: ChangeSet
    kind: str = GOODS_RETURNED_UNDONE
    claims: tuple[str, ...] = ()
    series: Series | None = None

    @property
    def key(self) -> str:
        """Each booking is taken back once."""
        return f"undo:{self.returned_key}"

    def payload(self, number: str) -> Plain:
        """The event as plain data."""
        payload: Plain = to_plain(GoodsReturnedUndone(self.state.number, self.returned_key, self.movements))
        return payload

    def changes(self, number: str) -> ChangeSet:
        """The cells as they were."""
        kept = tuple(each for each in self.state.receipts if each[0] != self.returned_key)
        cells = return_cells(replace(self.state, receipts=kept), self.state, self.returned, UNDONE)
        return self.stock_changes + ChangeSet(tuple(each.inverse() for each in cells))

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """None."""
        return ()
