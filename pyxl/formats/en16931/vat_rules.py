"""How every kind of VAT must be stated: the rules BR-S, BR-Z, BR-E, BR-AE, BR-IC, BR-G, BR-O, BR-AF and BR-AG.

The norm repeats ten rules for every category; here a category says what it wants and the rules are made from that.

    >>> [rule.code for rule in VAT_RULES if rule.code.startswith("BR-IC")][-2:]
    ['BR-IC-11', 'BR-IC-12']
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from pyxl.core.labels import Text
from pyxl.formats.en16931.amounts import AllowanceCharge, VatBreakdown
from pyxl.formats.en16931.invoice import EInvoice
from pyxl.formats.en16931.lines import EInvoiceLine
from pyxl.formats.en16931.rules import (
    FILL_IN,
    Breach,
    BusinessRule,
    Finder,
    Place,
    each_record,
    missing,
    places,
    whole_document,
)
from pyxl.formats.en16931.sum_rules import ZERO, added, is_far_off, summed

Taxed = EInvoiceLine | AllowanceCharge
_DIFFERS = Text(
    "The VAT group {category} {rate} covers {found}; its lines, allowances and charges make {expected}.",
    "Die Steuergruppe {category} {rate} umfasst {found}; Positionen, Abzüge und Zuschläge ergeben {expected}.",
)


class RateRule(Enum):
    """What the rate of a category may be."""

    POSITIVE = "above zero"
    NOT_NEGATIVE = "zero or above"
    ZERO = "zero"
    NONE = "not given"


@dataclass(frozen=True, slots=True)
class Category:
    """What a VAT category wants: its code, the letters of its rules, and who must be known to the tax office."""

    code: str
    letters: str
    rate: RateRule
    has_reason: bool
    seller_known: Callable[[EInvoice], bool]
    buyer_known: Callable[[EInvoice], bool] = lambda invoice: True
    is_exact: bool = True
    """The rules of the ordinary rates tolerate almost one unit in the group's taxable amount."""


def _represented(invoice: EInvoice) -> bool:
    return bool(invoice.tax_representative and invoice.tax_representative.vat_id)


def _has_vat_id(invoice: EInvoice) -> bool:
    return bool(invoice.seller.vat_id) or _represented(invoice)


def _has_any_tax_number(invoice: EInvoice) -> bool:
    return bool(invoice.seller.tax_number) or _has_vat_id(invoice)


def _buyer_has_vat_id(invoice: EInvoice) -> bool:
    return bool(invoice.buyer.vat_id)


def _buyer_is_registered(invoice: EInvoice) -> bool:
    return bool(invoice.buyer.vat_id or invoice.buyer.registration.value)


def _nobody_has_vat_id(invoice: EInvoice) -> bool:
    return not _has_vat_id(invoice) and not invoice.buyer.vat_id


CATEGORIES: tuple[Category, ...] = (
    Category("S", "S", RateRule.POSITIVE, False, _has_any_tax_number, is_exact=False),
    Category("Z", "Z", RateRule.ZERO, False, _has_any_tax_number),
    Category("E", "E", RateRule.ZERO, True, _has_any_tax_number),
    Category("AE", "AE", RateRule.ZERO, True, _has_any_tax_number, _buyer_is_registered),
    Category("K", "IC", RateRule.ZERO, True, _has_vat_id, _buyer_has_vat_id),
    Category("G", "G", RateRule.ZERO, True, _has_vat_id),
    Category("O", "O", RateRule.NONE, True, _nobody_has_vat_id),
    Category("L", "AF", RateRule.NOT_NEGATIVE, False, _has_any_tax_number, is_exact=False),
    Category("M", "AG", RateRule.NOT_NEGATIVE, False, _has_any_tax_number, is_exact=False),
)
_WHERE = (("lines", "BT-151", "BT-152"), ("allowances", "BT-95", "BT-96"), ("charges", "BT-102", "BT-103"))


def _taxed_so(invoice: EInvoice, where: str, code: str) -> list[Place]:
    return [place for place in places(invoice, where) if place.record.tax.category == code]


def _group_rule(category: Category) -> BusinessRule:
    """-01: what is taxed so has its group in the breakdown, and a group has something taxed so."""

    def is_broken(invoice: EInvoice) -> bool:
        uses = sum(len(_taxed_so(invoice, where, category.code)) for where, _, _ in _WHERE)
        groups = sum(group.category == category.code for group in invoice.vat_breakdown)
        if not uses or not groups:
            return bool(uses or groups)
        return category.is_exact and groups != 1

    message = Text(
        f"Category {category.code} and {{term}} do not fit together.",
        f"Steuerart {category.code} und {{term}} passen nicht zusammen.",
    )
    return BusinessRule(f"BR-{category.letters}-01", "BG-23", message, whole_document(is_broken))


def _party_rules(category: Category) -> Iterator[BusinessRule]:
    """-02 to -04: the numbers at the tax office that this category wants, or forbids."""
    message = Text(
        f"Category {category.code} needs other tax numbers: see {{term}}.",
        f"Steuerart {category.code} verlangt andere Steuernummern: {{term}}.",
    )
    for number, (where, _, _) in enumerate(_WHERE, 2):

        def is_broken(invoice: EInvoice, where: str = where) -> bool:
            is_known = category.seller_known(invoice) and category.buyer_known(invoice)
            return bool(_taxed_so(invoice, where, category.code)) and not is_known

        term = "BT-48" if category.letters in ("AE", "IC") else "BT-31"
        yield BusinessRule(f"BR-{category.letters}-0{number}", term, message, whole_document(is_broken), FILL_IN)


def _rate_is_wrong(rule: RateRule, rate: Decimal | None) -> bool:
    match rule:
        case RateRule.POSITIVE:
            return rate is None or rate <= 0
        case RateRule.NOT_NEGATIVE:
            return rate is None or rate < 0
        case RateRule.ZERO:
            return rate is None or rate != 0
        case RateRule.NONE:
            return rate is not None


_RATE_WORDS = {
    RateRule.POSITIVE: ("must be above zero", "muss über null liegen"),
    RateRule.NOT_NEGATIVE: ("must not be negative", "darf nicht negativ sein"),
    RateRule.ZERO: ("must be zero", "muss null sein"),
    RateRule.NONE: ("must not be given", "darf nicht angegeben sein"),
}


def _rate_rules(category: Category) -> Iterator[BusinessRule]:
    """-05 to -07: the rate of every line, allowance and charge."""
    english, german = _RATE_WORDS[category.rate]
    message = Text(
        f"{{term}} {english} in category {category.code}.", f"{{term}} {german} bei Steuerart {category.code}."
    )
    for number, (where, _, term) in enumerate(_WHERE, 5):

        def find(invoice: EInvoice, where: str = where) -> Iterator[Breach]:
            for place in _taxed_so(invoice, where, category.code):
                if _rate_is_wrong(category.rate, place.record.tax.rate):
                    yield Breach(place)

        yield BusinessRule(f"BR-{category.letters}-0{number}", term, message, find)


def taxable_in(invoice: EInvoice, category: str, rate: Decimal | None) -> Decimal:
    """BT-116 as it must be: lines less allowances plus charges taxed so; any rate where None."""

    def fits(record: Taxed) -> bool:
        return record.tax.category == category and (rate is None or (record.tax.rate or ZERO) == rate)

    lines = added(line.net for line in invoice.lines if fits(line))
    return lines - summed(filter(fits, invoice.allowances)) + summed(filter(fits, invoice.charges))


def _find_taxable(invoice: EInvoice, category: Category, tolerance: Decimal) -> Iterator[Breach]:
    for group in invoice.vat_breakdown:
        if group.category != category.code:
            continue
        expected = taxable_in(invoice, category.code, None if category.is_exact else group.rate or ZERO)
        if group.taxable is None or abs(group.taxable - expected) > tolerance:
            rate = f"{group.rate:f} %" if group.rate is not None else ""
            facts = {"category": category.code, "rate": rate, "found": group.taxable, "expected": expected}
            yield Breach(Place(group), facts)


def _taxable_rule(category: Category) -> BusinessRule:
    """-08: what the group covers."""
    tolerance = ZERO if category.is_exact else Decimal("0.999999")
    return BusinessRule(
        f"BR-{category.letters}-08",
        "BT-116",
        _DIFFERS,
        lambda invoice: _find_taxable(invoice, category, tolerance),
    )


def _tax_rule(category: Category) -> BusinessRule:
    """-09: the tax of the group; none where there is no rate."""
    message = Text(
        f"{{term}} does not fit the rate of category {category.code}.",
        f"{{term}} passt nicht zum Satz der Steuerart {category.code}.",
    )

    def is_broken(group: VatBreakdown) -> bool:
        if group.category != category.code:
            return False
        return group.tax != 0 if category.is_exact else is_far_off(group)

    return BusinessRule(f"BR-{category.letters}-09", "BT-117", message, each_record("vat_breakdown", is_broken))


def _reason_rule(category: Category) -> BusinessRule:
    """-10: why there is no tax, where there is none."""
    wanted = Text(
        f"{{term}} is missing for category {category.code}.", f"Es fehlt bei Steuerart {category.code}: {{term}}."
    )
    unwanted = Text(
        f"Category {category.code} has no {{term}}.", f"Zu Steuerart {category.code} gehört nicht: {{term}}."
    )

    def is_broken(group: VatBreakdown) -> bool:
        return group.category == category.code and bool(group.reason or group.reason_code) != category.has_reason

    message, hint = (
        (wanted, FILL_IN) if category.has_reason else (unwanted, Text("Remove: {term}.", "Bitte entfernen: {term}."))
    )
    return BusinessRule(f"BR-{category.letters}-10", "BT-120", message, each_record("vat_breakdown", is_broken), hint)


def _rules(category: Category) -> Iterator[BusinessRule]:
    yield _group_rule(category)
    yield from _party_rules(category)
    yield from _rate_rules(category)
    yield _taxable_rule(category)
    yield _tax_rule(category)
    yield _reason_rule(category)


def _has_intra_community(invoice: EInvoice) -> bool:
    return any(group.category == "K" for group in invoice.vat_breakdown)


def _lacks_supply_date(invoice: EInvoice) -> bool:
    has_day = invoice.delivery is not None and invoice.delivery.delivered_on is not None
    return _has_intra_community(invoice) and not has_day and invoice.period is None


def _lacks_destination(invoice: EInvoice) -> bool:
    address = invoice.delivery.address if invoice.delivery else None
    return _has_intra_community(invoice) and not (address and address.country)


def _beside_not_subject(where: str) -> Finder:
    """O is alone: whoever has it has nothing else on the invoice."""

    def is_broken(invoice: EInvoice) -> bool:
        if not any(group.category == "O" for group in invoice.vat_breakdown):
            return False
        records = [place.record for place in places(invoice, where)]
        return any((each.category if where == "vat_breakdown" else each.tax.category) != "O" for each in records)

    return whole_document(is_broken)


def _has_no_rate(group: VatBreakdown) -> bool:
    return group.rate is None and group.category != "O"


_NOT_ALONE = Text(
    "What is not subject to VAT stands beside other VAT: {term}.",
    "Nicht Steuerbares steht neben anderer Steuer: {term}.",
)
_NEEDED_FOR_K = Text(
    "An intra-Community supply needs: {term}.", "Eine innergemeinschaftliche Lieferung braucht: {term}."
)

VAT_RULES: tuple[BusinessRule, ...] = (
    *(rule for category in CATEGORIES for rule in _rules(category)),
    BusinessRule("BR-IC-11", "BT-72", _NEEDED_FOR_K, whole_document(_lacks_supply_date), FILL_IN),
    BusinessRule("BR-IC-12", "BT-80", _NEEDED_FOR_K, whole_document(_lacks_destination), FILL_IN),
    BusinessRule("BR-O-11", "BG-23", _NOT_ALONE, _beside_not_subject("vat_breakdown")),
    BusinessRule("BR-O-12", "BT-151", _NOT_ALONE, _beside_not_subject("lines")),
    BusinessRule("BR-O-13", "BT-95", _NOT_ALONE, _beside_not_subject("allowances")),
    BusinessRule("BR-O-14", "BT-102", _NOT_ALONE, _beside_not_subject("charges")),
    BusinessRule(
        "BR-48",
        "BT-119",
        missing("BR-48", "BT-119", "", "").message,
        each_record("vat_breakdown", _has_no_rate),
        FILL_IN,
    ),
)


def _find_taxable_cents(invoice: EInvoice) -> Iterator[Breach]:
    for category in CATEGORIES:
        yield from _find_taxable(invoice, category, ZERO)


TAXABLE_TO_THE_CENT = BusinessRule("PYXL-CENT-2", "BT-116", _DIFFERS, _find_taxable_cents)
"""What pyxl issues is right to the cent, where the official rules tolerate almost one unit."""
