"""What the Start tab says."""

from __future__ import annotations

from dataclasses import dataclass

from pyxl.app.actions import BY_ID
from pyxl.core.labels import Label, Language

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
        "Cases",
        Label(
            "Complaints: read mails and forms or type them, register, settle.",
            "Reklamationen: E-Mails und Formulare einlesen oder eintragen, erfassen, erledigen.",
        ),
        ("import-cases", "open-cases", "settle-case"),
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
    Step(
        "Postings",
        Label(
            "For the tax adviser: postings, balances, VAT return.", "Für die Steuerberatung: Buchungen, Salden, UStVA."
        ),
        ("list-postings", "list-balances", "list-vat"),
    ),
)
