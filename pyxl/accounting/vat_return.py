"""The figures of the German advance VAT return (Umsatzsteuer-Voranmeldung, § 18 (1) UStG), from the postings.

Bases are declared in whole euros, cut off; taxes to the cent. Agreed consideration (Sollversteuerung): what was
invoiced in the period counts, less what was corrected in it (§ 17 (1) UStG).

>>> from datetime import date
>>> from pyxl.accounting.postings import Counter, Posting, Side
>>> side = Side(Account.RECEIVABLES)
>>> sold = Counter(Account.REVENUE_19, -10050, -1910, Account.VAT_19)
>>> [(row.code, row.base, row.tax) for row in vat_return([Posting(date(2026, 3, 2), "RE-1", "", side, (sold,))]).rows]
[('81', 100, 1910)]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

from pyxl.accounting.charts import Account
from pyxl.accounting.postings import Counter, Posting
from pyxl.core.labels import Label
from pyxl.reference_data.codes import is_member_state

_A = Account
CODES: MappingProxyType[str, Label] = MappingProxyType(
    {
        "81": Label("Taxable at 19 %", "Steuerpflichtige Umsätze zu 19 %"),
        "86": Label("Taxable at 7 %", "Steuerpflichtige Umsätze zu 7 %"),
        "35": Label("Taxable at other rates", "Steuerpflichtige Umsätze zu anderen Sätzen"),
        "21": Label(
            "Services to firms in other EU countries (§ 18b)", "Nicht steuerbare Leistungen § 18b Satz 1 Nr. 2"
        ),
        "41": Label("Intra-community supplies", "Innergemeinschaftliche Lieferungen an Abnehmer mit USt-IdNr."),
        "43": Label("Other exempt supplies with input VAT", "Weitere steuerfreie Umsätze mit Vorsteuerabzug"),
        "48": Label("Exempt supplies without input VAT", "Steuerfreie Umsätze ohne Vorsteuerabzug"),
        "60": Label("Reverse charge: the customer owes the tax", "Umsätze, für die der Leistungsempfänger schuldet"),
        "89": Label("Intra-community acquisitions at 19 %", "Innergemeinschaftliche Erwerbe zu 19 %"),
        "93": Label("Intra-community acquisitions at 7 %", "Innergemeinschaftliche Erwerbe zu 7 %"),
        "46": Label(
            "Services from other EU countries (§ 13b (1))", "Leistungen aus dem übrigen EU-Gebiet (§ 13b Abs. 1)"
        ),
        "84": Label("Other reverse charge supplies (§ 13b (2))", "Andere Leistungen nach § 13b Abs. 2 UStG"),
        "66": Label("Input VAT from invoices", "Vorsteuerbeträge aus Rechnungen"),
        "61": Label("Input VAT from acquisitions", "Vorsteuer aus innergemeinschaftlichem Erwerb"),
        "67": Label("Input VAT from reverse charge", "Vorsteuer aus Leistungen nach § 13b UStG"),
    }
)
"""Kennzahlen of the form of 2026 with their meaning."""
_BASES: MappingProxyType[Account, str] = MappingProxyType(
    {
        _A.REVENUE_19: "81",
        _A.DISCOUNT_GRANTED_19: "81",
        _A.LOSS_19: "81",
        _A.REVENUE_7: "86",
        _A.DISCOUNT_GRANTED_7: "86",
        _A.LOSS_7: "86",
        _A.REVENUE_EU_SERVICES: "21",
        _A.REVENUE_INTRA_COMMUNITY: "41",
        _A.REVENUE_EXPORT: "43",
        _A.REVENUE_EXEMPT: "48",
        _A.REVENUE_REVERSE_CHARGE: "60",
    }
)
_TAXES: MappingProxyType[Account, str] = MappingProxyType({_A.VAT_19: "81", _A.VAT_7: "86", _A.VAT_OTHER: "35"})
_OWED: MappingProxyType[Account, str] = MappingProxyType(
    {_A.VAT_ACQUISITION_19: "89", _A.VAT_ACQUISITION_7: "93", _A.VAT_REVERSE_19: "84", _A.VAT_REVERSE_7: "84"}
)
_INPUT: MappingProxyType[Account, str] = MappingProxyType(
    {
        **dict.fromkeys((_A.INPUT_VAT, _A.INPUT_VAT_19, _A.INPUT_VAT_7), "66"),
        **dict.fromkeys((_A.INPUT_ACQUISITION_19, _A.INPUT_ACQUISITION_7), "61"),
        **dict.fromkeys((_A.INPUT_REVERSE_19, _A.INPUT_REVERSE_7), "67"),
    }
)
_FROM_EU = "46"
_TAX_CODES = {"35": "36", _FROM_EU: "47", "84": "85"}
"""Where the form has a Kennzahl of its own for the tax."""
PAYABLE_CODE, PAYABLE = "83", Label("To be paid", "Zahllast")


@dataclass(frozen=True, slots=True)
class VatRow:
    """One Kennzahl: base in whole euros, tax in cents as it is in the books."""

    code: str
    base: int
    tax: int

    @property
    def label(self) -> Label:
        """What it is."""
        return CODES[self.code]

    @property
    def codes(self) -> str:
        """The Kennzahl, with that of the tax where it has one of its own."""
        return "/".join(filter(None, (self.code, _TAX_CODES.get(self.code))))


@dataclass(frozen=True, slots=True)
class VatReturn:
    """The figures of a period, those at nothing left out."""

    rows: tuple[VatRow, ...]

    @property
    def payable(self) -> int:
        """Cents to be paid (Kennzahl 83), by the taxes in the books; below zero they come back."""
        return sum(-row.tax if row.code in _INPUT.values() else row.tax for row in self.rows)


def vat_return(postings: Iterable[Posting]) -> VatReturn:
    """The figures of these postings. Small businesses (§ 19 UStG) declare none of their sales."""
    bases: dict[str, int] = defaultdict(int)
    taxes: dict[str, int] = defaultdict(int)
    for posting in postings:
        for counter in posting.counters:
            if counter.owed_account:
                owed = _owed_code(counter)
                bases[owed] += counter.net
                taxes[owed] += counter.tax
            elif code := _code_of(counter.account, counter.tax_account):
                bases[code] -= counter.net
                taxes[code] -= counter.tax
            if counter.tax_account and counter.tax_account in _INPUT:
                taxes[_INPUT[counter.tax_account]] += counter.tax
    codes = [code for code in CODES if bases[code] or taxes[code]]
    return VatReturn(tuple(VatRow(code, whole_euros(bases[code]), taxes[code]) for code in codes))


def _code_of(account: Account, tax_account: Account | None) -> str:
    """By the account of the base; what is taxed on an account of many rates goes by its tax."""
    if code := _BASES.get(account):
        return code
    return _TAXES.get(tax_account, "") if tax_account else ""


def _owed_code(counter: Counter) -> str:
    """By the tax that the buyer owes himself; services from the rest of the EU have a line of their own."""
    assert counter.owed_account
    code = _OWED[counter.owed_account]
    is_from_eu = counter.country != "DE" and is_member_state(counter.country)
    return _FROM_EU if code == "84" and is_from_eu else code


def whole_euros(cents: int) -> int:
    """Whole euros, the cents cut off whichever the sign, as returns want them."""
    return cents // 100 if cents >= 0 else -(-cents // 100)
