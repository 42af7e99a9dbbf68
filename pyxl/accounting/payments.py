"""What bank lines settle, in the accounts: payment, cash discount, bad debt, fee and exchange difference.

A bank line first stands against the account of lines that nobody has assigned; what it settles is taken from there.
So the bank's account is the bank's statement at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from pyxl.accounting.charts import Account, discount_account, loss_account, vat_account
from pyxl.accounting.postings import Counter, Posting, Side
from pyxl.accounting.purchases import owed_accounts
from pyxl.accounting.sales import IN_EURO, Rate
from pyxl.core.money import Money
from pyxl.ledger import events as ev
from pyxl.ledger.late_money.dunning import DunningIssued
from pyxl.ledger.late_money.write_offs import WrittenOff
from pyxl.ledger.payables.events import BillFacts
from pyxl.ledger.vat import VatCorrection


def bank_line(line: ev.ImportedLine, account: str) -> Posting:
    """The line as the bank booked it."""
    text = " ".join(filter(None, (line.counterparty_name, line.remittance_information)))
    counter = Counter(Account.UNASSIGNED, -line.amount.cents, party=line.line_id)
    return Posting(line.booking_date, line.line_id, text, Side(Account.BANK, account), (counter,))


def settlements(
    allocated: ev.LineAllocated, name_of: Callable[[str], str], bill_of: Callable[[str], BillFacts | None]
) -> Iterator[Posting]:
    """One posting for each item that the line settles, and one for what the bank kept."""
    for part in allocated.parts:
        maker = _paid_bill if part.is_bill else _paid_invoice
        counters = tuple(maker(part, allocated, bill_of(part.invoice_number)))
        account = Account.PAYABLES if part.is_bill else Account.RECEIVABLES
        side = Side(account, part.customer_number)
        yield Posting(allocated.booking_date, part.invoice_number, name_of(part.invoice_number), side, counters)
    if allocated.fee:
        fee = Counter(Account.BANK_FEES, allocated.fee.cents)
        side = Side(Account.UNASSIGNED, allocated.line_id)
        yield Posting(allocated.booking_date, allocated.line_id, name_of(""), side, (fee,))


def bad_debt(given_up: WrittenOff) -> Posting:
    """The rest of an invoice that is given up by hand (§ 17 (2) no. 1 UStG)."""
    counters = tuple(_corrected(given_up.amount, given_up.vat, loss_account))
    side = Side(Account.RECEIVABLES, given_up.customer_number)
    return Posting(given_up.day, given_up.invoice_number, given_up.customer_name, side, counters)


def dunning_charges(letter: DunningIssued, item: ev.ItemFacts) -> Posting:
    """What a letter charged, where it is an open item: damages, so there is no VAT in it."""
    interest = sum(each.interest_booked.cents for each in letter.items if each.interest_booked)
    shares = ((Account.INTEREST_INCOME, interest), (Account.DUNNING_INCOME, item.gross_amount.cents - interest))
    counters = tuple(Counter(account, -cents) for account, cents in shares if cents)
    side = Side(Account.RECEIVABLES, item.customer_number)
    return Posting(letter.issued_on, letter.number, letter.customer_name, side, counters)


def _paid_invoice(part: ev.AllocatedPart, allocated: ev.LineAllocated, _: BillFacts | None) -> Iterator[Counter]:
    if allocated.exchange:
        change = allocated.exchange
        yield Counter(Account.UNASSIGNED, change.credited.cents, party=allocated.line_id)
        if gain := change.difference.cents:
            yield Counter(Account.EXCHANGE_GAIN if gain > 0 else Account.EXCHANGE_LOSS, -gain)
        return
    yield Counter(Account.UNASSIGNED, part.amount.cents, party=allocated.line_id)
    if part.discount_taken:
        yield from _corrected(part.discount_taken, part.discount_vat, discount_account)
    if part.written_off:
        yield from _corrected(part.written_off, part.written_off_vat, loss_account)


def _paid_bill(part: ev.AllocatedPart, allocated: ev.LineAllocated, bill: BillFacts | None) -> Iterator[Counter]:
    """Money out is negative, and so is the discount with it; the input VAT goes down by its share (§ 17 (1) UStG)."""
    yield Counter(Account.UNASSIGNED, part.amount.cents, party=allocated.line_id)
    if part.discount_taken and bill and bill.self_assessed:
        owed, country = bill.self_assessed, bill.supplier_country
        accounts, discount = owed_accounts(owed, country), part.discount_taken
        tax = owed.tax_on(discount).cents
        yield Counter(
            Account.DISCOUNT_RECEIVED,
            discount.cents,
            tax,
            accounts.input_vat,
            owed_account=accounts.vat,
            country=country,
        )
    elif part.discount_taken:
        gross, vat = part.discount_taken, Money.zero(part.amount.currency)
        if bill and bill.vat_amount and bill.gross_amount:
            vat = Money.rounded(gross.amount * bill.vat_amount.amount / bill.gross_amount.amount, gross.currency)
        yield Counter(Account.DISCOUNT_RECEIVED, (gross - vat).cents, vat.cents, Account.INPUT_VAT if vat else None)


def _corrected(
    gross: Money, parts: tuple[VatCorrection, ...], account_of: Callable[[Decimal], Account]
) -> Iterator[Counter]:
    """By rate; what has no rate stays whole."""
    rest = gross.cents
    for part in parts:
        tax_account = vat_account(part.rate) if part.vat else None
        yield Counter(account_of(part.rate), part.net.cents, part.vat.cents, tax_account)
        rest -= part.net.cents + part.vat.cents
    if rest:
        yield Counter(account_of(Decimal(0)), rest)


def opening(facts: ev.ItemFacts, rate: Rate = IN_EURO) -> Posting:
    """An open item from before pyxl."""
    settled = rate.cents(facts.settled_before) if facts.settled_before else 0
    counter = Counter(Account.OPENING_RECEIVABLES, settled - rate.cents(facts.gross_amount))
    side = Side(Account.RECEIVABLES, facts.customer_number)
    return Posting(facts.invoice_date, facts.invoice_number, facts.customer_name, side, (counter,), facts.due_date)


def opening_balance(account: str, balance: Money, day: date) -> Posting:
    """What was on the bank account before the first line in the books."""
    counter = Counter(Account.OPENING_BALANCES, -balance.cents)
    return Posting(day, account, account, Side(Account.BANK, account), (counter,))
