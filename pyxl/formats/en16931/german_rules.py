"""The rules of XRechnung 3.0 beyond EN 16931: BR-DE-1 to BR-DE-31, with their official ids and severities.

>>> bool(SKONTO.fullmatch("#SKONTO#TAGE=14#PROZENT=2.00#")), bool(SKONTO.fullmatch("#SKONTO#TAGE=14#PROZENT=2#"))
(True, False)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from stdnum import iban

from pyxl.core.findings import Severity
from pyxl.core.labels import Text
from pyxl.formats.en16931.invoice import EInvoice, PaymentMeans
from pyxl.formats.en16931.rules import FILL_IN, BusinessRule, Finder, each_record, missing, whole_document

SKONTO = re.compile(r"#SKONTO#TAGE=[0-9]+#PROZENT=[0-9]+\.[0-9]{2}(#BASISBETRAG=-?[0-9]+\.[0-9]{2})?#")
"""BT-20: one cash discount, alone in its line."""
TYPES = frozenset({"326", "380", "384", "389", "381", "875", "876", "877"})
CORRECTED = "384"
_TRANSFERS, _CARDS, _DEBITS = frozenset({"30", "58"}), frozenset({"48", "54", "55"}), frozenset({"49", "59"})
_TAXED = frozenset({"S", "Z", "E", "AE", "K", "G", "L", "M"})
_PHONE_DIGITS_MIN = 3
_EMAIL = re.compile(r"[^@\s]+@([^@.\s]|[^@.\s][^@\s]*[^@.\s])")
_XRECHNUNG = "urn:xeinkauf.de:kosit:xrechnung_"
_GROUP_MISSING = Text(
    "The means of payment needs {term}, and no other group.", "Die Zahlungsart verlangt {term} und keine andere Gruppe."
)


def _has_no_tax_number(invoice: EInvoice) -> bool:
    taxes = [record.tax for records in (invoice.lines, invoice.allowances, invoice.charges) for record in records]
    if not any(tax.category in _TAXED for tax in taxes):
        return False
    return not (invoice.seller.vat_id or invoice.seller.tax_number or invoice.tax_representative)


def _has_wrong_skonto(invoice: EInvoice) -> bool:
    """Any line that begins with `#` must be a cash discount, and the last one ends with a line feed."""
    *lines, rest = re.split(r"\r?\n", invoice.payment_terms)
    if rest.strip().startswith("#"):
        return True
    return any(line.strip().startswith("#") and not SKONTO.fullmatch(line.strip()) for line in lines)


def _repeats_a_filename(invoice: EInvoice) -> bool:
    names = Counter(each.attachment.filename for each in invoice.documents if each.attachment)
    return any(count > 1 for name, count in names.items() if name)


def _corrects_nothing(invoice: EInvoice) -> bool:
    return invoice.type_code == CORRECTED and not invoice.preceding


def _is_no_xrechnung(invoice: EInvoice) -> bool:
    return _XRECHNUNG not in invoice.specification


def _group(codes: frozenset[str], has: Callable[[EInvoice, PaymentMeans], bool]) -> Finder:
    return whole_document(
        lambda invoice: any(each.code in codes and not has(invoice, each) for each in invoice.payment_means)
    )


def _transfers(invoice: EInvoice, means: PaymentMeans) -> bool:
    return means.transfer is not None


def _only_transfers(invoice: EInvoice, means: PaymentMeans) -> bool:
    return means.card is None and not means.debited_account


def _has_card(invoice: EInvoice, means: PaymentMeans) -> bool:
    return means.card is not None


def _only_card(invoice: EInvoice, means: PaymentMeans) -> bool:
    return means.transfer is None and not means.debited_account


def _debits(invoice: EInvoice, means: PaymentMeans) -> bool:
    return bool(means.debited_account or invoice.mandate)


def _only_debits(invoice: EInvoice, means: PaymentMeans) -> bool:
    return means.transfer is None and means.card is None


def _has_creditor(invoice: EInvoice, means: PaymentMeans) -> bool:
    return bool(invoice.creditor_id)


def _has_debited_account(invoice: EInvoice, means: PaymentMeans) -> bool:
    return bool(means.debited_account)


def _has_mandate(invoice: EInvoice, means: PaymentMeans) -> bool:
    return bool(invoice.mandate)


def _pays_to_no_iban(means: PaymentMeans) -> bool:
    return means.code == "58" and means.transfer is not None and not iban.is_valid(means.transfer.account)


def _debits_no_iban(means: PaymentMeans) -> bool:
    return means.code == "59" and bool(means.debited_account) and not iban.is_valid(means.debited_account)


def _says_no_supply_date(invoice: EInvoice) -> bool:
    has_day = invoice.delivery is not None and invoice.delivery.delivered_on is not None
    each_line = bool(invoice.lines) and all(line.period for line in invoice.lines)
    return not (has_day or invoice.period or each_line)


def _short_phone(invoice: EInvoice) -> bool:
    phone = invoice.seller.contact.phone if invoice.seller.contact else ""
    return bool(phone) and sum(letter.isdecimal() for letter in phone) < _PHONE_DIGITS_MIN


def _wrong_email(invoice: EInvoice) -> bool:
    email = invoice.seller.contact.email if invoice.seller.contact else ""
    return bool(email) and not _EMAIL.fullmatch(email)


def _warning(code: str, term: str, message: Text, find: Finder) -> BusinessRule:
    return BusinessRule(code, term, message, find, severity=Severity.WARNING)


_UNUSUAL = Text("{term} does not look right.", "{term} sieht nicht richtig aus.")
_IBAN = Text("{term} is not a valid IBAN.", "{term} ist keine gültige IBAN.")

GERMAN_RULES: tuple[BusinessRule, ...] = (
    missing("BR-DE-1", "BG-16", "", "payment_means"),
    missing("BR-DE-2", "BG-6", "", "seller.contact"),
    missing("BR-DE-3", "BT-37", "seller.address", "city"),
    missing("BR-DE-4", "BT-38", "seller.address", "postcode"),
    missing("BR-DE-5", "BT-41", "seller.contact", "name"),
    missing("BR-DE-6", "BT-42", "seller.contact", "phone"),
    missing("BR-DE-7", "BT-43", "seller.contact", "email"),
    missing("BR-DE-8", "BT-52", "buyer.address", "city"),
    missing("BR-DE-9", "BT-53", "buyer.address", "postcode"),
    missing("BR-DE-10", "BT-77", "delivery.address", "city"),
    missing("BR-DE-11", "BT-78", "delivery.address", "postcode"),
    BusinessRule(
        "BR-DE-14",
        "BT-119",
        Text("{term} is missing.", "Es fehlt: {term}."),
        each_record("vat_breakdown", lambda group: group.rate is None and group.category != "O"),
        FILL_IN,
    ),
    missing("BR-DE-15", "BT-10", "", "buyer_reference"),
    BusinessRule(
        "BR-DE-16",
        "BT-31",
        Text(
            "VAT ID or tax number of the seller is missing.", "Es fehlt die USt-IdNr. oder Steuernummer des Verkäufers."
        ),
        whole_document(_has_no_tax_number),
        FILL_IN,
    ),
    _warning(
        "BR-DE-17",
        "BT-3",
        Text("{term} is unusual in Germany.", "{term} ist in Deutschland nicht üblich."),
        whole_document(lambda invoice: bool(invoice.type_code) and invoice.type_code not in TYPES),
    ),
    BusinessRule(
        "BR-DE-18",
        "BT-20",
        Text(
            "A cash discount in {term} is not written as #SKONTO#TAGE=14#PROZENT=2.00# in a line of its own.",
            "Ein Skonto in {term} steht nicht als #SKONTO#TAGE=14#PROZENT=2.00# in eigener Zeile.",
        ),
        whole_document(_has_wrong_skonto),
    ),
    _warning("BR-DE-19", "BT-84", _IBAN, each_record("payment_means", _pays_to_no_iban)),
    _warning("BR-DE-20", "BT-91", _IBAN, each_record("payment_means", _debits_no_iban)),
    _warning("BR-DE-21", "BT-24", _UNUSUAL, whole_document(_is_no_xrechnung)),
    BusinessRule(
        "BR-DE-22",
        "BT-125",
        Text("Two attached files have the same name.", "Zwei angehängte Dateien heißen gleich."),
        whole_document(_repeats_a_filename),
    ),
    BusinessRule("BR-DE-23-a", "BG-17", _GROUP_MISSING, _group(_TRANSFERS, _transfers), FILL_IN),
    BusinessRule("BR-DE-23-b", "BG-17", _GROUP_MISSING, _group(_TRANSFERS, _only_transfers)),
    BusinessRule("BR-DE-24-a", "BG-18", _GROUP_MISSING, _group(_CARDS, _has_card), FILL_IN),
    BusinessRule("BR-DE-24-b", "BG-18", _GROUP_MISSING, _group(_CARDS, _only_card)),
    BusinessRule("BR-DE-25-a", "BG-19", _GROUP_MISSING, _group(frozenset({"59"}), _debits), FILL_IN),
    BusinessRule("BR-DE-25-b", "BG-19", _GROUP_MISSING, _group(frozenset({"59"}), _only_debits)),
    _warning(
        "BR-DE-26",
        "BG-3",
        Text("A corrected invoice names {term}.", "Eine berichtigte Rechnung nennt: {term}."),
        whole_document(_corrects_nothing),
    ),
    _warning("BR-DE-27", "BT-42", _UNUSUAL, whole_document(_short_phone)),
    _warning("BR-DE-28", "BT-43", _UNUSUAL, whole_document(_wrong_email)),
    BusinessRule("BR-DE-30", "BT-90", _GROUP_MISSING, _group(frozenset({"59"}), _has_creditor), FILL_IN),
    BusinessRule("BR-DE-31", "BT-91", _GROUP_MISSING, _group(frozenset({"59"}), _has_debited_account), FILL_IN),
    _warning(
        "BR-DE-TMP-32",
        "BT-72",
        Text(
            "The invoice does not say when the supply was made.",
            "Die Rechnung sagt nicht, wann die Leistung erbracht wurde.",
        ),
        whole_document(_says_no_supply_date),
    ),
    BusinessRule("PEPPOL-EN16931-R061", "BT-89", _GROUP_MISSING, _group(_DEBITS, _has_mandate), FILL_IN),
)
