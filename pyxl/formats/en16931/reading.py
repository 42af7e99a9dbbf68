"""Reads any XML e-invoice, CII or UBL, into the one model, and tells what it could not place.

>>> from pyxl.formats.en16931.cii import write_cii
>>> from pyxl.formats.en16931.invoice import EInvoice
>>> reading = read_einvoice(write_cii(EInvoice(number="RE-1", type_code="380")))
>>> reading.syntax.value, reading.invoice.number, reading.unread
('CII', 'RE-1', ())
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_type_hints

from pyxl.core.labels import Text
from pyxl.core.refusal import RefusalKind
from pyxl.formats.en16931.cii import CII_ROOT, CII_TREE
from pyxl.formats.en16931.invoice import EInvoice
from pyxl.formats.en16931.nodes import NAMESPACES, Node
from pyxl.formats.en16931.tree_reader import TreeReader
from pyxl.formats.en16931.ubl import CREDIT_NOTE_TREE, INVOICE_TREE, UBL_CREDIT_NOTE, UBL_INVOICE
from pyxl.formats.xml_door import open_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

ATTACHMENT_TEXT_LIMIT = 10_000_000
"""A PDF inside the XML (BT-125) is one long text; libxml2 itself stops here."""
E_EINVOICE_UNKNOWN = RefusalKind(
    "E_EINVOICE_UNKNOWN",
    Text('This XML is no e-invoice ("{root}").', "Dieses XML ist keine E-Rechnung („{root}“)."),
    Text(
        "Ask the sender for an XRechnung or a ZUGFeRD invoice of version 2 or later.",
        "Den Absender um eine XRechnung oder eine ZUGFeRD-Rechnung ab Version 2 bitten.",
    ),
)
T = TypeVar("T")


class Syntax(Enum):
    """How an e-invoice is written."""

    CII = "CII"
    UBL = "UBL"


@dataclass(frozen=True, slots=True)
class UnreadableValue:
    """A text that is no number, date or file where one must stand."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """An e-invoice with all that is known about how it was read."""

    invoice: EInvoice
    syntax: Syntax
    unread: tuple[str, ...] = ()
    """Paths of elements and attributes outside the model: extensions, and what occurs more often than allowed."""
    unreadable: tuple[UnreadableValue, ...] = ()


def read_einvoice(data: bytes) -> Reading:
    """The invoice in an XML file. Refused: E_EINVOICE_UNKNOWN, and what the XML door refuses."""
    root = open_xml(data, ATTACHMENT_TEXT_LIMIT)
    syntax, tree = _kind(root)
    reader = TreeReader(root)
    invoice = build(EInvoice, reader.read(tree))
    unreadable = tuple(UnreadableValue(*value) for value in reader.unreadable)
    return Reading(invoice, syntax, reader.unread(), unreadable)


def _kind(root: _Element) -> tuple[Syntax, tuple[Node, ...]]:
    namespace, _, name = str(root.tag).removeprefix("{").rpartition("}")
    if name == CII_ROOT and namespace == NAMESPACES["rsm"]:
        return Syntax.CII, CII_TREE
    if namespace == f"urn:oasis:names:specification:ubl:schema:xsd:{name}-2":
        if name == UBL_INVOICE:
            return Syntax.UBL, INVOICE_TREE
        if name == UBL_CREDIT_NOTE:
            return Syntax.UBL, CREDIT_NOTE_TREE
    raise E_EINVOICE_UNKNOWN.because(root=name[:60])


def build(kind: type[T], found: dict[str, Any]) -> T:
    """The record from what was found, nested records and lists of records with it."""
    shape: Any = _shape
    return kind(**{name: _value(inner, found[name]) for name, inner in shape(kind) if name in found})


def _value(inner: type | None, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_value(inner, item) for item in value)
    return build(inner, value) if inner and isinstance(value, dict) else value


@cache
def _shape(kind: Any) -> tuple[tuple[str, type | None], ...]:
    hints = get_type_hints(kind)
    return tuple((each.name, next(_records(hints[each.name]), None)) for each in fields(kind))


def _records(hint: Any) -> Iterator[type]:
    """The record classes within a type: of `tuple[Note, ...]` or `Payee | None`."""
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    for part in get_args(hint):
        yield from _records(part)
