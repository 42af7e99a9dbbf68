"""Cell styles as far as writing needs them: is it a date, and what is the same style with a date format.

A style is a number: the place of its `<xf>` in `cellXfs`. New ones are only ever added at the end, so no cell of
the user changes its looks.

    >>> xml = b'<styleSheet xmlns="%s"><cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>'
    >>> styles = Styles(xml.replace(b"%s", markup.MAIN.encode()), "styles.xml")
    >>> styles.is_date(0), styles.as_date(0, with_time=False), styles.as_date(0, with_time=False)
    (False, 1, 1)
    >>> styles.data().count(b"<xf "), styles.is_date(1)
    (2, True)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pyxl.hosts.xlsx import markup

if TYPE_CHECKING:
    from lxml import etree

_DATE_IDS = frozenset((*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)))
"""Built-in number formats that show a date or time (ECMA-376, 18.8.30)."""
_DATE, _DATE_TIME, _TEXT_ID = 14, 22, 49
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h|m|s|hh|mm|ss\])[^\]]*\]', re.IGNORECASE)
_INDENT = re.compile(rb"\sindent\s*=\s*[\"']([0-9]{1,3})[\"']")
_WRAPS = re.compile(rb"\swrapText\s*=\s*[\"'](?:1|true)[\"']")
_USUAL_SIZE = 11.0
_FORMULA_STARTS = ("=", "+", "-", "@")


class _Traits(NamedTuple):
    """What writing asks of a style again and again."""

    format: int
    is_date: bool
    is_quoted: bool


class Wrapping(NamedTuple):
    """How a style shows a text that goes over several lines."""

    size: float
    """Of its font, in points."""
    indent: int


class Styles:
    """The style part of a book, and the styles added to it."""

    def __init__(self, data: bytes, part: str) -> None:
        self.part = part
        self._data = markup.plain(data, part)
        # Formats and styles are read as a tree, for new ones are made from the very bytes.
        root = markup.parse_xml(self._data, part)
        self._formats = {
            int(number): element.get("formatCode", "")
            for element in root.iterfind(f"{{{markup.MAIN}}}numFmts/{{{markup.MAIN}}}numFmt")
            if (number := element.get("numFmtId", "")).isascii() and number.isdigit()
        }
        self._sizes = [_size(font) for font in root.iterfind(f"{{{markup.MAIN}}}fonts/{{{markup.MAIN}}}font")]
        self._xfs = _cell_xfs(self._data)
        self._known = len(self._xfs)
        self._traits: dict[int, _Traits] = {}
        self._places = {_canonical(xf): place for place, xf in reversed(list(enumerate(self._xfs)))}

    @property
    def is_changed(self) -> bool:
        """Whether a style was added."""
        return len(self._xfs) > self._known

    def is_date(self, style: int) -> bool:
        """Whether the style shows a number as a date (or a time)."""
        return self._traits_of(style).is_date

    def as_date(self, style: int, with_time: bool) -> int:
        """The same style with the system's short date format, which Excel shows as the user's country writes it."""
        number = str(_DATE_TIME if with_time else _DATE).encode()
        return self._variant(style, {b"numFmtId": number, b"applyNumberFormat": b"1"})

    def for_text(self, style: int, text: str) -> int:
        """The style under which Excel keeps this text a text even after F2 and Enter (SAFETY A2)."""
        if not text.startswith(_FORMULA_STARTS):
            return style
        traits = self._traits_of(style)
        is_text = traits.format == _TEXT_ID or traits.is_quoted
        return style if is_text else self._variant(style, {b"quotePrefix": b"1"})

    def for_value(self, style: int) -> int:
        """The style without the mark that would turn a number into text at the next edit."""
        return self._variant(style, {b"quotePrefix": None}) if self._traits_of(style).is_quoted else style

    @property
    def usual_size(self) -> float:
        """The size in points of the book's usual font; column widths count in its digits."""
        return self._sizes[0] if self._sizes else _USUAL_SIZE

    def wrapping(self) -> dict[int, Wrapping]:
        """The styles in which a long text goes over several lines."""
        return {
            style: Wrapping(self._size_of(xf), int(found[1]) if (found := _INDENT.search(xf)) else 0)
            for style, xf in enumerate(self._xfs)
            if _WRAPS.search(xf)
        }

    def _size_of(self, xf: bytes) -> float:
        number = markup.whole(_tag(xf), b"fontId", self.part)
        return self._sizes[number] if number < len(self._sizes) else self.usual_size

    def data(self) -> bytes:
        """The part with the added styles."""
        closing = re.search(rb"</(?:[\w.-]+:)?cellXfs\s*>", self._data)
        opening = markup.start_tag(b"cellXfs").search(self._data)
        if not closing or not opening:
            raise markup.broken(self.part or "xl/styles.xml")
        count = str(len(self._xfs)).encode()
        tag = b"<" + opening[1] + b"cellXfs" + markup.set_attribute(opening[2], b"count", count) + b">"
        added = b"".join(self._xfs[self._known :])
        between = self._data[opening.end() : closing.start()]
        return self._data[: opening.start()] + tag + between + added + self._data[closing.start() :]

    def _xf(self, style: int) -> bytes:
        return self._xfs[style] if style < len(self._xfs) else (self._xfs[0] if self._xfs else b"<xf/>")

    def _traits_of(self, style: int) -> _Traits:
        """Looked up once per style: this runs for every cell that is written."""
        known = self._traits.get(style)
        if known is None:
            tag = _tag(self._xf(style))
            number = markup.whole(tag, b"numFmtId", self.part)
            is_quoted = markup.attribute(tag, b"quotePrefix") in (b"1", b"true")
            known = _Traits(number, self._shows_dates(number), is_quoted)
            # A number no style has yet may become that of a new one.
            if style < len(self._xfs):
                self._traits[style] = known
        return known

    def _shows_dates(self, number: int) -> bool:
        code = _QUOTED.sub("", self._formats.get(number, ""))
        return number in _DATE_IDS if number not in self._formats else bool(re.search("[dmyhs]", code.lower()))

    def _variant(self, style: int, changes: dict[bytes, bytes | None]) -> int:
        """The style with these attributes; one that exists already is taken, so undo gives back the old one."""
        xf = self._xf(style)
        tag = _tag(xf)
        changed = tag
        for name, value in changes.items():
            changed = (
                markup.drop_attribute(changed, name) if value is None else markup.set_attribute(changed, name, value)
            )
        wanted = changed + xf[len(tag) :]
        place = self._places.setdefault(_canonical(wanted), len(self._xfs))
        if place == len(self._xfs):
            self._xfs.append(wanted)
        return place


def _size(font: etree._Element) -> float:
    found = font.find(f"{{{markup.MAIN}}}sz")
    size = found.get("val", "") if found is not None else ""
    return float(size) if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{1,6})?", size) and float(size) else _USUAL_SIZE


def _cell_xfs(data: bytes) -> list[bytes]:
    opening = markup.start_tag(b"cellXfs").search(data)
    closing = re.search(rb"</(?:[\w.-]+:)?cellXfs\s*>", data)
    if not opening or not closing:
        return []
    shape = re.compile(rb"<(?:[\w.-]+:)?xf(?:\s[^>]*?)?(?:/>|>.*?</(?:[\w.-]+:)?xf\s*>)", re.DOTALL)
    return shape.findall(data, opening.end(), closing.start())


def _tag(xf: bytes) -> bytes:
    """The start tag without its closing `>` or `/>`."""
    tag = xf[: xf.index(b">")]
    return tag.removesuffix(b"/")


def _canonical(xf: bytes) -> tuple[frozenset[bytes], bytes]:
    """What makes two styles the same: attributes in any order (those that are off left out), and the content."""
    tag = _tag(xf)
    found = re.findall(rb"[\w:.-]+\s*=\s*[\"'][^\"']*[\"']", tag)
    attributes = frozenset(part.replace(b"'", b'"') for part in found if not part.endswith((b'="0"', b"='0'")))
    return attributes, xf[len(tag) :].removeprefix(b"/").strip()
