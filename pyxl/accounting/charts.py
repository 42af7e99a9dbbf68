"""The accounts that postings go to, in the two charts that German tax advisers use: SKR03 and SKR04 (DATEV).

>>> number_of(Account.REVENUE_19, Chart.SKR03), number_of(Account.REVENUE_19, Chart.SKR04)
('8400', '4400')
>>> revenue_account("S", Decimal(7)).name, revenue_account("K", Decimal(0)).name
('REVENUE_7', 'REVENUE_INTRA_COMMUNITY')
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from pyxl.core.labels import Label


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
    REVENUE_REVERSE_CHARGE = "revenue reverse charge"
    REVENUE_INTRA_COMMUNITY = "revenue intra-community"
    REVENUE_EXPORT = "revenue export"
    REVENUE_NOT_SUBJECT = "revenue not subject"
    VAT_19 = "vat 19"
    VAT_7 = "vat 7"
    VAT_OTHER = "vat other"
    ON_ACCOUNT = "received on account"
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
    INPUT_VAT_19 = "input vat 19"
    INPUT_VAT_7 = "input vat 7"
    INPUT_VAT = "input vat"
    DISCOUNT_RECEIVED = "discount received"


class _Facts(NamedTuple):
    skr03: str
    skr04: str
    kind: Kind
    label: Label
    is_automatic: bool = False


_A = Account
_FACTS: MappingProxyType[Account, _Facts] = MappingProxyType(
    {
        _A.RECEIVABLES: _Facts("1400", "1200", Kind.ASSET, Label("Trade receivables", "Forderungen aus L+L")),
        _A.PAYABLES: _Facts("1600", "3300", Kind.LIABILITY, Label("Trade payables", "Verbindlichkeiten aus L+L")),
        _A.BANK: _Facts("1200", "1800", Kind.ASSET, Label("Bank", "Bank")),
        _A.UNASSIGNED: _Facts("1590", "1370", Kind.ASSET, Label("Bank lines not assigned", "Durchlaufende Posten")),
        _A.OPENING_BALANCES: _Facts("9000", "9000", Kind.EQUITY, Label("Opening balances", "Saldenvorträge")),
        _A.OPENING_RECEIVABLES: _Facts(
            "9008", "9008", Kind.EQUITY, Label("Opening balances of customers", "Saldenvorträge Debitoren")
        ),
        _A.REVENUE_19: _Facts("8400", "4400", Kind.INCOME, Label("Revenue 19 % VAT", "Erlöse 19 % USt"), True),
        _A.REVENUE_7: _Facts("8300", "4300", Kind.INCOME, Label("Revenue 7 % VAT", "Erlöse 7 % USt"), True),
        _A.REVENUE_OTHER: _Facts("8200", "4200", Kind.INCOME, Label("Revenue, other rates", "Erlöse, andere Sätze")),
        _A.REVENUE_EXEMPT: _Facts(
            "8100",
            "4100",
            Kind.INCOME,
            Label("Revenue exempt from VAT", "Steuerfreie Umsätze § 4 Nr. 8 ff. UStG"),
            True,
        ),
        _A.REVENUE_REVERSE_CHARGE: _Facts(
            "8337", "4337", Kind.INCOME, Label("Revenue, reverse charge", "Erlöse § 13b UStG"), True
        ),
        _A.REVENUE_INTRA_COMMUNITY: _Facts(
            "8125",
            "4125",
            Kind.INCOME,
            Label("Intra-community supplies", "Steuerfreie innergemeinschaftliche Lieferungen"),
            True,
        ),
        _A.REVENUE_EXPORT: _Facts(
            "8120", "4120", Kind.INCOME, Label("Exports", "Steuerfreie Umsätze § 4 Nr. 1a UStG (Ausfuhr)"), True
        ),
        _A.REVENUE_NOT_SUBJECT: _Facts(
            "8950", "4690", Kind.INCOME, Label("Revenue not subject to VAT", "Nicht steuerbare Umsätze")
        ),
        _A.VAT_19: _Facts("1776", "3806", Kind.LIABILITY, Label("VAT 19 %", "Umsatzsteuer 19 %")),
        _A.VAT_7: _Facts("1771", "3801", Kind.LIABILITY, Label("VAT 7 %", "Umsatzsteuer 7 %")),
        _A.VAT_OTHER: _Facts("1770", "3800", Kind.LIABILITY, Label("VAT, other rates", "Umsatzsteuer")),
        _A.ON_ACCOUNT: _Facts("1710", "3250", Kind.LIABILITY, Label("Received on account", "Erhaltene Anzahlungen")),
        _A.DISCOUNT_GRANTED_19: _Facts(
            "8736", "4736", Kind.INCOME, Label("Cash discount granted, 19 % VAT", "Gewährte Skonti 19 % USt"), True
        ),
        _A.DISCOUNT_GRANTED_7: _Facts(
            "8731", "4731", Kind.INCOME, Label("Cash discount granted, 7 % VAT", "Gewährte Skonti 7 % USt"), True
        ),
        _A.DISCOUNT_GRANTED: _Facts("8730", "4730", Kind.INCOME, Label("Cash discount granted", "Gewährte Skonti")),
        _A.LOSS_19: _Facts(
            "2406", "6936", Kind.EXPENSE, Label("Bad debts, 19 % VAT", "Forderungsverluste 19 % USt"), True
        ),
        _A.LOSS_7: _Facts(
            "2401", "6931", Kind.EXPENSE, Label("Bad debts, 7 % VAT", "Forderungsverluste 7 % USt"), True
        ),
        _A.LOSS: _Facts("2400", "6930", Kind.EXPENSE, Label("Bad debts", "Forderungsverluste")),
        _A.BANK_FEES: _Facts("4970", "6855", Kind.EXPENSE, Label("Bank fees", "Nebenkosten des Geldverkehrs")),
        _A.INTEREST_INCOME: _Facts("2650", "7110", Kind.INCOME, Label("Default interest", "Verzugszinsen")),
        _A.DUNNING_INCOME: _Facts("2700", "4830", Kind.INCOME, Label("Dunning charges", "Mahngebühren, Pauschalen")),
        _A.EXCHANGE_GAIN: _Facts("2660", "4840", Kind.INCOME, Label("Exchange gains", "Erträge aus Kursdifferenzen")),
        _A.EXCHANGE_LOSS: _Facts(
            "2150", "6880", Kind.EXPENSE, Label("Exchange losses", "Aufwendungen aus Kursdifferenzen")
        ),
        _A.PURCHASES_19: _Facts(
            "3400", "5400", Kind.EXPENSE, Label("Purchases, 19 % VAT", "Wareneingang 19 % VSt"), True
        ),
        _A.PURCHASES_7: _Facts("3300", "5300", Kind.EXPENSE, Label("Purchases, 7 % VAT", "Wareneingang 7 % VSt"), True),
        _A.PURCHASES: _Facts("3200", "5200", Kind.EXPENSE, Label("Purchases", "Wareneingang")),
        _A.INPUT_VAT_19: _Facts("1576", "1406", Kind.ASSET, Label("Input VAT 19 %", "Abziehbare Vorsteuer 19 %")),
        _A.INPUT_VAT_7: _Facts("1571", "1401", Kind.ASSET, Label("Input VAT 7 %", "Abziehbare Vorsteuer 7 %")),
        _A.INPUT_VAT: _Facts("1570", "1400", Kind.ASSET, Label("Input VAT", "Abziehbare Vorsteuer")),
        _A.DISCOUNT_RECEIVED: _Facts("3730", "5730", Kind.EXPENSE, Label("Cash discount received", "Erhaltene Skonti")),
    }
)
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
    facts = _FACTS[account]
    number = facts.skr03 if chart is Chart.SKR03 else facts.skr04
    return str(int(number) + 10 * place)


def label_of(account: Account) -> Label:
    """What the account is called."""
    return _FACTS[account].label


def kind_of(account: Account) -> Kind:
    """Where it stands in a balance."""
    return _FACTS[account].kind


def is_automatic(account: Account) -> bool:
    """Whether DATEV takes the VAT out of what is posted to it (Automatikkonto)."""
    return _FACTS[account].is_automatic


def revenue_account(category: str, rate: Decimal) -> Account:
    """Where revenue of a VAT category (BT-118) and rate (BT-119, percent) goes."""
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


def purchase_accounts(rate: Decimal | None) -> tuple[Account, Account]:
    """Where purchases of that rate (percent) and their input VAT go."""
    if rate == 19:
        return Account.PURCHASES_19, Account.INPUT_VAT_19
    return (Account.PURCHASES_7, Account.INPUT_VAT_7) if rate == 7 else (Account.PURCHASES, Account.INPUT_VAT)
