"""Writes tables for tax auditors: CSV files and the `index.xml` that describes them, as the description standard wants.

The standard is the one of the German tax administration (Beschreibungsstandard für die Datenträgerüberlassung, DTD of
1 September 2004). Auditors' programs bring that DTD along; `index.xml` names it and holds to it.

>>> table = GdpduTable("konten.csv", "Konten", "", (GdpduColumn("Kontonr.", is_key=True),), [("1400",)])
>>> table.content().decode()
'"Kontonr."\\r\\n"1400"\\r\\n'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from lxml import etree

DTD: Final = "gdpdu-01-09-2004.dtd"
Value = str | int | Decimal | date | bool | None


@dataclass(frozen=True, slots=True)
class GdpduColumn:
    """A column. Key columns come first."""

    name: str
    places: int | None = None
    """Decimal places of a number; None for text and dates."""
    is_date: bool = False
    is_key: bool = False
    description: str = ""


@dataclass(frozen=True, slots=True)
class GdpduTable:
    """A CSV file: UTF-8, semicolons, text in quotes, decimal comma, days as 31.12.2026, names in the first line."""

    file_name: str
    name: str
    description: str
    columns: tuple[GdpduColumn, ...]
    rows: Sequence[tuple[Value, ...]]

    def content(self) -> bytes:
        """The file."""
        lines = [";".join(_quoted(column.name) for column in self.columns)]
        lines += [";".join(map(_written, self.columns, row)) for row in self.rows]
        return "".join(f"{line}\r\n" for line in lines).encode("utf-8")


@dataclass(frozen=True, slots=True)
class GdpduPackage:
    """All tables with whose they are."""

    firm: str
    place: str
    comment: str
    start: date
    end: date
    tables: tuple[GdpduTable, ...]


def index_xml(package: GdpduPackage) -> bytes:
    """The description of the tables, in the order that the standard's DTD wants."""
    root = etree.Element("DataSet")
    _add(root, "Version", "1.0")
    supplier = etree.SubElement(root, "DataSupplier")
    for tag, text in (("Name", package.firm), ("Location", package.place), ("Comment", package.comment)):
        _add(supplier, tag, text)
    media = etree.SubElement(root, "Media")
    _add(media, "Name", f"{_day(package.start)} bis {_day(package.end)}")
    for table in package.tables:
        media.append(_table(table, package.start, package.end))
    doctype = f'<!DOCTYPE DataSet SYSTEM "{DTD}">'
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", doctype=doctype, pretty_print=True)


def _table(table: GdpduTable, start: date, end: date) -> etree._Element:
    element = etree.Element("Table")
    _add(element, "URL", table.file_name)
    _add(element, "Name", table.name)
    _add(element, "Description", table.description)
    validity = etree.SubElement(element, "Validity")
    span = etree.SubElement(validity, "Range")
    _add(span, "From", _day(start))
    _add(span, "To", _day(end))
    _add(validity, "Format", "DD.MM.YYYY")
    etree.SubElement(element, "UTF8")
    _add(element, "DecimalSymbol", ",")
    _add(element, "DigitGroupingSymbol", ".")
    lines = etree.SubElement(element, "Range")
    _add(lines, "From", "2")
    layout = etree.SubElement(element, "VariableLength")
    for tag, text in (("ColumnDelimiter", ";"), ("RecordDelimiter", "\r\n"), ("TextEncapsulator", '"')):
        _add(layout, tag, text)
    for column in table.columns:
        layout.append(_column(column))
    return element


def _column(column: GdpduColumn) -> etree._Element:
    element = etree.Element("VariablePrimaryKey" if column.is_key else "VariableColumn")
    _add(element, "Name", column.name)
    if column.description:
        _add(element, "Description", column.description)
    if column.is_date:
        _add(etree.SubElement(element, "Date"), "Format", "DD.MM.YYYY")
    elif column.places is None:
        etree.SubElement(element, "AlphaNumeric")
    else:
        number = etree.SubElement(element, "Numeric")
        if column.places:
            _add(number, "Accuracy", str(column.places))
    return element


def _add(parent: etree._Element, tag: str, text: str) -> None:
    etree.SubElement(parent, tag).text = text


def _written(column: GdpduColumn, value: Value) -> str:
    """Numbers and days stand without quotes; what is empty stays empty."""
    match value:
        case None | "":
            return ""
        case bool():
            return _quoted("ja" if value else "nein")
        case date():
            return _day(value)
        case Decimal() | int():
            return f"{value:.{column.places or 0}f}".replace(".", ",")
        case _:
            return _quoted(value)


def _quoted(text: str) -> str:
    """On one line: a break within a field would end the record for some readers."""
    return '"' + " ".join(text.split()).replace('"', '""') + '"'


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def all_files(package: GdpduPackage) -> Iterable[tuple[str, bytes]]:
    """Name and bytes of every file, `index.xml` first."""
    yield "index.xml", index_xml(package)
    for table in package.tables:
        yield table.file_name, table.content()
