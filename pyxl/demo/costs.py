"""What the demo firm pays again and again, for the cash forecast; the bank's lines of October show the same.

>>> demo_recurring()[0].name
'Miete Halle und Büro'
"""

from __future__ import annotations

from datetime import date

from pyxl.core.money import Money
from pyxl.forecasting.rows import RecurringCost, Rhythm

_ROWS: tuple[tuple[str, str, Rhythm, date], ...] = (
    ("Miete Halle und Büro", "4850.00", Rhythm.MONTHLY, date(2026, 1, 1)),
    ("Leasing Lieferwagen", "389.00", Rhythm.MONTHLY, date(2026, 1, 1)),
    ("Strom, Abschlag", "1142.60", Rhythm.MONTHLY, date(2026, 1, 2)),
    ("Umsatzsteuer (Schätzung)", "9700.00", Rhythm.MONTHLY, date(2026, 1, 12)),
    ("Lohnsteuer", "4127.18", Rhythm.MONTHLY, date(2026, 1, 12)),
    ("Darlehen, Zins und Tilgung", "1850.00", Rhythm.MONTHLY, date(2026, 1, 15)),
    ("Betriebshaftpflicht", "287.50", Rhythm.QUARTERLY, date(2026, 1, 15)),
    ("Krankenkassen", "4598.18", Rhythm.MONTHLY, date(2026, 1, 26)),
    ("Löhne und Gehälter", "14129.35", Rhythm.MONTHLY, date(2026, 1, 28)),
    ("Weihnachtsgeld", "7000.00", Rhythm.ONCE, date(2026, 11, 28)),
)


def demo_recurring() -> tuple[RecurringCost, ...]:
    """Rent, wages, taxes and the like."""
    return tuple(
        RecurringCost(cost_id=f"K-{place}", name=name, amount=Money.of(amount), rhythm=rhythm, first_on=first)
        for place, (name, amount, rhythm, first) in enumerate(_ROWS, 1)
    )
