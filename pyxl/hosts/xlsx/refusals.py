"""Why a workbook is refused, each with the cell or table concerned and one next step."""

from __future__ import annotations

from pyxl.core.labels import Text
from pyxl.core.refusal import RefusalKind

STRICT_OOXML = RefusalKind(
    "E_STRICT_OOXML",
    Text(
        "The workbook was saved as “Strict Open XML”, which few programs read.",
        "Die Mappe wurde als „Strict Open XML“ gespeichert, das nur wenige Programme lesen.",
    ),
    Text(
        "Save it in Excel as “Excel Workbook (*.xlsx)” and try again.",
        "Speichern Sie sie in Excel als „Excel-Arbeitsmappe (*.xlsx)“ und versuchen Sie es noch einmal.",
    ),
)
NO_SHEET = RefusalKind(
    "E_NO_SHEET",
    Text("The workbook has no sheet {sheet!r}.", "Die Mappe hat kein Blatt {sheet!r}."),
    Text("Check the name of the tab.", "Prüfen Sie den Namen des Blatts."),
)
NO_TABLE = RefusalKind(
    "E_NO_TABLE",
    Text("The workbook has no table {table!r}.", "Die Mappe hat keine Tabelle {table!r}."),
    Text(
        "Check the name under “Table Design”, or make the list a table with Ctrl+T.",
        "Prüfen Sie den Namen unter „Tabellenentwurf“, oder machen Sie die Liste mit Strg+T zur Tabelle.",
    ),
)
FORMULA_CELL = RefusalKind(
    "E_FORMULA_CELL",
    Text("{sheet}!{cell} holds a formula of yours.", "{sheet}!{cell} enthält eine Formel von Ihnen."),
    Text(
        "Replace the formula by a value, or let pyxl write to another column.",
        "Ersetzen Sie die Formel durch einen Wert, oder lassen Sie pyxl in eine andere Spalte schreiben.",
    ),
)
NO_FORMULA = RefusalKind(
    "E_NO_FORMULA",
    Text("{sheet}!{cell} should hold a formula but does not.", "In {sheet}!{cell} sollte eine Formel stehen."),
    Text("Copy the formula down the column again.", "Ziehen Sie die Formel der Spalte wieder herunter."),
)
ARRAY_FORMULA = RefusalKind(
    "E_ARRAY_FORMULA",
    Text(
        "{sheet}!{cell} is part of an array formula or data table.",
        "{sheet}!{cell} gehört zu einer Matrixformel oder Datentabelle.",
    ),
    Text(
        "Take the array formula out of the columns pyxl writes.",
        "Entfernen Sie die Matrixformel aus den Spalten, in die pyxl schreibt.",
    ),
)
TABLE_TOTALS = RefusalKind(
    "E_TABLE_TOTALS",
    Text(
        "The table {table} has a total row and no empty row left above it.",
        "Die Tabelle {table} hat eine Ergebniszeile und darüber keine leere Zeile mehr.",
    ),
    Text(
        "Switch the total row off under “Table Design”, or insert {count} empty rows above it.",
        "Schalten Sie die Ergebniszeile unter „Tabellenentwurf“ aus, oder fügen Sie darüber {count} leere Zeilen ein.",
    ),
)
TABLE_BLOCKED = RefusalKind(
    "E_TABLE_BLOCKED",
    Text(
        "The table {table} cannot grow: {sheet}!{cell} below it is not empty.",
        "Die Tabelle {table} kann nicht wachsen: {sheet}!{cell} darunter ist nicht leer.",
    ),
    Text("Move what stands below the table.", "Verschieben Sie, was unter der Tabelle steht."),
)
MERGED_CELL = RefusalKind(
    "E_MERGED_CELL",
    Text("{sheet}!{cell} is hidden by merged cells.", "{sheet}!{cell} ist durch verbundene Zellen verdeckt."),
    Text("Unmerge the cells.", "Heben Sie die Verbindung der Zellen auf."),
)
CELL_VALUE = RefusalKind(
    "E_CELL_VALUE",
    Text("{sheet}!{cell} cannot hold the value: {why}.", "{sheet}!{cell} kann den Wert nicht aufnehmen: {why}."),
    Text("Correct the value and try again.", "Berichtigen Sie den Wert und versuchen Sie es noch einmal."),
)
UNUSUAL = RefusalKind(
    "E_UNUSUAL_XML",
    Text(
        "The sheet {sheet} was written by another program in a way that is not safe to change.",
        "Das Blatt {sheet} wurde von einem anderen Programm so geschrieben, dass es sich nicht sicher ändern lässt.",
    ),
    Text(
        "Open and save the workbook once in Excel or LibreOffice.",
        "Öffnen und speichern Sie die Mappe einmal in Excel oder LibreOffice.",
    ),
)
UNREADABLE = RefusalKind(
    "E_UNREADABLE",
    Text("The sheet {sheet} cannot be read: {why}.", "Das Blatt {sheet} lässt sich nicht lesen: {why}."),
    Text(
        "Open and save the workbook once in Excel, then try again.",
        "Öffnen und speichern Sie die Mappe einmal in Excel und versuchen Sie es dann noch einmal.",
    ),
)
NOT_VERIFIED = RefusalKind(
    "E_VERIFY",
    Text(
        "The changed workbook was read back and differs from what was wanted ({where}); nothing was replaced.",
        "Die geänderte Mappe wurde zurückgelesen und weicht vom Gewollten ab ({where}); nichts wurde ersetzt.",
    ),
    Text(
        "Your file is as it was. Please report this with the log file.",
        "Ihre Datei ist unverändert. Bitte melden Sie dies mit der Protokolldatei.",
    ),
)
