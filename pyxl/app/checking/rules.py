"""What `pyxl check` finds: the journal, the tabs and the documents beside each other. Codes are never reused."""

from __future__ import annotations

from pyxl.app import runs
from pyxl.core.findings import Rule, Severity
from pyxl.core.labels import Label, Text
from pyxl.journal import refusals

_REBUILD = Text(
    "`pyxl rebuild` puts it right. If the tab is right and the journal is not, undo the run by hand (`pyxl undo`).",
    "`pyxl rebuild` stellt es richtig. Stimmt das Blatt und nicht das Journal, den Lauf zurücknehmen (`pyxl undo`).",
)

CHAIN_BROKEN = Rule(
    "CHK001",
    "journal-changed",
    Severity.ERROR,
    refusals.TAMPERED.cause,
    refusals.TAMPERED.next_step,
)
ROLLED_BACK = Rule(
    "CHK002",
    "journal-rolled-back",
    Severity.ERROR,
    refusals.ROLLBACK.cause,
    refusals.ROLLBACK.next_step,
)
FORKED = Rule(
    "CHK003",
    "journal-forked",
    Severity.ERROR,
    refusals.FORK.cause,
    refusals.FORK.next_step,
)
JOURNAL_GONE = Rule(
    "CHK004",
    "journal-gone",
    Severity.ERROR,
    Text(
        "The workbook was written from a journal of {there} events, but there is none at {path}.",
        "Die Mappe wurde aus einem Journal mit {there} Ereignissen geschrieben, aber unter {path} liegt keines.",
    ),
    Text(
        "Put the folder back beside the workbook, from the same day as the workbook.",
        "Den Ordner wieder neben die Mappe legen, vom selben Tag wie die Mappe.",
    ),
)
DOCUMENT_NOUN = Label("document", "Beleg"), Label("documents", "Belege")
CELL_NOUN = Label("cell or row", "Zelle oder Zeile"), Label("cells or rows", "Zellen oder Zeilen")
OWN_RECORD = Label("the run's own record", "der Eintrag des Laufs selbst")
INTERRUPTED = Rule(
    "CHK005",
    "run-interrupted",
    Severity.ERROR,
    Text(
        "Run {run} is not complete on the disk; still owed: {owed}.",
        "Lauf {run} ist noch nicht vollständig gespeichert; es fehlen: {owed}.",
    ),
    Text(
        "Save the open workbook, then press any button of pyxl. If it is closed, any command with --apply finishes "
        "the run first, such as `pyxl rebuild {book} --apply`.",
        "Die offene Mappe speichern, dann eine beliebige Taste von pyxl drücken. Ist sie geschlossen, bringt jeder "
        "Befehl mit --apply den Lauf zuerst zu Ende, etwa `pyxl rebuild {book} --apply`.",
    ),
)
ROW_MISSING = Rule(
    "CHK006",
    "row-missing",
    Severity.ERROR,
    Text("The row {key} of the journal is missing.", "Die Zeile {key} des Journals fehlt."),
    Text(
        "`pyxl rebuild` puts it back. To take the entry itself back, use `pyxl undo`.",
        "`pyxl rebuild` trägt sie wieder ein. Die Buchung selbst nimmt `pyxl undo` zurück.",
    ),
)
CELL_DIFFERS = Rule(
    "CHK007",
    "cell-differs",
    Severity.ERROR,
    Text(
        "{label} of {key}: the journal says {expected}, the tab says {found}.",
        "{label} von {key}: Das Journal sagt {expected}, das Blatt sagt {found}.",
    ),
    _REBUILD,
)
ROW_UNKNOWN = Rule(
    "CHK008",
    "row-unknown",
    Severity.ERROR,
    Text("The journal does not know the row {key}.", "Das Journal kennt die Zeile {key} nicht."),
    Text(
        "Delete the row if it was typed or copied here. What pyxl did not post does not count.",
        "Die Zeile löschen, wenn sie hier eingetippt oder kopiert wurde. Was pyxl nicht gebucht hat, zählt nicht.",
    ),
)
ROW_TWICE = Rule(
    "CHK009",
    "row-twice",
    Severity.ERROR,
    Text("The row {key} stands here a second time.", "Die Zeile {key} steht hier ein zweites Mal."),
    Text("Delete this copy of the row.", "Diese Kopie der Zeile löschen."),
)
SETTLED_ROWS_GONE = Rule(
    "CHK010",
    "settled-rows-gone",
    Severity.INFO,
    Text(
        "{count} items on which nothing is open have no row any more.",
        "{count} Posten, auf denen nichts offen ist, haben keine Zeile mehr.",
    ),
    Text(
        "If you tidied up, all is well; else `pyxl rebuild` puts them back.",
        "Wenn Sie aufgeräumt haben, ist alles gut; sonst trägt `pyxl rebuild` sie wieder ein.",
    ),
)
DOCUMENT_MISSING = Rule(
    "CHK011",
    "document-missing",
    Severity.ERROR,
    Text("The document {path} is missing.", "Der Beleg {path} fehlt."),
    Text(
        "`pyxl rebuild` prints it again, with the same number.",
        "`pyxl rebuild` druckt ihn neu, mit derselben Nummer.",
    ),
)
DOCUMENT_CHANGED = Rule(
    "CHK012",
    "document-changed",
    Severity.ERROR,
    Text(
        "The document {path} is not the one that was issued (SHA-256 {found}, recorded {expected}).",
        "Der Beleg {path} ist nicht der ausgestellte (SHA-256 {found}, verzeichnet {expected}).",
    ),
    Text(
        "`pyxl rebuild` keeps the changed one beside it and prints the issued one again.",
        "`pyxl rebuild` legt den veränderten daneben und druckt den ausgestellten neu.",
    ),
)
DOCUMENT_UNKNOWN = Rule(
    "CHK013",
    "document-unknown",
    Severity.WARNING,
    Text("pyxl did not make the file {path}.", "Die Datei {path} stammt nicht von pyxl."),
    Text(
        "Move it elsewhere: the documents folder holds what was issued, and nothing else.",
        "An einen anderen Ort verschieben: Im Belegordner liegt, was ausgestellt wurde, und sonst nichts.",
    ),
)
NUMBER_GAP = Rule(
    "CHK014",
    "number-gap",
    Severity.ERROR,
    Text(
        "Numbers are missing in the range {series}: {missing}.", "Im Nummernkreis {series} fehlen Nummern: {missing}."
    ),
    Text(
        "Put back the newest whole copy of the journal from your backup.",
        "Die neueste ganze Kopie des Journals aus der Sicherung zurückholen.",
    ),
)
LINE_OVERALLOCATED = Rule(
    "CHK015",
    "line-overallocated",
    Severity.ERROR,
    Text(
        "Bank line {key} of {amount} has {allocated} allocated.",
        "Bankzeile {key} über {amount} hat {allocated} zugeordnet.",
    ),
    Text("Undo the run that posted it (`pyxl undo`).", "Den Lauf zurücknehmen, der sie gebucht hat (`pyxl undo`)."),
)
ITEM_OVERALLOCATED = Rule(
    "CHK016",
    "item-overallocated",
    Severity.ERROR,
    Text(
        "More is settled on {key} than was owed: {gross} gross, {open} open.",
        "Auf {key} ist mehr ausgeglichen als geschuldet war: {gross} brutto, {open} offen.",
    ),
    Text("Undo the run that posted it (`pyxl undo`).", "Den Lauf zurücknehmen, der es gebucht hat (`pyxl undo`)."),
)
ANCHOR_UNREADABLE = Rule(
    "CHK017",
    "anchor-unreadable",
    Severity.ERROR,
    runs.ANCHOR_UNREADABLE.cause,
    runs.ANCHOR_UNREADABLE.next_step,
)
DOCUMENT_KEPT = Rule(
    "CHK018",
    "document-kept",
    Severity.WARNING,
    Text(
        "{path} was not the document that was issued; it is kept beside it as {kept}.",
        "{path} war nicht der ausgestellte Beleg; die Datei bleibt daneben als {kept}.",
    ),
    Text("Ask who changed it; then it may go.", "Klären, wer sie verändert hat; dann darf sie weg."),
)
DOCUMENT_DIFFERS = Rule(
    "CHK019",
    "document-differs",
    Severity.WARNING,
    Text(
        "{path} says the same as the issued document but does not look the same: its template was changed since.",
        "{path} sagt dasselbe wie der ausgestellte Beleg, sieht aber anders aus: Die Vorlage wurde seither geändert.",
    ),
    Text(
        "If you have the issued file in a backup, put that one back instead.",
        "Liegt der ausgestellte Beleg in einer Sicherung, diesen zurückholen.",
    ),
)
NUMBER_LOST = Rule(
    "CHK020",
    "number-lost",
    Severity.WARNING,
    Text(
        "{key} was issued, but this journal does not know it: the number would be given again.",
        "{key} wurde ausgestellt, aber dieses Journal kennt die Nummer nicht: Sie würde erneut vergeben.",
    ),
    Text(
        "Before you issue anything, give the number range another prefix in the settings.",
        "Vor der nächsten Rechnung dem Nummernkreis in den Einstellungen ein anderes Kürzel geben.",
    ),
)
ATTACHMENT_GONE = Rule(
    "CHK021",
    "attachment-copy-gone",
    Severity.ERROR,
    Text(
        "The copy of {name}, which went with {number}, is missing or was changed: {path}.",
        "Die Kopie von {name}, Anlage zu {number}, fehlt oder wurde geändert: {path}.",
    ),
    Text(
        "Put it back from a backup; without it the document cannot be made again.",
        "Aus einer Sicherung zurückholen; ohne sie lässt sich der Beleg nicht wiederherstellen.",
    ),
)
STOCK_WRONG = Rule(
    "CHK022",
    "stock-wrong",
    Severity.ERROR,
    Text(
        "{key}: the movements come to {moved}, on hand are {on_hand}, reserved are {reserved}; these cannot be.",
        "{key}: Die Bewegungen ergeben {moved}, Bestand {on_hand}, reserviert {reserved}; das kann nicht sein.",
    ),
    Text("Ask for help; count the place meanwhile.", "Hilfe holen; den Platz inzwischen zählen."),
)
