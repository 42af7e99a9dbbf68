"""Files that travel inside an e-invoice (BG-24): which ones a cell names, and which of them may.

A name may not leave the folder, a file must be what its name says, and only the types of EN 16931 are taken (BR-CL-24).

>>> names_in("plan.pdf; zeiten/maerz.csv ;")
('plan.pdf', 'zeiten/maerz.csv')
>>> examined("plan.pdf", b"%PDF-1.7 ...").mime_type
'application/pdf'
>>> examined("plan.pdf", b"MZ").problem
<AttachmentProblem.CONTENT: 'content'>
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import Enum

FILE_LIMIT = 5_000_000
"""Bytes of one file."""
TOGETHER_LIMIT = 10_000_000
"""Bytes of all files of one order: public portals take no more."""
_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_BEGINNINGS = {
    "application/pdf": b"%PDF-",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
    _TYPES["xlsx"]: b"PK\x03\x04",
    _TYPES["ods"]: b"PK\x03\x04",
}
_CONTAINED = {_TYPES["xlsx"]: b"xl/workbook.", _TYPES["ods"]: b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"}
_MACROS = b"vbaProject.bin"
_UNCLEAN = re.compile(r'[<>:"|?*\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_NAME_LENGTH = 80


class AttachmentProblem(Enum):
    """Why a file cannot be attached."""

    MISSING = "missing"
    OUTSIDE = "outside"
    TYPE = "type"
    TOO_LARGE = "too large"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file as it lay there when the run was planned, without its bytes; or why it cannot be taken."""

    name: str
    """As it was typed."""
    filename: str = ""
    """Its last part: BT-125-2."""
    mime_type: str = ""
    """BT-125-1."""
    size: int = 0
    """In bytes."""
    sha256: str = ""
    problem: AttachmentProblem | None = None


def names_in(cell: str) -> tuple[str, ...]:
    """The files a cell names, each once, with semicolons between them."""
    return tuple(dict.fromkeys(name for part in cell.split(";") if (name := part.strip())))


def parts_of(name: str) -> tuple[str, ...]:
    """The folders and the file of a name; empty where it leaves the folder or is no clean name.

    >>> parts_of(r"zeiten\\maerz.csv"), parts_of("../../etc/passwd"), parts_of(r"\\\\server\\share\\a.pdf")
    (('zeiten', 'maerz.csv'), (), ())
    """
    parts = tuple(re.split(r"[\\/]", name))
    return parts if all(_is_clean(part) for part in parts) else ()


def _is_clean(part: str) -> bool:
    """No empty part (an absolute path, a server), no `..`, nothing that Windows takes for a device or a stream."""
    if not part or len(part) > _NAME_LENGTH or part.startswith(".") or part != part.strip(" ."):
        return False
    return not _UNCLEAN.search(part) and not _RESERVED.fullmatch(part)


def mime_type_of(name: str) -> str:
    """BT-125-1 by the ending; empty where the type is not allowed."""
    return _TYPES.get(name.rpartition(".")[2].lower(), "") if "." in name else ""


def refused(name: str) -> AttachedFile | None:
    """What can be said of a name before any file is looked for: None where nothing speaks against it."""
    if not parts_of(name):
        return AttachedFile(name, problem=AttachmentProblem.OUTSIDE)
    return None if mime_type_of(name) else AttachedFile(name, problem=AttachmentProblem.TYPE)


def examined(name: str, data: bytes) -> AttachedFile:
    """The file of that name with these bytes."""
    unfit = refused(name)
    if unfit:
        return unfit
    mime_type = mime_type_of(name)
    if len(data) > FILE_LIMIT:
        return AttachedFile(name, problem=AttachmentProblem.TOO_LARGE, size=len(data))
    if not _is_content(data, mime_type):
        return AttachedFile(name, problem=AttachmentProblem.CONTENT)
    digest = hashlib.sha256(data).hexdigest()
    return AttachedFile(name, parts_of(name)[-1], mime_type, len(data), digest)


def _is_content(data: bytes, mime_type: str) -> bool:
    """Whether the bytes are what the ending says: no program under another name, no macros."""
    if not data.startswith(_BEGINNINGS.get(mime_type, b"")):
        return False
    if mime_type == _TYPES["csv"]:
        return bool(data) and b"\0" not in data and not data.startswith((b"MZ", b"\x7fELF", b"PK\x03\x04", b"%PDF"))
    return _CONTAINED.get(mime_type, b"") in data and _MACROS not in data
