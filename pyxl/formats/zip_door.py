"""The one door for ZIP files: a workbook or a bank's bundle is checked whole before anything in it is read.

What is no ZIP is named for what it is (a web page, a CSV, a PDF, a password-protected workbook). Sizes are
counted in bytes that really come out, so a file that lies about them gains nothing. SAFETY F10, F12-F15, E14.

    >>> import io, zipfile
    >>> box = io.BytesIO()
    >>> with zipfile.ZipFile(box, "w") as file:
    ...     file.writestr("2026-03.xml", "<Document/>")
    >>> archive = open_archive(box.getvalue(), ZIP_OF_XML_LIMITS)
    >>> archive.names, archive.read("2026-03.xml")
    (('2026-03.xml',), b'<Document/>')
    >>> open_archive(b"Date;Amount", ZIP_OF_XML_LIMITS)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    pyxl.core.refusal.Refused: E_NOT_ZIP: The file is not a ZIP file but a text or CSV file. ...
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pyxl.core.labels import Label, Text
from pyxl.core.refusal import RefusalKind, Refused
from pyxl.formats.zip_records import DEFLATED, Directory, Member, ZipDamaged, read_members

EMPTY = RefusalKind(
    "E_EMPTY",
    Text("The file is empty (0 bytes).", "Die Datei ist leer (0 Byte)."),
    Text(
        "Let OneDrive or the download finish, then try again.",
        "Lassen Sie OneDrive oder den Download fertig werden und versuchen Sie es dann noch einmal.",
    ),
)
NOT_XLSX = RefusalKind(
    "E_NOT_XLSX",
    Text(
        "The file is not an Excel workbook (.xlsx) but {what}.",
        "Die Datei ist keine Excel-Mappe (.xlsx), sondern {what}.",
    ),
    Text(
        "Open it in Excel and save it as “Excel Workbook (*.xlsx)”, or choose the right file.",
        "Öffnen Sie sie in Excel und speichern Sie sie als „Excel-Arbeitsmappe (*.xlsx)“, "
        "oder wählen Sie die richtige Datei.",
    ),
)
NOT_ZIP = RefusalKind(
    "E_NOT_ZIP",
    Text("The file is not a ZIP file but {what}.", "Die Datei ist keine ZIP-Datei, sondern {what}."),
    Text(
        "Fetch the file again or choose the right one.", "Holen Sie die Datei noch einmal oder wählen Sie die richtige."
    ),
)
PASSWORD = RefusalKind(
    "E_PASSWORD",
    Text("The file is protected by a password.", "Die Datei ist mit einem Kennwort geschützt."),
    Text(
        "Save it without a password and try again.", "Speichern Sie sie ohne Kennwort und versuchen Sie es noch einmal."
    ),
)
PACKAGE = RefusalKind(
    "E_PACKAGE",
    Text("The file is damaged: {why}.", "Die Datei ist beschädigt: {why}."),
    Text(
        "Open and save it in Excel, or take the last good copy from your backup.",
        "Öffnen und speichern Sie sie in Excel, oder nehmen Sie die letzte gute Kopie aus Ihrer Sicherung.",
    ),
)
TOO_BIG = RefusalKind(
    "E_TOO_BIG",
    Text(
        "The file is too big to be opened safely: {why}.", "Die Datei ist zu groß, um sicher geöffnet zu werden: {why}."
    ),
    Text(
        "Move old years and pictures into another file, then try again.",
        "Verschieben Sie alte Jahre und Bilder in eine andere Datei und versuchen Sie es dann noch einmal.",
    ),
)
_MEGABYTE = 1 << 20
_CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """What is let through; sizes in bytes (SAFETY 3f)."""

    packed: int = 50 * _MEGABYTE
    unpacked: int = 300 * _MEGABYTE
    parts: int = 2_000
    ratio: int = 200
    """How many times bigger than packed a part over `ratio_from` may become."""
    ratio_from: int = _MEGABYTE
    not_one: RefusalKind = NOT_XLSX
    """The refusal for a file that is no ZIP at all; its fact is `what`."""


XLSX_LIMITS = ArchiveLimits()
ZIP_OF_XML_LIMITS = ArchiveLimits(unpacked=200 * _MEGABYTE, not_one=NOT_ZIP)


class Archive:
    """An archive that passed the door: its part names in order, and their bytes."""

    def __init__(self, data: bytes, members: tuple[Member, ...], directory: Directory) -> None:
        self.data = data
        self.members = members
        """Folder entries included, in the order of the table of contents."""
        self.directory = directory
        self._by_name = {member.name: member for member in members if not member.is_folder}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, folders left out."""
        return tuple(self._by_name)

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def member(self, name: str) -> Member:
        """What the table of contents says of that part; E_PACKAGE where it is missing."""
        found = self._by_name.get(name)
        if found is None:
            raise PACKAGE.because(why=_missing(name))
        return found

    def read(self, name: str) -> bytes:
        """The part's bytes, unpacked; E_PACKAGE where it is missing."""
        member = self.member(name)
        return b"".join(_unpack(self.data, member, member.size))

    def raw(self, member: Member) -> bytes:
        """The member with its local header as it lies in the file, to be copied untouched."""
        return self.data[member.start : member.end]


@lru_cache(maxsize=2)
def open_archive(data: bytes, limits: ArchiveLimits = XLSX_LIMITS) -> Archive:
    """The archive in these bytes, after every member was unpacked once and found sound.

    Bytes that were just looked through are not looked through again: a run opens the same workbook several times.
    Memory stays at one chunk and the last two files. Raises `Refused`: E_EMPTY, E_NOT_XLSX or E_NOT_ZIP, E_PASSWORD,
    E_PACKAGE, E_TOO_BIG.
    """
    if not data:
        raise EMPTY.because()
    if data[:4] not in (b"PK\x03\x04", b"PK\x05\x06"):
        raise _not_one(data, limits)
    if len(data) > limits.packed:
        raise _too_big(f"{len(data) // _MEGABYTE} MB")
    try:
        members, directory = read_members(data, limits.parts)
    except ZipDamaged as damage:
        raise _refusal(damage, limits) from damage
    _check_claims(members, limits)
    _check_contents(data, members, limits)
    return Archive(data, members, directory)


def _refusal(damage: ZipDamaged, limits: ArchiveLimits) -> Refused:
    match damage.code:
        case "truncated":
            return limits.not_one.because(what=_CUT_OFF)
        case "encrypted":
            return PASSWORD.because()
        case "many":
            return TOO_BIG.because(why=damage.why)
    return PACKAGE.because(why=damage.why)


def _check_claims(members: tuple[Member, ...], limits: ArchiveLimits) -> None:
    """The sizes as claimed, before a byte is unpacked."""
    if sum(member.size for member in members) > limits.unpacked:
        raise _too_big(f"> {limits.unpacked // _MEGABYTE} MB")
    for member in members:
        if member.size > limits.ratio_from and member.size > limits.ratio * max(1, member.packed):
            raise _too_big(f"{member.name}: {member.size // max(1, member.packed)} : 1")


def _check_contents(data: bytes, members: tuple[Member, ...], limits: ArchiveLimits) -> None:
    """The sizes as they are: a lie ends at the first byte too many, so the claims above bound the work."""
    left = limits.unpacked
    for member in members:
        for chunk in _unpack(data, member, left):
            left -= len(chunk)


def _unpack(data: bytes, member: Member, most: int) -> Iterator[bytes]:
    """The member's bytes in chunks; raises E_PACKAGE unless they are exactly what was claimed."""
    packed = memoryview(data)[member.data : member.data + member.packed]
    size, crc = 0, 0
    for chunk in _inflate(packed, member) if member.method == DEFLATED else _slices(packed):
        size += len(chunk)
        crc = zlib.crc32(chunk, crc)
        if size > member.size or size > most:
            raise PACKAGE.because(why=_lies(member.name))
        yield chunk
    if size != member.size or crc != member.crc:
        raise PACKAGE.because(why=_lies(member.name))


def _slices(packed: memoryview) -> Iterator[bytes]:
    return (bytes(packed[at : at + _CHUNK]) for at in range(0, len(packed), _CHUNK))


def _inflate(packed: memoryview, member: Member) -> Iterator[bytes]:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    # Small parts are the rule: they come out in one piece, and one byte more than claimed is enough to see a lie.
    most = min(member.size + 1, 4 * _MEGABYTE)
    fed = 0
    try:
        for at in range(0, len(packed), _MEGABYTE):
            waiting: bytes | memoryview = packed[at : at + _MEGABYTE]
            fed = at + len(waiting)
            full = True
            while waiting or full:
                chunk = stream.decompress(waiting, most)
                waiting, full = stream.unconsumed_tail, len(chunk) == most
                yield chunk
                if stream.eof:
                    break
            if stream.eof:
                break
    except zlib.error as error:
        raise PACKAGE.because(why=_lies(member.name)) from error
    if not stream.eof or stream.unused_data or fed != len(packed):
        raise PACKAGE.because(why=_lies(member.name))


def _lies(name: str) -> Label:
    return Label(f"the part {name!r} is broken", f"das Teil {name!r} ist kaputt")


def _missing(name: str) -> Label:
    return Label(f"the part {name!r} is missing", f"das Teil {name!r} fehlt")


def _too_big(why: str) -> Refused:
    return TOO_BIG.because(why=why)


_CUT_OFF = Label(
    "a file that was cut off (the download was incomplete)", "eine abgeschnittene Datei (unvollständiger Download)"
)
_OLD_XLS = Label("an old Excel 97-2003 workbook (.xls)", "eine alte Excel-97-2003-Mappe (.xls)")
_OLE = Label("another Microsoft Office file", "eine andere Microsoft-Office-Datei")
_KINDS: tuple[tuple[bytes, Label], ...] = (
    (b"%pdf", Label("a PDF file", "eine PDF-Datei")),
    (b"{\\rtf", Label("an RTF text", "ein RTF-Text")),
    (b"\x1f\x8b", Label("a GZIP file", "eine GZIP-Datei")),
    (b"rar!", Label("a RAR file", "eine RAR-Datei")),
    (b"7z\xbc\xaf", Label("a 7-Zip file", "eine 7-Zip-Datei")),
    (b"<!doctype html", _HTML := Label("a web page (HTML)", "eine Webseite (HTML)")),
    (b"<html", _HTML),
    (b"<table", _HTML),
    (b"<?xml", Label("an XML file", "eine XML-Datei")),
    (b"<", Label("an XML or HTML file", "eine XML- oder HTML-Datei")),
)


def _not_one(data: bytes, limits: ArchiveLimits) -> Refused:
    """The refusal that says what the file is instead."""
    if data.startswith(bytes.fromhex("D0CF11E0A1B11AE1")):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return PASSWORD.because()
        is_book = any(name.encode("utf-16-le") in data for name in ("Workbook\0", "Book\0"))
        return limits.not_one.because(what=_OLD_XLS if is_book else _OLE)
    return limits.not_one.because(what=_what_it_is(data))


def _what_it_is(data: bytes) -> Label:
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for magic, label in _KINDS:
        if head.startswith(magic):
            return label
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or not any(byte < 9 or 13 < byte < 32 for byte in head):
        return Label("a text or CSV file", "eine Text- oder CSV-Datei")
    return Label("a file of an unknown kind", "eine Datei unbekannter Art")
