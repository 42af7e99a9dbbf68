"""The accounts that postings go to, in the two charts that German tax advisers use: SKR03 and SKR04 (DATEV).

>>> number_of(Account.REVENUE_19, Chart.SKR03), number_of(Account.REVENUE_19, Chart.SKR04)
('8400', '4400')
>>> revenue_account("S", Decimal(7)).name, revenue_account("K", Decimal(0)).name
('REVENUE_7', 'REVENUE_INTRA_COMMUNITY')
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from pyxl.accounting.chart_data import CHART
from pyxl.core.labels import Label
from pyxl.core.schema import LabelledEnum
from pyxl.reference_data.codes import is_member_state


class Chart(Enum):
    """A chart of accounts."""

    SKR03 = "SKR03"
    SKR04 = "SKR04"

    @property
    def datev_number(self) -> str:
        """How the head of an EXTF file calls it."""
        return self.value[-2:]


class Kind(Enum):
    """What an account is, which says where it stands in a balance."""

    ASSET = Label("Assets", "Aktiva")
    LIABILITY = Label("Liabilities", "Passiva")
    INCOME = Label("Income", "Erträge")
    EXPENSE = Label("Expenses", "Aufwendungen")
    EQUITY = Label("Opening balances", "Saldenvorträge")


class Account(Enum):
    """What a posting is about."""

    RECEIVABLES = "receivables"
    PAYABLES = "payables"
    BANK = "bank"
    UNASSIGNED = "unassigned"
    OPENING_BALANCES = "opening balances"
    OPENING_RECEIVABLES = "opening receivables"
    REVENUE_19 = "revenue 19"
    REVENUE_7 = "revenue 7"
    REVENUE_OTHER = "revenue other"
    REVENUE_EXEMPT = "revenue exempt"
    REVENUE_SMALL_BUSINESS = "revenue small business"
    REVENUE_REVERSE_CHARGE = "revenue reverse charge"
    REVENUE_EU_SERVICES = "revenue eu services"
    REVENUE_INTRA_COMMUNITY = "revenue intra community"
    REVENUE_EXPORT = "revenue export"
    REVENUE_NOT_SUBJECT = "revenue not subject"
    VAT_19 = "vat 19"
    VAT_7 = "vat 7"
    VAT_OTHER = "vat other"
    VAT_ACQUISITION_19 = "vat acquisition 19"
    VAT_ACQUISITION_7 = "vat acquisition 7"
    VAT_REVERSE_19 = "vat reverse 19"
    VAT_REVERSE_7 = "vat reverse 7"
    ON_ACCOUNT = "on account"
    DISCOUNT_GRANTED_19 = "discount granted 19"
    DISCOUNT_GRANTED_7 = "discount granted 7"
    DISCOUNT_GRANTED = "discount granted"
    LOSS_19 = "loss 19"
    LOSS_7 = "loss 7"
    LOSS = "loss"
    BANK_FEES = "bank fees"
    INTEREST_INCOME = "interest income"
    DUNNING_INCOME = "dunning income"
    EXCHANGE_GAIN = "exchange gain"
    EXCHANGE_LOSS = "exchange loss"
    PURCHASES_19 = "purchases 19"
    PURCHASES_7 = "purchases 7"
    PURCHASES = "purchases"
    ACQUISITION_19 = "acquisition 19"
    ACQUISITION_7 = "acquisition 7"
    REVERSE_DOMESTIC_19 = "reverse domestic 19"
    REVERSE_DOMESTIC_7 = "reverse domestic 7"
    REVERSE_EU_19 = "reverse eu 19"
    REVERSE_EU_7 = "reverse eu 7"
    REVERSE_ABROAD_19 = "reverse abroad 19"
    REVERSE_ABROAD_7 = "reverse abroad 7"
    INPUT_VAT_19 = "input vat 19"
    INPUT_VAT_7 = "input vat 7"
    INPUT_VAT = "input vat"
    INPUT_ACQUISITION_19 = "input acquisition 19"
    INPUT_ACQUISITION_7 = "input acquisition 7"
    INPUT_REVERSE_19 = "input reverse 19"
    INPUT_REVERSE_7 = "input reverse 7"
    DISCOUNT_RECEIVED = "discount received"


class AccountUse(LabelledEnum):
    """What kind of thing is posted to an account; which of them it is, its tax code says."""

    REVENUE = Label("revenue", "Erlöse")
    DISCOUNT_GRANTED = Label("discount granted", "Skonto gewährt")
    LOSS = Label("bad debt", "Forderungsverlust")
    PURCHASES = Label("purchases", "Einkauf")
    DISCOUNT_RECEIVED = Label("discount received", "Skonto erhalten")
    VAT = Label("VAT", "Umsatzsteuer")
    INPUT_VAT = Label("input VAT", "Vorsteuer")
    ON_ACCOUNT = Label("on account", "Anzahlungen")
    RECEIVABLES = Label("receivables", "Forderungen")
    PAYABLES = Label("payables", "Verbindlichkeiten")
    BANK = Label("bank", "Bank")
    UNASSIGNED = Label("not assigned", "ungeklärt")
    BANK_FEES = Label("bank fees", "Bankgebühren")
    INTEREST = Label("interest", "Verzugszinsen")
    DUNNING = Label("dunning", "Mahngebühren")
    EXCHANGE_GAIN = Label("exchange gain", "Kursgewinn")
    EXCHANGE_LOSS = Label("exchange loss", "Kursverlust")
    OPENING = Label("opening", "Eröffnung")
    OPENING_RECEIVABLES = Label("opening of customers", "Eröffnung Kunden")


class AccountTax(LabelledEnum):
    """The tax codes by which accounts are told apart."""

    STANDARD = Label("19 %", "19 %")
    REDUCED = Label("7 %", "7 %")
    OTHER = Label("other rate", "anderer Satz")
    EXEMPT = Label("exempt", "steuerfrei")
    REVERSE_CHARGE = Label("reverse charge", "§ 13b")
    INTRA_COMMUNITY = Label("intra-Community", "innergemeinschaftlich")
    EXPORT = Label("export", "Ausfuhr")
    NOT_SUBJECT = Label("not subject", "nicht steuerbar")


class _Facts(NamedTuple):
    numbers: Mapping[Chart, str]
    kind: Kind
    is_automatic: bool
    use: AccountUse
    tax: AccountTax | None
    label: Label


def _facts(row: str) -> tuple[Account, _Facts]:
    name, skr03, skr04, kind, automatic, use, tax, en, de = row.split("|")
    numbers = {Chart.SKR03: skr03, Chart.SKR04: skr04}
    of_tax = AccountTax[tax] if tax else None
    return Account[name], _Facts(numbers, Kind[kind], automatic == "A", AccountUse[use], of_tax, Label(en, de))


_FACTS: MappingProxyType[Account, _Facts] = MappingProxyType(dict(map(_facts, CHART.strip().splitlines())))
_REVENUE = MappingProxyType(
    {
        "E": Account.REVENUE_EXEMPT,
        "AE": Account.REVENUE_REVERSE_CHARGE,
        "K": Account.REVENUE_INTRA_COMMUNITY,
        "G": Account.REVENUE_EXPORT,
        "O": Account.REVENUE_NOT_SUBJECT,
    }
)


def number_of(account: Account, chart: Chart, place: int = 0) -> str:
    """The number in that chart; bank accounts stand ten apart, the first is `place` 0."""
    return str(int(_FACTS[account].numbers[chart]) + 10 * place)


def label_of(account: Account) -> Label:
    """What the account is called."""
    return _FACTS[account].label


def kind_of(account: Account) -> Kind:
    """Where it stands in a balance."""
    return _FACTS[account].kind


def use_of(account: Account) -> tuple[AccountUse, AccountTax | None]:
    """What it is there for, and for which tax code."""
    facts = _FACTS[account]
    return facts.use, facts.tax


def is_automatic(account: Account) -> bool:
    """Whether DATEV takes the VAT out of what is posted to it (Automatikkonto)."""
    return _FACTS[account].is_automatic


def revenue_account(category: str, rate: Decimal, is_other_member_state: bool = False) -> Account:
    """Where revenue of a VAT category (BT-118) and rate (BT-119, percent) goes; services to the EU apart (§ 18b)."""
    if category == "AE" and is_other_member_state:
        return Account.REVENUE_EU_SERVICES
    by_rate = {Decimal(19): Account.REVENUE_19, Decimal(7): Account.REVENUE_7}
    return _REVENUE.get(category) or by_rate.get(rate, Account.REVENUE_OTHER)


def vat_account(rate: Decimal) -> Account:
    """Where the VAT of that rate (percent) goes."""
    return {Decimal(19): Account.VAT_19, Decimal(7): Account.VAT_7}.get(rate, Account.VAT_OTHER)


def discount_account(rate: Decimal) -> Account:
    """Where a cash discount on revenue of that rate (percent) goes."""
    by_rate = {Decimal(19): Account.DISCOUNT_GRANTED_19, Decimal(7): Account.DISCOUNT_GRANTED_7}
    return by_rate.get(rate, Account.DISCOUNT_GRANTED)


def loss_account(rate: Decimal) -> Account:
    """Where a bad debt of that rate (percent) goes."""
    return {Decimal(19): Account.LOSS_19, Decimal(7): Account.LOSS_7}.get(rate, Account.LOSS)


LOWER_RATES = Decimal(10)
"""Percent: reduced rates are below, standard rates above."""


class Owed(NamedTuple):
    """Where a purchase goes whose VAT the buyer owes himself: net, input VAT and VAT."""

    account: Account
    input_vat: Account
    vat: Account


def acquisition_accounts(rate: Decimal) -> Owed:
    """Where an intra-Community acquisition of that rate (percent) goes (§ 1a UStG)."""
    if rate > LOWER_RATES:
        return Owed(Account.ACQUISITION_19, Account.INPUT_ACQUISITION_19, Account.VAT_ACQUISITION_19)
    return Owed(Account.ACQUISITION_7, Account.INPUT_ACQUISITION_7, Account.VAT_ACQUISITION_7)


def reverse_charge_accounts(rate: Decimal, country: str) -> Owed:
    """Where a supply goes for which the buyer owes the tax (§ 13b UStG), by rate (percent) and supplier's country."""
    place = "DOMESTIC" if country in ("", "DE") else "EU" if is_member_state(country) else "ABROAD"
    size = "19" if rate > LOWER_RATES else "7"
    return Owed(*(Account[f"{name}_{size}"] for name in (f"REVERSE_{place}", "INPUT_REVERSE", "VAT_REVERSE")))


def purchase_accounts(rate: Decimal | None) -> tuple[Account, Account]:
    """Where purchases of that rate (percent) and their input VAT go."""
    if rate == 19:
        return Account.PURCHASES_19, Account.INPUT_VAT_19
    return (Account.PURCHASES_7, Account.INPUT_VAT_7) if rate == 7 else (Account.PURCHASES, Account.INPUT_VAT)
