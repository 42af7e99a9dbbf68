"""Why reading a file from outside was stopped, in plain words."""

from __future__ import annotations

from typing import Final

from pyxl.core.labels import Text
from pyxl.core.refusal import RefusalKind

_ASK_AGAIN: Final = Text(
    "Ask the sender for the file again, or export it anew and for a shorter period.",
    "Lassen Sie sich die Datei neu geben, oder exportieren Sie sie neu und für einen kürzeren Zeitraum.",
)
TOO_SLOW: Final = RefusalKind(
    "E_TOO_SLOW",
    Text(
        "The file could not be read within {seconds} seconds.",
        "Die Datei ließ sich nicht in {seconds} Sekunden lesen.",
    ),
    _ASK_AGAIN,
)
TOO_BIG_MEMORY: Final = RefusalKind(
    "E_TOO_BIG_MEMORY",
    Text(
        "Reading the file would need more than {megabytes} MB of memory.",
        "Die Datei zu lesen würde mehr als {megabytes} MB Speicher brauchen.",
    ),
    _ASK_AGAIN,
)
TOO_BIG_OUTPUT: Final = RefusalKind(
    "E_TOO_BIG_OUTPUT",
    Text("The file holds more than {megabytes} MB of data.", "Die Datei enthält mehr als {megabytes} MB an Daten."),
    _ASK_AGAIN,
)
PARSER_DIED: Final = RefusalKind(
    "E_PARSER_DIED",
    Text(
        "The file could not be read; the reader stopped ({reason}).",
        "Die Datei ließ sich nicht lesen; das Leseprogramm brach ab ({reason}).",
    ),
    Text(
        "Ask the sender for the file again. If it happens again, report it with the code above.",
        "Lassen Sie sich die Datei neu geben. Geschieht es wieder, melden Sie es mit dem Code oben.",
    ),
)
FORBIDDEN: Final = RefusalKind(
    "E_PARSER_FORBIDDEN",
    Text(
        "Reading the file tried to do something that reading never does ({what}); it was stopped.",
        "Beim Lesen der Datei wurde etwas versucht, das Lesen nie tut ({what}); es wurde verhindert.",
    ),
    Text(
        "Do not open this file elsewhere either. Ask the sender by telephone whether it is from them.",
        "Öffnen Sie diese Datei auch anderswo nicht. Fragen Sie den Absender telefonisch, ob sie von ihm stammt.",
    ),
)
