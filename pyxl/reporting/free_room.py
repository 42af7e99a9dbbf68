"""Where a number stands beside its point in a chart: where no line and no other number is.

>>> room = FreeRoom(360, top=0, bottom=200)
>>> room.place((50, 50), "120")
(50, 43)
>>> room.lines.append(((50, 90), (70, 10)))
>>> room.place((50, 90), "120")
(50, 103.5)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

Point: TypeAlias = tuple[float, float]
_DIGIT, _HEIGHT = 5.8, 6.5
"""What a digit takes, also in a font that is wider than ours."""
_AWAY = 7


class _Box(NamedTuple):
    """The room that a number takes."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        """Whether they have room in common."""
        is_beside = self.right <= other.left or other.right <= self.left
        return not (is_beside or self.bottom <= other.top or other.bottom <= self.top)

    def is_crossed(self, start: Point, end: Point) -> bool:
        """Whether the line, from left to right, comes into it."""
        left, right = max(self.left, start[0]), min(self.right, end[0])
        if left > right:
            return False
        slope = (end[1] - start[1]) / (end[0] - start[0])
        ends = sorted(start[1] + slope * (x - start[0]) for x in (left, right))
        return ends[0] < self.bottom + 1 and ends[1] > self.top - 1


@dataclass
class FreeRoom:
    """A chart of this width, between what is above and what is below; its lines and numbers so far."""

    width: float
    top: float
    bottom: float
    lines: list[tuple[Point, Point]] = field(default_factory=list)
    """Each from left to right."""
    _taken: list[_Box] = field(default_factory=list)

    def place(self, point: Point, number: str) -> Point:
        """Where the middle of its foot stands: above the point, or else wherever it is free; above if nowhere is."""
        width = _DIGIT * len(number)
        boxes = [(foot, _box(foot, width)) for foot in _around(point, width)]
        foot, box = next(((foot, box) for foot, box in boxes if self._is_free(box)), boxes[0])
        self._taken.append(box)
        return foot

    def _is_free(self, box: _Box) -> bool:
        is_inside = box.left >= 0 and box.right <= self.width and self.top <= box.top and box.bottom <= self.bottom
        is_crossed = any(box.is_crossed(*line) for line in self.lines)
        return is_inside and not is_crossed and not any(box.meets(other) for other in self._taken)


def _box(foot: Point, width: float) -> _Box:
    return _Box(foot[0] - width / 2, foot[1] - _HEIGHT, foot[0] + width / 2, foot[1])


def _around(point: Point, width: float) -> Iterator[Point]:
    """Above, below, to the sides, and aside above or below; at last higher up."""
    x, y = point
    aside, above, below = width / 2 + 5, y - _AWAY, y + _AWAY + _HEIGHT
    yield from ((x, above), (x, below), (x - aside, y + _HEIGHT / 2), (x + aside, y + _HEIGHT / 2))
    yield from ((x - aside, above), (x + aside, above), (x - aside, below), (x + aside, below))
    yield from ((x, above - _AWAY), (x, below + _AWAY))
