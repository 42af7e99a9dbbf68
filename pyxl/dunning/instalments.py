"""Instalment plans: an invoice with instalments is not dunned while no more is open than is still to come.

>>> plan = InstalmentPlan(((date(2026, 5, 1), Money.of(50)), (date(2026, 6, 1), Money.of(50))))
>>> plan.is_kept(Money.of(100), date(2026, 5, 1), 0), plan.is_kept(Money.of(100), date(2026, 5, 2), 0)
(True, False)
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from pyxl.core.labels import Label
from pyxl.core.money import Money, total
from pyxl.core.schema import Row, column, table
from pyxl.core.tables import Table


@table(
    tab="Instalments",
    key="instalment_id",
    label=Label("Instalments", "Raten"),
    is_input=True,
    surrogate_key="RP",
    purpose=(
        "Instalments agreed for an invoice: one line for each, with its day.",
        "Vereinbarte Raten einer Rechnung: eine Zeile je Rate, mit ihrem Tag.",
    ),
)
class Instalment(Row):
    """One instalment."""

    instalment_id: str = column("Line ID", "Zeilen-ID", width=15, default="")
    invoice_number: str = column("Invoice no.", "Rechnungsnr.", required=True, refers_to="Receivables", width=16)
    due_date: date = column("Due date", "Fällig am", required=True, width=13)
    amount: Money = column("Amount", "Betrag", required=True, width=13)
    currency: str = column("Currency", "Währung", width=9, default="EUR")
    note: str = column("Note", "Notiz", width=44, default="")
    check: str = column("Check", "Prüfung", width=44, default="")


@dataclass(frozen=True, slots=True)
class InstalmentPlan:
    """The instalments of one invoice, by day."""

    instalments: tuple[tuple[date, Money], ...]

    def is_kept(self, amount_open: Money, as_of: date, tolerance_days: int) -> bool:
        """Whether no more is open than the instalments that are still to come, or whose money may be on its way."""
        to_come = [amount for day, amount in self.instalments if _later(day, tolerance_days) >= as_of]
        return amount_open <= total(to_come, amount_open.currency)

    def missed(self, as_of: date, tolerance_days: int) -> date | None:
        """The day of the last instalment that should have come."""
        past = [day for day, _ in self.instalments if _later(day, tolerance_days) < as_of]
        return max(past, default=None)

    def following(self, as_of: date) -> date | None:
        """The day of the next instalment."""
        return min((day for day, _ in self.instalments if day >= as_of), default=None)


def plans_of(instalments: Table[Instalment]) -> dict[tuple[str, str], InstalmentPlan]:
    """The plans by invoice and currency."""
    found: dict[tuple[str, str], list[tuple[date, Money]]] = defaultdict(list)
    for row in instalments:
        if row.amount.cents > 0:
            found[row.invoice_number, row.amount.currency].append((row.due_date, row.amount))
    return {key: InstalmentPlan(tuple(sorted(rows, key=lambda each: each[0]))) for key, rows in found.items()}


def _later(day: date, days: int) -> date:
    return day + timedelta(min(days, (date.max - day).days))
