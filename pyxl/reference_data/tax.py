"""Value added tax: categories, German rates by date of supply, and the sentences the law wants on an invoice.

The rate of an item depends on what it is and on the day it was supplied, not on the day of the invoice:

    >>> rate_on(RateKind.STANDARD, date(2020, 12, 31)).percent, rate_on(RateKind.STANDARD, date(2021, 1, 1)).percent
    (Decimal('16.00'), Decimal('19.00'))
    >>> legal_note(TaxCase.REVERSE_CHARGE, "de")
    'Steuerschuldnerschaft des Leistungsempfängers'

Whoever sells under another rule passes an own table of rates; nothing here is a constant in code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from types import MappingProxyType

from pyxl.core.labels import Label, Language, Text


class VatCategory(Enum):
    """How a supply stands to VAT: BT-118 and BT-151, code list UNTDID 5305 as EN 16931 allows it."""

    STANDARD = "S"
    ZERO = "Z"
    EXEMPT = "E"
    REVERSE_CHARGE = "AE"
    INTRA_COMMUNITY = "K"
    EXPORT = "G"
    NOT_SUBJECT = "O"


class RateKind(Enum):
    """What kind of item is sold, as far as the German rate depends on it."""

    STANDARD = "standard"
    REDUCED = "reduced"
    SOLAR = "solar"
    RESTAURANT_FOOD = "restaurant food"


@dataclass(frozen=True, slots=True)
class TaxRate:
    """A VAT category with its rate in percent (BT-151 and BT-152)."""

    category: VatCategory
    percent: Decimal


@dataclass(frozen=True, slots=True)
class RateRow:
    """From this day on, items of this kind are taxed so; valid until the next row of the same kind."""

    kind: RateKind
    valid_from: date
    rate: TaxRate


def _row(kind: RateKind, valid_from: str, percent: str) -> RateRow:
    category = VatCategory.STANDARD if Decimal(percent) else VatCategory.ZERO
    return RateRow(kind, date.fromisoformat(valid_from), TaxRate(category, Decimal(percent)))


GERMAN_RATES: tuple[RateRow, ...] = (
    # § 12 (1) UStG; the second half of 2020 by § 28 (1) and (2) UStG (Corona-Steuerhilfegesetz).
    _row(RateKind.STANDARD, "1998-04-01", "16.00"),
    _row(RateKind.STANDARD, "2007-01-01", "19.00"),
    _row(RateKind.STANDARD, "2020-07-01", "16.00"),
    _row(RateKind.STANDARD, "2021-01-01", "19.00"),
    # § 12 (2) UStG.
    _row(RateKind.REDUCED, "1983-07-01", "7.00"),
    _row(RateKind.REDUCED, "2020-07-01", "5.00"),
    _row(RateKind.REDUCED, "2021-01-01", "7.00"),
    # Small photovoltaic systems: zero rate since § 12 (3) UStG came into force.
    _row(RateKind.SOLAR, "2007-01-01", "19.00"),
    _row(RateKind.SOLAR, "2020-07-01", "16.00"),
    _row(RateKind.SOLAR, "2021-01-01", "19.00"),
    _row(RateKind.SOLAR, "2023-01-01", "0.00"),
    # Food (not drinks) eaten on the spot: § 12 (2) no. 15 UStG, reduced 2020-07 to 2023 and again since 2026.
    _row(RateKind.RESTAURANT_FOOD, "2007-01-01", "19.00"),
    _row(RateKind.RESTAURANT_FOOD, "2020-07-01", "5.00"),
    _row(RateKind.RESTAURANT_FOOD, "2021-01-01", "7.00"),
    _row(RateKind.RESTAURANT_FOOD, "2024-01-01", "19.00"),
    _row(RateKind.RESTAURANT_FOOD, "2026-01-01", "7.00"),
)
"""German rates with the day each one came into force, in percent."""


def find_rate(kind: RateKind, supplied_on: date, rates: Sequence[RateRow] = GERMAN_RATES) -> TaxRate | None:
    """The rate of the last row that was in force on the day of supply; None when the table begins later.

    >>> find_rate(RateKind.STANDARD, date(1990, 1, 1)) is None
    True
    """
    rows = [row for row in rates if row.kind is kind and row.valid_from <= supplied_on]
    return max(rows, key=lambda row: row.valid_from).rate if rows else None


def rate_on(kind: RateKind, supplied_on: date, rates: Sequence[RateRow] = GERMAN_RATES) -> TaxRate:
    """The rate by date of supply (§ 27 (1) UStG), for a date the table covers; `find_rate` asks for any date."""
    rate = find_rate(kind, supplied_on, rates)
    assert rate is not None, f"no VAT rate for {kind.value} items on {supplied_on}"
    return rate


class TaxCase(Enum):
    """Why a line is taxed the way it is. Decides category, exemption code and the sentence on the invoice."""

    DOMESTIC = "domestic"
    REVERSE_CHARGE = "reverse charge"
    INTRA_COMMUNITY_SERVICE = "intra-community service"
    INTRA_COMMUNITY_SUPPLY = "intra-community supply"
    EXPORT = "export"
    SMALL_BUSINESS = "small business"
    EXEMPT = "exempt"
    NOT_SUBJECT = "not subject"


@dataclass(frozen=True, slots=True)
class TaxTreatment:
    """What a tax case means: the category, BT-121 reason code (VATEX list) and BT-120 the sentence itself."""

    category: VatCategory
    reason_code: str
    note: Text
    needs_buyer_vat_id: bool = False


_REVERSE_CHARGE_NOTE = Text(
    "Reverse charge: VAT is to be accounted for by the recipient.", "Steuerschuldnerschaft des Leistungsempfängers"
)

TREATMENTS: MappingProxyType[TaxCase, TaxTreatment] = MappingProxyType(
    {
        TaxCase.DOMESTIC: TaxTreatment(VatCategory.STANDARD, "", Text("", "")),
        # § 13b with § 14a (5) UStG: exactly these German words, and no VAT shown.
        TaxCase.REVERSE_CHARGE: TaxTreatment(
            VatCategory.REVERSE_CHARGE, "VATEX-EU-AE", _REVERSE_CHARGE_NOTE, needs_buyer_vat_id=True
        ),
        # § 3a (2) with § 14a (1) UStG: a service to a business in another member state.
        TaxCase.INTRA_COMMUNITY_SERVICE: TaxTreatment(
            VatCategory.REVERSE_CHARGE, "VATEX-EU-AE", _REVERSE_CHARGE_NOTE, needs_buyer_vat_id=True
        ),
        # § 4 no. 1 b with § 6a and § 14a (3) UStG.
        TaxCase.INTRA_COMMUNITY_SUPPLY: TaxTreatment(
            VatCategory.INTRA_COMMUNITY,
            "VATEX-EU-IC",
            Text(
                "VAT-exempt intra-Community supply (§ 4 no. 1b German VAT Act).",
                "Steuerfreie innergemeinschaftliche Lieferung gemäß § 4 Nr. 1 Buchst. b UStG",
            ),
            needs_buyer_vat_id=True,
        ),
        # § 4 no. 1 a with § 6 UStG.
        TaxCase.EXPORT: TaxTreatment(
            VatCategory.EXPORT,
            "VATEX-EU-G",
            Text(
                "VAT-exempt export delivery (§ 4 no. 1a German VAT Act).",
                "Steuerfreie Ausfuhrlieferung gemäß § 4 Nr. 1 Buchst. a UStG",
            ),
        ),
        # § 34a UStDV asks for the note; there is no VATEX code for it.
        TaxCase.SMALL_BUSINESS: TaxTreatment(
            VatCategory.EXEMPT,
            "",
            Text(
                "No VAT is shown: small business scheme (§ 19 German VAT Act).",
                "Kein Ausweis von Umsatzsteuer, da Kleinunternehmer gemäß § 19 UStG",
            ),
        ),
        TaxCase.EXEMPT: TaxTreatment(
            VatCategory.EXEMPT, "", Text("VAT-exempt (§ 4 German VAT Act).", "Umsatzsteuerfrei gemäß § 4 UStG")
        ),
        TaxCase.NOT_SUBJECT: TaxTreatment(
            VatCategory.NOT_SUBJECT, "VATEX-EU-O", Text("Not subject to German VAT.", "Nicht steuerbar in Deutschland")
        ),
    }
)
"""Category, reason code and legal sentence of each case."""

CATEGORY_LABELS: MappingProxyType[VatCategory, Label] = MappingProxyType(
    {
        VatCategory.STANDARD: Label("VAT", "USt"),
        VatCategory.ZERO: Label("VAT zero rate", "USt Nullsatz"),
        VatCategory.EXEMPT: Label("VAT-exempt", "Steuerfrei"),
        VatCategory.REVERSE_CHARGE: Label("Reverse charge", "Steuerschuld beim Empfänger"),
        VatCategory.INTRA_COMMUNITY: Label("Intra-Community supply", "Innergem. Lieferung"),
        VatCategory.EXPORT: Label("Export", "Ausfuhrlieferung"),
        VatCategory.NOT_SUBJECT: Label("Not subject to VAT", "Nicht steuerbar"),
    }
)
"""How a VAT line of each category is called on a document."""


def tax_rate(case: TaxCase, kind: RateKind, supplied_on: date, rates: Sequence[RateRow] = GERMAN_RATES) -> TaxRate:
    """Category and rate of a line: the table's rate at home, zero with the case's own category elsewhere.

    >>> tax_rate(TaxCase.EXPORT, RateKind.STANDARD, date(2026, 3, 4)).category
    <VatCategory.EXPORT: 'G'>
    """
    if case is TaxCase.DOMESTIC:
        return rate_on(kind, supplied_on, rates)
    return TaxRate(TREATMENTS[case].category, Decimal("0.00"))


def legal_note(case: TaxCase, language: Language) -> str:
    """The sentence the law wants on an invoice of this case; empty where it wants none."""
    return TREATMENTS[case].note.render(language)
