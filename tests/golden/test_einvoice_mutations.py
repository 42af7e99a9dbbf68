"""Our verdict and the official one on broken invoices: each element of a golden e-invoice is taken away in turn.

Nothing valid is refused; nothing is let through that the official rules refuse, but for what the XML schema catches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from lxml import etree

from pyxl.formats.en16931.checking import NORM_RULES, check_reading
from pyxl.formats.en16931.profiles import Profile
from pyxl.formats.en16931.reading import Syntax, read_einvoice

from .official_rules import fatal_rules
from .test_einvoice_golden import written

CASES = (
    "allowances_and_charges",
    pytest.param("intra_community", marks=pytest.mark.long),
    pytest.param("foreign_currency", marks=pytest.mark.long),
)
NORM = {rule.code for rule in NORM_RULES}
SYNTAX_RULE = re.compile(r"FX-SCH-|(CII|UBL)-(SR|DT|CR)-")
"""Rules on the syntax: an element without the one it is there for."""


def _without_one_element(xml: bytes) -> Iterator[tuple[str, bytes]]:
    for number in range(1, len(list(etree.fromstring(xml).iter()))):
        root = etree.fromstring(xml)
        element = list(root.iter())[number]
        parent = element.getparent()
        assert parent is not None
        name = f"{etree.QName(parent).localname}/{etree.QName(element).localname}"
        parent.remove(element)
        yield name, etree.tostring(root)


@pytest.mark.parametrize("syntax", list(Syntax))
@pytest.mark.parametrize("name", CASES)
def test_the_verdict_on_an_invoice_without_one_element(name: str, syntax: Syntax) -> None:
    refused = accepted = 0
    for place, xml in _without_one_element(written(name, syntax, Profile.EN16931)):
        official = fatal_rules(xml, syntax)
        ours = {found.code for found in check_reading(read_einvoice(xml)) if found.is_error}
        if not official:
            accepted += 1
            assert not ours, place
            continue
        refused += 1
        is_syntax_only = all(SYNTAX_RULE.match(rule) for rule in official - {"BR-62", "BR-63"})
        assert ours or is_syntax_only, (place, official)
    assert refused > 40
    assert accepted > 10
