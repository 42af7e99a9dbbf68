"""What `pyxl doctor` looks at, what it says of it, and the next steps."""

from __future__ import annotations

from pyxl.core.labels import Label, Text

OWN_FILES = Label("Files of pyxl", "Dateien von pyxl")
EXCEL = Label("Buttons in Excel", "Tasten in Excel")
EXCEL_VERSION = Label("Version in Excel", "Version in Excel")
EXCEL_PYTHON = Label("Python for Excel", "Python für Excel")
TRUST = Label("Trust of Excel", "Vertrauen von Excel")
SCRIPT = Label("Script for Excel on macOS", "Skript für Excel auf macOS")
PERMISSION = Label("Permission of macOS", "Erlaubnis von macOS")
LIBREOFFICE = Label("Buttons in LibreOffice", "Tasten in LibreOffice")
LIBREOFFICE_PYTHON = Label("Python for LibreOffice", "Python für LibreOffice")

NO_EXCEL = Text("Excel was not found; nothing to do.", "Excel wurde nicht gefunden; nichts zu tun.")
NO_LIBREOFFICE = Text("LibreOffice was not found; nothing to do.", "LibreOffice wurde nicht gefunden; nichts zu tun.")
ADDIN_THERE = Text("The add-in is in place: {path}.", "Das Add-in ist an seinem Platz: {path}.")
ADDIN_MISSING = Text("The add-in is not installed.", "Das Add-in ist nicht installiert.")
ADDIN_FOREIGN = Text("{path} is there, but not from pyxl.", "{path} ist da, aber nicht von pyxl.")
ADDIN_REMOVED = Text(
    "pyxl had put the add-in at {path}, and it is gone: perhaps the virus scanner took it away.",
    "pyxl hatte das Add-in nach {path} gelegt, und es ist weg: vielleicht hat der Virenscanner es entfernt.",
)
SAME_VERSION = Text("It is version {version}, as pyxl itself.", "Es ist Version {version}, wie pyxl selbst.")
OTHER_VERSION = Text("It is version {version}, but pyxl is {own}.", "Es ist Version {version}, pyxl aber ist {own}.")
PYTHON_FINE = Text("{path} starts and finds pyxl.", "{path} startet und findet pyxl.")
PYTHON_GONE = Text("{path} is not there.", "{path} gibt es nicht.")
PYTHON_WITHOUT_PYXL = Text("{path} does not find pyxl.", "{path} findet pyxl nicht.")
PYTHON_OTHER_PYXL = Text("{path} finds pyxl {version} instead of {own}.", "{path} findet pyxl {version} statt {own}.")
TRUSTED = Text("Excel trusts what lies in {folder}.", "Excel vertraut dem, was in {folder} liegt.")
TRUST_OFF = Text("Trusted locations are switched off in Excel.", "Vertrauenswürdige Speicherorte sind abgeschaltet.")
SCRIPT_THERE = Text("Excel may start pyxl: {path}.", "Excel darf pyxl starten: {path}.")
SCRIPT_MISSING = Text("{path} is missing or old.", "{path} fehlt oder ist veraltet.")
PERMISSION_HINT = Text(
    "It cannot be seen from outside. If a click does nothing: System Settings, Privacy & Security, Automation: "
    "switch on Microsoft Excel.",
    "Sie ist von außen nicht zu sehen. Wenn ein Klick nichts tut: Systemeinstellungen, Datenschutz & Sicherheit, "
    "Automation: Microsoft Excel einschalten.",
)
EXTENSION_MISSING = Text("The extension is not installed.", "Die Erweiterung ist nicht installiert.")
EXTENSION_GONE = Text("pyxl had put the extension in, and it is gone.", "Die Erweiterung war da und ist weg.")

RUN_INSTALL = Text("Run: pyxl install", "Ausführen: pyxl install")
MOVE_AWAY = Text("Move {path} away, then run: pyxl install", "{path} verschieben, dann: pyxl install")
ASK_ANTIVIRUS = Text(
    "Ask your IT to allow this file, then run: pyxl install",
    "Die IT bitten, diese Datei zu erlauben, dann: pyxl install",
)
ASK_TRUST = Text(
    "Excel, File, Options, Trust Center, Trusted Locations: allow them; where that is grey, ask your IT.",
    "Excel, Datei, Optionen, Trust Center, Vertrauenswürdige Speicherorte: zulassen; wo das grau ist, die IT fragen.",
)
INSTALL_PYXL = Text(
    "Install pyxl with that Python: {path} -m pip install pyxl-backoffice. Then run: pyxl install",
    "pyxl mit diesem Python installieren: {path} -m pip install pyxl-backoffice. Dann: pyxl install",
)
