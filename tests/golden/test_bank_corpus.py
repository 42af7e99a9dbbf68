"""Every camt, MT940 and Sparkasse CSV file of other projects that we have: read rightly, or refused for a good reason.

Each file was looked at, and its sums were worked out by hand or by an independent reader. The files are not ours and
stay outside the project.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pyxl.core.money import total
from pyxl.core.refusal import Refused
from pyxl.formats.bank_values import decode
from pyxl.formats.mt940_german import read_mt940
from pyxl.formats.statement_files import read_statement_file

CORPUS = Path(__file__).parents[3] / "shared" / "data" / "bank"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of other projects' bank files is not here")

Reading = tuple[str, tuple[tuple[int, str, str, str], ...]]
"""Format, then for each statement: lines, their sum, opening and closing balance ("-" where there is none)."""


def _file(format_name: str, *statements: tuple[int, str, str, str]) -> Reading:
    return format_name, statements


AGREED: dict[str, Reading | str] = {
    "bankstatementparser/test_data/golden/camt053_multicurrency.xml": _file(
        "camt.053.001.02",
        (2, "750.25 EUR", "10000.00 EUR", "10750.25 EUR"),
        (1, "-99.99 USD", "2500.00 USD", "2400.01 USD"),
    ),
    "bankstatementparser/test_data/golden/camt053_no_namespace.xml": _file(
        "camt.053", (1, "250.00 GBP", "100.00 GBP", "350.00 GBP")
    ),
    # No statement at all, a Document with nothing in it.
    "bankstatementparser/test_data/invalid.xml": "E_STATEMENT_UNKNOWN",
    # A payment order, which goes to the bank and does not come from it.
    "bankstatementparser/test_data/pain.001.001.03.xml": "E_STATEMENT_UNKNOWN",
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
    "camt-ofxiso/samples/camt052.xml": _file("camt.052.001.02", (5, "-251.40 EUR", "268.35 EUR", "16.95 EUR")),
    "camt-ofxiso/samples/davider80.xml": _file("camt.053.001.04", (16, "-3679.85 CHF", "9433.31 CHF", "5753.46 CHF")),
    "csv-bank2ynab/test-data/20180226-1000594757-umsatz.CSV": _file("CSV-MT940", (1, "-36.99 EUR", "-", "-")),
    # Three of its ten lines are pending.
    "csv-rechnungsfee/vorlagen/bank-csv/sparkasse-lzo-mt940.csv": _file("CSV-MT940", (7, "332.51 EUR", "-", "-")),
    # One of its lines is pending.
    "csv-sparkasse-freiburg/data/simple2.csv": _file("CSV-CAMT", (17, "129.76 EUR", "-", "-")),
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
}


def _reading(name: str) -> Reading | str:
    try:
        file = read_statement_file(name, (CORPUS / name).read_bytes())
    except Refused as refusal:
        return refusal.code
    return _file(
        file.format,
        *(
            (
                len(statement.lines),
                str(total(tuple(line.amount for line in statement.lines), statement.currency)),
                str("-" if statement.opening_balance is None else statement.opening_balance),
                str("-" if statement.closing_balance is None else statement.closing_balance),
            )
            for statement in file.statements
        ),
    )


@pytest.mark.parametrize("name", AGREED)
def test_the_file_is_read_as_agreed(name: str) -> None:
    assert _reading(name) == AGREED[name]


def test_no_statement_file_is_left_out() -> None:
    statements = {
        path.relative_to(CORPUS).as_posix()
        for path in CORPUS.rglob("*")
        if path.suffix.lower() in (".xml", ".sta", ".mt940")
    }
    assert statements <= set(AGREED)


def test_every_other_file_is_read_or_refused_in_both_languages() -> None:
    others = [
        path for path in CORPUS.rglob("*") if path.is_file() and path.relative_to(CORPUS).as_posix() not in AGREED
    ]
    for path in others:
        try:
            sentences = read_statement_file(path.name, path.read_bytes()).notes
        except Refused as refusal:
            sentences = (refusal.cause, refusal.next_step)
        assert all(sentence.text("en") != sentence.text("de") for sentence in sentences), path.name


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
