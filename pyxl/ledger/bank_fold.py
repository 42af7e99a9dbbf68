"""How bank lines, and what they settle, change the books. Called by the fold of the books alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from pyxl.core.money import Money
from pyxl.core.plain import from_plain
from pyxl.ledger import events as ev
from pyxl.ledger.batches import fold
from pyxl.ledger.payables import fold as payable

if TYPE_CHECKING:
    from pyxl.ledger.books import Books, RecordedEvent


def _imported(books: Books, event: RecordedEvent) -> None:
    imported = from_plain(ev.StatementImported, event.payload)
    balances = books.statement_balances.setdefault(imported.account, {})
    balances[event.key] = (imported.opening_balance, imported.closing_balance)
    day = imported.closing_date or max((line.booking_date for line in imported.lines), default=None)
    if day and imported.closing_balance is not None:
        books.statement_ends[event.key] = (imported.account, day, imported.closing_balance)
    for line in imported.lines:
        books.bank_lines[line.line_id] = line
        books.fingerprints[line.fingerprint] = line.line_id
        books.line_formats[line.line_id] = imported.format


def _withdrawn(books: Books, event: RecordedEvent) -> None:
    withdrawn = from_plain(ev.StatementWithdrawn, event.payload)
    for balances in books.statement_balances.values():
        balances.pop(withdrawn.import_key, None)
    books.statement_ends.pop(withdrawn.import_key, None)
    for fingerprint in withdrawn.fingerprints:
        line_id = books.fingerprints.pop(fingerprint)
        books.bank_lines.pop(line_id)
        books.import_rounds[fingerprint] += 1


def _allocated(books: Books, event: RecordedEvent) -> None:
    allocated = from_plain(ev.LineAllocated, event.payload)
    books.allocations[allocated.line_id] = (event.key, allocated)
    books.taken_back.discard(allocated.line_id)
    fold.credit_batch(books, allocated.batch, allocated.line_id)
    for part in allocated.parts:
        _settle(books, part, 1, allocated.booking_date)
    if allocated.payer:
        books.payers[allocated.payer.payer] = allocated.payer


def _released(books: Books, event: RecordedEvent) -> None:
    released = from_plain(ev.LineReleased, event.payload)
    _, allocated = books.allocations.pop(released.line_id)
    books.allocation_rounds[released.line_id] += 1
    if released.by_hand:
        books.taken_back.add(released.line_id)
    fold.credit_batch(books, allocated.batch, "")
    if allocated.payer and books.payers.get(allocated.payer.payer) == allocated.payer:
        del books.payers[allocated.payer.payer]
    for part in allocated.parts:
        _settle(books, part, -1, None)


def _settle(books: Books, part: ev.AllocatedPart, sign: int, day: date | None) -> None:
    if part.is_bill:
        payable.settled(books.payables, part, is_taken_back=sign < 0)
        return
    item = books.items[part.invoice_number]
    zero = Money.zero(item.facts.gross_amount.currency)
    amount, discount, written_off = part.amount, part.discount_taken or zero, part.written_off or zero
    if sign < 0:
        amount, discount, written_off = -amount, -discount, -written_off
    books.items[part.invoice_number] = replace(
        item,
        amount_paid=item.amount_paid + amount,
        discount_taken=item.discount_taken + discount,
        written_off=item.written_off + written_off,
        last_payment=day or item.last_payment,
        debit=item.debit.after(amount) if item.debit and part.is_return else item.debit,
    )
    if part.payment_batch:
        payable.refunded(books.payables, part, is_taken_back=sign < 0)


BANK_FOLD: dict[str, Callable[[Books, RecordedEvent], None]] = {
    ev.IMPORT: _imported,
    ev.IMPORT_WITHDRAWN: _withdrawn,
    ev.ALLOCATION: _allocated,
    ev.RELEASE: _released,
}
