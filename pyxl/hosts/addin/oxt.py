"""The LibreOffice extension `pyxl.oxt`: the same buttons as toolbar, menu and tab, and the component they call.

LibreOffice's own Python has none of pyxl's packages on Windows and macOS, so the component starts pyxl's Python;
`pyxl install` puts its path into `interpreter.txt` inside the extension.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from pyxl import __version__
from pyxl.formats.plain_zip import zipped
from pyxl.formats.zip_door import ZIP_OF_XML_LIMITS, open_archive
from pyxl.hosts.manifests.addons_xcu import addons_xcu
from pyxl.hosts.manifests.toolbar_xcu import toolbar_xcu

EXTENSION_FILE = "pyxl.oxt"
IDENTIFIER = "org.pyxl.ribbon"
COMPONENT = "component.py"
COMPONENT_SOURCES = {
    "component.py": COMPONENT,
    "__init__.py": "pythonpath/pyxl_office/__init__.py",
    "office.py": "pythonpath/pyxl_office/office.py",
    "office_cells.py": "pythonpath/pyxl_office/office_cells.py",
}
"""Modules of `pyxl.hosts.calc` and where the extension has them: what a component may import lies in `pythonpath/`."""
INTERPRETER_FILE = "interpreter.txt"
TOOLBAR_PLACE = "CalcWindowState.xcu"
_PYTHON = "application/vnd.sun.star.uno-component;type=Python"
_CONFIGURATION = "application/vnd.sun.star.configuration-data"


def component_files() -> dict[str, bytes]:
    """What the extension carries of `pyxl.hosts.calc`: the component and what it imports."""
    calc = files("pyxl.hosts").joinpath("calc")
    return {place: calc.joinpath(name).read_bytes() for name, place in COMPONENT_SOURCES.items()}


def build_oxt(component: Mapping[str, bytes]) -> bytes:
    """The extension around these files of the component; the same files give the same bytes."""
    parts = {
        "META-INF/manifest.xml": _manifest().encode(),
        "description.xml": _description().encode(),
        "Addons.xcu": addons_xcu().encode(),
        TOOLBAR_PLACE: toolbar_xcu().encode(),
        **component,
    }
    return zipped(parts)


def personal_oxt(extension: bytes, interpreter: str) -> bytes:
    """The extension for one computer: with the path of its Python."""
    archive = open_archive(extension, ZIP_OF_XML_LIMITS)
    parts = {name: archive.read(name) for name in archive.names}
    return zipped(parts | {INTERPRETER_FILE: f"{interpreter}\n".encode()})


def _manifest() -> str:
    entries = [("Addons.xcu", _CONFIGURATION), (TOOLBAR_PLACE, _CONFIGURATION), (COMPONENT, _PYTHON)]
    lines = (
        f'  <manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>' for name, kind in entries
    )
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">',
            *lines,
            "</manifest:manifest>\n",
        )
    )


def _description() -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<description xmlns="http://openoffice.org/extensions/description/2006">
  <identifier value="{IDENTIFIER}"/>
  <version value="{__version__}"/>
  <display-name>
    <name lang="en">pyxl: back office in your workbook</name>
    <name lang="de">pyxl: das Büro in Ihrer Mappe</name>
  </display-name>
</description>
"""
