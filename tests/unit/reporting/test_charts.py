"""No number of a chart stands on a line or on other words, whatever the values are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyxl.core.labels import Label
from pyxl.reporting.drawing import NOW, WIDTH, Drawing, Series, Shape, bar_chart, column_chart, line_chart
from pyxl.reporting.model import Unit

WEEKS = [f"{day:02}.11." for day in range(1, 14)]
AGES = ["nicht fällig", "1 bis 30 Tage", "31 bis 60 Tage", "61 bis 90 Tage", "über 90 Tage", "Guthaben"]


def series(values: list[int]) -> Series:
    return Series(NOW, tuple(value * 100 for value in values))


def of(shape: Shape, name: str) -> float:
    return float(dict(shape.attributes)[name])


def texts(drawing: Drawing, size: str, anchor: str = "middle") -> list[Shape]:
    """The words of that size."""
    found = {"font-size": size, "text-anchor": anchor}.items()
    return [each for each in drawing.shapes if each.tag == "text" and found <= dict(each.attributes).items()]


def covered(drawing: Drawing, number: Shape) -> Iterator[Shape]:
    """Points of the line that lie under the number."""
    width, x, y = 4.5 * len(number.text), of(number, "x"), of(number, "y")
    (path,) = (each for each in drawing.shapes if each.tag == "polyline")
    points = [tuple(map(float, point.split(","))) for point in dict(path.attributes)["points"].split()]
    for (x1, y1), (x2, y2) in pairwise(points):
        for step in range(51):
            px, py = x1 + (x2 - x1) * step / 50, y1 + (y2 - y1) * step / 50
            if abs(px - x) < width / 2 and y - 6 < py < y:
                yield path


@pytest.mark.parametrize(
    "values",
    [
        [130, *[170] * 12],
        [-24, *[570] * 12],
        [14] * 13,
        [-24] * 13,
        [36, *[700] * 12],
        [*[700] * 11, 20, 800],
        [900, 500, 100, -200, -300, -400, -500, -550, -600, -700, -800, -900, -1000],
    ],
)
def test_numbers_of_a_line_stand_beside_it(values: list[int]) -> None:
    drawing = line_chart("c", "t", Unit.MONEY, WEEKS, series(values), "de")
    numbers = texts(drawing, "9")
    assert numbers
    for number in numbers:
        assert not list(covered(drawing, number)), number
    feet = [(of(each, "x"), of(each, "y")) for each in numbers]
    assert len(set(feet)) == len(feet)
    names = min(of(each, "y") for each in texts(drawing, "8"))
    assert max(y for _, y in feet) <= names - 7


def test_a_line_that_falls_below_zero_says_where_zero_is() -> None:
    assert "0" in [each.text for each in texts(line_chart("c", "t", Unit.MONEY, WEEKS, series([-24] * 13), "de"), "9")]
    above = line_chart("c", "t", Unit.MONEY, WEEKS, series([24] * 13), "de")
    assert "0" not in [each.text for each in texts(above, "9")]


@given(st.lists(st.integers(-9_999, 9_999), min_size=6, max_size=6))
def test_numbers_of_columns_end_above_the_names(values: list[int]) -> None:
    drawing = column_chart("c", "t", Unit.MONEY, AGES, [series(values)], "de")
    small = texts(drawing, "8")
    numbers, names = small[-len(AGES) :], small[: -len(AGES)]
    assert max(of(each, "y") for each in numbers) <= min(of(each, "y") for each in names) - 8
    assert max(of(each, "y") for each in names) < drawing.height


def test_no_axis_of_bars_crosses_a_name() -> None:
    names = ["Tische", "Dienste", "Verträge, Gutschriften, Abzüge"]
    for values in ([20_000, 81, -582], [-20_000, -81, -582]):
        drawing = bar_chart("c", "t", Unit.MONEY, names, [series(values)], "de")
        words = [each for each in drawing.shapes if each.tag == "text" and each.text in names]
        axes = [each for each in drawing.shapes if each.tag == "line"]
        assert len(words) == len(names)
        for word in words:
            y = of(word, "y")
            assert not any(of(axis, "y1") < y and of(axis, "y2") > y - 7 for axis in axes), word


@given(st.lists(st.integers(-(10**12), 10**12), min_size=13, max_size=13))
def test_nothing_stands_outside(values: list[int]) -> None:
    drawing = line_chart("c", "t", Unit.MONEY, WEEKS, Series(Label("a", "a"), tuple(values)), "de")
    for number in texts(drawing, "9"):
        assert 0 <= of(number, "x") <= WIDTH
        assert 10 < of(number, "y") < drawing.height
