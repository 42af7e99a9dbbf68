"""Reads an e-invoice file of any kind: XML as CII or UBL, or a PDF with the XML inside.

>>> from pyxl.formats.en16931.cii import write_cii
>>> from pyxl.formats.en16931.invoice import EInvoice
>>> read_einvoice_file(write_cii(EInvoice(number="RE-1"))).reading.invoice.number
'RE-1'
"""

from __future__ import annotations

from dataclasses import dataclass

from pyxl.core.labels import Sentence
from pyxl.formats.en16931.reading import Reading, read_einvoice
from pyxl.formats.hybrid_pdf import ACTIVE_CONTENT, xml_in_pdf

_PDF_HEAD = 1024
"""A PDF may have so many bytes before its header."""


@dataclass(frozen=True, slots=True)
class EInvoiceFile:
    """What a file holds."""

    reading: Reading
    embedded_as: str = ""
    """The name of the XML inside a PDF."""
    notes: tuple[Sentence, ...] = ()


def is_pdf(data: bytes) -> bool:
    """Whether the file calls itself a PDF, whatever its name."""
    return b"%PDF-" in data[:_PDF_HEAD]


def read_einvoice_file(data: bytes) -> EInvoiceFile:
    """The e-invoice in the file. Refused: what `read_einvoice` and `xml_in_pdf` refuse.

    Files from outside are read in the isolated child process of `pyxl.app`, under the name `read_einvoice_file`.
    """
    if not is_pdf(data):
        return EInvoiceFile(read_einvoice(data))
    embedded = xml_in_pdf(data)
    notes = (ACTIVE_CONTENT.bind(),) if embedded.is_active else ()
    return EInvoiceFile(read_einvoice(embedded.xml), embedded.name, notes)
