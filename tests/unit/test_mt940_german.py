"""MT940: the grammar, signs, dates, and the structured :86: of German banks (DOMAIN 2.3, SAFETY E10)."""

from __future__ import annotations

from datetime import date

import pytest

from pyxl.core.money import Money
from pyxl.core.refusal import Refused
from pyxl.formats.statements.mt940_german import read_mt940
from pyxl.formats.statements.statement import StatementLine, check_balance

HEAD = ":20:STARTUMS\n:25:37040044/0532013000\n:28C:3/1\n:60F:C260228EUR100,00\n"
TAIL = ":62F:C260302EUR219,00\n-\n"
BOOKING = ":61:2603020302C119,00NTRFNONREF//2026-1\n"


def _line(booking: str = BOOKING, details: str = "") -> StatementLine:
    (line,) = read_mt940(HEAD + booking + details + TAIL).statements[0].lines
    return line


def test_a_plain_statement() -> None:
    statement = read_mt940(HEAD + BOOKING + ":86:166?00GUTSCHRIFT\n" + TAIL).statements[0]
    assert (statement.account, statement.statement_number, statement.currency) == ("37040044/0532013000", "3/1", "EUR")
    assert (statement.opening_balance, statement.closing_balance) == (Money.of("100"), Money.of("219"))
    assert (statement.from_date, statement.to_date) == (date(2026, 2, 28), date(2026, 3, 2))
    assert check_balance(statement) == ()
    assert statement.lines[0].bank_reference == "2026-1"


@pytest.mark.parametrize(
    ("sign", "amount", "is_reversal"),
    [
        ("C", "50", False),
        ("D", "-50", False),
        ("RC", "-50", True),
        ("RD", "50", True),
        ("CR", "50", False),
        ("DR", "-50", False),
    ],
)
def test_signs(sign: str, amount: str, is_reversal: bool) -> None:
    """RC takes a credit back; the third letter of the currency may follow the sign (`DR` of EUR)."""
    line = _line(f":61:2603020302{sign}50,00NTRFNONREF\n")
    assert (line.amount, line.is_reversal) == (Money.of(amount), is_reversal)


@pytest.mark.parametrize(
    ("dates", "value", "booking"),
    [
        ("2603020302", date(2026, 3, 2), date(2026, 3, 2)),
        ("260302", date(2026, 3, 2), date(2026, 3, 2)),
        ("2512311231", date(2025, 12, 31), date(2025, 12, 31)),
        ("2512310102", date(2025, 12, 31), date(2026, 1, 2)),
        ("2601021230", date(2026, 1, 2), date(2025, 12, 30)),
        ("2402290229", date(2024, 2, 29), date(2024, 2, 29)),
        ("2602300302", date(2026, 2, 28), date(2026, 3, 2)),
    ],
)
def test_dates_across_new_year_and_february(dates: str, value: date, booking: date) -> None:
    line = _line(f":61:{dates}C119,00NTRFNONREF\n")
    assert (line.value_date, line.booking_date) == (value, booking)


def test_30_february_is_noted() -> None:
    file = read_mt940(HEAD + ":61:2602300302C119,00NTRFNONREF\n" + TAIL)
    assert "30.02.2026" in file.notes[0].text("de")


DETAILS = (
    ":86:166?00GUTSCHR. UEBERWEISUNG?109248?20EREF+RE-2026-0815-TEILZAHLU\n"
    "?21NG-1?22KREF+K-1?23SVWZ+Rechnung 2026-0815 v?24om 1. Maerz, Skonto 2 Proze\n"
    "?25nt?26ABWA+Tochter GmbH?30BYLADEM1001?31DE0212030000000020\n"
    "2051?32Kunde und Soehne Handelsges?33ellschaft mbH?60?34000\n"
)


def test_structured_details_join_without_blanks() -> None:
    line = _line(details=DETAILS)
    assert line.end_to_end_id == "RE-2026-0815-TEILZAHLUNG-1"
    assert line.remittance_information == "Rechnung 2026-0815 vom 1. Maerz, Skonto 2 Prozent"
    assert line.counterparty_iban == "DE02120300000000202051"
    assert line.counterparty_bic == "BYLADEM1001"
    assert line.counterparty_name == "Kunde und Soehne Handelsgesellschaft mbH"
    assert line.ultimate_party_name == "Tochter GmbH"
    assert (line.transaction_code, line.transaction_text) == ("166", "GUTSCHR. UEBERWEISUNG")


def test_a_returned_direct_debit() -> None:
    line = _line(
        ":61:2603020302D53,00NRTINONREF\n/OCMT/EUR50,00//CHGS/EUR3,00/\n",
        ":86:109?00RUECKLASTSCHRIFT?20EREF+E-7?21MREF+M-1?22CRED+DE98ZZZ09999999999?23SVWZ+Beitrag?32Kunde?34912\n",
    )
    assert (line.return_reason, line.charges, line.original_amount) == ("MD06", Money.of("3"), Money.of("50"))
    assert (line.end_to_end_id, line.mandate_id, line.creditor_id) == ("E-7", "M-1", "DE98ZZZ09999999999")


@pytest.mark.parametrize(
    ("details", "reason"),
    [
        (":86:109?20SVWZ+x?34902\n", "AC04"),
        (":86:109?20SVWZ+RUECKLASTSCHRIFT MS03?34999\n", "MS03"),
        (":86:109?20SVWZ+x?34999\n", ""),
        (":86:166?20SVWZ+Artikel AC04?34902\n", ""),
    ],
)
def test_a_return_reason_is_never_guessed(details: str, reason: str) -> None:
    assert _line(details=details).return_reason == reason


def test_labels_in_the_amounts_and_the_text() -> None:
    line = _line(details=":86:109?20COAM+3,00?21OAMT+50,00?22SVWZ+Text mit EREF+FALSCH\n")
    assert (line.charges, line.original_amount) == (Money.of("3"), Money.of("50"))
    assert (line.remittance_information, line.end_to_end_id) == ("Text mit EREF+FALSCH", "")


def test_a_short_reference_does_not_swallow_the_text_after_it() -> None:
    line = _line(details=":86:106?20MREF+M1?21CRED+DE98ZZZ09999999999?22KARTENZAHLUNG?23 BERLIN\n")
    assert (line.creditor_id, line.remittance_information) == ("DE98ZZZ09999999999", "KARTENZAHLUNG BERLIN")


def test_the_purpose_code_is_no_part_of_the_reference_before_it() -> None:
    line = _line(details=":86:166?20EREF+RE-2026-0815-TEILZAHLU?21NG?22PURP+RINP?23SVWZ+Rechnung 815\n")
    assert (line.end_to_end_id, line.remittance_information) == ("RE-2026-0815-TEILZAHLUNG", "Rechnung 815")


def test_a_wrapped_time_of_day_is_no_tag() -> None:
    assert _line(details=":86:805?20Entgelt 2026-01-01T13\n:12:11?21 Uhr\n").remittance_information.endswith(
        "T13:12:11 Uhr"
    )


def test_a_minus_in_the_text_ends_nothing() -> None:
    assert _line(details=":86:166?20SVWZ+eins\n-\n?21zwei\n").remittance_information == "eins-zwei"


def test_unstructured_text() -> None:
    line = _line(details=":86:999PN0911DAUERAUFTR.NR. 14\nMiete\n")
    assert (line.transaction_code, line.remittance_information) == ("999", "PN0911DAUERAUFTR.NR. 14 Miete")


def test_several_statements_stay_apart_with_and_without_a_minus() -> None:
    second = HEAD.replace("3/1", "4/1").replace("C260228EUR100,00", "C260302EUR219,00") + TAIL
    for first in (HEAD + BOOKING + TAIL, HEAD + BOOKING + TAIL.removesuffix("-\n")):
        statements = read_mt940(first + second).statements
        assert [(each.statement_number, len(each.lines)) for each in statements] == [("3/1", 1), ("4/1", 0)]


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_line_ends(newline: str) -> None:
    text = (HEAD + BOOKING + DETAILS + TAIL).replace("\n", newline)
    assert read_mt940(text) == read_mt940(HEAD + BOOKING + DETAILS + TAIL)


def test_swift_envelopes_around_the_statement_are_skipped() -> None:
    wrapped = "{1:F01BANKDEFFAXXX}{4:\n" + HEAD + BOOKING + TAIL.replace("-\n", "-}\n")
    assert len(read_mt940(wrapped).statements[0].lines) == 1


def test_a_forged_booking_is_caught_by_the_balance() -> None:
    forged = ":86:166?20SVWZ+Rechnung\n:61:2603020302C5000,00NTRFNONREF\n"
    with pytest.raises(Refused) as refusal:
        check_balance(read_mt940(HEAD + BOOKING + forged + TAIL).statements[0])
    assert refusal.value.code == "E_BALANCE"
    assert "5,000.00" in refusal.value.text("en")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("", "E_MT940_SHAPE", id="empty"),
        pytest.param("Liebe Kollegin, anbei die Auszüge.", "E_MT940_SHAPE", id="prose"),
        pytest.param(BOOKING, "E_MT940_SHAPE", id="no head"),
        pytest.param(HEAD + BOOKING, "E_MT940_SHAPE", id="breaks off"),
        pytest.param(HEAD.rpartition(":60F")[0], "E_MT940_SHAPE", id="head only"),
        pytest.param(HEAD + BOOKING + HEAD + TAIL, "E_MT940_SHAPE", id="breaks off and another begins"),
        pytest.param(HEAD + TAIL + BOOKING, "E_MT940_SHAPE", id="booking after the end"),
        pytest.param(HEAD + ":61:26030203029119\n" + TAIL, "E_MT940_SHAPE", id="no sign"),
        pytest.param(HEAD + ":86:166?00X\n" + TAIL, "E_MT940_SHAPE", id="details without a booking"),
        pytest.param(HEAD + ":62F:C260302EUR\n", "E_MT940_SHAPE", id="balance without amount"),
        pytest.param(HEAD + BOOKING.replace("119,00", "11900") + TAIL, "E_STATEMENT_AMOUNT", id="no comma"),
        pytest.param(HEAD + BOOKING.replace("119,00", "1.119,00") + TAIL, "E_STATEMENT_AMOUNT", id="thousands dot"),
        pytest.param(HEAD + BOOKING.replace("119,00", "119,001") + TAIL, "E_STATEMENT_AMOUNT", id="part of a cent"),
        pytest.param(HEAD + BOOKING.replace("260302", "260231") + TAIL, "E_STATEMENT_DATE", id="31 February"),
        pytest.param(HEAD + BOOKING.replace("0302C", "1302C") + TAIL, "E_STATEMENT_DATE", id="month 13"),
        pytest.param(HEAD.replace(":60F:", ":34F:EURD0,\n:60F:") + TAIL, "E_MT940_SHAPE", id="MT942"),
    ],
)
def test_refusals(text: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_mt940(text)
    assert refusal.value.code == code
