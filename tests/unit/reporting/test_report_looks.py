"""What a manager stumbles over on paper and on the page: empty columns and lines, untrue heads, torn rows."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pyxl.core.labels import Language
from pyxl.ledger.books import Books
from pyxl.ledger.cases.rows import Case
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.rows import OrderLine
from pyxl.reporting.page import html_document
from pyxl.settings import BookLanguage, Settings
from tests.benchmarks.year_of_business import LAST, Year

from .shown_report import FIRM, printed, report_of, text_of
from .test_report_outputs import AS_OF, invoices

ENGLISH = replace(FIRM, language=BookLanguage.EN)
needs_pdftotext = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
ONE_INVOICE = [(3, 100_00, "Nord AG", "EUR")]


def heads(page: str, title: str) -> list[str]:
    """What stands above the columns of the table of a breakdown."""
    section = re.search(rf"<h3>{title}</h3>(.*?)</section>", page, re.DOTALL)
    assert section
    return re.findall(r'<th scope="col" class="n">(.*?)</th>', section[1])


def test_rows_of_other_months_are_not_headed_this_month_and_empty_columns_are_left_out(tmp_path: Path) -> None:
    page, _ = printed(report_of(invoices(ONE_INVOICE), Books(), AS_OF), tmp_path)
    assert heads(page, "Umsatz je Monat") == ["Betrag"]
    assert heads(page, "Auf der Bank, je Woche") == ["Betrag"]
    assert heads(page, "Umsatz je Kunde") == ["Dieser Monat"]
    page, _ = printed(report_of(invoices([*ONE_INVOICE, (370, 5_00, "Nord AG", "EUR")]), Books(), AS_OF), tmp_path)
    assert heads(page, "Umsatz je Monat") == ["Betrag", "Vorjahr"]
    assert heads(page, "Umsatz je Kunde") == ["Dieser Monat", "Vormonat", "Vorjahr"]


@needs_pdftotext
def test_what_has_no_row_and_what_has_no_sentence_leaves_no_gap(tmp_path: Path) -> None:
    page, pdf = printed(report_of({}, Books(), AS_OF), tmp_path)
    paper = text_of(pdf, tmp_path)
    assert "Umsatz je Monat" not in page
    assert "Umsatz je Monat" not in paper
    assert not re.search(r'<td class="said"[^>]*>\s*</td>', page)
    assert re.search(r"Positionen termingerecht.*\n.*Positionen verspätet", paper)


@needs_pdftotext
@pytest.mark.parametrize("notes", range(6))
def test_a_row_stays_with_its_sentence(tmp_path: Path, notes: int) -> None:
    """Whatever stands above it: each note moves the rows down by a line."""
    others = [(3, 1_00, "Nord AG", currency) for currency in ("USD", "CHF", "GBP", "SEK", "NOK")[:notes]]
    _, pdf = printed(report_of(invoices([*ONE_INVOICE, *others]), Books(), AS_OF), tmp_path)
    for paper in text_of(pdf, tmp_path).split("\f")[1:]:
        lines = [line for line in paper.splitlines() if line.strip()]
        if lines and lines[0].startswith("Kennzahl"):
            assert re.search(r"\s{3,}\S", lines[1].strip()), lines[1]


def test_days_are_written_one_way(tmp_path: Path) -> None:
    """On paper like the head; the tab keeps what workbooks in English have."""
    outcome = report_of(invoices(ONE_INVOICE), Books(), AS_OF, settings=ENGLISH)
    page, _ = printed(outcome, tmp_path)
    assert "1 October 2026 to 31 October 2026" in page
    assert "The forecast begins on 31 October 2026;" in page
    assert "Lowest at the end of week 1, on 6 November 2026." in page
    assert re.search(r'<tr id="forecast\.01"><td><a[^>]*>6 Nov</a></td>', page)
    assert ">6 Nov</text>" in page
    assert not re.search(r"\d{4}-\d\d-\d\d|\b\d\d-\d\d\b", re.sub("RE-1", "", page))


def in_other_currencies(settings: Settings, folder: Path) -> str:
    """The page of a firm that sells in dollars, and once mistyped the euro."""
    line = OrderLine(
        line_id="L1", order_number="A-1", order_date=date(2026, 10, 1), customer_number="D1", item_number="A1",
        quantity=Decimal(1), unit_price=Decimal(10), currency="EURO",
    )  # fmt: skip
    tabs: dict[str, Any] = {
        "Orders": [line],
        "Items": [Item(item_number="A1", description="Leuchte", price=Decimal(10))],
        "Customers": [Customer(customer_number="D1", name="Nord AG")],
        "Receivables": invoices([(3, 5_00, "Nord AG", "USD")])["Receivables"],
    }
    return printed(report_of(tabs, Books(), AS_OF, settings=settings), folder)[0]


def test_what_is_not_counted_says_why(tmp_path: Path) -> None:
    german, english = in_other_currencies(FIRM, tmp_path), in_other_currencies(ENGLISH, tmp_path)
    assert "Nicht mitgezählt, weil nicht in EUR: 5,00 USD in 1 Zeile." in german
    assert "Not counted, for it is not in EUR: 5.00 USD in 1 row." in english
    unknown = "10,00 EURO in 1 Zeile; „EURO“ ist keine bekannte Währung (Beträge in Euro sind EUR)."
    assert f"Nicht mitgezählt: {unknown}" in german
    assert "10.00 EURO in 1 row; “EURO” is no currency that is known (amounts in euros are EUR)." in english


def test_a_list_of_no_tab_names_none_and_is_in_one_language(tmp_path: Path) -> None:
    page, _ = printed(report_of(invoices(ONE_INVOICE), Books(), AS_OF, settings=ENGLISH), tmp_path)
    listed = re.search(r'<details class="list" id="rows-flows">(.*?)</details>', page, re.DOTALL)
    assert listed
    assert "What is expected to come and go: 1 row, sum €100.00" in listed[1]
    assert "Offene" not in listed[1]


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_report_of_past_years_prints_the_same_figures(language: Language) -> None:
    """Its words were stored as they were then; a day that is none and a week that is none stay as they stand."""
    year = Year(60)
    content = report_of(year.tables, Books.from_events(year.events), LAST).postings[0].documents("")[0].content
    stored: Any = {**content, "language": language}
    figure, weeks = stored["report"]["sections"][0]["figures"][0], stored["report"]["sections"][6]["breakdowns"][0]
    figure["sentence"] = {"en": "Late since 2026-99-31.", "de": "Spät seit 99.99.2026."}
    weeks["parts"][0]["label"] = {"en": "99-06", "de": "06.99."}
    context: Any = html_document(stored).context
    assert context["sections"][0]["figures"][0]["sentence"] == figure["sentence"][language]
    assert context["sections"][6]["breakdowns"][0]["parts"][0]["label"] == weeks["parts"][0]["label"][language]


def test_what_others_wrote_is_kept(tmp_path: Path) -> None:
    """A day in what a customer wrote is not a sentence of ours; only days behind a word of such are written out."""
    case = Case(line_id="F1", received_on=AS_OF, customer_number="D1", complaint="Charge 2026-10-01", cause="x")
    page, _ = printed(report_of({"Cases": [case]}, Books(), AS_OF, settings=ENGLISH), tmp_path)
    assert "Charge 2026-10-01" in page
