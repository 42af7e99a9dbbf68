"""The names of months, written out here: strftime would ask the computer's locale.

>>> month_name(date(2026, 3, 4)).de
'März 2026'
"""

from __future__ import annotations

from datetime import date

from pyxl.core.labels import Label

_NAMES = (
    Label("January", "Januar"),
    Label("February", "Februar"),
    Label("March", "März"),
    Label("April", "April"),
    Label("May", "Mai"),
    Label("June", "Juni"),
    Label("July", "Juli"),
    Label("August", "August"),
    Label("September", "September"),
    Label("October", "Oktober"),
    Label("November", "November"),
    Label("December", "Dezember"),
)


def month_name(day: date) -> Label:
    """The month of a day, in words."""
    name = _NAMES[day.month - 1]
    return Label(f"{name.en} {day.year}", f"{name.de} {day.year}")
