"""Every command in one section of the overview, by job and in the order of the work, each with a sentence.

Actions and tools bring their sentence with them; those of the other commands stand here, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pyxl.app.actions import BUTTONS
from pyxl.app.registry import Action, Group
from pyxl.core.labels import Label, Language, show

BOOK = "backoffice.xlsx"
_CLAUSE = re.compile("[:;] ")


@dataclass(frozen=True, slots=True)
class Said:
    """One command: its name behind `pyxl`, what it does, and how it is typed for example."""

    name: str
    purpose: Label
    example: Label | str
    more: Label | None = None
    """What only its own help says."""

    def line(self, language: Language) -> str:
        """The example as it is typed."""
        return f"pyxl {self.name} {show(self.example, language)}".rstrip()

    def short(self, language: Language, room: int) -> str:
        """Its sentence for the overview: where it is longer than a line, up to a colon or semicolon that fits."""
        sentence = self.purpose.text(language)
        if len(sentence) <= room:
            return sentence
        cuts = [
            found.start() for found in _CLAUSE.finditer(sentence, 0, room) if _is_outside(sentence[: found.start()])
        ]
        return f"{sentence[: cuts[-1]]}." if cuts else sentence


def _is_outside(text: str) -> bool:
    """Whether no bracket is open at its end."""
    return text.count("(") == text.count(")")


@dataclass(frozen=True, slots=True)
class Section:
    """A job and its commands."""

    title: Label
    commands: tuple[Said, ...]


FILES_OF_KIND = {"statement": "export.xml", "order": "form.xlsx shopify.csv", "bill": "post/", "answer": "answer.xml"}
ARGUMENTS_OF_TOOL = {"undo": "--apply", "check": "", "rebuild": "--apply", "order-form": "", "case-form": ""}

WORKBOOK = (
    Said(
        "setup",
        Label(
            "Sets your firm up: questions, each answer checked at once, then your lists; makes a new workbook.",
            "Richtet Ihre Firma ein: Fragen, jede Antwort gleich geprüft, dann Ihre Listen; legt die Mappe an.",
        ),
        BOOK,
    ),
    Said(
        "new",
        Label(
            "Makes a new, empty workbook, with templates beside it.",
            "Legt eine neue, leere Mappe an, mit Vorlagen daneben.",
        ),
        BOOK,
    ),
    Said(
        "demo",
        Label(
            "Makes a demo firm to look at and runs its month: check, invoice, bank, reconcile.",
            "Legt eine Beispielfirma zum Ansehen an und spielt ihren Monat: prüfen, berechnen, Bank, zuordnen.",
        ),
        "",
    ),
    Said(
        "load",
        Label("Loads another program's list into a tab.", "Lädt die Liste eines anderen Programms in ein Blatt."),
        Label(f"{BOOK} Customers customers.csv --apply", f"{BOOK} Kunden kunden.csv --apply"),
    ),
    Said(
        "add-tabs",
        Label(
            "Adds the tabs that a workbook of an earlier version lacks; nothing else in it changes.",
            "Legt die Blätter an, die einer Mappe einer früheren Version fehlen; sonst ändert sich nichts.",
        ),
        f"{BOOK} --apply",
    ),
    Said(
        "status",
        Label(
            "Says what waits, with the command for each; writes nothing.",
            "Sagt, was wartet, mit dem Befehl dafür; schreibt nichts.",
        ),
        BOOK,
    ),
    Said(
        "search",
        Label(
            "Says where a number, an amount, a name or an IBAN stands: tabs, journal, documents.",
            "Sagt, wo eine Nummer, ein Betrag, ein Name oder eine IBAN steht: Blätter, Journal, Dokumente.",
        ),
        f'{BOOK} "re 2026 401"',
        Label("Blanks, dashes and spelling do not matter.", "Leerzeichen, Striche und Schreibweise sind gleich."),
    ),
)
CHECK_EINVOICE = Said(
    "check-einvoice",
    Label(
        "Says whether an e-invoice is valid, each broken rule in words, and shows what it says; needs no workbook.",
        "Sagt, ob eine E-Rechnung gültig ist, nennt jede verletzte Regel und zeigt den Inhalt; braucht keine Mappe.",
    ),
    Label("invoice.xml invoice.pdf --view looked-at", "rechnung.xml rechnung.pdf --view angesehen"),
    Label("It reads XRechnung, ZUGFeRD, Factur-X and Peppol.", "Liest XRechnung, ZUGFeRD, Factur-X und Peppol."),
)
PERIOD = "--from 2026-10-01 --to 2026-10-31"
ACCOUNTING = (
    Said(
        "export-postings",
        Label(
            "Writes the postings for the tax adviser (DATEV, with all documents), for hledger or as CSV.",
            "Schreibt die Buchungen für den Steuerberater (DATEV, mit allen Belegen), für hledger oder als CSV.",
        ),
        BOOK,
    ),
    Said(
        "trial-balance",
        Label("Shows debit, credit and balance of every account.", "Zeigt Soll, Haben und Saldo jedes Kontos."),
        f"{BOOK} --to 2026-10-31",
        Label("A balance below zero is a credit.", "Ein Saldo unter null steht im Haben."),
    ),
    Said(
        "vat-return",
        Label(
            "Shows the figures of the advance VAT return: each Kennzahl with base and tax in euros.",
            "Zeigt die Umsatzsteuer-Voranmeldung: jede Kennzahl mit Bemessungsgrundlage und Steuer in Euro.",
        ),
        f"{BOOK} {PERIOD}",
    ),
    Said(
        "ec-sales-list",
        Label(
            "Shows sales to firms in other EU countries by VAT ID, in whole euros.",
            "Zeigt die Zusammenfassende Meldung: Umsätze mit Firmen im EU-Ausland je USt-IdNr., in vollen Euro.",
        ),
        f"{BOOK} {PERIOD}",
    ),
    Said(
        "gobd-export",
        Label(
            "Writes a period's data for a tax audit (Z3): CSV and index.xml in one ZIP.",
            "Schreibt die Daten eines Zeitraums für die Betriebsprüfung (Z3): CSV und index.xml in einem ZIP.",
        ),
        f"{BOOK} --from 2026-01-01 --to 2026-12-31",
    ),
    Said(
        "archive",
        Label(
            "Puts a year's documents, journal and data into one ZIP, with a list of hashes.",
            "Packt Belege, Journal und Daten eines Jahres in ein ZIP, mit einer Liste der Prüfsummen.",
        ),
        f"{BOOK} 2026",
    ),
    Said(
        "verify-archive",
        Label("Says whether an archive is as it was made.", "Sagt, ob ein Archiv ist, wie es angelegt wurde."),
        "backoffice-2026.zip",
    ),
    Said(
        "docs gobd",
        Label(
            "Writes the description of the procedure (Verfahrensdokumentation, German, Markdown) from your settings.",
            "Schreibt die Verfahrensdokumentation (deutsch, Markdown) aus Ihren Einstellungen.",
        ),
        BOOK,
    ),
)
ADOPT = Said(
    "journal adopt",
    Label(
        "Goes on with the journal that lies here although the workbook knows a later or another one.",
        "Macht mit dem Journal weiter, das hier liegt, obwohl die Mappe ein späteres oder anderes kennt.",
    ),
    Label(
        f'{BOOK} --reason "Disk failed, backup of 3 May" --apply',
        f'{BOOK} --reason "Platte defekt, Sicherung vom 3. Mai" --apply',
    ),
)
BUTTONS_IN_OFFICE = (
    Said(
        "install",
        Label(
            "Puts the buttons into Excel (Windows, macOS) and LibreOffice; run it again after each update of pyxl.",
            "Bringt die Tasten in Excel (Windows, macOS) und LibreOffice; nach jedem Update von pyxl wiederholen.",
        ),
        "",
    ),
    Said(
        "doctor",
        Label(
            "Says why the buttons are missing or do not work, and what to do.",
            "Sagt, warum die Tasten fehlen oder nicht gehen und was zu tun ist.",
        ),
        "",
    ),
    Said(
        "uninstall",
        Label(
            "Takes the buttons out again; your workbooks stay as they are.",
            "Nimmt die Tasten wieder heraus; Ihre Mappen bleiben, wie sie sind.",
        ),
        "",
    ),
)
GROUPS = {
    "docs": Label(
        "Documents about how the firm works with pyxl.", "Dokumente darüber, wie die Firma mit pyxl arbeitet."
    ),
    "journal": Label(
        "The journal itself: what to do when it was put back or copied.",
        "Das Journal selbst: was zu tun ist, wenn es zurückgespielt oder kopiert wurde.",
    ),
}
"""What the commands are about that only hold others."""


def _of_action(action: Action) -> Said:
    """An action or tool, its example made from what it takes."""
    from pyxl.hosts.action_names import as_commands

    parts = [BOOK]
    if action.takes_files:
        parts.append(FILES_OF_KIND.get(action.file_kind, "mails/"))
    parts += ["D10001"] if action.takes_number else []
    parts += ["--month 2026-10"] if action.takes_month else []
    parts.append(ARGUMENTS_OF_TOOL.get(action.id, "--apply"))
    purpose = Label(as_commands(action.purpose.en, "en"), as_commands(action.purpose.de, "de"))
    return Said(action.id, purpose, " ".join(filter(None, parts)))


def _section(
    group: Group, title: Label | None = None, others: Iterable[Said] = (), *, first: tuple[str, ...] = ()
) -> Section:
    """The actions and tools of a group, those first that the work begins with, and what else belongs to that job."""
    own = {each.id: _of_action(each) for each in BUTTONS if each.group is group}
    order = (*first, *(name for name in own if name not in first))
    return Section(title or group.value, (*(own[name] for name in order), *others))


@cache
def sections() -> tuple[Section, ...]:
    """The overview."""
    return (
        Section(Label("The workbook", "Die Mappe"), WORKBOOK),
        _section(Group.ORDERS, first=("order-form", "import-orders")),
        _section(Group.GOODS),
        _section(Group.INVOICES, None, (CHECK_EINVOICE,)),
        _section(Group.BANK, Label("Bank and payments", "Bank und Zahlungen")),
        _section(
            Group.RECEIVABLES,
            Label("Receivables and dunning", "Offene Posten und Mahnungen"),
            first=("propose-dunning", "dun"),
        ),
        _section(Group.SUPPLIERS, Label("Suppliers and their bills", "Lieferanten und ihre Rechnungen")),
        _section(Group.SERVICE, Label("Complaints", "Reklamationen"), first=("case-form",)),
        _section(Group.REPORTS),
        _section(Group.ACCOUNTING, Label("Accounting and audit", "Buchhaltung und Prüfung"), ACCOUNTING),
        _section(Group.HELP, Label("When something goes wrong", "Wenn etwas schiefgeht"), (ADOPT,)),
        Section(Label("The buttons", "Die Tasten"), BUTTONS_IN_OFFICE),
    )


@cache
def all_said() -> dict[str, Said]:
    """Every command by its name behind `pyxl`."""
    return {each.name: each for section in sections() for each in section.commands}


def first_steps() -> list[Said]:
    """What a newcomer does first."""
    return [all_said()[name] for name in ("demo", "setup", "status")]
