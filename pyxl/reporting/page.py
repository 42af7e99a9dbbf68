"""The report as a page for the browser and as a PDF: words and numbers come ready, the templates say how they look."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pyxl.core.labels import Counted, Label, Language, Text
from pyxl.core.plain import PlainData, from_plain
from pyxl.documents import Document
from pyxl.documents.filters import long_date
from pyxl.documents.letterhead import ACCENT
from pyxl.reporting.catalogue import BREAKDOWN_OF, OTHERS, BreakdownSpec, Section, named, spec_of
from pyxl.reporting.drawing import (
    MONTH_BEFORE,
    NOW,
    YEAR_BEFORE,
    Drawing,
    Series,
    as_svg,
    bar_chart,
    column_chart,
    line_chart,
)
from pyxl.reporting.model import Breakdown, Figure, Report, RowList, SectionReport, shown
from pyxl.reporting.periods import MONTHS_SHOWN

HTML_TEMPLATE, PDF_TEMPLATE = "report.html.j2", "report.typ.j2"
_TITLE = Text("Report {month}", "Bericht {month}")
_DAY = Text("{first} to {last}, as of {day}", "{first} bis {last}, Stand {day}")
_ROWS = Label("row", "Zeile"), Label("rows", "Zeilen")
_WORDS = {
    "figure": Label("Figure", "Kennzahl"),
    "now": Label("This month", "Dieser Monat"),
    "month": Label("Last month", "Vormonat"),
    "year": Label("Last year", "Vorjahr"),
    "rows": Label("Rows", "Zeilen"),
    "appendix": Label("The rows behind the figures", "Die Zeilen hinter den Zahlen"),
    "row": Label("Row", "Zeile"),
    "number": Label("Number", "Nummer"),
    "day": Label("Date", "Datum"),
    "what": Label("What", "Was"),
    "value": Label("Value", "Wert"),
    "sum": Label("Sum", "Summe"),
    "none": Label("No rows.", "Keine Zeilen."),
    "back": Label("Up", "Nach oben"),
    "in_tab": Label("in the tab", "im Blatt"),
    "changed": Label("What changed, and why", "Was sich änderte, und warum"),
    "table": Label("As a table", "Als Tabelle"),
    "contents": Label("Contents", "Inhalt"),
}


def html_document(content: PlainData) -> Document:
    """The page: one file, all of it inside."""
    report, language = _read(content)
    lists = {"lists": tuple(_list(each, language) for each in report.lists)}
    return Document(
        template=HTML_TEMPLATE,
        context=_context(report, language, content) | lists,
        language=language,
        issued_on=report.as_of,
    )


def pdf_document(content: PlainData) -> Document:
    """The PDF; its charts are pictures beside it. It has no lists: thousands of rows on paper nobody reads."""
    report, language = _read(content)
    charts = [chart for section in report.sections for chart in _charts(section, language)]
    return Document(
        template=PDF_TEMPLATE,
        context=_context(report, language, content),
        language=language,
        issued_on=report.as_of,
        assets={f"{chart.id}.svg": as_svg(chart) for chart in charts},
    )


def _read(content: PlainData) -> tuple[Report, Language]:
    return from_plain(Report, content["report"]), "en" if content["language"] == "en" else "de"


def _context(report: Report, language: Language, content: PlainData) -> dict[str, object]:
    accent = str(content["accent"])
    lists = {each.key: each for each in report.lists}
    return {
        "title": _TITLE.render(language, month=report.month),
        "firm": report.firm,
        "accent": accent if re.fullmatch(r"#[0-9a-fA-F]{6}", accent) else ACCENT,
        "day": _DAY.render(
            language,
            first=long_date(report.first, language),
            last=long_date(report.last, language),
            day=long_date(report.as_of, language),
        ),
        "words": {name: label.text(language) for name, label in _WORDS.items()},
        "sections": tuple(_section(each, lists, language) for each in report.sections),
    }


def _section(section: SectionReport, lists: Mapping[str, RowList], language: Language) -> dict[str, object]:
    charts = {chart.id: chart for chart in _charts(section, language)}
    return {
        "id": f"about-{section.key.lower()}",
        "title": Section[section.key].label.text(language),
        "figures": tuple(_figure(each, lists, language) for each in section.figures),
        "breakdowns": tuple(_breakdown(each, charts, lists, language) for each in section.breakdowns if each.parts),
        "notes": tuple(note.text(language) for note in section.notes),
    }


def _figure(figure: Figure, lists: Mapping[str, RowList], language: Language) -> dict[str, object]:
    unit, rows = spec_of(figure.key).unit, lists.get(figure.rows)
    return {
        "id": figure.key,
        "label": named(figure.label.en).text(language)
        if figure.label.en == figure.label.de
        else figure.label.text(language),
        "value": shown(unit, figure.value, language),
        "month": shown(unit, figure.month_before, language),
        "year": shown(unit, figure.year_before, language),
        "sentence": figure.sentence.text(language),
        "rows": f"rows-{rows.key}" if rows and rows.rows and figure.is_listed else "",
        "where": f"{rows.sheet} {figure.where}" if rows and figure.where and not figure.is_listed else "",
        "count": Counted(len(rows.rows), *_ROWS).show(language) if rows and rows.rows else "",
    }


def _breakdown(
    breakdown: Breakdown, charts: Mapping[str, Drawing], lists: Mapping[str, RowList], language: Language
) -> dict[str, object]:
    chart = charts.get(breakdown.key)
    return {
        "title": BREAKDOWN_OF[breakdown.key].label.text(language),
        "chart": chart
        and {
            "id": chart.id,
            "file": f"{chart.id}.svg",
            "title": chart.title,
            "description": chart.description,
            "width": chart.width,
            "height": chart.height,
            "shapes": tuple(
                {"tag": shape.tag, "attributes": shape.attributes, "text": shape.text} for shape in chart.shapes
            ),
        },
        "parts": tuple(_figure(each, lists, language) for each in _known(breakdown)),
    }


def _charts(section: SectionReport, language: Language) -> list[Drawing]:
    return [_chart(each, language) for each in section.breakdowns if any(part.value for part in each.parts)]


def _known(breakdown: Breakdown) -> tuple[Figure, ...]:
    """Without months before anything was recorded."""
    return tuple(part for part in breakdown.parts if part.value is not None)


def _chart(breakdown: Breakdown, language: Language) -> Drawing:
    spec = BREAKDOWN_OF[breakdown.key]
    title = spec.label.text(language)
    parts = [part for part in _known(breakdown) if part.label != OTHERS]
    names = [_short(part.label.text(language), spec) for part in parts]
    now = Series(NOW, tuple(part.value for part in parts))
    others = [
        Series(label, values)
        for label, values in (
            (MONTH_BEFORE, tuple(part.month_before for part in parts)),
            (YEAR_BEFORE, tuple(part.year_before for part in parts)),
        )
        if any(value is not None for value in values)
    ]
    if spec.shape == "line":
        return line_chart(breakdown.key, title, spec.unit, names, now, language)
    draw = column_chart if spec.shape == "columns" else bar_chart
    return draw(breakdown.key, title, spec.unit, names, [now, *others], language)


def _short(name: str, spec: BreakdownSpec) -> str:
    """Of a month three letters, the year below."""
    month, _, year = name.partition(" ")
    return f"{month[:3]} {year}" if spec.places == MONTHS_SHOWN and spec.shape == "columns" else name


def _list(rows: RowList, language: Language) -> dict[str, object]:
    return {
        "id": f"rows-{rows.key}",
        "title": rows.label.text(language),
        "sheet": rows.sheet,
        "count": Counted(len(rows.rows), *_ROWS).show(language),
        "sum": shown(rows.unit, sum(value or 0 for value in rows.values), language),
        "lines": tuple(
            (
                str(row) if row else "",
                key,
                long_date(day, language) if day else "",
                text,
                shown(rows.unit, value, language),
            )
            for row, key, day, text, value in zip(rows.rows, rows.keys, rows.days, rows.texts, rows.values, strict=True)
        ),
    }
