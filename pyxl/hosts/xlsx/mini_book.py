"""The small workbook calamine reads: bands of rows of one sheet, each a sheet of its own, with the book's styles.

It is never written to disk. Uncompressed, because it lives for a moment only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from zipfile import ZipFile

from pyxl.hosts.xlsx import markup
from pyxl.hosts.xlsx.package import Book
from pyxl.hosts.xlsx.sheet_text import SheetText
from pyxl.hosts.xlsx.styles import Styles

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_MOST_DAYS = 999_999_999
"""What a duration can hold; calamine panics beyond its own limit and takes NaN for no time at all."""


def pack_bands(book: Book, text: SheetText, strings: bytes, bands: tuple[tuple[int, int], ...]) -> bytes:
    """An xlsx whose sheet n holds the rows of band n, at their own row numbers."""
    file = BytesIO()
    styles = book.related("styles")
    with ZipFile(file, "w") as archive:
        shown = _shown(book.archive.read(styles), styles) if styles else None
        archive.writestr("[Content_Types].xml", _types(len(bands)))
        archive.writestr("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
        archive.writestr("xl/workbook.xml", _workbook(len(bands), book.date1904))
        archive.writestr(
            "xl/_rels/workbook.xml.rels", _workbook_relations(len(bands), styles is not None, bool(strings))
        )
        if styles:
            archive.writestr("xl/styles.xml", markup.plain(book.archive.read(styles), styles))
        if strings:
            archive.writestr("xl/sharedStrings.xml", strings)
        for at, (first, last) in enumerate(bands, 1):
            archive.writestr(f"xl/worksheets/sheet{at}.xml", _band(text, first, last, shown))
    return file.getvalue()


@lru_cache(maxsize=2)
def _shown(data: bytes, part: str) -> Styles:
    """The styles to be looked up. All sheets of a book have the same ones: read anew for each they took half the time
    of reading the book."""
    return Styles(data, part)


def _band(text: SheetText, first: int, last: int, styles: Styles | None) -> bytes:
    """The sheet with only these rows; errors and the word `true` in a form calamine takes."""
    start, end = text.index(first), text.index(last)
    assert start is not None, first
    assert end is not None, last
    data, name = text.data, text.prefix
    rows = data[text.starts[start] : text.span(end)[1]]
    head = text.head[: text.head.find(b">", text.head.find(b"<" + name + b"worksheet")) + 1]
    # A sheet whose rows lack their number starts with the first one here.
    if not markup.attribute(text.row_tag(rows)[1], b"r"):
        rows = b'<%brow r="%d"' % (name, first) + rows[len(name) + 4 :]
    return b"".join(
        (head, b"<", name, b"sheetData>", _tamed(rows, name, styles), b"</", name, b"sheetData></", name, b"worksheet>")
    )


def _tamed(rows: bytes, prefix: bytes, styles: Styles | None) -> bytes:
    """What calamine would refuse the whole sheet for becomes text: an error it does not know (#SPILL!), a date
    that is none."""
    if b't="e"' in rows or b"t='e'" in rows:
        rows = re.sub(rb"(<(?:[\w.-]+:)?c\s[^>]*?\bt=)[\"']e[\"']", rb'\1"str"', rows)
    if b't="b"' in rows and b"v>true<" in rows:
        rows = re.sub(rb"(<(?:[\w.-]+:)?c\s[^>]*?\bt=\"b\"[^>]*>(?:<(?!/)[^>]*>)*)true<", rb"\g<1>1<", rows)
    return b"".join(_dates_tamed(rows, prefix, styles)) if styles else rows


def _dates_tamed(rows: bytes, prefix: bytes, styles: Styles) -> Iterator[bytes]:
    """The rows in pieces; a cell shown as date or duration whose number is huge, or none, gets its digits as text."""
    shape = rb"<%bv>(-?(?:\d{9}|\d(?:\.\d+)?[eE]\+?\d|[nNiI][aAnN][nNfF])[^<]*)"
    at = 0
    for found in re.finditer(shape % re.escape(prefix), rows):
        start = rows.rfind(b"<" + prefix + b"c", at, found.start())
        end = rows.find(b">", start)
        attributes = rows[start + len(prefix) + 2 : end]
        is_shown_as_date = styles.is_date(markup.whole(attributes, b"s", styles.part))
        if start >= 0 and is_shown_as_date and not _is_days(found[1]):
            yield rows[at:start] + b"<" + prefix + b"c" + markup.set_attribute(attributes, b"t", b"str")
            at = end
    yield rows[at:]


def _is_days(number: bytes) -> bool:
    """Whether a date or duration can be made of it."""
    try:
        return abs(float(number)) < _MOST_DAYS
    except ValueError:
        return False


def _types(count: int) -> str:
    parts = [("workbook.xml", "sheet.main"), ("styles.xml", "styles"), ("sharedStrings.xml", "sharedStrings")]
    parts += [(f"worksheets/sheet{at}.xml", "worksheet") for at in range(1, count + 1)]
    overrides = "".join(
        f'<Override PartName="/xl/{part}" ContentType="{_MAIN_TYPE}.{kind}+xml"/>' for part, kind in parts
    )
    relations = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'{_DECLARATION}<Types xmlns="{markup.CONTENT_TYPES}">{relations}{overrides}</Types>'


def _workbook(count: int, date1904: bool) -> str:
    sheets = "".join(f'<sheet name="b{at}" sheetId="{at}" r:id="rId{at}"/>' for at in range(1, count + 1))
    properties = '<workbookPr date1904="1"/>' if date1904 else ""
    names = f'xmlns="{markup.MAIN}" xmlns:r="{markup.OFFICE_RELATIONS}"'
    return f"{_DECLARATION}<workbook {names}>{properties}<sheets>{sheets}</sheets></workbook>"


def _workbook_relations(count: int, has_styles: bool, has_strings: bool) -> str:
    targets = [("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, count + 1)]
    targets += [("styles", "styles.xml")] * has_styles + [("sharedStrings", "sharedStrings.xml")] * has_strings
    return _relations(targets)


def _relations(targets: list[tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="rId{at}" Type="{markup.OFFICE_RELATIONS}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'{_DECLARATION}<Relationships xmlns="{markup.PACKAGE_RELATIONS}">{links}</Relationships>'
