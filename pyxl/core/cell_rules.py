"""The defects any cell can have, whatever the tab: text instead of a number, 30 February, #N/A, a merged cell."""

from __future__ import annotations

from pyxl.core.findings import Rule, Severity
from pyxl.core.labels import Text

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

REQUIRED_MISSING = Rule(
    "CEL001",
    "required-missing",
    ERROR,
    Text("{label} is empty.", "{label} ist leer."),
    Text("Fill in {label}.", "{label} eintragen."),
)
NOT_A_NUMBER = Rule(
    "CEL002",
    "not-a-number",
    ERROR,
    Text("{label} is “{found}”, which is no number.", "{label} ist „{found}“, das ist keine Zahl."),
    Text("Type a number, such as 12 or 12.50.", "Eine Zahl eintragen, zum Beispiel 12 oder 12,50."),
)
NUMBER_AS_TEXT = Rule(
    "CEL003",
    "number-as-text",
    WARNING,
    Text("{label} “{found}” is text; it was read as {read}.", "{label} „{found}“ ist Text; gelesen als {read}."),
    Text(
        "Let pyxl turn it into a number, or type it again.", "Von pyxl in eine Zahl wandeln lassen oder neu eintippen."
    ),
)
AMBIGUOUS_NUMBER = Rule(
    "CEL004",
    "ambiguous-number",
    ERROR,
    Text("{label} “{found}” may mean {one} or {other}.", "{label} „{found}“ kann {one} oder {other} bedeuten."),
    Text("Type the number you mean.", "Die gemeinte Zahl eintragen."),
)
NOT_A_DATE = Rule(
    "CEL005",
    "not-a-date",
    ERROR,
    Text("{label} is “{found}”, which is no date.", "{label} ist „{found}“, das ist kein Datum."),
    Text("Type a date, such as 2026-03-04.", "Ein Datum eintragen, zum Beispiel 04.03.2026."),
)
DATE_AS_TEXT = Rule(
    "CEL006",
    "date-as-text",
    WARNING,
    Text("{label} “{found}” is text; it was read as {read}.", "{label} „{found}“ ist Text; gelesen als {read}."),
    Text("Let pyxl turn it into a date, or type it again.", "Von pyxl in ein Datum wandeln lassen oder neu eintippen."),
)
AMBIGUOUS_DATE = Rule(
    "CEL007",
    "ambiguous-date",
    ERROR,
    Text("{label} “{found}” may mean {one} or {other}.", "{label} „{found}“ kann {one} oder {other} bedeuten."),
    Text("Type the date you mean.", "Das gemeinte Datum eintragen."),
)
IMPOSSIBLE_DATE = Rule(
    "CEL008",
    "impossible-date",
    ERROR,
    Text("{label} “{found}” is not in the calendar.", "{label} „{found}“ gibt es im Kalender nicht."),
    Text("Type the right date.", "Das richtige Datum eintragen."),
)
ERROR_VALUE = Rule(
    "CEL009",
    "error-value",
    ERROR,
    Text("{label} shows {found}.", "{label} zeigt {found}."),
    Text("Mend the formula, or type the value.", "Die Formel berichtigen oder den Wert eintippen."),
)
NO_VALUE = Rule(
    "CEL010",
    "formula-without-value",
    ERROR,
    Text(
        "{label} has a formula whose result is not stored in the file.",
        "{label} enthält eine Formel, deren Ergebnis nicht in der Datei steht.",
    ),
    Text("Open the workbook in Excel and save it once.", "Die Mappe einmal in Excel öffnen und speichern."),
)
STRAY_CHARACTERS = Rule(
    "CEL011",
    "stray-characters",
    WARNING,
    Text(
        "{label} “{read}” has invisible characters or blanks around it.",
        "{label} „{read}“ enthält unsichtbare Zeichen oder Leerzeichen am Rand.",
    ),
    Text("Let pyxl clean the cell.", "Die Zelle von pyxl bereinigen lassen."),
)
MIXED_SCRIPT = Rule(
    "CEL012",
    "look-alike-letters",
    WARNING,
    Text(
        "{label} “{found}” mixes Latin letters with look-alikes ({scripts}).",
        "{label} „{found}“ mischt lateinische Buchstaben mit ähnlich aussehenden ({scripts}).",
    ),
    Text("Type it again by hand; it was probably pasted.", "Von Hand neu eintippen; es wurde wohl eingefügt."),
)
UNKNOWN_CHOICE = Rule(
    "CEL013",
    "unknown-choice",
    ERROR,
    Text("{label} is “{found}”; allowed: {allowed}.", "{label} ist „{found}“; erlaubt: {allowed}."),
    Text("Choose from the list.", "Aus der Liste wählen."),
)
TOO_FINE = Rule(
    "CEL014",
    "too-many-decimals",
    ERROR,
    Text("{label} {found} is finer than a cent.", "{label} {found} ist genauer als ein Cent."),
    Text("Type the amount with two decimals.", "Den Betrag mit zwei Nachkommastellen eintragen."),
)
TOO_LARGE = Rule(
    "CEL015",
    "number-too-large",
    ERROR,
    Text("{label} {found} is larger than pyxl takes.", "{label} {found} ist größer, als pyxl annimmt."),
    Text("Check the number.", "Die Zahl prüfen."),
)
FLAG_AS_NUMBER = Rule(
    "CEL016",
    "truth-value-as-number",
    ERROR,
    Text("{label} is TRUE or FALSE, not a number.", "{label} ist WAHR oder FALSCH, keine Zahl."),
    Text("Type a number.", "Eine Zahl eintragen."),
)
MERGED_CELL = Rule(
    "CEL017",
    "merged-cell",
    ERROR,
    Text("The row has merged cells ({found}).", "Die Zeile hat verbundene Zellen ({found})."),
    Text("Undo the merge (Home > Merge).", "Die Verbindung aufheben (Start > Verbinden)."),
)
NUMBER_IN_DATE = Rule(
    "CEL018",
    "date-shown-as-number",
    WARNING,
    Text(
        "{label} shows the number {found}; it was read as {read}.",
        "{label} zeigt die Zahl {found}; gelesen als {read}.",
    ),
    Text("Let pyxl turn it into a date.", "Von pyxl in ein Datum wandeln lassen."),
)
DUPLICATE_KEY = Rule(
    "TAB001",
    "key-twice",
    ERROR,
    Text("{label} {found} stands in rows {rows}.", "{label} {found} steht in den Zeilen {rows}."),
    Text("Keep one of the rows.", "Nur eine der Zeilen behalten."),
)
DUPLICATE_HEADER = Rule(
    "TAB002",
    "header-twice",
    ERROR,
    Text(
        "Tab {tab}: the columns {found} all mean {label}.",
        "Blatt {tab}: die Spalten {found} bedeuten alle {label}.",
    ),
    Text("Rename or remove one of them.", "Eine davon umbenennen oder entfernen."),
)
COLUMN_MISSING = Rule(
    "TAB003",
    "column-missing",
    ERROR,
    Text("Tab {tab} has no column {label}.", "Im Blatt {tab} fehlt die Spalte {label}."),
    Text("Add a column with that heading.", "Eine Spalte mit dieser Überschrift anlegen."),
)
HIDDEN_ROWS = Rule(
    "TAB004",
    "hidden-rows",
    INFO,
    Text(
        "{count} hidden rows of tab {tab} are included (rows {rows}).",
        "{count} ausgeblendete Zeilen im Blatt {tab} werden einbezogen (Zeilen {rows}).",
    ),
    Text("Clear the filter to see them.", "Den Filter löschen, um sie zu sehen."),
)
ROWS_BELOW = Rule(
    "TAB005",
    "rows-below-table",
    WARNING,
    Text(
        "Not read in tab {tab}, for they stand below its table: {count} rows from row {row} on.",
        "Im Blatt {tab} nicht gelesen, weil unter der Tabelle: {count} Zeilen ab Zeile {row}.",
    ),
    Text(
        "Drag the lower right corner of the table down over them (LibreOffice: Data > Define Range).",
        "Die rechte untere Ecke der Tabelle über sie ziehen (LibreOffice: Daten > Bereich festlegen).",
    ),
)
