"""The words around an e-invoice in the view and on the command line."""

from __future__ import annotations

from types import MappingProxyType

from pyxl.core.labels import Label, Text

WORDS: MappingProxyType[str, Label] = MappingProxyType(
    {
        "file": Label("File", "Datei"),
        "lines": Label("Invoice lines", "Positionen"),
        "totals": Label("Totals", "Summen"),
        "vat": Label("VAT breakdown", "Umsatzsteuer"),
        "findings": Label("What was found", "Befunde"),
        "attachments": Label("Attached files (not opened)", "Angehängte Dateien (nicht geöffnet)"),
        "page": Label("Page", "Seite"),
        "of": Label("of", "von"),
        "bytes": Label("bytes", "Bytes"),
        "note": Label(
            "This view was made by pyxl from the XML. What counts is the XML itself.",
            "Diese Ansicht hat pyxl aus dem XML erstellt. Maßgeblich ist das XML selbst.",
        ),
        "rules": Label(
            "Checked: the business rules that pyxl knows. The XML schema and the official Schematron were not run.",
            "Geprüft: die Geschäftsregeln, die pyxl kennt. XML-Schema und offizielles Schematron liefen nicht.",
        ),
    }
)
INVOICE = Label("Invoice", "Rechnung")
IS_VALID = Text("Valid e-invoice ({profile}).", "Gültige E-Rechnung ({profile}).")
IS_NOT_VALID = Text(
    "No valid e-invoice ({profile}): {errors}.",
    "Keine gültige E-Rechnung ({profile}): {errors}.",
)
ONE_ERROR, ERRORS = Label("broken rule", "verletzte Regel"), Label("broken rules", "verletzte Regeln")
AS_XML = Text("{syntax} as XML", "{syntax} als XML")
IN_PDF = Text("{syntax} in a PDF, as {name}", "{syntax} in einem PDF, als {name}")
MORE_LINES = Text("… and {count} more lines.", "… und {count} weitere Positionen.")
