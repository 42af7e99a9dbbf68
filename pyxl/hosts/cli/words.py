"""What the command line itself says: headings of the help, and the sentences for a command that was typed wrongly."""

from __future__ import annotations

from pyxl.core.labels import Label

USAGE = Label("Usage", "Aufruf")
OPTIONS_HERE = Label("[OPTIONS]", "[OPTIONEN]")
COMMAND_HERE = Label("COMMAND …", "BEFEHL …")
ARGUMENTS = Label("What to name", "Was anzugeben ist")
OPTIONS = Label("Options", "Optionen")
COMMANDS = Label("Commands", "Befehle")
EXAMPLE = Label("Example", "Beispiel")
HELP = Label("Shows this help.", "Zeigt diese Hilfe.")
VERSION = Label("Shows the version.", "Zeigt die Version.")
REQUIRED = Label("Must be named.", "Muss angegeben werden.")

WHAT_IT_IS = Label("The back office that lives in your own workbook.", "Das Backoffice in Ihrer eigenen Excel-Mappe.")
TO_BEGIN = Label("To begin", "Zum Anfangen")
HOW_IT_WORKS = Label(
    "Each command first shows what it would do; with --apply it writes. More about one: pyxl COMMAND --help",
    "Jeder Befehl zeigt erst, was er täte; mit --apply schreibt er. Mehr zu einem Befehl: pyxl BEFEHL --help",
)

WRONG = Label("Error: {sentence}", "Fehler: {sentence}")
RIGHT_FORM = Label("Write it like this: {form}", "So geht es: {form}")
MORE_HELP = Label("More: {command}", "Mehr dazu: {command}")
MISSING = Label("{name} is missing. {meaning}", "{name} fehlt. {meaning}")
MISSING_COMMAND = Label("It does not say what to do.", "Es fehlt, was zu tun ist.")
NO_COMMAND = Label("There is no command “{name}”.", "Den Befehl „{name}“ gibt es nicht.")
NO_OPTION = Label("There is no option {name} here.", "Die Option {name} gibt es hier nicht.")
DID_YOU_MEAN = Label("Did you mean {names}?", "Meinten Sie {names}?")
OR = Label(" or ", " oder ")
TOO_MUCH = Label(
    "“{words}” is too much; names with blanks stand in quotation marks.",
    "„{words}“ ist zu viel; Namen mit Leerzeichen stehen in Anführungszeichen.",
)
WRONG_VALUE = Label("{name}: {sentence}", "{name}: {sentence}")
OPTION_FORM = Label("{name} is written like this: {form}", "{name} wird so geschrieben: {form}")
NOT_ONE_OF = Label("“{value}” is none of {choices}.", "„{value}“ ist nicht dabei; möglich: {choices}.")
NO_DATE = Label(
    "“{value}” is no date from {first} to {last}; write 2026-09-30.",
    "„{value}“ ist kein Datum von {first} bis {last}; zum Beispiel 30.09.2026 schreiben.",
)
NO_NUMBER = Label("“{value}” is no number.", "„{value}“ ist keine Zahl.")
NO_YEAR = Label("“{value}” is no year from {first} to {last}.", "„{value}“ ist kein Jahr von {first} bis {last}.")
STOPPED = Label("Stopped.", "Abgebrochen.")
