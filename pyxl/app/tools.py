"""Buttons that are no jobs: what is done around the workbook itself."""

from __future__ import annotations

from pyxl.app.registry import Action, Group
from pyxl.core.labels import Label

UNDO = Action(
    "undo",
    Group.HELP,
    Label("Undo last run", "Letzten Lauf zurücknehmen"),
    "Undo",
    "",
    Label("Takes the last run back, or the one you name.", "Nimmt den letzten Lauf zurück, oder den genannten."),
)
CHECK = Action(
    "check",
    Group.HELP,
    Label("Check the books", "Bücher prüfen"),
    "SpellingMenu",
    "",
    Label(
        "Compares journal, workbook and documents and says what does not agree; writes nothing.",
        "Vergleicht Journal, Mappe und Belege und nennt, was nicht zusammenpasst; schreibt nichts.",
    ),
)
REBUILD = Action(
    "rebuild",
    Group.HELP,
    Label("Rebuild from journal", "Aus dem Journal wiederherstellen"),
    "Refresh",
    "",
    Label(
        "Puts rows, cells and documents back as the journal has them; your own columns and rows stay.",
        "Stellt Zeilen, Zellen und Belege her, wie das Journal sie kennt; eigene Spalten und Zeilen bleiben.",
    ),
)
ORDER_FORM = Action(
    "order-form",
    Group.ORDERS,
    Label("New order form", "Neues Bestellformular"),
    "EnvelopesAndLabelsDialog",
    "",
    Label(
        "Lays an order form with your items beside the workbook; salespeople fill it in, “Import orders” reads it.",
        "Legt ein Bestellformular mit Ihren Artikeln neben die Mappe; „Bestellungen einlesen“ liest es ausgefüllt.",
    ),
)
CASE_FORM = Action(
    "case-form",
    Group.SERVICE,
    Label("New complaint form", "Neues Reklamationsformular"),
    "FileNew",
    "",
    Label(
        "Lays a complaint form beside the workbook; customers fill it in, “Import complaints” reads it.",
        "Legt ein Reklamationsformular neben die Mappe; Kunden füllen es aus, „Reklamationen einlesen“ liest es.",
    ),
)
TOOLS = (UNDO, CHECK, REBUILD, ORDER_FORM, CASE_FORM)
"""All of them, in the order of each group."""
