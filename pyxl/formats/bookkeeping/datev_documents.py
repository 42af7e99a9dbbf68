"""Writes `document.xml`, which tells DATEV Unternehmen online what is in a ZIP of documents (XML interface 6.0).

>>> made = document_xml(date(2026, 3, 2), [DatevDocument("6a4c2f0e-51d3-5c8b-9a77-0b3f6d1e2c94", "RE-1.pdf")])
>>> b'<extension xsi:type="File" name="RE-1.pdf"/>' in made
True
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from lxml import etree

_NAMESPACE: Final = "http://xml.datev.de/bedi/tps/document/v06.0"
_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_NAMES: Final[Any] = {None: _NAMESPACE, "xsi": _XSI}
"""The stubs of lxml know no default namespace."""
_INCOMING, _OUTGOING = "1", "2"


@dataclass(frozen=True, slots=True)
class DatevDocument:
    """A file of the ZIP. Its GUID is that of the Beleglink in the posting batch."""

    guid: str
    name: str
    is_incoming: bool = False


def document_xml(day: date, documents: Iterable[DatevDocument]) -> bytes:
    """The list of the ZIP's files."""
    root = etree.Element(f"{{{_NAMESPACE}}}archive", nsmap=_NAMES)
    root.set(f"{{{_XSI}}}schemaLocation", f"{_NAMESPACE} Document_v060.xsd")
    root.set("version", "6.0")
    root.set("generatingSystem", "pyxl")
    header = etree.SubElement(root, f"{{{_NAMESPACE}}}header")
    etree.SubElement(header, f"{{{_NAMESPACE}}}date").text = f"{day.isoformat()}T00:00:00"
    content = etree.SubElement(root, f"{{{_NAMESPACE}}}content")
    for each in documents:
        kind = _INCOMING if each.is_incoming else _OUTGOING
        document = etree.SubElement(content, f"{{{_NAMESPACE}}}document", guid=each.guid, processID="1", type=kind)
        extension = etree.SubElement(document, f"{{{_NAMESPACE}}}extension")
        extension.set(f"{{{_XSI}}}type", "File")
        extension.set("name", each.name)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
