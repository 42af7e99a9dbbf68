"""Every e-invoice of other projects that we have, against the verdict of the official rules.

The files are not ours and stay outside the project; where they are absent these tests are skipped. Valid ones must be
read without loss, invalid ones refused with the official rule. Where we differ, the reason stands here.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from lxml import etree

from pyxl.formats.en16931.checking import NORM_RULES, check_reading
from pyxl.formats.en16931.cii import write_cii
from pyxl.formats.en16931.german_rules import GERMAN_RULES
from pyxl.formats.en16931.peppol_rules import BUYER_REFERENCE_OR_ORDER, PEPPOL_RULES
from pyxl.formats.en16931.reading import Reading, Syntax, read_einvoice
from pyxl.formats.en16931.ubl import write_ubl

DATA = Path(__file__).parents[3] / "shared" / "data"
TRUTH = DATA / "einvoice" / "ground_truth_schematron.json"
pytestmark = pytest.mark.skipif(not TRUTH.is_file(), reason="the corpus of other projects' e-invoices is not here")
ALL_RULES = (*NORM_RULES, *GERMAN_RULES, *PEPPOL_RULES, BUYER_REFERENCE_OR_ORDER)
CHECKED = {rule.code for rule in ALL_RULES} | {"PEPPOL-EN16931-R053"}


class Verdict(NamedTuple):
    """A file with the fatal rules it officially breaks."""

    file: str
    specification: str
    fatal: frozenset[str]


VERDICTS = [
    Verdict(each["file"], each["bt24"], frozenset(each["fatal_rules"]))
    for each in (json.loads(TRUTH.read_text("utf-8")) if TRUTH.is_file() else ())
]

OUTSIDE: dict[str, str] = {
    # What stands in valid files and is no business term of EN 16931.
    r"/SubInvoiceLine/": "sub invoice lines: XRechnung extension",
    r"/(AgentParty|ServiceProviderParty|PayerParty)/": "further parties: French extension",
    r"/InvoiceLine/(BillingReference|Delivery|DespatchLineReference|OrderLineReference/OrderReference)/": "extension",
    r"BillingReference/InvoiceDocumentReference/DocumentTypeCode$|UBLVersionID$": "extension",
    r"PaymentMeans/InstructionNote$": "no term; BT-82 is an attribute of the code",
    r"ClassifiedTaxCategory/ID/@schemeID$": "no term: the category has one list only",
    r"ExchangedDocument/Name$": "title of the document: extended profile",
    r"TaxApplicableTradeCurrencyExchange/": "exchange rate: extended profile",
    r"ShipToTradeParty/URIUniversalCommunication/|PayeeTradeParty/PostalTradeAddress/": "extended profile",
    r"ApplicableTradeTax/(AllowanceChargeBasisAmount|LineTotalBasisAmount)$": "extended profile",
    r"SpecifiedTradeAllowanceCharge/CategoryTradeTax/Exemption": "extended profile",
    r"SpecifiedLineTradeSettlement/ApplicableTradeTax/Exemption": "extended profile: a reason per line",
    r"SpecifiedTradePaymentTerms/(Description|DueDateDateTime)": "payment terms given twice",
    r"AssociatedDocumentLineDocument/IncludedNote/": "more than one note, or its subject: extended profile",
    r"SpecifiedLineTradeAgreement/\w+ReferencedDocument/IssuerAssignedID$": "a reference per line: extended profile",
    r"SpecifiedLineTradeSettlement/AdditionalReferencedDocument/": "a second object per line: extended profile",
    r"GrossPriceProductTradePrice/BasisQuantity$": "differs from the net price's, which is BT-149",
    r"DefinedTradeContact/DepartmentName$": "BT-41 is person or department; here both are given",
    r"ApplicableHeaderTradeAgreement/AdditionalReferencedDocument/IssuerAssignedID$": "BT-17 or BT-18 given twice",
    r"BuyerTradeParty/SpecifiedTaxRegistration/ID$": "a tax number of the buyer: no term",
    r"URIUniversalCommunication/URIID/@schemeID$": "a scheme without an address",
}
NOT_WRITTEN_AGAIN: dict[str, str] = {
    "mandate": "UBL has a place for BT-89 only within a direct debit",
    "remittance_text": "UBL has a place for BT-83 only within the means of payment",
    "payment_means": "a mandate's account beside other means",
}
SYNTAX_RULE = "a rule of the syntax, not of the invoice; the XML schema and the reader take care"
PEPPOL_NOT_RUN = "the official Peppol rules were not run for the verdicts; these files break them"
DIFFERS: dict[str, str] = {
    "CII_ZUGFeRD_23_BASIC-WL_Einfach.xml": "a profile without lines is no invoice; refused in any case",
    "CII_ZUGFeRD_23_MINIMUM_Buchungshilfe.xml": "a profile without VAT breakdown is no invoice; refused in any case",
    "CII_ZUGFeRD_23_MINIMUM_Rechnung.xml": "a profile without VAT breakdown is no invoice; refused in any case",
    "facturFrMinimum.xml": "a profile without VAT breakdown is no invoice; refused in any case",
    "FAIL_zugferd_2p1_MINIMUM_Rechnung_380.xml": "a profile without VAT breakdown is no invoice; refused in any case",
    "valid_Avoir_FR_type380_minimum_factur-x.xml": "a profile without VAT breakdown is no invoice; refused in any case",
    "CII_empty_tags.xml": "empty numbers stop the official rules; we name what is missing",
    "ubl008.xml": "its BT-24 is a placeholder, so we do not know it as XRechnung; an empty BT-3 is BR-04 for us",
    "ubl-creditnote.xml": "its tax categories belong to no VAT scheme; refused in any case",
}
"""File -> why our rules differ from the official ones."""


@cache
def reading(file: str) -> Reading:
    return read_einvoice((DATA / file).read_bytes())


@cache
def ours(file: str) -> frozenset[str]:
    return frozenset(found.code for found in check_reading(reading(file)) if found.is_error)


def difference(verdict: Verdict) -> tuple[set[str], set[str]]:
    """Fatal rules that we did not find, and errors that are officially none."""
    found = ours(verdict.file)
    return set(verdict.fatal - found), set(found - verdict.fatal)


def reasons(verdict: Verdict) -> set[str]:
    """Why we differ on this file; empty where we agree, "?" where nobody knows."""
    missed, extra = difference(verdict)
    name = Path(verdict.file).name
    why = {SYNTAX_RULE for rule in missed if rule not in CHECKED}
    if "peppol" in verdict.specification and "xrechnung" not in verdict.specification:
        why |= {PEPPOL_NOT_RUN for rule in extra if rule.startswith("PEPPOL")}
        extra = {rule for rule in extra if not rule.startswith("PEPPOL")}
    if extra or any(rule in CHECKED for rule in missed):
        why.add(DIFFERS.get(name, "?"))
    return why


@pytest.mark.parametrize("verdict", VERDICTS, ids=lambda verdict: verdict.file.partition("/")[2])
def test_the_verdict_is_the_official_one(verdict: Verdict) -> None:
    assert "?" not in reasons(verdict), difference(verdict)
    if verdict.fatal:
        assert ours(verdict.file) or all(rule not in CHECKED for rule in verdict.fatal)


@pytest.mark.parametrize(
    "verdict", [each for each in VERDICTS if not each.fatal], ids=lambda verdict: verdict.file.partition("/")[2]
)
def test_a_valid_invoice_is_read_without_loss(verdict: Verdict) -> None:
    read = reading(verdict.file)
    assert [path for path in read.unread if not any(re.search(known, path) for known in OUTSIDE)] == []
    assert read.unreadable == ()
    for write in (write_cii, write_ubl):
        again = read_einvoice(write(read.invoice)).invoice
        changed = {name for name in read.invoice.__slots__ if getattr(again, name) != getattr(read.invoice, name)}
        assert changed - NOT_WRITTEN_AGAIN.keys() == set()


def test_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print("\n" + "\n".join(_table()))
    assert sum(not reasons(verdict) for verdict in VERDICTS) >= 170


def _table() -> Iterator[str]:
    by_folder: Counter[str] = Counter()
    agreed: Counter[str] = Counter()
    why: Counter[str] = Counter()
    for verdict in VERDICTS:
        folder = verdict.file.split("/")[1]
        by_folder[folder] += 1
        agreed[folder] += not reasons(verdict)
        why.update(reasons(verdict))
    yield f"{'e-invoices of':32}{'files':>7}{'agreed':>8}{'differing':>11}"
    for folder, count in by_folder.items():
        yield f"{folder:32}{count:7}{agreed[folder]:8}{count - agreed[folder]:11}"
    yield f"{'all':32}{len(VERDICTS):7}{agreed.total():8}{len(VERDICTS) - agreed.total():11}"
    yield from (f"  {count:3} {reason}" for reason, count in why.most_common())


# The norm's own unit tests: fragments of invoices, each with the rule that it keeps or breaks.
FRAGMENTS_DIFFER: dict[str, str] = {
    "BR-03": "the fragment's date is no date",
    "BR-CL-10": "the fragment has a scheme without an identifier",
    "BR-CL-13": "the fragment has a scheme without a code",
    "BR-CL-17": "the fragment's category belongs to no tax scheme",
    "BR-CL-18": "the fragment's category belongs to no tax scheme, or to an InvoiceLine in a CreditNote",
    "BR-CL-21": "the fragment has a scheme without an identifier",
    "BR-CL-23": "the fragment has a unit without a quantity",
    "BR-CO-17": "a difference of exactly 1.00, the edge of the tolerance",
    "PEPPOL-EN16931-R040": "the fragment does not say whether it is an allowance or a charge",
    "PEPPOL-EN16931-R041": "the fragment does not say whether it is an allowance or a charge",
    "PEPPOL-EN16931-R042": "the fragment does not say whether it is an allowance or a charge",
    "PEPPOL-EN16931-R046": "the fragment does not say whether it is an allowance or a charge",
}


_GERMAN_ID = re.compile(r"DE-R-0*(\d+)(?:-([12]))?")


def _official_id(rule: str) -> str:
    """Peppol has taken over the German rules under numbers of its own: DE-R-023-1 is BR-DE-23-a."""
    found = _GERMAN_ID.fullmatch(rule)
    if not found:
        return rule
    part = {"1": "-a", "2": "-b", None: ""}[found[2]]
    return f"BR-DE-{found[1]}{part}"


class Fragment(NamedTuple):
    """A piece of an invoice, and whether it breaks the rule."""

    place: str
    xml: bytes
    rule: str
    is_broken: bool


def _fragments(path: Path) -> Iterator[Fragment]:
    root: Any = etree.parse(str(path)).getroot()
    for number, test in enumerate(root.iterfind("{*}test")):
        verdicts, *documents = [child for child in test if isinstance(child.tag, str)]
        for verdict in verdicts:
            kind, rule = etree.QName(verdict).localname, _official_id((verdict.text or "").strip())
            if documents and kind in ("success", "error", "fatal", "warning") and rule in CHECKED:
                yield Fragment(f"{path.name}:{number}", etree.tostring(documents[-1]), rule, kind != "success")


def _all_fragments() -> Iterator[Fragment]:
    for path in sorted((DATA / "einvoice").rglob("*.xml")):
        if b"<testSet" in path.read_bytes()[:2000]:
            yield from _fragments(path)


def _differs(fragment: Fragment) -> bool:
    read = read_einvoice(fragment.xml)
    rules = [rule for rule in ALL_RULES if rule.code == fragment.rule]
    return any(list(rule.breaches(read.invoice)) for rule in rules) != fragment.is_broken


def test_the_fragments_of_the_norm(capsys: pytest.CaptureFixture[str]) -> None:
    fragments = list(_all_fragments())
    differing = Counter(each.rule for each in fragments if each.rule != "PEPPOL-EN16931-R053" and _differs(each))
    with capsys.disabled():
        print(
            f"\nfragments {len(fragments)}, agreed {len(fragments) - differing.total()}, differing {differing.total()}"
        )
        print("\n".join(f"  {count:3} {rule}: {FRAGMENTS_DIFFER.get(rule, '?')}" for rule, count in differing.items()))
    assert set(differing) <= set(FRAGMENTS_DIFFER)
    assert len(fragments) - differing.total() >= 615


def test_both_syntaxes_are_in_the_corpus() -> None:
    assert {reading(verdict.file).syntax for verdict in VERDICTS} == set(Syntax)
