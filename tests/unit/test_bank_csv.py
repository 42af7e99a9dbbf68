"""CSV exports: shape, damage done by Excel, pending lines, amounts and dates (DOMAIN 2.4, SAFETY F27-F29, E13)."""

from __future__ import annotations

from datetime import date

import pytest

from pyxl.core.money import Money
from pyxl.core.refusal import Refused
from pyxl.formats.bank_csv.layout import CsvLayout
from pyxl.formats.bank_csv.layouts import COMDIRECT, CSV_CAMT, CSV_MT940, DKB, DKB_OLD
from pyxl.formats.bank_csv.reading import LAYOUTS, read_bank_csv
from pyxl.formats.bank_csv.table import find_table
from pyxl.formats.bank_csv.wallets import N26

ACCOUNT = "DE89370400440532013000"
CELLS = {
    "Auftragskonto": ACCOUNT,
    "Buchungstag": "02.03.26",
    "Valutadatum": "03.03.26",
    "Buchungstext": "GUTSCHR. UEBERWEISUNG",
    "Verwendungszweck": "Rechnung 7 ",
    "Beguenstigter/Zahlungspflichtiger": "Kunde GmbH",
    "Kontonummer/IBAN": "DE02120300000000202051",
    "Kontonummer": "DE02120300000000202051",
    "Betrag": "119,00",
    "Waehrung": "EUR",
    "Info": "Umsatz gebucht",
}


def _csv(*rows: dict[str, str], layout: CsvLayout = CSV_CAMT) -> str:
    header = list(layout.columns.values())
    quoted = [header, *([(CELLS | row).get(name, "") for name in header] for row in rows)]
    return "".join(";".join(f'"{cell}"' for cell in row) + "\r\n" for row in quoted)


def test_a_line_of_csv_camt() -> None:
    references = {
        "Kundenreferenz (End-to-End)": "E-7",
        "Mandatsreferenz": "M-1",
        "Glaeubiger ID": "DE98ZZZ09999999999",
        "Lastschrift Ursprungsbetrag": "50,00",
        "Auslagenersatz Ruecklastschrift": "3,00",
        "Betrag": "-53,00",
    }
    file = read_bank_csv(_csv(references))
    (statement,) = file.statements
    (line,) = statement.lines
    assert (file.format, statement.account, statement.currency) == ("CSV-CAMT", ACCOUNT, "EUR")
    assert (line.booking_date, line.value_date) == (date(2026, 3, 2), date(2026, 3, 3))
    assert (line.amount, line.original_amount, line.charges) == (Money.of("-53"), Money.of("50"), Money.of("3"))
    assert (line.end_to_end_id, line.mandate_id, line.creditor_id) == ("E-7", "M-1", "DE98ZZZ09999999999")
    assert (line.counterparty_name, line.remittance_information) == ("Kunde GmbH", "Rechnung 7")


def test_csv_mt940_takes_its_references_from_the_text() -> None:
    text = "EREF+RE 7-1MREF+M-1CRED+DE98ZZZ09999999999SVWZ+Beitrag EREF+X 2026ABWA+Muster OHG"
    (line,) = read_bank_csv(_csv({"Verwendungszweck": text}, layout=CSV_MT940)).statements[0].lines
    assert (line.end_to_end_id, line.mandate_id, line.creditor_id) == ("RE 7-1", "M-1", "DE98ZZZ09999999999")
    assert (line.remittance_information, line.ultimate_party_name) == ("Beitrag EREF+X 2026", "Muster OHG")


def test_pending_lines_are_counted_and_left_out() -> None:
    (statement,) = read_bank_csv(_csv({}, {"Info": "Umsatz vorgemerkt"})).statements
    assert (len(statement.lines), statement.pending_count) == (1, 1)


def test_the_oldest_line_comes_first() -> None:
    newest_first = _csv({"Buchungstag": "04.03.26"}, {"Betrag": "2,00"}, {"Betrag": "1,00"})
    amounts = [line.amount.cents for line in read_bank_csv(newest_first).statements[0].lines]
    assert amounts == [100, 200, 11900]
    oldest_first = _csv({"Betrag": "1,00"}, {"Betrag": "2,00"}, {"Buchungstag": "04.03.26"})
    assert [line.amount.cents for line in read_bank_csv(oldest_first).statements[0].lines] == amounts


def test_each_account_and_currency_is_a_statement() -> None:
    rows = _csv({}, {"Auftragskonto": "DE02120300000000202051"}, {"Waehrung": "USD"})
    statements = read_bank_csv(rows).statements
    assert [(each.account, each.currency) for each in statements] == [
        (ACCOUNT, "EUR"),
        ("DE02120300000000202051", "EUR"),
        (ACCOUNT, "USD"),
    ]


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1.234,56", "1234.56"),
        ("1234,5", "1234.50"),
        ("-1.000", "-1000"),
        ("0,00", "0"),
        ("+7", "7"),
        ("1.234.567", "1234567"),
    ],
)
def test_amounts(written: str, amount: str) -> None:
    (line,) = read_bank_csv(_csv({"Betrag": written})).statements[0].lines
    assert line.amount == Money.of(amount)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"Betrag": ""}, "E_STATEMENT_AMOUNT", id="no amount"),
        pytest.param({"Betrag": "1,234.56"}, "E_STATEMENT_AMOUNT", id="English amount"),
        pytest.param({"Betrag": "12.34"}, "E_STATEMENT_AMOUNT", id="two digits after a dot"),
        pytest.param({"Betrag": "1,23E+5"}, "E_CSV_EXCEL", id="amount in E notation"),
        pytest.param({"Waehrung": ""}, "E_STATEMENT_AMOUNT", id="no currency"),
        pytest.param({"Buchungstag": "30.02.26"}, "E_STATEMENT_DATE", id="30 February"),
        pytest.param({"Buchungstag": "2026-03-02"}, "E_CSV_RESAVED", id="the date as a spreadsheet writes it"),
        pytest.param({"Buchungstag": "3/2/2026"}, "E_CSV_RESAVED", id="the date as an English Excel writes it"),
        pytest.param({"Buchungstag": "02.03.2026"}, "E_CSV_RESAVED", id="two kinds of dates in one file"),
        pytest.param({"Buchungstag": "46083"}, "E_CSV_EXCEL", id="Excel serial"),
        pytest.param({"Kontonummer/IBAN": "1,23E+12"}, "E_CSV_EXCEL", id="account in E notation"),
        pytest.param({"Kundenreferenz (End-to-End)": "4,711E+15"}, "E_CSV_EXCEL", id="reference in E notation"),
        pytest.param({"Mandatsreferenz": "1.23E+12"}, "E_CSV_EXCEL", id="English Excel"),
    ],
)
def test_a_damaged_cell_refuses_the_file(change: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_bank_csv(_csv({}, change))
    assert refusal.value.code == code
    assert "(line 3" in refusal.value.text("en")


def test_e_notation_in_a_text_is_what_somebody_wrote() -> None:
    (line,) = read_bank_csv(_csv({"Verwendungszweck": "1,23E+12"})).statements[0].lines
    assert line.remittance_information == "1,23E+12"


GOOD = _csv({}, {}, {})


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(GOOD.replace('"EUR";"Umsatz gebucht"', '"EUR"', 1), 2, id="a field too few"),
        pytest.param(GOOD.replace('"EUR";', '"EUR";"";', 1), 2, id="a field too many"),
        pytest.param(GOOD.replace('"Kunde GmbH"', '"Kunde GmbH', 1), 2, id="an open quotation mark"),
        pytest.param(GOOD.rstrip().removesuffix('"'), 4, id="an open quotation mark at the end"),
        pytest.param(GOOD.replace("Rechnung 7 ", "Rechnung\r\n7", 1), 2, id="a line break inside a field"),
        pytest.param(GOOD + "Summe;357,00\r\n", 5, id="a sum below"),
    ],
)
def test_a_damaged_shape_names_its_line(text: str, line: int) -> None:
    with pytest.raises(Refused) as refusal:
        read_bank_csv(text)
    assert refusal.value.code == "E_CSV_SHAPE"
    assert f"at line {line}:" in refusal.value.text("en")


WITH_HEADER = [layout for layout in LAYOUTS if not layout.headless]


def _names(layout: CsvLayout) -> list[str]:
    """The columns as one bank file has them, each once."""
    names = [part for name in (*layout.columns.values(), *layout.marks) for part in name.split(" | ")[0].split(" + ")]
    return [name.removesuffix(" (2)") for name in names]


@pytest.mark.parametrize("layout", WITH_HEADER, ids=lambda layout: str(layout.name))
def test_each_layout_is_found_by_its_header_however_it_is_written(layout: CsvLayout) -> None:
    names, mark = _names(layout), layout.delimiters[0]
    headers = (
        mark.join(names),
        mark.join(f'"{name}"' for name in reversed(names)),
        "\ufeff" + mark.join(f" {name.upper()} " for name in names) + mark + "New column",
    )
    found = [find_table(f"sep={mark}\n\n{header}\n", LAYOUTS) for header in headers]
    assert [table.layout.name if table else None for table in found] == [layout.name] * 3


def test_no_layout_is_guessed_between_two() -> None:
    both = ";".join({**dict.fromkeys(_names(DKB_OLD)), **dict.fromkeys(_names(COMDIRECT))})
    with pytest.raises(Refused) as refusal:
        read_bank_csv(both)
    assert refusal.value.code == "E_CSV_AMBIGUOUS"


def test_a_column_that_is_not_there_is_not_made_up() -> None:
    with pytest.raises(Refused) as refusal:
        read_bank_csv(";".join(name for name in _names(DKB) if name != "Wertstellung"))
    assert refusal.value.code == "E_CSV_LAYOUT"


def test_a_file_saved_with_another_separator_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        read_bank_csv(";".join(_names(N26)))
    assert refusal.value.code == "E_CSV_RESAVED"
    assert "“;”" in refusal.value.text("de") or "„;“" in refusal.value.text("de")


def test_an_unknown_layout_is_refused_with_the_way_out() -> None:
    with pytest.raises(Refused) as refusal:
        read_bank_csv("Datum;Betrag\n01.03.2026;5,00\n")
    assert refusal.value.code == "E_CSV_LAYOUT"
    assert "camt.053" in refusal.value.text("de")
