"""Description of the procedure (Verfahrensdokumentation, GoBD no. 151 ff.), made from how the firm has set pyxl up.

German, because German tax offices read it. What a program cannot know (who opens the post, where paper is kept) stands
as a line to fill in. Markdown, so that she can go on writing in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pyxl import __version__
from pyxl.accounting.charts import Account, label_of, number_of
from pyxl.app.actions import BUTTONS
from pyxl.app.exporting import AccountingDesk
from pyxl.app.gobd import documentation_words as words
from pyxl.app.gobd.journal_facts import JournalFacts
from pyxl.app.tabs import SCHEMAS
from pyxl.core.findings import RULES, Severity
from pyxl.core.labels import show
from pyxl.core.schema import LabelledEnum, schema_of
from pyxl.settings import Settings

TO_FILL_IN = "_(bitte ergänzen)_"


def procedure_text(desk: AccountingDesk, facts: JournalFacts, day: date) -> str:
    """The whole document; the same configuration on the same day gives the same text."""
    parts = (
        _general(desk, day),
        _for_users(desk),
        _technical(desk, facts),
        _operation(facts),
        _controls(desk, facts),
        _configuration(desk.settings),
    )
    return "\n".join(line for part in parts for line in part) + "\n"


def _general(desk: AccountingDesk, day: date) -> Iterator[str]:
    settings = desk.settings
    yield f"# Verfahrensdokumentation {_plain(settings.company_name)}"
    yield ""
    yield words.INTRODUCTION.format(day=show(day, "de"), version=__version__)
    yield "\n## 1 Allgemeine Beschreibung\n"
    address = f"{settings.street}, {settings.postcode} {settings.city}"
    yield from _table(
        ("Angabe", "Wert"),
        (
            ("Unternehmen", settings.company_name),
            ("Anschrift", address),
            ("USt-IdNr.", settings.vat_id),
            ("Steuernummer", settings.tax_number),
            ("Geschäftsführung", settings.managing_directors),
            ("Handelsregister", settings.register_entry),
            ("Kontenrahmen", desk.chart.value),
            ("Steuerberatung (Beraternummer)", settings.consultant_number),
            ("Wirtschaftsjahr beginnt im Monat", str(settings.year_start_month or 1)),
        ),
    )
    yield "\n" + words.SCOPE
    yield from (f"- {line}: {TO_FILL_IN}" for line in words.ORGANISATION)


def _for_users(desk: AccountingDesk) -> Iterator[str]:
    yield "\n## 2 Anwenderdokumentation\n"
    yield words.USERS
    yield "\n### 2.1 Blätter der Mappe\n"
    typed = ((each.label.de, each.purpose.de, "Eingabe" if each.is_input else "von pyxl") for each in SCHEMAS)
    yield from _table(("Blatt", "Wozu", "Wer schreibt"), typed)
    yield "\n### 2.2 Tasten und Befehle\n"
    yield from _table(
        ("Gruppe", "Taste", "Befehl", "Was sie tut"),
        ((each.group.value.de, each.label.de, f"`pyxl {each.id}`", each.purpose.de) for each in BUTTONS),
    )
    yield "\n### 2.3 Konten\n"
    yield words.ACCOUNTS.format(chart=desk.chart.value)
    yield ""
    standard = ((number_of(account, desk.chart), label_of(account).de) for account in Account)
    yield from _table(("Konto", "Bezeichnung"), sorted(standard))
    rows = {row.rule_id: row for rows in desk.own.by_account.values() for row in rows}
    if rows:
        yield "\nEigene Konten (Blatt Konten):\n"
        yield from _table(
            ("Wofür", "Steuersatz", "Land", "Artikelgruppe", "Gültig ab", "Konto", "Bezeichnung"),
            (
                (_shown(row.use), _shown(row.tax), row.country, row.item_group, _shown(row.valid_from), row.number,
                 row.name)
                for row in rows.values()
            ),
        )  # fmt: skip


def _technical(desk: AccountingDesk, facts: JournalFacts) -> Iterator[str]:
    yield "\n## 3 Technische Systemdokumentation\n"
    yield words.TECHNICAL.format(version=__version__)
    yield "\n### 3.1 Das Journal\n"
    yield words.JOURNAL.format(place=_plain(facts.place.name), count=facts.count)
    yield ""
    yield from _table(
        ("Angabe", "Wert"),
        (
            ("Einträge", str(facts.count)),
            ("Erster Eintrag", facts.first_at),
            ("Letzter Eintrag", facts.last_at),
            ("Letzte Prüfsumme", facts.tip),
        ),
    )
    yield "\nArten von Einträgen:\n"
    yield from _table(("Art", "Anzahl"), ((kind, str(count)) for kind, count in sorted(facts.kinds.items())))
    yield "\n### 3.2 Nummernkreise\n"
    yield words.NUMBERS
    yield ""
    columns = [each for each in schema_of(Settings).columns if each.name.endswith("_number_pattern")]
    yield from _table(
        ("Nummer", "Muster"), ((each.label.de, str(getattr(desk.settings, each.name))) for each in columns)
    )
    yield "\nVergebene Nummern:\n"
    yield from _table(
        ("Nummernkreis", "Erste", "Letzte", "Anzahl"),
        ((name, each.first, each.last, str(each.count)) for name, each in sorted(facts.ranges.items())),
    )


def _operation(facts: JournalFacts) -> Iterator[str]:
    yield "\n## 4 Betriebsdokumentation\n"
    yield words.OPERATION
    yield "\n### 4.1 Wer was getan hat\n"
    yield from _table(
        ("Benutzer", "Läufe", "Tasten"),
        (
            (user, str(sum(actions.values())), ", ".join(f"{name} ({n})" for name, n in sorted(actions.items())))
            for user, actions in sorted(facts.persons.items())
        ),
    )
    yield "\n### 4.2 Aufbewahrung und Datenzugriff\n"
    yield words.RETENTION


def _controls(desk: AccountingDesk, facts: JournalFacts) -> Iterator[str]:
    settings = desk.settings
    yield "\n## 5 Internes Kontrollsystem\n"
    counts = {severity: sum(rule.severity is severity for rule in RULES.values()) for severity in Severity}
    yield words.CONTROLS.format(
        errors=counts[Severity.ERROR], warnings=counts[Severity.WARNING], infos=counts[Severity.INFO]
    )
    yield "\n### 5.1 Rechte und Freigaben\n"
    names = ("approvers", "approval_limit", "second_approval_limit", "case_approval_limit", "max_discount_percent")
    yield from _table(("Regel", "Wert"), (_setting(settings, name) for name in names))
    yield "\n" + words.RIGHTS
    yield "\n### 5.2 Gesperrte Zeiträume\n"
    yield words.LOCKS.format(until=_shown(settings.locked_until) or "kein Tag")
    yield ""
    yield from _table(
        ("Vermerkt am", "Gesperrt bis vorher", "Gesperrt bis", "Von"),
        ((_shown(each.noted_on), _shown(each.before), _shown(each.locked_until), each.by) for each in facts.locks),
    )


def _configuration(settings: Settings) -> Iterator[str]:
    yield "\n## 6 Einstellungen am Tag der Erstellung\n"
    yield from _table(("Einstellung", "Wert"), (_setting(settings, each.name) for each in schema_of(Settings).columns))
    yield "\n## 7 Änderungen dieser Dokumentation\n"
    yield from _table(("Tag", "Was", "Von"), ((TO_FILL_IN, "", ""),))


def _setting(settings: Settings, name: str) -> tuple[str, str]:
    return schema_of(Settings).column(name).label.de, _shown(getattr(settings, name))


def _shown(value: object) -> str:
    if value is None:
        return ""
    return value.label.de if isinstance(value, LabelledEnum) else show(value, "de")


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(_plain(cell) for cell in row) + " |"


def _plain(text: str) -> str:
    """Text that Markdown takes as text within a table: on one line, without what would be markup or HTML."""
    for sign in ("\\", "|", "<", "*", "_", "["):
        text = text.replace(sign, f"\\{sign}") if text != TO_FILL_IN else text
    return " ".join(text.split())
