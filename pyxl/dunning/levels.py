"""The levels of dunning: hers from the tab, or the three that pyxl brings.

>>> [level.title_de for level in DEFAULT_LEVELS]
['Zahlungserinnerung', 'Mahnung', 'Letzte Mahnung']
"""

from __future__ import annotations

from decimal import Decimal

from pyxl.core.findings import CellRef, Finding
from pyxl.core.tables import Table
from pyxl.dunning import rules
from pyxl.dunning.rows import DunningLevel
from pyxl.settings import DAYS_MAX

DEFAULT_LEVELS = (
    DunningLevel(
        level=1,
        title_de="Zahlungserinnerung",
        title_en="Payment reminder",
        days=7,
        pay_days=10,
        text_de=(
            "sicher ist es Ihrer Aufmerksamkeit entgangen: Die folgenden Rechnungen sind noch offen. "
            "Haben Sie inzwischen bezahlt, betrachten Sie dieses Schreiben bitte als gegenstandslos."
        ),
        text_en=(
            "This may have escaped your notice: the following invoices are still open. "
            "If you have paid in the meantime, please disregard this letter."
        ),
    ),
    DunningLevel(
        level=2,
        title_de="Mahnung",
        title_en="Overdue notice",
        days=14,
        pay_days=10,
        fee=Decimal("2.50"),
        charges_interest=True,
        text_de=(
            "auf unsere Zahlungserinnerung haben wir noch keinen vollständigen Zahlungseingang festgestellt. "
            "Wir bitten Sie, den offenen Betrag nun zu überweisen. Stimmt etwas nicht, sprechen Sie uns bitte an."
        ),
        text_en=(
            "We have not yet received full payment after our reminder. "
            "Please transfer the open amount now. If anything is wrong, please tell us."
        ),
    ),
    DunningLevel(
        level=3,
        title_de="Letzte Mahnung",
        title_en="Final notice",
        days=14,
        pay_days=7,
        fee=Decimal("2.50"),
        charges_interest=True,
        charges_lump_sum=True,
        text_de=(
            "trotz unserer Mahnungen sind die folgenden Rechnungen nicht bezahlt. Wir fordern Sie letztmals auf, "
            "den Gesamtbetrag fristgerecht zu zahlen. Nach Ablauf der Frist werden wir ohne weitere Ankündigung "
            "gerichtliche Schritte einleiten oder die Forderung zum Einzug geben; die Kosten trügen Sie."
        ),
        text_en=(
            "Despite our notices the following invoices have not been paid. We ask you for the last time to pay the "
            "total amount in time. After this deadline we will take legal action or hand over the claim for "
            "collection without further notice, at your cost."
        ),
    ),
)
"""Polite at first, firm at last; no fee before the customer is in default."""


def usable_levels(table: Table[DunningLevel]) -> tuple[tuple[DunningLevel, ...], list[Finding]]:
    """The levels in their order, or what is wrong with the tab (DUN005)."""
    if not table.rows and not any(found.is_error for found in table.findings):
        return DEFAULT_LEVELS, []
    levels = tuple(sorted(table, key=lambda level: level.level))
    numbers = tuple(level.level for level in levels)
    is_complete = numbers == tuple(range(1, len(levels) + 1)) and bool(levels)
    is_readable = not any(found.is_error for found in table.findings) and all(map(_is_sound, levels))
    if is_complete and is_readable:
        return levels, []
    return (), [rules.LEVELS_UNUSABLE.at(CellRef("DunningLevels"), found=numbers or "–")]


def _is_sound(level: DunningLevel) -> bool:
    days = (level.days, level.pay_days or 0)
    return all(count is not None and 0 <= count <= DAYS_MAX for count in days) and (level.fee or 0) >= 0
