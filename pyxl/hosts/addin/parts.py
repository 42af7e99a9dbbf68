"""The parts of the add-in beside its code: the ribbon and the sheet `pyxl.conf`. Installing writes only these anew.

>>> b"<t xml:space=\\"preserve\\">de</t>" in conf_sheet({"LANGUAGE": "de"})
True
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

from pyxl.core.labels import Language
from pyxl.formats.zip_door import open_archive
from pyxl.hosts.addin.conf import conf_cells
from pyxl.hosts.manifests.ribbon import ribbon_xml
from pyxl.hosts.xlsx import markup
from pyxl.hosts.xlsx.zip_writer import rewrite

ADDIN_FILE = "pyxl.xlam"
RIBBON_PART, CONF_PART = "customUI/customUI14.xml", "xl/worksheets/sheet1.xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def conf_sheet(cells: Mapping[str, str]) -> bytes:
    """The sheet's XML: a name and its text in each row."""
    rows = "".join(
        f'<row r="{row}">{_text(f"A{row}", name)}{_text(f"B{row}", text)}</row>'
        for row, (name, text) in enumerate(cells.items(), 1)
    )
    return (
        f'{_DECLARATION}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<sheetPr codeName="Sheet2"/><sheetData>{rows}</sheetData></worksheet>'
    ).encode()


def _text(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def personal_addin(addin: bytes, language: Language, *, windows: str = "", macos: str = "") -> bytes:
    """The add-in for one computer: its language, and where its Python is."""
    parts = {
        RIBBON_PART: ribbon_xml(language).encode(),
        CONF_PART: conf_sheet(conf_cells(language, windows=windows, macos=macos)),
    }
    return rewrite(open_archive(addin), parts)


def read_conf(addin: bytes) -> dict[str, str]:
    """What an add-in of ours says of itself; nothing where the file is another one. Raises `Refused`."""
    archive = open_archive(addin)
    if CONF_PART not in archive:
        return {}
    rows = markup.parse_xml(archive.read(CONF_PART), CONF_PART).iter(f"{{{markup.MAIN}}}row")
    texts = [[cell.findtext(f"{{{markup.MAIN}}}is/{{{markup.MAIN}}}t") or "" for cell in row] for row in rows]
    return {text[0]: text[1] for text in texts if len(text) == 2}
