"""Was this bill here before? The same file, the same number written otherwise, or the same amount within days.

>>> is_same_number("RE-2026-00017", "re 2026/17"), is_same_number("RE-2026-00017", "RE-2026-00018")
(True, False)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

from pyxl.core.text import squash
from pyxl.ledger.payables.events import BillFacts

NEAR = timedelta(days=7)
"""Two bills over one amount within a week are worth a look; a monthly bill is none."""
_PARTS = re.compile(r"\d+|[A-Z]+")


def is_same_number(one: str, other: str) -> bool:
    """Whether both mean one number: separators, capitals and leading zeros do not count."""
    return squash(one) == squash(other) or _parts(one) == _parts(other)


def _parts(number: str) -> list[str]:
    return [part.lstrip("0") or "0" for part in _PARTS.findall(_upper(number))]


def _upper(number: str) -> str:
    return re.sub(r"[^A-Z0-9]+", " ", number.upper())


def _digits(number: str) -> str:
    return "".join(part for part in _parts(number) if part.isdigit())


def duplicate_of(bill: BillFacts, known: Iterable[BillFacts]) -> BillFacts | None:
    """The bill in the books that is this one: of one supplier over one amount, with the same number.

    A number with other letters around its digits ("Rechnung 4711") is the same where the day is near, too.
    """
    for other in known:
        if other.supplier_number != bill.supplier_number or other.gross_amount != bill.gross_amount:
            continue
        if is_same_number(bill.bill_number, other.bill_number):
            return other
        digits = _digits(bill.bill_number)
        if digits and digits == _digits(other.bill_number) and _is_near(bill, other):
            return other
    return None


def look_alike(bill: BillFacts, known: Iterable[BillFacts]) -> BillFacts | None:
    """A bill in the books that resembles it: one number with another amount, one amount within days, or one number
    and amount under another supplier's name."""
    for other in known:
        is_number = is_same_number(bill.bill_number, other.bill_number)
        is_amount = other.gross_amount == bill.gross_amount
        if other.supplier_number == bill.supplier_number:
            if is_number or (is_amount and bill.gross_amount and _is_near(bill, other)):
                return other
        elif is_number and is_amount:
            return other
    return None


def _is_near(one: BillFacts, other: BillFacts) -> bool:
    return abs(one.bill_date - other.bill_date) <= NEAR
