"""Charts as shapes of an SVG: columns, bars and lines, small enough for a phone, readable without colour.

Each series has its own pattern and every column its number. What a chart shows it also says in words, for those who
cannot see it. The shapes are plain data; the page's template and `as_svg` write them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from pyxl.core.labels import Label, Language
from pyxl.documents.literal import html_text
from pyxl.reporting.model import Unit, shown

WIDTH = 360
_HEIGHT, _LEFT, _TOP, _BOTTOM = 220, 6, 34, 40
_BAR_TEXT = 14
_LETTER = 4.3
"""The width of a small letter."""
INK, QUIET, HAIR, DARK, PALE = "#1c1f23", "#5f6670", "#c9ced6", "#1f4e79", "#9fb6cc"
FONT = "Source Sans Pro, Segoe UI, system-ui, sans-serif"
_FILLS = (DARK, "url(#{id}-h)", "#ffffff")
NOW, MONTH_BEFORE, YEAR_BEFORE = (
    Label("this month", "dieser Monat"),
    Label("last month", "Vormonat"),
    Label("last year", "Vorjahr"),
)
"""What the series of the report are called."""


class Shape(NamedTuple):
    """One element: its name, its attributes, its text."""

    tag: Literal["rect", "line", "polyline", "text", "circle"]
    attributes: tuple[tuple[str, str], ...]
    text: str = ""


class Series(NamedTuple):
    """Values of one kind, one for each name; None where there is none."""

    label: Label
    values: tuple[int | None, ...]


@dataclass(frozen=True)
class Drawing:
    """A chart ready to be written: its size, its shapes, and what it says."""

    id: str
    title: str
    description: str
    height: int
    shapes: tuple[Shape, ...]
    width: int = WIDTH


@dataclass
class _Canvas:
    """Shapes as they are put down."""

    id: str
    shapes: list[Shape] = field(default_factory=list)

    def rect(self, x: float, y: float, width: float, height: float, style: int) -> None:
        fill = _FILLS[style].format(id=self.id)
        self._add("rect", x=x, y=y, width=width, height=max(height, 0.8), fill=fill, stroke=DARK, stroke_width=0.8)

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str = HAIR) -> None:
        self._add("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, stroke_width=0.8)

    def path(self, points: Sequence[tuple[float, float]]) -> None:
        joined = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
        self._add("polyline", points=joined, fill="none", stroke=DARK, stroke_width=2)

    def dot(self, x: float, y: float) -> None:
        self._add("circle", cx=x, cy=y, r=2.6, fill="#ffffff", stroke=DARK, stroke_width=1.6)

    def text(self, x: float, y: float, text: str, anchor: str = "start", size: float = 9, colour: str = INK) -> None:
        self._add("text", text, x=x, y=y, font_size=size, fill=colour, text_anchor=anchor, font_family=FONT)

    def _add(
        self, tag: Literal["rect", "line", "polyline", "text", "circle"], text: str = "", **attributes: object
    ) -> None:
        written = ((name.replace("_", "-"), _written(value)) for name, value in attributes.items())
        self.shapes.append(Shape(tag, tuple(written), html_text(text)))


def _written(value: object) -> str:
    return _number(value) if isinstance(value, int | float) else str(value)


def _number(value: float) -> str:
    """With one place at most: the same on every computer."""
    return f"{round(value, 1):g}"


def column_chart(
    id: str, title: str, unit: Unit, names: Sequence[str], series: Sequence[Series], language: Language
) -> Drawing:
    """Columns side by side for each name, the first series numbered."""
    canvas, scale = _Canvas(id), _Scale.of(unit, [value for each in series for value in each.values], language)
    _legend(canvas, [each.label.text(language) for each in series], scale.unit)
    height = _HEIGHT - _TOP - _BOTTOM
    slot = (WIDTH - 2 * _LEFT) / max(len(names), 1)
    zero = _TOP + height * scale.top / scale.range
    width = min(slot * 0.8 / len(series), 26)
    for place in range(len(names)):
        start = _LEFT + slot * place + (slot - width * len(series)) / 2
        for number, each in enumerate(series):
            value = each.values[place]
            if value is None:
                continue
            size = height * abs(value) / scale.range
            top = zero - size if value >= 0 else zero
            canvas.rect(start + width * number, top, width, size, number)
            if number == 0:
                label = top - 3 if value >= 0 else top + size + 8
                canvas.text(start + width / 2, label, scale.short(value), "middle", 8)
    _names_below(canvas, names, slot)
    canvas.line(_LEFT, zero, WIDTH - _LEFT, zero, QUIET)
    return _drawing(canvas, title, unit, names, series, language, _HEIGHT)


def bar_chart(
    id: str, title: str, unit: Unit, names: Sequence[str], series: Sequence[Series], language: Language
) -> Drawing:
    """One bar below the other, each with its name and its number above it."""
    canvas, values = _Canvas(id), [value for each in series for value in each.values]
    scale = _Scale.of(unit, values, language)
    _legend(canvas, [each.label.text(language) for each in series], "")
    room = WIDTH - 2 * _LEFT - 2
    zero = _LEFT + room * scale.bottom / scale.range
    row, start = _BAR_TEXT + 9 * len(series) + 5, _TOP if len(series) > 1 else _BAR_TEXT
    for place, name in enumerate(names):
        top = start + row * place
        canvas.text(_LEFT + 4, top, _cut(name, 46), size=9.5)
        canvas.text(WIDTH - _LEFT, top, shown(unit, series[0].values[place], language), "end", 9)
        for number, each in enumerate(series):
            value = each.values[place]
            if value is None:
                continue
            size = room * abs(value) / scale.range
            canvas.rect(zero if value >= 0 else zero - size, top + 4 + 9 * number, size, 7, number)
    height = start + row * len(names)
    canvas.line(zero, start - 8, zero, height - 4, QUIET)
    return _drawing(canvas, title, unit, names, series, language, height)


def line_chart(id: str, title: str, unit: Unit, names: Sequence[str], series: Series, language: Language) -> Drawing:
    """A line from point to point, the first, the lowest and the last numbered."""
    canvas, scale = _Canvas(id), _Scale.of(unit, series.values, language)
    _legend(canvas, [], scale.unit)
    height, slot = _HEIGHT - _TOP - _BOTTOM, (WIDTH - 2 * _LEFT) / max(len(names), 1)
    zero = _TOP + height * scale.top / scale.range
    points = [
        (_LEFT + slot * (place + 0.5), zero - height * value / scale.range, value)
        for place, value in enumerate(series.values)
        if value is not None
    ]
    canvas.line(_LEFT, zero, WIDTH - _LEFT, zero, QUIET)
    if points:
        canvas.path([(x, y) for x, y, _ in points])
        lowest = min(points, key=lambda point: (point[2], point[0]))
        for point in dict.fromkeys((points[0], lowest, points[-1])):
            canvas.dot(point[0], point[1])
            canvas.text(point[0], point[1] - 7, scale.short(point[2]), "middle", 9)
    _names_below(canvas, names, slot)
    return _drawing(canvas, title, unit, names, [series], language, _HEIGHT)


def _names_below(canvas: _Canvas, names: Sequence[str], slot: float) -> None:
    """Up to three short lines under a column; where words are too long for that, only every second is named."""
    longest = max((len(word) for name in names for word in name.split()), default=0)
    step = 1 if longest * _LETTER <= slot else 2
    for place in range(0, len(names), step):
        for line, words in enumerate(_lines(names[place], max(int(slot * step / _LETTER), 3))):
            canvas.text(_LEFT + slot * (place + 0.5), _HEIGHT - _BOTTOM + 14 + 10 * line, words, "middle", 8, QUIET)


def _lines(name: str, room: int) -> list[str]:
    lines: list[str] = []
    for word in name.split():
        if lines and len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return [_cut(line, room) for line in lines[:3]]


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 1]}…"


def _legend(canvas: _Canvas, names: Sequence[str], unit: str) -> None:
    """Above the chart: the pattern of each series, and in what it is counted."""
    x = float(_LEFT)
    for number, name in enumerate(names if len(names) > 1 else ()):
        canvas.rect(x, 6, 12, 8, number)
        canvas.text(x + 16, 13.5, name, size=9, colour=QUIET)
        x += 26 + 5.2 * len(name)
    if unit:
        canvas.text(WIDTH - _LEFT, 13.5, unit, "end", 9, QUIET)


class _Scale(NamedTuple):
    """From values to places: how far it goes up and down from zero, and how numbers are shortened."""

    top: int
    bottom: int
    divisor: int
    unit: str
    language: Language

    @property
    def range(self) -> int:
        return max(self.top + self.bottom, 1)

    @classmethod
    def of(cls, unit: Unit, values: Sequence[int | None], language: Language) -> _Scale:
        found = [value for value in values if value is not None]
        top, bottom = max([0, *found]), -min([0, *found])
        largest = max(top, bottom)
        if unit is not Unit.MONEY:
            return cls(top, bottom, 1, "", language)
        if largest >= 10_000_000_00:
            return cls(top, bottom, 1_000_000_00, Label("EUR million", "Mio. EUR").text(language), language)
        if largest >= 10_000_00:
            return cls(top, bottom, 1_000_00, Label("EUR thousand", "Tsd. EUR").text(language), language)
        return cls(top, bottom, 100, "EUR", language)

    def short(self, value: int) -> str:
        """The number without its last places, rounded half up."""
        size = (2 * abs(value) + self.divisor) // (2 * self.divisor)
        return shown(Unit.COUNT, size if value >= 0 else -size, self.language)


def _drawing(
    canvas: _Canvas,
    title: str,
    unit: Unit,
    names: Sequence[str],
    series: Sequence[Series],
    language: Language,
    height: int,
) -> Drawing:
    described = "; ".join(_described(unit, names, series, language))
    return Drawing(canvas.id, html_text(title), html_text(described), height, tuple(canvas.shapes))


def _described(unit: Unit, names: Sequence[str], series: Sequence[Series], language: Language) -> Iterator[str]:
    for place, name in enumerate(names):
        values = [
            f"{each.label.text(language)} {shown(unit, each.values[place], language)}"
            if len(series) > 1
            else shown(unit, each.values[place], language)
            for each in series
        ]
        yield f"{name}: {', '.join(values)}"


def as_svg(drawing: Drawing) -> bytes:
    """The chart as a file of its own, for the PDF."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.width} {drawing.height}" '
        f'width="{drawing.width}" height="{drawing.height}">',
        f"<title>{escape(drawing.title)}</title>",
        f'<defs><pattern id="{drawing.id}-h" width="4" height="4" patternUnits="userSpaceOnUse">'
        f'<rect width="4" height="4" fill="#ffffff"/><path d="M0 4 L4 0" stroke="{DARK}" stroke-width="1"/>'
        "</pattern></defs>",
    ]
    for shape in drawing.shapes:
        attributes = " ".join(f"{name}={quoteattr(value)}" for name, value in shape.attributes)
        parts.append(f"<{shape.tag} {attributes}>{escape(shape.text)}</{shape.tag}>")
    return "".join([*parts, "</svg>"]).encode()
