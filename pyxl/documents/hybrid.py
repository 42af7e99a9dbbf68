"""Makes a PDF/A-3b the hybrid that ZUGFeRD and Factur-X ask for: the XML attached, and named in the metadata.

Typst attaches the file; it cannot write metadata of others, so that part is put into the finished file. Nothing takes
the clock: the same document and the same XML give the same bytes.
"""

from __future__ import annotations

import re
from typing import Final

XML_NAME: Final = "factur-x.xml"
CONFORMANCE: Final = "EN 16931"
_NAMESPACE = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
_PROPERTIES = {
    "DocumentFileName": ("The name of the embedded XML document", XML_NAME),
    "DocumentType": ("The type of the hybrid document in capital letters", "INVOICE"),
    "Version": ("The version of the standard that the embedded XML document follows", "1.0"),
    "ConformanceLevel": ("The conformance level of the embedded XML document", CONFORMANCE),
}
_METADATA_HEAD: Final = b"<</Length %d/Type/Metadata/Subtype/XML>>\nstream\n"
_METADATA = re.compile(rb"<</Length (\d+)/Type/Metadata/Subtype/XML>>\nstream\n")
_TABLE_HEAD = re.compile(rb"xref\n0 (\d+)\n")
_END = re.compile(rb"startxref\n(\d+)\n%%EOF\s*\Z")
_ENTRY_BYTES = 20
_SCHEMAS_END = b"</rdf:Bag></pdfaExtension:schemas>"
_RDF_END = b"</rdf:RDF>"

ATTACH: Final = (
    f'\n#pdf.attach("{XML_NAME}", relationship: "alternative", mime-type: "text/xml", '
    'description: "E-Rechnung / e-invoice (EN 16931)")\n'
)
"""Added to the end of the Typst source, so that the lines of the template keep their numbers."""


def _extension_schema() -> bytes:
    """PDF/A allows metadata of others only where the file itself describes them."""
    properties = "".join(
        f'<rdf:li rdf:parseType="Resource"><pdfaProperty:category>external</pdfaProperty:category>'
        f"<pdfaProperty:description>{description}</pdfaProperty:description>"
        f"<pdfaProperty:name>{name}</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType></rdf:li>"
        for name, (description, _) in _PROPERTIES.items()
    )
    return (
        '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{_NAMESPACE}</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property></rdf:li>"
    ).encode()


def _description() -> bytes:
    values = "".join(f"<fx:{name}>{value}</fx:{name}>" for name, (_, value) in _PROPERTIES.items())
    return f'<rdf:Description rdf:about="" xmlns:fx="{_NAMESPACE}">{values}</rdf:Description>'.encode()


def with_hybrid_metadata(pdf: bytes) -> bytes:
    """The file with the Factur-X metadata (fx:) that says what the attached XML is.

    Only the metadata stream grows; what lies behind it moves, and the table of places at the end is told so. To read
    and save the file with a PDF library costs more than half of what typesetting the page does.
    """
    (found,) = _METADATA.finditer(pdf)
    end = found.end() + int(found[1])
    packet = pdf[found.end() : end]
    assert packet.count(_SCHEMAS_END) == packet.count(_RDF_END) == 1, "Typst writes its metadata otherwise now"
    packet = packet.replace(_SCHEMAS_END, _extension_schema() + _SCHEMAS_END)
    packet = packet.replace(_RDF_END, _description() + _RDF_END)
    stream = _METADATA_HEAD % len(packet) + packet
    return _with_places_moved(pdf[: found.start()] + stream + pdf[end:], pdf, found.start())


def _with_places_moved(grown: bytes, pdf: bytes, grown_at: int) -> bytes:
    """The cross-reference table made right: every object behind the place that grew begins later."""
    more = len(grown) - len(pdf)
    (end,) = _END.finditer(pdf)
    table = int(end[1])
    head = _TABLE_HEAD.match(pdf, table)
    assert head, "Typst writes its table of objects otherwise now"
    entries_end = head.end() + int(head[1]) * _ENTRY_BYTES
    entries = [pdf[place : place + _ENTRY_BYTES] for place in range(head.end(), entries_end, _ENTRY_BYTES)]
    moved = [b"%010d" % (int(entry[:10]) + more * (int(entry[:10]) > grown_at)) + entry[10:] for entry in entries]
    last = pdf[entries_end : end.start()] + b"startxref\n%d\n%%%%EOF" % (table + more)
    return grown[: table + more] + head[0] + b"".join(moved) + last
