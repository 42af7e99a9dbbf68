"""The buttons of customer service."""

from __future__ import annotations

from pyxl.app.registry import Action, Group
from pyxl.core.labels import Label

SERVICE: tuple[Action, ...] = (
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
        "pyxl.service.receiving:receive_return",
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
