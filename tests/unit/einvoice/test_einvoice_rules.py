"""Every rule is broken by one change to an invoice that breaks none, and says so in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pyxl.core.labels import LANGUAGES
from pyxl.formats.en16931.amounts import AllowanceCharge, Tax, VatBreakdown
from pyxl.formats.en16931.checking import NORM_RULES, OWN_RULES, check_before_issue
from pyxl.formats.en16931.german_rules import GERMAN_RULES
from pyxl.formats.en16931.invoice import (
    Attachment,
    CreditTransfer,
    EInvoice,
    Note,
    PaymentCard,
    PaymentMeans,
    PrecedingInvoice,
    SupportingDocument,
)
from pyxl.formats.en16931.lines import Classification, ItemAttribute, Period
from pyxl.formats.en16931.parties import (
    Address,
    Delivery,
    Identifier,
    Payee,
    TaxRepresentative,
)
from pyxl.formats.en16931.peppol_rules import BUYER_REFERENCE_OR_ORDER, PEPPOL_RULES
from pyxl.formats.en16931.profiles import Profile, specification
from pyxl.formats.en16931.rules import BusinessRule
from pyxl.formats.en16931.vat_rules import CATEGORIES, Category, RateRule
from pyxl.invoicing.en16931 import to_einvoice

from ...golden.einvoice_cases import CASES
from .changing import changed

ALL_RULES: tuple[BusinessRule, ...] = (
    *NORM_RULES,
    *GERMAN_RULES,
    *PEPPOL_RULES,
    BUYER_REFERENCE_OR_ORDER,
    *OWN_RULES,
)
DAY = date(2026, 3, 4)
HERE = Address(street="Ring 1", postcode="10115", city="Berlin", country="DE")
PDF = Attachment(filename="a.pdf", mime_type="application/pdf", content=b"%PDF-")


def full() -> EInvoice:
    """An XRechnung that uses what the norm has: everything a rule could ask about."""
    plain = to_einvoice(CASES["allowances_and_charges"], Profile.XRECHNUNG)
    item = replace(
        plain.lines[0].item,
        standard_id=Identifier(value="4012345678901", scheme="0160"),
        classifications=(Classification(code="27-11", scheme="STI"),),
        origin_country="DE",
        attributes=(ItemAttribute(name="Farbe", value="blau"),),
    )
    first = replace(
        plain.lines[0],
        item=item,
        object_id=Identifier(value="Z-1", scheme="ABZ"),
        period=Period(start=DAY, end=DAY),
        price=replace(plain.lines[0].price, gross=Decimal("189.90"), base_quantity=Decimal(1), base_unit="C62"),
    )
    return replace(
        plain,
        lines=(first, *plain.lines[1:]),
        notes=(Note(text="Danke", subject="AAI"),),
        period=Period(start=DAY, end=DAY),
        preceding=(PrecedingInvoice(number="RE-1", issue_date=DAY),),
        payee=Payee(
            name="Factoring AG",
            identifier=Identifier(value="1", scheme="0160"),
            registration=Identifier(value="1", scheme="0160"),
        ),
        tax_representative=TaxRepresentative(name="Vertreter", vat_id="DE123456788", address=HERE),
        delivery=Delivery(name="Lager", delivered_on=DAY, location=Identifier(value="1", scheme="0160"), address=HERE),
        documents=(
            SupportingDocument(reference="ST-1", attachment=PDF),
            SupportingDocument(reference="ST-2", attachment=replace(PDF, filename="b.pdf")),
        ),
        object_id=Identifier(value="1", scheme="ABZ"),
        tax_currency="USD",
        totals=replace(plain.totals, vat_in_tax_currency=Decimal("80.00")),
    )


BAD_CODE = "?!"
FINE = Decimal("1.001")
DEBIT = PaymentMeans(code="59", debited_account="DE75512108001245126199")
CARD = PaymentMeans(code="48", card=PaymentCard(number="1234"))
TRIPS: dict[str, tuple[str, object] | tuple[tuple[str, object], ...]] = {
    "BR-01": ("specification", ""),
    "BR-02": ("number", ""),
    "BR-03": ("issue_date", None),
    "BR-04": ("type_code", ""),
    "BR-05": ("currency", ""),
    "BR-06": ("seller.name", ""),
    "BR-07": ("buyer.name", ""),
    "BR-08": ("seller.address", None),
    "BR-09": ("seller.address.country", ""),
    "BR-10": ("buyer.address", None),
    "BR-11": ("buyer.address.country", ""),
    "BR-12": ("totals.lines", None),
    "BR-13": ("totals.net", None),
    "BR-14": ("totals.gross", None),
    "BR-15": ("totals.due", None),
    "BR-16": ("lines", ()),
    "BR-17": ("payee.name", ""),
    "BR-18": ("tax_representative.name", ""),
    "BR-19": ("tax_representative.address", None),
    "BR-20": ("tax_representative.address.country", ""),
    "BR-21": ("lines.0.line_id", ""),
    "BR-22": ("lines.0.quantity", None),
    "BR-23": ("lines.0.unit", ""),
    "BR-24": ("lines.0.net", None),
    "BR-25": ("lines.0.item.name", ""),
    "BR-26": ("lines.0.price.net", None),
    "BR-27": ("lines.0.price.net", Decimal(-1)),
    "BR-28": ("lines.0.price.gross", Decimal(-1)),
    "BR-29": ("period", Period(start=DAY, end=date(2026, 3, 3))),
    "BR-30": ("lines.0.period", Period(start=DAY, end=date(2026, 3, 3))),
    "BR-31": ("allowances.0.amount", None),
    "BR-32": ("allowances.0.tax", Tax()),
    "BR-33": ("allowances.0", AllowanceCharge()),
    "BR-36": ("charges.0.amount", None),
    "BR-37": ("charges.0.tax", Tax()),
    "BR-38": ("charges.0", AllowanceCharge()),
    "BR-41": ("lines.0.allowances.0.amount", None),
    "BR-42": ("lines.0.allowances.0", AllowanceCharge()),
    "BR-43": ("lines.0.charges.0.amount", None),
    "BR-44": ("lines.0.charges.0", AllowanceCharge()),
    "BR-45": ("vat_breakdown.0.taxable", None),
    "BR-46": ("vat_breakdown.0.tax", None),
    "BR-47": ("vat_breakdown.0.category", ""),
    "BR-48": ("vat_breakdown.0.rate", None),
    "BR-49": ("payment_means.0.code", ""),
    "BR-50": ("payment_means.0.transfer.account", ""),
    "BR-51": ("payment_means.0.card", PaymentCard(number="1234567890123456")),
    "BR-52": ("documents.0.reference", ""),
    "BR-53": ("totals.vat_in_tax_currency", None),
    "BR-54": ("lines.0.item.attributes.0.value", ""),
    "BR-55": ("preceding.0.number", ""),
    "BR-56": ("tax_representative.vat_id", ""),
    "BR-57": ("delivery.address.country", ""),
    "BR-61": ("payment_means.0.transfer", None),
    "BR-62": ("seller.electronic_address.scheme", ""),
    "BR-63": ("buyer.electronic_address.scheme", ""),
    "BR-64": ("lines.0.item.standard_id.scheme", ""),
    "BR-65": ("lines.0.item.classifications.0.scheme", ""),
    "BR-CO-03": (("tax_point_date", DAY), ("tax_point_code", "35")),
    "BR-CO-04": ("lines.0.tax", Tax()),
    "BR-CO-09": ("buyer.vat_id", "1234"),
    "BR-CO-10": ("totals.lines", Decimal(1)),
    "BR-CO-11": ("totals.allowances", Decimal(1)),
    "BR-CO-12": ("totals.charges", None),
    "BR-CO-13": ("totals.net", Decimal(1)),
    "BR-CO-14": ("totals.vat", Decimal(1)),
    "BR-CO-15": ("totals.gross", Decimal(1)),
    "BR-CO-16": ("totals.due", Decimal(1)),
    "BR-CO-17": ("vat_breakdown.0.tax", Decimal(1)),
    "BR-CO-18": ("vat_breakdown", ()),
    "BR-CO-21": ("allowances.0", AllowanceCharge()),
    "BR-CO-22": ("charges.0", AllowanceCharge()),
    "BR-CO-23": ("lines.0.allowances.0", AllowanceCharge()),
    "BR-CO-24": ("lines.0.charges.0", AllowanceCharge()),
    "BR-CO-25": ("due_date", None),
    "BR-CO-26": (("seller.vat_id", ""), ("seller.registration", Identifier())),
    "BR-DEC-01": ("allowances.0.amount", FINE),
    "BR-DEC-02": ("allowances.0.base", FINE),
    "BR-DEC-05": ("charges.0.amount", FINE),
    "BR-DEC-06": ("charges.0.base", FINE),
    "BR-DEC-09": ("totals.lines", FINE),
    "BR-DEC-10": ("totals.allowances", FINE),
    "BR-DEC-11": ("totals.charges", FINE),
    "BR-DEC-12": ("totals.net", FINE),
    "BR-DEC-13": ("totals.vat", FINE),
    "BR-DEC-14": ("totals.gross", FINE),
    "BR-DEC-15": ("totals.vat_in_tax_currency", FINE),
    "BR-DEC-16": ("totals.prepaid", FINE),
    "BR-DEC-17": ("totals.rounding", FINE),
    "BR-DEC-18": ("totals.due", FINE),
    "BR-DEC-19": ("vat_breakdown.0.taxable", FINE),
    "BR-DEC-20": ("vat_breakdown.0.tax", FINE),
    "BR-DEC-23": ("lines.0.net", FINE),
    "BR-DEC-24": ("lines.0.allowances.0.amount", FINE),
    "BR-DEC-25": ("lines.0.allowances.0.base", FINE),
    "BR-DEC-27": ("lines.0.charges.0.amount", FINE),
    "BR-DEC-28": ("lines.0.charges.0.base", FINE),
    "BR-CL-01": ("type_code", BAD_CODE),
    "BR-CL-04": ("currency", BAD_CODE),
    "BR-CL-05": ("tax_currency", BAD_CODE),
    "BR-CL-06": ("tax_point_code", BAD_CODE),
    "BR-CL-07": ("object_id.scheme", BAD_CODE),
    "BR-CL-08": ("notes.0.subject", BAD_CODE),
    "BR-CL-10": ("payee.identifier.scheme", BAD_CODE),
    "BR-CL-11": ("payee.registration.scheme", BAD_CODE),
    "BR-CL-13": ("lines.0.item.classifications.0.scheme", BAD_CODE),
    "BR-CL-14": ("delivery.address.country", BAD_CODE),
    "BR-CL-15": ("lines.0.item.origin_country", BAD_CODE),
    "BR-CL-16": ("payment_means.0.code", BAD_CODE),
    "BR-CL-17": ("vat_breakdown.0.category", BAD_CODE),
    "BR-CL-18": ("lines.0.tax.category", BAD_CODE),
    "BR-CL-19": ("allowances.0.reason_code", BAD_CODE),
    "BR-CL-20": ("charges.0.reason_code", BAD_CODE),
    "BR-CL-21": ("lines.0.item.standard_id.scheme", BAD_CODE),
    "BR-CL-22": ("vat_breakdown.0.reason_code", BAD_CODE),
    "BR-CL-23": ("lines.0.unit", BAD_CODE),
    "BR-CL-24": ("documents.0.attachment.mime_type", BAD_CODE),
    "BR-CL-25": ("buyer.electronic_address.scheme", BAD_CODE),
    "BR-CL-26": ("delivery.location.scheme", BAD_CODE),
    "BR-DE-1": ("payment_means", ()),
    "BR-DE-2": ("seller.contact", None),
    "BR-DE-3": ("seller.address.city", ""),
    "BR-DE-4": ("seller.address.postcode", ""),
    "BR-DE-5": ("seller.contact.name", ""),
    "BR-DE-6": ("seller.contact.phone", ""),
    "BR-DE-7": ("seller.contact.email", ""),
    "BR-DE-8": ("buyer.address.city", ""),
    "BR-DE-9": ("buyer.address.postcode", ""),
    "BR-DE-10": ("delivery.address.city", ""),
    "BR-DE-11": ("delivery.address.postcode", ""),
    "BR-DE-14": ("vat_breakdown.0.rate", None),
    "BR-DE-15": ("buyer_reference", ""),
    "BR-DE-16": (("seller.vat_id", ""), ("seller.tax_number", ""), ("tax_representative", None)),
    "BR-DE-17": ("type_code", "325"),
    "BR-DE-18": ("payment_terms", "#SKONTO#TAGE=14#PROZENT=2#\n"),
    "BR-DE-19": ("payment_means.0.transfer.account", "DE89370400440532013001"),
    "BR-DE-20": ("payment_means", (replace(DEBIT, debited_account="DE00"),)),
    "BR-DE-21": ("specification", "urn:x:xrechnung_9"),
    "BR-DE-22": ("documents.1.attachment.filename", "a.pdf"),
    "BR-DE-23-a": ("payment_means.0.transfer", None),
    "BR-DE-23-b": ("payment_means.0.card", PaymentCard(number="1234")),
    "BR-DE-24-a": ("payment_means", (replace(CARD, card=None),)),
    "BR-DE-24-b": ("payment_means", (replace(CARD, transfer=CreditTransfer(account="1")),)),
    "BR-DE-25-a": ("payment_means", (replace(DEBIT, debited_account=""),)),
    "BR-DE-25-b": ("payment_means", (replace(DEBIT, card=PaymentCard(number="1")),)),
    "BR-DE-26": (("type_code", "384"), ("preceding", ())),
    "BR-DE-27": ("seller.contact.phone", "x"),
    "BR-DE-28": ("seller.contact.email", "muster"),
    "BR-DE-30": ("payment_means", (DEBIT,)),
    "BR-DE-31": ("payment_means", (replace(DEBIT, debited_account=""),)),
    "BR-DE-TMP-32": (("delivery", None), ("period", None)),
    "PEPPOL-EN16931-R001": ("process", ""),
    "PEPPOL-EN16931-R003": (
        ("specification", specification(Profile.PEPPOL, DAY)),
        ("buyer_reference", ""),
        ("purchase_order", ""),
    ),
    "PEPPOL-EN16931-R005": ("tax_currency", "EUR"),
    "PEPPOL-EN16931-R010": ("buyer.electronic_address", Identifier()),
    "PEPPOL-EN16931-R020": ("seller.electronic_address", Identifier()),
    "PEPPOL-EN16931-R040": ("lines.0.allowances.0.amount", Decimal(1)),
    "PEPPOL-EN16931-R041": ("lines.0.allowances.0.base", None),
    "PEPPOL-EN16931-R042": ("lines.0.allowances.0.percent", None),
    "PEPPOL-EN16931-R046": ("lines.0.price.discount", Decimal(1)),
    "PEPPOL-EN16931-R055": ("totals.vat_in_tax_currency", Decimal(-1)),
    "PEPPOL-EN16931-R061": ("payment_means", (DEBIT,)),
    "PEPPOL-EN16931-R110": ("lines.0.period.start", date(2026, 3, 1)),
    "PEPPOL-EN16931-R111": ("lines.0.period.end", date(2026, 3, 9)),
    "PEPPOL-EN16931-R120": ("lines.0.net", Decimal(1)),
    "PEPPOL-EN16931-R121": ("lines.0.price.base_quantity", Decimal(0)),
    "PEPPOL-EN16931-R130": ("lines.0.price.base_unit", "HUR"),
    "PYXL-CENT-1": ("vat_breakdown.0.tax", Decimal("71.50")),
    "PYXL-CENT-2": ("vat_breakdown.0.taxable", Decimal("375.25")),
}
"""Rule -> field and value that break it in the full invoice."""


def taxed(category: Category) -> EInvoice:
    """A line, an allowance and a charge in one category, with all that it wants."""
    rate = {RateRule.ZERO: Decimal(0), RateRule.NONE: None}.get(category.rate, Decimal(19))
    tax = Tax(category=category.code, rate=rate)
    plain = full()
    line = replace(plain.lines[1], tax=tax, net=Decimal("72.62"))
    allowance = replace(plain.allowances[0], tax=tax, amount=Decimal("2.62"))
    charge = replace(plain.charges[0], tax=tax, amount=Decimal("30.00"))
    taxable, vat = Decimal("100.00"), Decimal("19.00") if rate else Decimal(0)
    group = VatBreakdown(
        category=category.code, rate=rate, taxable=taxable, tax=vat, reason="§ 4 UStG" if category.has_reason else ""
    )
    without_ids = category.code == "O"
    return replace(
        plain,
        lines=(line,),
        allowances=(allowance,),
        charges=(charge,),
        vat_breakdown=(group,),
        tax_representative=None,
        seller=replace(plain.seller, vat_id="" if without_ids else plain.seller.vat_id),
        buyer=replace(plain.buyer, vat_id="" if without_ids else plain.buyer.vat_id),
        totals=replace(
            plain.totals,
            lines=line.net,
            allowances=allowance.amount,
            charges=charge.amount,
            net=taxable,
            vat=vat,
            vat_in_tax_currency=vat,
            gross=taxable + vat,
            due=taxable + vat,
        ),
    )


def family_trips(category: Category) -> Iterator[tuple[str, EInvoice]]:
    """Rule -> the category's invoice with one change."""
    base, letters = taxed(category), category.letters
    wrong_rate = {RateRule.POSITIVE: Decimal(0), RateRule.NOT_NEGATIVE: Decimal(-1)}.get(category.rate, Decimal(5))
    yield f"BR-{letters}-01", replace(base, vat_breakdown=())
    if category.code == "O":
        unknown = changed(base, "seller.vat_id", "DE123456788")
    else:
        unknown = changed(changed(base, "seller.vat_id", ""), "seller.tax_number", "")
    for number in ("02", "03", "04"):
        yield f"BR-{letters}-{number}", unknown
    for number, where in (("05", "lines"), ("06", "allowances"), ("07", "charges")):
        yield f"BR-{letters}-{number}", changed(base, f"{where}.0.tax.rate", wrong_rate)
    yield f"BR-{letters}-08", changed(base, "vat_breakdown.0.taxable", Decimal(1))
    yield f"BR-{letters}-09", changed(base, "vat_breakdown.0.tax", Decimal(5))
    yield f"BR-{letters}-10", changed(base, "vat_breakdown.0.reason", "" if category.has_reason else "x")


def other_vat_trips() -> Iterator[tuple[str, EInvoice]]:
    """The rules that only K and O have."""
    supply = taxed(next(each for each in CATEGORIES if each.code == "K"))
    yield "BR-IC-11", replace(supply, delivery=replace_delivery(supply, delivered_on=None), period=None)
    yield "BR-IC-12", replace(supply, delivery=replace_delivery(supply, address=None))
    outside = taxed(next(each for each in CATEGORIES if each.code == "O"))
    other = replace(outside.vat_breakdown[0], category="E", rate=Decimal(0))
    yield "BR-O-11", replace(outside, vat_breakdown=(*outside.vat_breakdown, other))
    for rule, where in (("BR-O-12", "lines"), ("BR-O-13", "allowances"), ("BR-O-14", "charges")):
        yield rule, changed(outside, f"{where}.0.tax.category", "E")


def replace_delivery(invoice: EInvoice, **changes: Any) -> Delivery:
    assert invoice.delivery
    return replace(invoice.delivery, **changes)


VAT_TRIPS = [
    *(pytest.param(*trip, id=trip[0]) for category in CATEGORIES for trip in family_trips(category)),
    *(pytest.param(*trip, id=trip[0]) for trip in other_vat_trips()),
]


def codes(invoice: EInvoice) -> set[str]:
    return {found.code for found in check_before_issue(invoice)}


def test_the_full_invoice_breaks_no_rule() -> None:
    assert codes(full()) == set()


@pytest.mark.parametrize("category", CATEGORIES, ids=lambda category: category.code)
def test_every_category_can_be_stated_rightly(category: Category) -> None:
    assert codes(taxed(category)) == set()


@pytest.mark.parametrize("code", TRIPS)
def test_one_change_breaks_the_rule(code: str) -> None:
    trip: Any = TRIPS[code]
    changes = trip if isinstance(trip[0], tuple) else (trip,)
    invoice = full()
    for path, value in changes:
        invoice = changed(invoice, path, value)
    assert code in codes(invoice)


@pytest.mark.parametrize(("code", "invoice"), VAT_TRIPS)
def test_one_change_breaks_the_rule_of_a_category(code: str, invoice: EInvoice) -> None:
    assert code in codes(invoice)


def test_every_rule_is_broken_once() -> None:
    told = TRIPS.keys() | {str(param.id) for param in VAT_TRIPS}
    assert {rule.code for rule in ALL_RULES} == told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_speaks_in_words(language: Any) -> None:
    for found in check_before_issue(EInvoice(specification=full().specification)):
        assert not re.search(r"[{}]", found.message(language) + found.hint(language))
        assert found.message(language).endswith(".")
        assert found.hint(language).endswith(".")
