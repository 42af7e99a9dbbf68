"""Files that go into e-invoices: looked at when a run is planned, their bytes kept beside the journal before it.

The journal names a file by the SHA-256 of its bytes. So the same event gives the same document for ever, whatever
becomes of the file in her folder, and the journal stays small.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pyxl.core.durable_files import write_durably
from pyxl.core.labels import Text
from pyxl.core.outcome import FileFacts, GivenFile
from pyxl.core.refusal import RefusalKind
from pyxl.invoicing.model import Invoice
from pyxl.ledger.cases.events import CaseReceived
from pyxl.ledger.payables.payables import BillState
from pyxl.orders.attachments import FILE_LIMIT, AttachedFile, AttachmentProblem, examined, names_in, parts_of, refused
from pyxl.orders.heads import OrderHead

FOLDERS = ("attachments", "Anlagen", "")
"""Where files are looked for, from the workbook's folder."""
GONE = RefusalKind(
    "E_ATTACHMENT_GONE",
    Text(
        "The copy of the attachment {name} is missing or was changed: {path}.",
        "Die Kopie der Anlage {name} fehlt oder wurde geändert: {path}.",
    ),
    Text("Put the folder back from a backup.", "Den Ordner aus einer Sicherung zurückholen."),
)
UNKEPT = RefusalKind(
    "E_ATTACHMENT_UNKEPT",
    Text(
        "The attachment {name} cannot be copied: {problem}.", "Die Anlage {name} lässt sich nicht kopieren: {problem}."
    ),
    Text("Make room on the disk and run pyxl again.", "Platz auf der Platte schaffen und pyxl erneut starten."),
)


def look_at(book: Path, heads: Iterable[OrderHead]) -> dict[str, AttachedFile]:
    """The files that the heads name, by name; nothing is kept yet."""
    names = dict.fromkeys(name for head in heads for name in names_in(head.attachments))
    return {name: _look_at(book, name) for name in names}


def _look_at(book: Path, name: str) -> AttachedFile:
    unfit = refused(name)
    if unfit:
        return unfit
    data = _read(book, name)
    return examined(name, data) if data is not None else AttachedFile(name, problem=AttachmentProblem.MISSING)


def _read(book: Path, name: str) -> bytes | None:
    """One byte more than the limit at most; None where there is no such file, or a link stands in the way."""
    for folder in FOLDERS:
        path = _inside(book.parent, (*filter(None, (folder,)), *parts_of(name)))
        if path is None:
            continue
        try:
            with path.open("rb") as file:
                return file.read(FILE_LIMIT + 1)
        except OSError:
            continue
    return None


def _inside(root: Path, parts: tuple[str, ...]) -> Path | None:
    """The regular file at the end of these folders. A link may lead out of the folder, so none is followed."""
    path = root
    try:
        for part in parts:
            path = path / part
            mode = os.lstat(path).st_mode
            if stat.S_ISLNK(mode) or (hasattr(path, "is_junction") and path.is_junction()):
                return None
        is_file = stat.S_ISREG(mode)
        return path if is_file and path.resolve().is_relative_to(root.resolve()) else None
    except (OSError, ValueError):
        return None


def keep(book: Path, files: Iterable[FileFacts]) -> bool:
    """Copies the files beside the journal; False when one of them is no longer what the plan saw."""
    for file in files:
        place = _place(book, file.sha256)
        if _is_kept(place, file.sha256):
            continue
        data = file.content if isinstance(file, GivenFile) else _read(book, file.name)
        if data is None or _digest(data) != file.sha256:
            return False
        try:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_durably(place, data)
        except OSError as error:
            raise UNKEPT.because(name=file.name, problem=error.strerror or str(error)) from None
    return True


def with_contents(invoice: Invoice, book: Path) -> Invoice:
    """The invoice with the bytes of its attachments. Refused E_ATTACHMENT_GONE."""
    if not any(each.sha256 for each in invoice.attachments):
        return invoice
    contents: Mapping[str, bytes] = {
        each.filename: kept(book, each.sha256, each.filename) for each in invoice.attachments
    }
    return replace(
        invoice, attachments=tuple(replace(each, content=contents[each.filename]) for each in invoice.attachments)
    )


def kept(book: Path, sha256: str, name: str) -> bytes:
    """The bytes with that hash. Refused E_ATTACHMENT_GONE."""
    place = _place(book, sha256)
    try:
        data = place.read_bytes()
    except OSError:
        raise GONE.because(name=name, path=str(place)) from None
    if _digest(data) != sha256:
        raise GONE.because(name=name, path=str(place))
    return data


def lost_copies(book: Path, invoices: Iterable[Invoice]) -> Iterator[tuple[Invoice, str, Path]]:
    """The attachments whose copy is missing or was changed: invoice, file name, and where the copy must be."""
    known: dict[str, bool] = {}
    for invoice in invoices:
        for each in invoice.attachments:
            place = _place(book, each.sha256)
            if each.sha256 and not known.setdefault(each.sha256, _is_kept(place, each.sha256)):
                yield invoice, each.filename, place


def lost_bills(book: Path, bills: Iterable[BillState]) -> Iterator[tuple[BillState, Path]]:
    """The bills whose file, as it was received, is missing or was changed, and where it must be."""
    for bill in bills:
        place = _place(book, bill.facts.file_sha256)
        if bill.facts.file_sha256 and not _is_kept(place, bill.facts.file_sha256):
            yield bill, place


def lost_mails(book: Path, received: Iterable[CaseReceived]) -> Iterator[tuple[CaseReceived, Path]]:
    """The complaints whose file, as it was received, is missing or was changed, and where it must be."""
    for each in received:
        place = _place(book, each.file_sha256)
        if not _is_kept(place, each.file_sha256):
            yield each, place


def _is_kept(place: Path, sha256: str) -> bool:
    try:
        return _digest(place.read_bytes()) == sha256
    except OSError:
        return False


def _place(book: Path, sha256: str) -> Path:
    return book.with_suffix(".pyxl") / "attached" / sha256


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
