"""The Excel add-in `pyxl.xlam`, built on any computer, without Excel: the same input gives the same bytes.

The empty shell comes from the xlwings package that is installed: its add-in template is what all its users open, and
it holds source only, so that Excel compiles it itself. Every line of code in it is replaced by ours (see the `.bas`
files): xlwings' own module would ask the active workbook, and files beside it, which program to start.
"""

from __future__ import annotations

import re
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from pyxl import __version__
from pyxl.core.labels import Language
from pyxl.formats.plain_zip import zipped
from pyxl.formats.zip_door import Archive, open_archive
from pyxl.hosts.addin.conf import CONF_SHEET, conf_cells
from pyxl.hosts.addin.parts import CONF_PART, RIBBON_PART, conf_sheet
from pyxl.hosts.manifests.ribbon import ribbon_xml

if TYPE_CHECKING:
    from pyopenvba.cfb import CFB

TEMPLATE = "quickstart_addin_ribbon.xlam"
MODULES = {"RibbonMyAddin": "PyxlRibbon", "xlwings": "PyxlRun"}
"""Modules of the template and what becomes of them. Renaming keeps the project's lists in the norm's grammar."""
UNUSED_MODULE = "Dictionary"
OLD_PROJECT, NEW_PROJECT = b"MyAddin", b"pyxl"
CODE_PART, BOOK_PART = "xl/vbaProject.bin", "xl/workbook.xml"
_STRINGS_PART, _OLD_RIBBON = "xl/sharedStrings.xml", "customUI/customUI.xml"
_PROJECT_NAME_RECORD = b"\x04\x00"


def module_source(name: str) -> str:
    """The VBA of one of our modules, with the version of this package in it."""
    text = files("pyxl.hosts.addin").joinpath(f"{name}.bas").read_text("utf-8").replace("{version}", __version__)
    assert text.isascii(), "a module is stored in the code page of Windows"
    return "\r\n".join(text.splitlines()) + "\r\n"


def build_xlam(language: Language = "de") -> bytes:
    """The add-in, with buttons and sentences in that language and no interpreter named yet."""
    import xlwings

    template = (Path(xlwings.__file__).parent / TEMPLATE).read_bytes()
    archive = open_archive(template)
    parts = {name: archive.read(name) for name in archive.names if name not in (_STRINGS_PART, _OLD_RIBBON)}
    parts |= {
        CODE_PART: _own_code(template),
        BOOK_PART: _own_book(archive),
        CONF_PART: conf_sheet(conf_cells(language)),
        RIBBON_PART: ribbon_xml(language).encode(),
        "docProps/core.xml": _own_properties(archive),
        "_rels/.rels": _renamed(archive, "_rels/.rels", _OLD_RIBBON, RIBBON_PART),
        "xl/_rels/workbook.xml.rels": _without(
            archive, "xl/_rels/workbook.xml.rels", r'<Relationship [^>]*sharedStrings\.xml" />'
        ),
        "[Content_Types].xml": _without(
            archive, "[Content_Types].xml", r'<Override PartName="/xl/sharedStrings\.xml"[^>]*/>'
        ),
    }
    return zipped(parts)


def _renamed(archive: Archive, part: str, old: str, new: str) -> bytes:
    text = archive.read(part)
    assert text.count(old.encode()) == 1, f"{part} of the template has changed"
    return text.replace(old.encode(), new.encode())


def _without(archive: Archive, part: str, shape: str) -> bytes:
    text, count = re.subn(shape.encode(), b"", archive.read(part))
    assert count == 1, f"{part} of the template has changed"
    return text


def _own_book(archive: Archive) -> bytes:
    """Our sheet's name, and nothing of the computer the template was made on."""
    text = _without(archive, BOOK_PART, "<mc:AlternateContent .*?</mc:AlternateContent>")
    text, count = re.subn(rb'(<sheet name=")[^"]*"', rb"\1" + CONF_SHEET.encode() + b'"', text)
    assert count == 1, "the template has more than its configuration sheet"
    return text


def _own_properties(archive: Archive) -> bytes:
    text = archive.read("docProps/core.xml")
    for name in (b"creator", b"lastModifiedBy"):
        text = re.sub(rb"(:" + name + rb">)[^<]*<", rb"\1pyxl<", text)
    return text


def _own_code(template: bytes) -> bytes:
    from pyopenvba import ExcelFile
    from pyopenvba.cfb import CFB

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "pyxl.xlam")
        path.write_bytes(template)
        with ExcelFile(path) as file:
            project = file.vba_project()
            project.delete_module(UNUSED_MODULE)
            for old, new in MODULES.items():
                project.rename_module(old, new)
                file.set_module(new, module_source(new))
            file.save()
        code: CFB = CFB.from_bytes(open_archive(path.read_bytes()).read(CODE_PART))
    _name_project(code)
    return bytes(code.to_bytes())


def _name_project(code: CFB) -> None:
    """Our own name in both places where the project's name stands; VBA finds other projects' code by it."""
    from pyopenvba.vba import compress, decompress

    listing = code.get_stream("PROJECT")
    assert listing.count(b'Name="' + OLD_PROJECT + b'"') == 1
    listing = listing.replace(b'Name="' + OLD_PROJECT + b'"', b'Name="' + NEW_PROJECT + b'"')
    code.write_stream("PROJECT", re.sub(rb"(\r\n){2,}\Z", b"\r\n", listing))
    folder = decompress(code.get_stream_in_storage("VBA", "dir"))
    old, new = (_PROJECT_NAME_RECORD + len(name).to_bytes(4, "little") + name for name in (OLD_PROJECT, NEW_PROJECT))
    assert folder.count(old) == 1
    code.write_stream_in_storage("VBA", "dir", compress(folder.replace(old, new)))
