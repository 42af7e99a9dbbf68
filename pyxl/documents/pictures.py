"""Pictures for Typst, given in memory: everything as SVG text, a PNG or JPEG inside it as it is.

Typst takes sources in memory only as text, and a child process without write access has no file to offer.

    >>> as_svg(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    b"<svg xmlns='http://www.w3.org/2000/svg'/>"
"""

from __future__ import annotations

import re
import struct
from base64 import b64encode
from zlib import crc32

from pyxl.core.labels import Text
from pyxl.documents.refusals import PICTURE

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_SVG = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml|<!--|<!DOCTYPE|<svg)")
_SIZE_MARKERS = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""JPEG's start-of-frame markers; the other three in that range are tables and an extension."""

_UNKNOWN = Text("it is neither PNG nor JPEG nor SVG", "es ist weder PNG noch JPEG noch SVG")
_DAMAGED = Text("the file is damaged or incomplete", "die Datei ist beschädigt oder unvollständig")
_TEXT = Text("the SVG is not UTF-8 text", "das SVG ist kein UTF-8-Text")


def as_svg(content: bytes) -> bytes:
    """The picture as SVG. Raises Refused (E_PICTURE) for another kind of file, or a damaged one."""
    if content.startswith(_PNG):
        return _wrapped(content, "png", _png_size(content))
    if content.startswith(_JPEG):
        return _wrapped(content, "jpeg", _jpeg_size(content))
    if not _SVG.match(content):
        raise PICTURE.because(problem=_UNKNOWN.bind())
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        raise PICTURE.because(problem=_TEXT.bind()) from None
    return content


def _wrapped(content: bytes, kind: str, size: tuple[int, int] | None) -> bytes:
    # A damaged picture inside an SVG would be left out without a word, so its structure is checked here.
    if size is None or not all(size):
        raise PICTURE.because(problem=_DAMAGED.bind())
    width, height = size
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 {width} {height}"><image width="{width}" height="{height}" '
        f'xlink:href="data:image/{kind};base64,{b64encode(content).decode("ascii")}"/></svg>'
    ).encode("ascii")


def _png_size(content: bytes) -> tuple[int, int] | None:
    """Width and height, when every chunk up to the end is there and its check sum is right."""
    place, size = len(_PNG), None
    while place + 12 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, place)
        body = content[place + 4 : place + 8 + length]
        if (
            len(content) < place + 12 + length
            or crc32(body) != struct.unpack_from(">I", content, place + 8 + length)[0]
        ):
            return None
        if kind == b"IHDR" and length == 13:
            size = struct.unpack_from(">II", content, place + 8)
        if kind == b"IEND":
            return size
        place += 12 + length
    return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Width and height from the frame header, when the file goes on to its end marker."""
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        marker, length = content[place + 1], struct.unpack_from(">H", content, place + 2)[0]
        if marker in _SIZE_MARKERS:
            height, width = struct.unpack_from(">HH", content, place + 5)
            return (width, height) if b"\xff\xd9" in content[place:] else None
        place += 2 + length
    return None
