"""What an EN 16931 invoice must say at all: BR-01 to BR-65, and the rules on reasons and identifiers.

>>> from pyxl.formats.en16931.invoice import EInvoice
>>> [rule.code for rule in PRESENCE_RULES if list(rule.breaches(EInvoice()))][:4]
['BR-01', 'BR-02', 'BR-03', 'BR-04']
"""

from __future__ import annotations

from typing import Any

from pyxl.core.findings import Severity
from pyxl.core.labels import Text
from pyxl.formats.en16931.amounts import AllowanceCharge
from pyxl.formats.en16931.code_lists import COUNTRIES
from pyxl.formats.en16931.invoice import EInvoice, PaymentCard, PaymentMeans
from pyxl.formats.en16931.lines import ItemAttribute, Period, Price
from pyxl.formats.en16931.parties import Identifier, Party
from pyxl.formats.en16931.rules import FILL_IN, MISSING, BusinessRule, each_record, missing, whole_document

CREDIT_TRANSFERS = frozenset({"30", "58"})
CARD_DIGITS_MAX = 10
_NEGATIVE = Text("{term} is negative.", "{term} ist negativ.")
_NOT_THERE_OR_NEGATIVE = Text("{term} is missing or negative.", "{term} fehlt oder ist negativ.")
_NO_SCHEME = Text("{term} has no list it comes from (scheme).", "{term} nennt keine Liste (Schema).")
_ENDS_EARLY = Text("{term} lies before the start.", "{term} liegt vor dem Beginn.")
_NO_PREFIX = Text("{term} does not begin with a country code.", "{term} beginnt nicht mit einem Länderkürzel.")

_REQUIRED: tuple[BusinessRule, ...] = (
    missing("BR-01", "BT-24", "", "specification"),
    missing("BR-02", "BT-1", "", "number"),
    missing("BR-03", "BT-2", "", "issue_date"),
    missing("BR-04", "BT-3", "", "type_code"),
    missing("BR-05", "BT-5", "", "currency"),
    missing("BR-06", "BT-27", "", "seller.name"),
    missing("BR-07", "BT-44", "", "buyer.name"),
    missing("BR-08", "BG-5", "", "seller.address"),
    missing("BR-10", "BG-8", "", "buyer.address"),
    missing("BR-12", "BT-106", "", "totals.lines"),
    missing("BR-13", "BT-109", "", "totals.net"),
    missing("BR-14", "BT-112", "", "totals.gross"),
    missing("BR-15", "BT-115", "", "totals.due"),
    missing("BR-16", "BG-25", "", "lines"),
    missing("BR-17", "BT-59", "payee", "name"),
    missing("BR-18", "BT-62", "tax_representative", "name"),
    missing("BR-19", "BG-12", "tax_representative", "address"),
    missing("BR-20", "BT-69", "tax_representative.address", "country"),
    missing("BR-21", "BT-126", "lines", "line_id"),
    missing("BR-22", "BT-129", "lines", "quantity"),
    missing("BR-23", "BT-130", "lines", "unit"),
    missing("BR-24", "BT-131", "lines", "net"),
    missing("BR-25", "BT-153", "lines", "item.name"),
    missing("BR-26", "BT-146", "lines", "price.net"),
    missing("BR-31", "BT-92", "allowances", "amount"),
    missing("BR-32", "BT-95", "allowances", "tax.category"),
    missing("BR-36", "BT-99", "charges", "amount"),
    missing("BR-37", "BT-102", "charges", "tax.category"),
    missing("BR-41", "BT-136", "lines.allowances", "amount"),
    missing("BR-43", "BT-141", "lines.charges", "amount"),
    missing("BR-45", "BT-116", "vat_breakdown", "taxable"),
    missing("BR-46", "BT-117", "vat_breakdown", "tax"),
    missing("BR-47", "BT-118", "vat_breakdown", "category"),
    missing("BR-49", "BT-81", "payment_means", "code"),
    missing("BR-50", "BT-84", "payment_means.transfer", "account"),
    missing("BR-52", "BT-122", "documents", "reference"),
    missing("BR-55", "BT-25", "preceding", "number"),
    missing("BR-56", "BT-63", "tax_representative", "vat_id"),
    missing("BR-57", "BT-80", "delivery.address", "country"),
    missing("BR-CO-04", "BT-151", "lines", "tax.category"),
    missing("BR-CO-18", "BG-23", "", "vat_breakdown"),
)


def _has_no_reason(record: AllowanceCharge) -> bool:
    return not record.reason and not record.reason_code


def _ends_before_start(period: Period) -> bool:
    return bool(period.start and period.end and period.end < period.start)


def _has_no_scheme(identifier: Identifier) -> bool:
    return bool(identifier.value) and not identifier.scheme


def _has_no_account(means: PaymentMeans) -> bool:
    return means.code in CREDIT_TRANSFERS and not (means.transfer and means.transfer.account)


def _is_half(attribute: ItemAttribute) -> bool:
    return not attribute.name or not attribute.value


def _shows_whole_number(card: PaymentCard) -> bool:
    return len(card.number) > CARD_DIGITS_MAX


def _is_negative(price: Price) -> bool:
    return price.net is None or price.net < 0


def _gross_is_negative(price: Price) -> bool:
    return price.gross is not None and price.gross < 0


def _lacks_tax_currency_total(invoice: EInvoice) -> bool:
    return bool(invoice.tax_currency) and invoice.totals.vat_in_tax_currency is None and not _one_currency(invoice)


def _one_currency(invoice: EInvoice) -> bool:
    return invoice.tax_currency == invoice.currency


def _has_no_country(party: Party) -> bool:
    return party.address is None or not party.address.country


def _has_no_country_prefix(party: Any) -> bool:
    return bool(party.vat_id) and party.vat_id[:2] not in COUNTRIES | {"EL"}


def _cannot_be_identified(seller: Party) -> bool:
    return not (any(each.value for each in seller.identifiers) or seller.registration.value or seller.vat_id)


def _tax_point_twice(invoice: EInvoice) -> bool:
    return bool(invoice.tax_point_date and invoice.tax_point_code)


def _reasons(codes: tuple[str, ...], what: str, where: str) -> tuple[BusinessRule, ...]:
    return tuple(BusinessRule(code, what, _NO_REASON, each_record(where, _has_no_reason), FILL_IN) for code in codes)


_NO_REASON = Text("{term} is missing, in words or as a code.", "Es fehlt: {term}, in Worten oder als Code.")

PRESENCE_RULES: tuple[BusinessRule, ...] = (
    *_REQUIRED,
    BusinessRule("BR-09", "BT-40", MISSING, each_record("seller", _has_no_country), FILL_IN),
    BusinessRule("BR-11", "BT-55", MISSING, each_record("buyer", _has_no_country), FILL_IN),
    BusinessRule("BR-27", "BT-146", _NOT_THERE_OR_NEGATIVE, each_record("lines.price", _is_negative)),
    BusinessRule("BR-28", "BT-148", _NEGATIVE, each_record("lines.price", _gross_is_negative)),
    BusinessRule("BR-29", "BT-74", _ENDS_EARLY, each_record("period", _ends_before_start)),
    BusinessRule("BR-30", "BT-135", _ENDS_EARLY, each_record("lines.period", _ends_before_start)),
    *_reasons(("BR-33", "BR-CO-21"), "BT-97", "allowances"),
    *_reasons(("BR-38", "BR-CO-22"), "BT-104", "charges"),
    *_reasons(("BR-42", "BR-CO-23"), "BT-139", "lines.allowances"),
    *_reasons(("BR-44", "BR-CO-24"), "BT-144", "lines.charges"),
    BusinessRule(
        "BR-51",
        "BT-87",
        Text("{term} shows more than its last digits.", "{term} zeigt mehr als die letzten Ziffern."),
        each_record("payment_means.card", _shows_whole_number),
        severity=Severity.WARNING,
    ),
    BusinessRule(
        "BR-53",
        "BT-111",
        Text(
            "{term} is missing, though another tax currency is named.",
            "Es fehlt: {term}, obwohl eine eigene Steuerwährung genannt ist.",
        ),
        whole_document(_lacks_tax_currency_total),
        FILL_IN,
    ),
    BusinessRule(
        "BR-54",
        "BG-32",
        Text("{term} has no name or no value.", "{term} hat keinen Namen oder keinen Wert."),
        each_record("lines.item.attributes", _is_half),
    ),
    BusinessRule(
        "BR-61",
        "BT-84",
        Text(
            "A credit transfer is agreed, but {term} is missing.", "Überweisung ist vereinbart, aber es fehlt: {term}."
        ),
        each_record("payment_means", _has_no_account),
        FILL_IN,
    ),
    BusinessRule("BR-62", "BT-34", _NO_SCHEME, each_record("seller.electronic_address", _has_no_scheme)),
    BusinessRule("BR-63", "BT-49", _NO_SCHEME, each_record("buyer.electronic_address", _has_no_scheme)),
    BusinessRule("BR-64", "BT-157", _NO_SCHEME, each_record("lines.item.standard_id", _has_no_scheme)),
    BusinessRule(
        "BR-65",
        "BT-158",
        _NO_SCHEME,
        each_record("lines.item.classifications", lambda each: bool(each.code) and not each.scheme),
    ),
    BusinessRule(
        "BR-CO-03",
        "BT-7",
        Text("{term} is given both as a date and as a code.", "{term} ist als Datum und als Code angegeben."),
        whole_document(_tax_point_twice),
    ),
    *(
        BusinessRule("BR-CO-09", what, _NO_PREFIX, each_record(where, _has_no_country_prefix))
        for what, where in (("BT-31", "seller"), ("BT-48", "buyer"), ("BT-63", "tax_representative"))
    ),
    BusinessRule(
        "BR-CO-26",
        "BT-31",
        Text(
            "The seller cannot be identified: neither VAT ID nor register number nor another identifier.",
            "Der Verkäufer ist nicht zu erkennen: weder USt-IdNr. noch Registernummer noch eine andere Kennung.",
        ),
        each_record("seller", _cannot_be_identified),
        FILL_IN,
    ),
)
