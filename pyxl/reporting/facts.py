"""The rows that figures are made of, as frames: days as datetime64, amounts as int64 cents, never a float.

A frame has one line per row of a tab (or per part of one) with `row`, `key`, `day`, `text`, `by` and `value`. `by` is
what a change is explained with: a customer, a supplier, a cause.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from pyxl.core.labels import Label
from pyxl.reporting.model import RowList, Unit
from pyxl.reporting.periods import Span

if TYPE_CHECKING:
    from pandas import DataFrame, Series


class Fact(NamedTuple):
    """One line of a frame. `value` is in cents, or whatever its figure counts."""

    row: int
    key: str
    day: date | None
    text: str
    by: str
    value: int


@dataclass(frozen=True, eq=False)
class Facts:
    """What a subject is made of."""

    sheet: str
    frame: DataFrame
    begin: date | None
    """The first day of all; before it there is nothing to compare with."""

    def within(self, span: Span) -> Facts:
        """Only what falls into these days."""
        return self.where((self.frame["day"] >= str(span.first)) & (self.frame["day"] <= str(span.last)))

    def where(self, chosen: Series[bool]) -> Facts:
        """Only these lines."""
        return Facts(self.sheet, self.frame[chosen], self.begin)

    def reaches(self, span: Span) -> bool:
        """Whether anything was recorded by then."""
        return self.begin is not None and self.begin <= span.last

    @property
    def total(self) -> int:
        """The sum of the values."""
        return int(self.frame["value"].sum())

    @property
    def count(self) -> int:
        """How many lines."""
        return len(self.frame)

    @property
    def places(self) -> tuple[int, ...]:
        """The rows of the sheet, each once."""
        return tuple(sorted({int(row) for row in self.frame["row"] if row}))

    def by_name(self) -> dict[str, int]:
        """The values by what explains them, the largest first."""
        sums = self.frame.groupby("by", sort=True)["value"].sum()
        found = {str(name): int(value) for name, value in sums.items()}
        return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))

    def counted(self) -> Facts:
        """Each line as one."""
        return Facts(self.sheet, self.frame.assign(value=1), self.begin)

    def by_others(self, names: list[str]) -> Facts:
        """The same lines, explained by something else."""
        return Facts(self.sheet, self.frame.assign(by=names), self.begin)

    def worth(self, values: list[int]) -> Facts:
        """The same lines with other values."""
        return Facts(self.sheet, self.frame.assign(value=values).astype({"value": "int64"}), self.begin)

    def listed(self, key: str, label: Label, unit: Unit = Unit.MONEY) -> RowList:
        """The lines as a list that figures link to."""
        frame = self.frame
        days = tuple(None if day is None else day for day in _days(frame["day"]))
        return RowList(
            key=key,
            sheet=self.sheet,
            label=label,
            rows=tuple(frame["row"].tolist()),
            keys=tuple(frame["key"].tolist()),
            days=days,
            texts=tuple(frame["text"].tolist()),
            values=tuple(frame["value"].tolist()),
            unit=unit,
        )


def _days(column: Series[date]) -> Iterable[date | None]:
    return (None if each is None else each.date() for each in column.astype(object).where(column.notna(), None))


def facts_of(sheet: str, found: Iterable[Fact], begin: date | None = None) -> Facts:
    """The frame of these facts; `begin` where it is not simply the first of their days."""
    import numpy
    import pandas

    lines = list(found)
    columns = list(zip(*lines, strict=True)) or [()] * len(Fact._fields)
    by_name = dict(zip(Fact._fields, columns, strict=True))
    frame = pandas.DataFrame(
        {
            "row": pandas.Series(by_name["row"], dtype="int32"),
            "key": pandas.Series(by_name["key"], dtype="object"),
            "day": pandas.Series(numpy.array(by_name["day"], dtype="datetime64[s]")),
            "text": pandas.Series(by_name["text"], dtype="object"),
            "by": pandas.Series(by_name["by"], dtype="object"),
            "value": pandas.Series(by_name["value"], dtype="int64"),
        }
    )
    return Facts(sheet, frame, begin or min((each.day for each in lines if each.day), default=None))
