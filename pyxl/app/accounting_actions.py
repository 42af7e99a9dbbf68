"""The buttons of accounting."""

from __future__ import annotations

from pyxl.app.registry import Action, Group
from pyxl.core.labels import Label

ACCOUNTING: tuple[Action, ...] = (
    Action(
        "list-postings",
        Group.ACCOUNTING,
        Label("Show postings", "Buchungen zeigen"),
        "TableInsert",
        "pyxl.accounting.listing:list_postings",
        Label(
            "Shows every posting of the period in Settings: debit, credit, amount, tax code, document.",
            "Zeigt jede Buchung des Zeitraums aus den Einstellungen: Soll, Haben, Betrag, Steuersatz, Beleg.",
        ),
        shows="Postings",
    ),
    Action(
        "list-balances",
        Group.ACCOUNTING,
        Label("Trial balance", "Summen und Salden"),
        "Calculator",
        "pyxl.accounting.listing:list_balances",
        Label(
            "Shows debit, credit and balance of every account up to the day in Settings.",
            "Zeigt Soll, Haben und Saldo jedes Kontos bis zum Tag aus den Einstellungen.",
        ),
        shows="TrialBalance",
    ),
    Action(
        "list-vat",
        Group.ACCOUNTING,
        Label("VAT return", "Umsatzsteuer"),
        "AccountingFormat",
        "pyxl.accounting.listing:list_vat",
        Label(
            "Shows the figures of the advance VAT return for the period in Settings.",
            "Zeigt die Kennzahlen der Umsatzsteuer-Voranmeldung für den Zeitraum aus den Einstellungen.",
        ),
        shows="VatReturn",
    ),
)
