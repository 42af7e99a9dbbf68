"""Proposals for unknown CSV files: by names and content, and left open where content cannot tell."""

from __future__ import annotations

import pytest

from pyxl.formats.bank_csv.guess import is_complete, propose_layout
from pyxl.formats.bank_csv.layout import CsvLayout
from pyxl.formats.bank_csv.reading import read_unknown
from pyxl.formats.csv_files.unknown import UnknownCsv, find_unknown


def _unknown(text: str) -> UnknownCsv:
    unknown = find_unknown(text)
    assert unknown is not None
    return unknown


def _layout(text: str) -> CsvLayout:
    layout = propose_layout(_unknown(text))
    assert layout is not None
    return layout


def _amounts(text: str) -> list[str]:
    file = read_unknown(_unknown(text), _layout(text))
    assert file is not None
    return [str(line.amount) for statement in file.statements for line in statement.lines]


def test_names_decide_between_columns_of_one_kind() -> None:
    layout = _layout(
        "Valuta;Buchungstag;Empfänger;Zweck;Saldo;Betrag\n31.03.2026;30.03.2026;Kunde;RE-7;119,50;119,50\n"
    )
    assert layout.columns == {
        "booking_date": "Buchungstag",
        "value_date": "Valuta",
        "counterparty_name": "Empfänger",
        "remittance_information": "Zweck",
        "balance": "Saldo",
        "amount": "Betrag",
    }
    assert is_complete(layout)


def test_content_decides_where_names_say_nothing() -> None:
    layout = _layout("Eins,Zwei,Drei\n2026-03-30,RE-7 vom März,119.50\n")
    assert layout.columns == {"booking_date": "Eins", "remittance_information": "Zwei", "amount": "Drei"}


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        pytest.param(
            "Datum;Text;Soll;Haben\n31.03.2026;a;53,50;\n31.03.2026;b;;7,00\n", ["-53.50 EUR", "7.00 EUR"], id="plain"
        ),
        pytest.param(
            "Datum;Text;Soll;Haben\n31.03.2026;a;-53,50;\n31.03.2026;b;;7,00\n", ["-53.50 EUR", "7.00 EUR"], id="signed"
        ),
        pytest.param(
            "Datum;Text;Betrag;SH\n31.03.2026;a;53,50;S\n31.03.2026;b;7,00;H\n",
            ["-53.50 EUR", "7.00 EUR"],
            id="S and H",
        ),
        pytest.param("Datum;Text;Betrag CHF\n31.03.2026;a;-53,50\n", ["-53.50 CHF"], id="currency in the name"),
        pytest.param("Datum;Text;Betrag;Währung\n31.03.2026;a;-53,50;USD\n", ["-53.50 USD"], id="currency in a column"),
        pytest.param('Date,Text,Amount\n2026-03-31,a,"-1,053.50"\n', ["-1053.50 EUR"], id="English thousands"),
        pytest.param(
            "Datum;Text;Ausgang;Eingang\n31.03.2026;a;53,50;\n", ["-53.50 EUR"], id="a month without money in"
        ),
    ],
)
def test_money_as_banks_write_it(text: str, amounts: list[str]) -> None:
    assert sorted(_amounts(text)) == sorted(amounts)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Date;Text;Amount\n03/04/2026;a;7,50\n", id="March or April"),
        pytest.param("Datum;Text;Betrag\n31.03.2026;a;1.000\n", id="one or one thousand"),
        pytest.param("Datum;Text;Eins;Zwei\n31.03.2026;a;7,50;8,50\n", id="two columns of money"),
    ],
)
def test_what_content_cannot_tell_is_left_open(text: str) -> None:
    assert not is_complete(_layout(text))


def test_the_status_that_most_lines_have_is_the_booked_one() -> None:
    text = "Datum;Status;Text;Betrag\n30.03.2026;ok;a;1,50\n30.03.2026;ok;b;1,50\n31.03.2026;offen;c;1,50\n"
    assert _layout(text).booked == {"ok"}
    file = read_unknown(_unknown(text), _layout(text))
    assert file is not None
    assert [(len(each.lines), each.pending_count) for each in file.statements] == [(2, 1)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Name;Ort;Land\nAnna;Kassel;DE\n", id="no dates"),
        pytest.param("01.03.2026;Miete;-5,00\n02.03.2026;Kunde;7,00\n", id="no header"),
        pytest.param("Datum;Betrag\n01.03.2026;5,00\n", id="two columns"),
        pytest.param("Datum;Datum;Betrag\n01.03.2026;02.03.2026;5,00\n", id="one name twice"),
    ],
)
def test_what_is_no_table_of_bank_lines_gets_no_proposal(text: str) -> None:
    assert find_unknown(text) is None
