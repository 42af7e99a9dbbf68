"""A payment spread over the invoices she chose: never more than is open, oldest due first.

>>> day = date(2026, 3, 2)
>>> old = OpenEntry("RE-1", "D1", "", day, date(2026, 3, 16), 10000, 10000)
>>> new = OpenEntry("RE-2", "D1", "", day, date(2026, 3, 30), 5000, 5000)
>>> [(part.number, part.cents) for part in allot(12000, [new, old], "", day, Policy())]
[('RE-1', 10000), ('RE-2', 2000)]
>>> [(part.cents, part.discount) for part in allot(9700, [old], "discount", day, Policy())]
[(9700, 300)]
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pyxl.banking.matching.records import OpenEntry, Part, Policy
from pyxl.banking.reviewing import Difference
from pyxl.core.money import EURO, Money


def allot(
    cents: int, entries: Sequence[OpenEntry], difference: Difference, paid_on: date, policy: Policy
) -> tuple[Part, ...]:
    """The parts for these entries; `difference` says what she wants done with what is missing.

    Without her word a discount is taken only when it fits exactly and in time, and a write-off only within the limit.
    What is too much stays on the bank line. Entries are of one currency, and open in the direction of `cents` or
    adding up exactly.
    """
    ordered = sorted(entries, key=lambda entry: (entry.due_date, entry.number))
    amounts = [entry.open for entry in ordered]
    missing = sum(amounts) - cents
    nothing = [0] * len(ordered)
    limit = policy.limit_in(ordered[0].currency)
    if missing == 0:
        return _parts(ordered, amounts, nothing, nothing)
    if cents > 0 and missing > 0:
        discounts = _discounts(ordered, missing, difference, paid_on, policy)
        if discounts:
            return _parts(ordered, amounts, discounts, nothing)
        if difference == "write-off" or missing <= limit:
            return _parts(ordered, amounts, nothing, _shared_out(amounts, missing))
    if cents < 0 and abs(missing) <= limit:  # A credit that was paid out.
        return _parts(ordered, amounts, nothing, _shared_out(amounts, missing))
    if missing < 0 < cents and -missing <= limit:
        return _parts(ordered, amounts, nothing, [*nothing[:-1], missing])
    return _oldest_first(cents, ordered)


def _discounts(
    entries: Sequence[OpenEntry], missing: int, difference: Difference, paid_on: date, policy: Policy
) -> list[int] | None:
    due = [_due(entry, paid_on, policy) for entry in entries]
    if sum(due) == missing:
        return due
    return _shared_out([entry.open for entry in entries], missing) if difference == "discount" else None


def _due(entry: OpenEntry, paid_on: date, policy: Policy) -> int:
    until = entry.discount_until
    return entry.discount if until and (paid_on - until).days <= policy.grace_days else 0


def _shared_out(amounts: Sequence[int], cents: int) -> list[int]:
    """The cents by the amounts' shares; what rounding leaves goes to the last."""
    whole = sum(amounts)
    shares = [cents * amount // whole for amount in amounts]
    shares[-1] += cents - sum(shares)
    return shares


def _parts(
    entries: Sequence[OpenEntry], amounts: Sequence[int], discounts: Sequence[int], written_off: Sequence[int]
) -> tuple[Part, ...]:
    return tuple(
        Part(entry.number, entry.customer, amount - discount - off, discount, off)
        for entry, amount, discount, off in zip(entries, amounts, discounts, written_off, strict=True)
    )


def _oldest_first(cents: int, entries: Sequence[OpenEntry]) -> tuple[Part, ...]:
    parts, left = [], cents
    for entry in entries:
        taken = min(left, entry.open) if cents > 0 else max(left, entry.open)
        if taken * cents > 0:
            parts.append(Part(entry.number, entry.customer, taken))
            left -= taken
    return tuple(parts)


def exchanged_parts(credited: Money, entries: Sequence[OpenEntry]) -> tuple[Part, ...] | None:
    """Invoices in one other currency, settled in full by euros: she says that they are meant.

    None where nothing is open, where the rate is not known, or where what is open is worth less than half or more than
    twice the money.
    """
    currencies = {entry.currency for entry in entries}
    rates = [entry.exchange_rate for entry in entries if entry.exchange_rate]
    if credited.currency != EURO or EURO in currencies or len(currencies) > 1 or len(rates) < len(entries):
        return None
    worth = sum(entry.open * rate for entry, rate in zip(entries, rates, strict=True))
    is_near = credited.cents <= 2 * worth and worth <= 2 * credited.cents
    if not is_near or not all(entry.open > 0 for entry in entries):
        return None
    return tuple(Part(entry.number, entry.customer, entry.open) for entry in entries)


def take_back(cents: int, paid: Sequence[tuple[OpenEntry, Part]], highest_fee: int) -> tuple[Part, ...] | None:
    """The parts of a payment that came back; `paid` has for each entry what was paid, deducted and written off on it.

    None when more came back than was paid on these entries and a bank's fee together.
    """
    parts, left = [], -cents
    for entry, settled in sorted(paid, key=lambda each: (each[0].due_date, each[0].number), reverse=True):
        taken = min(left, settled.cents)
        if taken > 0:
            whole = taken == settled.cents
            discount, off = (settled.discount, settled.written_off) if whole else (0, 0)
            parts.append(Part(entry.number, entry.customer, -taken, -discount, -off, is_return=True))
            left -= taken
    return tuple(parts) if parts and left <= highest_fee else None
