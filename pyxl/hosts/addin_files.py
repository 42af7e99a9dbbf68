"""What is made from the list of actions and committed: ribbon, add-in and extension.

python -m pyxl.hosts.addin_files    writes them into the checkout (`make workbook`)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from pyxl.hosts.addin.oxt import EXTENSION_FILE, build_oxt, component_files
from pyxl.hosts.addin.parts import ADDIN_FILE
from pyxl.hosts.addin.xlam import build_xlam
from pyxl.hosts.demo_files import write_files
from pyxl.hosts.manifests.addons_xcu import addons_xcu
from pyxl.hosts.manifests.ribbon import ribbon_xml

MAKERS: Mapping[str, Callable[[], bytes]] = {
    "workbook/ribbon.xml": lambda: ribbon_xml("de").encode(),
    "workbook/Addons.xcu": lambda: addons_xcu().encode(),
    f"workbook/{ADDIN_FILE}": build_xlam,
    f"workbook/{EXTENSION_FILE}": lambda: build_oxt(component_files()),
}
"""How each file is made, by its path in the checkout."""


if __name__ == "__main__":
    write_files(Path(__file__).resolve().parents[2], {path: make() for path, make in MAKERS.items()})
