"""Every case of German invoicing as an e-invoice: the bytes are kept, and the official rules find nothing fatal.

`pytest tests/golden --update-golden` writes the files anew; the difference is then looked at before it is committed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pyxl.formats.en16931.checking import check_before_issue
from pyxl.formats.en16931.cii import write_cii
from pyxl.formats.en16931.profiles import Profile
from pyxl.formats.en16931.reading import Syntax, read_einvoice
from pyxl.formats.en16931.ubl import write_ubl
from pyxl.invoicing.en16931 import to_einvoice

from .einvoice_cases import CASES
from .official_rules import fatal_rules, schema_faults

FOLDER = Path(__file__).parent / "einvoice"
UNUSUAL = {("self_billed_credit", Profile.XRECHNUNG): {"BR-DE-17"}}
"""XRechnung warns of code 261. Suppliers get ZUGFeRD in the EN 16931 profile, which has it."""
WRITTEN = [
    pytest.param(name, syntax, id=f"{name}-{syntax.value}") for name in CASES for syntax in (Syntax.CII, Syntax.UBL)
]


def golden_file(name: str, syntax: Syntax) -> Path:
    """ZUGFeRD as CII, XRechnung as UBL."""
    return FOLDER / f"{name}.{syntax.value.lower()}.xml"


def written(name: str, syntax: Syntax, profile: Profile | None = None) -> bytes:
    """The case as it is sent."""
    if syntax is Syntax.CII:
        return write_cii(to_einvoice(CASES[name], profile or Profile.EN16931))
    return write_ubl(to_einvoice(CASES[name], profile or Profile.XRECHNUNG))


@pytest.mark.parametrize(("name", "syntax"), WRITTEN)
def test_the_bytes_are_the_kept_ones(name: str, syntax: Syntax, request: pytest.FixtureRequest) -> None:
    kept = golden_file(name, syntax)
    if request.config.getoption("--update-golden", default=False):
        kept.write_bytes(written(name, syntax))
    assert written(name, syntax) == kept.read_bytes()


@pytest.mark.parametrize(("name", "syntax"), WRITTEN)
def test_the_schema_accepts_it(name: str, syntax: Syntax) -> None:
    assert schema_faults(golden_file(name, syntax).read_bytes()) == ""


@pytest.mark.parametrize(("name", "syntax"), WRITTEN)
def test_the_official_rules_find_nothing_fatal(name: str, syntax: Syntax) -> None:
    assert fatal_rules(golden_file(name, syntax).read_bytes(), syntax) == set()


@pytest.mark.parametrize(("name", "syntax"), WRITTEN)
def test_it_is_read_as_it_was_written(name: str, syntax: Syntax) -> None:
    profile = Profile.EN16931 if syntax is Syntax.CII else Profile.XRECHNUNG
    reading = read_einvoice(golden_file(name, syntax).read_bytes())
    assert reading.invoice == to_einvoice(CASES[name], profile)
    assert (reading.syntax, reading.unread, reading.unreadable) == (syntax, (), ())


@pytest.mark.parametrize("profile", list(Profile))
@pytest.mark.parametrize("name", CASES)
def test_our_own_checks_find_nothing(name: str, profile: Profile) -> None:
    found = {each.code for each in check_before_issue(to_einvoice(CASES[name], profile))}
    assert found == UNUSUAL.get((name, profile), set())


@pytest.mark.parametrize("name", CASES)
def test_both_syntaxes_carry_every_profile(name: str) -> None:
    einvoice = to_einvoice(CASES[name], Profile.PEPPOL)
    assert schema_faults(write_cii(einvoice)) == ""
    assert schema_faults(write_ubl(einvoice)) == ""
    assert fatal_rules(write_ubl(einvoice), Syntax.UBL) == set()


def test_the_official_rules_are_at_work() -> None:
    xml = golden_file("standard_19_and_7", Syntax.CII).read_bytes()
    broken = xml.replace(b"<ram:GrandTotalAmount>", b"<ram:GrandTotalAmount>1")
    assert {"BR-CO-15", "BR-CO-16"} <= fatal_rules(broken, Syntax.CII)
    assert schema_faults(xml.replace(b"ram:GrandTotalAmount", b"ram:GrandTotal"))
