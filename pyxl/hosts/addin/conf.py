"""What the add-in's own sheet holds: where Python is, in which language it speaks, and the sentences it may need.

The sheet belongs to the add-in file, so `pyxl install` can write it without touching the code.

>>> conf_cells("en", windows="C:\\\\pyxl\\\\python.exe")["INTERPRETER_WIN"]
'C:\\\\pyxl\\\\python.exe'
"""

from __future__ import annotations

from collections.abc import Mapping

from pyxl import __version__
from pyxl.core.labels import Label, Language

CONF_SHEET = "pyxl.conf"
SENTENCES: Mapping[str, Label] = {
    "STARTING": Label("pyxl is starting ...", "pyxl startet ..."),
    "NO_WORKBOOK": Label(
        "No workbook is open. Open your workbook and click again.",
        "Es ist keine Mappe geöffnet. Bitte die Mappe öffnen und noch einmal klicken.",
    ),
    "NO_INTERPRETER": Label(
        "pyxl's Python was not found; it was moved or removed. Nothing was changed. Run: pyxl install",
        "Das Python von pyxl wurde nicht gefunden; es wurde verschoben oder entfernt. Es wurde nichts geändert. "
        "Bitte ausführen: pyxl install",
    ),
    "NOT_STARTED": Label(
        "pyxl did not start, or it did not find the open workbook; perhaps it was closed meanwhile. What was recorded "
        "is safe. Click into the workbook and press the button again; if that does not help, run: pyxl doctor",
        "pyxl ließ sich nicht starten oder fand die offene Mappe nicht; vielleicht wurde sie inzwischen geschlossen. "
        "Was gebucht ist, ist sicher. In die Mappe klicken und die Taste noch einmal drücken; wenn das nicht hilft: "
        "pyxl doctor",
    ),
    "NO_SCRIPT": Label(
        "Excel may not start pyxl yet. Run pyxl install, restart Excel and click again.",
        "Excel darf pyxl noch nicht starten. Bitte pyxl install ausführen, Excel neu starten und noch einmal klicken.",
    ),
}


def conf_cells(language: Language, *, windows: str = "", macos: str = "") -> dict[str, str]:
    """The sheet as names and texts; an interpreter is an absolute path."""
    settings = {"VERSION": __version__, "LANGUAGE": language, "INTERPRETER_WIN": windows, "INTERPRETER_MAC": macos}
    return settings | {name: label.text(language) for name, label in SENTENCES.items()}
