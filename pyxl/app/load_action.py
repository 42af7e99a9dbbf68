"""Loading a file into a tab, as an action like the others: previewed, journaled, undoable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pyxl.app.inputs import file_name, read_limited
from pyxl.app.isolation.isolation import call_isolated
from pyxl.app.registry import Action, Group
from pyxl.app.tabs import SCHEMAS
from pyxl.core.cell_rules import COLUMN_MISSING
from pyxl.core.labels import LANGUAGES, Label, Language, Text
from pyxl.core.outcome import Outcome
from pyxl.core.plain import to_plain
from pyxl.core.refusal import RefusalKind
from pyxl.core.schema import Row, TableSchema
from pyxl.core.table_file import FileTable
from pyxl.core.tables import RawTable, Table, headings_of, map_columns
from pyxl.core.text import squash
from pyxl.other_programs.loading import LoadedFile, load_rows, with_key_heading

NO_SUCH_TAB = RefusalKind(
    "E_NO_SUCH_TAB",
    Text("{name} is no tab that rows can be loaded into.", "{name} ist kein Blatt, in das sich Zeilen laden lassen."),
    Text("Choose one of: {tabs}.", "Eines von diesen wählen: {tabs}."),
)
NO_COLUMN = Text("it has no column {label}.", "die Spalte {label} fehlt.")
NOT_COMPLETE = RefusalKind(
    "E_FILE_COLUMNS",
    Text(
        "The rows of {name} cannot be loaded into {tab}: {problem}",
        "Die Zeilen von {name} lassen sich nicht in {tab} laden: {problem}",
    ),
    Text(
        "Name every column of the file once, as in the tab, and load again.",
        "In der Datei jede Spalte einmal und wie im Blatt benennen und erneut laden.",
    ),
)


@dataclass(frozen=True, slots=True)
class LoadAction(Action):
    """Adds the rows of one file to one tab."""

    row_class: type[Row] = Row
    file: LoadedFile | None = None

    @property
    def tabs(self) -> tuple[type[Row], ...]:
        """The tab that is loaded into."""
        return (self.row_class,)

    @property
    def asks_for_settings(self) -> bool:
        """It does not."""
        return False

    @property
    def asks_for_attachments(self) -> bool:
        """Nor for these."""
        return False

    @property
    def asks_for_sanctions(self) -> bool:
        """Nor for a list of sanctions."""
        return False

    def perform(self, tables: Mapping[type[Row], Table[Any]], as_of: date, given: Mapping[str, object]) -> Outcome:
        """Plans the new rows."""
        assert self.file is not None
        return load_rows(tables[self.row_class], self.file)


def load_action(tab: str, path: Path, language: Language) -> LoadAction:
    """The action that loads this file into that tab; a child process reads the file. Refused when it is no table."""
    schema = input_schema(tab)
    data = read_limited(path)
    wanted = to_plain(headings_of(schema))
    read = call_isolated(FileTable, "read_table_file", {"name": file_name(path), "wanted": wanted}, [data])
    rows = RawTable(schema.tab, file_name(path), read.header_row, 1, read.headers, read.rows)
    for problem in map_columns(schema, with_key_heading(schema, rows)).findings:
        words = (NO_COLUMN if problem.rule is COLUMN_MISSING else problem.rule.message).bind(**problem.facts)
        raise NOT_COMPLETE.because(name=file_name(path), tab=schema.label, problem=words)
    return LoadAction(
        id="load",
        group=Group.HELP,
        label=Label("Load rows", "Zeilen laden"),
        icon="ImportExcel",
        job="",
        purpose=Label(
            "Adds rows from another program's file to a tab.", "Lädt Zeilen aus der Datei eines anderen Programms."
        ),
        row_class=schema.row_class,
        file=LoadedFile(file_name(path), rows, read.is_text, language),
    )


def input_schema(name: str) -> TableSchema:
    """The input tab of that name, in either language and any case."""
    inputs = [schema for schema in SCHEMAS if schema.is_input]
    for schema in inputs:
        if squash(name) in {squash(schema.tab), *(squash(schema.label.text(each)) for each in LANGUAGES)}:
            return schema
    raise NO_SUCH_TAB.because(name=name, tabs=tuple(schema.label for schema in inputs))
