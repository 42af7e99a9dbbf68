"""A sentence on what changed and why: by how much, and who or what made most of the difference.

>>> names = {"Nord AG": 700_00, "Süd KG": 100_00}, {"Nord AG": 200_00, "Süd KG": 150_00}
>>> explained(Unit.MONEY, 800_00, Compared(350_00, names[1]), Compared(None), names[0]).en.replace("\\xa0", " ")
'450.00 EUR more than last month (+128.6%), most of all Nord AG (+500.00 EUR). No comparison with last year yet.'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pyxl.core.labels import Label, Language, Text
from pyxl.reporting.catalogue import named
from pyxl.reporting.model import Unit, told

_NO_COMPARISON = Label("No comparison yet.", "Noch kein Vergleich.")
_NO_MONTH = Label("No comparison with last month yet.", "Noch kein Vergleich mit dem Vormonat.")
_NO_YEAR = Label("No comparison with last year yet.", "Noch kein Vergleich mit dem Vorjahr.")
_SAME_MONTH = Label("As last month.", "Wie im Vormonat.")
_SAME_YEAR = Label("As last year.", "Wie im Vorjahr.")
_MONTH = (
    Text("{change} more than last month{percent}{cause}.", "{change} mehr als im Vormonat{percent}{cause}."),
    Text("{change} less than last month{percent}{cause}.", "{change} weniger als im Vormonat{percent}{cause}."),
)
_YEAR = (
    Text("{change} more than last year{percent}{cause}.", "{change} mehr als im Vorjahr{percent}{cause}."),
    Text("{change} less than last year{percent}{cause}.", "{change} weniger als im Vorjahr{percent}{cause}."),
)
_CAUSE = Text(", most of all {name} ({part})", ", am stärksten {name} ({part})")
_NAME_LENGTH = 60


@dataclass(frozen=True)
class Compared:
    """The same figure of another time; None where nothing was recorded by then."""

    value: int | None
    by_name: Mapping[str, int] = field(default_factory=dict)


def explained(unit: Unit, value: int, month: Compared, year: Compared, by_name: Mapping[str, int]) -> Label:
    """Both comparisons in words."""
    if month.value is None and year.value is None:
        return _NO_COMPARISON
    return Label(
        *(
            f"{_against(unit, value, month, by_name, (_MONTH, _SAME_MONTH, _NO_MONTH), language)} "
            f"{_against(unit, value, year, by_name, (_YEAR, _SAME_YEAR, _NO_YEAR), language)}"
            for language in _BOTH
        )
    )


_BOTH: tuple[Language, Language] = ("en", "de")


def _against(
    unit: Unit,
    value: int,
    before: Compared,
    by_name: Mapping[str, int],
    words: tuple[tuple[Text, Text], Label, Label],
    language: Language,
) -> str:
    more_or_less, same, none = words
    if before.value is None:
        return none.text(language)
    change = value - before.value
    if not change:
        return same.text(language)
    percent = change_percent(value, before.value) if unit in (Unit.MONEY, Unit.COUNT) else None
    return more_or_less[change < 0].render(
        language,
        change=_points(unit, abs(change), language),
        percent="" if percent is None else f" ({signed(Unit.PERCENT, percent, language)})",
        cause=_cause(unit, change, by_name, before.by_name, language),
    )


def change_percent(value: int, before: int | None) -> int | None:
    """The change in tenths of a percent, rounded half up; None where a percentage of the base says nothing."""
    if before is None or before <= 0:
        return None
    change = value - before
    tenths = (2 * abs(change) * 1000 + before) // (2 * before)
    return tenths if change >= 0 else -tenths


def signed(unit: Unit, value: int, language: Language) -> str:
    """With its sign, also where it is above zero."""
    return f"{'+' if value > 0 else ''}{told(unit, value, language)}"


def _points(unit: Unit, change: int, language: Language) -> str:
    """Between two percentages lie points."""
    if unit is not Unit.PERCENT:
        return told(unit, change, language)
    return told(unit, change, language).rstrip("%").rstrip() + (" Punkte" if language == "de" else " points")


def _cause(unit: Unit, change: int, now: Mapping[str, int], before: Mapping[str, int], language: Language) -> str:
    """Who moved it most in that direction; nothing where nobody did."""
    parts = {name: now.get(name, 0) - before.get(name, 0) for name in {**now, **before} if name}
    sign = 1 if change > 0 else -1
    moved = [(sign * part, name) for name, part in parts.items() if sign * part > 0]
    if not moved or len(parts) < 2:
        return ""
    part, name = min(moved, key=lambda each: (-each[0], each[1]))
    said = named(name).text(language)
    said = said if len(said) <= _NAME_LENGTH else f"{said[: _NAME_LENGTH - 1]}…"
    return _CAUSE.render(language, name=said, part=signed(unit, sign * part, language))
