"""The fonts of every document, and which characters they can draw.

PDF/A forbids a character without a glyph, and Typst refuses to write such a file. So what the fonts cannot draw
(an emoji in an item name, say) is replaced before it comes that far; the journal and the e-invoice keep the original.

    >>> printable("Łódź, Αθήνα, Софія")
    'Łódź, Αθήνα, Софія'
    >>> printable("Party 🎉 ①"), unprintable("Party 🎉 ①")
    ('Party ? 1', '🎉')
"""

from __future__ import annotations

import itertools
import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

FONT_FILES = ("SourceSansPro-Regular.otf", "SourceSansPro-Semibold.otf", "SourceSansPro-Bold.otf")
"""Upright only: the italics of the package draw neither Greek nor Cyrillic letters."""

REPLACEMENT = "?"


def font_paths() -> list[Path]:
    """The font files, from the installed package `font-source-sans-pro`: the same bytes on every machine."""
    folder = Path(str(files("font_source_sans_pro"))) / "files"
    return [folder / name for name in FONT_FILES]


@cache
def coverage() -> frozenset[str]:
    """The characters that all fonts can draw."""
    return frozenset.intersection(*(frozenset(_characters(path.read_bytes())) for path in font_paths()))


def printable(text: str) -> str:
    """The text with only characters the fonts can draw: composed, compatible forms instead of odd ones, else `?`.

    Control and invisible characters go (a right-to-left override could turn an amount round); a line break stays.
    """
    if text.isascii() and text.isprintable():
        return text
    drawn = "".join(map(_drawn, unicodedata.normalize("NFC", text)))
    # Where a mark between two others went, the rest may compose to a letter of its own.
    return drawn if drawn == text else printable(drawn)


def unprintable(text: str) -> str:
    """The visible characters that `printable` had to replace, each once: for a finding that names them."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(dict.fromkeys(character for character in composed if _drawn(character) == REPLACEMENT != character))


def _drawn(character: str) -> str:
    category = unicodedata.category(character)
    if character == "\n" or (character in coverage() and category not in ("Cf", "Cc")):
        return character
    if category in ("Cc", "Zs", "Zl", "Zp"):
        return " "
    if category in ("Cf", "Mn", "Me"):
        return ""
    plain = unicodedata.normalize("NFKC", character)
    return plain if all(part in coverage() for part in plain) else REPLACEMENT


def glyphs(font: bytes) -> Iterator[tuple[str, int]]:
    """Each character with the number of its glyph (the `cmap` table's format 12 subtable, which has them all)."""
    for form, subtable in _subtables(font):
        if form == 12:
            for start, end, glyph in _groups(subtable):
                yield from zip(map(chr, range(start, end + 1)), itertools.count(glyph), strict=False)


def _characters(font: bytes) -> Iterator[str]:
    """The characters in the font's `cmap` table (OpenType, format 4 and 12 subtables)."""
    for form, subtable in _subtables(font):
        if form == 4:
            yield from _format_4(subtable)
        elif form == 12:
            for start, end, _ in _groups(subtable):
                yield from map(chr, range(start, end + 1))


def _subtables(font: bytes) -> Iterator[tuple[int, bytes]]:
    table = table_of(font, b"cmap")
    for index in range(struct.unpack_from(">H", table, 2)[0]):
        offset = struct.unpack_from(">HHI", table, 4 + 8 * index)[2]
        yield struct.unpack_from(">H", table, offset)[0], table[offset:]


def table_of(font: bytes, tag: bytes) -> bytes:
    """One table of an OpenType font, by its four letters."""
    for index in range(struct.unpack_from(">H", font, 4)[0]):
        name, _, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * index)
        if name == tag:
            return font[offset : offset + length]
    raise AssertionError(f"the font has no table {tag!r}")


def _format_4(subtable: bytes) -> Iterator[str]:
    count = struct.unpack_from(">H", subtable, 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", subtable, 14)
    starts = struct.unpack_from(f">{count}H", subtable, 16 + 2 * count)
    for start, end in zip(starts, ends, strict=True):
        yield from map(chr, range(start, min(end + 1, 0xFFFF)))


def _groups(subtable: bytes) -> Iterator[tuple[int, int, int]]:
    """First and last character and first glyph of each run of a format 12 subtable."""
    count = struct.unpack_from(">I", subtable, 12)[0]
    for index in range(count):
        yield struct.unpack_from(">III", subtable, 16 + 12 * index)
