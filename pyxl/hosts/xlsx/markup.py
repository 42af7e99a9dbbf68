"""The one way this package reads XML: no DOCTYPE, no entities, no network; and the few byte patterns it edits by.

>>> parse_xml(b"<a><b c='1'/></a>", "part.xml")[0].get("c")
'1'
>>> attribute(b' r="A1" s="4"', b"s")
b'4'
"""

from __future__ import annotations

import re
from functools import lru_cache
from xml.parsers import expat

from lxml import etree

from pyxl.core.labels import Label
from pyxl.formats.zip_door import PACKAGE
from pyxl.hosts.xlsx.addresses import Area

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_DIGITS = 10
"""No index in a workbook is longer."""


def parse_xml(data: bytes, part: str) -> etree._Element:
    """The root element; E_PACKAGE where the part is no XML or carries a DOCTYPE."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, strip_cdata=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken(part) from error
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise broken(part)
    return root


def broken(part: str) -> Exception:
    """The refusal for a part that cannot be read."""
    return PACKAGE.because(why=Label(f"the part {part!r} is broken", f"das Teil {part!r} ist kaputt"))


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace."""
    return etree.QName(element).localname


def is_well_formed(data: bytes) -> bool:
    """Whether a parser takes the bytes for XML, without entities of its own; nothing is built from them."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        return False
    return True


def _refuse_doctype(*_: object) -> None:
    raise expat.ExpatError("a DOCTYPE")


def is_plain(data: bytes) -> bool:
    """Whether the bytes can be searched as they are: UTF-8, no comment, no CDATA, no DOCTYPE."""
    return b"<!" not in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")) and _is_utf8(data[:200])


def _is_utf8(head: bytes) -> bool:
    declared = re.match(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=[\"']([^\"']+)", head)
    return not declared or declared[1].lower() in (b"utf-8", b"us-ascii", b"ascii")


def plain(data: bytes, part: str) -> bytes:
    """The same XML, searchable as bytes; what is plain already stays untouched."""
    return data if is_plain(data) else etree.tostring(parse_xml(data, part), encoding="UTF-8", xml_declaration=True)


@lru_cache(maxsize=64)
def _attribute(name: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"(\s" + re.escape(name) + rb"\s*=\s*)(?:\"([^\"]*)\"|'([^']*)')")


def attribute(attributes: bytes, name: bytes) -> bytes | None:
    """An attribute's raw value in the text of a start tag; None where it is missing."""
    usual = b" " + name + b'="'
    at = attributes.find(usual)
    if at >= 0:
        start = at + len(usual)
        end = attributes.find(b'"', start)
        if end >= 0:
            return attributes[start:end]
    found = _attribute(name).search(attributes)
    if not found:
        return None
    return found[2] if found[2] is not None else found[3]


def whole(attributes: bytes, name: bytes, part: str) -> int:
    """An attribute that is a whole number, 0 where it is missing; E_PACKAGE where it is none."""
    found = attribute(attributes, name) or b"0"
    if not found.isdigit() or len(found) > _DIGITS:
        raise broken(part)
    return int(found)


def area(attributes: bytes, part: str) -> Area:
    """The cells an element says it stands for (`ref`); E_PACKAGE where it names none."""
    try:
        return Area.parse((attribute(attributes, b"ref") or b"").decode())
    except ValueError as error:
        raise broken(part) from error


def set_attribute(attributes: bytes, name: bytes, value: bytes) -> bytes:
    """The attributes with that one set; it keeps its place, a new one goes to the end."""
    found = _attribute(name).search(attributes)
    if found:
        return attributes[: found.start()] + found[1] + b'"' + value + b'"' + attributes[found.end() :]
    return attributes.rstrip() + b" " + name + b'="' + value + b'"'


def drop_attribute(attributes: bytes, name: bytes) -> bytes:
    """The attributes without that one."""
    return _attribute(name).sub(b"", attributes, count=1)


@lru_cache(maxsize=64)
def start_tag(name: bytes) -> re.Pattern[bytes]:
    """A start tag with any prefix: group 1 prefix with its colon, 2 attributes, 3 the slash of an empty element."""
    return re.compile(rb"<((?:[\w.-]+:)?)" + name + rb"((?:\s[^>]*?)?)(/?)>")
