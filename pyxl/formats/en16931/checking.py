"""Is it a valid e-invoice? All rules of its specification, each broken one named with what to fill in.

>>> from pyxl.formats.en16931.invoice import EInvoice
>>> [found.code for found in check_einvoice(EInvoice(number="RE-1", specification="urn:cen.eu:en16931:2017"))][:3]
['BR-03', 'BR-04', 'BR-05']
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import localcontext
from typing import Final

from pyxl.core.labels import Text
from pyxl.formats.en16931.code_rules import CODE_RULES
from pyxl.formats.en16931.german_rules import GERMAN_RULES
from pyxl.formats.en16931.invoice import EInvoice
from pyxl.formats.en16931.peppol_rules import BUYER_REFERENCE_OR_ORDER, PEPPOL_RULES
from pyxl.formats.en16931.presence_rules import PRESENCE_RULES
from pyxl.formats.en16931.profiles import Profile, profile_of
from pyxl.formats.en16931.reading import Reading, Syntax
from pyxl.formats.en16931.rules import FILL_IN, MISSING, BusinessRule, Violation, whole_document
from pyxl.formats.en16931.sum_rules import GROUP_TAX_TO_THE_CENT, SUM_RULES, ZERO
from pyxl.formats.en16931.vat_rules import TAXABLE_TO_THE_CENT, VAT_RULES

PRECISION: Final = 200
"""Digits of a calculation; what the reader accepts has at most sixty."""


def _has_no_due_date(invoice: EInvoice) -> bool:
    return (invoice.totals.due or ZERO) > 0 and not invoice.due_date and not invoice.payment_terms


NORM_RULES: tuple[BusinessRule, ...] = (*PRESENCE_RULES, *SUM_RULES, *VAT_RULES, *CODE_RULES)
"""EN 16931 itself."""
OWN_RULES: tuple[BusinessRule, ...] = (
    # In the text of the norm, but no longer in its rule files.
    BusinessRule(
        "BR-CO-25",
        "BT-9",
        Text("{term} is missing, and so are payment terms.", "Es fehlt: {term}; auch Zahlungsbedingungen fehlen."),
        whole_document(_has_no_due_date),
        FILL_IN,
    ),
    GROUP_TAX_TO_THE_CENT,
    TAXABLE_TO_THE_CENT,
)
"""What pyxl asks of the invoices it issues beyond the official rules."""
_BY_PROFILE: dict[Profile, tuple[BusinessRule, ...]] = {
    Profile.EN16931: NORM_RULES,
    Profile.XRECHNUNG: (*NORM_RULES, *GERMAN_RULES, *PEPPOL_RULES),
    Profile.PEPPOL: (*NORM_RULES, *PEPPOL_RULES, BUYER_REFERENCE_OR_ORDER),
}


def check_einvoice(invoice: EInvoice) -> tuple[Violation, ...]:
    """Every broken rule of the specification that the invoice names in BT-24."""
    return _broken(_BY_PROFILE[profile_of(invoice.specification)], invoice)


def _broken(rules: Iterable[BusinessRule], invoice: EInvoice) -> tuple[Violation, ...]:
    # A file from outside may hold numbers of sixty digits; with fewer places their products could not be rounded.
    with localcontext(prec=PRECISION):
        return tuple(found for rule in rules for found in rule.breaches(invoice))


_NOT_IN_CII = frozenset({"PEPPOL-EN16931-R120"})
"""XRechnung asks it of UBL only."""


def _find_nothing(invoice: EInvoice) -> tuple[()]:
    """These rules are about the file, not about the invoice that was read from it."""
    return ()


_VALUE_UNREADABLE = BusinessRule(
    "PYXL-READ-1",
    "BG-25",
    Text("{path}: {found} is no number, date or file.", "{path}: {found} ist keine Zahl, kein Datum, keine Datei."),
    _find_nothing,
    Text("Ask the sender to correct it.", "Den Absender um Berichtigung bitten."),
)
_OTHER_CURRENCY = BusinessRule(
    "PYXL-READ-2",
    "BT-5",
    Text("{path}: the amount is in another currency.", "{path}: Der Betrag lautet auf eine andere Währung."),
    _find_nothing,
    Text(
        "Ask the sender what is owed in which currency.", "Den Absender fragen, was in welcher Währung geschuldet ist."
    ),
)
_SEVERAL_VAT_TOTALS, _SEVERAL_VAT_TOTALS_IN_PEPPOL = (
    BusinessRule(
        code, "BT-110", Text("{term} is given more than once.", "{term} ist mehrmals angegeben."), _find_nothing
    )
    for code in ("BR-CO-15", "PEPPOL-EN16931-R053")
)
_NO_VAT_TOTAL = BusinessRule("BR-CO-15", "BT-110", MISSING, _find_nothing, FILL_IN)
"""UBL wants the VAT total even where it is zero; CII does without."""
_BT_111 = "/TaxTotal/TaxAmount/@"
"""Its currency is another one, even where BT-6 does not say which."""
_VAT_TOTALS = ("/TaxTotal/TaxAmount", "HeaderMonetarySummation/TaxTotalAmount")


def check_reading(reading: Reading) -> tuple[Violation, ...]:
    """Every broken rule of a file that was read, with what only the file can break."""
    is_cii = reading.syntax is Syntax.CII
    found = [each for each in check_einvoice(reading.invoice) if not (is_cii and each.code in _NOT_IN_CII)]
    found += [
        Violation(_VALUE_UNREADABLE, facts={"path": value.path, "found": value.text}) for value in reading.unreadable
    ]
    if not is_cii:
        strange = [path for path in reading.unread if path.endswith("/@currencyID") and _BT_111 not in path]
        found += [Violation(_OTHER_CURRENCY, facts={"path": path}) for path in strange]
    if not is_cii and reading.invoice.totals.vat is None:
        found.append(Violation(_NO_VAT_TOTAL))
    if any(path.endswith(_VAT_TOTALS) for path in reading.unread):
        found.append(Violation(_SEVERAL_VAT_TOTALS))
        if profile_of(reading.invoice.specification) is not Profile.EN16931:
            found.append(Violation(_SEVERAL_VAT_TOTALS_IN_PEPPOL))
    return tuple(found)


def check_before_issue(invoice: EInvoice) -> tuple[Violation, ...]:
    """The same for an invoice of our own, with what pyxl asks beyond it."""
    return (*check_einvoice(invoice), *_broken(OWN_RULES, invoice))
