"""Makes a PDF/A-3b the hybrid that ZUGFeRD and Factur-X ask for: the XML attached, and named in the metadata.

Typst attaches the file; it cannot write metadata of others, so that part is put into the finished file. Nothing takes
the clock: the same document and the same XML give the same bytes.
"""

from __future__ import annotations

from io import BytesIO
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
    """The file with the Factur-X metadata (fx:) that says what the attached XML is."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as opened:
        metadata = opened.Root.Metadata
        packet = metadata.read_bytes()
        assert packet.count(_SCHEMAS_END) == packet.count(_RDF_END) == 1, "Typst writes its metadata otherwise now"
        packet = packet.replace(_SCHEMAS_END, _extension_schema() + _SCHEMAS_END)
        metadata.write(packet.replace(_RDF_END, _description() + _RDF_END))
        made = BytesIO()
        opened.save(made, deterministic_id=True)
    return made.getvalue()
