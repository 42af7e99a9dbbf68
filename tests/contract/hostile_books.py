"""Workbooks that are broken, lie or attack: each made from the small firm's good one by one change."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from xml.sax.saxutils import escape

from pyxl.hosts.xlsx import open_book

from .small_firm import small_book

Make = Callable[[], bytes]
ORDERS, CUSTOMERS = "Orders", "Customers"
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "b">]>'
XXE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
OUTSIDE = b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'
LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "haha">' + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a;" * 10) for n in range(9)) + b"]>"
)
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml"
OLE = bytes.fromhex("D0CF11E0A1B11AE1")


@cache
def parts() -> Mapping[str, bytes]:
    """The parts of the good workbook; a customer number of the orders is a shared string, as Excel writes them."""
    with zipfile.ZipFile(io.BytesIO(small_book())) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    number, types = b't="inlineStr"><is><t>10001</t></is>', "[Content_Types].xml"
    links, sheet = "xl/_rels/workbook.xml.rels", part_of(ORDERS)
    found["xl/sharedStrings.xml"] = b'<sst xmlns="%b"><si><t>10001</t></si></sst>' % MAIN
    found[sheet] = found[sheet].replace(number, b't="s"><v>0</v>')
    link = b'<Relationship Id="rIdS" Type="%b/sharedStrings" Target="sharedStrings.xml"/></Relationships>' % OFFICE
    found[links] = found[links].replace(b"</Relationships>", link)
    kind = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%b.sharedStrings+xml"/></Types>' % TYPE
    found[types] = found[types].replace(b"</Types>", kind)
    return found


@cache
def part_of(table: str, kind: str = "sheet") -> str:
    """The part a tab lies in, or its table's."""
    book = open_book(small_book())
    found = book.table(table)
    return found.part if kind == "table" else book.sheet(found.sheet).part


def packed(content: Mapping[str, bytes], more: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    """A package of these parts; `more` may repeat a name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
        for name, data in more:
            archive.writestr(name + "\0" if name in content else name, data)
    return file.getvalue()


def twice(name: str) -> bytes:
    """A package that has one name twice; no library writes it, so the second name is changed afterwards."""
    other = name[:-1] + "~"
    return packed({**parts(), other: b"<x/>"}).replace(other.encode(), name.encode())


def edited(part: str, old: bytes | str, new: bytes | str, count: int = 1) -> bytes:
    """The book with a pattern of one part replaced; fails where the pattern is not there."""
    pattern = old.encode() if isinstance(old, str) else old
    text = new.encode() if isinstance(new, str) else new
    changed, found = re.subn(pattern, lambda _: text, parts()[part], count=count)
    assert found, (part, old)
    return packed({**parts(), part: changed})


def with_cell(cell: str, *, address: str = "I3", tab: str = ORDERS) -> bytes:
    """The book with the XML of one cell of the orders replaced."""
    return edited(part_of(tab), rf'<c r="{address}"(?:[^>]*/>|.*?</c>)', cell.replace("?", address))


def with_value(value: str, *, address: str = "I3", kind: str = "n") -> bytes:
    """The book with a stored value in the quantity, or elsewhere."""
    return with_cell(f'<c r="{address}" t="{kind}"><v>{value}</v></c>', address=address)


def with_part(name: str, content: bytes) -> bytes:
    """The book with one part put in, or in the place of its own."""
    return packed({**parts(), name: content})


def without(*names: str) -> bytes:
    """The book without some parts."""
    return packed({name: data for name, data in parts().items() if name not in names})


def before_root(part: str, words: bytes) -> bytes:
    """The book with a document type before the root of that part."""
    data = parts()[part]
    at = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
    return packed({**parts(), part: data[:at] + words + data[at:]})


def damaged() -> Iterator[tuple[str, Make]]:
    """Cut off, bits turned, archives that lie."""
    good = small_book()
    for share in range(0, 24):
        yield f"cut-{share}", partial(_cut, good, len(good) * share // 24)
    for back in (1, 4, 21, 22, 23, 60):
        yield f"cut-{back}-bytes", partial(_cut, good, -back)
    dice = random.Random(7)
    for number in range(36):
        near_end = number % 3 == 0
        at = dice.randrange(len(good) - 3000, len(good)) if near_end else dice.randrange(len(good))
        yield f"bit-{number}", partial(_turned, good, at, number % 8)
    yield "bomb", lambda: packed({**parts(), "xl/media/image1.png": bytes(60_000_000)})
    yield "bomb-of-sheets", lambda: packed({**parts(), part_of(ORDERS): b" " * 60_000_000})
    yield "many-parts", lambda: packed({**parts(), **{f"xl/media/{n}.png": b"" for n in range(3_000)}})
    yield "size-too-small", lambda: _with_directory(24, struct.pack("<I", 10))
    yield "size-too-big", lambda: _with_directory(24, struct.pack("<I", 2**31))
    yield "packed-too-big", lambda: _with_directory(20, struct.pack("<I", 2**31))
    yield "crc", lambda: _with_directory(16, b"\0\0\0\1")
    yield "offset", lambda: _with_directory(42, struct.pack("<I", len(good)))
    yield "method", lambda: _with_directory(10, struct.pack("<H", 99))
    yield "encrypted-member", lambda: _with_directory(8, struct.pack("<H", 1))
    yield "overlap", lambda: _with_directory(42, struct.pack("<I", 0), member=3)
    yield "twice-workbook", lambda: twice("xl/workbook.xml")
    yield "twice-sheet", lambda: twice(part_of(ORDERS))
    yield "no-members", lambda: packed({})
    yield "text-after-zip", lambda: good + b"<html>" * 40
    yield "text-before-zip", lambda: b"MZ" + bytes(100) + good
    for name in ("../evil.xml", "/evil.xml", "xl/../../evil.xml", "C:/evil.xml", "xl\\..\\evil.xml", "a\x1b[2J.xml"):
        yield f"part-{name}", partial(with_part, name, b"<x/>")


def _cut(data: bytes, end: int) -> bytes:
    return data[:end]


def _turned(data: bytes, at: int, bit: int) -> bytes:
    return data[:at] + bytes([data[at] ^ (1 << bit)]) + data[at + 1 :]


def _with_directory(offset: int, value: bytes, *, member: int = 5) -> bytes:
    """The good file with a field of the table of contents overwritten for one member."""
    data = bytearray(small_book())
    places = [found.start() for found in re.finditer(b"PK\x01\x02", bytes(data))]
    at = places[member] + offset
    data[at : at + len(value)] = value
    return bytes(data)


def other_files() -> Iterator[tuple[str, Make]]:
    """What is no workbook at all."""
    noise = random.Random(11).randbytes(5_000)
    files = {
        "empty": b"",
        "newline": b"\n",
        "blanks": b" " * 1000,
        "nul": bytes(10_000),
        "html": b"<!DOCTYPE html><html><body>Login</body></html>",
        "table": b"<table><tr><td>1</td></tr></table>",
        "xml": b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "csv": "Kundennr.;Name\n1;Müller\n".encode("cp1252"),
        "json": b'{"customers": []}',
        "pdf": b"%PDF-1.7\n%\xe2\xe3\n",
        "png": b"\x89PNG\r\n\x1a\n" + noise,
        "gzip": b"\x1f\x8b\x08" + noise,
        "7z": b"7z\xbc\xaf\x27\x1c" + noise,
        "rtf": b"{\\rtf1 x}",
        "noise": noise,
        "pk-noise": b"PK\x03\x04" + noise,
        "pk-end-noise": b"PK\x05\x06" + noise,
        "utf16": "Kundennr.\tName\n".encode("utf-16"),
        "ole-password": OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + noise,
        "ole-xls": OLE + bytes(504) + "Workbook\0".encode("utf-16-le") + noise,
        "ole": OLE + noise,
        "ods": packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}),
        "docx": packed({**parts(), "[Content_Types].xml": parts()["[Content_Types].xml"].replace(b"sheet.main", b"x")}),
        "zip": packed({"letter.txt": b"hello"}),
    }
    for name, data in files.items():
        yield f"is-{name}", partial(bytes, data)


def hostile_xml() -> Iterator[tuple[str, Make]]:
    """Document types in every kind of part, deep and wide XML, odd encodings."""
    kinds = {
        "types": "[Content_Types].xml",
        "links": "_rels/.rels",
        "book-links": "xl/_rels/workbook.xml.rels",
        "book": "xl/workbook.xml",
        "sheet": part_of(ORDERS),
        "strings": "xl/sharedStrings.xml",
        "styles": "xl/styles.xml",
        "table": part_of(ORDERS, "table"),
        "properties": "docProps/custom.xml",
    }
    for kind, part in kinds.items():
        for name, words in (("doctype", DOCTYPE), ("xxe", XXE), ("outside", OUTSIDE), ("laughs", LAUGHS)):
            yield f"{name}-{kind}", partial(before_root, part, words)
        yield f"gone-{kind}", partial(without, part)
        yield f"empty-{kind}", partial(with_part, part, b"")
        yield f"half-{kind}", partial(with_part, part, parts()[part][: len(parts()[part]) // 2])
    sheet = part_of(ORDERS)
    deep = b"<a>" * 20_000 + b"</a>" * 20_000
    wide = b"<a " + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b"/>"
    for kind in ("book", "styles", "table", "strings", "properties", "types"):
        part = kinds[kind]
        for name, junk in (("deep", deep), ("wide", wide)):
            yield (
                f"{name}-{kind}",
                partial(edited, part, rb"(?=</[\w:]+>\s*$)", junk),
            )
    yield "deep-sheet", lambda: edited(sheet, "<sheetData>", b"<sheetData>" + deep)
    yield "wide-sheet", lambda: edited(sheet, "<sheetData>", wide + b"<sheetData>")
    for code in ("utf-16", "utf-7", "utf-32", "latin-1", "nonsense"):
        yield f"code-{code}", partial(_encoded, sheet, code)
        yield f"code-book-{code}", partial(_encoded, "xl/workbook.xml", code)
    yield "not-utf8", lambda: edited(sheet, "<sheetData>", b"<sheetData><!-- \xff\xfe -->")
    yield "strict", lambda: _strict()


def _encoded(part: str, code: str) -> bytes:
    text = re.sub(r"^<\?xml.*?\?>", "", parts()[part].decode())
    known = code if code != "nonsense" else "utf-8"
    return packed({**parts(), part: f'<?xml version="1.0" encoding="{code}"?>{text}'.encode(known, "replace")})


def _strict() -> bytes:
    """As Excel saves a Strict Open XML workbook: other namespaces throughout."""
    swaps = (
        (MAIN, b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
        (OFFICE, b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
    )
    content = dict(parts())
    for name, data in content.items():
        for old, new in swaps:
            data = data.replace(old, new)
        content[name] = data
    return packed(content)


def odd_sheets() -> Iterator[tuple[str, Make]]:
    """Sheets that say strange things."""
    sheet = part_of(ORDERS)
    row = '<row r="3"'
    changes = {
        "stray-cell": ("</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
        "outside-row": ("</sheetData>", '<row r="1048577"><c r="A1048577"><v>1</v></c></row></sheetData>'),
        "outside-column": ("</sheetData>", '<row r="900"><c r="XFE900"><v>1</v></c></row></sheetData>'),
        "huge-row": ("</sheetData>", '<row r="99999999999999999999"><c><v>1</v></c></row></sheetData>'),
        "row-zero": (row, '<row r="0"'),
        "row-minus": (row, '<row r="-3"'),
        "row-words": (row, '<row r="three"'),
        "row-float": (row, '<row r="1e5"'),
        "row-twice": (row, '<row r="2"'),
        "row-back": (row, '<row r="1"'),
        "row-without": (row, "<row"),
        "no-data": ("<sheetData>.*</sheetData>", ""),
        "empty-data": ("<sheetData>.*</sheetData>", "<sheetData/>"),
        "data-open": ("</sheetData>", ""),
        "data-twice": ("</sheetData>", '</sheetData><sheetData><row r="2"><c r="A2"><v>1</v></c></row></sheetData>'),
        "cell-open": ("</c>", ""),
        "cell-twice": ('<c r="B3"', '<c r="A3"'),
        "cell-back": ('<c r="C3"', '<c r="A3"'),
        "cell-bad": ('<c r="B3"', '<c r="3B"'),
        "cell-lower": ('<c r="B3"', '<c r="b3"'),
        "cell-other-row": ('<c r="B3"', '<c r="B300"'),
        "cell-quotes": ('<c r="B3"', "<c r='B3'"),
        "style": ('<c r="B3" s="\\d+"', '<c r="B3" s="99999"'),
        "style-minus": ('<c r="B3" s="\\d+"', '<c r="B3" s="-1"'),
        "style-words": ('<c r="B3" s="\\d+"', '<c r="B3" s="x"'),
        "dimension-lie": ("<dimension [^>]*/>", '<dimension ref="A1:XFD1048576"/>'),
        "dimension-bad": ("<dimension [^>]*/>", '<dimension ref="nowhere"/>'),
        "merged-keys": ("</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="B2:B4"/></mergeCells>'),
        "merged-bad": ("</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="x"/></mergeCells>'),
        "hidden-rows": (row, '<row hidden="1" r="3"'),
        "comment": ("<sheetData>", "<sheetData><!-- <row r='9'><c r='A9'><v>9</v></c></row> -->"),
        "cdata": ("<sheetData>", "<sheetData><![CDATA[<row r='9'/>]]>"),
        "instruction": ("<sheetData>", "<sheetData><?php echo 1 ?>"),
        "root": ("<worksheet", "<chartsheet"),
        "control": (
            "</sheetData>",
            '<row r="900"><c r="A900" t="inlineStr"><is><t>\x08</t></is></c></row></sheetData>',
        ),
    }
    for name, (old, new) in changes.items():
        yield name, partial(edited, sheet, f"(?s){old}", new)
    blank = "".join(f'<row r="{n}" s="1" customFormat="1"><c r="A{n}" s="1"/></row>' for n in range(1_000, 101_000))
    yield "blank-rows", lambda: edited(sheet, "</sheetData>", f"{blank}</sheetData>")
    yield (
        "a-million-blank-rows",
        lambda: edited(
            sheet,
            "</sheetData>",
            b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(100, 1_000_100)) + b"</sheetData>",
        ),
    )
    wide = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(900, 2_000))
    yield "wide-rows", partial(edited, sheet, "</sheetData>", f"{wide}</sheetData>")


def odd_cells() -> Iterator[tuple[str, Make]]:
    """Stored values no program writes, or only a broken one."""
    values: tuple[str, ...] = (
        "NaN",
        "INF",
        "-INF",
        "1E400",
        "1e308",
        "-1e308",
        "1e-320",
        "abc",
        "1,5",
        "0x10",
        "１２",
        "1_000",
        " 3 ",
    )
    values += ("-0", "9" * 400, "3.", ".5", "+3", "1e", "--1", "TRUE", "&#8;", "&#0;", "&amp;", "&nix;", "3&#x20;")
    for number, value in enumerate(values):
        yield f"value-{number}", partial(with_value, value)
    for number, serial in enumerate(("60", "0", "-1", "2958466", "1e10", "45900.999999999", "0.5", "NaN")):
        yield f"day-{number}", partial(with_value, serial, address="C3")
    kinds = (
        *(("s", value) for value in ("99999", "-1", "x", "")),
        *(("str", value) for value in ("_x0008_", "_x0000_", "&#8;", "x" * 40_000, "\u202e\u200b")),
        *(("d", value) for value in ("2026-09-30", "2026-02-30")),
        *(("b", "2"), ("b", "x"), ("e", "#NIX!"), ("e", ""), ("zz", "1"), ("n", "")),
    )
    for kind, value in kinds:
        yield (
            f"kind-{kind}-{value[:9]}",
            partial(with_value, value, kind=kind, address="D3"),
        )
    cells = {
        "inline-empty": '<c r="?" t="inlineStr"/>',
        "inline-open": '<c r="?" t="inlineStr"><is><t>x</is></c>',
        "inline-rich": '<c r="?" t="inlineStr"><is><r><t>10</t></r><r><t>001</t></r></is></c>',
        "inline-escape": '<c r="?" t="inlineStr"><is><t>_x0008_10001_x0000_</t></is></c>',
        "formula-only": '<c r="?"><f>1+1</f></c>',
        "formula-lost-master": '<c r="?"><f t="shared" si="77"/><v>1</v></c>',
        "formula-table": '<c r="?"><f t="dataTable" ref="D3:D9" r1="A1"/><v>1</v></c>',
        "formula-array": '<c r="?"><f t="array" ref="D3:D9">A1:A7</f><v>1</v></c>',
        "formula-long": '<c r="?"><f>' + "1+" * 100_000 + "1</f><v>1</v></c>",
        "dde": '<c r="?"><f>cmd|&apos;/c calc&apos;!A0</f><v>0</v></c>',
        "two-values": '<c r="?"><v>1</v><v>2</v></c>',
        "metadata": '<c r="?" cm="99" vm="99"><v>1</v></c>',
        "prefixed": '<x:c xmlns:x="urn:x" r="?"><x:v>1</x:v></x:c>',
    }
    for name, cell in cells.items():
        yield name, partial(with_cell, cell, address="D3")
    yield "1904", lambda: edited("xl/workbook.xml", "<workbookPr", '<workbookPr date1904="1"')
    yield "strings-short", lambda: edited("xl/sharedStrings.xml", "(?s)<si>.*</si>", "<si><t>one</t></si>")


def odd_books() -> Iterator[tuple[str, Make]]:
    """Sheets and tables that are not where the book says, doubled, renamed or gone; active content."""
    book, links = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    table, sheet = part_of(ORDERS, "table"), part_of(ORDERS)
    area = 'ref="A1:[A-Z]+\\d+"'
    yield "no-sheets", lambda: edited(book, "(?s)<sheets>.*</sheets>", "<sheets/>")
    yield "unknown-link", lambda: edited(book, 'r:id="rId5"', 'r:id="rId999"')
    yield "sheet-part-gone", lambda: without(sheet)
    yield "sheet-outside", lambda: edited(links, 'Target="[^"]*sheet5.xml"', 'Target="http://x/" TargetMode="External"')
    yield "sheet-climbs", lambda: edited(links, 'Target="[^"]*sheet5.xml"', 'Target="../../../etc/passwd"')
    yield "sheet-is-styles", lambda: edited(links, 'Target="[^"]*sheet5.xml"', 'Target="styles.xml"')
    yield "two-names", lambda: edited(book, 'name="Artikel"', 'name="Aufträge"')
    yield "sheet-renamed", lambda: edited(book, 'name="Aufträge"', 'name="Bestellungen &amp; mehr"')
    yield "sheet-empty-name", lambda: edited(book, 'name="Aufträge"', 'name=""')
    for state in ("hidden", "veryHidden", "nonsense"):
        seen, now = 'sheetId="5" state="visible"', f'sheetId="5" state="{state}"'
        yield f"sheet-{state}", partial(edited, book, seen, now)
    for number, ref in enumerate(
        ("", "x", "A1", "B9:A1", "A1:ZZZZ9", "A1:XFD1048576", "A900:S905", "A1:S99999999", "$A$1:$S$7", "A1:S1048576")
    ):
        yield f"area-{number}", partial(edited, table, area, f'ref="{ref}"', 0)
    yield "table-gone", lambda: without(table)
    yield "table-renamed", lambda: edited(table, '"Orders"', '"Tabelle7"', 0)
    yield "table-twice", lambda: edited(part_of(CUSTOMERS, "table"), 'isplayName="Customers"', 'isplayName="Orders"')
    yield "table-columns-few", lambda: edited(table, '(?s)<tableColumn id="3".*?(/>|</tableColumn>)', "")
    yield "table-columns-same", lambda: edited(table, 'name="Kundennr."', 'name="Auftragsnr."')
    yield "table-no-columns", lambda: edited(table, "(?s)<tableColumns.*</tableColumns>", "")
    for name, old, new in (
        ("no-header", 'headerRowCount="1"', 'headerRowCount="0"'),
        ("headers", 'headerRowCount="1"', 'headerRowCount="2"'),
        ("no-number", 'headerRowCount="1"', 'headerRowCount="x"'),
        ("totals", 'headerRowCount="1"', 'headerRowCount="1" totalsRowCount="9999"'),
        ("filter", "<autoFilter ref", '<autoFilter ref="nowhere" x'),
        ("header-escapes", 'name="Notiz"', 'name="No_xD800_tiz_x000a_"'),
    ):
        yield f"table-{name}", partial(edited, table, old, new)
    yield "header-renamed", lambda: renamed("Kundennr.", "Wer kauft")
    yield "header-alias", lambda: renamed("Kundennr.", "Kunde")
    yield "header-gone", lambda: renamed("Auftragsnr.", "")
    yield "header-twice", lambda: renamed("Kundennr.", "Auftragsnr.")
    yield "header-long", lambda: renamed("Kundennr.", "x" * 30_000)
    yield "header-formula", lambda: renamed("Notiz", '=cmd|"x"')
    yield "macros", lambda: packed({**parts(), "xl/vbaProject.bin": OLE + bytes(99)})
    yield "external-link", lambda: packed({**parts(), "xl/externalLinks/externalLink1.xml": b"<externalLink/>"})
    yield "macro-sheet", lambda: packed({**parts(), "xl/macrosheets/sheet1.xml": b"<macrosheet/>"})
    yield "properties-odd", lambda: edited("docProps/custom.xml", "(?s)<property .*</property>", _PROPERTY)
    yield "properties-anchor", lambda: edited("docProps/custom.xml", "(?s)<property .*</property>", _ANCHOR)
    yield "styles-few", lambda: edited("xl/styles.xml", "(?s)<cellXfs.*?</cellXfs>", '<cellXfs count="0"/>')
    yield "styles-format", lambda: edited("xl/styles.xml", 'formatCode="[^"]*"', f'formatCode="{"[h]" * 9_000}"', 0)


_PROPERTY = '<property fmtid="x" pid="x" name="pyxl.language"><vt:lpwstr xmlns:vt="urn:x">de</vt:lpwstr></property>'
_ANCHOR = (
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="pyxl.journal"><vt:lpwstr xmlns:vt='
    '"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">7:&lt;b&gt;</vt:lpwstr></property>'
)


def renamed(old: str, new: str) -> bytes:
    """The book with a heading of the orders changed, in the table and in the cell."""
    table, sheet = part_of(ORDERS, "table"), part_of(ORDERS)
    shown = escape(new, {'"': "&quot;"})
    heads = re.sub(rb'name="%b"' % re.escape(old).encode(), f'name="{shown}"'.encode(), parts()[table])
    cells = parts()[sheet].replace(f"<t>{old}</t>".encode(), f"<t>{shown}</t>".encode(), 1)
    assert heads != parts()[table], old
    assert cells != parts()[sheet], old
    return packed({**parts(), table: heads, sheet: cells})


def hostile_books() -> dict[str, Make]:
    """Every bad workbook by name, made when it is asked for."""
    groups = (damaged(), other_files(), hostile_xml(), odd_sheets(), odd_cells(), odd_books())
    return {name: make for group in groups for name, make in group}
