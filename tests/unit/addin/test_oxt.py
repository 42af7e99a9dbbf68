"""The LibreOffice extension as a file: what it holds, and that its list of contents names it."""

from __future__ import annotations

from hashlib import sha256

from lxml import etree

from pyxl import __version__
from pyxl.formats.zip_door import ZIP_OF_XML_LIMITS, Archive, open_archive
from pyxl.hosts.addin.oxt import IDENTIFIER, INTERPRETER_FILE, build_oxt, personal_oxt
from pyxl.hosts.manifests.addons_xcu import addons_xcu

COMPONENT = {"component.py": b"import uno\n", "pythonpath/pyxl_office.py": b"import uno\n"}


def opened(extension: bytes) -> Archive:
    return open_archive(extension, ZIP_OF_XML_LIMITS)


def listed(archive: Archive) -> dict[str, str]:
    root = etree.fromstring(archive.read("META-INF/manifest.xml"))
    name = "{http://openoffice.org/2001/manifest}"
    return {each.get(f"{name}full-path", ""): each.get(f"{name}media-type", "") for each in root}


def test_the_same_input_gives_the_same_file() -> None:
    assert sha256(build_oxt(COMPONENT)).digest() == sha256(build_oxt(COMPONENT)).digest()


def test_it_holds_the_buttons_and_the_component() -> None:
    archive = opened(build_oxt(COMPONENT))
    assert archive.read("Addons.xcu").decode() == addons_xcu()
    assert archive.read("component.py") == COMPONENT["component.py"]
    assert listed(archive) == {
        "Addons.xcu": "application/vnd.sun.star.configuration-data",
        "CalcWindowState.xcu": "application/vnd.sun.star.configuration-data",
        "component.py": "application/vnd.sun.star.uno-component;type=Python",
    }


def test_it_says_who_it_is() -> None:
    root = etree.fromstring(opened(build_oxt(COMPONENT)).read("description.xml"))
    found = {etree.QName(each).localname: each.get("value") for each in root}
    assert (found["identifier"], found["version"]) == (IDENTIFIER, __version__)
    assert {each.get("lang") for each in root.iter("{*}name")} == {"en", "de"}


def test_installing_adds_the_path_of_our_python_and_nothing_else() -> None:
    shipped = build_oxt(COMPONENT)
    mine = opened(personal_oxt(shipped, "/home/jörg/pyxl/python"))
    assert mine.read(INTERPRETER_FILE).decode() == "/home/jörg/pyxl/python\n"
    assert set(mine.names) == {*opened(shipped).names, INTERPRETER_FILE}
