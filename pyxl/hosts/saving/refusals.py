"""Why a workbook could not be read or replaced, in the words of someone who wants to go on working."""

from __future__ import annotations

from pyxl.core.labels import Text
from pyxl.core.refusal import RefusalKind

NO_FILE = RefusalKind(
    "E_NO_FILE",
    Text("There is no file {path}.", "Die Datei {path} gibt es nicht."),
    Text("Check folder and name.", "Prüfen Sie Ordner und Namen."),
)
UNREADABLE_FILE = RefusalKind(
    "E_UNREADABLE_FILE",
    Text(
        "The computer does not let {path} be read or written.", "Der Computer lässt {path} nicht lesen oder schreiben."
    ),
    Text(
        "Close the file everywhere; if it lies on a network drive, check the connection.",
        "Schließen Sie die Datei überall; liegt sie auf einem Netzlaufwerk, prüfen Sie die Verbindung.",
    ),
)
READ_ONLY = RefusalKind(
    "E_READ_ONLY",
    Text("{path} or its folder is read-only.", "{path} oder der Ordner ist schreibgeschützt."),
    Text(
        "Take off the write protection (Properties), or copy the workbook to a folder of yours.",
        "Heben Sie den Schreibschutz auf (Eigenschaften), oder kopieren Sie die Mappe in einen eigenen Ordner.",
    ),
)
CONFLICT_COPY = RefusalKind(
    "E_CONFLICT_COPY",
    Text(
        "Beside {path} lies a second version made by the cloud program: {copies}.",
        "Neben {path} liegt eine zweite Fassung des Cloud-Programms: {copies}.",
    ),
    Text(
        "Compare the two, keep one under the old name and move the other to another folder.",
        "Vergleichen Sie beide, behalten Sie eine unter dem alten Namen und verschieben Sie die andere.",
    ),
)
DISK_FULL = RefusalKind(
    "E_DISK_FULL",
    Text("The disk is full ({path}).", "Der Datenträger ist voll ({path})."),
    Text("Make room and try again; your workbook is as it was.", "Schaffen Sie Platz; Ihre Mappe ist unverändert."),
)
OPEN_ELSEWHERE = RefusalKind(
    "E_OPEN_ELSEWHERE",
    Text(
        "{path} is open in {program} ({user}, since {since}).",
        "{path} ist in {program} geöffnet ({user}, seit {since}).",
    ),
    Text(
        "Save and close it there, or click the button in that program.",
        "Speichern und schließen Sie sie dort, oder drücken Sie die Taste in diesem Programm.",
    ),
)
STALE_LOCK = RefusalKind(
    "E_STALE_LOCK",
    Text(
        "{path} is marked as open in {program} ({user}, since {since}), but {program} is not running.",
        "{path} ist als in {program} geöffnet markiert ({user}, seit {since}), aber {program} läuft nicht.",
    ),
    Text(
        "If nobody else works on it, run the command again with --over-stale-lock.",
        "Wenn sonst niemand daran arbeitet, den Befehl mit --over-stale-lock erneut starten.",
    ),
)
REPLACE_BLOCKED = RefusalKind(
    "E_REPLACE_BLOCKED",
    Text(
        "Another program keeps {path} blocked; the new version lies beside it as {left}.",
        "Ein anderes Programm hält {path} fest; die neue Fassung liegt daneben als {left}.",
    ),
    Text(
        "Close the workbook everywhere and run the action again; it goes on where it stopped.",
        "Schließen Sie die Mappe überall und starten Sie die Aktion noch einmal; sie macht dort weiter.",
    ),
)
