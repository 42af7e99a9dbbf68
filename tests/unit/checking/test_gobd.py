"""What the tax office gets: tables as the standard describes them, and an archive that tells when it was touched."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from pyxl.accounting.charts import Chart
from pyxl.app.actions import BUTTONS
from pyxl.app.exporting import accounting_desk, trial_balance_of
from pyxl.app.gobd.archiving import JOURNAL, SUMS, verify_archive
from pyxl.app.tabs import SCHEMAS
from pyxl.core.refusal import Refused
from pyxl.hosts.commands import main
from pyxl.journal.place import open_journal

from .broken_firm import Firm

YEAR = ("--from", "2026-01-01", "--to", "2026-12-31")
NAME = "Z3_20260101_20261231.zip"
RULES = """
<!ELEMENT DataSet (Version, DataSupplier?, Command*, Media+, Command*)>
<!ELEMENT Version (#PCDATA)> <!ELEMENT Command (#PCDATA)>
<!ELEMENT DataSupplier (Name, Location, Comment)>
<!ELEMENT Name (#PCDATA)> <!ELEMENT Location (#PCDATA)> <!ELEMENT Comment (#PCDATA)>
<!ELEMENT Media (Name, Command*, Table+, Command*)>
<!ELEMENT Table (Command*, URL, Name?, Description?, Validity?, (ANSI|Macintosh|OEM|UTF16|UTF7|UTF8)?,
                 (DecimalSymbol, DigitGroupingSymbol)?, SkipNumBytes?, Range?, Epoch?, VariableLength, Command*)>
<!ELEMENT URL (#PCDATA)> <!ELEMENT Description (#PCDATA)>
<!ELEMENT Validity (Range, Format?)> <!ELEMENT Range (From, (To|Length)?)>
<!ELEMENT From (#PCDATA)> <!ELEMENT To (#PCDATA)> <!ELEMENT Length (#PCDATA)> <!ELEMENT Format (#PCDATA)>
<!ELEMENT ANSI EMPTY> <!ELEMENT Macintosh EMPTY> <!ELEMENT OEM EMPTY> <!ELEMENT UTF16 EMPTY> <!ELEMENT UTF7 EMPTY>
<!ELEMENT UTF8 EMPTY> <!ELEMENT DecimalSymbol (#PCDATA)> <!ELEMENT DigitGroupingSymbol (#PCDATA)>
<!ELEMENT SkipNumBytes (#PCDATA)> <!ELEMENT Epoch (#PCDATA)>
<!ELEMENT VariableLength (ColumnDelimiter?, RecordDelimiter?, TextEncapsulator?, VariablePrimaryKey*, VariableColumn*,
                          ForeignKey*)>
<!ELEMENT ColumnDelimiter (#PCDATA)> <!ELEMENT RecordDelimiter (#PCDATA)> <!ELEMENT TextEncapsulator (#PCDATA)>
<!ELEMENT VariablePrimaryKey (Name, Description?, (Numeric|AlphaNumeric|Date), Map*)>
<!ELEMENT VariableColumn (Name, Description?, (Numeric|AlphaNumeric|Date), Map*)>
<!ELEMENT Numeric (Accuracy?)> <!ELEMENT Accuracy (#PCDATA)> <!ELEMENT AlphaNumeric EMPTY> <!ELEMENT Date (Format?)>
<!ELEMENT Map (#PCDATA)> <!ELEMENT ForeignKey (#PCDATA)>
"""
"""The order of elements in the description standard, as far as we use it, in our own words."""


def told(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def tables(firm: Firm) -> dict[str, tuple[list[str], list[list[str]], etree._Element]]:
    """By name of the file: headings, rows and description."""
    result = told("gobd-export", str(firm.path), *YEAR)
    assert result.exit_code == 0, result.output
    with ZipFile(firm.folder / NAME) as archive:
        root = etree.fromstring(archive.read("index.xml"))
        found = {}
        for table in root.iter("Table"):
            name = table.findtext("URL")
            assert name
            text = archive.read(name).decode("utf-8")
            head, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
            found[name] = head, rows, table
        assert set(archive.namelist()) == {"index.xml", *found}
    return found


def test_the_description_holds_to_the_standard_and_fits_the_files(firm: Firm) -> None:
    found = tables(firm)
    with ZipFile(firm.folder / NAME) as archive:
        content = archive.read("index.xml")
    assert b'<!DOCTYPE DataSet SYSTEM "gdpdu-01-09-2004.dtd">' in content
    rules = etree.DTD(io.StringIO(RULES))
    assert rules.validate(etree.fromstring(content)), rules.error_log
    for head, rows, table in found.values():
        layout = table.find("VariableLength")
        assert layout is not None
        assert [each.findtext("Name") for each in layout if each.findtext("Name")] == head
        assert {len(row) for row in rows} <= {len(head)}
        assert layout.findtext("RecordDelimiter") == "\r\n"


def test_every_figure_and_day_is_written_as_it_is_described(firm: Firm) -> None:
    for name, (head, rows, table) in tables(firm).items():
        layout = table.find("VariableLength")
        assert layout is not None
        columns = [each for each in layout if each.find("Name") is not None]
        for place, column in enumerate(columns):
            cells = [row[place] for row in rows if row[place]]
            if column.find("Numeric") is not None:
                places = int(column.findtext("Numeric/Accuracy") or 0)
                assert all(len(cell.partition(",")[2]) == places for cell in cells), (name, head[place])
                assert all(Decimal(cell.replace(",", ".")) is not None for cell in cells)
            elif column.find("Date") is not None:
                assert all(len(cell.split(".")) == 3 for cell in cells), (name, head[place])


def test_accounts_and_postings_are_the_trial_balance(firm: Firm) -> None:
    found, desk = tables(firm), accounting_desk(firm.book)
    balances, _ = trial_balance_of(firm.path, date(2026, 12, 31), Chart.SKR03, desk.own)
    _, accounts, _ = found["konten.csv"]
    assert {row[0]: _cents(row[6]) for row in accounts} == {each.number: each.balance.cents for each in balances}
    sums: dict[str, int] = {}
    for row in found["buchungen.csv"][1]:
        for account, sign in ((row[3], 1), (row[4], -1)):
            sums[account] = sums.get(account, 0) + sign * _cents(row[5])
    assert sums == {row[0]: _cents(row[6]) - _cents(row[3]) for row in accounts}


def test_every_invoice_names_its_file_and_its_hash(firm: Firm) -> None:
    _, rows, _ = tables(firm)["ausgangsrechnungen.csv"]
    assert {row[0] for row in rows} == set(firm.keys("Invoices"))
    for row in rows:
        assert (firm.documents / row[13]).is_file()
        assert len(row[14]) == 64


def _cents(text: str) -> int:
    return int(text.replace(",", ""))


@pytest.fixture
def archive(firm: Firm) -> Path:
    """The year 2026, archived."""
    result = told("archive", str(firm.path), "2026")
    assert result.exit_code == 0, result.output
    return firm.folder / "backoffice-2026.zip"


def test_an_archive_has_all_of_the_year_and_is_found_whole(firm: Firm, archive: Path) -> None:
    found = verify_archive(archive)
    journal, _ = open_journal(firm.path, create=False)
    with journal:
        assert found.tip == journal.tip().hash
    assert found.problems == ()
    with ZipFile(archive) as parts:
        names = set(parts.namelist())
    assert {f"documents/2026/{path.name}" for path in (firm.documents / "2026").iterdir()} <= names
    assert {SUMS, JOURNAL, "Verfahrensdokumentation.md", "LIESMICH.txt", "z3/index.xml"} <= names
    result = told("verify-archive", str(archive), "--lang", "de")
    assert (result.exit_code, found.fingerprint in result.output) == (0, True)


def rewritten(archive: Path, change: str) -> None:
    """Somebody makes the archive anew with a part changed."""
    with ZipFile(archive) as parts:
        contents = {name: parts.read(name) for name in parts.namelist()}
    page = next(name for name in contents if name.endswith(".pdf"))
    match change:
        case "document":
            contents[page] += b" "
        case "missing":
            del contents[page]
        case "added":
            contents["documents/2026/RE-2026-99999.pdf"] = b"%PDF-"
        case "journal":
            rows = [json.loads(line) for line in contents[JOURNAL].decode().splitlines()]
            rows[2][5] = rows[2][5].replace("a", "b", 1)
            contents[JOURNAL] = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows).encode()
    with ZipFile(archive, "w", ZIP_DEFLATED if change == "packed" else ZIP_STORED) as parts:
        for name, content in contents.items():
            parts.writestr(name, content)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("document", ".pdf wurde verändert."),
        ("missing", ".pdf fehlt."),
        ("added", "RE-2026-99999.pdf steht nicht in der Hashliste."),
        ("journal", "Das Journal ist bei Eintrag 3 gebrochen."),
        ("packed", "wurde verändert."),
    ],
)
def test_what_was_changed_in_an_archive_is_named(archive: Path, change: str, sentence: str) -> None:
    rewritten(archive, change)
    result = told("verify-archive", str(archive), "--lang", "de")
    assert result.exit_code == 1
    assert sentence in result.output


def test_the_fingerprint_tells_that_file_and_list_were_exchanged_together(archive: Path) -> None:
    before = verify_archive(archive)
    with ZipFile(archive) as parts:
        contents = {name: parts.read(name) for name in parts.namelist()}
    lines = contents[SUMS].decode().splitlines(keepends=True)
    del contents[lines[-1].split("  ")[1].strip()]
    contents[SUMS] = "".join(lines[:-1]).encode()
    with ZipFile(archive, "w", ZIP_STORED) as parts:
        for name, content in contents.items():
            parts.writestr(name, content)
    after = verify_archive(archive)
    assert after.problems == ()
    assert after.fingerprint != before.fingerprint


def test_a_document_that_was_changed_or_lost_is_said_when_the_year_is_archived(firm: Firm) -> None:
    first, second, *_ = sorted((firm.documents / "2026").glob("RE-*.pdf"))
    first.unlink()
    second.write_bytes(b"%PDF- something else")
    result = told("archive", str(firm.path), "2026", "--out", str(firm.folder / "a.zip"))
    assert result.exit_code == 1
    assert f"documents/2026/{first.name} fehlt" in result.output
    assert f"documents/2026/{second.name} wurde nach der Ausstellung verändert" in result.output


@pytest.mark.parametrize("content", [b"no zip", b""], ids=["text", "empty"])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        verify_archive(path)
    assert refused.value.code == "E_NO_ARCHIVE"


def test_a_zip_of_others_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with ZipFile(path, "w") as parts:
        parts.writestr("a.txt", "a")
    assert told("verify-archive", str(path)).exit_code == 2


def test_the_description_of_the_procedure_names_every_tab_button_number_range_and_person(firm: Firm) -> None:
    result = told("docs", "gobd", str(firm.path))
    assert result.exit_code == 0, result.output
    text = (firm.folder / "Verfahrensdokumentation.md").read_text("utf-8")
    for schema in SCHEMAS:
        assert f"| {schema.label.de} |" in text
    for action in BUTTONS:
        assert f"`pyxl {action.id}`" in text
    assert "| RE-{year}-{00401} |" in text
    assert f"| {firm.keys('Invoices')[0]} | {firm.keys('Invoices')[-1]} |" in text
    assert "| anna |" in text
    assert "| 8410 | Erlöse Kerzen 19 % USt |" in text
    assert "(bitte ergänzen" in text


def test_what_she_typed_cannot_become_markup_in_it(firm: Firm) -> None:
    from pyxl.app.gobd.documentation import _plain

    assert _plain("A|B\n<script>[x](y)") == "A\\|B \\<script>\\[x](y)"
    assert told("docs", "gobd", str(firm.path)).exit_code == 0
    assert told("docs", "gobd", str(firm.path)).exit_code == 2


def test_a_workbook_without_a_journal_has_empty_tables(new_firm: Firm) -> None:
    assert all(not rows for name, (_, rows, _) in tables(new_firm).items() if name not in PARTIES)


PARTIES = ("debitoren.csv", "kreditoren.csv")
