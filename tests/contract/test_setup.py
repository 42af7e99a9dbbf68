"""The guided start: a firm is set up by answering, wrong answers are asked again, nothing is written before the end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pyxl.app.setting_up import SECTIONS, next_number_pattern
from pyxl.core.labels import Language
from pyxl.core.schema import schema_of
from pyxl.hosts.commands import main
from pyxl.journal.series import NumberSeries
from pyxl.settings import Settings

from .small_firm import Firm, small_book

FIELDS = [field for section in SECTIONS for field in section.fields]
FIRM = {
    "company_name": ["Muster & Söhne GmbH"],
    "street": ["Hauptstr. 1"],
    "postcode": ["01067"],
    "city": ["Dresden"],
    "federal_state": ["sachsen"],
    "vat_id": ["DE136695975", "DE136695976"],
    "iban": ["DE89 3704 0044 0532 0130 01", "DE89 3704 0044 0532 0130 00"],
    "invoice_number_pattern": ["RE-{year}", "RE/0416"],
    "payment_days": ["bald", "30"],
    "cash_discount_percent": ["2,5"],
    "cash_discount_days": ["10"],
    "invoice_per": ["2"],
    "opening_date": ["01.01.2026"],
}


def answers(given_answers: dict[str, list[str]], *after: str) -> str:
    """What is typed, question by question; Enter where nothing is said."""
    return "\n".join([line for field in FIELDS for line in given_answers.get(field, [""])] + list(after)) + "\n"


def setup(book: Path, typed: str, language: Language = "de") -> str:
    ran = CliRunner().invoke(main, ["setup", str(book), "--lang", language], input=typed, catch_exceptions=False)
    assert ran.exit_code == 0, ran.output
    return ran.output


def settings(book: Path) -> dict[str, Any]:
    """The Settings tab by field."""
    rows = openpyxl.load_workbook(book)["Einstellungen"].iter_rows(2, values_only=True)
    values = {row[0]: row[1] for row in rows}
    return {column.name: values[column.label.de] for column in schema_of(Settings).columns}


def test_a_firm_that_is_not_set_up_to_the_end_is_not_called_ready(tmp_path: Path) -> None:
    told = setup(tmp_path / "my firm.xlsx", answers({}, "", "", ""))
    assert told.count("  Firma ") == 1 + 1, "asked once, missed once"
    assert "ist bereit" not in told
    assert told.splitlines()[-1].endswith('my firm.xlsx"`, oder im Blatt Einstellungen.')


def test_a_new_firm_is_set_up_from_nothing(tmp_path: Path) -> None:
    (tmp_path / "kunden.csv").write_text("Kundennr.;Name;Straße;PLZ;Ort\n10001;Huber;Ring 1;34117;Kassel\n", "utf-8")
    book = tmp_path / "firma.xlsx"
    told = setup(book, answers(FIRM, "j", str(tmp_path / "nirgends.csv"), str(tmp_path / "kunden.csv"), "j", "", ""))
    for said in (
        "falsche Form oder Prüfziffer",
        "falsche Länge oder Prüfziffer",
        "„bald“",
        "RE-{year}",
        "nirgends.csv",
        "firma.xlsx ist neu, auf Deutsch",
        "Die Mappe ist bereit",
    ):
        assert said in told
    found = settings(book)
    assert (found["company_name"], found["postcode"]) == ("Muster & Söhne GmbH", "01067")
    assert (found["federal_state"], found["invoice_per"]) == ("Sachsen", "Kunde")
    assert (found["vat_id"], found["payment_days"], found["cash_discount_percent"]) == ("DE136695976", 30, 2.5)
    assert found["invoice_number_pattern"] == "RE/{0417}"
    assert str(found["opening_date"]) == "2026-01-01 00:00:00"
    customers = openpyxl.load_workbook(book)["Kunden"]
    assert [cell.value for cell in customers[2]][:2] == ["10001", "Huber"]
    assert "Noch zu tun" not in told


def test_a_list_is_shown_once_and_loaded_by_answering(tmp_path: Path) -> None:
    """Setup has no --apply: what was shown before the question is not told again after it."""
    (tmp_path / "kunden.csv").write_text(
        "Kundennr.;Name;Straße;PLZ;Ort;Hund\n10001;Huber;Ring 1;34117;Kassel;ja\n", "utf-8"
    )
    told = setup(tmp_path / "firma.xlsx", answers({}, str(tmp_path / "kunden.csv"), "j", "", ""))
    assert "--apply" not in told
    for once in ("LOD004", "+ Kunden 10001", "1 Zeile für Kunden", "Geschrieben. Lauf R-0001"):
        assert told.count(once) == 1, once


def test_a_list_with_nothing_to_load_is_not_asked_about(tmp_path: Path) -> None:
    (tmp_path / "kunden.csv").write_text("Kundennr.;Name;Straße;PLZ;Ort\n10001;;;;\n", "utf-8")
    told = setup(tmp_path / "firma.xlsx", answers({}, str(tmp_path / "kunden.csv"), "", "", ""))
    assert "0 Zeilen für Kunden" in told
    assert "Diese Zeilen laden?" not in told


def test_what_is_left_is_said(tmp_path: Path) -> None:
    told = setup(tmp_path / "firma.xlsx", answers({"company_name": ["Muster GmbH"]}, "j", "", "", ""))
    assert "Noch zu tun:" in told
    assert "USt-IdNr. oder Steuernummer" in told


def test_enter_all_the_way_changes_nothing(tmp_path: Path) -> None:
    firm = Firm(tmp_path)
    firm.book.write_bytes(small_book())
    before = firm.book.read_bytes()
    assert "Nichts wurde geändert" in setup(firm.book, answers({}, "", "", ""))
    assert firm.book.read_bytes() == before


def test_stopping_in_the_middle_writes_nothing(tmp_path: Path) -> None:
    firm = Firm(tmp_path)
    firm.book.write_bytes(small_book())
    before = firm.book.read_bytes()
    assert "Abgebrochen" in setup(firm.book, "Andere GmbH\nRing 7\n")
    assert firm.book.read_bytes() == before


def test_a_no_writes_nothing(tmp_path: Path) -> None:
    firm = Firm(tmp_path)
    firm.book.write_bytes(small_book())
    before = firm.book.read_bytes()
    setup(firm.book, answers({"company_name": ["Andere GmbH"]}, "n", "", "", ""))
    assert firm.book.read_bytes() == before


def test_a_dash_empties_and_the_rest_stays(tmp_path: Path) -> None:
    firm = Firm(tmp_path)
    firm.book.write_bytes(small_book())
    before = settings(firm.book)
    setup(firm.book, answers({"website": ["-"], "phone": ["0561 1"]}, "j", "", "", ""), "en")
    after = settings(firm.book)
    assert (after["website"], after["phone"]) == (None, "0561 1")
    assert {name for name in before if before[name] != after[name]} <= {"website", "phone"}
    assert firm.run("validate-orders", "--apply").code == 1, "the workbook works as before"


@pytest.mark.parametrize(
    ("last", "pattern"),
    [
        ("RE-2026-0416", "RE-{year}-{0417}"),
        ("2026/99", "{year}/{100}"),
        ("26-0001", "{yy}-{0002}"),
        ("RE 2025 7", "RE 2025 {8}"),
        ("2026", "{2027}"),
        ("R17a", "R{18}a"),
        ("Rechnung", None),
        ("RE-{year}-{00001}", None),
    ],
)
def test_a_last_number_becomes_the_range_that_goes_on(last: str, pattern: str | None) -> None:
    assert next_number_pattern(last, 2026) == pattern


@given(st.from_regex(r"[A-Z/ -]{0,5}(2026|26)?[-/]?[0-9]{1,8}", fullmatch=True))
def test_the_next_number_is_one_more(last: str) -> None:
    pattern = next_number_pattern(last, 2026)
    assert pattern is not None
    series = NumberSeries.of(pattern, 2026)
    following = series.text(series.first)
    digits = max(len(last), len(following))
    assert following.rjust(digits) > last.rjust(digits) or len(following) > len(last)
