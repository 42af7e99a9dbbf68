"""`pyxl load`: exports of other programs, as they really look, come into the tabs whole and once."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pyxl.app.tabs import SCHEMA_OF_TAB
from pyxl.core.tables import Table, read_table
from pyxl.hosts.files import read_snapshot
from pyxl.masterdata.items import TaxCode

from .small_firm import Firm, book_of, customers, items

HEADER = ("Kundennr.", "Name", "Straße", "PLZ", "Ort", "Zahlungsziel (Tage)", "Skonto %")
ROWS = (
    ("000123", "Müller & Söhne", "Weg 1", "01067", "Dresden", "14", "2,5"),
    ("000124", "Größe; Mitte", "Allee 2", "04109", "Leipzig", "", ""),
)


@pytest.fixture
def empty(tmp_path: Path) -> Firm:
    """A firm whose tabs are empty, but for what orders and receivables refer to."""
    (tmp_path / "book.xlsx").write_bytes(book_of({"Items": items()}))
    return Firm(tmp_path)


@pytest.fixture
def small(tmp_path: Path) -> Firm:
    """A firm with customers and items and nothing else."""
    (tmp_path / "book.xlsx").write_bytes(book_of({"Customers": customers(), "Items": items()}))
    return Firm(tmp_path)


def csv_text(*rows: Sequence[str], mark: str = ";", end: str = "\r\n") -> str:
    """Rows as a program writes them: quoted where a cell holds the separator."""
    return "".join(
        mark.join(f'"{cell}"' if mark in cell or ";" in cell else cell for cell in row) + end for row in rows
    )


def rows_of(firm: Firm, tab: str) -> Table[Any]:
    """The typed rows of a tab as they stand in the file."""
    schema = SCHEMA_OF_TAB[tab]
    snapshot = read_snapshot(firm.book.read_bytes(), "", [schema])
    return read_table(schema.row_class, snapshot.tabs[tab], snapshot.language)


def loaded(firm: Firm, tab: str, data: bytes, name: str = "export.csv", code: int = 0) -> dict[str, Any]:
    """Loads the bytes as a file and gives what was told."""
    path = firm.folder / name
    path.write_bytes(data)
    ran = firm.run("load", tab, path, "--apply", "--json")
    assert ran.code == code, ran.text
    return ran.json


def demand_both_customers(firm: Firm) -> None:
    """Both customers are there, to the letter."""
    first, second = rows_of(firm, "Customers").rows
    assert (first.customer_number, first.name, first.postcode) == ("000123", "Müller & Söhne", "01067")
    assert (first.payment_days, str(first.cash_discount_percent)) == (14, "2.5")
    assert (second.customer_number, second.name, second.payment_days) == ("000124", "Größe; Mitte", None)


@pytest.mark.parametrize(
    ("code", "mark"),
    [
        ("cp1252", ";"),
        ("cp1252", "\t"),
        ("utf-8", ","),
        ("utf-8-sig", ";"),
        ("utf-16", "\t"),
        ("utf-16", ";"),
        ("utf-8", "|"),
    ],
)
def test_separators_and_codes(code: str, mark: str, empty: Firm) -> None:
    loaded(empty, "Customers", csv_text(HEADER, *ROWS, mark=mark).encode(code))
    demand_both_customers(empty)


@pytest.mark.parametrize(
    "before",
    [
        "sep=;\r\n",
        "\r\n\r\n",
        "Export vom 30.09.2026\r\nMandant 1\r\n\r\n",
        "Kundenliste;;;;;;\r\nStand: 30.09.2026;Name: Büro;;;;;\r\n",
        "Umsätze; Kunden, Debitoren, Konten, alle, mit, vielen, Kommas\r\n",
    ],
)
def test_lines_before_the_headings(before: str, empty: Firm) -> None:
    loaded(empty, "Customers", (before + csv_text(HEADER, *ROWS)).encode("cp1252"))
    demand_both_customers(empty)


@pytest.mark.parametrize(
    ("end", "last"), [("\n", ""), ("\r", ";;;;;;\r\n"), ("\r\n", ";;;;;;\r\n"), ("\n", "\r\n\r\n"), ("\r", "")]
)
def test_line_ends(end: str, last: str, empty: Firm) -> None:
    loaded(empty, "Customers", (csv_text(HEADER, *ROWS, end=end) + last.replace("\r\n", end)).encode("utf-8"))
    demand_both_customers(empty)


@pytest.mark.parametrize(
    "header",
    [
        ("Customer no.", "Name", "Street", "Postcode", "City", "Payment days", "Cash discount %"),
        ("Debitor", "Firma", "Adresse", "Postleitzahl", "Stadt", "Zahlungsziel", "Skonto %"),
        ("customer_number", "name", "street", "postcode", "city", "payment_days", "cash_discount_percent"),
        ("  KUNDENNR ", "name", "STRASSE", "Plz", "ort", "Zahlungsziel(Tage)", "skonto%"),
    ],
)
def test_headings_in_either_language_and_by_alias(header: tuple[str, ...], empty: Firm) -> None:
    loaded(empty, "Customers", csv_text(header, *ROWS).encode("cp1252"))
    demand_both_customers(empty)


def test_columns_in_another_order_with_others_between(empty: Firm) -> None:
    rows = [(*reversed(row), "x") for row in (HEADER, *ROWS)]
    loaded(empty, "Customers", csv_text(*rows).encode("utf-8"))
    demand_both_customers(empty)


@pytest.mark.parametrize("tab", ["Customers", "customers", "Kunden", "KUNDEN"])
def test_the_tab_by_any_name(tab: str, empty: Firm) -> None:
    loaded(empty, tab, csv_text(HEADER, *ROWS).encode("utf-8"))
    demand_both_customers(empty)


def test_loading_twice_adds_nothing(empty: Firm) -> None:
    data = csv_text(HEADER, *ROWS).encode("utf-8")
    assert loaded(empty, "Customers", data)["summary"]["rows_added"] == 2
    before = empty.book.read_bytes()
    again = loaded(empty, "Customers", data)
    assert (again["summary"]["rows_added"], again["summary"]["rows_known"]) == (0, 2)
    assert rows_of(empty, "Customers").rows == rows_of(empty, "Customers").rows
    assert len(rows_of(empty, "Customers")) == 2
    assert again["run"] == "" or empty.book.read_bytes() != before


def test_a_row_that_differs_is_kept_and_named(empty: Firm) -> None:
    loaded(empty, "Customers", csv_text(HEADER, *ROWS).encode("utf-8"))
    other = (ROWS[0][0], "Müller Söhne GmbH", *ROWS[0][2:])
    (finding,) = loaded(empty, "Customers", csv_text(HEADER, other).encode("utf-8"))["findings"]
    assert (finding["code"], finding["row"], finding["key"]) == ("LOD001", 2, "000123")
    demand_both_customers(empty)


def test_findings_name_the_row_of_the_file(empty: Firm) -> None:
    rows = [ROWS[0], ("", *ROWS[1][1:]), ("000125", "", *ROWS[1][2:]), ROWS[0]]
    data = ("Export\r\n\r\n" + csv_text(HEADER, *rows)).encode("utf-8")
    told = loaded(empty, "Customers", data, code=1)
    found = {(finding["row"], finding["column"]) for finding in told["findings"] if finding["severity"] == "error"}
    assert {(5, "customer_number"), (6, "name"), (7, "customer_number")} <= found
    assert [row.customer_number for row in rows_of(empty, "Customers")] == ["000123"]
    shown = empty.run("load", "Kunden", empty.folder / "export.csv").out
    assert "export.csv" in shown


def test_items_with_german_numbers_and_leading_zeros(empty: Firm) -> None:
    header = ("Artikelnr.", "Bezeichnung", "Einheit", "Listenpreis", "VPE", "Steuersatz")
    rows = [("0042", "Kerze, rot", "Stk", "1.234,50", "10", "ermäßigt"), ("1E5", "Docht", "m", "0,0375", "", "voll")]
    loaded(empty, "Artikel", csv_text(header, *rows).encode("cp1252"))
    table = rows_of(empty, "Items")
    assert [str(table.key_owner[key].price) for key in ("0042", "1E5")] == ["1234.5", "0.0375"]
    assert table.key_owner["0042"].tax_code.name == "REDUCED"


def test_an_ambiguous_number_is_asked_about_and_not_guessed(empty: Firm) -> None:
    header = ("Artikelnr.", "Bezeichnung", "Einheit", "Preis")
    told = loaded(empty, "Items", csv_text(header, ("A9", "Kerze", "Stk", "1.234")).encode(), code=1)
    assert any(finding["row"] == 2 and finding["column"] == "price" for finding in told["findings"])
    assert len(rows_of(empty, "Items")) == 3


def test_orders_get_line_ids_and_loading_twice_adds_nothing(small: Firm) -> None:
    header = ("Auftrag", "Datum", "Kunde", "Artikel", "Menge", "Preis", "Liefertermin")
    line = ("A-77", "01.09.2026", "10001", "0815", "3", "2,50", "10.09.26")
    data = csv_text(header, line, line, ("A-78", "2026-09-02", "10002", "A-1", "1", "", "")).encode("cp1252")
    loaded(small, "Aufträge", data)
    table = rows_of(small, "Orders")
    assert len(table) == 3, "the same line twice is two lines of the order"
    assert len({row.line_id for row in table}) == 3
    assert [row.order_date for row in table] == [date(2026, 9, 1), date(2026, 9, 1), date(2026, 9, 2)]
    assert loaded(small, "Aufträge", data)["summary"]["rows_added"] == 0
    assert small.run("validate-orders", "--json").json["summary"]["rows"] == 3


def test_receivables_and_payers(small: Firm) -> None:
    header = ("Belegnummer", "Belegdatum", "Debitor", "Rechnungsbetrag", "Fälligkeit")
    rows = [
        ("RE-1", "01.08.2026", "10001", "1.190,00", "15.08.2026"),
        ("RE-2", "2026-08-02", "10002", "-59,5", "16.8.26"),
    ]
    loaded(small, "Offene Posten", csv_text(header, *rows).encode("cp1252"))
    amounts = {row.invoice_number: str(row.gross_amount.amount) for row in rows_of(small, "Receivables")}
    assert amounts == {"RE-1": "1190.00", "RE-2": "-59.50"}
    payer = csv_text(("IBAN oder Name", "Kundennr."), ("DE02120300000000202051", "10001")).encode()
    loaded(small, "Zahler", payer)
    assert rows_of(small, "Payers").rows[0].customer_number == "10001"


def excel(rows: Sequence[Sequence[object]], *, before: int = 0) -> bytes:
    """An Excel file of another program: an empty sheet and a hidden one first, then the rows."""
    book = openpyxl.Workbook()
    hidden = book.create_sheet("Intern")
    hidden.sheet_state = "hidden"
    hidden.append(["Kundennr.", "Name"])
    hidden.append(["999", "geheim"])
    sheet = book.create_sheet("Kunden")
    for _ in range(before):
        sheet.append(["Liste"])
    for row in rows:
        sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("before", [0, 3])
def test_an_excel_file(before: int, empty: Firm) -> None:
    typed = [(ROWS[0][0], *ROWS[0][1:5], 14, 2.5), (ROWS[1][0], *ROWS[1][1:5], None, None)]
    loaded(empty, "Customers", excel([HEADER, *typed], before=before), "export.xlsx")
    demand_both_customers(empty)


def test_an_excel_file_with_dates_and_numbers(small: Firm) -> None:
    header = ("Auftragsnr.", "Auftragsdatum", "Kundennr.", "Artikelnr.", "Menge", "Einzelpreis")
    loaded(small, "Orders", excel([header, ("A-1", datetime(2026, 9, 1), 10001, "0815", 2, 0.1 + 0.2)]), "export.xlsx")
    (line,) = rows_of(small, "Orders")
    assert (line.order_date, line.customer_number, str(line.quantity), str(line.unit_price)) == (
        date(2026, 9, 1),
        "10001",
        "2",
        "0.3",
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "E_CSV_SHAPE"),
        ("\n\n", "E_CSV_SHAPE"),
        ("a;b;c\n1;2;3\n", "E_NO_HEADINGS"),
        ("Kundennr.\n1\n", "E_NO_HEADINGS"),
        ('Kundennr.;Name\n"1;Müller\n2;Meier\n', "E_CSV_SHAPE"),
        ("Kundennr.;Name;Name\n1;a;b\n", "E_FILE_COLUMNS"),
        ("Kundennr.;Straße;Ort\n1;a;b\n", "E_FILE_COLUMNS"),
    ],
)
def test_what_is_no_table_of_customers_is_refused(text: str, code: str, empty: Firm) -> None:
    path = empty.folder / "export.csv"
    path.write_text(text, encoding="utf-8")
    before = empty.state()
    told = empty.run("load", "Customers", path, "--apply", "--json")
    assert told.json["refused"]["code"] == code, told.text
    assert empty.state() == before


def test_a_row_with_more_cells_than_headings_is_named(empty: Firm) -> None:
    data = csv_text(HEADER, ROWS[0], (*ROWS[1], "zu", "viel")).encode("utf-8")
    told = loaded(empty, "Customers", data, code=1)
    assert [finding["row"] for finding in told["findings"] if finding["severity"] == "error"] == [3]
    assert [row.customer_number for row in rows_of(empty, "Customers")] == ["000123"]


@pytest.mark.parametrize("heading", ["USt", "MwSt", "MwSt.-Satz", "USt %", "VAT", "VAT rate", "Steuersatz", "Tax code"])
def test_the_tax_rate_of_another_program_is_read(heading: str, empty: Firm) -> None:
    header = ("Artikelnr.", "Bezeichnung", "Einheit", "Preis", heading)
    rates = (19, 0.07, "7 %", "19,00", None, "ermäßigt")
    rows = [(f"N-{number}", "Neu", "Stk", 10, rate) for number, rate in enumerate(rates)]
    loaded(empty, "Items", excel([header, *rows]), "export.xlsx")
    codes = {row.item_number: row.tax_code for row in rows_of(empty, "Items")}
    standard, reduced = TaxCode.STANDARD, TaxCode.REDUCED
    assert [codes[row[0]] for row in rows] == [standard, reduced, reduced, standard, None, reduced]


def test_undo_takes_the_loaded_rows_back(empty: Firm) -> None:
    loaded(empty, "Customers", csv_text(HEADER, *ROWS).encode("utf-8"))
    assert empty.run("undo", "--apply").code == 0
    assert len(rows_of(empty, "Customers")) == 0


@pytest.mark.parametrize(("times", "counted"), [(1, "1 Zeile"), (2, "2 Zeilen")])
def test_rows_that_a_program_put_below_the_table_are_told(firm: Firm, times: int, counted: str) -> None:
    book = openpyxl.load_workbook(firm.book)
    sheet = book["Aufträge"]
    rows = list(sheet.iter_rows(values_only=True))
    assert sheet.tables["Orders"].ref.endswith(str(len(rows)))
    for _ in range(times):
        sheet.append(rows[1])
    book.save(firm.book)
    told = f"TAB005 Im Blatt Aufträge nicht gelesen, weil unter der Tabelle: {counted} ab Zeile {len(rows) + 1}."
    assert told in firm.run("validate-orders").out
