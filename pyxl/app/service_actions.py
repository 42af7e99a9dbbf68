"""The buttons of customer service."""

from __future__ import annotations

from pyxl.app.registry import Action, Group
from pyxl.core.labels import Label

SERVICE: tuple[Action, ...] = (
    Action(
        "import-cases",
        Group.SERVICE,
        Label("Import complaints", "Reklamationen einlesen"),
        "ImportExcel",
        "pyxl.service.receiving:import_cases",
        Label(
            "Reads mails (.eml) and complaint forms; each becomes a row in Cases once, with what is known of it.",
            "Liest E-Mails (.eml) und Reklamationsformulare; jede wird einmal eine Zeile, mit dem, was bekannt ist.",
        ),
        takes_files=True,
        file_kind="case",
        shows="Cases",
    ),
    Action(
        "open-cases",
        Group.SERVICE,
        Label("Register cases", "Reklamationen erfassen"),
        "ReviewNewComment",
        "pyxl.service.opening:open_cases",
        Label(
            "Gives each new complaint in Cases its number and the days by which it is answered and solved.",
            "Gibt jeder neuen Reklamation ihre Nummer und die Tage, bis zu denen sie beantwortet und gelöst ist.",
        ),
        shows="Cases",
    ),
    Action(
        "cases-due",
        Group.SERVICE,
        Label("Cases due", "Fällige Fälle"),
        "SortDown",
        "pyxl.service.due:cases_due",
        Label(
            "Lists what must be answered, solved or asked again today, late ones first, and what is escalated.",
            "Nennt, was heute zu beantworten, zu lösen oder nachzufragen ist, Verspätetes zuerst, und was eskaliert.",
        ),
        shows="CasesDue",
    ),
    Action(
        "settle-case",
        Group.SERVICE,
        Label("Settle ticked cases", "Angekreuzte erledigen"),
        "ReviewAcceptChange",
        "pyxl.service.settling:settle_case",
        Label(
            "Settles the cases ticked in Cases: credit note, corrected invoice, answer or rejection, with a letter.",
            "Erledigt die angekreuzten Fälle: Gutschrift, berichtigte Rechnung, Auskunft, Ablehnung, mit Brief.",
        ),
        shows="Cases",
    ),
    Action(
        "count-cases",
        Group.SERVICE,
        Label("Case statistics", "Fallstatistik"),
        "PivotTableInsert",
        "pyxl.service.statistics:count_cases",
        Label(
            "Counts complaints and their cost by item, carrier, cause and month; says where they gather beyond chance.",
            "Zählt Reklamationen und ihre Kosten nach Artikel, Spediteur, Ursache, Monat; nennt Häufungen.",
        ),
        shows="CaseStatistics",
    ),
    Action(
        "customer-file",
        Group.SERVICE,
        Label("Customer file", "Kundenakte"),
        "AddressBook",
        "pyxl.service.customer_file:customer_file",
        Label(
            "Shows all about the customer ticked in Customers: complaints, orders, invoices, payments; as PDF too.",
            "Zeigt alles zum angekreuzten Kunden: Reklamationen, Aufträge, Rechnungen, Zahlungen; auch als PDF.",
        ),
        takes_number=True,
        shows="CustomerFile",
    ),
)
