"""The manual's page of tabs: what each is for, who writes in it, and every column.

>>> "## Orders" in tabs_page("en")
True
"""

from __future__ import annotations

from collections.abc import Iterator

from pyxl.app.actions import BUTTONS
from pyxl.app.tabs import ROW_CLASSES
from pyxl.core.labels import Label, Language
from pyxl.core.schema import Column, Kind, Row, TableSchema, schema_of
from pyxl.hosts.manual.markdown import head, link, safe, table

PAGE = "tabs.md"
SOURCES = "the row classes named in pyxl/app/tabs.py"
TITLE = Label("The tabs of the workbook", "Die Blätter der Mappe")
INTRODUCTION = Label(
    "Every tab is a table of its own. Columns are found by their heading, in either language and in any order; columns "
    "and tabs of your own stay as they are. “You” fill a column in, or pyxl does; “the sheet” means a formula.",
    "Jedes Blatt ist eine Tabelle. Spalten werden an der Überschrift erkannt, in beiden Sprachen und in jeder "
    "Reihenfolge; eigene Spalten und Blätter bleiben, wie sie sind. Eine Spalte füllen „Sie“ oder pyxl; „Mappe“ heißt: "
    "eine Formel.",
)
WHO_INPUT = Label(
    "You type here. pyxl adds a column “Check” that says what is wrong with a row.",
    "Hier tippen Sie. pyxl ergänzt die Spalte „Prüfung“, die sagt, was an einer Zeile nicht stimmt.",
)
WHO_PYXL = Label("pyxl writes the rows of this tab.", "Die Zeilen dieses Blatts schreibt pyxl.")
WHO_MIXED = Label(
    "pyxl writes the rows of this tab; you fill in: {columns}.",
    "Die Zeilen dieses Blatts schreibt pyxl; Sie füllen aus: {columns}.",
)
WHO_SETTINGS = Label("You type here, one value per line.", "Hier tippen Sie, je Zeile ein Wert.")
SEE_SETTINGS = Label("Its fields: [Settings](settings.md).", "Die Felder: [Einstellungen](settings.md).")
READ_BY, FILLED_BY = Label("Read by", "Lesen dieses Blatt"), Label("Shows its result here", "Zeigen hier ihr Ergebnis")
HEADINGS = Label("Column|Holds|Filled in by|Explanation", "Spalte|Inhalt|Füllt|Erläuterung")
YOU, PYXL, SHEET = Label("you", "Sie"), Label("pyxl", "pyxl"), Label("the sheet", "Mappe")
REQUIRED = Label("required", "Pflicht")
ONE_OF, FROM = Label("one of: ", "eines von: "), Label("one from", "aus")
KINDS = {
    Kind.TEXT: Label("text", "Text"),
    Kind.WHOLE: Label("whole number", "ganze Zahl"),
    Kind.NUMBER: Label("number", "Zahl"),
    Kind.MONEY: Label("amount", "Betrag"),
    Kind.DATE: Label("date", "Datum"),
    Kind.FLAG: Label("yes or no; x counts as yes", "ja oder nein; x gilt als ja"),
}
ALSO_READ = Label("also read as: ", "auch erkannt: ")


def tabs_page(language: Language) -> str:
    """The whole page."""
    return "\n".join(_lines(language))


def _lines(language: Language) -> Iterator[str]:
    yield from head(TITLE.text(language), SOURCES, language, PAGE)
    yield from (INTRODUCTION.text(language), "")
    yield from (", ".join(link(schema_of(each).label.text(language)) for each in ROW_CLASSES), "")
    for row_class in ROW_CLASSES:
        yield from _tab(row_class, language)


def _tab(row_class: type[Row], language: Language) -> Iterator[str]:
    schema = schema_of(row_class)
    yield from (f"## {schema.label.text(language)}", "", safe(schema.purpose.text(language)), "")
    yield from (_who(schema, language), "")
    for label, names in (
        (READ_BY, [each for each in BUTTONS if each.job and row_class in each.tabs]),
        (FILLED_BY, [each for each in BUTTONS if each.shows == schema.tab]),
    ):
        if names:
            buttons = ", ".join(link(each.label.text(language), "buttons.md") for each in names)
            yield from (f"{label.text(language)}: {buttons}.", "")
    if schema.is_transposed:
        yield from (SEE_SETTINGS.text(language), "")
        return
    yield from table(HEADINGS.text(language).split("|"), [_column(each, language) for each in schema.columns])


def _who(schema: TableSchema, language: Language) -> str:
    if schema.is_transposed:
        return WHO_SETTINGS.text(language)
    if schema.is_input:
        return WHO_INPUT.text(language)
    hers = [each.label.text(language) for each in schema.columns if not each.is_frozen]
    if not hers or len(hers) == len(schema.columns):
        return WHO_PYXL.text(language)
    return WHO_MIXED.text(language).format(columns=", ".join(hers))


def _column(column: Column, language: Language) -> tuple[str, str, str, str]:
    who = SHEET if column.formula else PYXL if column.is_frozen else YOU
    filled = who.text(language) + (f", {REQUIRED.text(language)}" if column.required else "")
    return column.label.text(language), holds(column, language), filled, explanation(column, language)


def holds(column: Column, language: Language) -> str:
    """What a cell of the column may hold."""
    if column.choices:
        return ONE_OF.text(language) + " / ".join(each.label.text(language) for each in column.choices)
    kind = KINDS[column.kind].text(language)
    if not column.refers_to:
        return kind
    named = next(schema_of(each).label for each in ROW_CLASSES if schema_of(each).tab == column.refers_to)
    return f"{kind}, {FROM.text(language)} {link(named.text(language), PAGE)}"


def explanation(column: Column, language: Language) -> str:
    """The column's help and its other names."""
    parts = [column.help.text(language)] if column.help else []
    if column.aliases:
        parts.append(f"({ALSO_READ.text(language)}{', '.join(column.aliases)})")
    return " ".join(parts)
