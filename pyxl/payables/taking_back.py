"""The undo of what payables recorded: bills go out of the books, approvals and vouchers are taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from pyxl.banking.postings import BankPosting
from pyxl.core.changes import UNDONE, ChangeList
from pyxl.core.labels import Text
from pyxl.core.plain import from_plain
from pyxl.core.refusal import RefusalKind
from pyxl.ledger import events as ev
from pyxl.ledger.books import Books, RecordedEvent
from pyxl.ledger.payables import events as bev
from pyxl.ledger.payables.values import BILLS
from pyxl.payables.answers import unanswered
from pyxl.payables.bill_posting import withdrawal
from pyxl.payables.sending import recall

E_UNDO_BILL = RefusalKind(
    "E_UNDO_BILL",
    Text(
        "Bill {number} of {supplier} cannot be taken out of the books: it is approved, in a batch, or paid.",
        "Rechnung {number} von {supplier} bleibt in den Büchern: Sie ist freigegeben, im Sammler oder bezahlt.",
    ),
    Text("Undo the later runs first.", "Zuerst die späteren Läufe zurücknehmen."),
)
E_UNDO_IN_BATCH = RefusalKind(
    "E_UNDO_APPROVAL",
    Text(
        "The approval of bill {number} cannot be taken back: it is in batch {batch}.",
        "Die Freigabe der Rechnung {number} bleibt: Sie ist im Sammler {batch}.",
    ),
    Text("Undo the payment run first.", "Zuerst den Zahllauf zurücknehmen."),
)
TAKEN_BACK_FOR_GOOD = RefusalKind(
    "E_UNDO_TAKEN_BACK",
    Text("Run {run} took something back; that stands.", "Lauf {run} hat etwas zurückgenommen; das bleibt so."),
    Text("Do it again instead.", "Stattdessen den Schritt neu ausführen."),
)
FOR_GOOD = frozenset(
    {bev.BILL_WITHDRAWN, bev.APPROVAL_WITHDRAWN, bev.VOUCHER_WITHDRAWN, ev.BATCH_RECALLED, ev.ANSWER_WITHDRAWN}
)
"""What takes back cannot be taken back itself; the step is done again."""


def payable_reversals(run_events: Iterable[RecordedEvent], books: Books) -> tuple[BankPosting, ...]:
    """What takes these events back, those that stand. Refused E_UNDO_BILL, E_UNDO_APPROVAL."""
    reverse = ((event, _REVERSALS.get(event.kind)) for event in run_events)
    found = (each(event.payload, books) for event, each in reverse if each)
    return tuple(posting for posting in found if posting)


def _of_bill(payload: Mapping[str, object], books: Books) -> BankPosting | None:
    facts = from_plain(bev.BillReceived, dict(payload)).facts
    bill = books.payables.bills.get(facts.bill_id)
    if bill is None or bill.facts != facts:
        return None
    if bill.approved_by or bill.batch or bill.amount_paid:
        raise E_UNDO_BILL.because(number=facts.bill_number, supplier=facts.supplier_name)
    return withdrawal(bill, books)


def _of_approval(payload: Mapping[str, object], books: Books) -> BankPosting | None:
    approved = from_plain(bev.BillApproved, dict(payload))
    bill = books.payables.bills.get(approved.bill_id)
    if bill is None or approved.by not in bill.approved_by:
        return None
    if bill.batch or bill.amount_paid:
        raise E_UNDO_IN_BATCH.because(number=bill.facts.bill_number, batch=bill.batch or "–")
    left = ", ".join(name for name in bill.approved_by if name != approved.by)
    changes = ChangeList()
    changes.set(BILLS, approved.bill_id, "approved_by", ", ".join(bill.approved_by), left, UNDONE)
    rounds = books.payables.approval_rounds[f"{approved.bill_id}:{approved.by}"]
    key = f"withdraw:approval:{approved.bill_id}:{approved.by}:{rounds}"
    event = bev.ApprovalWithdrawn(approved.bill_id, approved.by)
    return BankPosting(bev.APPROVAL_WITHDRAWN, key, event, changes.done())


def _of_voucher(payload: Mapping[str, object], books: Books) -> BankPosting | None:
    vouched = from_plain(bev.AccountVouched, dict(payload))
    if vouched.by not in books.payables.persons_for(vouched.supplier_number, vouched.iban):
        return None
    place = f"{vouched.supplier_number}:{vouched.iban}:{vouched.by}"
    event = bev.VoucherWithdrawn(vouched.supplier_number, vouched.iban, vouched.by)
    return BankPosting(bev.VOUCHER_WITHDRAWN, f"withdraw:voucher:{place}:{books.payables.voucher_rounds[place]}", event)


def _of_sent(payload: Mapping[str, object], books: Books) -> BankPosting | None:
    return recall(from_plain(ev.BatchSent, dict(payload)), books)


def _of_answer(payload: Mapping[str, object], books: Books) -> BankPosting | None:
    return unanswered(from_plain(ev.BatchAnswered, dict(payload)), books)


_REVERSALS: dict[str, Callable[[Mapping[str, object], Books], BankPosting | None]] = {
    bev.BILL: _of_bill,
    bev.BILL_APPROVED: _of_approval,
    bev.ACCOUNT_VOUCHED: _of_voucher,
    ev.BATCH_SENT: _of_sent,
    ev.BATCH_ANSWERED: _of_answer,
}
