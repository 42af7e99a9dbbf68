"""Takes the XML out of a hybrid invoice (ZUGFeRD, Factur-X): a PDF for people with the e-invoice inside.

"There is none" and "there is one, but it is damaged, or there are two that say different things" are told apart: the
second is refused, because a person would see one invoice and the machine book another (SAFETY A18, E12).

    >>> xml_in_pdf(b"<html>no PDF</html>")
    Traceback (most recent call last):
    pyxl.core.refusal.Refused: E_PDF_BROKEN: The PDF file is damaged. Ask the sender to send it again.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pyxl.core.labels import Text
from pyxl.core.refusal import RefusalKind

if TYPE_CHECKING:
    from pikepdf import Pdf

PDF_LIMIT = 30 * 1024 * 1024
XML_LIMIT = 20 * 1024 * 1024
TREE_LIMIT = 2_000
"""Nodes of the tree of attached files; a real invoice has a handful."""
XML_NAMES = frozenset({"factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"})
"""Names that ZUGFeRD and Factur-X give the invoice; older versions write them with capitals."""

_AGAIN = Text("Ask the sender to send it again.", "Den Absender um erneute Zusendung bitten.")
E_PDF_BROKEN = RefusalKind("E_PDF_BROKEN", Text("The PDF file is damaged.", "Die PDF-Datei ist beschädigt."), _AGAIN)
E_PDF_PASSWORD = RefusalKind(
    "E_PDF_PASSWORD",
    Text("The PDF file is protected by a password.", "Die PDF-Datei ist mit einem Kennwort geschützt."),
    Text("Ask the sender for a file without one.", "Den Absender um eine Datei ohne Kennwort bitten."),
)
E_PDF_SIZE = RefusalKind(
    "E_PDF_SIZE",
    Text("The PDF file or a file inside is too large.", "Die PDF-Datei oder eine Datei darin ist zu groß."),
    Text("Ask the sender for a smaller one.", "Den Absender um eine kleinere bitten."),
)
E_PDF_NO_EINVOICE = RefusalKind(
    "E_PDF_NO_EINVOICE",
    Text(
        "This PDF is no e-invoice: no XML is embedded.", "Dieses PDF ist keine E-Rechnung: Es ist kein XML eingebettet."
    ),
    Text("Treat it as a paper invoice.", "Wie eine Papierrechnung behandeln."),
)
E_PDF_TWO_EINVOICES = RefusalKind(
    "E_PDF_TWO_EINVOICES",
    Text(
        "The PDF holds {count} e-invoices that differ: {names}.",
        "Das PDF enthält {count} E-Rechnungen, die voneinander abweichen: {names}.",
    ),
    Text("Do not book it; ask the sender which one counts.", "Nicht buchen; den Absender fragen, welche gilt."),
)
ACTIVE_CONTENT = Text(
    "The PDF contains active content (scripts or programs to start). Do not open it in another program.",
    "Das PDF enthält aktive Inhalte (Skripte oder Programmstarts). Bitte nicht in einem anderen Programm öffnen.",
)


@dataclass(frozen=True, slots=True)
class EmbeddedXml:
    """The e-invoice in a PDF."""

    name: str
    xml: bytes
    is_active: bool = False
    """Whether the PDF has scripts or starts programs; nothing of it is run here."""


def xml_in_pdf(data: bytes) -> EmbeddedXml:
    """The one e-invoice inside. Refused: E_PDF_NO_EINVOICE, E_PDF_TWO_EINVOICES, E_PDF_BROKEN, _PASSWORD, _SIZE."""
    import pikepdf

    if len(data) > PDF_LIMIT:
        raise E_PDF_SIZE.because()
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            found = dict.fromkeys(_einvoices(pdf))
            is_active = _is_active(pdf)
    except pikepdf.PasswordError:
        raise E_PDF_PASSWORD.because() from None
    except (pikepdf.PdfError, zlib.error, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
        # A dictionary where a stream must be, a loop, a wrong filter: all of it is the file's fault.
        raise E_PDF_BROKEN.because() from None
    if not found:
        raise E_PDF_NO_EINVOICE.because()
    if len({xml for _, xml in found}) > 1:
        raise E_PDF_TWO_EINVOICES.because(count=len(found), names=tuple(name for name, _ in found))
    name, xml = next(iter(found))
    return EmbeddedXml(name, xml, is_active)


def _einvoices(pdf: Pdf) -> Iterator[tuple[str, bytes]]:
    for specification in (*_named_files(pdf), *_associated_files(pdf)):
        path = str(specification.get("/UF") or specification.get("/F") or "")
        name = path.replace("\\", "/").rpartition("/")[2]
        if name.lower() in XML_NAMES:
            files = specification["/EF"]
            yield name, _content(files.get("/F") or files["/UF"])


def _associated_files(pdf: Pdf) -> list[Any]:
    return list(pdf.Root.get("/AF") or ())


def _named_files(pdf: Pdf) -> Iterator[Any]:
    """All attached files, those with the same name too, which a mapping by name would hide."""
    names = pdf.Root.get("/Names")
    waiting = [names["/EmbeddedFiles"]] if names is not None and "/EmbeddedFiles" in names else []
    seen = 0
    while waiting:
        node = waiting.pop()
        seen += 1
        if seen > TREE_LIMIT:
            raise ValueError("a tree without end")
        yield from list(node.get("/Names") or ())[1::2]
        waiting += list(node.get("/Kids") or ())


def _content(stream: Any) -> bytes:
    """The file, unpacked by no more than the limit: a bomb is not opened."""
    if str(stream.get("/Filter", "")) != "/FlateDecode":
        content = bytes(stream.read_bytes())
    else:
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(stream.read_raw_bytes(), XML_LIMIT + 1)
    if len(content) > XML_LIMIT:
        raise E_PDF_SIZE.because()
    return content


def _is_active(pdf: Pdf) -> bool:
    import pikepdf

    action, names = pdf.Root.get("/OpenAction"), pdf.Root.get("/Names")
    starts = isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) in ("/JavaScript", "/Launch")
    return starts or "/AA" in pdf.Root or (names is not None and "/JavaScript" in names)
