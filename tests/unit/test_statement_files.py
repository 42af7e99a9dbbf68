"""Whatever the portal gave: recognised by content, refused with what it is, never a traceback."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pyxl.core.money import Money
from pyxl.core.plain import from_plain, to_plain
from pyxl.core.refusal import Refused
from pyxl.formats.statement_files import read_statement_file
from pyxl.formats.statements.camt053_writer import write_camt053
from pyxl.formats.statements.mt940_writer import write_mt940
from pyxl.formats.statements.statement import Statement, StatementFile, StatementLine

DAY = date(2026, 3, 2)
LINE = StatementLine(DAY, DAY, Money.of("119.00"), "Müller & Söhne", transaction_code="166")
STATEMENT = Statement(
    "DE89370400440532013000",
    "EUR",
    (LINE,),
    statement_number="1",
    opening_balance=Money.zero(),
    opening_date=DAY,
    closing_balance=Money.of("119.00"),
    closing_date=DAY,
)
NEXT = replace(STATEMENT, opening_balance=Money.of("119.00"), closing_balance=Money.of("238.00"), statement_number="2")


def _zip(members: Mapping[str, bytes]) -> bytes:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return box.getvalue()


CAMT = write_camt053(STATEMENT)
MT940 = write_mt940(STATEMENT)
CSV = (
    "Auftragskonto;Buchungstag;Valutadatum;Buchungstext;Verwendungszweck;Beguenstigter/Zahlungspflichtiger;"
    "Kontonummer;BLZ;Betrag;Waehrung;Info\n"
    "DE89370400440532013000;02.03.26;02.03.26;GUTSCHRIFT;SVWZ+12:30 Uhr;Müller & Söhne;;;119,00;EUR;Umsatz gebucht\n"
)


@pytest.mark.parametrize(
    ("data", "format_name"),
    [
        pytest.param(CAMT, "camt.053.001.08", id="camt"),
        pytest.param(b"\xef\xbb\xbf\r\n" + CAMT.partition(b"\n")[2], "camt.053.001.08", id="camt with mark and blanks"),
        pytest.param(CAMT.decode().partition("\n")[2].encode("utf-16"), "camt.053.001.08", id="camt in UTF-16"),
        pytest.param(_zip({"2026-03-02.xml": CAMT}), "camt.053.001.08", id="ZIP"),
        pytest.param(MT940, "MT940", id="MT940 in cp1252"),
        pytest.param(MT940.decode("cp1252").encode(), "MT940", id="MT940 in UTF-8"),
        pytest.param(CSV.encode("utf-8-sig"), "CSV-MT940", id="CSV in UTF-8"),
        pytest.param(CSV.encode("cp1252"), "CSV-MT940", id="CSV in cp1252"),
        pytest.param(CSV.encode("utf-16"), "CSV-MT940", id="CSV in UTF-16"),
    ],
)
def test_the_content_decides(data: bytes, format_name: str) -> None:
    file = read_statement_file("auszug.dat", data)
    assert file.format == format_name
    (line,) = file.statements[0].lines
    assert (line.counterparty_name, line.amount) == ("Müller & Söhne", Money.of("119.00"))


def test_a_zip_is_read_in_the_order_of_its_names() -> None:
    archive = _zip({"b.xml": write_camt053(NEXT), "a.xml": CAMT, "Hinweis.pdf": b"%PDF"})
    file = read_statement_file("auszuege.zip", archive)
    assert [statement.statement_number for statement in file.statements] == ["1", "2"]
    assert [note.text("en") for note in file.notes] == ["Hinweis.pdf: left out, it is no XML file."]


def test_a_missing_statement_is_noted() -> None:
    later = replace(NEXT, opening_balance=Money.of("200.00"), closing_balance=Money.of("319.00"))
    file = read_statement_file("x.xml", write_camt053(STATEMENT, later))
    assert "dazwischen fehlt ein Auszug" in file.notes[0].text("de")


def test_letters_broken_on_the_way_are_noted() -> None:
    broken = CSV.encode().decode("cp1252").encode()
    assert "MÃ¼ller" in read_statement_file("x.csv", broken).notes[0].text("en")


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        pytest.param(b"", "E_STATEMENT_EMPTY", "empty", id="nothing"),
        pytest.param(b" \r\n\x00", "E_STATEMENT_EMPTY", "empty", id="blanks"),
        pytest.param(b"%PDF-1.7", "E_STATEMENT_UNKNOWN", "a PDF", id="PDF"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "E_STATEMENT_UNKNOWN", "old Excel", id="xls"),
        pytest.param(_zip({"[Content_Types].xml": b"<a/>"}), "E_STATEMENT_UNKNOWN", "Excel workbook", id="xlsx"),
        pytest.param(_zip({"a.pdf": b"%PDF"}), "E_STATEMENT_UNKNOWN", "ZIP archive", id="ZIP of PDF"),
        pytest.param(b"PK\x03\x04 broken", "E_NOT_ZIP", "cut off", id="broken ZIP"),
        pytest.param(b"<!DOCTYPE html><html></html>", "E_STATEMENT_UNKNOWN", "web page", id="HTML"),
        pytest.param(b"<OFX><X/></OFX>", "E_STATEMENT_UNKNOWN", "OFX", id="OFX 2"),
        pytest.param(b"OFXHEADER:100\n", "E_STATEMENT_UNKNOWN", "OFX", id="OFX 1"),
        pytest.param(b"!Type:Bank\n", "E_STATEMENT_UNKNOWN", "QIF", id="QIF"),
        pytest.param(b'"EXTF";700;21', "E_STATEMENT_UNKNOWN", "DATEV", id="DATEV"),
        pytest.param(
            b"<Document><CstmrCdtTrfInitn/></Document>", "E_STATEMENT_UNKNOWN", "payment order", id="pain.001"
        ),
        pytest.param(b"<Invoice><ID>1</ID></Invoice>", "E_STATEMENT_UNKNOWN", "e-invoice", id="e-invoice"),
        pytest.param(b"<a/>", "E_STATEMENT_UNKNOWN", "another kind", id="other XML"),
        pytest.param(b"\x01\x00\x02", "E_STATEMENT_CHARACTERS", "binary", id="binary"),
        pytest.param(b"Datum;Betrag\n", "E_CSV_LAYOUT", "Datum;Betrag", id="other CSV"),
        pytest.param(b"x" * (50 * 1024 * 1024 + 1), "E_STATEMENT_SIZE", "50 MB", id="too large"),
        pytest.param(CAMT.replace(b">119.00<", b">118.00<", 1), "E_BALANCE", "gap", id="wrong balance, camt"),
        pytest.param(MT940.replace(b"C119,00NTRF", b"C118,00NTRF"), "E_BALANCE", "gap", id="wrong balance, MT940"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_it_is(data: bytes, code: str, words: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_statement_file("datei", data)
    assert refusal.value.code == code
    assert words in refusal.value.text("en")
    assert refusal.value.next_step.text("de")


def test_a_file_travels_as_plain_data() -> None:
    """Parsing runs in a child process, which hands over JSON."""
    later = replace(NEXT, opening_balance=Money.of("200.00"), closing_balance=None, pending_count=2)
    file = read_statement_file("x.xml", write_camt053(STATEMENT, later))
    again = from_plain(StatementFile, json.loads(json.dumps(to_plain(file))))
    assert again.statements == file.statements
    assert [note.text("de") for note in again.notes] == [note.text("de") for note in file.notes]
    assert len(again.notes) == 2


def test_ten_thousand_lines_take_less_than_a_second_and_a_half() -> None:
    lines = tuple(
        replace(
            LINE,
            end_to_end_id=f"E-{number}",
            counterparty_iban="DE02120300000000202051",
            remittance_information=f"Rechnung RE-2026-{number:05} Kundennummer {number}",
            bank_reference=f"B{number}",
        )
        for number in range(10_000)
    )
    data = write_camt053(replace(STATEMENT, lines=lines, closing_balance=None))
    start = time.process_time()
    file = read_statement_file("x.xml", data)
    spent = time.process_time() - start
    assert len(file.statements[0].lines) == 10_000
    # The limit is 1.5 s; slow machines of continuous integration get twice that.
    assert spent < 3


SCHEMA = Path(__file__).parents[3] / "shared/data/schemas/iso20022-camt/assets/camt.053.001.08.xsd"


@pytest.mark.skipif(not SCHEMA.is_file(), reason="the schema of ISO 20022 is not here")
def test_the_written_camt_is_valid() -> None:
    from lxml import etree

    returned = replace(
        LINE,
        amount=Money.of("-53.50"),
        counterparty_iban="DE02120300000000202051",
        counterparty_bic="BYLADEM1001",
        ultimate_party_name="Tochter",
        remittance_information="Text",
        structured_reference="RF18539007547034",
        mandate_id="M-1",
        creditor_id="DE98ZZZ09999999999",
        bank_reference="B-1",
        transaction_code="109",
        transaction_text="LS",
        return_reason="MD06",
        charges=Money.of("3.50"),
        original_amount=Money.of("50"),
    )
    reversal = replace(LINE, is_reversal=True)
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    written = write_camt053(replace(STATEMENT, lines=(LINE, returned, reversal), from_date=DAY, to_date=DAY))
    schema.assertValid(etree.fromstring(written))
