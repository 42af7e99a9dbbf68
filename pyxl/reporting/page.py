"""The report as a page for the browser and as a PDF: words and numbers come ready, the templates say how they look."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from pyxl.core.labels import Counted, Label, Language, Text
from pyxl.core.months import month_name
from pyxl.core.plain import PlainData, from_plain
from pyxl.documents import Document
from pyxl.documents.filters import NBSP, long_date
from pyxl.documents.letterhead import ACCENT
from pyxl.reporting.catalogue import BREAKDOWN_OF, OTHERS, BreakdownSpec, Section, named, spec_of
from pyxl.reporting.drawing import (
    AT_THE_TIME,
    MONTH_BEFORE,
    NOW,
    YEAR_BEFORE,
    YEAR_EARLIER,
    Drawing,
    Series,
    as_svg,
    bar_chart,
    column_chart,
    line_chart,
)
from pyxl.reporting.model import Breakdown, Figure, Report, RowList, SectionReport, shown

HTML_TEMPLATE, PDF_TEMPLATE = "report.html.j2", "report.typ.j2"
_TITLE = Text("Report {month}", "Bericht {month}")
_DAY = Text("{first} to {last}, as of {day}", "{first} bis {last}, Stand {day}")
_ROWS = Label("row", "Zeile"), Label("rows", "Zeilen")
_WORDS = {
    "figure": Label("Figure", "Kennzahl"),
    "now": Label("This month", "Dieser Monat"),
    "month": Label("Last month", "Vormonat"),
    "year": Label("Last year", "Vorjahr"),
    "amount": Label("Amount", "Betrag"),
    "year_earlier": Label("Year before", "Vorjahr"),
    "rows": Label("Rows", "Zeilen"),
    "appendix": Label("The rows behind the figures", "Die Zeilen hinter den Zahlen"),
    "row": Label("Row", "Zeile"),
    "number": Label("Number", "Nummer"),
    "day": Label("Date", "Datum"),
    "what": Label("What", "Was"),
    "value": Label("Value", "Wert"),
    "sum": Label("sum", "Summe"),
    "none": Label("No rows.", "Keine Zeilen."),
    "back": Label("Up", "Nach oben"),
    "in_tab": Label("in the tab", "im Blatt"),
    "changed": Label("What changed, and why", "Was sich änderte, und warum"),
    "table": Label("As a table", "Als Tabelle"),
    "contents": Label("Contents", "Inhalt"),
}
_HEADS = ("value", "now"), ("month", "month"), ("year", "year")
"""The columns of a breakdown, and what they are called."""
_HEADS_OVER_TIME = ("value", "amount"), ("month", "month"), ("year", "year_earlier")
_DAY_IN_ENGLISH = re.compile(r"\b(on|of|by|since|until) (\d{4})-(\d\d)-(\d\d)\b")
_WEEK_IN_ENGLISH = re.compile(r"(\d\d)-(\d\d)")


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
        "breakdowns": tuple(_breakdown(each, charts, lists, language) for each in section.breakdowns if _known(each)),
        "notes": tuple(_written_out(note.text(language), language) for note in section.notes),
    }


def _written_out(sentence: str, language: Language) -> str:
    """The sentence with its days like those of the head. It comes as the tab has it, where they are 2026-10-31.

    >>> _written_out("Lowest at the end of week 1, on 2026-11-06.", "en")
    'Lowest at the end of week 1, on 6 November 2026.'
    """
    return sentence if language == "de" else _DAY_IN_ENGLISH.sub(_day_written_out, sentence)


def _day_written_out(found: re.Match[str]) -> str:
    try:
        day = date(int(found[2]), int(found[3]), int(found[4]))
    except ValueError:
        return found[0]
    return f"{found[1]} {long_date(day, 'en')}"


def _figure(figure: Figure, lists: Mapping[str, RowList], language: Language) -> dict[str, object]:
    unit, rows = spec_of(figure.key).unit, lists.get(figure.rows)
    return {
        "id": figure.key,
        "label": _name(figure, language),
        "value": shown(unit, figure.value, language),
        "month": shown(unit, figure.month_before, language),
        "year": shown(unit, figure.year_before, language),
        "sentence": _written_out(figure.sentence.text(language), language),
        "rows": f"rows-{rows.key}" if rows and rows.rows and figure.is_listed else "",
        "where": f"{rows.sheet} {figure.where}" if rows and figure.where and not figure.is_listed else "",
        "count": Counted(len(rows.rows), *_ROWS).show(language).replace(" ", NBSP) if rows and rows.rows else "",
    }


def _name(figure: Figure, language: Language) -> str:
    label = named(figure.label.en) if figure.label.en == figure.label.de else figure.label
    return label.text(language)


def _breakdown(
    breakdown: Breakdown, charts: Mapping[str, Drawing], lists: Mapping[str, RowList], language: Language
) -> dict[str, object]:
    chart, spec, parts = charts.get(breakdown.key), BREAKDOWN_OF[breakdown.key], _known(breakdown)
    return {
        "title": spec.label.text(language),
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
        "columns": _columns(spec, parts, language),
        "parts": tuple(_figure(each, lists, language) | {"label": _part_name(each, spec, language)} for each in parts),
    }


def _columns(spec: BreakdownSpec, parts: tuple[Figure, ...], language: Language) -> tuple[dict[str, str], ...]:
    """The columns that say something in any row. Where each row is another month or week, none is “this month”."""
    numbers = [(part.value, part.month_before, part.year_before) for part in parts]
    heads = _HEADS_OVER_TIME if spec.is_over_time else _HEADS
    return tuple(
        {"key": key, "name": _WORDS[name].text(language)}
        for (key, name), column in zip(heads, zip(*numbers, strict=True), strict=True)
        if any(value is not None for value in column)
    )


def _part_name(part: Figure, spec: BreakdownSpec, language: Language) -> str:
    """As the tab has it, but for weeks in English: `11-06` of the tab may be June as well, `6 Nov` may not."""
    name = _name(part, language)
    week = _WEEK_IN_ENGLISH.fullmatch(name) if spec.shape == "line" and language == "en" else None
    if week is None or not 1 <= int(week[1]) <= 12:
        return name
    return f"{int(week[2])} {month_name(date(2000, int(week[1]), 1)).en[:3]}"


def _charts(section: SectionReport, language: Language) -> list[Drawing]:
    return [_chart(each, language) for each in section.breakdowns if any(part.value for part in each.parts)]


def _known(breakdown: Breakdown) -> tuple[Figure, ...]:
    """Without months before anything was recorded."""
    return tuple(part for part in breakdown.parts if part.value is not None)


def _chart(breakdown: Breakdown, language: Language) -> Drawing:
    spec = BREAKDOWN_OF[breakdown.key]
    title = spec.label.text(language)
    parts = [part for part in _known(breakdown) if part.label != OTHERS]
    names = [_short(_part_name(part, spec, language), spec) for part in parts]
    now = Series(AT_THE_TIME if spec.is_over_time else NOW, tuple(part.value for part in parts))
    others = [
        Series(label, values)
        for label, values in (
            (MONTH_BEFORE, tuple(part.month_before for part in parts)),
            (YEAR_EARLIER if spec.is_over_time else YEAR_BEFORE, tuple(part.year_before for part in parts)),
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
    return f"{month[:3]} {year}" if spec.is_by_month else name


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
                _written_out(text, language),
                shown(rows.unit, value, language),
            )
            for row, key, day, text, value in zip(rows.rows, rows.keys, rows.days, rows.texts, rows.values, strict=True)
        ),
    }
