"""Suppliers' bills in the accounts: purchases and input VAT by rate, as far as the bill tells them."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from pyxl.accounting.charts import Account, purchase_accounts
from pyxl.accounting.postings import Counter, Posting, Side
from pyxl.core.money import Money, total
from pyxl.ledger.bill_events import BilledLine, BillReceived


def bill(received: BillReceived) -> Posting:
    """Purchases against the supplier; amounts of a credit note are negative, which turns the sides round."""
    facts = received.facts
    side = Side(Account.PAYABLES, facts.supplier_number)
    return Posting(facts.bill_date, facts.bill_number, facts.supplier_name, side, _counters(received), facts.due_date)


def _counters(received: BillReceived) -> tuple[Counter, ...]:
    facts = received.facts
    vat = facts.vat_amount or Money.zero(facts.gross_amount.currency)
    nets = _net_by_rate(received.lines)
    whole = facts.gross_amount - vat
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
