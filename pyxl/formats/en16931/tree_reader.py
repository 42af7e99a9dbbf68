"""Reads an XML e-invoice along the same tree that writes it, and says what it did not understand.

What no node claims is `unread`, by its path: extensions, or terms outside EN 16931. What stands there and is no
number or date is `unreadable`. Both are told; nothing is dropped in silence.

    >>> from pyxl.formats.xml_door import open_xml
    >>> from pyxl.formats.en16931.nodes import Leaf, NAMESPACES
    >>> root = open_xml(f'<Invoice xmlns:b="{NAMESPACES["cbc"]}"><b:ID>7</b:ID><b:UUID>x</b:UUID></Invoice>'.encode())
    >>> reader = TreeReader(root)
    >>> reader.read((Leaf("cbc:ID", "number"),)), reader.unread()
    ({'number': '7'}, ('Invoice/UUID',))
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pyxl.formats.en16931.nodes import (
    Absent,
    Attribute,
    Box,
    Const,
    Each,
    EachLeaf,
    Leaf,
    Node,
    never_written,
    qualified,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_MEANINGLESS = frozenset({"schemeAgencyID", "listAgencyID", "schemeAgencyName", "listAgencyName", "schemaLocation"})
"""Attributes of the XML types that carry no business term."""
Found = dict[str, Any]


class TreeReader:
    """Reads one document; `unread` and `unreadable` are asked afterwards."""

    def __init__(self, root: _Element) -> None:
        self.root = root
        self.found: Found = {}
        self.unreadable: list[tuple[str, str]] = []
        # lxml makes its proxies anew unless someone holds them; held, they can be told apart by identity.
        self._elements = list(root.iter())
        self._read: set[tuple[int, str]] = set()

    def read(self, nodes: Iterable[Node]) -> Found:
        """The fields of the invoice that the nodes know, nested as the records are."""
        for node in nodes:
            self._node(node, self.root, self.found)
        return self.found

    def unread(self) -> tuple[str, ...]:
        """Paths of elements with text, and of attributes, that no node has claimed."""
        return tuple(path for element in self._elements for path in self._unread_of(element))

    def _unread_of(self, element: _Element) -> Iterable[str]:
        if not len(element) and (element.text or "").strip() and (id(element), "") not in self._read:
            yield _path(element)
            return
        for name in element.attrib:
            local = str(name).rpartition("}")[2]
            if (id(element), local) not in self._read and local not in _MEANINGLESS:
                yield f"{_path(element)}/@{local}"

    def _node(self, node: Node, parent: _Element, record: Found) -> None:
        match node:
            case Leaf():
                self._leaf(node, parent, record)
            case Const():
                self._const(node, parent)
            case Box():
                for element in self._mine(node, parent):
                    if node.record:
                        _sub_record(record, node.record)
                    for child in sorted(node.children, key=_is_late):
                        self._node(child, element, record)
            case Each():
                self._each(node, parent, record)
            case EachLeaf():
                self._each_leaf(node, parent, record)

    def _mine(self, node: Box | Each, parent: _Element) -> list[_Element]:
        return [element for element in parent.iterchildren(qualified(node.tag)) if self._is_mine(node, element)]

    def _is_mine(self, node: Box | Each, element: _Element) -> bool:
        return all(self._agrees(child, element) for child in node.children)

    def _agrees(self, node: Node, parent: _Element) -> bool:
        """Whether a child that tells what its parent is says the right thing."""
        match node:
            case Const(tells=True):
                texts = [(child.text or "").strip() for child in parent.iterchildren(qualified(node.tag))]
                return any(text == node.text or text in node.also for text in texts)
            case Absent():
                texts = [(child.text or "").strip() for child in parent.iterchildren(qualified(node.tag))]
                return not any(text in node.texts for text in texts)
            case Box(tells=True):
                return any(self._is_mine(node, child) for child in parent.iterchildren(qualified(node.tag)))
            case Leaf(decides=True):
                children = list(parent.iterchildren(qualified(node.tag)))
                return not children or any(self._is_meant(node.attributes, child) for child in children)
        return True

    def _is_meant(self, attributes: Iterable[Attribute], element: _Element) -> bool:
        for each in attributes:
            value = element.get(each.name, "").strip()
            if value and value in (each.never, self.found.get(each.never_as)):
                return False
            if each.tells and each.text and value != each.text:
                return False
            if each.tells and value and value != self.found.get(each.field, value):
                return False
        return True

    def _leaf(self, node: Leaf, parent: _Element, record: Found) -> None:
        target = self.found if node.of_invoice else record
        for element in parent.iterchildren(qualified(node.tag)):
            if (id(element), "") in self._read or not self._is_meant(node.attributes, element):
                continue
            value = self._value(node, element)
            if value is None:
                continue
            known = _get(target, node.field)
            # The same twice is a repetition where it is said in several places, and one too many where it is not.
            is_said_again = node.of_invoice or node.only is never_written
            if known is not None and not (known == value and is_said_again):
                continue
            _put(target, node.field, value)
            self._claim(node, element, record)

    def _value(self, node: Leaf | EachLeaf, element: _Element) -> Any:
        text = element.text or ""
        if not text.strip():
            return None
        if isinstance(node, Leaf) and node.placeholder and text.strip() == node.placeholder:
            self._read.add((id(element), ""))
            return None
        try:
            return node.codec.read(text)
        except ValueError:
            self.unreadable.append((_path(element), text.strip()[:80]))
            self._read.add((id(element), ""))
            return None

    def _claim(self, node: Leaf | EachLeaf, element: _Element, record: Found) -> None:
        self._read.add((id(element), ""))
        for each in node.attributes:
            value = element.get(each.name, "").strip()
            if not value:
                continue
            if each.text or each.of_invoice:
                wanted = each.text or self.found.get(each.field, "")
                if value == wanted or each.text:
                    self._read.add((id(element), each.name))
                continue
            _put(record, each.field, value)
            self._read.add((id(element), each.name))

    def _const(self, node: Const, parent: _Element) -> None:
        for element in parent.iterchildren(qualified(node.tag)):
            text = (element.text or "").strip()
            if node.any_text or text == node.text or text in node.also:
                self._read.add((id(element), ""))

    def _each(self, node: Each, parent: _Element, record: Found) -> None:
        for element in self._mine(node, parent):
            item: Found = {}
            for child in node.children:
                self._node(child, element, item)
            _list(record, node.field).append(item)

    def _each_leaf(self, node: EachLeaf, parent: _Element, record: Found) -> None:
        for element in parent.iterchildren(qualified(node.tag)):
            if (id(element), "") in self._read or not self._is_meant(node.attributes, element):
                continue
            value = self._value(node, element)
            if value is None:
                continue
            item: Found = {node.item_field: value} if node.item_field else value
            _list(record, node.field).append(item)
            self._claim(node, element, item)


def _is_late(node: Node) -> bool:
    return isinstance(node, Box) and node.late


def _path(element: _Element) -> str:
    parts = [str(each.tag).rpartition("}")[2] for each in (element, *element.iterancestors())]
    return "/".join(reversed(parts))


def _get(record: Found, path: str) -> Any:
    value: Any = record
    for name in path.split("."):
        value = value.get(name) if value is not None else None
    return value


def _sub_record(record: Found, path: str) -> Found:
    for name in path.split(".") if path else ():
        record = record.setdefault(name, {})
    return record


def _put(record: Found, path: str, value: object) -> None:
    parents, _, name = path.rpartition(".")
    _sub_record(record, parents)[name] = value


def _list(record: Found, path: str) -> list[Found]:
    parents, _, name = path.rpartition(".")
    items: list[Found] = _sub_record(record, parents).setdefault(name, [])
    return items
