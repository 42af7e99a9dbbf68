"""Charts as shapes of an SVG: columns, bars and lines, small enough for a phone, readable without colour.

Each series has its own pattern and every column its number. What a chart shows it also says in words, for those who
cannot see it. The shapes are plain data; the page's template and `as_svg` write them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from pyxl.core.labels import Label, Language
from pyxl.documents.literal import html_text
from pyxl.reporting.free_room import FreeRoom, Point
from pyxl.reporting.model import Unit, shown

WIDTH = 360
_HEIGHT, _LEFT, _TOP, _BOTTOM = 220, 6, 34, 40
_BAR_TEXT = 14
_LETTER = 4.3
"""The width of a small letter."""
_UNIT_END = 17
"""Down to here the unit reaches, above the chart."""
_BELOW_ZERO = 12
"""The room that the numbers of negative values have above the names."""
INK, QUIET, HAIR, DARK, PALE = "#1c1f23", "#5f6670", "#c9ced6", "#1f4e79", "#9fb6cc"
FONT = "Source Sans Pro, Segoe UI, system-ui, sans-serif"
_FILLS = (DARK, "url(#{id}-h)", "#ffffff")
NOW, MONTH_BEFORE, YEAR_BEFORE = (
    Label("this month", "dieser Monat"),
    Label("last month", "Vormonat"),
    Label("last year", "Vorjahr"),
)
"""What the series of the report are called."""
AT_THE_TIME, YEAR_EARLIER = Label("amount", "Betrag"), Label("year before", "Vorjahr")
"""What they are called where each name is another month."""


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

    def path(self, points: Sequence[Point]) -> None:
        joined = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
        self._add("polyline", points=joined, fill="none", stroke=DARK, stroke_width=2)

    def dot(self, x: float, y: float) -> None:
        self._add("circle", cx=x, cy=y, r=2.6, fill="#ffffff", stroke=DARK, stroke_width=1.6)

    def text(self, x: float, y: float, text: str, anchor: str = "start", size: float = 9, colour: str = INK) -> None:
        self._add("text", text, **_letters(x, y, anchor, size, colour))

    def number(self, x: float, y: float, number: str) -> None:
        """A number over its column, with a white edge: where columns are narrow, it reaches over the next one."""
        edge = {"stroke": "#ffffff", "stroke_width": 2, "paint_order": "stroke"}
        self._add("text", number, **_letters(x, y, "middle", 8, INK), **edge)

    def _add(
        self, tag: Literal["rect", "line", "polyline", "text", "circle"], text: str = "", **attributes: object
    ) -> None:
        written = ((name.replace("_", "-"), _written(value)) for name, value in attributes.items())
        self.shapes.append(Shape(tag, tuple(written), html_text(text)))


def _letters(x: float, y: float, anchor: str, size: float, colour: str) -> dict[str, object]:
    return {"x": x, "y": y, "font_size": size, "fill": colour, "text_anchor": anchor, "font_family": FONT}


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
    height = _height(series[0].values)
    slot = (WIDTH - 2 * _LEFT) / max(len(names), 1)
    zero = _TOP + height * scale.top / scale.range
    width, numbers = min(slot * 0.8 / len(series), 26), []
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
                foot = top - 3 if value >= 0 else top + size + 8
                numbers.append((start + width / 2, foot, scale.short(value)))
    bottom = _names_below(canvas, names, slot)
    canvas.line(_LEFT, zero, WIDTH - _LEFT, zero, QUIET)
    for x, foot, short in numbers:
        canvas.number(x, foot, short)
    return _drawing(canvas, title, unit, names, series, language, bottom)


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
        # Where bars go to both sides, a line all the way down would cross the names.
        canvas.line(zero, top + (2 if scale.bottom else -8), zero, top + row - (11 if scale.bottom else 8), QUIET)
    return _drawing(canvas, title, unit, names, series, language, start + row * len(names))


def line_chart(id: str, title: str, unit: Unit, names: Sequence[str], series: Series, language: Language) -> Drawing:
    """A line from point to point, the first, the lowest and the last numbered."""
    canvas, scale = _Canvas(id), _Scale.of(unit, series.values, language)
    _legend(canvas, [], scale.unit)
    height, slot = _height(series.values), (WIDTH - 2 * _LEFT) / max(len(names), 1)
    zero = _TOP + height * scale.top / scale.range
    points = {
        (_LEFT + slot * (place + 0.5), zero - height * value / scale.range): value
        for place, value in enumerate(series.values)
        if value is not None
    }
    axis = (_LEFT, zero), (WIDTH - _LEFT, zero)
    canvas.line(*axis[0], *axis[1], QUIET)
    if points:
        path = list(points)
        room = FreeRoom(WIDTH, _UNIT_END, _HEIGHT - _BOTTOM + 6, [axis, *pairwise(path)])
        if scale.bottom:
            canvas.text(*room.place((WIDTH - _LEFT, zero), "0"), "0", "middle", 9, QUIET)
        canvas.path(path)
        lowest = min(path, key=lambda point: (points[point], point[0]))
        for point in dict.fromkeys((path[0], lowest, path[-1])):
            canvas.dot(*point)
            canvas.text(*room.place(point, number := scale.short(points[point])), number, "middle", 9)
    bottom = _names_below(canvas, names, slot, is_whole=True)
    return _drawing(canvas, title, unit, names, [series], language, bottom)


def _height(numbered: Sequence[int | None]) -> int:
    """How high all of the values are together: a number below the axis must not run into the names."""
    return _HEIGHT - _TOP - _BOTTOM - (_BELOW_ZERO if any(value is not None and value < 0 for value in numbered) else 0)


def _names_below(canvas: _Canvas, names: Sequence[str], slot: float, *, is_whole: bool = False) -> int:
    """Up to three short lines under a column, or the name as a whole; where that is too long, only every second is
    named. Returns where they end.
    """
    parts = names if is_whole else [word for name in names for word in name.split()]
    step = 1 if max(map(len, parts), default=0) * _LETTER + 3 <= slot else 2
    lowest = 0
    for place in range(0, len(names), step):
        for line, words in enumerate(_lines(names[place], max(int(slot * step / _LETTER), 3))):
            canvas.text(_LEFT + slot * (place + 0.5), _HEIGHT - _BOTTOM + 14 + 10 * line, words, "middle", 8, QUIET)
            lowest = max(lowest, line)
    return _HEIGHT - _BOTTOM + 20 + 10 * lowest


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
