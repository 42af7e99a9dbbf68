"""Why the buttons could not be put in or taken out."""

from __future__ import annotations

from pyxl.core.labels import Text
from pyxl.core.refusal import RefusalKind

FOREIGN_FILE = RefusalKind(
    "E_FOREIGN_FILE",
    Text("{path} is not from pyxl; it was not touched.", "{path} ist nicht von pyxl; die Datei blieb unberührt."),
    Text("Move the file away, then try again.", "Die Datei verschieben, dann noch einmal versuchen."),
)
NO_ACCESS = RefusalKind(
    "E_NO_ACCESS",
    Text("{path} cannot be written: {problem}.", "{path} lässt sich nicht schreiben: {problem}."),
    Text("Close Excel and try again.", "Excel schließen und noch einmal versuchen."),
)
NO_EXCEL = RefusalKind(
    "E_NO_EXCEL",
    Text("There is no Excel on this computer.", "Auf diesem Computer gibt es kein Excel."),
    Text(
        "Start Excel once if it is new, or use LibreOffice: pyxl install --libreoffice",
        "Excel einmal starten, falls es neu ist, oder LibreOffice nehmen: pyxl install --libreoffice",
    ),
)
NO_LIBREOFFICE = RefusalKind(
    "E_NO_LIBREOFFICE",
    Text("LibreOffice was not found on this computer.", "LibreOffice wurde auf diesem Computer nicht gefunden."),
    Text("Install LibreOffice, then try again.", "LibreOffice installieren, dann noch einmal versuchen."),
)
EXTENSION_REFUSED = RefusalKind(
    "E_EXTENSION",
    Text("LibreOffice did not take the change: {answer}", "LibreOffice hat die Änderung nicht angenommen: {answer}"),
    Text("Close all windows of LibreOffice and try again.", "Alle LibreOffice-Fenster schließen und erneut versuchen."),
)
FILE_GONE = RefusalKind(
    "E_FILE_GONE",
    Text(
        "{path} is missing, which came with pyxl: perhaps the virus scanner took it away.",
        "{path} fehlt; die Datei kam mit pyxl: vielleicht hat der Virenscanner sie entfernt.",
    ),
    Text(
        "Ask your IT to allow this file, then install pyxl again: pip install --force-reinstall pyxl-backoffice",
        "Die IT bitten, diese Datei zu erlauben, dann pyxl neu installieren: "
        "pip install --force-reinstall pyxl-backoffice",
    ),
)
NOTHING_FOUND = RefusalKind(
    "E_NO_PROGRAM",
    Text(
        "Neither Excel nor LibreOffice was found on this computer.",
        "Auf diesem Computer wurde weder Excel noch LibreOffice gefunden.",
    ),
    Text(
        "Install one of them, then run: pyxl install. The commands of pyxl work without.",
        "Eines davon installieren, dann: pyxl install. Die Befehle von pyxl gehen auch ohne.",
    ),
)
