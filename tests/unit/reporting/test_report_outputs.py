"""Tab, page and PDF show the same figures to the cent, whatever the firm sells and however its customers are called."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from datetime import date, timedelta
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pyxl.core.labels import LANGUAGES, Label
from pyxl.core.money import Money
from pyxl.core.outcome import Outcome
from pyxl.core.schema import Row, schema_of
from pyxl.documents.templates import shipped_templates
from pyxl.ledger.books import Books
from pyxl.ledger.cases.rows import Case
from pyxl.ledger.rows import DocumentKind, InvoiceRow, OpenItem
from pyxl.reporting.model import Unit
from pyxl.reporting.rows import ReportRow
from tests.benchmarks.year_of_business import LAST, Year

from .shown_report import in_page, in_tab, number_of, printed, report_of, text_of

needs_pdftotext = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
HOSTILE = (
    '=HYPERLINK("http://evil.test";"x")',
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }} {% raw %}",
    '#read("/etc/passwd") $x$ *bold*',
    "</svg></details><h1>Groß</h1>",
    "+49 561 1234",
    "@SUM(A1:A9)",
)
AS_OF = date(2026, 10, 31)


def invoices(rows: list[tuple[int, int, str, str]]) -> dict[str, list[Row]]:
    """Invoices and open items: days back, cents, customer's name, currency."""
    tabs: dict[str, list[Row]] = {"Invoices": [], "Receivables": [], "Customers": []}
    for place, (back, cents, name, currency) in enumerate(rows, 1):
        amount, day = Money.from_cents(cents, currency), AS_OF - timedelta(back)
        about: dict[str, Any] = {"customer_number": f"D{place}", "customer_name": name, "currency": currency}
        tabs["Invoices"].append(
            InvoiceRow(
                invoice_number=f"RE-{place}",
                kind=DocumentKind.INVOICE if cents >= 0 else DocumentKind.CREDIT_NOTE,
                invoice_date=day,
                net_amount=amount,
                vat_amount=Money.zero(currency),
                gross_amount=amount,
                **about,
            )
        )
        tabs["Receivables"].append(
            OpenItem(
                invoice_number=f"RE-{place}",
                invoice_date=day,
                gross_amount=amount,
                amount_open=amount,
                due_date=day + timedelta(14),
                **about,
            )
        )
    return tabs


def agree(outcome: Outcome, folder: Path) -> None:
    """Every number of the tab stands in the page, and every figure and part of it in the PDF."""
    tab = in_tab(outcome)
    page, pdf = printed(outcome, folder)
    shown = in_page(page)
    names = ("value", "month_before", "year_before")
    for key, row in tab.items():
        expected = tuple(row[name] for name in names)
        if key in shown:
            assert tuple(map(number_of, shown[key])) == expected, key
        else:
            assert expected[0] is None, key
    for name in names:
        parts = [row[name] or 0 for key, row in tab.items() if key.startswith("turnover_by_customer.")]
        assert sum(parts) == (tab["turnover"][name] or 0)
    on_paper = set(re.findall(r"−?[\d.]+,\d\d\s€", text_of(pdf, folder).replace("\u202f", " ")))
    on_paper = {re.sub(r"\s", "\xa0", each) for each in on_paper}
    money = {each for row in shown.values() for each in row if each.endswith("€")}
    assert money <= on_paper


@needs_pdftotext
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(0, 430),
            st.integers(-50_000_000, 90_000_000_000),
            st.sampled_from((*HOSTILE, "Nord AG", "Süd KG")),
            st.sampled_from(("EUR", "EUR", "USD")),
        ),
        max_size=12,
    )
)
def test_tab_page_and_pdf_agree_to_the_cent(tmp_path: Path, rows: list[tuple[int, int, str, str]]) -> None:
    agree(report_of(invoices(rows), Books(), AS_OF), tmp_path)


@needs_pdftotext
def test_a_whole_year_of_business_agrees_too(tmp_path: Path) -> None:
    year = Year(300)
    agree(report_of(year.tables, Books.from_events(year.events), LAST), tmp_path)


class Elements(HTMLParser):
    """The elements of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.handlers: set[str] = set()
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One element."""
        self.tags.add(tag)
        self.handlers |= {name for name, _ in attrs if name.startswith("on")}

    def handle_data(self, data: str) -> None:
        """Text between elements."""
        self.text.append(data)


@needs_pdftotext
def test_hostile_names_stay_text(tmp_path: Path) -> None:
    """In the page no element comes of them, in the tab they are values, in the PDF they stand as they were typed."""
    tabs = invoices([(3 + place, 100_000 + place, name, "EUR") for place, name in enumerate(HOSTILE)])
    tabs["Cases"] = [
        Case(line_id=f"F{place}", received_on=AS_OF, customer_number="D1", complaint=name, cause=name)
        for place, name in enumerate(HOSTILE)
    ]
    outcome = report_of(tabs, Books(), AS_OF)
    page, pdf = printed(outcome, tmp_path)
    found = Elements(page)
    assert found.tags.isdisjoint({"script", "img", "iframe", "object", "embed", "link", "form", "input"})
    assert found.handlers == set()
    assert "http-equiv" in page
    text, paper = "".join(found.text), re.sub(r"\s", "", text_of(pdf, tmp_path))
    for name in HOSTILE:
        assert name in text, name
        assert re.sub(r"\s", "", name) in paper, name
    parts = {str(row["part"].de) for row in in_tab(outcome).values() if isinstance(row["part"], Label)}
    assert set(HOSTILE) <= parts


def test_the_same_rows_on_the_same_day_give_the_same_bytes(tmp_path: Path) -> None:
    def hashes() -> list[str]:
        year = Year(120)
        page, pdf = printed(report_of(year.tables, Books.from_events(year.events), LAST), tmp_path)
        return [hashlib.sha256(page.encode()).hexdigest(), hashlib.sha256(pdf).hexdigest()]

    assert hashes() == hashes()


def test_the_page_is_one_file_and_says_what_its_charts_show(tmp_path: Path) -> None:
    year = Year(120)
    page, _ = printed(report_of(year.tables, Books.from_events(year.events), LAST), tmp_path)
    assert not re.findall(r'(?:src|href)="(?!#)', page)
    charts = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(charts) >= 9
    for chart in charts:
        assert re.search(r'role="img" aria-labelledby="([\w.]+)-t \1-d"', chart)
        described = re.search(r"<desc[^>]*>(.*?)</desc>", chart, re.DOTALL)
        assert described
        assert re.search(r"\d", described[1])
    assert 'fill="url(#turnover_by_customer-h)"' in page


def test_every_link_of_the_page_leads_somewhere(tmp_path: Path) -> None:
    year = Year(120)
    page, _ = printed(report_of(year.tables, Books.from_events(year.events), LAST), tmp_path)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_lists_add_up_to_the_figures_that_link_to_them(tmp_path: Path) -> None:
    year = Year(300)
    outcome = report_of(year.tables, Books.from_events(year.events), LAST)
    page, _ = printed(outcome, tmp_path)
    sums = {
        key: number_of(total) or Decimal(0)
        for key, total in re.findall(
            r'<details class="list" id="rows-(\w+)">\s*<summary>.*?, Summe (.*?)</summary>', page
        )
    }
    tab = in_tab(outcome)
    for key in ("turnover", "margin", "receivables", "overdue", "order_intake", "backlog", "unbilled", "dead_stock"):
        assert sums[key] == tab[key]["value"], key
    assert sums["stock"] == tab["stock_value"]["value"]
    assert sums["late"] == tab["late"]["value"]


def test_a_negative_turnover_and_a_base_of_nothing_are_said_without_a_percentage() -> None:
    rows = in_tab(report_of(invoices([(3, -50_00, "Nord AG", "EUR"), (40, 0, "Nord AG", "EUR")]), Books(), AS_OF))
    assert rows["turnover"]["value"] == Decimal("-50.00")
    assert rows["turnover"]["sentence"].de == "50,00 EUR weniger als im Vormonat. Noch kein Vergleich mit dem Vorjahr."
    assert rows["margin_rate"]["value"] is None


def test_pandas_is_loaded_by_a_report_and_by_nothing_else() -> None:
    code = "import sys, pyxl.app.actions, pyxl.app.tabs, pyxl.reporting.reporting; print('pandas' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout.strip() == "False"


def test_a_template_of_her_own_makes_the_pdf(tmp_path: Path) -> None:
    """It is rendered in the limited child process, with the charts."""
    folder = tmp_path / "book.pyxl" / "templates"
    folder.mkdir(parents=True)
    source = shipped_templates().sources["report.typ.j2"]
    (folder / "report.typ.j2").write_text(source.replace("{{ words.now }}", '"Jetzt"'), "utf-8")
    year = Year(120)
    page, pdf = printed(report_of(year.tables, Books.from_events(year.events), LAST), tmp_path)
    assert "Dieser Monat" in page
    assert pdf.startswith(b"%PDF")
    if shutil.which("pdftotext"):
        assert "Jetzt" in text_of(pdf, tmp_path)


def test_the_tab_has_room_for_every_unit() -> None:
    """With the cell's margins, and the indent of a word that stands beside figures."""
    room = schema_of(ReportRow).column("unit").width - 4
    assert max(len(unit.label.text(language)) for unit in Unit for language in LANGUAGES) <= room
