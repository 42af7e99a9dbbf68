"""Whole sheets added to a closed workbook, as another workbook has them; all that was in it stays as it is.

Written anew are only the parts that list what a workbook has (workbook, links, content types) and the styles, which
grow at their end. Sheets, tables and charts come as new parts.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence

from lxml import etree

from pyxl.core.refusal import Refused
from pyxl.hosts.xlsx import markup, refusals
from pyxl.hosts.xlsx.book_parts import TYPES, recalculated
from pyxl.hosts.xlsx.package import Book, Sheet, open_book, read_relations, relations_part
from pyxl.hosts.xlsx.style_transplant import StyleTransplant
from pyxl.hosts.xlsx.zip_writer import rewrite

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_TABLE_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_SHEET_NAME_MAX = 31
_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")


def with_sheets(book: Book, donor: Book, names: Sequence[str]) -> bytes:
    """The workbook with these sheets of the donor behind its own, and the names that their drop-downs use.

    A sheet whose name is taken gets a number behind it. Raises Refused: E_PACKAGE for a workbook without styles,
    E_NO_SHEET for a name the donor does not have.
    """
    return _Adding(book, donor).added(names) if names else book.archive.data


def verify_added(book: Book, donor: Book, names: Sequence[str], after: bytes) -> None:
    """Nothing where `after` is the workbook with just these tables more; else raises E_VERIFY naming the place."""
    now = open_book(after)
    for sheet, kept in zip(book.sheets, now.sheets, strict=False):
        if kept != sheet or (sheet.kind == "worksheet" and now.sheet_xml(kept) != book.sheet_xml(sheet)):
            raise refusals.NOT_VERIFIED.because(where=sheet.name)
    wanted = [table for table in donor.tables if table.sheet in names]
    for table in wanted:
        try:
            new = now.table(table.name)
        except Refused as refused:
            raise refusals.NOT_VERIFIED.because(where=table.name) from refused
        if (new.area, new.columns) != (table.area, table.columns):
            raise refusals.NOT_VERIFIED.because(where=table.name)
    if len(now.sheets) != len(book.sheets) + len(names) or len(now.tables) != len(book.tables) + len(wanted):
        raise refusals.NOT_VERIFIED.because(where=TYPES)


class _Adding:
    """One addition: the parts as they grow."""

    def __init__(self, book: Book, donor: Book) -> None:
        self._book, self._donor = book, donor
        styles, theirs = book.related("styles"), donor.related("styles")
        if styles is None or theirs is None:
            raise markup.broken("xl/styles.xml")
        self._style_part = styles
        self._styles = StyleTransplant(book.archive.read(styles), donor.archive.read(theirs), styles)
        self._workbook = self._parsed(book.part)
        self._links = self._parsed(relations_part(book.part))
        self._types = self._parsed(TYPES)
        self._taken = {sheet.name.casefold() for sheet in book.sheets}
        self._table_number = max((_table_id(book, table.part) for table in book.tables), default=0)
        self._parts: dict[str, bytes] = {}

    def _parsed(self, part: str) -> etree._Element:
        return markup.parse_xml(self._book.archive.read(part), part)

    def added(self, names: Sequence[str]) -> bytes:
        for name in names:
            self._add(self._donor.sheet(name))
        self._add_lists()
        workbook = _text(self._workbook)
        parts = {
            self._book.part: recalculated(workbook, self._book.part),
            relations_part(self._book.part): _text(self._links),
            TYPES: _text(self._types),
            self._style_part: self._styles.data(),
        }
        return rewrite(self._book.archive, {**parts, **self._parts})

    def _add(self, sheet: Sheet) -> None:
        part = self._free_part("xl/worksheets/sheet")
        self._parts[part] = self._sheet_xml(sheet)
        self._declare(part, _SHEET_TYPE)
        name = self._free_name(sheet.name)
        links = [
            (link.id, link.kind, self._drawing(link.target, sheet.name, name))
            if link.kind == "drawing"
            else (link.id, link.kind, self._table(link.target))
            for link in read_relations(self._donor.archive, sheet.part)
        ]
        self._parts[relations_part(part)] = _links_xml(links)
        sheets = self._workbook.find(_main("sheets"))
        if sheets is None:
            raise markup.broken(self._book.part)
        numbers = [int(each.get("sheetId", "0")) for each in sheets]
        entry = etree.SubElement(sheets, _main("sheet"), {"name": name, "sheetId": str(max(numbers, default=0) + 1)})
        entry.set(f"{{{markup.OFFICE_RELATIONS}}}id", self._link_to(part))
        titles = "'" + name.replace("'", "''") + "'!$1:$1"
        self._define("_xlnm.Print_Titles", titles, localSheetId=str(len(sheets) - 1))

    def _sheet_xml(self, sheet: Sheet) -> bytes:
        root = markup.parse_xml(self._donor.archive.read(sheet.part), sheet.part)
        for element in root.iter(_main("c"), _main("row"), _main("col")):
            attribute = "style" if element.tag == _main("col") else "s"
            if attribute in element.attrib:
                element.set(attribute, str(self._styles.cell_style(int(element.get(attribute, "0")))))
        for rule in root.iter(_main("cfRule")):
            if "dxfId" in rule.attrib:
                rule.set("dxfId", str(self._styles.rule_style(int(rule.get("dxfId", "0")))))
        for view in root.iter(_main("sheetView")):
            view.attrib.pop("tabSelected", "")
        return _text(root)

    def _drawing(self, target: str, name: str, new_name: str) -> str:
        """A drawing with its charts, which name the cells of their sheet."""
        part = self._free_part("xl/drawings/drawing")
        self._parts[part] = self._donor.archive.read(target)
        self._declare(part, _DRAWING_TYPE)
        links = []
        for link in read_relations(self._donor.archive, target):
            chart = self._free_part("xl/charts/chart")
            content = self._donor.archive.read(link.target).decode()
            self._parts[chart] = content.replace(_quoted(name), _quoted(new_name)).encode()
            self._declare(chart, _CHART_TYPE)
            links.append((link.id, link.kind, chart))
        self._parts[relations_part(part)] = _links_xml(links)
        return part

    def _table(self, target: str) -> str:
        part = self._free_part("xl/tables/table")
        self._table_number += 1
        root = markup.parse_xml(self._donor.archive.read(target), target)
        root.set("id", str(self._table_number))
        self._parts[part] = _text(root)
        self._declare(part, _TABLE_TYPE)
        return part

    def _add_lists(self) -> None:
        """Names of lists that drop-downs use, where the new or her tables have what they name."""
        have = {each.get("name", "").casefold() for each in self._workbook.iter(_main("definedName"))}
        donor = markup.parse_xml(self._donor.archive.read(self._donor.part), self._donor.part)
        for name in donor.iter(_main("definedName")):
            if name.get("localSheetId") is None and name.get("name", "").casefold() not in have:
                self._define(name.get("name", ""), name.text or "")

    def _define(self, name: str, content: str, **attributes: str) -> None:
        names = self._workbook.find(_main("definedNames"))
        if names is None:
            names = etree.Element(_main("definedNames"))
            before = {_main(each) for each in _BEFORE_NAMES}
            place = max(index for index, each in enumerate(self._workbook) if each.tag in before)
            self._workbook.insert(place + 1, names)
        etree.SubElement(names, _main("definedName"), {"name": name, **attributes}).text = content

    def _free_name(self, name: str) -> str:
        numbered = (f"{name[: _SHEET_NAME_MAX - 4]} {number}" for number in range(2, len(self._taken) + 3))
        free = next(each for each in (name, *numbered) if each.casefold() not in self._taken)
        self._taken.add(free.casefold())
        return free

    def _free_part(self, start: str) -> str:
        return next(part for part in _numbered(start) if part not in self._book.archive and part not in self._parts)

    def _declare(self, part: str, content_type: str) -> None:
        name = f"{{{markup.CONTENT_TYPES}}}Override"
        etree.SubElement(self._types, name, {"PartName": f"/{part}", "ContentType": content_type})

    def _link_to(self, part: str) -> str:
        taken = {link.get("Id") for link in self._links}
        free = next(name for name in _numbered("rId", "") if name not in taken)
        target = posixpath.relpath(part, posixpath.dirname(self._book.part) or ".")
        kind = f"{markup.OFFICE_RELATIONS}/worksheet"
        name = f"{{{markup.PACKAGE_RELATIONS}}}Relationship"
        etree.SubElement(self._links, name, {"Id": free, "Type": kind, "Target": target})
        return free


def _numbered(start: str, end: str = ".xml") -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"{start}{number}{end}"


def _table_id(book: Book, part: str) -> int:
    found = re.search(rb"\sid\s*=\s*[\"'](\d{1,9})[\"']", book.archive.read(part))
    return int(found[1]) if found else 0


def _links_xml(links: Sequence[tuple[str, str, str]]) -> bytes:
    """Each link by its id, its kind and its part."""
    root = etree.Element(f"{{{markup.PACKAGE_RELATIONS}}}Relationships")
    for link, kind, part in links:
        name = f"{{{markup.PACKAGE_RELATIONS}}}Relationship"
        values = {"Id": link, "Type": f"{markup.OFFICE_RELATIONS}/{kind}", "Target": f"/{part}"}
        etree.SubElement(root, name, values)
    return _text(root)


def _quoted(sheet: str) -> str:
    """The sheet as references of charts name it."""
    return "'" + sheet.replace("'", "''").replace("&", "&amp;") + "'!"


def _main(name: str) -> str:
    return f"{{{markup.MAIN}}}{name}"


def _text(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
