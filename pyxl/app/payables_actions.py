"""What pyxl can do with suppliers' bills, in the order of the buttons."""

from __future__ import annotations

from pyxl.app.registry import Action, Group
from pyxl.core.labels import Label

PAYABLES: tuple[Action, ...] = (
    Action(
        "import-bills",
        Group.SUPPLIERS,
        Label("Import bills", "Rechnungen einlesen"),
        "ImportExcel",
        "pyxl.payables.importing:import_bills",
        Label(
            "Reads suppliers' e-invoices (XML or PDF; files or a folder) into Bills, each once, and checks them.",
            "Liest E-Rechnungen der Lieferanten (XML oder PDF; Dateien oder Ordner), jede einmal, und prüft sie.",
        ),
        takes_files=True,
        file_kind="bill",
        shows="Bills",
    ),
    Action(
        "enter-bills",
        Group.SUPPLIERS,
        Label("Enter typed bills", "Getippte erfassen"),
        "TableInsert",
        "pyxl.payables.entering:enter_bills",
        Label(
            "Takes the bills that you typed from paper into the books: checked, each once.",
            "Nimmt die Rechnungen, die Sie vom Papier getippt haben, in die Bücher: geprüft, jede einmal.",
        ),
        shows="Bills",
    ),
    Action(
        "approve-bills",
        Group.SUPPLIERS,
        Label("Approve bills", "Rechnungen freigeben"),
        "DataValidation",
        "pyxl.payables.approving:approve_bills",
        Label(
            "Approves the ticked bills in your name; nobody approves what he entered himself.",
            "Gibt die angekreuzten Rechnungen in Ihrem Namen frei; niemand gibt frei, was er selbst erfasst hat.",
        ),
        shows="Bills",
    ),
    Action(
        "vouch-for-accounts",
        Group.SUPPLIERS,
        Label("Vouch for accounts", "Konten bestätigen"),
        "AddressBook",
        "pyxl.payables.approving:vouch_for_accounts",
        Label(
            "Notes in your name that you called the suppliers whose IBAN was changed.",
            "Vermerkt in Ihrem Namen, dass Sie die Lieferanten mit geänderter IBAN angerufen haben.",
        ),
        shows="Suppliers",
    ),
    Action(
        "propose-payments",
        Group.SUPPLIERS,
        Label("Propose payments", "Zahlvorschlag"),
        "Calculator",
        "pyxl.payables.proposing:propose_payments",
        Label(
            "Lists what to pay on the next banking day, discount taken, credit notes netted; what is held, and why.",
            "Nennt, was am nächsten Bankarbeitstag zu zahlen ist, mit Skonto und Verrechnung; was nicht, und warum.",
        ),
        shows="Payments",
    ),
    Action(
        "pay",
        Group.SUPPLIERS,
        Label("Pay ticked bills", "Angekreuzte zahlen"),
        "Paste",
        "pyxl.payables.paying:pay",
        Label(
            "Makes the SEPA file (pain.001) and the payment list of the bills ticked in the proposal.",
            "Macht die SEPA-Datei (pain.001) und die Zahlungsliste der im Vorschlag angekreuzten Rechnungen.",
        ),
        shows="Batches",
    ),
    Action(
        "mark-sent",
        Group.SUPPLIERS,
        Label("Mark as handed in", "Als eingereicht vermerken"),
        "FileSendAsAttachment",
        "pyxl.payables.sending:mark_sent",
        Label(
            "Notes that the payment files were handed in at the bank; from then on they are not withdrawn.",
            "Vermerkt, dass die Zahlungsdateien bei der Bank sind; dann werden sie nicht mehr zurückgezogen.",
        ),
        shows="Batches",
    ),
    Action(
        "read-bank-answer",
        Group.SUPPLIERS,
        Label("Read the bank's answer", "Antwort der Bank einlesen"),
        "Reply",
        "pyxl.payables.answers:read_bank_answer",
        Label(
            "Reads the bank's answer to a payment file (pain.002): refused transfers, payees that do not fit the IBAN.",
            "Liest die Antwort der Bank auf eine Zahlungsdatei (pain.002): Abgelehntes, Empfänger, die nicht passen.",
        ),
        takes_files=True,
        file_kind="answer",
        shows="Batches",
    ),
)
