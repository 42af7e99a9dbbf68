"""After every story the accounts must agree with the books: whatever happened in it, to the cent."""

from __future__ import annotations

from collections.abc import Iterable

from pyxl.accounting.balances import by_party, trial_balance
from pyxl.accounting.charts import Account
from pyxl.accounting.from_journal import postings_of
from pyxl.core.money import EURO
from pyxl.ledger.books import Books, RecordedEvent


def disagreement(events: Iterable[RecordedEvent]) -> str:
    """How customers' and suppliers' accounts differ from the open items, or "". Only what is in euros is held."""
    recorded = list(events)
    books, accounts = Books.from_events(recorded), postings_of(recorded)
    if sum(balance.cents for balance in trial_balance(accounts.postings).values()):
        return "debit and credit differ"
    if any(sum(cents for _, cents in posting.entries()) for posting in accounts.postings):
        return "a posting does not balance"
    if accounts.unposted:
        return ""
    customers: dict[str, int] = {}
    for item in books.items.values():
        if item.facts.gross_amount.currency != EURO:
            return ""
        number = item.facts.customer_number
        customers[number] = customers.get(number, 0) + item.amount_open.cents
    suppliers: dict[str, int] = {}
    for bill in books.payables.bills.values():
        if bill.facts.gross_amount.currency != EURO:
            return ""
        number = bill.facts.supplier_number
        suppliers[number] = suppliers.get(number, 0) - bill.amount_open.cents
    held = ((Account.RECEIVABLES, customers), (Account.PAYABLES, suppliers))
    told = []
    for account, expected in held:
        found = dict(by_party(accounts.postings, account))
        expected = {party: cents for party, cents in sorted(expected.items()) if cents}
        if found != expected:
            told.append(f"{account.value}: accounts {found}, open items {expected}")
    return "\n".join(told)
