"""Writes a record along a tree of nodes: the same record gives the same bytes, and empty fields give no element.

>>> from pyxl.formats.en16931.invoice import EInvoice
>>> from pyxl.formats.en16931.nodes import box, Leaf
>>> tree = (Leaf("cbc:ID", "number"), box("cac:OrderReference", Leaf("cbc:ID", "purchase_order")))
>>> print("".join(TreeWriter(EInvoice(number="R&D 1")).elements(tree)), end="")
  <cbc:ID>R&amp;D 1</cbc:ID>
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pyxl.formats.en16931.invoice import EInvoice
from pyxl.formats.en16931.nodes import Attribute, Box, Const, Each, EachLeaf, Leaf, Node, value_at

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKUP = re.compile(f"[&<>\r]|{_FORBIDDEN.pattern}")
_INDENT = "  "


def _escape(text: str) -> str:
    """Characters that XML cannot carry are left out: they came out of a cell and mean nothing."""
    if not _MARKUP.search(text):
        return text
    text = _FORBIDDEN.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;")


def _escape_attribute(text: str) -> str:
    return _escape(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


@dataclass(frozen=True, slots=True)
class TreeWriter:
    """Writes the parts of one invoice."""

    invoice: EInvoice

    def elements(self, nodes: Iterable[Node], record: Any = None, depth: int = 1) -> list[str]:
        """The elements of all nodes as lines of text."""
        record = self.invoice if record is None else record
        return [line for node in nodes for line in self._element(node, record, depth)]

    def _element(self, node: Node, record: Any, depth: int) -> Iterable[str]:
        match node:
            case Leaf():
                return self._leaf(node, record, depth)
            case Const():
                return (_line(node.tag, "", node.text, depth),)
            case Box():
                return self._box(node, record, depth)
            case Each():
                return self._each(node, record, depth)
            case EachLeaf():
                return self._each_leaf(node, record, depth)
        return ()

    def _leaf(self, node: Leaf, record: Any, depth: int) -> Iterator[str]:
        value = value_at(self.invoice if node.of_invoice else record, node.field)
        if value is None or value == "":
            value = node.placeholder
        if value == "" or (node.only and not node.only(record)):
            return
        yield _line(node.tag, self._attributes(node.attributes, record), node.codec.write(value), depth)

    def _attributes(self, attributes: Iterable[Attribute], record: Any) -> str:
        written = ""
        for each in attributes:
            text = each.text or value_at(self.invoice if each.of_invoice else record, each.field)
            written += f' {each.name}="{_escape_attribute(text)}"' if text else ""
        return written

    def _box(self, node: Box, record: Any, depth: int) -> list[str]:
        if node.only and not node.only(record):
            return []
        if not node.always and not self._says(node, record):
            return []
        return _around(node.tag, self.elements(node.children, record, depth + 1), depth)

    def _says(self, node: Box, record: Any) -> bool:
        """Whether anything but constants and placeholders would be written in the box."""
        if node.record and value_at(record, node.record) is not None:
            return True
        return any(self._has_content(child, record) for child in node.children)

    def _has_content(self, node: Node, record: Any) -> bool:
        match node:
            case Leaf():
                value = value_at(self.invoice if node.of_invoice else record, node.field)
                return value not in (None, "") and (node.only is None or node.only(record))
            case Each() | EachLeaf():
                return bool(value_at(record, node.field))
            case Box():
                return (node.only is None or node.only(record)) and self._says(node, record)
        return False

    def _each(self, node: Each, record: Any, depth: int) -> list[str]:
        lines: list[str] = []
        for item in value_at(record, node.field) or ():
            lines += _around(node.tag, self.elements(node.children, item, depth + 1), depth)
        return lines

    def _each_leaf(self, node: EachLeaf, record: Any, depth: int) -> Iterator[str]:
        for item in value_at(record, node.field) or ():
            if node.only and not node.only(item):
                continue
            value = value_at(item, node.item_field) if node.item_field else item
            yield _line(node.tag, self._attributes(node.attributes, item), node.codec.write(value), depth)


def _line(tag: str, attributes: str, text: str, depth: int) -> str:
    return f"{_INDENT * depth}<{tag}{attributes}>{_escape(text)}</{tag}>\n"


def _around(tag: str, lines: list[str], depth: int) -> list[str]:
    indent = _INDENT * depth
    return [f"{indent}<{tag}>\n", *lines, f"{indent}</{tag}>\n"] if lines else [f"{indent}<{tag}/>\n"]
