"""A changed copy of an archive: touched members are packed anew, all others are copied byte for byte, in order.

Dates, attributes, names and comments of every member stay; a member's data descriptor goes with it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Collection, Iterator, Mapping

from pyxl.formats.zip_door import Archive
from pyxl.formats.zip_records import CENTRAL, DEFLATED, END, FULL_32, LOCAL, UTF8_NAME, Member

_DESCRIPTOR = 0x0008
_FIRST_DAY = (1 << 5) | 1
"""1 January 1980 in MS-DOS form, the date of parts we add: the same input gives the same bytes."""


def rewrite(archive: Archive, parts: Mapping[str, bytes], dropped: Collection[str] = ()) -> bytes:
    """The archive with these parts replaced or, where new, added at the end, and the dropped ones left out."""
    pieces: list[bytes] = []
    records: dict[str, bytes] = {}
    at = 0
    for member in sorted(archive.members, key=lambda member: member.start):
        if member.name in dropped:
            continue
        if member.name in parts:
            piece, record = _packed_anew(archive, member, parts[member.name], at)
        else:
            piece, record = archive.raw(member), _moved(member, at)
        pieces.append(piece)
        records[member.name] = record
        at += len(piece)
    listed = [records[member.name] for member in archive.members if member.name in records]
    for name, content in parts.items():
        if name not in archive:
            piece, record = _added(name, content, at)
            pieces.append(piece)
            listed.append(record)
            at += len(piece)
    table = b"".join(listed)
    comment = archive.directory.comment
    end = END.pack(b"PK\x05\x06", 0, 0, len(listed), len(listed), len(table), at, len(comment)) + comment
    return b"".join((*pieces, table, end))


def _packed_anew(archive: Archive, member: Member, content: bytes, at: int) -> tuple[bytes, bytes]:
    """The member with new content under its old header: a ZIP64 field and a data descriptor are no longer needed."""
    packed = _deflate(content) if member.method == DEFLATED else content
    crc, flags = zlib.crc32(content), member.flags & ~_DESCRIPTOR
    fields = LOCAL.unpack_from(archive.data, member.start)
    name_start = member.start + LOCAL.size
    name = archive.data[name_start : name_start + fields[9]]
    extra = _without_wide(archive.data[name_start + fields[9] : member.data])
    head = LOCAL.pack(
        fields[0],
        fields[1],
        flags,
        fields[3],
        fields[4],
        fields[5],
        crc,
        len(packed),
        len(content),
        len(name),
        len(extra),
    )
    return head + name + extra + packed, _record(member, at, flags, crc, len(packed), len(content))


def _moved(member: Member, at: int) -> bytes:
    return _record(member, at, member.flags, member.crc, member.packed, member.size)


def _record(member: Member, at: int, flags: int, crc: int, packed: int, size: int) -> bytes:
    """The entry of the table of contents as it was, with another place and size."""
    fields = list(CENTRAL.unpack_from(member.record))
    rest = member.record[CENTRAL.size :]
    name, extra, comment = _cut(rest, fields[10], fields[11])
    extra = _without_wide(extra)
    assert max(at, packed, size) < FULL_32, "a workbook beyond 4 GB passed the door"
    fields[3], fields[7:10], fields[11], fields[16] = flags, [crc, packed, size], len(extra), at
    return CENTRAL.pack(*fields) + name + extra + comment


def _cut(rest: bytes, name: int, extra: int) -> tuple[bytes, bytes, bytes]:
    return rest[:name], rest[name : name + extra], rest[name + extra :]


def _without_wide(extra: bytes) -> bytes:
    """The extra fields without the ZIP64 one."""
    return b"".join(field for field in _extra_fields(extra) if field[:2] != b"\x01\x00")


def _extra_fields(extra: bytes) -> Iterator[bytes]:
    at = 0
    while at + 4 <= len(extra):
        length = struct.unpack_from("<H", extra, at + 2)[0]
        yield extra[at : at + 4 + length]
        at += 4 + length
    if at < len(extra):
        yield extra[at:]


def _added(name: str, content: bytes, at: int) -> tuple[bytes, bytes]:
    raw, packed, crc = name.encode(), _deflate(content), zlib.crc32(content)
    flags = 0 if name.isascii() else UTF8_NAME
    about = (20, flags, DEFLATED, 0, _FIRST_DAY, crc, len(packed), len(content), len(raw), 0)
    head = LOCAL.pack(b"PK\x03\x04", *about)
    return head + raw + packed, CENTRAL.pack(b"PK\x01\x02", 20, *about, 0, 0, 0, 0, at) + raw


def _deflate(content: bytes) -> bytes:
    stream = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    return stream.compress(content) + stream.flush()
