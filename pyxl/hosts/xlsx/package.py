"""A closed workbook as a package: its sheets in order, its tables, and the parts they lie in. Nothing is calculated.

>>> from io import BytesIO
>>> from openpyxl import Workbook
>>> file = BytesIO()
>>> Workbook().save(file)
>>> [(sheet.name, sheet.part) for sheet in open_book(file.getvalue()).sheets]
[('Sheet', 'xl/worksheets/sheet1.xml')]
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal
from urllib.parse import unquote

from lxml import etree

from pyxl.core.labels import Label
from pyxl.formats.zip_door import NOT_XLSX, PACKAGE, XLSX_LIMITS, Archive, ArchiveLimits, open_archive
from pyxl.hosts.xlsx import markup, refusals
from pyxl.hosts.xlsx.tables import Table, read_table

SheetKind = Literal["worksheet", "chartsheet", "dialogsheet", "macrosheet"]
Visibility = Literal["visible", "hidden", "veryHidden"]
_BOOK_TYPES = (
    "spreadsheetml.sheet.main+xml",
    "sheet.macroEnabled.main+xml",
    "template.main+xml",
    "template.macroEnabled.main+xml",
)
_KINDS: Mapping[str, SheetKind] = {
    "worksheet": "worksheet",
    "chartsheet": "chartsheet",
    "dialogsheet": "dialogsheet",
    "xlMacrosheet": "macrosheet",
    "xlIntlMacrosheet": "macrosheet",
}
_SHOWN: Mapping[str, Visibility] = {"hidden": "hidden", "veryHidden": "veryHidden"}
_ACTIVE = (
    ("macros", re.compile(r"vbaProject\.bin$")),
    ("excel4_macros", re.compile(r"xl/macrosheets/")),
    ("external_links", re.compile(r"xl/externalLinks/[^/]+\.xml$")),
    ("queries", re.compile(r"xl/(?:connections\.xml|queryTables/)")),
    ("embedded_files", re.compile(r"xl/embeddings/")),
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A link of one part to another, or to the outside."""

    id: str
    kind: str
    """The last word of its type: `worksheet`, `table`, `styles`."""
    target: str
    """The part's name, or the address as written where it leads outside."""
    outside: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet in the order of its tabs."""

    name: str
    part: str
    kind: SheetKind
    visibility: Visibility


class Book:
    """An opened workbook; parts are unpacked when asked for."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._last_read = ("", b"")
        self._types = _content_types(archive)
        self.part = self._workbook_part()
        self._root = markup.parse_xml(archive.read(self.part), self.part)
        if self._root.tag == f"{{{markup.STRICT}}}workbook":
            raise refusals.STRICT_OOXML.because()
        if self._root.tag != f"{{{markup.MAIN}}}workbook":
            raise markup.broken(self.part)
        self.relations = read_relations(archive, self.part)
        self.sheets = tuple(self._sheets())

    @cached_property
    def date1904(self) -> bool:
        """Whether dates count from 1904 (old Macintosh books)."""
        found = self._root.find(f"{{{markup.MAIN}}}workbookPr")
        return found is not None and found.get("date1904", "0") in ("1", "true")

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """All tables of all worksheets."""
        return tuple(
            read_table(self.archive.read(relation.target), relation.target, sheet.name)
            for sheet in self.sheets
            if sheet.kind == "worksheet"
            for relation in read_relations(self.archive, sheet.part)
            if relation.kind == "table" and not relation.outside
        )

    @cached_property
    def active_content(self) -> tuple[str, ...]:
        """What could act when Excel opens the book: `macros`, `excel4_macros`, `external_links`, `queries`..."""
        return tuple(word for word, shape in _ACTIVE if any(shape.search(name) for name in self.archive.names))

    def sheet(self, name: str) -> Sheet:
        """The worksheet of that name, whatever its case; E_NO_SHEET."""
        for sheet in self.sheets:
            if sheet.kind == "worksheet" and sheet.name.casefold() == name.casefold():
                return sheet
        raise refusals.NO_SHEET.because(sheet=name)

    def table(self, name: str) -> Table:
        """The table of that name, whatever its case; E_NO_TABLE."""
        for table in self.tables:
            if table.name.casefold() == name.casefold():
                return table
        raise refusals.NO_TABLE.because(table=name)

    def table_at(self, sheet: str, row: int, column: int) -> Table | None:
        """The table whose body holds that cell."""
        return next((table for table in self.tables if table.sheet == sheet and table.body.holds(row, column)), None)

    def related(self, kind: str) -> str | None:
        """The one part of that kind the workbook refers to (`styles`, `sharedStrings`, `calcChain`)."""
        found = (relation.target for relation in self.relations if relation.kind == kind and not relation.outside)
        return next((part for part in found if part in self.archive), None)

    def sheet_xml(self, sheet: Sheet) -> bytes:
        """The sheet's part, unpacked; E_PACKAGE where it carries a DOCTYPE."""
        part, data = self._last_read
        if part != sheet.part:
            data = self.archive.read(sheet.part)
            if b"<!DOCTYPE" in data:
                raise markup.broken(sheet.part)
            # One sheet is kept: planning, writing and looking for formulas ask for the same one.
            self._last_read = (sheet.part, data)
        return data

    def content_type(self, part: str) -> str:
        """What the package says the part is."""
        return self._types.get("/" + part.casefold()) or self._types.get(part.rpartition(".")[2].casefold(), "")

    def _workbook_part(self) -> str:
        for relation in read_relations(self.archive, ""):
            if relation.kind == "officeDocument" and not relation.outside:
                self._check_type(relation.target)
                return relation.target
        raise NOT_XLSX.because(what=_OTHER_ZIP)

    def _check_type(self, part: str) -> None:
        kind = self.content_type(part)
        if kind.startswith("application/vnd.ms-excel.sheet.binary"):
            raise NOT_XLSX.because(what=Label("a binary workbook (.xlsb)", "eine binäre Mappe (.xlsb)"))
        if not kind.endswith(_BOOK_TYPES):
            raise NOT_XLSX.because(what=Label("another Office document", "ein anderes Office-Dokument"))

    def _sheets(self) -> list[Sheet]:
        targets = {relation.id: relation for relation in self.relations}
        found = []
        for element in self._root.iterfind(f"{{{markup.MAIN}}}sheets/{{{markup.MAIN}}}sheet"):
            relation = targets.get(element.get(f"{{{markup.OFFICE_RELATIONS}}}id") or "")
            if relation is None or relation.outside or relation.kind not in _KINDS:
                raise markup.broken(self.part)
            self.archive.member(relation.target)
            shown = _SHOWN.get(element.get("state", ""), "visible")
            found.append(Sheet(element.get("name", ""), relation.target, _KINDS[relation.kind], shown))
        return found


_OTHER_ZIP = Label("a ZIP file without a workbook in it", "eine ZIP-Datei ohne Mappe darin")


def open_book(data: bytes, limits: ArchiveLimits = XLSX_LIMITS) -> Book:
    """The workbook in these bytes.

    Raises `Refused`: E_EMPTY, E_NOT_XLSX, E_PASSWORD, E_PACKAGE, E_TOO_BIG, E_STRICT_OOXML.
    """
    archive = open_archive(data, limits)
    if "[Content_Types].xml" not in archive:
        is_ods = "mimetype" in archive and b"opendocument.spreadsheet" in archive.read("mimetype")
        raise NOT_XLSX.because(
            what=Label("a LibreOffice workbook (.ods)", "eine LibreOffice-Mappe (.ods)") if is_ods else _OTHER_ZIP
        )
    return Book(archive)


def relations_part(part: str) -> str:
    """Where the links of a part lie; the package itself is the part ''."""
    folder, _, name = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{name}.rels")


def read_relations(archive: Archive, part: str) -> tuple[Relation, ...]:
    """The links of a part; E_PACKAGE where one leaves the package unannounced."""
    name = relations_part(part)
    return _relations_in(archive.read(name), name, part) if name in archive else ()


@lru_cache(maxsize=256)
def _relations_in(data: bytes, name: str, part: str) -> tuple[Relation, ...]:
    """Read once for all times that a run opens its workbook."""
    root = markup.parse_xml(data, name)
    return tuple(_relation(element, part) for element in root.iterfind(f"{{{markup.PACKAGE_RELATIONS}}}Relationship"))


def _relation(element: etree._Element, part: str) -> Relation:
    target, name = element.get("Target", ""), element.get("Id", "")
    kind = element.get("Type", "").rpartition("/")[2]
    if element.get("TargetMode") == "External":
        return Relation(name, kind, target, True)
    path = unquote(target.partition("#")[0])
    joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), path))
    climbs = posixpath.normpath(posixpath.join(posixpath.dirname(part), path)) if not path.startswith("/") else path
    if climbs.startswith("..") or "\\" in path or ":" in path:
        raise PACKAGE.because(
            why=Label(f"a link leaves the file ({target!r})", f"ein Verweis führt aus der Datei hinaus ({target!r})")
        )
    return Relation(name, kind, joined.lstrip("/"), False)


def _content_types(archive: Archive) -> dict[str, str]:
    """Content type by part name (with leading slash) or by file ending, both in lower case."""
    name = "[Content_Types].xml"
    root = markup.parse_xml(archive.read(name), name)
    return {
        (element.get("PartName") or element.get("Extension") or "").casefold(): element.get("ContentType", "")
        for element in root
    }
