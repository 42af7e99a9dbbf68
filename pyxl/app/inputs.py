"""What a job is given: the tabs read into typed rows, the settings, the books and the files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyxl.app.desk import Desk, Snapshot
from pyxl.app.desk_rows import FindingRow, LogRow
from pyxl.app.isolation.isolation import call_isolated
from pyxl.app.registry import Action
from pyxl.core.cell_rules import COLUMN_MISSING, DUPLICATE_HEADER
from pyxl.core.findings import Finding
from pyxl.core.labels import Text
from pyxl.core.refusal import RefusalKind, Refused
from pyxl.core.schema import Row, TableSchema, schema_of
from pyxl.core.tables import Table, map_columns, read_table
from pyxl.settings import Settings

if TYPE_CHECKING:
    from pyxl.banking.importing import BankFile
    from pyxl.intake.incoming import OrderFile

UNUSABLE_TAB = RefusalKind(
    "E_TAB_UNUSABLE",
    Text("The tab {tab} cannot be read: {problem}", "Das Blatt {tab} ist nicht lesbar: {problem}"),
    Text("{step}", "{step}"),
)
FILE_MISSING = RefusalKind(
    "E_FILE_MISSING",
    Text("There is no file {name}.", "Die Datei {name} gibt es nicht."),
    Text("Check the name and the folder.", "Name und Ordner prüfen."),
)
FILE_UNREADABLE = RefusalKind(
    "E_FILE_UNREADABLE",
    Text("{name} cannot be read: {problem}.", "{name} lässt sich nicht lesen: {problem}."),
    Text("Name a file that you may open.", "Eine Datei nennen, die Sie öffnen dürfen."),
)
FILE_TOO_BIG = RefusalKind(
    "E_TOO_BIG",
    Text("{name} is larger than {limit} MB.", "{name} ist größer als {limit} MB."),
    Text("Export a shorter period.", "Einen kürzeren Zeitraum exportieren."),
)
FILE_LIMIT_MB = 50
FOLDER_MAX = 2_000
"""More files than a year of a small firm: it is the wrong folder."""
TOO_MANY = RefusalKind(
    "E_TOO_MANY_FILES",
    Text("The folder {name} holds more than {limit} files.", "Im Ordner {name} liegen mehr als {limit} Dateien."),
    Text("Name a folder that holds nothing else.", "Einen Ordner nennen, in dem nichts anderes liegt."),
)
OWN_TABS = (schema_of(FindingRow), schema_of(LogRow))


@dataclass(frozen=True)
class Inputs:
    """Everything of the workbook that a job may ask for."""

    snapshot: Snapshot
    tables: Mapping[type[Row], Table[Any]]
    settings: Settings | None
    findings: tuple[Finding, ...]
    """Findings of the settings tab, which is read for many jobs but belongs to none."""


def schemas_for(action: Action) -> tuple[TableSchema, ...]:
    """The tabs to read for an action, each once."""
    asked = [schema_of(row_class) for row_class in action.tabs]
    settings = [schema_of(Settings)] if action.asks_for_settings else []
    return tuple(dict.fromkeys((*asked, *settings, *OWN_TABS)))


def read_inputs(desk: Desk, action: Action) -> Inputs:
    """Reads what the action needs; a tab that cannot be read at all is a refusal."""
    snapshot = desk.read(schemas_for(action))
    tables = {row_class: read_tab(snapshot, row_class) for row_class in action.tabs}
    settings: Settings | None = None
    findings: tuple[Finding, ...] = ()
    if action.asks_for_settings:
        settings, findings = read_settings(snapshot)
    return Inputs(snapshot, tables, settings, findings)


def read_tab(snapshot: Snapshot, row_class: type[Row]) -> Table[Any]:
    """One tab of the snapshot as typed rows; refused when a required column is missing or doubled."""
    schema = schema_of(row_class)
    table = read_table(row_class, snapshot.tabs[schema.tab], snapshot.language)
    unusable = next((found for found in table.findings if found.rule in (COLUMN_MISSING, DUPLICATE_HEADER)), None)
    if unusable is not None:
        problem, step = unusable.rule.message.bind(**unusable.facts), unusable.rule.hint.bind(**unusable.facts)
        raise UNUSABLE_TAB.because(tab=table.sheet, problem=problem, step=step)
    return table


def demand_usable(snapshot: Snapshot, schemas: Sequence[TableSchema]) -> None:
    """Refused E_TAB_UNUSABLE where a tab lacks a column it cannot do without, or has one twice."""
    for schema in schemas:
        if not map_columns(schema, snapshot.tabs[schema.tab]).is_usable:
            read_tab(snapshot, schema.row_class)


def read_settings(snapshot: Snapshot) -> tuple[Settings, tuple[Finding, ...]]:
    """The settings (an empty one means its default) and what is wrong with them."""
    table = read_table(Settings, snapshot.tabs[schema_of(Settings).tab], snapshot.language)
    settings = table.rows[0] if table.rows else Settings(company_name="")
    return settings, table.findings


def settings_of(desk: Desk) -> Settings:
    """The settings as they stand, for what has to know them though its job does not ask for them."""
    settings, _ = read_settings(desk.read([schema_of(Settings)]))
    return settings


def read_files(action: Action, paths: Sequence[Path]) -> tuple[Any, ...]:
    """The files an action was given, as records; each is parsed in a child process with limits."""
    if not action.takes_files:
        return ()
    match action.file_kind:
        case "order":
            return read_order_files(paths)
        case "bill":
            from pyxl.app.bill_files import read_bill_files

            return read_bill_files(paths)
        case "answer":
            from pyxl.app.bill_files import read_answer_files

            return read_answer_files(paths)
        case "case":
            from pyxl.app.case_files import read_case_files

            return read_case_files(paths)
        case _:
            return read_bank_files(paths)


def read_order_files(paths: Sequence[Path]) -> tuple[OrderFile, ...]:
    """Order forms and exports of shops. One that is refused does not keep the others out: it is told by the job."""
    from pyxl.formats.order_records import OrderFileContent
    from pyxl.intake.incoming import OrderFile

    files = []
    for path in paths:
        name, data = file_name(path), read_limited(path)
        sha256 = hashlib.sha256(data).hexdigest()
        try:
            content = call_isolated(OrderFileContent, "read_order_file", {}, [data])
            files.append(OrderFile(name, sha256, content))
        except Refused as refused:
            files.append(OrderFile.unread(name, sha256, refused))
    return tuple(files)


def read_bank_files(paths: Sequence[Path]) -> tuple[BankFile, ...]:
    """Bank files as the bank's records. One that is refused stops the run."""
    from pyxl.banking.importing import BankFile
    from pyxl.formats.statements.statement import StatementFile

    files = []
    for path in paths:
        data = read_limited(path)
        content = call_isolated(StatementFile, "read_statement_file", {"name": file_name(path)}, [data])
        files.append(BankFile(file_name(path), hashlib.sha256(data).hexdigest(), content))
    return tuple(files)


def files_in(given: Path, suffixes: frozenset[str]) -> Iterator[Path]:
    """The file itself, or the files of the folder that end so, by name. Refused E_TOO_MANY_FILES."""
    if not given.is_dir():
        yield given
        return
    found = [path for path in sorted(given.iterdir()) if path.suffix.lower() in suffixes and path.is_file()]
    if len(found) > FOLDER_MAX:
        raise TOO_MANY.because(name=given.name, limit=FOLDER_MAX)
    yield from found


def file_name(path: Path) -> str:
    """The file's name as text that can be kept; bytes that are no letters (Linux allows them) become question marks."""
    return path.name.encode("utf-8", "replace").decode("utf-8")


def read_limited(path: Path) -> bytes:
    """The bytes of an input file; refused when it is missing or larger than any bank export is."""
    try:
        with path.open("rb") as file:
            data = file.read(FILE_LIMIT_MB * 1_000_000 + 1)
    except FileNotFoundError:
        raise FILE_MISSING.because(name=file_name(path)) from None
    except OSError as error:
        raise FILE_UNREADABLE.because(name=file_name(path), problem=error.strerror or str(error)) from None
    if len(data) > FILE_LIMIT_MB * 1_000_000:
        raise FILE_TOO_BIG.because(name=file_name(path), limit=FILE_LIMIT_MB)
    return data
