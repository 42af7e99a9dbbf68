"""Reads whatever file the bank's portal gave: the content decides what it is, never the name.

>>> read_statement_file("umsatz.csv", b"%PDF-1.7 ...")  # doctest: +ELLIPSIS
Traceback (most recent call last):
pyxl.core.refusal.Refused: E_STATEMENT_UNKNOWN: "umsatz.csv" is a PDF, not a statement that can be read. ...
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from pyxl.core.labels import Label, Sentence, Text
from pyxl.core.refusal import RefusalKind
from pyxl.formats.bank_csv.reading import read_bank_csv
from pyxl.formats.bank_values import E_STATEMENT_SIZE, LINE_LIMIT, ROW_LIMIT, SIZE_LIMIT, decode, shorten
from pyxl.formats.statements.mt940_german import read_mt940
from pyxl.formats.statements.statement import PENDING_LEFT_OUT, Statement, StatementFile, check_balance, statement_gaps

E_STATEMENT_EMPTY = RefusalKind(
    "E_STATEMENT_EMPTY",
    Text('"{name}" is empty.', "„{name}“ ist leer."),
    Text("Fetch the statement from the bank again.", "Bitte den Auszug bei der Bank neu abrufen."),
)
E_STATEMENT_UNKNOWN = RefusalKind(
    "E_STATEMENT_UNKNOWN",
    Text(
        '"{name}" is {what}, not a statement that can be read.',
        "„{name}“ ist {what}, kein lesbarer Kontoauszug.",
    ),
    Text(
        "Fetch the statement from the bank as camt.053 (XML or ZIP), MT940 or CSV.",
        "Bitte den Auszug bei der Bank als camt.053 (XML oder ZIP), MT940 oder CSV abrufen.",
    ),
)
NOT_XML = Text(
    "{name}: left out, it is no XML file.",
    "{name}: ausgelassen, es ist keine XML-Datei.",
)
_MAGIC = (
    (b"%PDF", Label("a PDF", "ein PDF")),
    (b"\xd0\xcf\x11\xe0", Label("an old Excel or Word file", "eine alte Excel- oder Word-Datei")),
    (b"\x1f\x8b", Label("a gzip archive", "ein gzip-Archiv")),
    (b"Rar!", Label("a RAR archive", "ein RAR-Archiv")),
    (b"7z\xbc\xaf", Label("a 7-Zip archive", "ein 7-Zip-Archiv")),
    (b"\x89PNG", Label("a picture", "ein Bild")),
    (b"\xff\xd8\xff", Label("a picture", "ein Bild")),
)
_WORKBOOK = Label("an Excel workbook", "eine Excel-Mappe")
_NO_XML_INSIDE = Label("a ZIP archive without an XML file", "ein ZIP-Archiv ohne XML-Datei")
_WEB_PAGE = Label(
    "a web page (the session at the bank may have ended)", "eine Webseite (die Anmeldung war wohl abgelaufen)"
)
_OFX = Label("an OFX file", "eine OFX-Datei")
_QIF = Label("a QIF file", "eine QIF-Datei")
_DATEV = Label("a DATEV export", "ein DATEV-Export")
_XML_KINDS = {
    "CstmrCdtTrfInitn": Label("a payment order (pain.001)", "ein Zahlungsauftrag (pain.001)"),
    "pain.001.001.02": Label("a payment order (pain.001)", "ein Zahlungsauftrag (pain.001)"),
    "CstmrDrctDbtInitn": Label("a direct debit order (pain.008)", "ein Lastschriftauftrag (pain.008)"),
    "CstmrPmtStsRpt": Label("a payment status report (pain.002)", "ein Zahlungsstatusbericht (pain.002)"),
    "CrossIndustryInvoice": Label("an e-invoice", "eine E-Rechnung"),
    "Invoice": Label("an e-invoice", "eine E-Rechnung"),
    "CreditNote": Label("an e-invoice", "eine E-Rechnung"),
    "OFX": _OFX,
    "html": _WEB_PAGE,
}
_OTHER_XML = Text('an XML file of another kind ("{root}")', "eine XML-Datei anderer Art („{root}“)")


def read_statement_file(name: str, data: bytes) -> StatementFile:
    """The checked statements of the file: balances add up, pending lines are left out and said.

    `name` is only used in messages. Raises nothing but `Refused`, whatever the bytes are.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise E_STATEMENT_EMPTY.because(name=name)
    if len(data) > SIZE_LIMIT:
        raise E_STATEMENT_SIZE.because(what=f"{len(data) // 1024 // 1024} MB")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise E_STATEMENT_UNKNOWN.because(name=name, what=what)
    file = _read_zip(name, data) if data.startswith(b"PK") else _read_one(name, data)
    return checked_file(file)


def _read_one(name: str, data: bytes) -> StatementFile:
    if _looks_like_xml(data):
        return _read_xml(name, data)
    text, notes = decode(data)
    if text.count("\n") + text.count("\r") > 2 * ROW_LIMIT:
        raise E_STATEMENT_SIZE.because(what=f"> {ROW_LIMIT}")
    # A CSV header comes first in its file, so a wrapped time of day (`:12:30`) in a text does not make it MT940.
    if re.search(r"^:\d\d[A-Z]?:", text, re.MULTILINE):
        file = read_mt940(text)
    else:
        _refuse_known_texts(name, text)
        file = read_bank_csv(text)
    return replace(file, notes=notes + file.notes)


def _looks_like_xml(data: bytes) -> bool:
    head = data[:400].removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", errors="replace").encode()
    return head.lstrip().startswith(b"<")


def _read_xml(name: str, data: bytes) -> StatementFile:
    head = data[:400].lower()
    if b"<html" in head or b"<!doctype html" in head:
        raise E_STATEMENT_UNKNOWN.because(name=name, what=_WEB_PAGE)
    from pyxl.formats.statements.camt053 import is_camt, read_camt_document, read_camt_quickly
    from pyxl.formats.xml_door import open_xml

    quick = read_camt_quickly(data)
    if quick is not None:
        return quick
    root = open_xml(data)
    if is_camt(root):
        return read_camt_document(root)
    kinds = [element.tag.rpartition("}")[2] for element in (root, *islice(root, 1))]
    known = next((_XML_KINDS[kind] for kind in reversed(kinds) if kind in _XML_KINDS), None)
    raise E_STATEMENT_UNKNOWN.because(name=name, what=known or _OTHER_XML.bind(root=shorten("/".join(kinds))))


def _refuse_known_texts(name: str, text: str) -> None:
    head = text.lstrip()[:400]
    for sign, what in (("OFXHEADER", _OFX), ("!Type:", _QIF), ('"EXTF"', _DATEV), ("EXTF;", _DATEV)):
        if head.startswith(sign):
            raise E_STATEMENT_UNKNOWN.because(name=name, what=what)


def _read_zip(name: str, data: bytes) -> StatementFile:
    """All XML files of the archive in the order of their names; banks put one file for each day in it."""
    from pyxl.formats.zip_door import ZIP_OF_XML_LIMITS, open_archive

    archive = open_archive(data, ZIP_OF_XML_LIMITS)
    if "[Content_Types].xml" in archive.names:
        raise E_STATEMENT_UNKNOWN.because(name=name, what=_WORKBOOK)
    inside = sorted(archive.names)
    found = [member for member in inside if member.lower().endswith(".xml")]
    if not found:
        raise E_STATEMENT_UNKNOWN.because(name=name, what=_NO_XML_INSIDE)
    files = [_read_xml(member, archive.read(member)) for member in found]
    if sum(len(statement.lines) for file in files for statement in file.statements) > LINE_LIMIT:
        raise E_STATEMENT_SIZE.because(what=f"> {LINE_LIMIT}")
    notes = [NOT_XML.bind(name=member) for member in inside if member not in found]
    return StatementFile(
        files[0].format,
        tuple(statement for file in files for statement in file.statements),
        tuple(notes) + tuple(note for file in files for note in file.notes),
    )


def checked_file(file: StatementFile) -> StatementFile:
    """The file with what is worth saying of its statements. Raises Refused E_BALANCE or E_STATEMENT_CURRENCY."""
    notes = [note for statement in file.statements for note in _notes(statement, file.format)]
    return replace(file, notes=(*file.notes, *notes, *statement_gaps(file.statements)))


def _notes(statement: Statement, format_name: str) -> Iterator[Sentence]:
    balanced = check_balance(statement)
    # What a camt.054 is, its reader has said.
    yield from () if format_name.startswith("camt.054") else balanced
    if statement.pending_count:
        yield PENDING_LEFT_OUT.bind(account=statement.account, count=statement.pending_count)
