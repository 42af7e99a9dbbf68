"""From rows to figures: sums, shares and parts, each beside the same of last month and last year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyxl.core.labels import Label
from pyxl.reporting.catalogue import BREAKDOWN_OF, OTHERS, FigureSpec, named, part_key, spec_of
from pyxl.reporting.explaining import Compared, explained
from pyxl.reporting.facts import Facts
from pyxl.reporting.model import Breakdown, Figure
from pyxl.reporting.periods import Periods

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class Compare:
    """The same rows at three times; None for a time at which nothing was recorded yet."""

    now: Facts
    month: Facts | None
    year: Facts | None

    @classmethod
    def flow(cls, facts: Facts, periods: Periods) -> Compare:
        """What happened within the month, and within the months it is compared with."""
        return cls(
            facts.within(periods.now),
            facts.within(periods.month_before) if facts.reaches(periods.month_before) else None,
            facts.within(periods.year_before) if facts.reaches(periods.year_before) else None,
        )

    @classmethod
    def state(cls, states: Sequence[Facts], periods: Periods) -> Compare:
        """How things stood at the end of each span; the states are in that order."""
        now, month, year = states
        return cls(
            now,
            month if now.reaches(periods.month_before) else None,
            year if now.reaches(periods.year_before) else None,
        )

    def counted(self) -> Compare:
        """Each line as one."""
        return Compare(self.now.counted(), self.month and self.month.counted(), self.year and self.year.counted())


def sum_of(key: str, compared: Compare, rows: str = "") -> Figure:
    """The figure that is the sum of the values."""
    now = compared.now
    return figure(key, now.total, _compared(compared.month), _compared(compared.year), now.by_name(), rows, now.places)


def figure(
    key: str,
    value: int | None,
    month: Compared,
    year: Compared,
    by_name: dict[str, int] | None = None,
    rows: str = "",
    places: tuple[int, ...] = (),
) -> Figure:
    """A figure with its sentence."""
    spec = spec_of(key)
    assert isinstance(spec, FigureSpec)
    sentence = explained(spec.unit, value, month, year, by_name or {}) if value is not None else Label("", "")
    return Figure(
        key=key,
        label=spec.label,
        value=value,
        month_before=month.value,
        year_before=year.value,
        sentence=sentence,
        rows=rows,
        places=places,
    )


def _compared(facts: Facts | None) -> Compared:
    return Compared(None) if facts is None else Compared(facts.total, facts.by_name())


def share(part: int, whole: int) -> int | None:
    """In tenths of a percent, rounded half up; None of nothing, or of less."""
    if whole <= 0:
        return None
    tenths = (2 * abs(part) * 1000 + whole) // (2 * whole)
    return tenths if part >= 0 else -tenths


def parts_by_name(key: str, compared: Compare, rows: str = "") -> Breakdown:
    """The largest by name, each beside the same of last month and last year; the last place is for all others."""
    spec = BREAKDOWN_OF[key]
    now = compared.now.by_name()
    largest = sorted(now, key=lambda name: (-abs(now[name]), name))
    chosen = sorted(largest[: spec.places - 1], key=lambda name: (-now[name], name))
    before = [each.by_name() if each is not None else None for each in (compared.month, compared.year)]
    places = _places(compared.now.frame)
    parts = [
        Figure(
            key=part_key(key, place),
            label=named(name),
            value=now[name],
            month_before=_of(before[0], name),
            year_before=_of(before[1], name),
            rows=rows,
            places=places[name],
        )
        for place, name in enumerate(chosen, 1)
    ]
    if {*now, *(before[0] or ()), *(before[1] or ())} - set(chosen):
        rest = tuple(sorted({row for name, found in places.items() if name not in chosen for row in found}))
        parts.append(_others(part_key(key, spec.places), now, before, set(chosen), rows, rest))
    return Breakdown(key=key, parts=tuple(parts))


def _others(
    key: str,
    now: dict[str, int],
    before: list[dict[str, int] | None],
    named: set[str],
    rows: str,
    places: tuple[int, ...],
) -> Figure:
    sums = [
        None if each is None else sum(value for name, value in each.items() if name not in named)
        for each in (now, *before)
    ]
    return Figure(
        key=key, label=OTHERS, value=sums[0], month_before=sums[1], year_before=sums[2], rows=rows, places=places
    )


def _of(sums: dict[str, int] | None, name: str) -> int | None:
    return None if sums is None else sums.get(name, 0)


def _places(frame: DataFrame) -> dict[str, tuple[int, ...]]:
    found = frame[frame["row"] > 0].groupby("by")["row"].unique()
    rows = {str(name): tuple(sorted(int(row) for row in each)) for name, each in found.items()}
    return {str(name): rows.get(str(name), ()) for name in frame["by"].unique()}


def fixed_parts(key: str, compared: Compare, names: Sequence[str], rows: str = "") -> Breakdown:
    """Parts that are always the same: `names` are their names in the frames, in the order of the catalogue's."""
    spec, places = BREAKDOWN_OF[key], _places(compared.now.frame)
    sums = [each.by_name() if each is not None else None for each in (compared.now, compared.month, compared.year)]
    return Breakdown(
        key=key,
        parts=tuple(
            Figure(
                key=part_key(key, place),
                label=label,
                value=_of(sums[0], name),
                month_before=_of(sums[1], name),
                year_before=_of(sums[2], name),
                rows=rows,
                places=places.get(name, ()),
            )
            for place, (label, name) in enumerate(zip(spec.names, names, strict=True), 1)
        ),
    )
