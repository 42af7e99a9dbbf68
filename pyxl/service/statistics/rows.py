"""The tab that counts complaints: by item, supplier, picker, carrier, cause and month, written anew each time."""

from __future__ import annotations

from decimal import Decimal

from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.schema import LabelledEnum, Row, column, table


class Dimension(LabelledEnum):
    """By what complaints are counted: suppliers by what is wrong with a product, pickers by what was picked wrong."""

    ITEM = Label("item", "Artikel")
    SUPPLIER = Label("supplier", "Lieferant")
    PICKER = Label("picker", "Kommissionierer")
    CARRIER = Label("carrier", "Spediteur")
    CAUSE = Label("cause", "Ursache")
    GROUP = Label("group of causes", "Ursachengruppe")
    MONTH = Label("month", "Monat")


@table(
    tab="CaseStatistics",
    key="place",
    label=Label("Case statistics", "Fallstatistik"),
    purpose=(
        "Where complaints come from, and where they gather more than chance would have it.",
        "Woher Reklamationen kommen, und wo sie sich mehr häufen, als der Zufall es täte.",
    ),
)
class CaseStatistic(Row):
    """One count."""

    place: str = column("Place", "Rang", frozen=True, required=True, width=8)
    dimension: Dimension = column("By", "Nach", frozen=True, width=18)
    name: str = column("What", "Was", frozen=True, width=36, default="")
    complaints: int | None = column("Complaints", "Reklamationen", frozen=True, width=13, default=None)
    deliveries: int | None = column(
        "Deliveries",
        "Lieferungen",
        frozen=True,
        width=12,
        default=None,
        help=("Lines of delivery notes; without these, of orders.", "Lieferscheinzeilen; ohne diese Auftragszeilen."),
    )
    percent: Decimal | None = column("%", "%", frozen=True, number_format="0.0", width=8, default=None)
    cost: Money | None = column("Cost", "Kosten", frozen=True, width=13, default=None)
    is_gathered: bool = column(
        "More than chance",
        "Mehr als Zufall",
        frozen=True,
        width=14,
        default=False,
        help=(
            "yes: chance alone gives that once in twenty counts.",
            "ja: Der Zufall allein gibt das in 1 von 20 Zählungen.",
        ),
    )
