"""What can be wrong with an order head and the files it names, in words: OHD001 and ATT001 to ATT006."""

from __future__ import annotations

from pyxl.core.cell_rules import ERROR, WARNING
from pyxl.core.findings import Rule
from pyxl.core.labels import Text
from pyxl.orders.attachments import AttachmentProblem

HEAD_WITHOUT_ORDER = Rule(
    "OHD001",
    "head-without-order",
    WARNING,
    Text("There is no order {order} in tab Orders.", "Einen Auftrag {order} gibt es im Blatt Aufträge nicht."),
    Text("Check the order number.", "Die Auftragsnummer prüfen."),
)
ATTACHMENT_MISSING = Rule(
    "ATT001",
    "attachment-missing",
    ERROR,
    Text(
        "The attachment “{found}” is no file that can be read, neither beside the workbook nor in “attachments”.",
        "Die Anlage „{found}“ ist keine lesbare Datei, weder neben der Mappe noch im Ordner „attachments“.",
    ),
    Text(
        "Put it there, or take the name out; until then the order is not invoiced.",
        "Dort ablegen oder den Namen löschen; bis dahin wird der Auftrag nicht berechnet.",
    ),
)
ATTACHMENT_OUTSIDE = Rule(
    "ATT002",
    "attachment-outside",
    ERROR,
    Text(
        "“{found}” is no name of a file in the workbook's folder: it leads elsewhere, or no file is called so.",
        "„{found}“ ist kein Name einer Datei im Ordner der Mappe: er führt woandershin oder hat unzulässige Zeichen.",
    ),
    Text(
        "Copy the file beside the workbook and type its name alone.",
        "Die Datei neben die Mappe kopieren und nur ihren Namen eintragen.",
    ),
)
ATTACHMENT_TYPE = Rule(
    "ATT003",
    "attachment-type-not-allowed",
    ERROR,
    Text(
        "“{found}” is of a type that e-invoices do not take (BR-CL-24).",
        "„{found}“ ist von einer Art, die E-Rechnungen nicht aufnehmen (BR-CL-24).",
    ),
    Text("Save it as PDF, PNG, JPG, CSV, XLSX or ODS.", "Als PDF, PNG, JPG, CSV, XLSX oder ODS speichern."),
)
ATTACHMENT_TOO_LARGE = Rule(
    "ATT004",
    "attachment-too-large",
    ERROR,
    Text("“{found}” has more than {limit} MB.", "„{found}“ hat mehr als {limit} MB."),
    Text("Save it smaller, or send it apart.", "Kleiner speichern oder getrennt senden."),
)
ATTACHMENT_CONTENT = Rule(
    "ATT005",
    "attachment-content-differs",
    ERROR,
    Text(
        "“{found}” is not what its name says, or has macros in it.",
        "„{found}“ ist nicht, was der Name sagt, oder enthält Makros.",
    ),
    Text("Open it and save it anew in its own format.", "Öffnen und im passenden Format neu speichern."),
)
ATTACHMENTS_TOGETHER = Rule(
    "ATT006",
    "attachments-together-too-large",
    ERROR,
    Text(
        "The attachments have together more than {limit} MB; public portals do not take that.",
        "Die Anlagen haben zusammen mehr als {limit} MB; das nehmen öffentliche Portale nicht an.",
    ),
    Text("Attach fewer or smaller files.", "Weniger oder kleinere Dateien anhängen."),
)
OF_PROBLEM = {
    AttachmentProblem.MISSING: ATTACHMENT_MISSING,
    AttachmentProblem.OUTSIDE: ATTACHMENT_OUTSIDE,
    AttachmentProblem.TYPE: ATTACHMENT_TYPE,
    AttachmentProblem.TOO_LARGE: ATTACHMENT_TOO_LARGE,
    AttachmentProblem.CONTENT: ATTACHMENT_CONTENT,
}
