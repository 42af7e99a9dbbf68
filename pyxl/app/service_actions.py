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
        "pyxl.service.incoming.receiving:import_cases",
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
        "pyxl.service.cases.opening:open_cases",
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
        "pyxl.service.cases.due:cases_due",
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
        "pyxl.service.settling.settling:settle_case",
        Label(
            "Settles the cases ticked in Cases: credit, replacement, return, corrected invoice, answer; with a letter.",
            "Erledigt die angekreuzten Fälle: Gutschrift, Ersatz, Rücknahme, Berichtigung, Auskunft; mit Brief.",
        ),
        shows="Cases",
    ),
    Action(
        "receive-return",
        Group.SERVICE,
        Label("Receive returns", "Rücksendung buchen"),
        "Reply",
        "pyxl.service.returns.receiving:receive_return",
        Label(
            "Books what is typed in Returns: good goods are in stock again, scrap is not; credits what was agreed.",
            "Bucht das in Rücksendungen Eingetragene: Gutes ins Lager, Ausschuss nicht; schreibt Vereinbartes gut.",
        ),
        shows="Returns",
    ),
    Action(
        "count-cases",
        Group.SERVICE,
        Label("Case statistics", "Fallstatistik"),
        "PivotTableInsert",
        "pyxl.service.statistics.counting:count_cases",
        Label(
            "Counts complaints and cost by item, supplier, picker, carrier, cause, month; says where they gather.",
            "Zählt Reklamationen und Kosten nach Artikel, Lieferant, Kommissionierer, Spediteur, Ursache, Monat.",
        ),
        shows="CaseStatistics",
    ),
    Action(
        "propose-debit-notes",
        Group.SERVICE,
        Label("Propose debit notes", "Regress vorschlagen"),
        "Consolidate",
        "pyxl.service.debit_notes.proposing:propose_debit_notes",
        Label(
            "Lists settled cases whose cause is the supplier's, with what they cost; nothing is booked or written.",
            "Nennt erledigte Fälle, deren Ursache beim Lieferanten liegt, mit Kosten; gebucht wird nichts.",
        ),
        shows="SupplierClaims",
    ),
    Action(
        "write-debit-notes",
        Group.SERVICE,
        Label("Write debit notes", "Belastungsanzeigen"),
        "FileSendAsAttachment",
        "pyxl.service.debit_notes.debiting:write_debit_notes",
        Label(
            "Writes each supplier a letter about the cases ticked in Supplier claims, with what he is to pay for them.",
            "Schreibt jedem Lieferanten einen Brief zu den angekreuzten Fällen, mit dem Betrag, den er tragen soll.",
        ),
        shows="SupplierClaims",
    ),
    Action(
        "customer-file",
        Group.SERVICE,
        Label("Customer file", "Kundenakte"),
        "AddressBook",
        "pyxl.service.customer_files.customer_file:customer_file",
        Label(
            "Shows all about the customer ticked in Customers: complaints, orders, invoices, payments; as PDF too.",
            "Zeigt alles zum angekreuzten Kunden: Reklamationen, Aufträge, Rechnungen, Zahlungen; auch als PDF.",
        ),
        takes_number=True,
        shows="CustomerFile",
    ),
)
