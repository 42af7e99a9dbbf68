"""How events change what the books know of payables. Called by the fold of the books, and by nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol

from pyxl.core.plain import from_plain
from pyxl.ledger import events as ev
from pyxl.ledger.batches.rows import BatchStatus
from pyxl.ledger.payables import events as bev
from pyxl.ledger.payables.answer_words import answer_words
from pyxl.ledger.payables.payables import BillState, Payables, PaymentState
from pyxl.ledger.payables.rows import BillKind


class Entry(Protocol):
    """An event as the books take it."""

    @property
    def key(self) -> str:
        """Its key."""

    @property
    def number(self) -> str:
        """The number drawn with it."""

    @property
    def payload(self) -> Mapping[str, object]:
        """What it keeps."""


def _received(payables: Payables, event: Entry) -> None:
    received = from_plain(bev.BillReceived, event.payload)
    facts = received.facts
    kind = BillKind.CREDIT_NOTE if facts.gross_amount.cents < 0 else BillKind.BILL
    payables.bills[facts.bill_id] = BillState(facts, event.key, received.entered_by, kind, received.lines)


def _withdrawn(payables: Payables, event: Entry) -> None:
    bill = payables.bills.pop(from_plain(bev.BillWithdrawn, event.payload).bill_id)
    payables.rounds[bill.facts.bill_id] += 1


def _approved(payables: Payables, event: Entry) -> None:
    approved = from_plain(bev.BillApproved, event.payload)
    bill = payables.bills[approved.bill_id]
    payables.bills[approved.bill_id] = replace(bill, approved_by=(*bill.approved_by, approved.by))


def _approval_withdrawn(payables: Payables, event: Entry) -> None:
    taken = from_plain(bev.ApprovalWithdrawn, event.payload)
    bill = payables.bills[taken.bill_id]
    left = tuple(name for name in bill.approved_by if name != taken.by)
    payables.bills[taken.bill_id] = replace(bill, approved_by=left)
    payables.approval_rounds[f"{taken.bill_id}:{taken.by}"] += 1


def _vouched(payables: Payables, event: Entry) -> None:
    vouched = from_plain(bev.AccountVouched, event.payload)
    place = (vouched.supplier_number, vouched.iban)
    payables.vouched[place] = (*payables.vouched.get(place, ()), vouched)


def _voucher_withdrawn(payables: Payables, event: Entry) -> None:
    taken = from_plain(bev.VoucherWithdrawn, event.payload)
    place = (taken.supplier_number, taken.iban)
    payables.vouched[place] = tuple(each for each in payables.vouched.get(place, ()) if each.by != taken.by)
    payables.voucher_rounds[f"{taken.supplier_number}:{taken.iban}:{taken.by}"] += 1


def self_billed(payables: Payables, number: str, key: str, billed: ev.SelfBilled) -> None:
    """What the firm billed for a supplier is payable like a bill of his."""
    head: Mapping[str, object] = billed.content["invoice"]
    facts = bev.BillFacts(
        number,
        billed.supplier_number,
        seller_name(head),
        number,
        billed.issued_on,
        billed.due_date,
        billed.gross_amount,
        billed.vat_amount,
    )
    payables.bills[number] = BillState(facts, key, "", BillKind.SELF_BILLED, document_path=billed.document_path)


def seller_name(head: Mapping[str, object]) -> str:
    """The supplier's name in the content of a self-billed invoice."""
    seller = head.get("seller")
    return str(seller.get("name", "")) if isinstance(seller, Mapping) else ""


def self_bill_cancelled(payables: Payables, number: str) -> None:
    """Nothing is owed by it any more; what was paid already the supplier owes."""
    payables.bills[number] = replace(payables.bills[number], is_cancelled=True)


def batched(payables: Payables, issued: ev.BatchIssued) -> None:
    """The bills, and the credits that are paid out, are in that batch."""
    for each in issued.items:
        bill_id = each.invoice_number
        _put(payables, each, issued.number)
        payables.payments[(issued.number, bill_id)] = PaymentState()
        if each.amount.cents > 0:
            _accounts(payables, each).setdefault(each.customer_number, []).append((each.iban, issued.number))


def _put(payables: Payables, item: ev.BatchItem, batch: str) -> None:
    """What the item pays is in that batch; with an empty text in none."""
    number = item.invoice_number
    if item.is_refund:
        payables.refunds[number] = batch
    else:
        payables.bills[number] = replace(payables.bills[number], batch=batch)


def _accounts(payables: Payables, item: ev.BatchItem) -> dict[str, list[tuple[str, str]]]:
    """Customers and suppliers may have the same numbers."""
    return payables.refund_accounts if item.is_refund else payables.accounts_paid


def batch_marked(payables: Payables, issued: ev.BatchIssued, status: BatchStatus) -> None:
    """It was handed in, or was not after all."""
    for each in issued.items:
        place = (issued.number, each.invoice_number)
        payables.payments[place] = replace(payables.payments[place], handed_in=status)


def answered(payables: Payables, issued: ev.BatchIssued, answers: ev.BatchAnswered) -> None:
    """The bank said something of these transfers."""
    given = {each.end_to_end_id: each for each in answers.answers}
    for item in issued.items:
        answer, place = given.get(item.end_to_end_id), (issued.number, item.invoice_number)
        if answer:
            words = answer_words(answer.status, answer.reason, answer.text) if answer.status else ""
            payables.payments[place] = replace(payables.payments[place], answer=words)


def batch_withdrawn(payables: Payables, issued: ev.BatchIssued) -> None:
    """The bills may be paid anew, and nothing was paid to these accounts."""
    for each in issued.items:
        bill_id = each.invoice_number
        _put(payables, each, "")
        payables.payment_rounds[bill_id] += 1
        payables.payments[(issued.number, bill_id)] = PaymentState(BatchStatus.WITHDRAWN)
        accounts = _accounts(payables, each)
        kept = [one for one in accounts.get(each.customer_number, []) if one[1] != issued.number]
        accounts[each.customer_number] = kept


def settled(payables: Payables, part: ev.AllocatedPart, *, is_taken_back: bool) -> None:
    """A bank line paid the bill, or money came back; or either was taken back."""
    bill_id = part.invoice_number
    bill = payables.bills[bill_id]
    amount, discount = part.amount, part.discount_taken
    if is_taken_back:
        amount, discount = -amount, -discount if discount else None
    bill = bill.after(amount, discount)
    if part.is_return:
        payables.payment_rounds[bill_id] += -1 if is_taken_back else 1
    if part.payment_batch:
        _move_payment(payables, (part.payment_batch, bill_id), is_return=part.is_return, is_taken_back=is_taken_back)
        if not part.is_return:
            bill = replace(bill, batch=part.payment_batch if is_taken_back else "")
    payables.bills[bill_id] = bill


def refunded(payables: Payables, part: ev.AllocatedPart, *, is_taken_back: bool) -> None:
    """A bank line paid a customer's credit out by a batch, or the money came back; or either was taken back."""
    number, batch = part.invoice_number, part.payment_batch
    _move_payment(payables, (batch, number), is_return=part.is_return, is_taken_back=is_taken_back)
    if part.is_return:
        payables.payment_rounds[number] += -1 if is_taken_back else 1
    else:
        payables.refunds[number] = batch if is_taken_back else ""


def _move_payment(payables: Payables, place: tuple[str, str], *, is_return: bool, is_taken_back: bool) -> None:
    """The bank debited it, or money came back; or either was taken back."""
    payment = payables.payments[place]
    if is_return:
        payment = replace(payment, returns=payment.returns + (-1 if is_taken_back else 1))
    else:
        payment = replace(payment, is_debited=not is_taken_back)
    payables.payments[place] = payment


PAYABLES: dict[str, Callable[[Payables, Entry], None]] = {
    bev.BILL: _received,
    bev.BILL_WITHDRAWN: _withdrawn,
    bev.BILL_APPROVED: _approved,
    bev.APPROVAL_WITHDRAWN: _approval_withdrawn,
    bev.ACCOUNT_VOUCHED: _vouched,
    bev.VOUCHER_WITHDRAWN: _voucher_withdrawn,
}
"""The events that are about payables alone."""
