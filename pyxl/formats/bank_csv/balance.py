"""The balances of a CSV export: above and below the lines, or after each line.

The balances after each line must follow from one another, whatever the order of the lines is: all starts that are no
other line's end, and all ends that are no other line's start, are just one each.

    >>> after = [(Money.of(10), Money.of(110)), (Money.of(-30), Money.of(80))]
    >>> ends_of_chain(after), ends_of_chain(after[::-1]) == ends_of_chain(after)
    ((Money('100.00', 'EUR'), Money('80.00', 'EUR')), True)
    >>> ends_of_chain([*after, (Money.of(1), Money.of(50))]) is None
    True
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pyxl.core.labels import Text
from pyxl.core.money import Money, total
from pyxl.core.refusal import RefusalKind, Refused
from pyxl.formats.bank_csv.lines import CsvBooking
from pyxl.formats.bank_csv.table import CsvTable
from pyxl.formats.bank_values import plain_amount, read_amount

E_CSV_GAP = RefusalKind(
    "E_CSV_GAP",
    Text(
        "{account}: lines are missing. The balance in line {line} is {balance}, which follows from no other line.",
        "{account}: Es fehlen Umsätze. Der Saldo in Zeile {line} ist {balance} und folgt aus keiner anderen Zeile.",
    ),
    Text(
        "Nothing was imported. Export all lines of the period, without a search or a filter.",
        "Es wurde nichts übernommen. Bitte alle Umsätze des Zeitraums exportieren, ohne Suche und ohne Filter.",
    ),
)
Balances = tuple[Money | None, Money | None]


def balances_of(table: CsvTable, account: str, currency: str, bookings: Sequence[CsvBooking]) -> Balances:
    """Opening and closing balance as far as the file has them. Raises Refused E_CSV_GAP where lines are missing."""
    if table.opening or table.closing:
        return _stated(table.opening, currency), _stated(table.closing, currency)
    moves = [(each.moved, each.balance) for each in bookings if each.moved is not None and each.balance is not None]
    complete = all(each.balance is not None for each in bookings if each.lines)
    if not moves or not complete:
        return None, None
    ends = ends_of_chain(moves)
    if ends is None:
        raise _gap(account, bookings)
    opening, closing = ends
    booked = total(tuple(line.amount for each in bookings for line in each.lines), currency)
    # A hold that is still open moved the balance and is no booked line.
    return ends if opening + booked == closing else (None, None)


def ends_of_chain(moves: Sequence[tuple[Money, Money]]) -> tuple[Money, Money] | None:
    """The balance before and after all lines, each with the balance after it; None where lines are missing."""
    starts = Counter(balance - amount for amount, balance in moves)
    ends = Counter(balance for _, balance in moves)
    opening, closing = list((starts - ends).elements()), list((ends - starts).elements())
    if not opening and not closing:
        first = moves[0][1] - moves[0][0]
        return first, first
    return (opening[0], closing[0]) if len(opening) == len(closing) == 1 else None


def _gap(account: str, bookings: Sequence[CsvBooking]) -> Refused:
    """Names the newest line that begins where no other ends; the oldest of all may."""
    rows = [
        (each, each.balance - each.moved) for each in bookings if each.moved is not None and each.balance is not None
    ]
    ends = {each.balance for each, _ in rows}
    loose = [each for each, start in rows if start not in ends] or [each for each, _ in rows]
    days = [line.booking_date for each in bookings for line in each.lines]
    found = loose[-1] if days and days[0] <= days[-1] else loose[0]
    return E_CSV_GAP.because(account=account, line=found.number, balance=found.balance)


def _stated(cells: Sequence[str], currency: str) -> Money | None:
    """The one amount of a balance row; S beside it makes it a debit balance."""
    sign = -1 if "S" in (cell.strip() for cell in cells) else 1
    for cell in cells:
        try:
            return Money(sign * read_amount(plain_amount(cell), currency, ",", "").amount, currency)
        except Refused:
            continue
    return None
