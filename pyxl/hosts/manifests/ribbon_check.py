"""Whether Excel will take a ribbon: it drops one with a mistake silently, and the user sees no button at all.

Microsoft's schema may not be shipped, so this holds the small part of it that we use.

>>> ribbon_faults(f'<customUI xmlns="{NAMESPACE}"><ribbon id="r"/></customUI>', ["undo"])
['ribbon: id is unknown', 'undo: no button has this tag']
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

from lxml import etree

from pyxl.hosts.manifests.ribbon import CALLBACK, NAMESPACE

_CHILDREN = {"customUI": {"ribbon"}, "ribbon": {"tabs"}, "tabs": {"tab"}, "tab": {"group"}, "group": {"button"}}
_ALLOWED = {
    "tab": {"id", "label", "keytip"},
    "group": {"id", "label"},
    "button": {"id", "tag", "label", "size", "imageMso", "screentip", "supertip", "keytip", "onAction"},
}
_NEEDED = {"tab": ("id", "label"), "group": ("id", "label"), "button": ("id", "label", "onAction")}
_LONGEST = 1024
_SHAPES = {
    "id": r"[A-Za-z_][A-Za-z0-9_]*",
    "tag": r"[a-z_]+",
    "keytip": r"[A-Z0-9]{1,3}",
    "size": r"large|normal",
    "onAction": re.escape(CALLBACK),
}
_ICONS = """
    AcceptInvitation AccountingFormat AddressBook Calculator ChartInsert Consolidate Copy DataValidation
    DeclineInvitation Delete EnvelopesAndLabelsDialog ErrorChecking FileNew FileOpen FilePrint FilePrintPreview
    FileSave FileSendAsAttachment Filter FindDialog Forward HappyFace Help HyperlinkInsert ImportExcel
    ImportTextFile Info Lock Paste PivotTableInsert Redo Refresh RefreshAll Reply ReviewAcceptChange
    ReviewNewComment ReviewRejectChange SortDown SortUp Spelling SpellingMenu TableInsert Undo
"""
KNOWN_ICONS = frozenset(_ICONS.split())
"""Pictures that Excel for Windows and for macOS has. An unknown name shows an empty button."""


def ribbon_faults(xml: str, tags: Collection[str]) -> list[str]:
    """All that is wrong; nothing when Excel will take it and each button has its action and each action its button."""
    root = etree.fromstring(xml.encode())
    faults = [] if root.tag == f"{{{NAMESPACE}}}customUI" else [f"{root.tag}: no ribbon of Office 2010 or later"]
    elements = list(root.iter(etree.Element))
    for element in elements:
        faults += _misplaced(element)
    for element in elements:
        faults += _attribute_faults(element)
    for name in ("id", "tag", "keytip"):
        counts = Counter(element.get(name) for element in elements if element.get(name))
        faults += [f"{name} {value} is there {count} times" for value, count in counts.items() if count > 1]
    found = {tag for element in elements if (tag := element.get("tag"))}
    faults += [f"{tag}: no action has this tag" for tag in sorted(found - set(tags))]
    faults += [f"{tag}: no button has this tag" for tag in sorted(set(tags) - found)]
    return faults


def _misplaced(element: etree._Element) -> Iterator[str]:
    name = etree.QName(element).localname
    for child in element.iterchildren(etree.Element):
        if etree.QName(child).localname not in _CHILDREN.get(name, ()):
            yield f"{name}: {etree.QName(child).localname} may not stand here"


def _attribute_faults(element: etree._Element) -> Iterator[str]:
    name = etree.QName(element).localname
    for needed in _NEEDED.get(name, ()):
        if not element.get(needed):
            yield f"{name}: {needed} is missing"
    for attribute, value in ((str(key), str(found)) for key, found in element.attrib.items()):
        if attribute not in _ALLOWED.get(name, ()):
            yield f"{name}: {attribute} is unknown"
        if len(value) > _LONGEST:
            yield f"{name}: {attribute} is longer than {_LONGEST} characters"
        if attribute in _SHAPES and not re.fullmatch(_SHAPES[attribute], value):
            yield f"{name}: {attribute} {value!r} is not allowed"
        if attribute == "imageMso" and value not in KNOWN_ICONS:
            yield f"{name}: Excel has no picture {value!r}"
