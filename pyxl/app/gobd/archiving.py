"""The archive of a year: every document issued and received, the journal, the tables of Z3, and a list of hashes.

Whoever has `sha256sum` can check it without pyxl; `pyxl verify-archive` also follows the journal's chain. Nothing is
packed, so that a damaged byte damages one file only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from pyxl.accounting.postings import Voucher
from pyxl.app.datev_exporting import file_names
from pyxl.app.exporting import AccountingDesk
from pyxl.app.gobd.z3_package import z3_package
from pyxl.app.projection import recorded_documents
from pyxl.app.zip_files import ZipPart
from pyxl.core.labels import Label, Sentence, Text
from pyxl.core.plain import from_plain
from pyxl.core.refusal import RefusalKind
from pyxl.journal.chain import Row, event_hash
from pyxl.journal.journal import Journal
from pyxl.journal.records import Event
from pyxl.ledger.payables.events import BILL, BillReceived

SUMS, JOURNAL, README, PROCEDURE = "SHA256SUMS", "journal.jsonl", "LIESMICH.txt", "Verfahrensdokumentation.md"
FILE_LOST = Text("{path} is missing: it is not in the archive.", "{path} fehlt und ist nicht im Archiv.")
FILE_CHANGED = Text(
    "{path} was changed since it was issued; it is in the archive as it is now.",
    "{path} wurde nach der Ausstellung verändert; im Archiv ist die Datei, wie sie jetzt ist.",
)
NO_ARCHIVE = RefusalKind(
    "E_NO_ARCHIVE",
    Text("{name} is no archive of pyxl: {problem}.", "{name} ist kein Archiv von pyxl: {problem}."),
    Text("Name a file that `pyxl archive` made.", "Eine Datei nennen, die `pyxl archive` gemacht hat."),
)
_NO_ZIP, _NO_LIST = (
    Label("it is no ZIP file", "keine ZIP-Datei"),
    Label("it has no list of hashes", "die Hashliste fehlt"),
)
DIFFERS = Text("{name} was changed.", "{name} wurde verändert.")
MISSING = Text("{name} is missing.", "{name} fehlt.")
UNLISTED = Text("{name} is not in the list of hashes.", "{name} steht nicht in der Hashliste.")
BROKEN_CHAIN = Text("The journal is broken at entry {seq}.", "Das Journal ist bei Eintrag {seq} gebrochen.")
_README = """Archiv {year} von {firm}

documents/    ausgestellte Belege, wie sie erzeugt wurden
received/     Eingangsrechnungen, wie sie kamen
z3/           die Daten für eine Prüfung (index.xml, CSV)
{journal}    jeder Eintrag des Journals; die letzte Prüfsumme ist {tip}
{procedure}
{sums}    SHA-256 jeder Datei; prüfen mit: sha256sum -c {sums}   oder: pyxl verify-archive ARCHIV.zip
"""
_CHUNK = 1 << 20


@dataclass
class Archive:
    """The parts of an archive, made one after the other; `told` and `count` are whole when all were taken."""

    book: Path
    journal: Journal
    desk: AccountingDesk
    year: int
    procedure: str
    """The description of the procedure, as Markdown."""
    told: list[Sentence] = field(default_factory=list)
    sums: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """So many files, the list of hashes left out."""
        return len(self.sums)

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the list: who notes it elsewhere can tell later that nothing was exchanged."""
        return hashlib.sha256(self._list()).hexdigest()

    def parts(self) -> Iterator[ZipPart]:
        """Every file, the list of hashes last."""
        for name, content in self._contents():
            self.sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
            yield ZipPart(name, content)
        yield ZipPart(SUMS, self._list())

    def _list(self) -> bytes:
        return "".join(self.sums).encode("utf-8")

    def _contents(self) -> Iterator[tuple[str, bytes]]:
        events = list(self.journal.events())
        tip, firm = self.journal.tip().hash, self.desk.settings.company_name
        readme = _README.format(year=self.year, firm=firm, tip=tip, journal=JOURNAL, procedure=PROCEDURE, sums=SUMS)
        yield README, readme.encode("utf-8")
        yield PROCEDURE, self.procedure.encode("utf-8")
        yield JOURNAL, "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in self.journal.rows()).encode()
        package = z3_package(events, self.desk, date(self.year, 1, 1), date(self.year, 12, 31))
        self.told += package.left_out
        for part in package.parts:
            assert isinstance(part.source, bytes)
            yield f"z3/{part.name}", part.source
        yield from self._issued(events)
        yield from self._received(events)

    def _issued(self, events: Iterable[Event]) -> Iterator[tuple[str, bytes]]:
        """The documents of the year: their path begins with it."""
        for path, recorded in sorted(recorded_documents(events).items()):
            if path.startswith(f"{self.year}/"):
                yield from self._file(f"documents/{path}", f"documents/{path}", recorded.sha256)

    def _received(self, events: Iterable[Event]) -> Iterator[tuple[str, bytes]]:
        bills = [from_plain(BillReceived, event.payload).facts for event in events if event.kind == BILL]
        kept = [facts for facts in bills if facts.file_sha256 and facts.bill_date.year == self.year]
        vouchers = [Voucher("", f"{facts.bill_id}_{facts.file_name}", is_incoming=True) for facts in kept]
        for facts, name in zip(kept, file_names(vouchers), strict=True):
            yield from self._file(f"received/{name}", f"attached/{facts.file_sha256}", facts.file_sha256)

    def _file(self, name: str, path: str, sha256: str) -> Iterator[tuple[str, bytes]]:
        try:
            content = (self.book.with_suffix(".pyxl") / path).read_bytes()
        except FileNotFoundError:
            self.told.append(FILE_LOST.bind(path=path))
            return
        if hashlib.sha256(content).hexdigest() != sha256:
            self.told.append(FILE_CHANGED.bind(path=path))
        yield name, content


@dataclass(frozen=True)
class Verified:
    """What an archive was found to be."""

    count: int
    fingerprint: str
    tip: str
    """The hash of the journal's last entry in it."""
    problems: tuple[Sentence, ...]


def verify_archive(path: Path) -> Verified:
    """Every file against the list of hashes, and the journal's chain. Refused E_NO_ARCHIVE."""
    try:
        with ZipFile(path) as archive:
            names = archive.namelist()
            if SUMS not in names:
                raise NO_ARCHIVE.because(name=path.name, problem=_NO_LIST)
            listed = archive.read(SUMS)
            problems = [*_compare(archive, listed, names)]
            tip = ""
            if JOURNAL in names:
                tip, broken = _follow(archive.read(JOURNAL))
                problems += broken
    except (BadZipFile, FileNotFoundError, IsADirectoryError, NotImplementedError):
        raise NO_ARCHIVE.because(name=path.name, problem=_NO_ZIP) from None
    return Verified(len(names) - 1, hashlib.sha256(listed).hexdigest(), tip, tuple(problems))


def _compare(archive: ZipFile, listed: bytes, names: Sequence[str]) -> Iterator[Sentence]:
    lines = (line.partition("  ") for line in listed.decode("utf-8", "replace").splitlines() if line)
    expected = {name: sha256 for sha256, _, name in lines}
    for name in sorted(set(names) - {SUMS} - set(expected)):
        yield UNLISTED.bind(name=name)
    for name, sha256 in expected.items():
        if name not in names:
            yield MISSING.bind(name=name)
        elif _sha256_in(archive, name) != sha256:
            yield DIFFERS.bind(name=name)


def _sha256_in(archive: ZipFile, name: str) -> str:
    """ "" where it cannot be read, or was packed, which pyxl does not do and a trap would."""
    if archive.getinfo(name).compress_type != ZIP_STORED:
        return ""
    digest = hashlib.sha256()
    try:
        with archive.open(name) as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except BadZipFile:
        return ""
    return digest.hexdigest()


def _follow(content: bytes) -> tuple[str, list[Sentence]]:
    """The last hash of the chain, and the first place where it is broken."""
    before = ""
    for place, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
        try:
            row: Row = tuple(json.loads(line))
            holds = event_hash(row) == row[7] and (not before or row[6] == before) and row[0] == place
        except (ValueError, TypeError, IndexError):
            holds = False
        if not holds:
            return before, [BROKEN_CHAIN.bind(seq=place)]
        before = row[7]
    return before, []
