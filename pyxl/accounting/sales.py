"""Invoices, credit notes and cancellations in the accounts: from the content that the documents are printed from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyxl.accounting.charts import Account, purchase_accounts, revenue_account, vat_account
from pyxl.accounting.postings import Counter, Posting, Side
from pyxl.core.money import EURO, Money
from pyxl.invoicing.model import Invoice, VatGroup


@dataclass(frozen=True, slots=True)
class Rate:
    """How an invoice's currency becomes euros."""

    currency: str = EURO
    euros: Decimal = Decimal(1)

    def cents(self, amount: Money) -> int:
        """Euro cents, rounded once."""
        return amount.cents if self.currency == EURO else Money.rounded(amount.amount * self.euros).cents


def sale(invoice: Invoice, number: str, customer: str, rate: Rate, *, on_account: bool = False) -> Posting:
    """An invoice, or what takes one back: the customer against revenue and VAT by rate.

    What is billed on account is no revenue yet; the final invoice takes it out again (§ 13 (1) no. 1a UStG).
    """
    sign = 1 if invoice.is_credit else -1
    groups = tuple(_sold(group, sign, rate, on_account) for group in invoice.vat_groups)
    prepaid = tuple(_deducted(invoice, sign, rate))
    name = invoice.buyer.name
    side = Side(Account.RECEIVABLES, customer)
    return Posting(invoice.issue_date, number, name, side, (*groups, *prepaid), _due(invoice))


def self_billed(invoice: Invoice, number: str, supplier: str) -> Posting:
    """What the firm billed for a supplier: purchases and input VAT against him."""
    sign = -1 if invoice.is_credit else 1
    counters = []
    for group in invoice.vat_groups:
        account, tax_account = purchase_accounts(group.rate if group.tax else None)
        counters.append(Counter(account, sign * group.taxable.cents, sign * group.tax.cents, tax_account))
    side = Side(Account.PAYABLES, supplier)
    return Posting(invoice.issue_date, number, invoice.seller.name, side, tuple(counters), _due(invoice))


def _sold(group: VatGroup, sign: int, rate: Rate, on_account: bool) -> Counter:
    account = Account.ON_ACCOUNT if on_account else revenue_account(group.category.value, group.rate)
    net, tax = rate.cents(group.taxable), rate.cents(group.tax)
    return Counter(account, sign * net, sign * tax, vat_account(group.rate) if tax else None)


def _deducted(invoice: Invoice, sign: int, rate: Rate) -> Iterator[Counter]:
    """The invoices on account go out again, with the VAT that they had at the rate of the final invoice."""
    tax_rate = max((group.rate for group in invoice.vat_groups), default=Decimal(0))
    for each in invoice.prepayments:
        net, tax = rate.cents(each.gross - each.vat), rate.cents(each.vat)
        yield Counter(Account.ON_ACCOUNT, -sign * net, -sign * tax, vat_account(tax_rate) if tax else None)


def _due(invoice: Invoice) -> date | None:
    return None if invoice.is_credit else invoice.payment_terms.due_date
