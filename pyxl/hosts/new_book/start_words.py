"""What the Start tab says, and the figures beside the names of the tabs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pyxl.app.actions import BY_ID
from pyxl.core.findings import Severity
from pyxl.core.labels import Label, Language
from pyxl.core.schema import AMOUNT, WHOLE
from pyxl.ledger.batch_rows import BatchStatus
from pyxl.ledger.bill_rows import open_amount as owed_amount
from pyxl.ledger.case_rows import CaseStatus
from pyxl.ledger.delivery_rows import PickStatus
from pyxl.ledger.return_rows import ReturnStatus
from pyxl.ledger.rows import BankStatus, open_amount
from pyxl.orders.rows import InvoiceKind, is_replacement

TITLE = Label("Orders, invoices, payments", "Aufträge, Rechnungen, Zahlungen")
NO_NAME_YET = Label("Your firm (fill in Settings)", "Ihre Firma (bitte in den Einstellungen eintragen)")
WHERE_DO_I_STAND = Label("Where do I stand?", "Wo stehe ich?")
WHAT_TO_DO = Label("What to do", "So geht es")
WHERE_IS_WHAT = Label("Where is what", "Wo ist was")
BUTTON = Label("Button", "Taste")
RIGHT_NOW = Label("Right now", "Aktueller Stand")
NOTES = (
    Label(
        "The buttons are in the ribbon tab “pyxl” (LibreOffice: menu “pyxl”), once `pyxl install` was run.",
        "Die Tasten stehen im Menüband unter „pyxl“ (LibreOffice: Menü „pyxl“), sobald einmal `pyxl install` lief.",
    ),
    Label(
        "Without buttons: close the workbook, then for example `pyxl validate-orders BOOK.xlsx`; --apply writes.",
        "Ohne Tasten: Mappe schließen, dann zum Beispiel `pyxl validate-orders MAPPE.xlsx`; --apply schreibt.",
    ),
    Label(
        "Check column: ✗ error, the row is left out.  ! worth a look.  ✓ fine.",
        "Spalte Prüfung: ✗ Fehler, die Zeile bleibt außen vor.  ! bitte ansehen.  ✓ in Ordnung.",
    ),
    Label(
        "Your own columns, sheets and formulas stay as they are. pyxl finds its columns by their heading.",
        "Eigene Spalten, Blätter und Formeln bleiben, wie sie sind. pyxl findet seine Spalten an der Überschrift.",
    ),
)
YOURS = Label(
    "Tabs of this colour are yours: type, paste, sort.",
    "Blätter dieser Farbe gehören Ihnen: tippen, einfügen, sortieren.",
)
PYXLS_OWN = Label("Tabs of this colour are kept by pyxl.", "Blätter dieser Farbe führt pyxl.")


@dataclass(frozen=True)
class Step:
    """One thing to do: in which tab, what, and the buttons that do the rest."""

    tab: str
    text: Label
    actions: tuple[str, ...] = ()

    def buttons(self, language: Language) -> str:
        """The buttons that do the rest, as they are called."""
        return "\n".join(BY_ID[action].label.text(language) for action in self.actions)


STEPS = (
    Step(
        "Settings",
        Label("Fill in your firm, bank account and terms.", "Firma, Bankkonto und Konditionen eintragen."),
    ),
    Step("Customers", Label("Type or paste customers and items.", "Kunden und Artikel eintippen oder einfügen.")),
    Step(
        "Orders",
        Label(
            "Type orders or import forms and shop exports, then check them.",
            "Aufträge eintragen oder Formulare und Shop-Exporte einlesen, dann prüfen.",
        ),
        ("import-orders", "validate-orders"),
    ),
    Step(
        "Reservations",
        Label(
            "See what can be delivered and when, and promise it.",
            "Sehen, was wann lieferbar ist, und es zusagen.",
        ),
        ("check-availability", "confirm-orders"),
    ),
    Step(
        "PickList",
        Label("Pick what is due and send it out.", "Fälliges kommissionieren und ausliefern."),
        ("pick-list", "deliver"),
    ),
    Step(
        "Invoices",
        Label("Create invoices: PDF, numbered without gaps.", "Rechnungen erstellen: PDF, lückenlos nummeriert."),
        ("create-invoices",),
    ),
    Step(
        "Contracts",
        Label(
            "What comes back each month or year: type it once.",
            "Was jeden Monat oder jedes Jahr wiederkehrt: einmal eintragen.",
        ),
        ("bill-contracts",),
    ),
    Step(
        "Bank",
        Label("Import the bank file and settle what was paid.", "Bankdatei einlesen und Zahlungen zuordnen."),
        ("import-bank", "reconcile"),
    ),
    Step(
        "Dunning",
        Label(
            "See who is late, tick, and write the letters.", "Sehen, wer säumig ist, ankreuzen, Mahnungen schreiben."
        ),
        ("propose-dunning", "dun"),
    ),
    Step(
        "Bills",
        Label(
            "Suppliers' bills: import or type, propose, tick, pay.",
            "Eingangsrechnungen: einlesen oder tippen, Vorschlag, ankreuzen, zahlen.",
        ),
        ("import-bills", "enter-bills", "propose-payments", "pay"),
    ),
    Step(
        "Forecast",
        Label(
            "See what will be in the bank in the next weeks.",
            "Sehen, was in den nächsten Wochen auf der Bank sein wird.",
        ),
        ("cash-forecast",),
    ),
    Step(
        "Report",
        Label(
            "See how the month went beside last month and last year, and why.",
            "Sehen, wie der Monat neben Vormonat und Vorjahr lief, und warum.",
        ),
        ("report",),
    ),
)


@dataclass(frozen=True)
class Figure:
    """A figure of a tab: as a formula, and computed from its rows."""

    formula: str
    value: Callable[[Sequence[Any]], int | Decimal]
    words: Label
    number_format: str = WHOLE


def _count(tab: str, name: str, words: Label) -> Figure:
    return Figure(
        f'SUMPRODUCT(--({{{tab}.{name}}}<>""))', lambda rows: sum(bool(getattr(row, name)) for row in rows), words
    )


def _not_invoiced(rows: Sequence[Any]) -> int:
    return sum(bool(row.order_number) and not row.invoice_number and not is_replacement(row) for row in rows)


def _open_euros(rows: Sequence[Any]) -> Decimal:
    return sum((open_amount(row).amount for row in rows if row.currency in ("EUR", "")), Decimal("0.00"))


def _owed_euros(rows: Sequence[Any]) -> Decimal:
    owed = [open_ for row in rows if row.currency == "EUR" and (open_ := owed_amount(row))]
    return sum((each.amount for each in owed), Decimal("0.00"))


_COUNTS: dict[str, Figure] = {
    "Customers": _count("Customers", "customer_number", Label("customers", "Kunden")),
    "Items": _count("Items", "item_number", Label("items", "Artikel")),
    "OrderHeads": _count("OrderHeads", "order_number", Label("orders with more to say", "Aufträge mit Angaben")),
    "Prices": _count("Prices", "item_number", Label("prices", "Preise")),
    "Reservations": _count("Reservations", "reservation_id", Label("reservations", "Reservierungen")),
    "Deliveries": _count("Deliveries", "delivery_number", Label("delivery notes", "Lieferscheine")),
    "Backorders": _count("Backorders", "line_id", Label("lines that wait", "Zeilen, die warten")),
    "Stock": _count("Stock", "stock_key", Label("places with goods", "Plätze mit Ware")),
    "Incoming": _count("Incoming", "item_number", Label("lines", "Zeilen")),
    "Movements": _count("Movements", "item_number", Label("movements", "Bewegungen")),
    "PurchaseProposals": _count("PurchaseProposals", "item_number", Label("items to buy", "Artikel zu bestellen")),
    "Contracts": _count("Contracts", "contract_number", Label("contract lines", "Vertragszeilen")),
    "Invoices": _count("Invoices", "invoice_number", Label("documents", "Belege")),
    "Ageing": _count("Ageing", "entry_id", Label("customers", "Kunden")),
    "Dunning": _count("Dunning", "proposal_id", Label("customers late", "säumige Kunden")),
    "Collections": _count("Collections", "entry_id", Label("letters", "Briefe")),
    "Instalments": _count("Instalments", "invoice_number", Label("instalments", "Raten")),
    "DunningLevels": _count("DunningLevels", "level", Label("levels", "Stufen")),
    "BaseRates": _count("BaseRates", "valid_from", Label("rates", "Sätze")),
    "Review": _count("Review", "proposal_id", Label("proposals", "Vorschläge")),
    "Allocations": _count("Allocations", "allocation_id", Label("allocations", "Zuordnungen")),
    "Payers": _count("Payers", "payer", Label("known payers", "bekannte Zahler")),
    "Rules": _count("Rules", "name", Label("rules", "Regeln")),
    "BankAccounts": _count("BankAccounts", "account", Label("further accounts", "weitere Konten")),
    "BankProfiles": _count("BankProfiles", "profile", Label("profiles", "Profile")),
    "OrderProfiles": _count("OrderProfiles", "profile", Label("profiles", "Profile")),
    "Suppliers": _count("Suppliers", "supplier_number", Label("suppliers", "Lieferanten")),
    "BillLines": _count("BillLines", "line_key", Label("lines", "Positionen")),
    "Payments": _count("Payments", "bill_id", Label("bills in the proposal", "Rechnungen im Vorschlag")),
    "CasesDue": _count("CasesDue", "place", Label("cases to do", "Fälle zu bearbeiten")),
    "CustomerFile": _count("CustomerFile", "place", Label("lines", "Zeilen")),
    "CaseStatistics": _count("CaseStatistics", "place", Label("counts", "Zählungen")),
    "Causes": _count("Causes", "cause", Label("causes", "Ursachen")),
    "RecurringCosts": _count("RecurringCosts", "name", Label("payments", "Zahlungen")),
    "Postings": _count("Postings", "place", Label("postings", "Buchungen")),
    "Accounts": _count("Accounts", "number", Label("accounts of your own", "eigene Konten")),
    "Log": _count("Log", "run_id", Label("runs", "Läufe")),
}
"""The tabs whose rows are counted."""


def figures(language: Language) -> dict[str, Figure]:
    """What stands beside each tab's name."""
    file_made = BatchStatus.PENDING.label.text(language)
    to_review, error = BankStatus.REVIEW.label.text(language), Severity.ERROR.label.text(language)
    to_pick = PickStatus.OPEN.label.text(language)
    free = InvoiceKind.REPLACEMENT.label.text(language)
    here = ReturnStatus.RECEIVED.label.text(language)
    settled, rejected = (each.label.text(language) for each in (CaseStatus.SETTLED, CaseStatus.REJECTED))
    return _COUNTS | {
        "Orders": Figure(
            f'SUMPRODUCT(({{Orders.order_number}}<>"")*({{Orders.invoice_number}}="")*({{Orders.invoice_kind}}<>"{free}"))',
            _not_invoiced,
            Label("lines not invoiced yet", "Zeilen noch nicht berechnet"),
        ),
        "PickList": Figure(
            f'SUMPRODUCT(--({{PickList.status}}="{to_pick}"))',
            lambda rows: sum(row.status is PickStatus.OPEN for row in rows),
            Label("lines to pick", "Zeilen zu holen"),
        ),
        "Receivables": Figure(
            'SUMIFS({Receivables.amount_open},{Receivables.currency},"EUR")'
            '+SUMIFS({Receivables.amount_open},{Receivables.currency},"")',
            _open_euros,
            Label("EUR open", "EUR offen"),
            AMOUNT,
        ),
        "Batches": Figure(
            f'SUMPRODUCT(--({{Batches.status}}="{file_made}"))',
            lambda rows: sum(row.status is BatchStatus.PENDING for row in rows),
            Label("payments not settled yet", "Zahlungen noch offen"),
        ),
        "Bank": Figure(
            f'SUMPRODUCT(--({{Bank.status}}="{to_review}"))',
            lambda rows: sum(row.status is BankStatus.REVIEW for row in rows),
            Label("lines to review", "Zeilen zu prüfen"),
        ),
        "Bills": Figure(
            'SUMIFS({Bills.amount_open},{Bills.currency},"EUR")',
            _owed_euros,
            Label("EUR to pay", "EUR zu zahlen"),
            AMOUNT,
        ),
        "Forecast": Figure(
            "MIN({Forecast.closing})",
            lambda rows: min((row.closing.amount for row in rows if row.closing), default=Decimal(0)),
            Label("EUR in the lowest week", "EUR in der schwächsten Woche"),
            AMOUNT,
        ),
        "Report": Figure(
            'SUMPRODUCT(--({Report.value}<>""))',
            lambda rows: sum(row.value is not None for row in rows),
            Label("figures", "Kennzahlen"),
        ),
        "SelfBilling": Figure(
            'SUMPRODUCT(({SelfBilling.supplier_number}<>"")*({SelfBilling.document_number}=""))',
            lambda rows: sum(bool(row.supplier_number) and not row.document_number for row in rows),
            Label("lines not billed yet", "Zeilen noch nicht abgerechnet"),
        ),
        "Cases": Figure(
            f'SUMPRODUCT(({{Cases.complaint}}<>"")*({{Cases.status}}<>"{settled}")*({{Cases.status}}<>"{rejected}"))',
            lambda rows: sum(bool(row.complaint) and row.is_open for row in rows),
            Label("cases open", "Fälle offen"),
        ),
        "Returns": Figure(
            f'SUMPRODUCT(({{Returns.return_number}}<>"")*({{Returns.status}}<>"{here}"))',
            lambda rows: sum(bool(row.return_number) and row.status is not ReturnStatus.RECEIVED for row in rows),
            Label("returns to come", "Rücksendungen erwartet"),
        ),
        "SupplierClaims": Figure(
            'SUMPRODUCT(({SupplierClaims.case_line}<>"")*({SupplierClaims.number}=""))',
            lambda rows: sum(bool(row.case_line) and not row.number for row in rows),
            Label("cases not claimed yet", "Fälle noch nicht belastet"),
        ),
        "Findings": Figure(
            f'SUMPRODUCT(--({{Findings.severity}}="{error}"))',
            lambda rows: sum(row.severity == error for row in rows),
            Label("errors", "Fehler"),
        ),
    }
