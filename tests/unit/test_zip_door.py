"""The door for ZIP files: what must stay outside is named, what is sound comes through unchanged."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable

import pytest

from pyxl.core.refusal import Refused
from pyxl.formats.zip_door import (
    XLSX_LIMITS,
    ZIP_OF_XML_LIMITS,
    ArchiveLimits,
    open_archive,
)

Content = bytes | str


def zipped(parts: dict[str, Content], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def refusal(data: bytes, limits: ArchiveLimits = XLSX_LIMITS) -> Refused:
    with pytest.raises(Refused) as caught:
        open_archive(data, limits)
    return caught.value


SOUND = zipped({"[Content_Types].xml": "<Types/>", "xl/a.xml": "<a/>" * 5000, "empty": "", "folder/": ""})


def patched_field(data: bytes, mark: bytes, offset: int, shape: str, value: int) -> bytes:
    """The archive with one field of its first record of that kind changed."""
    at = data.index(mark) + offset
    return data[:at] + struct.pack(shape, value) + data[at + struct.calcsize(shape) :]


OLE = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 512


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "E_EMPTY", "empty"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "E_PASSWORD", "password"),
        (OLE + "Workbook\0".encode("utf-16-le"), "E_NOT_XLSX", ".xls"),
        (b"<!DOCTYPE html><html>", "E_NOT_XLSX", "web page"),
        (b"\xef\xbb\xbf  <html><table>", "E_NOT_XLSX", "web page"),
        (b"Order;Date\n1;01.02.2026\n", "E_NOT_XLSX", "CSV"),
        ("Menge;Stück".encode("utf-16"), "E_NOT_XLSX", "CSV"),
        (b"%PDF-1.7\n", "E_NOT_XLSX", "PDF"),
        (b"<?xml version='1.0'?><Workbook/>", "E_NOT_XLSX", "XML"),
        (bytes(range(256)), "E_NOT_XLSX", "unknown"),
        (SOUND[:-30], "E_NOT_XLSX", "cut off"),
        (SOUND[: len(SOUND) // 2], "E_NOT_XLSX", "cut off"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_workbook_is_named(data: bytes, code: str, words: str) -> None:
    refused = refusal(data)
    assert refused.code == code
    assert words in refused.text("en")
    assert refused.text("de") != refused.text("en")


def test_a_zip_of_bank_files_is_refused_in_its_own_words() -> None:
    assert refusal(b"%PDF-", ZIP_OF_XML_LIMITS).code == "E_NOT_ZIP"


def test_sound_parts_come_back_in_order() -> None:
    archive = open_archive(SOUND)
    assert archive.names == ("[Content_Types].xml", "xl/a.xml", "empty")
    assert archive.read("xl/a.xml") == b"<a/>" * 5000
    assert archive.read("empty") == b""
    assert b"".join(archive.raw(member) for member in archive.members) == SOUND[: archive.directory.offset]


def test_a_missing_part_is_named() -> None:
    with pytest.raises(Refused, match=r"E_PACKAGE.*xl/b\.xml"):
        open_archive(SOUND).read("xl/b.xml")


@pytest.mark.parametrize("name", ["/xl/a.xml", "../a.xml", "xl/../../a.xml", "C:/a.xml", "xl\\a.xml"])
def test_names_that_leave_the_folder(name: str) -> None:
    placeholder = "x" * len(name)
    data = zipped({placeholder: "<a/>"}).replace(placeholder.encode(), name.encode())
    assert refusal(data).code == "E_PACKAGE"


@pytest.mark.parametrize("second", ["xl/a.xml", "XL/A.xml"])
def test_duplicate_parts(second: str) -> None:
    data = zipped({"xl/a.xml": "1", "xl/b.xml": "2"}).replace(b"xl/b.xml", second.encode())
    refused = refusal(data)
    assert refused.code == "E_PACKAGE"
    assert "twice" in refused.text("en")


def overlapping() -> bytes:
    """Two entries of the table of contents lead to the same bytes."""
    data = zipped({"a": "1" * 100, "b": "1" * 100}, zipfile.ZIP_STORED)
    second = data.rindex(b"PK\x01\x02")
    return data[: second + 42] + struct.pack("<I", 0) + data[second + 46 :]


def hidden_inside() -> bytes:
    """The first member claims to reach into the second (the quoting trick of overlapping bombs)."""
    data = zipped({"a": "1" * 100, "b": "2" * 100}, zipfile.ZIP_STORED)
    at = data.index(b"PK\x01\x02") + 20
    return data[:at] + struct.pack("<II", 180, 180) + data[at + 8 :]


def other_name_inside() -> bytes:
    """The member's own header has another name than the table of contents."""
    data = zipped({"xl/a.xml": "1"})
    return data.replace(b"xl/a.xml", b"xl/b.xml", 1)


def damaged() -> bytes:
    data = zipped({"a": bytes(range(256)) * 40}, zipfile.ZIP_STORED)
    return data[:500] + bytes([data[500] ^ 1]) + data[501:]


def damaged_packed() -> bytes:
    at = SOUND.index(b"xl/a.xml") + 20
    return SOUND[:at] + bytes([SOUND[at] ^ 0xFF]) + SOUND[at + 1 :]


def wrong_method() -> bytes:
    return patched_field(patched_field(zipped({"a": "1"}), b"PK\x01\x02", 10, "<H", 12), b"PK\x03\x04", 8, "<H", 12)


@pytest.mark.parametrize("make", [overlapping, hidden_inside, other_name_inside, damaged, damaged_packed, wrong_method])
def test_traps_and_damage(make: Callable[[], bytes]) -> None:
    assert refusal(make()).code == "E_PACKAGE"


def test_encrypted_members() -> None:
    data = patched_field(zipped({"a": "1"}), b"PK\x01\x02", 8, "<H", 1)
    assert refusal(data).code == "E_PASSWORD"


def test_too_many_parts() -> None:
    parts: dict[str, Content] = {f"p{number}": "" for number in range(2001)}
    assert refusal(zipped(parts)).code == "E_TOO_BIG"
    del parts["p2000"]
    assert len(open_archive(zipped(parts)).names) == 2000


def test_too_many_packed_bytes() -> None:
    small = ArchiveLimits(packed=1000)
    assert refusal(zipped({"a": bytes(range(256)) * 8}, zipfile.ZIP_STORED), small).code == "E_TOO_BIG"


def test_a_bomb_is_refused_by_its_ratio_without_being_unpacked() -> None:
    bomb = zipped({"xl/worksheets/sheet1.xml": b" " * (256 << 20)})
    tracemalloc.start()
    refused = refusal(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refused.code == "E_TOO_BIG"
    assert peak < 4 << 20


def test_sizes_that_lie_are_found_at_the_first_byte_too_many() -> None:
    bomb = zipped({"a": b" " * (64 << 20)})
    packed = struct.unpack_from("<I", bomb, bomb.index(b"PK\x01\x02") + 20)[0]
    lying = patched_field(bomb, b"PK\x01\x02", 24, "<I", 2 * packed)
    tracemalloc.start()
    refused = refusal(lying)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refused.code == "E_PACKAGE"
    assert peak < 16 << 20


def test_a_total_over_the_limit() -> None:
    parts: dict[str, Content] = {f"p{number}": bytes(range(256)) * 40 for number in range(5)}
    assert refusal(zipped(parts), ArchiveLimits(unpacked=50_000)).code == "E_TOO_BIG"
    assert len(open_archive(zipped(parts), ArchiveLimits(unpacked=51_200)).names) == 5


def test_zip64_and_data_descriptors_are_read() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a", "w", force_zip64=True) as part:
        part.write(b"wide" * 100)

    class Stream(io.RawIOBase):
        """A file that cannot be rewound: zipfile writes data descriptors into it."""

        def __init__(self) -> None:
            self.parts: list[bytes] = []

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.parts.append(bytes(data))  # type: ignore[call-overload]
            return len(self.parts[-1])

    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b", "described")
    assert open_archive(file.getvalue()).read("a") == b"wide" * 100
    described = open_archive(b"".join(stream.parts))
    assert described.members[0].flags & 8
    assert described.read("b") == b"described"


def test_a_large_part_comes_out_whole_across_its_chunks() -> None:
    content = b"".join(zlib.compress(str(number).encode()) for number in range(400_000))
    assert len(content) > 4 << 20
    assert open_archive(zipped({"a": content})).read("a") == content


def test_every_cut_is_refused() -> None:
    for length in range(0, len(SOUND) - 1, 7):
        assert refusal(SOUND[:length]).code in ("E_EMPTY", "E_NOT_XLSX", "E_PACKAGE")
