"""A tab as rows: headings in any order and language, and every defect told where it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pyxl.core.cells import NO_VALUE, CellError, RawValue
from pyxl.core.changes import SetCell
from pyxl.core.labels import Language
from pyxl.core.money import Money
from pyxl.core.tables import RawTable, Table, column_letter, read_table, table_of
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item, TaxCode
from pyxl.orders.rows import OrderLine
from pyxl.settings import BookLanguage, Settings

ORDERS = ("Line ID", "Order no.", "Order date", "Customer no.", "Item no.", "Quantity", "Unit", "Blue")
LINE: tuple[RawValue, ...] = ("L1", "A-1", date(2026, 3, 4), "D1", "I1", 2.0, "kg", "her own")


def orders(
    rows: Sequence[Sequence[RawValue]],
    headers: tuple[str, ...] = ORDERS,
    language: Language = "en",
    first: tuple[int, int] = (1, 1),
    **more: Any,
) -> Table[OrderLine]:
    return read_table(OrderLine, RawTable("Orders", "Aufträge", *first, headers, rows, **more), language)


def told(table: Table[Any]) -> list[tuple[str, str]]:
    return [(finding.rule.name, finding.cell.address) for finding in table.findings]


def with_cell(name: str, value: RawValue) -> tuple[RawValue, ...]:
    return tuple(value if header == name else cell for header, cell in zip(ORDERS, LINE, strict=True))


def test_a_clean_row() -> None:
    table = orders([LINE])
    (row,) = table
    assert (row.line_id, row.order_date, row.quantity, row.sheet_row) == ("L1", date(2026, 3, 4), Decimal(2), 2)
    assert (row.unit_price, row.description, row.delivery_date) == (None, "", None)
    assert table.findings == ()
    assert table.get("L1") is row
    assert table.get("L2") is None


@pytest.mark.parametrize(
    "headers",
    [
        ("Zeilen-ID", "Auftragsnr.", "Auftragsdatum", "Kundennr.", "Artikelnr.", "Menge", "Einheit", "Blau"),
        ("line id", "ORDER NO", "order  date", "customer_number", "Artikel", "quantity", "ME", ""),
        ("Line\nID", "Auftrag", "Datum", "Kunde", "Item", "Menge ", "UNIT", "Blue"),
    ],
)
def test_headings_by_label_alias_and_field_name(headers: tuple[str, ...]) -> None:
    table = orders([LINE], headers)
    assert table.findings == ()
    assert table.rows[0].customer_number == "D1"


def test_columns_in_another_order_and_place() -> None:
    table = orders([LINE[::-1]], ORDERS[::-1], first=(5, 3))
    (row,) = table
    assert (row.order_number, row.sheet_row) == ("A-1", 6)
    assert table.cell(row, "quantity").address == "E6"
    assert table.cell(row, "delivery_date").address == ""


@pytest.mark.parametrize(
    ("headers", "finding", "message"),
    [
        (
            tuple("Count" if name == "Quantity" else name for name in ORDERS),
            "column-missing",
            "Im Blatt Aufträge fehlt die Spalte Menge.",
        ),
        (
            tuple("id" if name == "Line ID" else name for name in ORDERS),
            "column-missing",
            "Im Blatt Aufträge fehlt die Spalte Zeilen-ID.",
        ),
        (
            tuple("Menge" if name == "Blue" else name for name in ORDERS),
            "header-twice",
            "Blatt Aufträge: die Spalten F, H bedeuten alle Menge.",
        ),
    ],
)
def test_unusable_headings_stop_the_tab(headers: tuple[str, ...], finding: str, message: str) -> None:
    table = orders([LINE], headers)
    assert len(table) == 0
    assert [each.rule.name for each in table.findings] == [finding]
    assert table.findings[0].message("de") == message
    assert table.findings[0].cell.row == 1


@pytest.mark.parametrize(
    ("name", "raw", "finding"),
    [
        ("Order no.", None, "required-missing"),
        ("Order no.", "  ", "stray-characters"),
        ("Order date", None, "required-missing"),
        ("Order date", "04.03.2026", "date-as-text"),
        ("Order date", "30.02.2026", "impossible-date"),
        ("Order date", "03/04/2026", "ambiguous-date"),
        ("Order date", 46085.0, "date-shown-as-number"),
        ("Quantity", True, "truth-value-as-number"),
        ("Quantity", 1e308, "number-too-large"),
        ("Quantity", float("nan"), "number-too-large"),
        ("Quantity", "1.234", "ambiguous-number"),
        ("Quantity", "2,5", "number-as-text"),
        ("Quantity", CellError("#DIV/0!"), "error-value"),
        ("Quantity", NO_VALUE, "formula-without-value"),
        ("Unit", "kg\u00a0", "stray-characters"),
    ],
)
def test_a_defect_is_told_once_and_the_row_is_read_all_the_same(name: str, raw: RawValue, finding: str) -> None:
    table = orders([with_cell(name, raw), with_cell("Line ID", "L2")])
    address = f"{column_letter(ORDERS.index(name) + 1)}2"
    expected = "required-missing" if raw == "  " else finding
    assert told(table) == [(expected, address)]
    assert len(table) == 2
    assert table.rows[0].customer_number == "D1"


@pytest.mark.parametrize("key", ["L1", None])
def test_a_repair_needs_the_key_of_its_row(key: str | None) -> None:
    row = (key, "A-1", "04.03.2026", "D1", "I1", "2,5", "kg\u00a0", "")
    fixes = [finding.fix for finding in orders([row]).findings]
    if key is None:
        assert fixes == [None, None, None]
    else:
        changes = [change for fix in fixes if fix for change in fix.changes if isinstance(change, SetCell)]
        assert [(change.old, change.new) for change in changes] == [
            ("04.03.2026", date(2026, 3, 4)),
            ("2,5", Decimal("2.5")),
            ("kg\u00a0", "kg"),
        ]


@pytest.mark.parametrize("blank", [None, "", "  ", "\u00a0", "\u200b"])
def test_a_blank_row_is_no_row(blank: RawValue) -> None:
    table = orders([[blank] * 7 + ["her note"], LINE, []])
    assert [row.sheet_row for row in table] == [3]
    assert table.findings == ()


def test_short_rows_end_early() -> None:
    table = orders([LINE[:6]])
    assert table.rows[0].unit == ""
    assert table.findings == ()


def test_a_key_that_stands_twice() -> None:
    table = orders([LINE, with_cell("Unit", "g"), with_cell("Line ID", None), with_cell("Line ID", "")])
    assert told(table) == [("key-twice", "A3")]
    assert table.findings[0].message("en") == "Line ID L1 stands in rows 2, 3."
    first = table.get("L1")
    assert first is not None
    assert first.unit == "kg"


def test_hidden_rows_are_read_and_counted() -> None:
    rows = [with_cell("Line ID", f"L{number}") for number in range(1, 9)]
    table = orders(rows, hidden_rows=frozenset(range(2, 9)))
    assert len(table) == 8
    assert [finding.message("de") for finding in table.findings] == [
        "Ausgeblendet, aber einbezogen: 7 Zeilen im Blatt Aufträge (Zeilen 2, 3, 4, 5, 6, …)."
    ]
    assert not table.findings[0].is_error


def test_hidden_rows_of_a_tab_of_ours_are_nobodys_business() -> None:
    headers = ("Rechnungsnr.", "Art", "Rechnungsdatum", "Kundennr.", "Kunde", "Netto", "USt", "Brutto")
    from pyxl.ledger.rows import InvoiceRow

    row = ("RE-1", "Rechnung", date(2026, 3, 4), "D1", "Nord", 100.0, 19.0, 119.0)
    raw = RawTable("Invoices", "Rechnungen", 1, 1, headers, [row], hidden_rows=frozenset({2}))
    assert read_table(InvoiceRow, raw, "de").findings == ()


@pytest.mark.parametrize(
    ("merged", "rows"),
    [
        (((3, 1, 4, 1),), [3, 4]),
        (((3, 5, 3, 6),), [3]),
        (((3, 20, 4, 21),), []),
        (((1, 1, 1, 8),), []),
    ],
)
def test_merged_cells_make_a_row_unsure(merged: tuple[tuple[int, int, int, int], ...], rows: list[int]) -> None:
    lines = [with_cell("Line ID", f"L{number}") for number in range(1, 5)]
    table = orders(lines, merged=merged)
    assert [finding.cell.row for finding in table.findings] == rows
    assert {finding.rule.name for finding in table.findings} <= {"merged-cell"}


def test_a_computed_column_is_not_hers() -> None:
    headers = (*ORDERS, "Net amount", "Customer name")
    table = orders([(*LINE, NO_VALUE, NO_VALUE), (*([None] * 8), 0.0, "")], headers)
    (row,) = table
    assert (row.net_amount, row.customer_name) == (None, "")
    assert table.findings == ()


def test_money_takes_the_currency_of_the_row() -> None:
    headers = ("Rechnungsnr.", "Rechnungsdatum", "Kundennr.", "Brutto", "Währung", "Fällig am")
    day = date(2026, 3, 4)
    rows = [
        ("R1", day, "D1", 119.0, None, day),
        ("R2", day, "D1", 119.0, "chf", day),
        ("R3", day, "D1", 11900.0, "JPY", day),
        ("R4", day, "D1", 119.005, "EUR", day),
        ("R5", day, "D1", 0.5, "JPY", day),
        ("R6", day, "D1", 119.1 + 0.1, "EUR", day),
    ]
    table = read_table(OpenItem, RawTable("Receivables", "Offene Posten", 1, 1, headers, rows), "de")
    amounts = {row.invoice_number: row.gross_amount for row in table}
    assert amounts == {
        "R1": Money.of(119),
        "R2": Money.of(119, "CHF"),
        "R3": Money.of(11900, "JPY"),
        "R6": Money.of("119.20"),
    }
    assert told(table) == [("too-many-decimals", "D5"), ("too-many-decimals", "D6")]
    assert table.unreadable_keys == {"R4", "R5"}


def test_a_column_that_is_not_there_has_its_default() -> None:
    headers = ("Customer no.", "Name", "Street", "Postcode", "City")
    table = read_table(
        Customer, RawTable("Customers", "Customers", 1, 1, headers, [("D1", "Nord", "a", "1", "b")]), "en"
    )
    (row,) = table
    assert (row.country, row.currency, row.blocked, row.payment_days) == ("DE", "EUR", False, None)


def test_choices_and_flags() -> None:
    headers = ("Artikelnr.", "Bezeichnung", "Einheit", "Preis", "Steuersatz", "Gesperrt")
    rows: list[list[RawValue]] = [
        [4711.0, "Nagel", "kg", 4.5, "ERMÄSSIGT", "ja"],
        ["A2", "Schraube", "Stk", 1.0, "standard", None],
        ["A3", "Dübel", "Stk", 1.0, "19 %", "vielleicht"],
    ]
    table = read_table(Item, RawTable("Items", "Artikel", 1, 1, headers, rows), "de")
    found = [(row.item_number, row.tax_code, row.blocked) for row in table]
    assert found[:2] == [("4711", TaxCode.REDUCED, True), ("A2", TaxCode.STANDARD, False)]
    assert told(table) == [("unknown-choice", "E4"), ("unknown-choice", "F4")]


def test_settings_stand_one_below_the_other() -> None:
    names = ("Firma", "IBAN", "Zahlungsziel (Tage)", "Sprache", "Rechnungsnummer", "Straße", "PLZ", "Ort")
    values = ("Muster GmbH", None, "30", "Deutsch", None, "Ring 1", "34117", "Kassel")
    raw = RawTable("Settings", "Einstellungen", 1, 1, names, [values], is_transposed=True)
    table = read_table(Settings, raw, "de")
    (firm,) = table
    assert (firm.company_name, firm.payment_days, firm.language) == ("Muster GmbH", 30, BookLanguage.DE)
    assert firm.invoice_number_pattern == "RE-{year}-{00001}"
    assert told(table) == [("number-as-text", "B4"), ("required-missing", "B3")]
    assert table.cell(firm, "iban").address == "B3"


def test_a_frame_for_analysts() -> None:
    rows = [OpenItem(invoice_number="R1", invoice_date=date(2026, 3, 4), customer_number="D1",
                     gross_amount=Money.of("119.00"), due_date=date(2026, 3, 18))]  # fmt: skip
    frame = table_of(OpenItem, rows).to_frame()
    assert list(frame["gross_amount_cents"]) == [11900]
    assert frame["amount_paid_cents"].isna().all()
    assert "gross_amount" not in frame.columns


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
)
def test_column_letters(number: int, letters: str) -> None:
    assert column_letter(number) == letters
