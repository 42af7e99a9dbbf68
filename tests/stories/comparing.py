"""What a story expects beside what came, as two tables with the same columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal

from pyxl.core.cells import CellError, NoValue, RawValue, parse_text
from pyxl.core.changes import AppendRow, CellValue, Change, SetCell
from pyxl.core.findings import Finding
from pyxl.core.fixes import safe_fixes
from pyxl.core.labels import Language
from pyxl.core.money import Money
from pyxl.core.schema import TABLES
from pyxl.core.text import squash

from .desk import Done, StoryDesk
from .invoice_parts import INVOICE_PARTS, invoice_part, paper_part
from .story_book import Kept, raw_of, schema_named
from .story_text import StoryError, Then, unescaped

Record = dict[str, str]
OF_THE_STEP = ("findings", "changes", "safe fixes", "counts", "events", "documents", "kept cells")


def compare(then: Then, done: Done, desk: StoryDesk) -> str:
    """What differs, to be read by people; empty when nothing does."""
    if then.what == "summary":
        came = done.outcome.summary.text(desk.book.language)
        return "" if _fits(then.text, came) else f"summary\n  expected: {then.text}\n  came:     {came}"
    if then.what == "refused":
        came = (
            f"{done.refused.code}: {done.refused.text(desk.book.language)}" if done.refused else "nothing was refused"
        )
        return "" if _fits(then.text, came) else f"refused\n  expected: {then.text}\n  came:     {came}"
    records = _records(then.what, done, desk)
    if not then.cells:
        return "" if not records else f"no {then.what} expected\n{_table(list(records[0]), map(_values, records))}"
    names = [_name(cell, then.what) for cell in then.cells[0]]
    missing = [name for name in names if records and name not in records[0]]
    if missing:
        raise StoryError(f"{then.what} have no column {missing}; they have {', '.join(records[0])}")
    came_rows = [[record[name] for name in names] for record in records]
    return _difference(then, names, came_rows)


def _difference(then: Then, names: list[str], came: list[list[str]]) -> str:
    expected = then.cells[1:]
    if then.is_whole:
        is_right = len(expected) == len(came) and all(map(_row_fits, expected, came))
    else:
        is_right = all(any(_row_fits(row, other) for other in came) for row in expected)
    if is_right:
        return ""
    lost = [row for row in expected if not any(_row_fits(row, other) for other in came)]
    extra = [row for row in came if not any(_row_fits(other, row) for other in expected)] if then.is_whole else []
    marks = [*(("-", row) for row in lost), *(("+", row) for row in extra)] or [(" ", ["the order differs"])]
    shown = "\n".join(f"{mark} | {' | '.join(row)} |" for mark, row in marks)
    return f"{then.what}: - expected, + came\n{shown}\nall that came:\n{_table(names, came)}"


def _records(what: str, done: Done, desk: StoryDesk) -> list[Record]:
    makers: dict[str, Callable[[], list[Record]]] = {
        "findings": lambda: [_finding(each, desk.book.language) for each in done.outcome.findings],
        "changes": lambda: _changes(done.changes, desk.book.language),
        "safe fixes": lambda: _changes(safe_fixes(done.outcome.findings), desk.book.language),
        "counts": lambda: [{"name": name, "value": str(value)} for name, value in done.outcome.counts.items()],
        "events": lambda: [{"kind": each.kind, "number": each.number, "key": each.key} for each in done.recorded],
        "documents": lambda: [{"kind": each.kind, "number": each.number, "path": each.path} for each in done.documents],
        "kept cells": lambda: [_kept(each, desk.book.language) for each in done.kept],
    }
    part, _, number = what.partition(" of ")
    if part in INVOICE_PARTS:
        return invoice_part(part, number, desk)
    if part == "paper":
        return paper_part(number, desk)
    return makers[what]() if what in makers else _tab(what, desk)


def _finding(finding: Finding, language: Language) -> Record:
    cell = finding.cell
    schema = TABLES.get(cell.tab)
    column = schema.by_name.get(cell.column or "") if schema else None
    return {
        "code": finding.code,
        "rule": finding.rule.name,
        "severity": str(finding.severity),
        "tab": cell.tab,
        "row": str(cell.row or ""),
        "column": column.label.text(language) if column else "",
        "key": cell.key,
        "cell": cell.address,
        "message": finding.message(language),
        "hint": finding.hint(language),
        "fix": "" if finding.fix is None else ("safe" if finding.fix.is_safe else "ask"),
    }


def _kept(kept: Kept, language: Language) -> Record:
    change = kept.change
    label = TABLES[change.tab].column(change.column).label.text(language)
    return {"tab": change.tab, "key": change.key, "column": label, "found": _cell(kept.found)}


def _changes(changes: Iterable[Change], language: Language) -> list[Record]:
    """One record per cell; an appended or cleared row has one for each of its cells."""
    records = []
    for change in changes:
        if isinstance(change, SetCell):
            cells: list[tuple[str, CellValue, CellValue]] = [(change.column, change.old, change.new)]
        elif isinstance(change, AppendRow):
            cells = [(name, None, value) for name, value in change.values.items()]
        else:
            cells = [(name, value, None) for name, value in change.values.items()]
        for name, old, new in cells:
            records.append(
                {
                    "tab": change.tab,
                    "key": change.key,
                    "column": TABLES[change.tab].column(name).label.text(language),
                    "old": _shown(old, language),
                    "new": _shown(new, language),
                    "why": change.why.text(language),
                    "kind": {"SetCell": "set", "AppendRow": "append", "ClearRow": "clear"}[type(change).__name__],
                }
            )
    return records


def _tab(name: str, desk: StoryDesk) -> list[Record]:
    """The rows of a tab as they stand now, by the headings of the sheet."""
    schema = schema_named(name)
    sheet = desk.book.sheets.get(schema.tab)
    if sheet is None:
        return []
    words = schema.heading_words
    names = [words.get(squash(header), header) for header in sheet.headers]
    filled = [row for row in sheet.rows if any(cell is not None for cell in row)]
    return [dict(zip(names, map(_cell, row), strict=True)) for row in filled]


def _name(header: str, what: str) -> str:
    if what in OF_THE_STEP or what.partition(" of ")[0] in (*INVOICE_PARTS, "paper"):
        return header
    return schema_named(what).heading_words.get(squash(header), header)


def _shown(value: CellValue, language: Language) -> str:
    if isinstance(value, Money):
        return str(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return _cell(raw_of(value, language))


def _cell(raw: RawValue) -> str:
    match raw:
        case None:
            return ""
        case CellError():
            return raw.text
        case NoValue():
            return "#NOVALUE"
        case _:
            return str(parse_text(raw).value)


def _row_fits(expected: Sequence[str], came: Sequence[str]) -> bool:
    return len(expected) == len(came) and all(map(_fits, expected, came))


def _fits(expected: str, came: str) -> bool:
    """Equal, where `…` in what is expected stands for any text."""
    expected = unescaped(expected)
    pattern = ".*".join(map(re.escape, expected.split("…")))
    return expected == came or re.fullmatch(pattern, came, re.DOTALL) is not None


def _values(record: Record) -> list[str]:
    return list(record.values())


def _table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [list(names), *map(list, rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(names))]
    return "\n".join(
        "  | " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"
        for line in lines
    )
