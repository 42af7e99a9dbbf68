"""Suppliers' bills in the accounts: purchases and input VAT by rate, as far as the bill tells them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from pyxl.accounting.charts import (
    Account,
    Owed,
    acquisition_accounts,
    purchase_accounts,
    reverse_charge_accounts,
)
from pyxl.accounting.postings import Counter, Posting, Side
from pyxl.accounting.sales import IN_EURO, Rate
from pyxl.core.money import Money, total
from pyxl.ledger.payables.events import BilledLine, BillFacts, BillReceived, SelfAssessed


def bill(received: BillReceived, rate: Rate = IN_EURO) -> Posting:
    """Purchases against the supplier; amounts of a credit note are negative, which turns the sides round."""
    facts = received.facts
    side, country = Side(Account.PAYABLES, facts.supplier_number), facts.supplier_country
    counters = tuple(replace(counter, country=country) for counter in _in_euro(_counters(received), rate))
    return Posting(facts.bill_date, facts.bill_number, facts.supplier_name, side, counters, facts.due_date)


def owed_accounts(owed: SelfAssessed, country: str) -> Owed:
    """Where a purchase goes whose VAT the firm owes itself."""
    return acquisition_accounts(owed.rate) if owed.is_acquisition else reverse_charge_accounts(owed.rate, country)


def _in_euro(counters: tuple[Counter, ...], rate: Rate) -> Iterator[Counter]:
    for counter in counters:
        net, tax = (rate.cents(Money.from_cents(cents, rate.currency)) for cents in (counter.net, counter.tax))
        yield replace(counter, net=net, tax=tax)


def _counters(received: BillReceived) -> tuple[Counter, ...]:
    facts, owed = received.facts, received.facts.self_assessed
    if not owed:
        return _billed(facts, received.lines, facts.gross_amount)
    accounts = owed_accounts(owed, facts.supplier_country)
    tax = owed.tax_on(owed.net).cents
    counter = Counter(accounts.account, owed.net.cents, tax, accounts.input_vat, owed_account=accounts.vat)
    rest = facts.gross_amount - owed.net
    taxed = tuple(line for line in received.lines if line.vat_rate)
    return (counter, *(_billed(facts, taxed, rest) if rest else ()))


def _billed(facts: BillFacts, lines: tuple[BilledLine, ...], gross: Money) -> tuple[Counter, ...]:
    """What the supplier owes the VAT of."""
    vat = facts.vat_amount or Money.zero(gross.currency)
    nets = _net_by_rate(lines)
    whole = gross - vat
    if len(nets) == 1:
        [rate] = nets
        account, tax_account = purchase_accounts(rate if vat else None)
        return (Counter(account, whole.cents, vat.cents, tax_account if vat else None),)
    taxes = {rate: Money.rounded(net.amount * rate / 100, net.currency) for rate, net in nets.items()}
    if (
        nets
        and total(list(nets.values()), whole.currency) == whole
        and total(list(taxes.values()), vat.currency) == vat
    ):
        return tuple(_at_rate(rate, nets[rate], taxes[rate]) for rate in sorted(nets, reverse=True))
    return (Counter(Account.PURCHASES, whole.cents, vat.cents, Account.INPUT_VAT if vat else None),)


def _at_rate(rate: Decimal, net: Money, tax: Money) -> Counter:
    account, tax_account = purchase_accounts(rate if tax else None)
    return Counter(account, net.cents, tax.cents, tax_account if tax else None)


def _net_by_rate(lines: tuple[BilledLine, ...]) -> dict[Decimal, Money]:
    """Nothing where a line lacks its amount or rate."""
    if any(line.net_amount is None or line.vat_rate is None for line in lines):
        return {}
    nets: dict[Decimal, list[Money]] = defaultdict(list)
    for line in lines:
        if line.net_amount is not None and line.vat_rate is not None:
            nets[line.vat_rate.normalize()].append(line.net_amount)
    return {rate: total(amounts, amounts[0].currency) for rate, amounts in nets.items()}
