"""The report as rows of the tab: what stands there already is not written again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from pyxl.core.changes import CellValue, ChangeList
from pyxl.core.labels import Label, Language
from pyxl.core.tables import Table
from pyxl.core.text import clean
from pyxl.reporting.catalogue import BreakdownSpec, keys, spec_of
from pyxl.reporting.model import Figure, Report, decimal_of
from pyxl.reporting.periods import Span
from pyxl.reporting.rows import ReportRow

_WHY = Label("report", "Bericht")
_NAMED_MAX = 6
"""So many runs of rows are named; the list in the page has all of them."""


def blank_rows(language: Language) -> tuple[ReportRow, ...]:
    """The rows of a new workbook: every figure has its place before there is a report."""
    return tuple(
        ReportRow(
            key=key,
            section=spec_of(key).section.label.text(language),
            figure=spec_of(key).label.text(language),
            unit=spec_of(key).unit.label.text(language),
        )
        for key in keys()
    )


def write_tab(present: Table[ReportRow], report: Report, spans: Mapping[str, Span], changes: ChangeList) -> None:
    """Brings the tab to this report; parts that it does not have are emptied. `spans`: the days of a row by its key."""
    figures = {each.key: each for each in all_figures(report)}
    sheets = {each.key: each.sheet for each in report.lists}
    there = {row.key: row for row in present}
    for key in keys():
        values = _values(key, figures.get(key), sheets, spans[key])
        row = there.get(key)
        if row is None:
            changes.append("Report", key, {"key": key, **values}, _WHY)
            continue
        for name, value in values.items():
            if not _says(getattr(row, name), value):
                changes.set("Report", key, name, getattr(row, name), value, _WHY)


def _says(old: object, value: CellValue) -> bool:
    """An empty cell is an empty text; a word of pyxl's own may stand there in either language."""
    if isinstance(value, Label):
        return old in (value.en, value.de)
    return (old in (None, "")) if value in (None, "") else old == value


def all_figures(report: Report) -> Iterator[Figure]:
    """Every figure and every part."""
    for section in report.sections:
        yield from section.figures
        for breakdown in section.breakdowns:
            yield from breakdown.parts


def _values(key: str, figure: Figure | None, sheets: Mapping[str, str], span: Span) -> dict[str, CellValue]:
    spec = spec_of(key)
    is_part = isinstance(spec, BreakdownSpec)
    values: dict[str, CellValue] = {
        "section": spec.section.label,
        "figure": spec.label,
        "part": plain(figure.label) if figure and is_part else "",
        "unit": spec.unit.label,
        "first_on": span.first,
        "last_on": span.last,
    }
    numbers = (figure.value, figure.month_before, figure.year_before) if figure else (None, None, None)
    for name, number in zip(("value", "month_before", "year_before"), numbers, strict=True):
        values[name] = None if number is None else decimal_of(spec.unit, number)
    has_rows = figure is not None and bool(figure.places)
    values["sheet"] = sheets.get(figure.rows, "") if figure and has_rows else ""
    values["cell"] = _area(figure.places) if figure and values["sheet"] else ""
    values["rows"] = rows_named(figure.places) if figure and values["sheet"] else ""
    values["sentence"] = plain(figure.sentence) if figure else ""
    return values


def plain(label: Label) -> Label:
    """With usual blanks, as a cell is read."""
    return Label(clean(label.en), clean(label.de))


def _area(places: tuple[int, ...]) -> str:
    """The first run of rows, all their cells chosen."""
    first = next(runs(places))
    return f"A{first[0]}:A{first[1]}" if first[0] != first[1] else f"A{first[0]}"


def rows_named(places: tuple[int, ...]) -> str:
    """The rows in as few words as it goes.

    >>> rows_named((2, 3, 4, 9))
    '2–4, 9'
    """
    found = [f"{first}–{last}" if first != last else str(first) for first, last in runs(places)]
    return ", ".join(found[:_NAMED_MAX]) + (" …" if len(found) > _NAMED_MAX else "")


def runs(places: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """First and last of rows that follow each other."""
    if not places:
        return
    breaks = [(before, after) for before, after in pairwise(places) if after != before + 1]
    yield from zip(
        (places[0], *(after for _, after in breaks)), (*(before for before, _ in breaks), places[-1]), strict=True
    )
