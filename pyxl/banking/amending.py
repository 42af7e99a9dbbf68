"""A settled line is settled anew: she grants the discount that was taken, or puts what was too much on an invoice.

The old allocation is released and the new one posted in one run; the cells change by the difference only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from pyxl.banking.allocations import allocated_amount, allocation_rows
from pyxl.banking.items import ItemCells
from pyxl.banking.matching.records import OpenEntry
from pyxl.banking.postings import BankPosting
from pyxl.banking.undo_refusals import check_sound
from pyxl.core.changes import UNDONE, ChangeList, Why
from pyxl.core.money import Money
from pyxl.core.plain import from_plain
from pyxl.ledger import events as ev
from pyxl.ledger.books import Books, Find, RecordedEvent


@dataclass(frozen=True, slots=True)
class Amendment:
    """The standing allocation of a line with its key, and what is to stand instead."""

    key: str
    old: ev.LineAllocated
    new: ev.LineAllocated

    def postings(self, books: Books, cells: Mapping[str, ItemCells], why: Why) -> tuple[BankPosting, BankPosting]:
        """The release, which changes no cell, and the new allocation. `cells` has the row of every invoice."""
        line_id = self.new.line_id
        changes = ChangeList()
        self._change_rows(changes, why)
        for part in _differences(self.old, self.new):
            if part.invoice_number in cells:
                cells[part.invoice_number].settle(part.invoice_number, part, changes, why)
        old, new = allocated_amount(self.old), allocated_amount(self.new)
        changes.set("Bank", line_id, "amount_allocated", old, new, why)
        changes.set("Bank", line_id, "reason", self.old.reason, self.new.reason, why)
        release = BankPosting(ev.RELEASE, f"release:{self.key}", ev.LineReleased(self.key, line_id))
        key = f"alloc:{line_id}:{books.allocation_rounds[line_id] + 1}"
        return release, BankPosting(ev.ALLOCATION, key, self.new, changes.done())

    def _change_rows(self, changes: ChangeList, why: Why) -> None:
        before, after = dict(allocation_rows(self.old)), dict(allocation_rows(self.new))
        for key, values in after.items():
            if key not in before:
                changes.append("Allocations", key, values, why)
                continue
            for column, value in values.items():
                changes.set("Allocations", key, column, before[key][column], value, why)
        for key in sorted(before.keys() - after.keys()):
            changes.clear("Allocations", key, before[key], why)


def may_be_amended(allocated: ev.LineAllocated, numbers: Set[str]) -> bool:
    """Whether her choice only adds to what stands: all its invoices are named, and no fee or exchange is in it."""
    is_plain = not allocated.fee and not allocated.exchanged and not any(part.is_return for part in allocated.parts)
    return is_plain and numbers >= {part.invoice_number for part in allocated.parts}


def before_allocation(entry: OpenEntry, allocated: ev.LineAllocated) -> OpenEntry:
    """The item as it would be without that allocation."""
    parts = [part for part in allocated.parts if part.invoice_number == entry.number]
    settled = sum(
        amount.cents for part in parts for amount in (part.amount, part.discount_taken, part.written_off) if amount
    )
    return replace(entry, open=entry.open + settled)


def _differences(old: ev.LineAllocated, new: ev.LineAllocated) -> Iterable[ev.AllocatedPart]:
    """By how much each invoice is settled more, or less, than before."""
    before = {part.invoice_number: part for part in old.parts}
    after = {part.invoice_number: part for part in new.parts}
    for number in sorted(before.keys() | after.keys()):
        zero = Money.zero(new.line_amount.currency)
        nothing = ev.AllocatedPart(number, "", zero)
        was, is_now = before.get(number, nothing), after.get(number, nothing)
        yield ev.AllocatedPart(
            number,
            "",
            is_now.amount - was.amount,
            (is_now.discount_taken or zero) - (was.discount_taken or zero),
            (is_now.written_off or zero) - (was.written_off or zero),
        )


def set_apart(run_events: Sequence[RecordedEvent]) -> tuple[list[RecordedEvent], list[RecordedEvent]]:
    """The events of lines that were settled anew among these, and all others."""
    lines = [_line_of(event) for event in run_events]
    released = {line for line, event in zip(lines, run_events, strict=True) if event.kind == ev.RELEASE}
    allocated = {line for line, event in zip(lines, run_events, strict=True) if event.kind == ev.ALLOCATION}
    anew = released & allocated
    amended = [event for line, event in zip(lines, run_events, strict=True) if line in anew]
    return amended, [event for line, event in zip(lines, run_events, strict=True) if line not in anew]


def _line_of(event: RecordedEvent) -> str:
    return str(event.payload["line_id"]) if event.kind in (ev.RELEASE, ev.ALLOCATION) else ""


def amendments_taken_back(books: Books, amended: Iterable[RecordedEvent], find: Find) -> tuple[BankPosting, ...]:
    """What gives these lines back the allocations they had; what was taken back already is left out.

    Raises Refused E_UNDO_NEIGHBOUR where a later payment or return builds on what is to be taken back.
    """
    cells: dict[str, ItemCells] = {}
    before: dict[str, ev.LineAllocated] = {}
    postings: list[BankPosting] = []
    for event in amended:
        if event.kind == ev.RELEASE:
            original = find(from_plain(ev.LineReleased, event.payload).allocation_key)
            assert original is not None, "a release names its allocation"
            before[_line_of(event)] = from_plain(ev.LineAllocated, original.payload)
            continue
        allocated = from_plain(ev.LineAllocated, event.payload)
        if books.allocations.get(allocated.line_id, ("",))[0] != event.key:
            continue
        old = before[allocated.line_id]
        for part in (*allocated.parts, *old.parts):
            cells.setdefault(part.invoice_number, ItemCells.of_state(books.items[part.invoice_number]))
        postings += Amendment(event.key, allocated, old).postings(books, cells, UNDONE)
    for number, row in cells.items():
        check_sound(number, row)
    return tuple(postings)
