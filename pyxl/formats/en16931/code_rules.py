"""Codes must come from their lists: BR-CL-01 to BR-CL-26.

>>> [rule.code for rule in CODE_RULES][:2]
['BR-CL-01', 'BR-CL-04']
"""

from __future__ import annotations

from collections.abc import Iterator

from pyxl.core.labels import Text
from pyxl.formats.en16931 import code_lists as lists
from pyxl.formats.en16931.invoice import EInvoice
from pyxl.formats.en16931.nodes import value_at
from pyxl.formats.en16931.rules import Breach, BusinessRule, places

_UNKNOWN = Text(
    '{term}: "{found}" is not in the code list of EN 16931.',
    "{term}: „{found}“ steht nicht in der Codeliste der EN 16931.",
)


def _listed(code: str, what: str, where: str, path: str, codes: frozenset[str]) -> BusinessRule:
    def find(invoice: EInvoice) -> Iterator[Breach]:
        for place in places(invoice, where):
            found = value_at(place.record, path)
            if found and found.upper() not in codes and found not in codes:
                yield Breach(place, {"found": found})

    return BusinessRule(code, what, _UNKNOWN, find)


_ICD = lists.IDENTIFIER_SCHEMES
CODE_RULES: tuple[BusinessRule, ...] = tuple(
    _listed(*rule)
    for rule in (
        ("BR-CL-01", "BT-3", "", "type_code", lists.INVOICE_TYPES | lists.CREDIT_NOTE_TYPES),
        ("BR-CL-04", "BT-5", "", "currency", lists.CURRENCIES),
        ("BR-CL-05", "BT-6", "", "tax_currency", lists.CURRENCIES),
        ("BR-CL-06", "BT-8", "", "tax_point_code", lists.TAX_POINT_CODES),
        ("BR-CL-07", "BT-18", "", "object_id.scheme", lists.REFERENCE_SCHEMES),
        ("BR-CL-07", "BT-128", "lines", "object_id.scheme", lists.REFERENCE_SCHEMES),
        ("BR-CL-08", "BT-21", "notes", "subject", lists.NOTE_SUBJECTS),
        ("BR-CL-10", "BT-29", "seller.identifiers", "scheme", _ICD),
        ("BR-CL-10", "BT-46", "buyer.identifiers", "scheme", _ICD),
        ("BR-CL-10", "BT-60", "payee", "identifier.scheme", _ICD),
        ("BR-CL-11", "BT-30", "", "seller.registration.scheme", _ICD),
        ("BR-CL-11", "BT-47", "", "buyer.registration.scheme", _ICD),
        ("BR-CL-11", "BT-61", "payee", "registration.scheme", _ICD),
        ("BR-CL-13", "BT-158", "lines.item.classifications", "scheme", lists.CLASSIFICATION_SCHEMES),
        ("BR-CL-14", "BT-40", "seller.address", "country", lists.COUNTRIES),
        ("BR-CL-14", "BT-55", "buyer.address", "country", lists.COUNTRIES),
        ("BR-CL-14", "BT-69", "tax_representative.address", "country", lists.COUNTRIES),
        ("BR-CL-14", "BT-80", "delivery.address", "country", lists.COUNTRIES),
        ("BR-CL-15", "BT-159", "lines", "item.origin_country", lists.COUNTRIES),
        ("BR-CL-16", "BT-81", "payment_means", "code", lists.PAYMENT_MEANS_CODES),
        ("BR-CL-17", "BT-118", "vat_breakdown", "category", lists.VAT_CATEGORIES),
        ("BR-CL-17", "BT-95", "allowances", "tax.category", lists.VAT_CATEGORIES),
        ("BR-CL-17", "BT-102", "charges", "tax.category", lists.VAT_CATEGORIES),
        ("BR-CL-18", "BT-151", "lines", "tax.category", lists.VAT_CATEGORIES),
        ("BR-CL-19", "BT-98", "allowances", "reason_code", lists.ALLOWANCE_REASONS),
        ("BR-CL-19", "BT-140", "lines.allowances", "reason_code", lists.ALLOWANCE_REASONS),
        ("BR-CL-20", "BT-105", "charges", "reason_code", lists.CHARGE_REASONS),
        ("BR-CL-20", "BT-145", "lines.charges", "reason_code", lists.CHARGE_REASONS),
        ("BR-CL-21", "BT-157", "lines", "item.standard_id.scheme", _ICD),
        ("BR-CL-22", "BT-121", "vat_breakdown", "reason_code", lists.EXEMPTION_REASONS),
        ("BR-CL-23", "BT-130", "lines", "unit", lists.UNITS),
        ("BR-CL-23", "BT-150", "lines.price", "base_unit", lists.UNITS),
        ("BR-CL-24", "BT-125", "documents.attachment", "mime_type", lists.MIME_TYPES),
        ("BR-CL-25", "BT-34", "", "seller.electronic_address.scheme", lists.ADDRESS_SCHEMES),
        ("BR-CL-25", "BT-49", "", "buyer.electronic_address.scheme", lists.ADDRESS_SCHEMES),
        ("BR-CL-26", "BT-71", "delivery", "location.scheme", _ICD),
    )
)
