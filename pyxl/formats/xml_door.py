"""The one door for XML that came from outside: bank statements, e-invoices, files out of a mailed archive.

What a well-meant file never contains is refused before it is built up in memory: a DOCTYPE, entities, odd
encodings, towers of elements. Comments and processing instructions are dropped, so that a comment inside an
IBAN does not split it (SAFETY A10-A13, E9).

    >>> open_xml(b"<a><b>DE89<!-- x -->3704</b></a>")[0].text
    'DE893704'
    >>> open_xml(b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    pyxl.core.refusal.Refused: E_XML_DOCTYPE: ...
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyxl.core.labels import Text
from pyxl.core.refusal import RefusalKind

if TYPE_CHECKING:
    from lxml.etree import _Element

SIZE_LIMIT = 50 * 1024 * 1024
DEPTH_LIMIT = 64
ATTRIBUTE_LIMIT = 64
NAMESPACE_LIMIT = 64
TEXT_LIMIT = 64 * 1024
ELEMENT_LIMIT = 1_500_000
"""50 MB of a real statement have fewer elements; a flood of empty ones has more and would fill the memory."""

_ASK_SENDER = Text(
    "Nothing was imported. Fetch the file again from the bank or ask its sender.",
    "Es wurde nichts übernommen. Bitte die Datei bei der Bank neu abrufen oder den Absender fragen.",
)
E_XML_SIZE = RefusalKind(
    "E_XML_SIZE",
    Text("The XML file is too large ({what}).", "Die XML-Datei ist zu groß ({what})."),
    Text("Fetch it in shorter periods.", "Bitte in kürzeren Zeiträumen abrufen."),
)
E_XML_DOCTYPE = RefusalKind(
    "E_XML_DOCTYPE",
    Text(
        "The XML file contains a DOCTYPE; no bank and no e-invoice needs one, attacks do.",
        "Die XML-Datei enthält einen DOCTYPE; keine Bank und keine E-Rechnung braucht ihn, Angriffe schon.",
    ),
    _ASK_SENDER,
)
E_XML_ENCODING = RefusalKind(
    "E_XML_ENCODING",
    Text('The XML file is written in "{encoding}".', "Die XML-Datei ist in „{encoding}“ geschrieben."),
    Text("Have it sent as UTF-8.", "Bitte als UTF-8 liefern lassen."),
)
_CHOOSE = Text("Choose the XML file or PDF that came.", "Die XML-Datei oder das PDF wählen, das gekommen ist.")
E_XML_ZIP = RefusalKind(
    "E_XML_ZIP",
    Text("The file is an Office or ZIP file, not XML.", "Die Datei ist eine Office- oder ZIP-Datei, kein XML."),
    _CHOOSE,
)
E_XML_OTHER = RefusalKind(
    "E_XML_OTHER",
    Text("The file is not XML.", "Die Datei ist kein XML."),
    _CHOOSE,
)
E_XML_BROKEN = RefusalKind(
    "E_XML_BROKEN",
    Text("The XML file is damaged at line {line}.", "Die XML-Datei ist in Zeile {line} beschädigt."),
    _ASK_SENDER,
)
E_XML_SHAPE = RefusalKind(
    "E_XML_SHAPE",
    Text("The XML file is built like an attack ({what}).", "Die XML-Datei ist wie ein Angriff gebaut ({what})."),
    _ASK_SENDER,
)

_ENCODINGS = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "latin1", "windows-1252"})
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"'>]{1,40})["']""")


def open_xml(data: bytes, text_limit: int = TEXT_LIMIT) -> _Element:
    """The root element of the file, free of comments and processing instructions.

    `text_limit`: the longest text of one element; an e-invoice carries whole files in one.

    Raises Refused: E_XML_SIZE, E_XML_ZIP, E_XML_OTHER, E_XML_DOCTYPE, E_XML_ENCODING, E_XML_BROKEN or E_XML_SHAPE.
    """
    if len(data) > SIZE_LIMIT:
        raise E_XML_SIZE.because(what=f"{len(data) // 1024 // 1024} MB")
    if data.startswith(b"PK\x03\x04"):
        raise E_XML_ZIP.because()
    data = _without_utf16(data)
    if data.strip() and b"<" not in data[:1024]:
        raise E_XML_OTHER.because()
    _check_head(data)
    root = _parse(data)
    _check_shape(root, text_limit)
    return root


def _without_utf16(data: bytes) -> bytes:
    """UTF-16 with a byte order mark becomes UTF-8, so that the checks below see the same bytes as the parser."""
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError:
        raise E_XML_BROKEN.because(line=1) from None
    return re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text).encode()


def _check_head(data: bytes) -> None:
    """What can be seen without parsing: the encoding, a DOCTYPE, and floods of markup or of namespaces."""
    declared = _DECLARED.match(data)
    encoding = declared[1].decode("ascii", errors="replace").lower() if declared else "utf-8"
    if encoding not in _ENCODINGS:
        raise E_XML_ENCODING.because(encoding=encoding)
    if b"\x00" in data[:1024]:
        raise E_XML_ENCODING.because(encoding="UTF-16/UTF-32")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise E_XML_DOCTYPE.because()
    elements = data.count(b"<") - data.count(b"</")
    if elements > ELEMENT_LIMIT:
        raise E_XML_SIZE.because(what=f"{elements} elements")
    if _namespaces_in_one_tag(data) > NAMESPACE_LIMIT:
        raise E_XML_SHAPE.because(what="namespaces")


def _namespaces_in_one_tag(data: bytes) -> int:
    """The most `xmlns` between two `<`: counted before parsing, because libxml2 needs long for thousands of them."""
    if data.count(b"xmlns") <= NAMESPACE_LIMIT:
        return 0
    return max(part.count(b"xmlns") for part in data.split(b"<"))


def _parse(data: bytes) -> _Element:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise E_XML_BROKEN.because(line=getattr(error, "lineno", None) or 1) from None
    document = root.getroottree().docinfo
    if document.internalDTD is not None:
        raise E_XML_DOCTYPE.because()
    # A declaration padded with blanks can hide its encoding from the look at the head.
    if (document.encoding or "utf-8").lower() not in _ENCODINGS:
        raise E_XML_ENCODING.because(encoding=document.encoding)
    return root


def _check_shape(root: _Element, text_limit: int) -> None:
    """Attributes, depth and text lengths; asked in XPath because that runs in C over half a million elements."""
    if root.xpath(f"boolean(/descendant::*[@*[{ATTRIBUTE_LIMIT + 1}]])"):
        raise E_XML_SHAPE.because(what=f"> {ATTRIBUTE_LIMIT} attributes")
    if root.xpath(f"boolean(/descendant::*[ancestor::*[{DEPTH_LIMIT}]])"):
        raise E_XML_SHAPE.because(what=f"> {DEPTH_LIMIT} levels")
    for axis in ("/descendant::text()", "/descendant::*/@*"):
        if root.xpath(f"boolean({axis}[string-length() > {text_limit}])"):
            raise E_XML_SHAPE.because(what=f"> {text_limit // 1024} kB")
