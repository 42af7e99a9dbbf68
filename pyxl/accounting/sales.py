"""Invoices, credit notes and cancellations in the accounts: from the content that the documents are printed from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from pyxl.accounting.charts import Account, purchase_accounts, revenue_account, vat_account
from pyxl.accounting.postings import Counter, Posting, Side
from pyxl.core.money import EURO, Money, round_half_up, total
from pyxl.invoicing.model import Invoice, VatGroup
from pyxl.reference_data.codes import is_member_state
from pyxl.reference_data.tax import TaxCase


@dataclass(frozen=True, slots=True)
class Rate:
    """How an invoice's currency becomes euros."""

    currency: str = EURO
    euros: Decimal = Decimal(1)

    def cents(self, amount: Money) -> int:
        """Euro cents, rounded once."""
        return amount.cents if self.currency == EURO else Money.rounded(amount.amount * self.euros).cents


IN_EURO = Rate()


def sale(invoice: Invoice, number: str, customer: str, rate: Rate, *, on_account: bool = False) -> Posting:
    """An invoice, or what takes one back: the customer against revenue and VAT by rate.

    What is billed on account is no revenue yet; the final invoice takes it out again (§ 13 (1) no. 1a UStG).
    """
    sign = 1 if invoice.is_credit else -1
    country = invoice.delivery.country if invoice.delivery else invoice.buyer.country
    groups = (
        replace(counter, country=country)
        for group in invoice.vat_groups
        for counter in _sold(invoice, group, sign, rate, on_account)
    )
    counters = (*groups, *_deducted(invoice, sign, rate))
    if invoice.currency != EURO and counters:
        counters = _rounded_together(counters, sign * rate.cents(invoice.totals.gross - _prepaid(invoice)))
    name, vat_id = invoice.buyer.name, invoice.buyer.vat_id
    side = Side(Account.RECEIVABLES, customer)
    return Posting(invoice.issue_date, number, name, side, counters, _due(invoice), vat_id=vat_id)


def _prepaid(invoice: Invoice) -> Money:
    return total([each.gross for each in invoice.prepayments], invoice.currency)


def _rounded_together(counters: tuple[Counter, ...], cents: int) -> tuple[Counter, ...]:
    """What the customer owes is changed into euros once; the cents that the parts differ by go to the largest."""
    largest = max(range(len(counters)), key=lambda place: abs(counters[place].net))
    rest = cents - sum(counter.gross for counter in counters)
    counter = replace(counters[largest], net=counters[largest].net + rest)
    return (*counters[:largest], counter, *counters[largest + 1 :])


def is_sold_to_other_member_state(invoice: Invoice) -> bool:
    """Whether the buyer is in the EU, but not where the seller is."""
    country = invoice.buyer.country
    return country != invoice.seller.country and is_member_state(country)


def self_billed(invoice: Invoice, number: str, supplier: str) -> Posting:
    """What the firm billed for a supplier: purchases and input VAT against him."""
    sign = -1 if invoice.is_credit else 1
    counters = []
    for group in invoice.vat_groups:
        account, tax_account = purchase_accounts(group.rate if group.tax else None)
        counters.append(Counter(account, sign * group.taxable.cents, sign * group.tax.cents, tax_account))
    side = Side(Account.PAYABLES, supplier)
    return Posting(invoice.issue_date, number, invoice.seller.name, side, tuple(counters), _due(invoice))


def _sold(invoice: Invoice, group: VatGroup, sign: int, rate: Rate, on_account: bool) -> Iterator[Counter]:
    """One counter for each group of items, with its share of the VAT; the largest takes the cents of rounding."""
    is_abroad = is_sold_to_other_member_state(invoice)
    account = revenue_account(group.category.value, group.rate, is_abroad)
    if on_account:
        account = Account.ON_ACCOUNT
    elif any(line.tax_case is TaxCase.SMALL_BUSINESS for line in invoice.lines):
        account = Account.REVENUE_SMALL_BUSINESS
    tax_account = vat_account(group.rate) if group.tax else None
    net, tax = sign * rate.cents(group.taxable), sign * rate.cents(group.tax)
    shares = _by_item_group(invoice, group)
    whole = sum(shares.values())
    if len(shares) < 2 or not whole:
        yield Counter(account, net, tax, tax_account, item_group=next(iter(shares), ""))
        return
    largest = max(shares, key=lambda name: (shares[name], name))
    rest_net, rest_tax = net, tax
    for name, cents in sorted(shares.items()):
        if name != largest and cents:
            part_net, part_tax = (_share(amount, cents, whole) for amount in (net, tax))
            yield Counter(account, part_net, part_tax, tax_account, item_group=name)
            rest_net, rest_tax = rest_net - part_net, rest_tax - part_tax
    yield Counter(account, rest_net, rest_tax, tax_account, item_group=largest)


def _by_item_group(invoice: Invoice, group: VatGroup) -> dict[str, int]:
    """Cents of the VAT group's lines, allowances and charges by group of items."""
    shares: dict[str, int] = defaultdict(int)
    for line in invoice.lines:
        if (line.vat_category, line.vat_rate) == (group.category, group.rate):
            shares[line.item_group] += line.net.cents
    for each in invoice.adjustments:
        if (each.vat_category, each.vat_rate) == (group.category, group.rate):
            shares[each.item_group] += each.amount.cents if each.is_charge else -each.amount.cents
    return shares


def _share(amount: int, part: int, whole: int) -> int:
    """Cents, rounded half up."""
    return int(round_half_up(Decimal(amount) * part / whole, 0))


def _deducted(invoice: Invoice, sign: int, rate: Rate) -> Iterator[Counter]:
    """The invoices on account go out again, with the VAT that they had at the rate of the final invoice."""
    tax_rate = max((group.rate for group in invoice.vat_groups), default=Decimal(0))
    for each in invoice.prepayments:
        net, tax = rate.cents(each.gross - each.vat), rate.cents(each.vat)
        yield Counter(Account.ON_ACCOUNT, -sign * net, -sign * tax, vat_account(tax_rate) if tax else None)


def _due(invoice: Invoice) -> date | None:
    return None if invoice.is_credit else invoice.payment_terms.due_date
