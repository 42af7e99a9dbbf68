"""check-einvoice as people and scripts meet it: verdict, rules in words, exit code, and a view that is never forced."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest

from pyxl.einvoices import terms_shown
from pyxl.einvoices.checking import check_file, compared_with_page
from pyxl.einvoices.view import view_documents
from pyxl.formats.en16931.terms import term_name
from pyxl.formats.pdf_text import pdf_text

from .hostile_einvoices import attached, cii, hybrid, put
from .small_firm import fingerprint, pyxl

KEYS = {"action", "applied", "run", "summary", "findings", "changes", "conflicts", "documents", "proposals", "refused"}


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.pdf"
    path.write_bytes(hybrid())
    return path


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "wrong.xml"
    path.write_bytes(put(cii(), b"<ram:GrandTotalAmount>119.00<", b"<ram:GrandTotalAmount>119.01<"))
    return path


def test_a_valid_one_says_what_it_is(good: Path) -> None:
    ran = pyxl("check-einvoice", good, "--lang", "de")
    assert ran.code == 0
    for said in ("good.pdf: Gültige E-Rechnung (EN 16931).", "Rechnung RE-2026-00001 vom 04.03.2026", "factur-x.xml"):
        assert said in ran.out
    assert "Verkäufer: Muster GmbH" in ran.out
    assert "brutto 119,00, zu zahlen 119,00 EUR bis 03.04.2026" in ran.out


def test_a_broken_rule_is_named_with_its_official_id(wrong: Path) -> None:
    german, english = (pyxl("check-einvoice", wrong, "--lang", language) for language in ("de", "en"))
    assert (german.code, english.code) == (1, 1)
    assert "Fehler BR-CO-15 " in german.out
    assert "error BR-CO-15 " in english.out
    assert "(BT-112)" in german.out


def test_one_refused_file_keeps_no_other_one_back(good: Path, wrong: Path, tmp_path: Path) -> None:
    ran = pyxl("check-einvoice", tmp_path / "none.xml", good, wrong, "--json")
    told = ran.json
    assert ran.code == 2
    assert set(told) == KEYS | {"einvoices"}
    assert told["refused"]["code"] == "E_FILE_MISSING"
    counts = {name: told["summary"][name] for name in ("files", "valid", "not_valid", "refused")}
    assert counts == {"files": 3, "valid": 1, "not_valid": 1, "refused": 1}
    assert [each["file"] for each in told["einvoices"]] == ["none.xml", "good.pdf", "wrong.xml"]
    assert {found["file"] for found in told["findings"]} == {"wrong.xml"}


def test_the_json_tells_the_facts(good: Path) -> None:
    (einvoice,) = pyxl("check-einvoice", good, "--json").json["einvoices"]
    assert (einvoice["number"], einvoice["type_code"], einvoice["issue_date"]) == ("RE-2026-00001", "380", "2026-03-04")
    assert (einvoice["net"], einvoice["vat"], einvoice["gross"], einvoice["due"]) == (
        "100.00",
        "19.00",
        "119.00",
        "119.00",
    )
    assert (einvoice["valid"], einvoice["profile"], einvoice["syntax"]) == (True, "EN 16931", "CII")


def test_nothing_is_written_without_being_asked(good: Path, tmp_path: Path) -> None:
    before = fingerprint(tmp_path)
    pyxl("check-einvoice", good)
    assert fingerprint(tmp_path) == before


def test_the_view_is_the_same_every_time(good: Path, tmp_path: Path) -> None:
    told = pyxl("check-einvoice", good, "--view", tmp_path / "a", "--json").json
    again = pyxl("check-einvoice", good, "--view", tmp_path / "b", "--json").json
    assert told["applied"] is True
    assert [each["sha256"] for each in told["documents"]] == [each["sha256"] for each in again["documents"]]
    for document in told["documents"]:
        assert hashlib.sha256(Path(document["path"]).read_bytes()).hexdigest() == document["sha256"]


def test_a_view_is_not_written_over_unless_asked(good: Path, tmp_path: Path) -> None:
    views = tmp_path / "views"
    assert pyxl("check-einvoice", good, "--view", views).code == 0
    assert pyxl("check-einvoice", good, "--view", views).code == 0
    (views / "good.pdf.html").write_text("hers")
    before = fingerprint(views)
    refused = pyxl("check-einvoice", good, "--view", views)
    assert (refused.code, fingerprint(views)) == (2, before)
    assert "E_VIEW_EXISTS" in refused.err
    assert pyxl("check-einvoice", good, "--view", views, "--overwrite").code == 0
    assert (views / "good.pdf.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_a_folder_that_cannot_be_is_refused(good: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert "E_VIEW_UNWRITABLE" in pyxl("check-einvoice", good, "--view", tmp_path / "file").err


def test_the_page_fetches_nothing_and_runs_nothing(good: Path, tmp_path: Path) -> None:
    pyxl("check-einvoice", good, "--view", tmp_path / "a")
    page = (tmp_path / "a" / "good.pdf.html").read_text("utf-8")
    assert "Content-Security-Policy\" content=\"default-src 'none'" in page
    assert not re.search(r"(?i)\b(src|href|action|onload|onerror)\s*=|url\(|@import|<script", page)
    assert "BT-112" in page


def test_a_page_that_shows_another_amount_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(hybrid(cii().replace(b"119.00", b"219.00")))
    codes = {found["code"]: found for found in pyxl("check-einvoice", tmp_path / "a.pdf", "--json").json["findings"]}
    assert codes["PYXL-PDF-1"]["severity"] == "warning"
    assert "219.00 EUR" in codes["PYXL-PDF-1"]["message"]


def test_a_page_without_text_is_told() -> None:
    pdf = attached(("factur-x.xml", cii()))
    (found,) = compared_with_page(check_file(pdf), pdf_text(pdf)).findings
    assert (found.code, found.severity.value) == ("PYXL-PDF-2", "info")


def test_every_term_that_the_model_has_is_shown() -> None:
    from pyxl.formats.en16931 import amounts, invoice, lines, parties

    shown = {term for terms in vars(terms_shown).values() if isinstance(terms, tuple) for term in _ids(terms)}
    source = "".join(Path(str(module.__file__)).read_text("utf-8") for module in (amounts, invoice, lines, parties))
    known = set(re.findall(r"\bBT-\d+\b(?!-)", source)) - {"BT-125"}
    assert known - shown == set()
    assert all(term_name(term).de for term in shown)


def _ids(terms: tuple[Any, ...]) -> set[str]:
    pairs = [each.terms if isinstance(each, terms_shown.Part) else (each,) for each in terms]
    return {pair[0] for group in pairs for pair in group if isinstance(pair, tuple)}


def test_both_views_are_made_of_the_same() -> None:
    html, pdf = view_documents(check_file(cii()), "a.xml", "de")
    assert html.context == pdf.context
