"""How wide a text is in the fonts of the documents, without typesetting it.

Letters are added up by the widths in the font's own tables. Kerning moves pairs by a few thousandths of their size,
so what must not be too narrow takes some slack.

    >>> round(text_width("1.234,50", 10), 2), round(text_width("1.234,50", 10, is_strong=True), 2)
    (34.8, 36.28)
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pyxl.documents.fonts import FONT_FILES, font_paths, glyphs, table_of


def text_width(text: str, size: float, *, is_strong: bool = False) -> float:
    """Points that the text takes on one line at this size (points), in regular or semibold letters."""
    widths = _widths(is_strong)
    return size * sum([widths.get(character, 1.0) for character in text])


@cache
def _widths(is_strong: bool) -> Mapping[str, float]:
    """Each character's advance, as a share of the size."""
    regular, semibold = font_paths()[: len(FONT_FILES) - 1]
    return _advances(semibold if is_strong else regular)


def _advances(path: Path) -> Mapping[str, float]:
    font = path.read_bytes()
    units = struct.unpack_from(">H", table_of(font, b"head"), 18)[0]
    count = struct.unpack_from(">H", table_of(font, b"hhea"), 34)[0]
    pairs = struct.unpack_from(f">{2 * count}H", table_of(font, b"hmtx"))  # advance, left bearing
    advances = pairs[::2]
    return {character: advances[min(glyph, count - 1)] / units for character, glyph in glyphs(font)}
