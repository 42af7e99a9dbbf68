"""Money that went to a supplier's account and was assigned to nothing yet: a bill that it may have paid already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from pyxl.ledger.books import Books
from pyxl.ledger.events import ImportedLine
from pyxl.payables.incoming import compact


class UnassignedPayments:
    """Lines of the bank, by the account they went to."""

    def __init__(self, books: Books) -> None:
        self._by_account: dict[str, list[ImportedLine]] = defaultdict(list)
        for line in books.bank_lines.values():
            if line.amount.cents < 0 and line.counterparty_iban and line.line_id not in books.allocations:
                self._by_account[compact(line.counterparty_iban)].append(line)

    def since(self, day: date, accounts: frozenset[str]) -> Iterator[ImportedLine]:
        """What went to these accounts on that day or later."""
        for account in sorted(accounts):
            yield from (line for line in self._by_account.get(account, ()) if line.booking_date >= day)
