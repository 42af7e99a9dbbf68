"""Why the journal stops, in plain words. Nothing was written and no number was spent when one of these is raised."""

from __future__ import annotations

from typing import Final

from pyxl.core.labels import Label, Text
from pyxl.core.refusal import RefusalKind

MISSING: Final = RefusalKind(
    "E_JOURNAL_MISSING",
    Text("There is no journal at {path}.", "Unter {path} liegt kein Journal."),
    Text(
        "Put the folder back beside the workbook, or start a new firm with `pyxl new`.",
        "Legen Sie den Ordner wieder neben die Arbeitsmappe, oder beginnen Sie mit `pyxl new` neu.",
    ),
)
BROKEN: Final = RefusalKind(
    "E_JOURNAL_BROKEN",
    Text("The journal {path} is damaged ({reason}).", "Das Journal {path} ist beschädigt ({reason})."),
    Text(
        "Keep the file as it is and put back the last backup from the folder `backups`.",
        "Lassen Sie die Datei unverändert und holen Sie die letzte Sicherung aus dem Ordner `backups` zurück.",
    ),
)
NOT_OURS: Final = Label("it is no journal of pyxl", "es ist kein Journal von pyxl")
NO_IDENTITY: Final = Label("no identity stands in it", "darin steht keine Kennung")
NO_MEMORY: Final = Label("out of memory", "der Arbeitsspeicher reicht nicht")
_DAMAGES: Final = {
    "file is not a database": Label("it is no SQLite file", "es ist keine SQLite-Datei"),
    "database disk image is malformed": Label("its parts contradict each other", "seine Teile widersprechen sich"),
    "no such table": Label("a table is missing", "eine Tabelle fehlt"),
}


def damage(told: str) -> Label:
    """What SQLite says of a damaged file, in words for a bookkeeper where it is one of the usual; else its own."""
    return next((label for part, label in _DAMAGES.items() if part in told), Label(told, told))


WAL: Final = RefusalKind(
    "E_JOURNAL_WAL",
    Text(
        "The journal {path} was opened by another program, which changed how it is stored (WAL).",
        "Das Journal {path} wurde mit einem fremden Programm geöffnet, das seine Ablage umgestellt hat (WAL).",
    ),
    Text(
        "Close that program. Copy neither this file alone nor the -wal file; call for help or put back a backup.",
        "Schließen Sie das Programm. Kopieren Sie weder diese Datei allein noch die -wal-Datei; "
        "holen Sie Hilfe oder die letzte Sicherung.",
    ),
)
NEWER: Final = RefusalKind(
    "E_JOURNAL_NEWER",
    Text(
        "The journal was written by a newer pyxl (format {format}).",
        "Das Journal stammt von einem neueren pyxl (Format {format}).",
    ),
    Text("Update pyxl on this computer.", "Aktualisieren Sie pyxl auf diesem Rechner."),
)
BUSY: Final = RefusalKind(
    "E_JOURNAL_BUSY",
    Text(
        "Another pyxl has been writing to the journal for {seconds} seconds.",
        "Ein anderes pyxl schreibt seit {seconds} Sekunden in das Journal.",
    ),
    Text("Wait for it to end, then click again.", "Warten Sie, bis es fertig ist, und klicken Sie dann noch einmal."),
)
DISK_FULL: Final = RefusalKind(
    "E_DISK_FULL",
    Text("The disk is full; nothing was recorded.", "Der Datenträger ist voll; es wurde nichts aufgezeichnet."),
    Text("Free some space, then click again.", "Schaffen Sie Platz und klicken Sie dann noch einmal."),
)
IO: Final = RefusalKind(
    "E_JOURNAL_IO",
    Text(
        "The journal {path} cannot be written or read ({reason}); nothing was recorded.",
        "Das Journal {path} lässt sich nicht schreiben oder lesen ({reason}); es wurde nichts aufgezeichnet.",
    ),
    Text(
        "Check the disk, its free space and the rights of the folder, then click again.",
        "Prüfen Sie Datenträger, freien Platz und Rechte des Ordners und klicken Sie dann noch einmal.",
    ),
)
TAMPERED: Final = RefusalKind(
    "E_JOURNAL_TAMPERED",
    Text(
        "The journal was changed from outside at event {seq}: {what}",
        "Das Journal wurde bei Ereignis {seq} von außen geändert: {what}",
    ),
    Text(
        "Issue nothing more. Put back the last backup and ask who opened the file.",
        "Stellen Sie nichts mehr aus. Holen Sie die letzte Sicherung zurück; klären Sie, wer die Datei geöffnet hat.",
    ),
)
ROLLBACK: Final = RefusalKind(
    "E_JOURNAL_ROLLBACK",
    Text(
        "The journal ends at event {here}, but a document or the workbook already knows event {there}: "
        "an older copy of the journal was put back.",
        "Das Journal endet bei Ereignis {here}, ein Beleg oder die Arbeitsmappe kennt aber schon Ereignis {there}: "
        "Eine ältere Kopie des Journals wurde eingespielt.",
    ),
    Text(
        "Put back the newest copy. Only if it is lost: `pyxl journal adopt`, which is recorded.",
        "Spielen Sie die neueste Kopie ein. Nur wenn sie verloren ist: `pyxl journal adopt`; das wird vermerkt.",
    ),
)
FORK: Final = RefusalKind(
    "E_JOURNAL_FORK",
    Text(
        "At event {there}, the journal and a document or the workbook tell two stories: "
        "there are two copies of the journal that went on separately.",
        "Bei Ereignis {there} widersprechen sich das Journal und ein Beleg oder die Arbeitsmappe: "
        "Es gibt zwei Kopien des Journals, die getrennt weitergeführt wurden.",
    ),
    Text(
        "Find the other copy and decide which one is right; then `pyxl journal adopt`, which is recorded.",
        "Suchen Sie die andere Kopie und entscheiden Sie, welche gilt; danach `pyxl journal adopt`; das wird vermerkt.",
    ),
)
REMOTE: Final = RefusalKind(
    "E_JOURNAL_REMOTE",
    Text(
        "The journal may not lie at {path}: {reason}. Two computers could give one number twice there.",
        "Das Journal darf nicht unter {path} liegen: {reason}. Dort könnten zwei Rechner dieselbe Nummer vergeben.",
    ),
    Text(
        "Move the folder with the workbook to a local disk; several people take turns there.",
        "Legen Sie den Ordner mit der Mappe auf eine lokale Festplatte; mehrere arbeiten dort nacheinander.",
    ),
)
ELSEWHERE: Final = RefusalKind(
    "E_JOURNAL_ELSEWHERE",
    Text(
        "The journal of this workbook lies in the profile of another computer or user; expected here: {path}.",
        "Das Journal dieser Arbeitsmappe liegt im Profil eines anderen Rechners oder Benutzers; hier erwartet: {path}.",
    ),
    Text(
        "Work there, or put the newest copy of its journal at that place.",
        "Arbeiten Sie dort, oder legen Sie die neueste Kopie des Journals an diese Stelle.",
    ),
)
KEY_REUSED: Final = RefusalKind(
    "E_KEY_REUSED",
    Text(
        "{key} was recorded already{number}, with other content: {differences}",
        "{key} ist bereits erfasst{number}, aber mit anderem Inhalt: {differences}",
    ),
    Text(
        "What is issued stays. Put the old values back, or correct it by a credit note and a new order line.",
        "Ausgestelltes bleibt. Tragen Sie die alten Werte wieder ein, "
        "oder berichtigen Sie durch Gutschrift und neue Zeile.",
    ),
)
CLAIMED: Final = RefusalKind(
    "E_ALREADY_USED",
    Text("{claim} was already used by {holder}.", "{claim} wurde schon von {holder} verwendet."),
    Text(
        "Leave it out; it can be used only once. A correction is a credit note.",
        "Lassen Sie es weg; es kann nur einmal verwendet werden. Eine Berichtigung ist eine Gutschrift.",
    ),
)
NUMBER_TAKEN: Final = RefusalKind(
    "E_NUMBER_TAKEN",
    Text("The number {number} was given before, to {holder}.", "Die Nummer {number} ist schon vergeben, an {holder}."),
    Text(
        "Two number ranges make the same numbers: give one of them another prefix in the settings.",
        "Zwei Nummernkreise bilden dieselben Nummern: Geben Sie einem davon in den Einstellungen ein anderes Kürzel.",
    ),
)
RUN_BUSY: Final = RefusalKind(
    "E_BUSY",
    Text(
        "pyxl is already working on this workbook: {user} on {host}, since {since} (process {pid}).",
        "pyxl arbeitet bereits an dieser Arbeitsmappe: {user} auf {host}, seit {since} (Prozess {pid}).",
    ),
    Text("Wait for it to end, then click again.", "Warten Sie, bis es fertig ist, und klicken Sie dann noch einmal."),
)
