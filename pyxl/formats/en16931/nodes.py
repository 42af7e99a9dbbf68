"""The words in which a syntax says where each business term stands; one tree serves writing and reading.

A tree lists the elements in the order the schema wants. The writer walks it and leaves out what is empty, the reader
walks it and takes what it finds, so that neither can know a term that the other does not.

    >>> box("cac:Party", box("cac:PartyName", Leaf("cbc:Name", "seller.trading_name"))).children[0].tag
    'cac:PartyName'
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from pyxl.formats.en16931.codecs import TEXT, Codec

NAMESPACES = {
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "qdt": "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}


@cache
def qualified(tag: str) -> str:
    """The tag as lxml spells it: `cbc:ID` as `{urn:...}ID`."""
    prefix, _, name = tag.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{name}"


@cache
def _names(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))


def value_at(record: Any, path: str) -> Any:
    """The field at a dotted path; None as soon as there is nothing."""
    for name in _names(path):
        if record is None:
            return None
        record = getattr(record, name)
    return record


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """An attribute: a fixed text, or a field of the record (of the whole invoice: `of_invoice`)."""

    name: str
    field: str = ""
    text: str = ""
    of_invoice: bool = False
    tells: bool = False
    """An element with another value is something else."""
    never: str = ""
    """An element with this value is something else."""
    never_as: str = ""
    """An element with the value of this field of the invoice is something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _LeafFacts:
    attributes: tuple[Attribute, ...] = ()
    codec: Codec = TEXT
    only: Callable[[Any], bool] | None = None
    """Written only for such records."""
    decides: bool = False
    """Its attributes say what its parent is."""


@dataclass(frozen=True, slots=True)
class Leaf(_LeafFacts):
    """An element with the text of one field."""

    tag: str
    field: str
    of_invoice: bool = False
    placeholder: str = ""
    """Stands for "not given" where the schema wants the element."""


@dataclass(frozen=True, slots=True)
class EachLeaf(_LeafFacts):
    """An element for every record of a list, whose text is the record's field, or the record itself."""

    tag: str
    field: str
    item_field: str = ""


@dataclass(frozen=True, slots=True)
class Const:
    """An element that says the same in every invoice; with `tells` it says what its parent is."""

    tag: str
    text: str
    also: tuple[str, ...] = ()
    tells: bool = False
    any_text: bool = False
    """Other software may say something else here; nobody misses it."""


@dataclass(frozen=True, slots=True)
class Absent:
    """Its parent is something else when it has such an element."""

    tag: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """An element around others, written when one of them has something to say."""

    tag: str
    children: tuple[Node, ...]
    tells: bool = False
    """What it contains says what its parent is."""
    always: bool = False
    only: Callable[[Any], bool] | None = None
    """Written only for such records."""
    late: bool = False
    """Read after its siblings, whose values win."""
    record: str = ""
    """The record that is there because this element is there, even when it says nothing."""


@dataclass(frozen=True, slots=True)
class Each:
    """An element for every record of a list."""

    tag: str
    field: str
    children: tuple[Node, ...]


Node: TypeAlias = Leaf | EachLeaf | Const | Absent | Box | Each


def box(tag: str, *children: Node, tells: bool = False, always: bool = False, record: str = "") -> Box:
    """A box, its children listed."""
    return Box(tag, children, tells, always, record=record)


def each(tag: str, field: str, *children: Node) -> Each:
    """A repeated element, its children listed."""
    return Each(tag, field, children)


def fixed(name: str, text: str) -> tuple[Attribute, ...]:
    """One attribute with the same text everywhere."""
    return (Attribute(name=name, text=text),)


def attribute(name: str, field: str) -> tuple[Attribute, ...]:
    """One attribute that holds a field."""
    return (Attribute(name=name, field=field),)


def never_written(record: object) -> bool:
    """For a leaf that is read here too, and written in another place."""
    return False
