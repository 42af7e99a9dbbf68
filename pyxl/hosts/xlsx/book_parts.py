"""The parts around the sheets: recalculation, the calculation chain, document properties."""

from __future__ import annotations

import re

from pyxl.formats.zip_door import Archive
from pyxl.hosts.xlsx import markup
from pyxl.hosts.xlsx.package import Book, read_relations, relations_part
from pyxl.hosts.xlsx.values import clean_text, escape_markup

TYPES = "[Content_Types].xml"
CUSTOM = "docProps/custom.xml"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VARIANTS = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_BEFORE_CALCULATION = (b"definedNames", b"externalReferences", b"functionGroups", b"sheets")


def has_formulas(book: Book) -> bool:
    """Whether any sheet holds a formula; Excel's calculation chain says so at once, else the sheets are searched."""
    if book.related("calcChain"):
        return True
    sheets = (book.sheet_xml(sheet) for sheet in book.sheets if sheet.kind == "worksheet")
    return any(mark in data for data in sheets for mark in (b"<f>", b"<f ", b":f>", b":f "))


def recalculated(data: bytes, part: str) -> bytes:
    """The workbook part with the order to calculate everything when it is opened next."""
    found = markup.start_tag(b"calcPr").search(data)
    if found:
        attributes = markup.set_attribute(found[2], b"fullCalcOnLoad", b"1")
        return data[: found.start()] + b"<%bcalcPr%b%b>" % (found[1], attributes, found[3]) + data[found.end() :]
    for name in _BEFORE_CALCULATION:
        closing = re.search(rb"</((?:[\w.-]+:)?)" + name + rb"\s*>", data)
        if closing:
            tag = b'<%bcalcPr fullCalcOnLoad="1"/>' % closing[1]
            return data[: closing.end()] + tag + data[closing.end() :]
    raise markup.broken(part)


def without_chain(book: Book) -> tuple[dict[str, bytes], set[str]]:
    """The parts changed and the part dropped when the calculation chain goes; Excel makes a new one."""
    chain = book.related("calcChain")
    if chain is None:
        return {}, set()
    links = relations_part(book.part)
    changed = {
        links: _without_element(book.archive.read(links), b"Relationship", b"Type", b"/calcChain"),
        TYPES: _without_element(book.archive.read(TYPES), b"Override", b"PartName", b"/" + chain.encode()),
    }
    return changed, {chain}


def _without_element(data: bytes, name: bytes, attribute: bytes, ending: bytes) -> bytes:
    shape = re.compile(rb"<(?:[\w.-]+:)?" + name + rb"\s[^>]*?/>")

    def kept(found: re.Match[bytes]) -> bytes:
        return b"" if (markup.attribute(found[0], attribute) or b"").endswith(ending) else found[0]

    return shape.sub(kept, data)


def read_properties(archive: Archive) -> dict[str, str]:
    """The custom document properties by name, as text."""
    part = custom_part(archive)
    if part is None:
        return {}
    root = markup.parse_xml(archive.read(part), part)
    return {element.get("name", ""): str(element.xpath("string()")) for element in root}


def with_properties(archive: Archive, wanted: dict[str, str], parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts changed when these properties are set; `parts` are those changed already."""
    part = custom_part(archive)
    if part is not None:
        return {part: _set_all(archive.read(part), part, wanted)}
    empty = f'<Properties xmlns="{_CUSTOM_NAMESPACE}" xmlns:vt="{_VARIANTS}"></Properties>'
    links = parts.get("_rels/.rels") or archive.read("_rels/.rels")
    types = parts.get(TYPES) or archive.read(TYPES)
    return {
        CUSTOM: _set_all(b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + empty.encode(), CUSTOM, wanted),
        "_rels/.rels": _with_link(links, _free_id(archive)),
        TYPES: _appended(types, b"Types", f'Override PartName="/{CUSTOM}" ContentType="{_CUSTOM_TYPE}"/>'),
    }


def custom_part(archive: Archive) -> str | None:
    """Where the custom document properties lie."""
    links = read_relations(archive, "")
    return next((link.target for link in links if link.kind == "custom-properties" and link.target in archive), None)


def _set_all(data: bytes, part: str, wanted: dict[str, str]) -> bytes:
    data = markup.plain(data, part)
    for name, text in wanted.items():
        data = _set(data, part, name, text)
    return data


def _set(data: bytes, part: str, name: str, text: str) -> bytes:
    root = markup.parse_xml(data, part)
    numbers = {
        element.get("name"): markup.whole(f' pid="{element.get("pid", "1")}"'.encode(), b"pid", part)
        for element in root
    }
    number = numbers.get(name) or max(1, *numbers.values(), 1) + 1
    start = f'property fmtid="{_FORMAT_ID}" pid="{number}" name="{escape_markup(name)}">'
    content = f'<vt:lpwstr xmlns:vt="{_VARIANTS}">{escape_markup(clean_text(text))}</vt:lpwstr>'
    if name not in numbers:
        return _appended(data, b"Properties", start + content, closing="property")
    shape = re.compile(rb"<((?:[\w.-]+:)?)property(\s[^>]*)>.*?</\1property\s*>", re.DOTALL)

    def replaced(found: re.Match[bytes]) -> bytes:
        is_it = markup.attribute(found[2], b"name") == escape_markup(name).encode()
        return b"<%b%b</%bproperty>" % (found[1], (start + content).encode(), found[1]) if is_it else found[0]

    return shape.sub(replaced, data)


def _appended(data: bytes, root: bytes, element: str, closing: str = "") -> bytes:
    """The element as the root's last child, with the root's own prefix; `element` comes without its first `<`."""
    end = re.search(rb"</((?:[\w.-]+:)?)" + root + rb"\s*>\s*$", data)
    empty = re.search(rb"<((?:[\w.-]+:)?)" + root + rb"(\s[^>]*)/>\s*$", data)
    found = end or empty
    if not found:
        raise markup.broken(root.decode())
    prefix = found[1]
    inside = b"<" + prefix + element.encode() + (b"</%b%b>" % (prefix, closing.encode()) if closing else b"")
    if end:
        return data[: end.start()] + inside + data[end.start() :]
    return data[: found.start()] + b"<%b%b%b>%b</%b%b>" % (prefix, root, found[2], inside, prefix, root)


def _with_link(links: bytes, free: str) -> bytes:
    kind = f"{markup.OFFICE_RELATIONS}/custom-properties"
    return _appended(links, b"Relationships", f'Relationship Id="{free}" Type="{kind}" Target="{CUSTOM}"/>')


def _free_id(archive: Archive) -> str:
    taken = {link.id for link in read_relations(archive, "")}
    return next(name for number in range(1, len(taken) + 2) if (name := f"rId{number}") not in taken)
