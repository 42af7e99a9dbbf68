"""Every bank file of other projects that we have: read rightly, or refused for a good reason.

Each file was looked at, and its sums were worked out by hand or by an independent reader. The files are not ours and
stay outside the project.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pyxl.core.money import total
from pyxl.core.refusal import Refused
from pyxl.formats.bank_csv.guess import is_complete, propose_layout
from pyxl.formats.bank_csv.reading import read_unknown
from pyxl.formats.bank_values import decode
from pyxl.formats.statement_files import checked_file, read_statement_file
from pyxl.formats.statements.mt940_german import read_mt940
from pyxl.formats.statements.statement import Statement

CORPUS = Path(__file__).parents[3] / "shared" / "data" / "bank"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of other projects' bank files is not here")

Reading = tuple[str, tuple[tuple[int, str, str, str], ...]]
"""Format, then for each statement: lines, their sum, opening and closing balance ("-" where there is none).

The format is `proposed` where a person must look at the columns first; `left open` where she must choose some."""


def _file(format_name: str, *statements: tuple[int, str, str, str]) -> Reading:
    return format_name, statements


DEUTSCHE_BANK = "csv-banana/deutschebank_import_bank_statement_csv/testcases/csv_deutschebank_example_"

AGREED: dict[str, Reading | str] = {
    "bankstatementparser/test_data/golden/camt053_multicurrency.xml": _file(
        "camt.053.001.02",
        (2, "750.25 EUR", "10000.00 EUR", "10750.25 EUR"),
        (1, "-99.99 USD", "2500.00 USD", "2400.01 USD"),
    ),
    "bankstatementparser/test_data/golden/camt053_no_namespace.xml": _file(
        "camt.053", (1, "250.00 GBP", "100.00 GBP", "350.00 GBP")
    ),
    # Unknown: Débit without a minus sign, Crédit.
    "bankstatementparser/test_data/golden/csv_french_headers.csv": _file("proposed", (3, "2260.94 EUR", "-", "-")),
    # No statement at all, a Document with nothing in it.
    "bankstatementparser/test_data/invalid.xml": "E_STATEMENT_UNKNOWN",
    # A payment order, which goes to the bank and does not come from it.
    "bankstatementparser/test_data/pain.001.001.03.xml": "E_STATEMENT_UNKNOWN",
    # One column of payment numbers.
    "bankstatementparser/test_data/pain_file.csv": "E_CSV_LAYOUT",
    # OFX.
    "bankstatementparser/test_data/sample.ofx": "E_STATEMENT_UNKNOWN",
    "bankstatementparser/test_data/sample_split_amounts.csv": _file(
        "proposed", (2, "1050.25 EUR", "1000.00 EUR", "2050.25 EUR")
    ),
    "bankstatementparser/test_data/sample_statement.csv": _file(
        "proposed", (2, "1300.00 EUR", "2500.00 EUR", "3800.00 EUR")
    ),
    "camt-fewohbee/Fixtures/BankImport/camt052-booked-day1.xml": _file(
        "camt.052.001.08", (2, "488.02 EUR", "1000.00 EUR", "1488.02 EUR")
    ),
    "camt-fewohbee/Fixtures/BankImport/camt052-booked-day2.xml": _file(
        "camt.052.001.08", (1, "-25.00 EUR", "1488.02 EUR", "1463.02 EUR")
    ),
    "camt-fewohbee/Fixtures/BankImport/camt052-pending.xml": _file(
        "camt.052.001.08", (1, "10.00 EUR", "-", "1000.00 EUR")
    ),
    "camt-fewohbee/Fixtures/BankImport/camt053-statement.xml": _file(
        "camt.053.001.08", (1, "120.00 EUR", "-", "1463.02 EUR")
    ),
    "camt-fewohbee/Fixtures/BankImport/sparkasse-girokonto-anonymized.csv": _file(
        "CSV-CAMT", (4, "-1078.34 EUR", "-", "-")
    ),
    "camt-genkgo/data/camt052.v1.xml": _file("camt.052.001.01", (1, "-200000.00 SEK", "-", "-")),
    # Its one entry is pending (PDNG).
    "camt-genkgo/data/camt052.v4.xml": _file("camt.052.001.04", (0, "0.00 EUR", "-", "-")),
    # Its one entry is pending (PDNG).
    "camt-genkgo/data/camt052.v6.Amt-zero.xml": _file("camt.052.001.06", (0, "0.00 EUR", "-", "-")),
    "camt-genkgo/data/camt052.v8.xml": _file("camt.052.001.08", (1, "-200000.00 SEK", "-", "-")),
    # Opens in EUR and closes in SEK: no sum can be right.
    "camt-genkgo/data/camt053.v2.minimal.xml": "E_STATEMENT_CURRENCY",
    "camt-genkgo/data/camt053.v2.multi.statement.xml": _file(
        "camt.053.001.02", (1, "8.85 EUR", "18.15 EUR", "27.00 EUR"), (1, "-7.00 EUR", "27.00 EUR", "20.00 EUR")
    ),
    "camt-genkgo/data/camt053.v2.with-account-name.xml": _file("camt.053.001.02", (1, "8.85 EUR", "-", "-")),
    # A group header without a statement.
    "camt-genkgo/data/camt053.v2.wrong.xml": "E_CAMT_SHAPE",
    # Opens in EUR and closes in SEK.
    "camt-genkgo/data/camt053.v3.xml": "E_STATEMENT_CURRENCY",
    # Opens in EUR and closes in SEK.
    "camt-genkgo/data/camt053.v4.xml": "E_STATEMENT_CURRENCY",
    # The entry has neither booking nor value date.
    "camt-genkgo/data/camt054.v2.with-account-name.xml": "E_CAMT_SHAPE",
    # A batch whose parts add up to nothing like 200,000: one line.
    "camt-genkgo/data/camt054.v2.xml": _file("camt.054.001.02", (1, "-200000.00 SEK", "-", "-")),
    # A batch whose parts add up to nothing like 200,000: one line.
    "camt-genkgo/data/camt054.v4.xml": _file("camt.054.001.04", (1, "-200000.00 SEK", "-", "-")),
    # The entry has neither booking nor value date.
    "camt-genkgo/data/camt054.v8-with-UETR.xml": "E_CAMT_SHAPE",
    # The entry has neither booking nor value date.
    "camt-genkgo/data/camt054.v8-with-financial-institution.xml": "E_CAMT_SHAPE",
    # OFX.
    "camt-oca/account_statement_import_ofx/test_ofx_file/test_ofx_iban.ofx": "E_STATEMENT_UNKNOWN",
    # OFX.
    "camt-oca/account_statement_import_ofx/test_ofx_file/test_ofx_wrong.ofx": "E_STATEMENT_UNKNOWN",
    "camt-oca/account_statement_import_sheet_file/fixtures/multi_currency.csv": _file(
        "proposed", (1, "-33.50 USD", "-", "-"), (1, "1525.00 EUR", "-", "-")
    ),
    "camt-oca/account_statement_import_sheet_file/fixtures/original_currency.csv": _file(
        "proposed", (1, "1525.00 EUR", "-", "-")
    ),
    "camt-oca/account_statement_import_sheet_file/fixtures/original_currency_empty.csv": _file(
        "proposed", (1, "1525.00 EUR", "-", "-")
    ),
    # No header, so nothing says what the columns are.
    "camt-oca/account_statement_import_sheet_file/fixtures/original_currency_no_header.csv": "E_CSV_LAYOUT",
    "camt-ofxiso/samples/camt052.xml": _file("camt.052.001.02", (5, "-251.40 EUR", "268.35 EUR", "16.95 EUR")),
    "camt-ofxiso/samples/davider80.xml": _file("camt.053.001.04", (16, "-3679.85 CHF", "9433.31 CHF", "5753.46 CHF")),
    "csv-auto-ynab/data/samples/dkb-visa.csv": _file("DKB Visa", (2, "147.51 EUR", "-", "-")),
    # The word Kontostand below the lines was scrambled for publication.
    f"{DEUTSCHE_BANK}format1_20190904.csv": "E_STATEMENT_DATE",
    # The word Kontostand below the lines was scrambled for publication.
    f"{DEUTSCHE_BANK}format2_20140803.csv": "E_CSV_SHAPE",
    # The word Kontostand below the lines was scrambled for publication.
    f"{DEUTSCHE_BANK}format3_20240131.csv": "E_CSV_SHAPE",
    f"{DEUTSCHE_BANK}format5_20250414.csv": _file("Deutsche Bank", (1, "-12.90 EUR", "2123.80 EUR", "2110.90 EUR")),
    "csv-bank2ynab/test-data/20171001-20171106.csv": _file("N26 alt", (1, "-59.99 EUR", "-", "-")),
    "csv-bank2ynab/test-data/2018-04-14_10-52-13_bunq-transactieoverzicht.csv": _file(
        "proposed", (3, "728.54 EUR", "-", "-")
    ),
    "csv-bank2ynab/test-data/20180226-1000594757-umsatz.CSV": _file("CSV-MT940", (1, "-36.99 EUR", "-", "-")),
    "csv-bank2ynab/test-data/2019-03-02_11-50-46_bunq-statement.csv": _file("proposed", (7, "-23.82 EUR", "-", "-")),
    "csv-bank2ynab/test-data/TH_20180101-20180523_page_1.csv": _file("proposed", (9, "-2599.99 CZK", "-", "-")),
    # Czech names of columns: a person must say where the amount is.
    "csv-bank2ynab/test-data/TH_20180101-20180523_strana_1.csv": "left open",
    "csv-bank2ynab/test-data/TH_20180521-20180523.csv": _file("proposed", (1, "-111.11 CZK", "-", "-")),
    # Texts go on in rows of three fields instead of five.
    "csv-bank2ynab/test-data/TransactionHistory_20180418043121.csv": "E_CSV_SHAPE",
    "csv-bank2ynab/test-data/Umsaetze_KtoNr538917600_EUR_02-03-2018_1503.CSV": _file(
        "Commerzbank", (1, "-17.22 EUR", "-", "-")
    ),
    # Hungarian names of columns: a person must say where the amount is.
    "csv-bank2ynab/test-data/W80844_EBH_201945.202122.csv": "left open",
    # No header.
    "csv-bank2ynab/test-data/dba33fceecd62c3c727893361e0ba4d3.P000000027355791.csv": "E_CSV_LAYOUT",
    "csv-bank2ynab/test-data/export_BE11123456789012_20180304_1422.csv": _file(
        "proposed", (1, "-3.40 EUR", "223.35 EUR", "219.95 EUR")
    ),
    "csv-bank2ynab/test-data/export_KBC-Mastercard_Business_Essential_20200204_1604.csv": _file(
        "proposed", (3, "2.73 EUR", "-", "-")
    ),
    # No header.
    "csv-bank2ynab/test-data/statement_1.csv": "E_CSV_LAYOUT",
    # No header.
    "csv-bank2ynab/test-data/test_delimiter_tab.csv": "E_CSV_LAYOUT",
    # No header.
    "csv-bank2ynab/test-data/test_raiffeisen_01.csv": "E_CSV_LAYOUT",
    # No header.
    "csv-bank2ynab/test-data/test_row_format_default.csv": "E_CSV_LAYOUT",
    # No header.
    "csv-bank2ynab/test-data/test_row_format_neg_inflow.csv": "E_CSV_LAYOUT",
    "csv-bank2ynab/test-data/umsatz-1234________1234-20180227.CSV": _file(
        "Sparkasse Kreditkarte", (1, "-5.00 EUR", "-", "-")
    ),
    # No header; made for another program.
    "csv-dkb2homebank/testfiles/expected-output/visaNewHomebank.csv": "E_CSV_LAYOUT",
    "csv-dkb2homebank/testfiles/tagesgeld.csv": _file("DKB", (5, "101090.67 EUR", "-", "-")),
    "csv-dkb2homebank/testfiles/visaNew.csv": _file("DKB Visa", (6, "167.85 EUR", "-", "-")),
    # An Excel workbook.
    "csv-gohomebank/testfiles/barclaycard/Umsaetze_nok_noheader.xlsx": "E_STATEMENT_UNKNOWN",
    # An Excel workbook.
    "csv-gohomebank/testfiles/barclaycard/Umsaetze_nok_wrongdate2.xlsx": "E_STATEMENT_UNKNOWN",
    "csv-gohomebank/testfiles/barclaycard/Umsaetze_shortrows.csv": _file("proposed", (3, "-83.12 EUR", "-", "-")),
    # An Excel workbook.
    "csv-gohomebank/testfiles/barclaycard/Umsaetze_shortrows.xlsx": "E_STATEMENT_UNKNOWN",
    "csv-gohomebank/testfiles/comdirect/homebank.csv": _file("proposed", (4, "-158.93 EUR", "-", "-")),
    # A title and nothing below it.
    "csv-gohomebank/testfiles/comdirect/umsaetze_nok_noheader.csv": "E_CSV_LAYOUT",
    # A header without lines.
    "csv-gohomebank/testfiles/comdirect/umsaetze_onlyheader.csv": _file("comdirect"),
    "csv-gohomebank/testfiles/dkb/dkb.csv": _file("DKB", (3, "-1000.00 EUR", "-", "-")),
    "csv-gohomebank/testfiles/dkb/homebank.csv": _file("proposed", (2, "-1000.00 EUR", "-", "-")),
    "csv-gohomebank/testfiles/moneywallet/MoneyWallet_nok_wrongdatetime.csv": _file(
        "proposed", (1, "-8.40 EUR", "-", "-")
    ),
    # Its amount is -aa8,40.
    "csv-gohomebank/testfiles/moneywallet/MoneyWallet_nok_wrongmoney.csv": "E_CSV_LAYOUT",
    # An amount of -6ab.
    "csv-gohomebank/testfiles/volksbank/Umsaetze_nok_wrongbetrag.csv": "E_STATEMENT_AMOUNT",
    # A header without lines.
    "csv-gohomebank/testfiles/volksbank/Umsaetze_onlyheader.csv": _file("VR"),
    "csv-gohomebank/testfiles/volksbank/homebank.csv": _file("proposed", (4, "557.80 EUR", "-", "-")),
    "csv-rechnungsfee/vorlagen/bank-csv/dkb.csv": _file("DKB", (8, "50.43 EUR", "-", "-")),
    # Line 22 has lost a field.
    "csv-rechnungsfee/vorlagen/bank-csv/ing.csv": "E_CSV_SHAPE",
    # A hold and its release are left out; the balances agree.
    "csv-rechnungsfee/vorlagen/bank-csv/paypal.csv": _file("PayPal", (7, "-24.77 EUR", "38.53 EUR", "13.76 EUR")),
    # Two names in the header were replaced for publication, so it is unknown; its balances prove the reading.
    "csv-rechnungsfee/vorlagen/bank-csv/sparda-bank-west.csv": _file(
        "proposed", (20, "-15316.35 EUR", "18312.83 EUR", "2996.48 EUR")
    ),
    # Three of its ten lines are pending.
    "csv-rechnungsfee/vorlagen/bank-csv/sparkasse-lzo-mt940.csv": _file("CSV-MT940", (7, "332.51 EUR", "-", "-")),
    # The account of one line is another.
    "csv-rechnungsfee/vorlagen/bank-csv/targobank-duesseldorf.csv": _file(
        "Targobank", (10, "-519.78 EUR", "-", "-"), (1, "-98.40 EUR", "-", "-")
    ),
    # QIF.
    "csv-rechnungsfee/vorlagen/bank-csv/targobank-duesseldorf.qif": "E_STATEMENT_UNKNOWN",
    # An Excel workbook.
    "csv-rechnungsfee/vorlagen/bank-csv/targobank-duesseldorf.xlsx": "E_STATEMENT_UNKNOWN",
    # A DATEV export.
    "csv-rechnungsfee/vorlagen/datev/datev-export.csv": "E_STATEMENT_UNKNOWN",
    "csv-revolut/samples/2021-october.csv": _file("Revolut", (7, "165.31 EUR", "415.52 EUR", "580.83 EUR")),
    # Lines were taken out for publication: the balances have gaps.
    "csv-revolut/samples/2022-january.csv": "E_CSV_GAP",
    # Settings of another program.
    "csv-smallscripts/_archive/fix_fiducia_csv/mapping1.csv": "E_CSV_LAYOUT",
    # Settings of another program.
    "csv-smallscripts/_archive/fix_fiducia_csv/mapping_invalidheader.csv": "E_CSV_LAYOUT",
    # Settings of another program.
    "csv-smallscripts/_archive/fix_fiducia_csv/mapping_nomapping.csv": "E_CSV_LAYOUT",
    # Opening and closing balance are invented.
    "csv-smallscripts/_archive/fix_fiducia_csv/sample_fiducia_data.csv": "E_BALANCE",
    "csv-smallscripts/_archive/paypal2homebank/homebank_expected.csv": _file("proposed", (6, "-9.33 EUR", "-", "-")),
    # The balances do not follow from one another.
    "csv-smallscripts/_archive/paypal2homebank/paypal.csv": "E_CSV_GAP",
    # One of its lines is pending.
    "csv-sparkasse-freiburg/data/simple2.csv": _file("CSV-CAMT", (17, "129.76 EUR", "-", "-")),
    # Between the balances of 145.00 and 1,145.00 a line is missing.
    "csv-wise/sample-statement.csv": "E_CSV_GAP",
    # Saved by a spreadsheet program: the lines above the header are filled up to its width.
    "csv-xmc/xmc.be/importing/Umsatzanzeige_DE11100111171110921111_20200828.csv": "E_CSV_RESAVED",
    # The same with three errors put in.
    "csv-xmc/xmc.be/importing/Umsatzanzeige_DE11100111171110921111_20200828_errors.csv": "E_CSV_RESAVED",
    "hbci4java/hbci4java/sepa/test-camt-parse-05200102.xml": _file(
        "camt.052.001.02", (2, "10.50 EUR", "100.00 EUR", "110.50 EUR")
    ),
    # Intraday; its balances (100 and 100) do not cover the line of -53 and are left aside.
    "hbci4java/hbci4java/sepa/test-camt-ruecklastschrift.xml": _file("camt.052.001.02", (1, "-53.00 EUR", "-", "-")),
    # Payment orders.
    "hbci4java/hbci4java/sepa/test-pain-parse-00100102.xml": "E_STATEMENT_UNKNOWN",
    "hbci4java/hbci4java/sepa/test-pain-parse-00100109.xml": "E_STATEMENT_UNKNOWN",
    "hbci4java/hbci4java/sepa/test-pain-parse-00100203.xml": "E_STATEMENT_UNKNOWN",
    "hbci4java/hbci4java/sepa/test-pain-parse-00100303.xml": "E_STATEMENT_UNKNOWN",
    # A :20: and nothing else.
    "mt940-corpus/mt940_betterplace/empty_line.sta": "E_MT940_SHAPE",
    # A balance without a statement.
    "mt940-corpus/mt940_cmxl/account_balance_debit.sta": "E_MT940_SHAPE",
    # A balance without a statement.
    "mt940-corpus/mt940_cmxl/available_balance.sta": "E_MT940_SHAPE",
    # A balance without a statement.
    "mt940-corpus/mt940_cmxl/closing_balance.sta": "E_MT940_SHAPE",
    "mt940-corpus/mt940_cmxl/mt940.sta": _file(
        "MT940",
        (11, "87.30 DEM", "84349.74 DEM", "84437.04 DEM"),
        (2, "2200.00 EUR", "2187.95 EUR", "4387.95 EUR"),
        (3, "10040.00 PLN", "40000.00 PLN", "50040.00 PLN"),
    ),
    # Lines were taken out for publication: 2,038.00 are missing.
    "mt940-corpus/mt940_jejik/abnamro.sta": "E_BALANCE",
    "mt940-corpus/mt940_jejik/generic.sta": _file(
        "MT940", (1, "-10.00 EUR", "100.00 EUR", "90.00 EUR"), (1, "-10.00 EUR", "90.00 EUR", "80.00 EUR")
    ),
    # Lines were changed for publication: 49.06 are missing.
    "mt940-corpus/mt940_jejik/ing.sta": "E_BALANCE",
    # The second page closes 0.20 too high.
    "mt940-corpus/mt940_jejik/postfinance.sta": "E_BALANCE",
    "mt940-corpus/mt940_jejik/rabobank-iban.sta": _file(
        "MT940", (2, "-35.00 EUR", "1000.00 EUR", "965.00 EUR"), (2, "-35.00 EUR", "965.00 EUR", "930.00 EUR")
    ),
    "mt940-corpus/mt940_jejik/sns.sta": _file(
        "MT940", (2, "-25.00 EUR", "1234.56 EUR", "1209.56 EUR"), (0, "0.00 EUR", "1209.56 EUR", "1209.56 EUR")
    ),
    # Lines were taken out for publication: 111.40 are missing.
    "mt940-corpus/mt940_jejik/triodos.sta": "E_BALANCE",
    "mt940-corpus/mt940_mBank/mt940.sta": _file("MT940", (3, "0.03 PLN", "0.40 PLN", "0.43 PLN")),
    # Lines were taken out for publication: 770.71 are missing.
    "mt940-corpus/mt940_mBank/with_newline_in_tnr.sta": "E_BALANCE",
    # Two heads without balances.
    "mt940-corpus/mt940_self-provided/account_identification.sta": "E_MT940_SHAPE",
    # Made for its :86:, with balances that do not fit.
    "mt940-corpus/mt940_self-provided/details_60-63.sta": "E_BALANCE",
    # Value date 30 February, a habit of banks with 30 days to a month: read as the 29th, with a note.
    "mt940-corpus/mt940_self-provided/february_30.sta": _file("MT940", (1, "-6.00 EUR", "1200.00 EUR", "1194.00 EUR")),
    # The numbers one to ten.
    "mt940-corpus/mt940_self-provided/invalid_statement.sta": "E_CSV_LAYOUT",
    # An empty statement; the amounts have 16 zeros.
    "mt940-corpus/mt940_self-provided/long_statement_number.sta": _file(
        "MT940", (0, "0.00 TRY", "0.00 TRY", "0.00 TRY")
    ),
    # Made for its :86:, with balances that do not fit.
    "mt940-corpus/mt940_self-provided/overly_long_details.sta": "E_BALANCE",
    # Lines were taken out for publication.
    "mt940-corpus/mt940_self-provided/raiffeisen-cmi.sta": "E_BALANCE",
    # A single :61:, broken in the middle of its amount, without a statement around it.
    "mt940-corpus/mt940_self-provided/sparkassen.sta": "E_MT940_SHAPE",
    # 30 February again, and a time of day that wraps to `:12:11`.
    "mt940-corpus/mt940_self-provided/transaction_details_wrapped.sta": _file(
        "MT940", (1, "-6.00 EUR", "1200.00 EUR", "1194.00 EUR")
    ),
    # Made for its :86:, with balances that do not fit.
    "mt940-corpus/mt940_self-provided/whitespace.sta": "E_BALANCE",
    # 30 February again, and a time of day that wraps to `:26:37`.
    "mt940-corpus/mt940_self-provided/wrapped_timestamp.sta": _file(
        "MT940", (1, "-6.00 EUR", "1200.00 EUR", "1194.00 EUR")
    ),
    "mt940-soacsv/data/soamt940_test_1822.mt940": _file("MT940", (2, "0.00 EUR", "1000.00 EUR", "1000.00 EUR")),
    "mt940-soacsv/data/soamt940_test_VR-Bank.mt940": _file("MT940", (5, "170.58 EUR", "1000.00 EUR", "1170.58 EUR")),
    # Lines were taken out for publication: 610.00 are missing.
    "mt940-soacsv/data/test_VR-Bank1.csv": "E_BALANCE",
}


def _reading(name: str) -> Reading | str:
    try:
        file = read_statement_file(name, (CORPUS / name).read_bytes())
    except Refused as refusal:
        return refusal.code
    if file.unknown is not None:
        return _proposal(name)
    return _file(file.format, *map(_figures, file.statements))


def _figures(statement: Statement) -> tuple[int, str, str, str]:
    balances = (statement.opening_balance, statement.closing_balance)
    booked = total(tuple(line.amount for line in statement.lines), statement.currency)
    opening, closing = (str("-" if balance is None else balance) for balance in balances)
    return len(statement.lines), str(booked), opening, closing


def _proposal(name: str) -> Reading | str:
    """An unknown CSV file read as it is proposed; the columns of date, money and text where that leaves a choice."""
    unknown = read_statement_file(name, (CORPUS / name).read_bytes()).unknown
    layout = propose_layout(unknown) if unknown is not None else None
    if unknown is None or layout is None:
        return "E_CSV_LAYOUT"
    if not is_complete(layout):
        return "left open"
    try:
        file = read_unknown(unknown, layout)
        assert file is not None
        checked_file(file)
    except Refused as refusal:
        return refusal.code
    return _file("proposed", *map(_figures, file.statements))


@pytest.mark.parametrize("name", AGREED)
def test_the_file_is_read_as_agreed(name: str) -> None:
    assert _reading(name) == AGREED[name]


def test_no_file_is_left_out() -> None:
    """Every file there but those that say where the others come from."""
    files = (path for path in CORPUS.rglob("*") if path.is_file() and path.name not in ("SOURCE.txt", "LICENSE"))
    assert {path.relative_to(CORPUS).as_posix() for path in files} == set(AGREED)


def test_a_refusal_and_a_note_speak_both_languages() -> None:
    for name in AGREED:
        try:
            sentences = read_statement_file(name, (CORPUS / name).read_bytes()).notes
        except Refused as refusal:
            sentences = (refusal.cause, refusal.next_step)
        assert all(sentence.text("en") != sentence.text("de") for sentence in sentences), name


MT940 = sorted(path for path in CORPUS.rglob("*") if path.suffix in (".sta", ".mt940"))


@pytest.mark.parametrize("path", MT940, ids=lambda path: str(path.name))
def test_an_independent_reader_finds_the_same_bookings(path: Path) -> None:
    """The mt-940 library merges statements and checks no balance, but reads each `:61:` on its own."""
    mt940 = pytest.importorskip("mt940")
    text, _ = decode(path.read_bytes())
    try:
        statements = read_mt940(text).statements
    except Refused:
        pytest.skip("not a whole statement")
    options = mt940.options.Options(applicant_iban=True, reversal_sign=True)
    transactions = mt940.models.Transactions(options=options)
    transactions.parse(text)
    theirs = [
        (each.data["date"], Decimal(each.data["amount"].amount)) for each in transactions if "amount" in each.data
    ]
    ours = [(line.value_date, line.amount.amount) for statement in statements for line in statement.lines]
    assert ours == theirs
