"""What is said when a template does not work: which file, which line, what is wrong, and what to do."""

from __future__ import annotations

from pyxl.core.labels import Sentence, Text
from pyxl.core.refusal import RefusalKind, Refused

TEMPLATE = RefusalKind(
    "E_TEMPLATE",
    Text(
        "The template {file} does not work, line {line}: {problem}.",
        "Die Vorlage {file} funktioniert nicht, Zeile {line}: {problem}.",
    ),
    Text(
        "Correct this line, or remove the file from the templates folder beside the workbook: "
        "pyxl then uses the template it came with. Nothing was written.",
        "Korrigieren Sie diese Zeile, oder entfernen Sie die Datei aus dem Ordner mit den Vorlagen neben der "
        "Arbeitsmappe: pyxl nimmt dann die mitgelieferte Vorlage. Es wurde nichts geschrieben.",
    ),
)

TEMPLATES_STOPPED = RefusalKind(
    "E_TEMPLATES_STOPPED",
    Text(
        "Printing with your own templates was stopped: {problem}",
        "Das Drucken mit Ihren eigenen Vorlagen wurde angehalten: {problem}",
    ),
    Text(
        "Look into the templates folder beside the workbook at the one that was changed last; without it pyxl uses the "
        "template it came with. Nothing was written.",
        "Sehen Sie im Ordner mit den Vorlagen neben der Arbeitsmappe nach der zuletzt geänderten; ohne sie nimmt pyxl "
        "die mitgelieferte Vorlage. Es wurde nichts geschrieben.",
    ),
)
ENDLESS = Text("it took more than {seconds} seconds.", "Es dauerte länger als {seconds} Sekunden.")
GREEDY = Text("it needed more than {megabytes} MB of memory.", "Es brauchte mehr als {megabytes} MB Speicher.")
DIED = Text("the process ended ({code}).", "Der Prozess brach ab ({code}).")

TEMPLATE_FILE = RefusalKind(
    "E_TEMPLATE_FILE",
    Text("The template {file} cannot be read: {problem}.", "Die Vorlage {file} ist nicht lesbar: {problem}."),
    Text(
        "Save it as a UTF-8 text file of at most 1 MB in the templates folder, not as a link.",
        "Speichern Sie sie als UTF-8-Textdatei mit höchstens 1 MB im Vorlagenordner, nicht als Verknüpfung.",
    ),
)

PICTURE = RefusalKind(
    "E_PICTURE",
    Text("A picture cannot be printed: {problem}.", "Ein Bild lässt sich nicht drucken: {problem}."),
    Text(
        "Save the logo again as PNG, JPEG or SVG without links to other files, and choose it in the settings.",
        "Speichern Sie das Logo neu als PNG, JPEG oder SVG ohne Verweise auf andere Dateien, und wählen Sie es in den "
        "Einstellungen aus.",
    ),
)

NO_ROOM = RefusalKind(
    "E_TEMPORARY_FOLDER",
    Text(
        "The folder for temporary files ({path}) takes none: {problem}.",
        "Der Ordner für vorübergehende Dateien ({path}) nimmt keine an: {problem}.",
    ),
    Text(
        "Make room on that disk and start again. Nothing is lost.",
        "Machen Sie auf diesem Datenträger Platz und starten Sie erneut. Es geht nichts verloren.",
    ),
)

NO_TEMPLATE = Text("there is no template {name}", "es gibt keine Vorlage {name}")


def broken(file: str, line: int, problem: str | Sentence) -> Refused:
    """The refusal of a template with the place of its mistake; `problem` may be the compiler's English words."""
    return TEMPLATE.because(file=file, line=line, problem=problem.rstrip(".") if isinstance(problem, str) else problem)
