"""Laws of bank files: what is written is read back, both formats agree on each line, and no bytes cause a traceback."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pyxl.core.money import Money, total
from pyxl.core.refusal import Refused
from pyxl.formats.bank_csv.writer import write_csv_camt
from pyxl.formats.statement_files import read_statement_file
from pyxl.formats.statements.camt053 import read_camt_document, read_camt_quickly
from pyxl.formats.statements.camt053_writer import write_camt053
from pyxl.formats.statements.mt940_writer import write_mt940
from pyxl.formats.statements.sepa_purpose import RETURN_REASONS
from pyxl.formats.statements.statement import RETURN_CODES, Statement, StatementLine, line_fingerprints
from pyxl.formats.xml_door import open_xml

CORPUS = Path(__file__).parents[3] / "shared" / "data" / "bank"
OWN = "DE89370400440532013000"
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ÄÖÜäöüß-/.,()&':;!#% "


def _text(longest: int) -> st.SearchStrategy[str]:
    """A text as people write it: single blanks, none at its ends."""
    return st.text(LETTERS, max_size=longest).map(lambda text: " ".join(text.split()))


def _reference(longest: int) -> st.SearchStrategy[str]:
    return st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-/.", max_size=longest).filter(
        lambda text: text not in ("NONREF", "N/A")
    )


IBANS = st.sampled_from(["", "DE02120300000000202051", "NL71RABO0123456789", "GB29NWBK60161331926819"])
CENTS = st.integers(min_value=1, max_value=10**9)
BATCHES = st.sampled_from(["", "SEPA-2026-00001", "PMT-2026-03/4711"])
REASONS = tuple(RETURN_REASONS.values())


@st.composite
def _lines(draw: st.DrawFn) -> StatementLine:
    booking_date = draw(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
    amount = Money.from_cents(draw(CENTS) * draw(st.sampled_from([1, -1])))
    charges = draw(st.none() | CENTS.map(Money.from_cents))
    original = draw(st.none() | CENTS.map(Money.from_cents))
    # A batch has many mandates and names none; MT940 has no room for both.
    mandate = draw(_reference(35))
    code = draw(st.sampled_from(["105", "109", "116", "117", "159", "166", "808"]))
    return StatementLine(
        booking_date=booking_date,
        value_date=booking_date + timedelta(days=draw(st.integers(-40, 40))),
        amount=amount,
        counterparty_name=draw(_text(54)),
        counterparty_iban=draw(IBANS),
        counterparty_bic=draw(st.sampled_from(["", "BYLADEM1001", "COBADEFFXXX"])),
        ultimate_party_name=draw(_text(22)),
        remittance_information=draw(_text(140)),
        end_to_end_id=draw(_reference(35)),
        mandate_id=mandate,
        creditor_id=draw(st.sampled_from(["", "DE98ZZZ09999999999"])),
        bank_reference=draw(_reference(16)),
        batch_reference="" if mandate else draw(BATCHES),
        transaction_code=code,
        transaction_text=draw(_text(27)),
        return_reason=draw(st.sampled_from(REASONS)) if code in RETURN_CODES else "",
        is_reversal=draw(st.booleans()),
        charges=charges,
        original_amount=original if original != abs(amount) else None,
    )


@st.composite
def _statements(draw: st.DrawFn) -> Statement:
    lines = tuple(draw(st.lists(_lines(), max_size=6)))
    opening = Money.from_cents(draw(st.integers(-(10**9), 10**9)))
    start = draw(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
    end = start + timedelta(days=30)
    return Statement(
        account=OWN,
        currency="EUR",
        lines=lines,
        statement_number=str(draw(st.integers(1, 999))),
        from_date=start,
        to_date=end,
        opening_balance=opening,
        opening_date=start,
        closing_balance=opening + total(tuple(line.amount for line in lines)),
        closing_date=end,
    )


RF_REFERENCES = st.sampled_from(["", "RF18539007547034"])


@given(_statements(), RF_REFERENCES)
def test_camt_read_of_write_is_the_statement(statement: Statement, reference: str) -> None:
    lines = tuple(replace(line, structured_reference=reference) for line in statement.lines)
    statement = replace(statement, lines=lines)
    assert read_statement_file("x", write_camt053(statement)).statements == (statement,)


@given(st.lists(CENTS, min_size=2, max_size=9), st.sampled_from([1, -1]))
def test_camt_keeps_the_parts_of_a_batch(cents: list[int], sign: int) -> None:
    day = date(2026, 3, 2)
    lines = tuple(
        StatementLine(day, day, Money.from_cents(sign * part), end_to_end_id=f"E{number}", batch_position=number)
        for number, part in enumerate(cents, 1)
    )
    single = StatementLine(day, day, Money.of("1.00"))
    statement = Statement(OWN, "EUR", (*lines, single, *lines), statement_number="1")
    assert read_statement_file("x", write_camt053(statement)).statements == (statement,)


@given(_statements())
def test_mt940_read_of_write_is_the_statement(statement: Statement) -> None:
    (read,) = read_statement_file("x", write_mt940(statement)).statements
    assert replace(read, account=OWN) == statement


@given(_statements().filter(lambda statement: bool(statement.lines)))
def test_csv_read_of_write_is_what_the_export_has_room_for(statement: Statement) -> None:
    (read,) = read_statement_file("x", write_csv_camt(statement)).statements
    written = [
        replace(
            line, ultimate_party_name="", bank_reference="", transaction_code="", return_reason="", is_reversal=False
        )
        for line in sorted(statement.lines, key=lambda line: line.booking_date)
    ]
    assert [replace(line, return_reason="") for line in read.lines] == written


@given(_statements().filter(lambda statement: bool(statement.lines)))
def test_all_formats_give_a_line_the_same_identity(statement: Statement) -> None:
    in_order = tuple(sorted(statement.lines, key=lambda line: line.booking_date))
    statement = replace(statement, lines=in_order)
    writers = (write_camt053, write_mt940, write_csv_camt)
    files = [read_statement_file("x", write(statement)).statements[0] for write in writers]
    camt, mt940, csv = (line_fingerprints(file.account, file.lines) for file in files)
    assert camt == mt940 == csv
    assert len(set(camt)) == len(camt)


@given(_statements(), st.data())
def test_the_identity_of_a_day_is_the_same_in_every_export_that_has_the_whole_day(
    statement: Statement, data: st.DataObject
) -> None:
    lines = sorted(statement.lines * 2, key=lambda line: line.booking_date)
    all_of_them = set(line_fingerprints(OWN, lines))
    day = data.draw(st.sampled_from([line.booking_date for line in lines] or [date(2026, 1, 1)]))
    early = line_fingerprints(OWN, [line for line in lines if line.booking_date <= day])
    late = line_fingerprints(OWN, [line for line in lines if line.booking_date >= day])
    assert set(early) | set(late) == all_of_them
    assert len(all_of_them) == len(lines)


@given(_statements())
def test_an_independent_reader_agrees_on_mt940(statement: Statement) -> None:
    """The mt-940 library, told to treat IBAN and reversals rightly, sees the same dates, amounts and names."""
    mt940 = pytest.importorskip("mt940")
    options = mt940.options.Options(applicant_iban=True, reversal_sign=True)
    transactions = mt940.models.Transactions(options=options)
    transactions.parse(write_mt940(statement).decode("cp1252"))
    theirs = [
        (each.data["date"], Decimal(each.data["amount"].amount), each.data.get("applicant_iban") or "")
        for each in transactions
    ]
    assert theirs == [(line.value_date, line.amount.amount, line.counterparty_iban) for line in statement.lines]


def _survives(data: bytes) -> None:
    """Any other exception than Refused fails the test; both must be able to speak."""
    try:
        sentences = read_statement_file("datei", data).notes
    except Refused as refusal:
        sentences = (refusal.cause, refusal.next_step)
    assert all(sentence.text("en") and sentence.text("de") for sentence in sentences)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    _survives(data)


MT940_TAGS = [":20:", ":25:", ":28C:", ":60F:", ":61:", ":86:", ":62F:", "\n", "-\n"]
MT940_VALUES = ["C260302EUR1,00", "2603020302", "0230", "RC", "D", "1,00", ",", "NTRFNONREF", "//", "9" * 20]
MT940_DETAILS = ["166?20SVWZ+", "?", "?3", "EREF+", "\x1a", "\x85", "٣"]
MT940_WORDS = st.sampled_from([*MT940_TAGS, *MT940_VALUES, *MT940_DETAILS])


@given(st.lists(MT940_WORDS, max_size=40))
def test_anything_like_mt940_is_read_or_refused(words: list[str]) -> None:
    _survives("".join(words).encode())


def _originals() -> list[bytes]:
    day = date(2026, 3, 2)
    line = StatementLine(day, day, Money.of("119.00"), "Kunde", remittance_information="RE 7", transaction_code="166")
    statement = Statement(OWN, "EUR", (line, line), opening_balance=Money.zero(), closing_balance=Money.of("238.00"))
    found = [write_camt053(statement), write_mt940(statement)]
    if CORPUS.is_dir():
        names = [
            path for path in sorted(CORPUS.rglob("*")) if path.suffix.lower() in (".xml", ".sta", ".mt940", ".csv")
        ]
        found += [path.read_bytes() for path in names]
    return found


ORIGINALS = _originals()


CAMT = [data for data in ORIGINALS if b"BkToCstmr" in data[:4096]]
DAMAGE = [
    b"",
    b"\n",
    b";",
    b'"',
    b",",
    b"<",
    b">",
    b"9",
    b"\xff",
    b":61:",
    b"&amp;",
    b"<!-- x -->",
    b" ",
    b"]]>",
    b"<a/>",
]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from(range(len(CAMT))), st.data())
def test_both_ways_of_reading_camt_agree(number: int, data: st.DataObject) -> None:
    """What is read by the markup of its entries is what a tree of the whole file says."""
    damaged = bytearray(CAMT[number])
    for _ in range(data.draw(st.integers(0, 2))):
        start = data.draw(st.integers(0, len(damaged)))
        end = min(len(damaged), start + data.draw(st.sampled_from([0, 0, 1, 2, 400])))
        damaged[start:end] = data.draw(st.sampled_from(DAMAGE))
    quick = read_camt_quickly(bytes(damaged))
    if quick is not None:
        assert quick == read_camt_document(open_xml(bytes(damaged)))


def test_most_camt_files_are_read_the_quick_way() -> None:
    quick = [read_camt_quickly(data) is not None for data in CAMT]
    assert sum(quick) > len(quick) / 2


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from(range(len(ORIGINALS))), st.data())
def test_a_damaged_statement_is_read_or_refused(number: int, data: st.DataObject) -> None:
    damaged = bytearray(ORIGINALS[number])
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(damaged)))
        end = min(len(damaged), start + data.draw(st.sampled_from([0, 1, 1, 2, 8, 500])))
        damaged[start:end] = data.draw(
            st.sampled_from([b"", b"\n", b";", b'"', b",", b"<", b">", b"9", b"\xff", b":61:"])
        )
    _survives(bytes(damaged))
