"""Findings as the sheet shows them: a short text in the Check column, and the Findings tab with links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pyxl.app.desk_rows import FindingRow
from pyxl.app.tabs import SCHEMA_OF_TAB
from pyxl.core.cell_rules import REQUIRED_MISSING
from pyxl.core.changes import CellValue, ChangeList, ChangeSet
from pyxl.core.findings import Finding, Severity
from pyxl.core.labels import LANGUAGES, Label
from pyxl.core.schema import CHECK_COLUMN
from pyxl.core.tables import RawTable, Table, map_columns
from pyxl.core.text import clean

MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "i"}
FINE = "✓"
CHECK_LENGTH = 220
FINDINGS_SHOWN = 2_000
"""The tab shows this many; the count of all is in the summary."""
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_WHY = Label("checked", "geprüft")


def check_changes(tabs: Mapping[str, RawTable], checked: Sequence[str], findings: Iterable[Finding]) -> ChangeSet:
    """What the Check columns of these tabs shall say."""
    by_row: dict[tuple[str, int], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.cell.row is not None:
            by_row[finding.cell.tab, finding.cell.row].append(finding)
    changes = ChangeList()
    for tab in checked:
        _check_tab(changes, tabs[tab], by_row)
    return changes.done()


def _check_tab(changes: ChangeList, raw: RawTable, by_row: Mapping[tuple[str, int], list[Finding]]) -> None:
    schema = SCHEMA_OF_TAB[raw.tab]
    positions = map_columns(schema, raw).positions
    if CHECK_COLUMN not in positions or schema.key not in positions:
        return
    seen: set[str] = set()
    key_position, check_position = positions[schema.key], positions[CHECK_COLUMN]
    for number, row in enumerate(raw.rows, raw.header_row + 1):
        key = key_text(row[key_position])
        if key and key not in seen:
            seen.add(key)
            old = row[check_position]
            changes.set(
                raw.tab,
                key,
                CHECK_COLUMN,
                _settled(old, new := check_text(by_row.get((raw.tab, number), []))),
                new,
                _WHY,
            )


def _settled(old: object, new: Label) -> CellValue:
    """The old cell; the new text itself where the cell says it already, so that nothing is written."""
    text = "" if old is None else str(old)
    return new if text in (new.en, new.de) else text


def key_text(raw: object) -> str:
    """A key cell as text, the way rows are keyed."""
    from pyxl.core.cells import parse_text

    if type(raw) is str and raw.isascii() and raw.isalnum():
        return raw
    value = parse_text(raw).value  # type: ignore[arg-type]
    return value if isinstance(value, str) else ""


def told_once(read: Iterable[Finding], found: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings of the settings tab before those of the job. An empty setting that both name is told once:

    in the job's words, which say why it matters, at the place the reading knows.
    """
    places = {(each.cell.tab, each.cell.column): each.cell for each in read if each.rule is REQUIRED_MISSING}
    named = {(each.cell.tab, each.cell.column) for each in found}
    kept = [
        each for each in read if each.rule is not REQUIRED_MISSING or (each.cell.tab, each.cell.column) not in named
    ]
    return (*kept, *(replace(each, cell=places.get((each.cell.tab, each.cell.column), each.cell)) for each in found))


def check_text(findings: Sequence[Finding]) -> Label:
    """One short text for a row: the worst mark and all messages, or a tick."""
    if not findings:
        return Label(FINE, FINE)
    ranked = sorted(findings, key=lambda finding: _ORDER[finding.severity])
    mark = MARKS[ranked[0].severity]
    texts = (clean(" ".join(finding.message(language) for finding in ranked)) for language in LANGUAGES)
    return Label(
        *(f"{mark} {text}" if len(text) <= CHECK_LENGTH else f"{mark} {text[: CHECK_LENGTH - 1]}…" for text in texts)
    )


def findings_changes(table: Table[FindingRow], findings: Sequence[Finding], sheets: Mapping[str, str]) -> ChangeSet:
    """The Findings tab shows the findings of this run and no others."""
    ranked = sorted(findings, key=lambda finding: _ORDER[finding.severity])[:FINDINGS_SHOWN]
    changes = ChangeList()
    for number, finding in enumerate(ranked, 1):
        key, values = str(number), _row_values(str(number), finding, sheets)
        existing = table.get(key)
        if existing is None:
            changes.append("Findings", key, values, _WHY)
            continue
        for name, value in values.items():
            old = getattr(existing, name)
            if not (isinstance(value, Label) and old in (value.en, value.de)):
                changes.set("Findings", key, name, old, value, _WHY)
    for row in table:
        if not row.finding_id.isdigit() or int(row.finding_id) > len(ranked):
            changes.clear("Findings", row.finding_id, {}, _WHY)
    return changes.done()


def _row_values(number: str, finding: Finding, sheets: Mapping[str, str]) -> dict[str, CellValue]:
    return {
        "finding_id": number,
        "severity": finding.severity.label,
        "code": finding.code,
        "sheet": sheets.get(finding.cell.tab, finding.cell.tab),
        "cell": finding.cell.address,
        "key": finding.cell.key,
        "message": Label(clean(finding.message("en")), clean(finding.message("de"))),
        "hint": Label(clean(finding.hint("en")), clean(finding.hint("de"))),
    }
