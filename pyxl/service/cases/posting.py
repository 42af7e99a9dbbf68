"""A complaint as the journal's event, with its number and due dates in the tab; and its number given up again."""

from __future__ import annotations

from dataclasses import dataclass

from pyxl.core.changes import UNDONE, CellValue, ChangeList, ChangeSet
from pyxl.core.labels import Label, Text
from pyxl.core.outcome import DocumentRequest, Plain, Series
from pyxl.core.plain import to_plain
from pyxl.ledger.cases.cases import CaseState
from pyxl.ledger.cases.events import CASE, CASE_WITHDRAWN, CaseOpened, CaseSettled, CaseWithdrawn
from pyxl.ledger.cases.returns import ReturnState
from pyxl.ledger.cases.rows import CaseStatus, Channel, CreditWhen, Solution, Wish

TAB = "Cases"
_FROM_INVOICE = Label("what so many were charged with", "so viel wurde dafür berechnet")
_OPENED = Text("registered as {number}", "erfasst als {number}")


@dataclass(frozen=True)
class CasePosting:
    """A complaint to be registered. It has no number yet."""

    opened: CaseOpened
    rounds: int
    """How often this row's number was given up before."""
    series: Series
    before: tuple[CellValue, CellValue, CellValue] = (None, None, None)
    """The due dates and the disputed amount she typed herself: they stay."""
    kind: str = CASE

    @property
    def key(self) -> str:
        """Each row is registered once."""
        return f"case:{self.opened.line_id}:{self.rounds}"

    @property
    def claims(self) -> tuple[str, ...]:
        """The row."""
        return (self.key,)

    def payload(self, number: str) -> Plain:
        """The event as plain data."""
        payload: Plain = to_plain(self.opened)
        return payload

    def changes(self, number: str) -> ChangeSet:
        """Number and due dates."""
        changes, key, why = ChangeList(), self.opened.line_id, _OPENED.bind(number=number)
        changes.set(TAB, key, "case_number", "", number, why)
        answer, solution, disputed = self.before
        changes.set(TAB, key, "answer_due", answer, self.opened.answer_due, why)
        changes.set(TAB, key, "solution_due", solution, self.opened.solution_due, why)
        if disputed is None and self.opened.disputed_amount:
            changes.set(TAB, key, "disputed_amount", None, self.opened.disputed_amount, _FROM_INVOICE)
        return changes.done()

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """None."""
        return ()


@dataclass(frozen=True)
class CaseWithdrawal:
    """A number that is given up; the row stays, and may be registered again under another."""

    case: CaseState
    kind: str = CASE_WITHDRAWN
    claims: tuple[str, ...] = ()
    series: Series | None = None

    @property
    def key(self) -> str:
        """Each number is given up once."""
        return f"withdraw:{self.case.key}"

    def payload(self, number: str) -> Plain:
        """The event as plain data."""
        payload: Plain = to_plain(CaseWithdrawn(self.case.opened.line_id, self.case.number))
        return payload

    def changes(self, number: str) -> ChangeSet:
        """Number and due dates go; a due date that she changed since stays."""
        changes, opened = ChangeList(), self.case.opened
        changes.set(TAB, opened.line_id, "case_number", self.case.number, "", UNDONE)
        changes.set(TAB, opened.line_id, "answer_due", opened.answer_due, None, UNDONE)
        changes.set(TAB, opened.line_id, "solution_due", opened.solution_due, None, UNDONE)
        if opened.is_disputed_by_quantity:
            changes.set(TAB, opened.line_id, "disputed_amount", opened.disputed_amount, None, UNDONE)
        return changes.done()

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """None."""
        return ()


def case_values(case: CaseState, returned: ReturnState | None = None) -> dict[str, CellValue]:
    """What must stand in the row of a registered case: its number, and its solution once it is settled.

    One that waits for goods is hers until they are here.
    """
    settled = case.settled
    if settled is None:
        return {"case_number": case.number}
    values: dict[str, CellValue] = {"case_number": case.number, "document": settled.document_path}
    if is_solved_at_once(settled):
        return values | {"status": status_after(settled), "solved_on": settled.settled_on}
    if returned and (last := returned.settling_receipt):
        return values | {"status": CaseStatus.SETTLED, "solved_on": last.received_on}
    return values


def is_solved_at_once(settled: CaseSettled) -> bool:
    """Whether the case is done with the letter; else it waits for goods that the customer sends back."""
    return settled.returned is None or settled.returned.credit != CreditWhen.ON_ARRIVAL.name


def status_after(settled: CaseSettled) -> CaseStatus:
    """How a case stands after that solution."""
    if not is_solved_at_once(settled):
        return CaseStatus.WAITING
    is_rejection = Solution[settled.solution] is Solution.REJECTION
    return CaseStatus.REJECTED if is_rejection else CaseStatus.SETTLED


def case_row(case: CaseState) -> dict[str, CellValue]:
    """The row as it was registered, but for its number: for one that is made again."""
    opened = case.opened
    return {
        "received_on": opened.received_on,
        "channel": Channel[opened.channel] if opened.channel else None,
        "customer_number": opened.customer_number,
        "order_number": opened.order_number,
        "delivery_number": opened.delivery_number,
        "invoice_number": opened.invoice_number,
        "item_number": opened.item_number,
        "quantity": opened.quantity,
        "disputed_amount": opened.disputed_amount,
        "currency": opened.disputed_amount.currency if opened.disputed_amount else "EUR",
        "complaint": opened.complaint,
        "wish": Wish[opened.wish] if opened.wish else None,
        "cause": opened.cause,
        "answer_due": opened.answer_due,
        "solution_due": opened.solution_due,
    }
