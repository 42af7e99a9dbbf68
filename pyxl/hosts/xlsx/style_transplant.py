"""Styles of one workbook given to another: added at the end of its lists, so no cell of the user changes its looks.

>>> hers = b'<styleSheet xmlns="%s"><fonts count="1"><font/></fonts><cellXfs count="1"><xf fontId="0"/></cellXfs>'
>>> ours = b'<styleSheet xmlns="%s"><fonts count="1"><font><b/></font></fonts><cellXfs><xf fontId="0"/></cellXfs>'
>>> whole = [(text % markup.MAIN.encode()) + b"</styleSheet>" for text in (hers, ours)]
>>> styles = StyleTransplant(*whole, part="styles.xml")
>>> styles.cell_style(0), styles.cell_style(0), styles.data().count(b"<font")
(1, 1, 3)
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from pyxl.hosts.xlsx import markup

_LISTS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
"""The order of a style part's lists (ECMA-376, 18.8.39)."""
_PARTS_OF_A_STYLE = (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"))
_FIRST_OWN_FORMAT = 164
"""Number formats below are built into Excel (ECMA-376, 18.8.30)."""


class StyleTransplant:
    """Takes styles of a donor over, each once."""

    def __init__(self, hers: bytes, donor: bytes, part: str) -> None:
        self._hers, self._donor = markup.parse_xml(hers, part), markup.parse_xml(donor, part)
        self._formats = {each.get("numFmtId"): each.get("formatCode", "") for each in self._list_of_donor("numFmts")}
        self._taken: dict[tuple[str, bytes], int] = {}
        self._cell_styles: dict[int, int] = {}

    def cell_style(self, number: int) -> int:
        """The number that the donor's cell style has in her workbook."""
        if number not in self._cell_styles:
            style = deepcopy(self._list_of_donor("cellXfs")[number])
            style.set("xfId", "0")
            for attribute, name in _PARTS_OF_A_STYLE:
                if attribute in style.attrib:
                    part = self._list_of_donor(name)[int(style.get(attribute, "0"))]
                    style.set(attribute, str(self._take(name, part)))
            self._take_format(style)
            self._cell_styles[number] = self._take("cellXfs", style)
        return self._cell_styles[number]

    def rule_style(self, number: int) -> int:
        """The number that the donor's style for a conditional format (dxf) has in her workbook."""
        return self._take("dxfs", self._list_of_donor("dxfs")[number])

    def data(self) -> bytes:
        """Her style part with what was taken over."""
        return etree.tostring(self._hers, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _take_format(self, style: etree._Element) -> None:
        code = self._formats.get(style.get("numFmtId"))
        if code is None:
            return
        known = {each.get("formatCode"): each.get("numFmtId", "") for each in self._list_of_hers("numFmts")}
        if code not in known:
            numbers = [int(number) for number in known.values() if number.isascii() and number.isdigit()]
            known[code] = str(max(_FIRST_OWN_FORMAT - 1, *numbers, _FIRST_OWN_FORMAT - 1) + 1)
            new = etree.Element(_name("numFmt"), {"numFmtId": known[code], "formatCode": code})
            self._take("numFmts", new)
        style.set("numFmtId", known[code])

    def _take(self, name: str, element: etree._Element) -> int:
        key = name, etree.tostring(element, method="c14n")
        if key not in self._taken:
            found = self._list_of_hers(name)
            found.append(deepcopy(element))
            found.set("count", str(len(found)))
            self._taken[key] = len(found) - 1
        return self._taken[key]

    def _list_of_donor(self, name: str) -> etree._Element:
        found = self._donor.find(_name(name))
        return etree.Element(_name(name)) if found is None else found

    def _list_of_hers(self, name: str) -> etree._Element:
        found = self._hers.find(_name(name))
        if found is None:
            found = etree.Element(_name(name))
            before = {_name(each) for each in _LISTS[: _LISTS.index(name)]}
            self._hers.insert(sum(1 for each in self._hers if each.tag in before), found)
        return found


def _name(name: str) -> str:
    return f"{{{markup.MAIN}}}{name}"
