"""The files for the tax adviser and for others, line by line."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pyxl.accounting.chart_books import ChartBooks
from pyxl.accounting.charts import Account, Chart, is_automatic, number_of
from pyxl.accounting.exports import datev_batch, hledger_journal, postings_csv
from pyxl.accounting.postings import Counter, Posting, Side
from pyxl.formats.bookkeeping.datev_extf import DatevHead

DAY = date(2026, 3, 2)
SAMPLE = Path(__file__).resolve().parents[3].parent / "shared/data/payments/datev-extf/examples/EXTF_Buchungsstapel.csv"
SALE = Posting(
    DAY,
    "RE-2026-00001 (Entwurf)",
    'Café "Łódź"; Söhne & Töchter',
    Side(Account.RECEIVABLES, "10058"),
    (
        Counter(Account.REVENUE_19, -10000, -1900, Account.VAT_19),
        Counter(Account.REVENUE_7, -10000, -700, Account.VAT_7),
    ),
    due=date(2026, 4, 1),
)
BILL = Posting(
    DAY, "4711", "Holz AG", Side(Account.PAYABLES, "L1"), (Counter(Account.PURCHASES, 10000, 1000, Account.INPUT_VAT),)
)
LINE = Posting(
    DAY, "B-1", "=HYPERLINK()", Side(Account.BANK, "DE89"), (Counter(Account.UNASSIGNED, -11900, party="B-1"),)
)
POSTINGS = (SALE, BILL, LINE, SALE.taken_back(date(2026, 3, 31)))


def books(chart: Chart = Chart.SKR03) -> ChartBooks:
    return ChartBooks.of(POSTINGS, chart)


def datev(end: date = date(2026, 3, 31), chart: Chart = Chart.SKR03) -> list[list[str]]:
    head = DatevHead(
        consultant=1001,
        client=7,
        chart=chart.datev_number,
        year_start=date(2026, 1, 1),
        start=date(2026, 3, 1),
        end=end,
        name="März",
        created=end,
    )
    content = datev_batch(books(chart), head)
    assert content.endswith(b"\r\n")
    return list(csv.reader(content.decode("cp1252").split("\r\n")[:-1], delimiter=";"))


def test_the_head_of_a_datev_batch_has_31_fields_of_version_13() -> None:
    head = datev()[0]
    assert len(head) == 31
    assert head[:5] == ["EXTF", "700", "21", "Buchungsstapel", "13"]
    assert head[10:17] == ["1001", "7", "20260101", "4", "20260301", "20260331", "März"]
    assert (head[21], head[26]) == ("EUR", "03")


def test_every_line_has_125_columns_as_the_names_have() -> None:
    _, names, *rows = datev()
    assert len(names) == 125
    assert (names[0], names[113], names[117]) == ("Umsatz (ohne Soll/Haben-Kz)", "Festschreibung", "Generalumkehr (GU)")
    assert {len(row) for row in rows} == {125}


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample is not beside the checkout")
def test_text_stands_in_quotes_where_datevs_own_sample_has_it() -> None:
    """The sample is of an older version, whose 120 columns the new one has too."""
    theirs = SAMPLE.read_bytes().decode("cp1252").split("\r\n")[2].split(";")
    ours = (
        datev_batch(
            books(),
            DatevHead(
                consultant=1001,
                client=7,
                chart="03",
                year_start=date(2026, 1, 1),
                start=DAY,
                end=DAY,
                name="",
                created=DAY,
            ),
        )
        .decode("cp1252")
        .split("\r\n")[5]
        .split(";")
    )
    assert [value.startswith('"') for value in ours[:117]] == [value.startswith('"') for value in theirs[:117]]


def test_a_sale_is_a_row_for_each_rate_with_the_vat_in_it() -> None:
    """8400 and 8300 are automatic accounts: DATEV takes the VAT out of the gross amount."""
    first, second = datev()[2:4]
    assert [first[place] for place in (0, 1, 6, 7, 8, 9)] == ["119,00", "S", "10058", "8400", "", "0203"]
    assert [second[place] for place in (0, 1, 6, 7)] == ["107,00", "S", "10058", "8300"]
    assert first[10] == "RE-2026-00001Entwurf"
    assert first[11] == "010426"
    assert first[13] == 'Café "?ód?"; Söhne & Töchter'


def test_where_the_account_is_not_automatic_the_tax_is_a_row_of_its_own() -> None:
    net, tax = datev()[4:6]
    assert [net[place] for place in (0, 1, 6, 7)] == ["100,00", "H", "1600", "3200"]
    assert [tax[place] for place in (0, 1, 6, 7)] == ["10,00", "H", "1600", "1570"]


def test_what_goes_to_the_ec_sales_list_has_the_customers_vat_id() -> None:
    goods = Counter(Account.REVENUE_INTRA_COMMUNITY, -50000)
    sold = Posting(DAY, "RE-2", "Wien GmbH", Side(Account.RECEIVABLES, "10059"), (goods,), vat_id="atu 13585627")
    at_home = replace(SALE, vat_id="DE136695976")
    head = DatevHead(
        consultant=1001, client=7, chart="03", year_start=date(2026, 1, 1), start=DAY, end=DAY, name="", created=DAY
    )
    content = datev_batch(ChartBooks.of([sold, at_home], Chart.SKR03), head).decode("cp1252")
    _, names, *rows = csv.reader(content.split("\r\n")[:-1], delimiter=";")
    assert names[39] == "EU-Land u. UStID (Bestimmung)"
    assert [row[39] for row in rows] == ["ATU13585627", "", ""]


def test_a_reversal_names_the_same_sides_again_and_is_marked() -> None:
    sold, reversed_ = datev()[2], datev()[7]
    assert reversed_[117] == "G"
    assert [reversed_[place] for place in (0, 1, 6, 7)] == [sold[place] for place in (0, 1, 6, 7)]
    assert reversed_[9] == "3103"


def test_a_posting_outside_the_period_is_left_out() -> None:
    assert [row[117] for row in datev(end=date(2026, 3, 30))[2:]] == [""] * 5


def test_the_other_chart_has_its_own_numbers() -> None:
    head, _, first, *_ = datev(chart=Chart.SKR04)
    assert (head[26], first[7]) == ("04", "4400")


@pytest.mark.parametrize("chart", Chart)
def test_no_number_stands_for_two_accounts(chart: Chart) -> None:
    numbers = [number_of(account, chart) for account in Account]
    assert len(set(numbers)) == len(numbers)
    assert {len(number) for number in numbers} == {4}


def test_vat_accounts_are_never_automatic() -> None:
    assert not any(is_automatic(account) for account in Account if "VAT" in account.name)


def test_csv_has_a_line_for_each_account_and_no_formula() -> None:
    rows = list(csv.reader(postings_csv(books(), "de").splitlines(), delimiter=";"))
    assert rows[0][:4] == ["Datum", "Beleg", "Text", "Konto"]
    assert rows[1][:1] + rows[1][3:] == ["02.03.2026", "1400", "Forderungen aus L+L", "10058", "226,00", "", ""]
    assert len(rows) == 1 + 5 + 3 + 2 + 5
    assert rows[9][2] == "'=HYPERLINK()"
    assert rows[-1][-1] == "x"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1", "＋1", "－1", "＠SUM(1)"]
)
def test_no_text_of_the_csv_is_computed_by_a_spreadsheet(text: str) -> None:
    told = ChartBooks.of((replace(LINE, document=text, text=text),), Chart.SKR03)
    rows = list(csv.reader(postings_csv(told, "de").splitlines(keepends=True), delimiter=";"))
    assert {cell for row in rows[1:] for cell in row[1:3]} == {f"'{text}"}


def test_hledger_gets_accounts_below_accounts_and_text_that_is_text() -> None:
    told = hledger_journal(books(), "de")
    assert "account 1400 Forderungen aus L+L:10058  ; type:A\n" in told
    assert '2026-03-02 (RE-2026-00001 Entwurf) Café "Łódź" Söhne & Töchter\n' in told
    assert "    1400 Forderungen aus L+L:10058  226.00 EUR\n" in told


def test_bank_accounts_stand_ten_apart_in_the_order_they_came() -> None:
    second = Posting(DAY, "B-2", "", Side(Account.BANK, "AT61"), (Counter(Account.UNASSIGNED, 100, party="B-2"),))
    both = ChartBooks.of((*POSTINGS, second), Chart.SKR03)
    assert [both.number(Side(Account.BANK, iban), DAY) for iban in ("DE89", "AT61")] == ["1200", "1210"]
