"""Every figure and breakdown there is: its name, its subject, its unit, and the formula that keeps it up to date.

The tab has a row for each, always in this order, so that its charts show the same cells for ever. A formula is given
where the figure is a sum or count of a tab's cells; `{first_on}` and `{last_on}` are the days of the figure's own row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pyxl.core.labels import Label
from pyxl.core.schema import LabelledEnum
from pyxl.dunning.rows import CollectionKind, CollectionStatus
from pyxl.ledger.cases.rows import CaseStatus
from pyxl.ledger.rows import BankStatus
from pyxl.reporting.live import AGED, BANK_MONTH, CASES_MONTH, LETTERS, NET, aged, in_month, open_items, same, worded
from pyxl.reporting.model import Unit
from pyxl.reporting.periods import MONTHS_SHOWN

Shape = Literal["columns", "bars", "line"]


class Section(LabelledEnum):
    """The subjects, in their order."""

    ORDERS = Label("Orders", "Aufträge")
    DELIVERIES = Label("Deliveries", "Lieferungen")
    TURNOVER = Label("Turnover and margin", "Umsatz und Rohertrag")
    RECEIVABLES = Label("Receivables", "Offene Posten")
    DUNNING = Label("Dunning", "Mahnwesen")
    BILLS = Label("Suppliers' bills", "Lieferantenrechnungen")
    CASH = Label("Cash", "Liquidität")
    STOCK = Label("Stock", "Lager")
    COMPLAINTS = Label("Complaints", "Reklamationen")
    RECONCILIATION = Label("Reconciliation", "Zahlungszuordnung")


@dataclass(frozen=True, slots=True)
class FigureSpec:
    """One figure."""

    key: str
    section: Section
    label: Label
    unit: Unit
    live: Label | None = None
    """The sheet formula, with the words that the tabs have in each language."""
    is_state: bool = False
    """Whether it says how things stand on the last day, not what happened in the month."""


@dataclass(frozen=True, slots=True)
class BreakdownSpec:
    """A figure in its parts."""

    key: str
    section: Section
    label: Label
    unit: Unit
    places: int
    """So many parts have room; in bars, by name, the last one is for all others."""
    shape: Shape
    names: tuple[Label, ...] = ()
    """The parts, where they are always the same."""
    live: tuple[Label, ...] = ()

    @property
    def is_by_month(self) -> bool:
        """Whether each part is a month, beside the same month of the year before."""
        return self.shape == "columns" and self.places == MONTHS_SHOWN

    @property
    def is_over_time(self) -> bool:
        """Whether the parts follow each other in time, so that none of them but the last is of the reported month."""
        return self.is_by_month or self.shape == "line"

    @property
    def drawn(self) -> int:
        """How many parts a chart shows: what all others have together would dwarf each of the largest."""
        return self.places - 1 if self.shape == "bars" else self.places


FIGURES = (
    FigureSpec("order_intake", Section.ORDERS, Label("Order intake, net", "Auftragseingang, netto"), Unit.MONEY),
    FigureSpec("orders", Section.ORDERS, Label("Orders that came in", "Eingegangene Aufträge"), Unit.COUNT),
    FigureSpec(
        "backlog", Section.ORDERS, Label("Order backlog, net", "Auftragsbestand, netto"), Unit.MONEY, is_state=True
    ),
    FigureSpec(
        "deliveries",
        Section.DELIVERIES,
        Label("Delivery notes", "Lieferscheine"),
        Unit.COUNT,
    ),
    FigureSpec(
        "on_time", Section.DELIVERIES, Label("Lines delivered on time", "Positionen termingerecht"), Unit.PERCENT
    ),
    FigureSpec("late", Section.DELIVERIES, Label("Lines delivered late", "Positionen verspätet"), Unit.COUNT),
    FigureSpec(
        "unbilled",
        Section.DELIVERIES,
        Label("Delivered, not invoiced, net", "Geliefert, nicht berechnet, netto"),
        Unit.MONEY,
        is_state=True,
    ),
    FigureSpec("turnover", Section.TURNOVER, Label("Turnover, net", "Umsatz, netto"), Unit.MONEY, same(NET)),
    FigureSpec(
        "invoices",
        Section.TURNOVER,
        Label("Invoices and credit notes", "Rechnungen und Korrekturen"),
        Unit.COUNT,
        same("COUNTIFS(" + in_month("{Invoices.invoice_date}") + ")"),
    ),
    FigureSpec("margin", Section.TURNOVER, Label("Margin", "Rohertrag"), Unit.MONEY),
    FigureSpec("margin_rate", Section.TURNOVER, Label("Margin rate", "Rohertragsquote"), Unit.PERCENT),
    FigureSpec(
        "receivables",
        Section.RECEIVABLES,
        Label("Open items", "Offene Posten"),
        Unit.MONEY,
        open_items(),
        is_state=True,
    ),
    FigureSpec(
        "overdue", Section.RECEIVABLES, Label("Overdue", "Überfällig"), Unit.MONEY, aged(0, None), is_state=True
    ),
    FigureSpec(
        "dso",
        Section.RECEIVABLES,
        Label("Days sales outstanding (DSO)", "Außenstandsdauer (DSO)"),
        Unit.DAYS,
        is_state=True,
    ),
    FigureSpec(
        "letters",
        Section.DUNNING,
        Label("Dunning letters", "Mahnungen"),
        Unit.COUNT,
        worded(f"COUNTIFS({LETTERS})", CollectionKind.LETTER, CollectionStatus.WRITTEN),
    ),
    FigureSpec(
        "asked",
        Section.DUNNING,
        Label("Asked for in letters", "In Mahnungen gefordert"),
        Unit.MONEY,
        worded(
            f'SUMIFS({{Collections.amount_asked}},{LETTERS},{{Collections.currency}},"EUR")',
            CollectionKind.LETTER,
            CollectionStatus.WRITTEN,
        ),
    ),
    FigureSpec("written_off", Section.DUNNING, Label("Written off by hand", "Von Hand ausgebucht"), Unit.MONEY),
    FigureSpec("bills_open", Section.BILLS, Label("Open bills", "Offene Rechnungen"), Unit.MONEY, is_state=True),
    FigureSpec(
        "bills_overdue", Section.BILLS, Label("of these overdue", "davon überfällig"), Unit.MONEY, is_state=True
    ),
    FigureSpec(
        "bills_due",
        Section.BILLS,
        Label("of these due within 30 days", "davon fällig in 30 Tagen"),
        Unit.MONEY,
        is_state=True,
    ),
    FigureSpec("discount_gained", Section.BILLS, Label("Cash discount gained", "Skonto gezogen"), Unit.MONEY),
    FigureSpec("discount_lost", Section.BILLS, Label("Cash discount lost", "Skonto verloren"), Unit.MONEY),
    FigureSpec(
        "discount_granted",
        Section.BILLS,
        Label("Cash discount customers took", "Skonto, das Kunden zogen"),
        Unit.MONEY,
    ),
    FigureSpec("bank_balance", Section.CASH, Label("In the bank", "Auf der Bank"), Unit.MONEY, is_state=True),
    FigureSpec(
        "forecast_lowest",
        Section.CASH,
        Label("Lowest in the next 13 weeks", "Tiefststand in 13 Wochen"),
        Unit.MONEY,
        is_state=True,
    ),
    FigureSpec("forecast_closing", Section.CASH, Label("In 13 weeks", "In 13 Wochen"), Unit.MONEY, is_state=True),
    FigureSpec("stock_value", Section.STOCK, Label("Stock value", "Lagerwert"), Unit.MONEY, is_state=True),
    FigureSpec(
        "dead_stock",
        Section.STOCK,
        Label("Dead stock (none gone for 180 days)", "Ladenhüter (180 Tage ohne Abgang)"),
        Unit.MONEY,
        is_state=True,
    ),
    FigureSpec(
        "complaints",
        Section.COMPLAINTS,
        Label("Complaints received", "Eingegangene Reklamationen"),
        Unit.COUNT,
        worded(f'COUNTIFS({CASES_MONTH},{{Cases.complaint}},"?*",{{Cases.status}},"<>"&$0)', CaseStatus.REJECTED),
    ),
    FigureSpec("complaint_cost", Section.COMPLAINTS, Label("What they cost", "Was sie kosteten"), Unit.MONEY),
    FigureSpec(
        "complaints_open",
        Section.COMPLAINTS,
        Label("Open complaints", "Offene Reklamationen"),
        Unit.COUNT,
        is_state=True,
    ),
    FigureSpec(
        "bank_lines",
        Section.RECONCILIATION,
        Label("Bank lines", "Bankzeilen"),
        Unit.COUNT,
        same(f"COUNTIFS({BANK_MONTH})"),
    ),
    FigureSpec(
        "settled",
        Section.RECONCILIATION,
        Label("of these settled", "davon zugeordnet"),
        Unit.COUNT,
        worded(f"COUNTIFS({BANK_MONTH},{{Bank.status}},$0)", BankStatus.SETTLED),
    ),
    FigureSpec(
        "settled_rate",
        Section.RECONCILIATION,
        Label("Settled of customers' payments", "Zugeordnet von Kundenzahlungen"),
        Unit.PERCENT,
    ),
    FigureSpec(
        "unsettled",
        Section.RECONCILIATION,
        Label("Bank lines still open", "Noch offene Bankzeilen"),
        Unit.MONEY,
    ),
)
BREAKDOWNS = (
    BreakdownSpec(
        "turnover_by_month",
        Section.TURNOVER,
        Label("Turnover by month", "Umsatz je Monat"),
        Unit.MONEY,
        MONTHS_SHOWN,
        "columns",
        live=(same(NET),) * MONTHS_SHOWN,
    ),
    BreakdownSpec(
        "margin_by_month",
        Section.TURNOVER,
        Label("Margin by month", "Rohertrag je Monat"),
        Unit.MONEY,
        MONTHS_SHOWN,
        "columns",
    ),
    BreakdownSpec(
        "turnover_by_customer",
        Section.TURNOVER,
        Label("Turnover by customer", "Umsatz je Kunde"),
        Unit.MONEY,
        11,
        "bars",
    ),
    BreakdownSpec(
        "margin_by_customer",
        Section.TURNOVER,
        Label("Margin by customer", "Rohertrag je Kunde"),
        Unit.MONEY,
        11,
        "bars",
    ),
    BreakdownSpec(
        "turnover_by_group",
        Section.TURNOVER,
        Label("Turnover by item group", "Umsatz je Warengruppe"),
        Unit.MONEY,
        11,
        "bars",
    ),
    BreakdownSpec(
        "margin_by_group",
        Section.TURNOVER,
        Label("Margin by item group", "Rohertrag je Warengruppe"),
        Unit.MONEY,
        11,
        "bars",
    ),
    BreakdownSpec(
        "ageing",
        Section.RECEIVABLES,
        Label("Open items by age", "Offene Posten nach Alter"),
        Unit.MONEY,
        6,
        "columns",
        (
            Label("not due", "nicht fällig"),
            Label("1 to 30 days", "1 bis 30 Tage"),
            Label("31 to 60 days", "31 bis 60 Tage"),
            Label("61 to 90 days", "61 bis 90 Tage"),
            Label("over 90 days", "über 90 Tage"),
            Label("credits", "Guthaben"),
        ),
        AGED,
    ),
    BreakdownSpec(
        "forecast", Section.CASH, Label("In the bank, by week", "Auf der Bank, je Woche"), Unit.MONEY, 13, "line"
    ),
    BreakdownSpec(
        "causes",
        Section.COMPLAINTS,
        Label("Complaints by cause", "Reklamationen nach Ursache"),
        Unit.COUNT,
        9,
        "bars",
    ),
    BreakdownSpec(
        "matched",
        Section.RECONCILIATION,
        Label("Why payments were settled", "Warum Zahlungen zugeordnet wurden"),
        Unit.COUNT,
        6,
        "bars",
    ),
)
FIGURE_OF = {spec.key: spec for spec in FIGURES}
BREAKDOWN_OF = {spec.key: spec for spec in BREAKDOWNS}
OTHERS = Label("all others", "alle anderen")
"""What has no place of its own in a breakdown."""
NO_GROUP = Label("without item group", "ohne Warengruppe")
NO_LINE = Label("contracts, credits, deductions", "Verträge, Gutschriften, Abzüge")
BY_HAND = Label("accepted by hand", "von Hand übernommen")
BY_NUMBER = Label("invoice number named", "Rechnungsnummer genannt")
BY_AMOUNT = Label("only one that fits", "einzig passender Betrag")
IN_BATCH = Label("own batch", "eigener Sammler")
OTHER_WAYS = Label("other evidence", "andere Hinweise")
NO_CAUSE = Label("no cause named", "ohne Ursache")
_WORDS = {each.en: each for each in (NO_GROUP, NO_LINE, BY_HAND, BY_NUMBER, BY_AMOUNT, IN_BATCH, OTHER_WAYS, NO_CAUSE)}


def named(name: str) -> Label:
    """A name of hers as it is; a word of pyxl's own in both languages."""
    return _WORDS.get(name) or Label(name, name)


def part_key(breakdown: str, place: int) -> str:
    """The key of a part, its place counted from 1."""
    return f"{breakdown}.{place:02}"


def keys() -> Iterator[str]:
    """The keys of all rows of the tab, in their order."""
    for section in Section:
        yield from (spec.key for spec in FIGURES if spec.section is section)
        for spec in BREAKDOWNS:
            if spec.section is section:
                yield from (part_key(spec.key, place) for place in range(1, spec.places + 1))


def spec_of(key: str) -> FigureSpec | BreakdownSpec:
    """What the catalogue says of a row of the tab."""
    return FIGURE_OF.get(key) or BREAKDOWN_OF[key.partition(".")[0]]
