"""Checks of customers: what would make an invoice wrong, or the money hard to get.

>>> from pyxl.core.tables import table_of
>>> far = Customer(customer_number="K1", name="Nord AG", country="XX")
>>> case = CustomerCase(far, table_of(Customer, [far]), Settings(company_name="Muster GmbH"))
>>> [found.rule.name for found in check_customer(case)]
['unknown-country']
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from pyxl.core.findings import CellRef, Finding
from pyxl.core.schema import schema_of
from pyxl.core.tables import Table
from pyxl.masterdata import rules
from pyxl.masterdata.customers import Customer, InvoiceOutput, TaxTreatment, country_of, treatment_of
from pyxl.masterdata.delivery_places import Destination, check_place, place_of
from pyxl.reference_data.codes import is_country, is_currency, is_iban, is_member_state, is_vat_id, vat_id_country
from pyxl.settings import DAYS_MAX, Settings, TaxScheme

HUNDRED = Decimal(100)
LONG_PAYMENT_DAYS = 60
"""§ 271a (1) BGB: longer terms between firms must be agreed expressly and be fair."""
_NEEDS_VAT_ID = (TaxTreatment.REVERSE_CHARGE, TaxTreatment.INTRA_COMMUNITY)
_EMAIL = re.compile(r"[^@\s,;<>]{1,64}@[^@\s,;<>.]+(?:\.[^@\s,;<>.]+)+")
_POSTCODE_DIGITS = {"DE": 5, "AT": 4, "CH": 4}


class CustomerCase(NamedTuple):
    """A customer's row, its tab, and the settings it is judged by."""

    customer: Customer
    table: Table[Customer]
    settings: Settings

    @property
    def home(self) -> str:
        """The firm's own country."""
        return self.settings.home

    @property
    def who(self) -> str:
        """How the customer is called in a message."""
        return f"{self.customer.customer_number} {self.customer.name}".strip()

    def cell(self, name: str) -> CellRef:
        """Where the field stands."""
        return self.table.cell(self.customer, name)


def check_customer(case: CustomerCase) -> Iterator[Finding]:
    """Every finding of one customer."""
    yield from (found for check in CUSTOMER_CHECKS if (found := check(case)))
    destination = Destination(country_of(case.customer), case.home, treatment_of(case.customer))
    yield from check_place(place_of(case.customer), destination, case.cell)


def check_unknown_country(case: CustomerCase) -> Finding | None:
    """MAS001."""
    if is_country(country_of(case.customer)):
        return None
    return rules.UNKNOWN_COUNTRY.at(case.cell("country"), customer=case.who, found=case.customer.country)


def check_invalid_vat_id(case: CustomerCase) -> Finding | None:
    """MAS002: only a warning where the invoice does not depend on it."""
    vat_id = case.customer.vat_id
    if not vat_id or treatment_of(case.customer) in _NEEDS_VAT_ID or is_vat_id(vat_id):
        return None
    if not is_member_state(vat_id_country(vat_id)) and not is_member_state(country_of(case.customer)):
        # A number of another part of the world follows rules that nobody here knows.
        return None
    return rules.INVALID_VAT_ID.at(case.cell("vat_id"), customer=case.who, found=vat_id)


def check_vat_id_needed(case: CustomerCase) -> Finding | None:
    """MAS003: § 6a (1) no. 4 and § 14a UStG; a customer outside the Union has no such number to give."""
    customer = case.customer
    treatment = treatment_of(customer)
    if treatment not in _NEEDS_VAT_ID or is_vat_id(customer.vat_id):
        return None
    if treatment is TaxTreatment.REVERSE_CHARGE and not is_member_state(country_of(customer)):
        return None
    return rules.VAT_ID_NEEDED.at(
        case.cell("vat_id"), customer=case.who, treatment=treatment.label, found=customer.vat_id or None
    )


def check_own_vat_id_needed(case: CustomerCase) -> Finding | None:
    """MAS019: § 14a (1) and (3) UStG, BR-IC-02; reverse charge at home (§ 13b) does without, a small business too."""
    treatment, country = treatment_of(case.customer), country_of(case.customer)
    if case.settings.vat_id or case.settings.tax_scheme is TaxScheme.SMALL_BUSINESS:
        return None
    is_service_abroad = treatment is TaxTreatment.REVERSE_CHARGE and is_member_state(country) and country != case.home
    if treatment is not TaxTreatment.INTRA_COMMUNITY and not is_service_abroad:
        return None
    return rules.OWN_VAT_ID_NEEDED.at(case.cell("tax_treatment"), customer=case.who, treatment=treatment.label)


def check_vat_id_of_other_country(case: CustomerCase) -> Finding | None:
    """MAS004: lawful, with a warehouse abroad, but mostly a mistake."""
    vat_id, country = case.customer.vat_id, country_of(case.customer)
    if not vat_id or not is_country(country) or vat_id_country(vat_id) == country or not is_vat_id(vat_id):
        return None
    return rules.VAT_ID_OF_OTHER_COUNTRY.at(
        case.cell("vat_id"), customer=case.who, country=country, found=vat_id, other=vat_id_country(vat_id)
    )


def check_intra_community_at_home(case: CustomerCase) -> Finding | None:
    """MAS005."""
    country = country_of(case.customer)
    if treatment_of(case.customer) is not TaxTreatment.INTRA_COMMUNITY or country != case.home:
        return None
    return rules.INTRA_COMMUNITY_AT_HOME.at(case.cell("tax_treatment"), customer=case.who, country=country)


def check_intra_community_outside_union(case: CustomerCase) -> Finding | None:
    """MAS006: Northern Ireland trades goods as if inside, with a VAT ID that starts with XI."""
    country = country_of(case.customer)
    if treatment_of(case.customer) is not TaxTreatment.INTRA_COMMUNITY or is_member_state(country):
        return None
    if not is_country(country) or case.customer.vat_id.upper().startswith("XI"):
        return None
    return rules.INTRA_COMMUNITY_OUTSIDE_UNION.at(case.cell("tax_treatment"), customer=case.who, country=country)


def check_export_within_union(case: CustomerCase) -> Finding | None:
    """MAS007: § 6 UStG."""
    country = country_of(case.customer)
    if treatment_of(case.customer) is not TaxTreatment.EXPORT or not is_member_state(country):
        return None
    return rules.EXPORT_WITHIN_UNION.at(case.cell("tax_treatment"), customer=case.who, country=country)


def check_domestic_abroad(case: CustomerCase) -> Finding | None:
    """MAS008."""
    country = country_of(case.customer)
    if treatment_of(case.customer) is not TaxTreatment.DOMESTIC or country == case.home:
        return None
    if not is_country(country) or not is_country(case.home):
        return None
    return rules.DOMESTIC_ABROAD.at(case.cell("tax_treatment"), customer=case.who, country=country)


def check_invalid_iban(case: CustomerCase) -> Finding | None:
    """MAS009."""
    iban = case.customer.iban
    if not iban or is_iban(iban):
        return None
    return rules.INVALID_IBAN.at(case.cell("iban"), customer=case.who, found=iban)


def check_invalid_email(case: CustomerCase) -> Finding | None:
    """MAS010: one address of the usual shape; whether it exists only the mail server knows."""
    email = case.customer.email
    if not email or (len(email) <= 254 and _EMAIL.fullmatch(email)):
        return None
    return rules.INVALID_EMAIL.at(case.cell("email"), customer=case.who, found=email)


def check_payment_days_long(case: CustomerCase) -> Finding | None:
    """MAS011."""
    days = case.customer.payment_days
    if days is None or not LONG_PAYMENT_DAYS < days <= DAYS_MAX:
        return None
    return rules.PAYMENT_DAYS_LONG.at(case.cell("payment_days"), customer=case.who, found=days)


def check_payment_days_negative(case: CustomerCase) -> Finding | None:
    """MAS012."""
    days = case.customer.payment_days
    if days is None or days >= 0:
        return None
    return rules.PAYMENT_DAYS_NEGATIVE.at(case.cell("payment_days"), customer=case.who, found=days)


def check_payment_days_too_many(case: CustomerCase) -> Finding | None:
    """MAS020: a slip of the finger would carry the due date past the calendar."""
    for name in ("payment_days", "cash_discount_days"):
        days = getattr(case.customer, name)
        if days is not None and days > DAYS_MAX:
            label = schema_of(Customer).column(name).label
            return rules.PAYMENT_DAYS_TOO_MANY.at(case.cell(name), customer=case.who, label=label, found=days)
    return None


def check_cash_discount_incomplete(case: CustomerCase) -> Finding | None:
    """MAS013: half a term cannot be printed, and a whole one must not be guessed."""
    percent, days = case.customer.cash_discount_percent, case.customer.cash_discount_days
    if percent == 0 or (percent and days is not None) or (percent is None and not days):
        return None
    name = "cash_discount_days" if percent else "cash_discount_percent"
    label = schema_of(Customer).column(name).label
    return rules.CASH_DISCOUNT_INCOMPLETE.at(case.cell(name), customer=case.who, label=label)


def check_cash_discount_out_of_range(case: CustomerCase) -> Finding | None:
    """MAS014."""
    percent, days = case.customer.cash_discount_percent, case.customer.cash_discount_days
    if 0 <= (percent or 0) < HUNDRED and (days or 0) >= 0:
        return None
    cell = case.cell("cash_discount_percent")
    return rules.CASH_DISCOUNT_OUT_OF_RANGE.at(cell, customer=case.who, percent=percent, days=days)


def check_cash_discount_after_due(case: CustomerCase) -> Finding | None:
    """MAS015."""
    customer = case.customer
    due = customer.payment_days if customer.payment_days is not None else case.settings.payment_days
    if not customer.cash_discount_percent or due is None or not due < (customer.cash_discount_days or 0) <= DAYS_MAX:
        return None
    return rules.CASH_DISCOUNT_AFTER_DUE.at(
        case.cell("cash_discount_days"), customer=case.who, days=customer.cash_discount_days, due=due
    )


def check_customer_discount_out_of_range(case: CustomerCase) -> Finding | None:
    """MAS016."""
    percent = case.customer.price_discount_percent
    if percent is None or 0 <= percent <= HUNDRED:
        return None
    return rules.CUSTOMER_DISCOUNT_OUT_OF_RANGE.at(
        case.cell("price_discount_percent"), customer=case.who, found=percent
    )


def check_unknown_customer_currency(case: CustomerCase) -> Finding | None:
    """MAS017."""
    currency = case.customer.currency
    if not currency or is_currency(currency.upper()):
        return None
    return rules.UNKNOWN_CUSTOMER_CURRENCY.at(case.cell("currency"), customer=case.who, found=currency)


def check_postcode_shape(case: CustomerCase) -> Finding | None:
    """MAS018: Excel drops the zero of 01067 Dresden."""
    country, postcode = country_of(case.customer), case.customer.postcode
    digits = _POSTCODE_DIGITS.get(country)
    if not postcode or not digits or (postcode.isdigit() and len(postcode) == digits):
        return None
    return rules.POSTCODE_SHAPE.at(
        case.cell("postcode"), customer=case.who, found=postcode, country=country, digits=digits
    )


def check_plain_pdf_for_business(case: CustomerCase) -> Finding | None:
    """MAS025: consumers have neither a VAT ID nor a Leitweg-ID."""
    if case.customer.invoice_output is not InvoiceOutput.PLAIN_PDF:
        return None
    for name in ("vat_id", "buyer_reference"):
        found = getattr(case.customer, name)
        if found:
            label = schema_of(Customer).column(name).label
            cell = case.cell("invoice_output")
            return rules.PLAIN_PDF_FOR_BUSINESS.at(cell, customer=case.who, label=label, found=found)
    return None


def check_mandate_incomplete(case: CustomerCase) -> Finding | None:
    """MAS026: a direct debit names the account and the creditor (BT-90, BT-91)."""
    if not case.customer.mandate_reference:
        return None
    needed = ((Customer, "iban", case.customer.iban), (Settings, "creditor_id", case.settings.creditor_id))
    missing = tuple(schema_of(row_class).column(name).label for row_class, name, value in needed if not value)
    if not missing:
        return None
    return rules.MANDATE_INCOMPLETE.at(case.cell("mandate_reference"), customer=case.who, label=missing)


CUSTOMER_CHECKS: tuple[Callable[[CustomerCase], Finding | None], ...] = (
    check_postcode_shape,
    check_unknown_country,
    check_invalid_email,
    check_invalid_vat_id,
    check_vat_id_needed,
    check_own_vat_id_needed,
    check_vat_id_of_other_country,
    check_intra_community_at_home,
    check_intra_community_outside_union,
    check_export_within_union,
    check_domestic_abroad,
    check_plain_pdf_for_business,
    check_payment_days_long,
    check_payment_days_negative,
    check_payment_days_too_many,
    check_cash_discount_incomplete,
    check_cash_discount_out_of_range,
    check_cash_discount_after_due,
    check_customer_discount_out_of_range,
    check_unknown_customer_currency,
    check_invalid_iban,
    check_mandate_incomplete,
)
"""In the order of the columns."""
