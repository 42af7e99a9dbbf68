"""The manual's page of settings: each value by group, with what counts where nothing is typed.

>>> "## Paying" in settings_page("en")
True
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from pyxl.core.labels import Label, Language, show
from pyxl.core.schema import Column, LabelledEnum, Row, Yes, schema_of
from pyxl.hosts.manual.markdown import head, table
from pyxl.hosts.manual.tabs_page import REQUIRED, explanation, holds
from pyxl.settings import Settings
from pyxl.settings.accounting import AccountingSettings
from pyxl.settings.firm import FirmSettings
from pyxl.settings.late_money import LateMoneySettings
from pyxl.settings.limits import LimitSettings
from pyxl.settings.ordering import OrderingSettings
from pyxl.settings.paying import PayingSettings
from pyxl.settings.service import ServiceSettings

PAGE = "settings.md"
SOURCES = "pyxl/settings"
TITLE = Label("Settings", "Einstellungen")
INTRODUCTION = Label(
    "The tab “Settings” has one value per line. Only what is required must be there; everything else has a value that "
    "counts until you type another one. What is wrong is said by every command that needs it.",
    "Das Blatt „Einstellungen“ hat je Zeile einen Wert. Nur die Pflichtangaben müssen da sein; für alles andere gilt "
    "ein Wert, bis Sie einen anderen eintragen. Was nicht stimmt, sagt jeder Befehl, der es braucht.",
)
HEADINGS = Label("Setting|Holds|Counts when empty|Explanation", "Einstellung|Inhalt|Gilt, wenn leer|Erläuterung")
PARTS: dict[type[Row], Label] = {
    FirmSettings: Label("The firm and its invoices", "Firma und Rechnungen"),
    LateMoneySettings: Label("Late money and direct debits", "Säumige und Lastschriften"),
    PayingSettings: Label("Paying", "Zahlen"),
    OrderingSettings: Label("Orders", "Aufträge"),
    ServiceSettings: Label("Complaints", "Reklamationen"),
    AccountingSettings: Label("Accounting", "Buchhaltung"),
    LimitSettings: Label("What pyxl may decide, goods, warnings", "Was pyxl entscheiden darf, Ware, Warnungen"),
}
OTHER = Label("Others", "Weitere")


def settings_page(language: Language) -> str:
    """The whole page."""
    return "\n".join(_lines(language))


def _lines(language: Language) -> Iterator[str]:
    yield from head(TITLE.text(language), SOURCES, language, PAGE)
    yield from (INTRODUCTION.text(language), "")
    for title, columns in _parts():
        yield from (f"## {title.text(language)}", "")
        yield from table(HEADINGS.text(language).split("|"), [_row(each, language) for each in columns])


def _parts() -> Iterator[tuple[Label, list[Column]]]:
    columns = schema_of(Settings).columns
    told: set[str] = set()
    for part, title in PARTS.items():
        names = {each.name for each in dataclasses.fields(part)} - told
        told |= names
        yield title, [each for each in columns if each.name in names]
    rest = [each for each in columns if each.name not in told]
    if rest:
        yield OTHER, rest


def _row(column: Column, language: Language) -> tuple[str, str, str, str]:
    default = REQUIRED.text(language) if column.required else _default(column, language)
    return column.label.text(language), holds(column, language), default, explanation(column, language)


def _default(column: Column, language: Language) -> str:
    value = next(each.default for each in dataclasses.fields(Settings) if each.name == column.name)
    match value:
        case None | "" | dataclasses.MISSING:
            return "–"
        case bool():
            return (Yes.YES if value else Yes.NO).label.text(language)
        case LabelledEnum():
            return value.label.text(language)
        case _:
            return show(value, language)
