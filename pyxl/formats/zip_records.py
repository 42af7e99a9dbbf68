"""The table of contents of a ZIP file, read strictly: where each member lies and what is claimed about it.

Nothing is unpacked here. Every claim that could be a trap (two members in one place, a name that leaves the
folder, a size beyond the file) is answered with `ZipDamaged`; `zip_door` turns it into a sentence.

    >>> import io, zipfile
    >>> box = io.BytesIO()
    >>> with zipfile.ZipFile(box, "w") as file:
    ...     file.writestr("a.txt", "hello")
    >>> [(member.name, member.size) for member in read_members(box.getvalue(), most=10)[0]]
    [('a.txt', 5)]
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise

from pyxl.core.labels import Label

END = struct.Struct("<4s4H2IH")
END_64 = struct.Struct("<4sQ2H2I4Q")
LOCATOR_64 = struct.Struct("<4sIQI")
CENTRAL = struct.Struct("<4s6H3I5H2I")
LOCAL = struct.Struct("<4s5H3I2H")
FULL_16, FULL_32 = 0xFFFF, 0xFFFFFFFF
STORED, DEFLATED = 0, 8
ENCRYPTED, UTF8_NAME = 0x0001, 0x0800


class ZipDamaged(Exception):
    """The table of contents is broken or set up as a trap; `why` says how, in both languages."""

    def __init__(self, why: Label, code: str = "damaged") -> None:
        super().__init__(why.en)
        self.why = why
        self.code = code


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside the archive as its table of contents describes it; sizes in bytes."""

    name: str
    method: int
    flags: int
    crc: int
    packed: int
    size: int
    start: int
    """Where the local header begins."""
    data: int
    """Where the packed bytes begin."""
    end: int
    """Where the next member or the table of contents begins (keeps a data descriptor with its member)."""
    record: bytes
    """The entry of the table of contents as it stands in the file."""

    @property
    def is_folder(self) -> bool:
        """A folder entry holds nothing and is no part."""
        return self.name.endswith("/")


@dataclass(frozen=True, slots=True)
class Directory:
    """Where the table of contents lies: offset and length in bytes, number of entries, the archive's comment."""

    offset: int
    length: int
    count: int
    comment: bytes


def read_members(data: bytes, most: int) -> tuple[tuple[Member, ...], Directory]:
    """All members in the order of the table of contents; `most` is how many are accepted.

    Raises `ZipDamaged` with code "damaged", "trap", "encrypted" or "many".
    """
    directory = find_directory(data)
    if directory.count > most:
        raise ZipDamaged(Label(f"it holds {directory.count} parts", f"sie enthält {directory.count} Teile"), "many")
    entries = _entries(data, directory)
    if len(entries) != directory.count:
        raise ZipDamaged(Label("its table of contents is incomplete", "ihr Inhaltsverzeichnis ist unvollständig"))
    _check_names([entry.name for entry in entries])
    return _place(data, entries, directory.offset), directory


def find_directory(data: bytes) -> Directory:
    """The place of the table of contents, ZIP64 included. A file cut off in a download has none."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - END.size - FULL_16))
    if at < 0 or at + END.size > len(data):
        raise ZipDamaged(Label("its end is missing", "ihr Ende fehlt"), "truncated")
    _, disk, _, here, count, length, offset, comment = END.unpack_from(data, at)
    if disk not in (0, FULL_16) or here != count:
        raise ZipDamaged(Label("it is one of several pieces", "sie ist eines von mehreren Stücken"))
    body_end = at
    if FULL_16 in (count, here) or FULL_32 in (length, offset):
        body_end, count, length, offset = _directory_64(data, at, (count, length, offset))
    if offset + length > body_end:
        raise ZipDamaged(Label("its end does not fit its start", "ihr Ende passt nicht zum Anfang"), "truncated")
    return Directory(offset, length, count, data[at + END.size : at + END.size + comment])


def _directory_64(data: bytes, at: int, small: tuple[int, int, int]) -> tuple[int, int, int, int]:
    """The wide figures of a ZIP64 file; a file that merely looks full keeps the small ones."""
    locator = at - LOCATOR_64.size
    if locator < 0 or data[locator : locator + 4] != b"PK\x06\x07":
        return at, *small
    place = LOCATOR_64.unpack_from(data, locator)[2]
    if place + END_64.size > locator or data[place : place + 4] != b"PK\x06\x06":
        raise ZipDamaged(Label("its ZIP64 end is damaged", "ihr ZIP64-Ende ist beschädigt"), "truncated")
    fields = END_64.unpack_from(data, place)
    return place, fields[7], fields[8], fields[9]


def _entries(data: bytes, directory: Directory) -> list[Member]:
    at, end = directory.offset, directory.offset + directory.length
    found: list[Member] = []
    while at + CENTRAL.size <= end and data[at : at + 4] == b"PK\x01\x02":
        fields = CENTRAL.unpack_from(data, at)
        flags, method, crc, packed, size = fields[3], fields[4], *fields[7:10]
        name_length, extra_length, comment_length = fields[10:13]
        after = at + CENTRAL.size + name_length + extra_length + comment_length
        if after > end:
            break
        raw = data[at + CENTRAL.size : at + CENTRAL.size + name_length]
        extra = data[at + CENTRAL.size + name_length : after - comment_length]
        size, packed, start = wide_sizes(extra, size, packed, fields[16])
        name = _name(raw, flags)
        found.append(Member(name, method, flags, crc, packed, size, start, 0, 0, data[at:after]))
        at = after
    return found


def wide_sizes(extra: bytes, size: int, packed: int, start: int) -> tuple[int, int, int]:
    """Size, packed size and offset, where they are too big for 32 bits taken from the ZIP64 extra field."""
    wide = b""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            wide = extra[at + 4 : at + 4 + length]
        at += 4 + length
    values = list(struct.unpack(f"<{len(wide) // 8}Q", wide[: len(wide) // 8 * 8]))
    figures = [values.pop(0) if figure == FULL_32 and values else figure for figure in (size, packed, start)]
    return figures[0], figures[1], figures[2]


def _name(raw: bytes, flags: int) -> str:
    try:
        return raw.decode("utf-8" if flags & UTF8_NAME else "cp437")
    except UnicodeDecodeError as error:
        raise ZipDamaged(Label("a part has a broken name", "ein Teil hat einen kaputten Namen")) from error


def _check_names(names: list[str]) -> None:
    seen: set[str] = set()
    for name in names:
        # Part names of a workbook are equal regardless of case (OPC); two equal ones hide one from the reader.
        folded = name.casefold()
        if folded in seen:
            raise ZipDamaged(Label(f"it holds {name!r} twice", f"sie enthält {name!r} zweimal"), "trap")
        seen.add(folded)
        leaves = name.startswith("/") or ".." in name.split("/") or "\\" in name or ":" in name or "\0" in name
        if leaves or not name:
            raise ZipDamaged(
                Label(f"the part name {name!r} leaves the folder", f"der Name {name!r} verlässt den Ordner"), "trap"
            )


def _place(data: bytes, entries: list[Member], table: int) -> tuple[Member, ...]:
    """The members with the place of their packed bytes; two in one place are refused (CVE-2024-0450)."""
    starts = sorted({entry.start for entry in entries} | {table})
    follower = dict(pairwise(starts))
    if len(starts) != len(entries) + 1:
        raise ZipDamaged(_OVERLAP, "trap")
    return tuple(_placed(data, entry, follower.get(entry.start, 0)) for entry in entries)


_OVERLAP = Label("two of its parts lie in the same place", "zwei ihrer Teile liegen an derselben Stelle")


def _placed(data: bytes, entry: Member, end: int) -> Member:
    if entry.flags & ENCRYPTED:
        raise ZipDamaged(Label("its parts are encrypted", "ihre Teile sind verschlüsselt"), "encrypted")
    if entry.method not in (STORED, DEFLATED):
        raise ZipDamaged(Label("it is packed in an unusual way", "sie ist auf ungewöhnliche Weise gepackt"))
    if not end or data[entry.start : entry.start + 4] != b"PK\x03\x04" or entry.start + LOCAL.size > end:
        raise ZipDamaged(Label(f"the part {entry.name!r} is missing", f"das Teil {entry.name!r} fehlt"))
    fields = LOCAL.unpack_from(data, entry.start)
    name_length, extra_length = fields[9], fields[10]
    begin = entry.start + LOCAL.size + name_length + extra_length
    if begin + entry.packed > end:
        raise ZipDamaged(_OVERLAP, "trap")
    raw = data[entry.start + LOCAL.size : entry.start + LOCAL.size + name_length]
    if _name(raw, fields[2]) != entry.name or fields[3] != entry.method:
        raise ZipDamaged(
            Label(f"the part {entry.name!r} has two names", f"das Teil {entry.name!r} hat zwei Namen"), "trap"
        )
    return Member(
        entry.name,
        entry.method,
        entry.flags,
        entry.crc,
        entry.packed,
        entry.size,
        entry.start,
        begin,
        end,
        entry.record,
    )
