"""Orders and deliveries: what came in, what is still to be delivered, what came in time, what waits for its invoice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from pyxl.core.labels import Label, Text
from pyxl.core.money import EURO
from pyxl.documents.filters import long_date
from pyxl.ledger.goods.delivery_rows import DeliveryStatus
from pyxl.reporting.building import Compare, figure, share, sum_of
from pyxl.reporting.explaining import Compared
from pyxl.reporting.facts import Fact, Facts, facts_of
from pyxl.reporting.model import RowList, SectionReport, Unit
from pyxl.reporting.order_values import OrderValues, PricedLine
from pyxl.reporting.periods import Periods
from pyxl.reporting.sources import Sources, both, other_currencies

INTAKE_ROWS, ORDER_ROWS, BACKLOG_ROWS = "order_intake", "orders", "backlog"
DELIVERY_ROWS, LATE_ROWS, PROMISED_ROWS, UNBILLED_ROWS = "deliveries", "late", "promised", "unbilled"
_INTAKE = Label("Order lines that came in", "Eingegangene Auftragszeilen")
_ORDERS = Label("Orders that came in, first line of each", "Eingegangene Aufträge, je erste Zeile")
_BACKLOG = Label("Order lines not delivered yet", "Noch nicht gelieferte Auftragszeilen")
_DELIVERIES = Label("Delivery notes", "Lieferscheine")
_PROMISED = Label("Delivered lines that had a date", "Gelieferte Positionen mit Termin")
_LATE = Label("Lines delivered late", "Verspätet gelieferte Positionen")
_DUE = Text("due {day}", "Termin {day}")
_UNBILLED = Label("Delivered, not invoiced", "Geliefert, nicht berechnet")


def orders_section(sources: Sources, values: OrderValues, periods: Periods) -> tuple[SectionReport, list[RowList]]:
    """What was ordered in the month, and what of all orders is still to be delivered."""
    lines = [each for each in values.lines if each.line.order_date and not each.line.cancelled]
    ordered = [each for each in lines if each.is_ordered]
    sheet = sources.orders.sheet
    begin = min((each.line.order_date for each in ordered if each.line.order_date), default=None)
    compared = [each for each in ordered if each.line.order_date and periods.has(each.line.order_date)]
    intake = Compare.flow(facts_of(sheet, (_fact(each, each.net.cents) for each in compared), begin), periods)
    orders = Compare.flow(facts_of(sheet, _heads(compared), begin), periods)
    backlog = _states(sources, ordered, periods, lambda each, day: _undelivered(values, each, day))
    figures = (
        sum_of("order_intake", intake, INTAKE_ROWS),
        sum_of("orders", orders, ORDER_ROWS),
        sum_of("backlog", backlog, BACKLOG_ROWS),
    )
    notes = other_currencies(each.net for each in lines if each.currency != EURO)
    lists = [
        intake.now.listed(INTAKE_ROWS, _INTAKE),
        orders.now.listed(ORDER_ROWS, _ORDERS, Unit.COUNT),
        backlog.now.listed(BACKLOG_ROWS, _BACKLOG),
    ]
    return SectionReport(key="ORDERS", figures=figures, notes=tuple(both(note) for note in notes)), lists


def _undelivered(values: OrderValues, each: PricedLine, day: date) -> Decimal:
    is_there = each.line.order_date is not None and each.line.order_date <= day
    return each.quantity - values.delivered(each, day) if is_there else Decimal(0)


def _fact(each: PricedLine, cents: int) -> Fact:
    line = each.line
    text = f"{each.customer_name}, {line.item_number}"
    return Fact(line.sheet_row, line.order_number, line.order_date, text, each.customer_name, cents)


def _heads(lines: list[PricedLine]) -> Iterator[Fact]:
    """One line for each order."""
    first = {each.line.order_number: each for each in reversed(lines)}
    for each in sorted(first.values(), key=lambda priced: priced.line.sheet_row):
        yield _fact(each, 1)._replace(text=each.customer_name)


def _states(
    sources: Sources,
    lines: list[PricedLine],
    periods: Periods,
    rest: Callable[[PricedLine, date], Decimal],
) -> Compare:
    """What of the lines counts at the end of each span, with its value."""
    begin = min((each.line.order_date for each in lines if each.line.order_date), default=None)
    states = []
    for span in (periods.now, periods.month_before, periods.year_before):
        found = ((each, rest(each, span.last)) for each in lines)
        facts = (_fact(each, each.net_of(quantity)) for each, quantity in found if quantity > 0)
        states.append(facts_of(sources.orders.sheet, facts, begin))
    return Compare.state(states, periods)


def deliveries_section(sources: Sources, values: OrderValues, periods: Periods) -> tuple[SectionReport, list[RowList]]:
    """What went out, whether in time, and what of it is not invoiced."""
    sheet = sources.deliveries.sheet
    notes = Compare.flow(facts_of(sheet, _notes(sources)), periods)
    begin = min((state.issued.delivered_on for state in sources.books.stock.deliveries.values()), default=None)
    promised = Compare.flow(facts_of(sheet, _promised(sources, periods), begin), periods)
    late = Compare(*(each and each.where(each.frame["value"] > 0) for each in _three(promised)))  # type: ignore[arg-type]
    on_time = [
        Compared(None if all_of is None or some is None else share(all_of.count - some.count, all_of.count))
        for all_of, some in zip(_three(promised), _three(late), strict=True)
    ]
    euros = [each for each in values.lines if each.currency == EURO]
    unbilled = _states(sources, euros, periods, values.unbilled)
    figures = (
        sum_of("deliveries", notes, DELIVERY_ROWS),
        figure("on_time", on_time[0].value, on_time[1], on_time[2], rows=PROMISED_ROWS, places=promised.now.places),
        sum_of("late", late, LATE_ROWS),
        sum_of("unbilled", unbilled, UNBILLED_ROWS),
    )
    lists = [
        notes.now.listed(DELIVERY_ROWS, _DELIVERIES, Unit.COUNT),
        promised.now.counted().listed(PROMISED_ROWS, _PROMISED, Unit.COUNT),
        late.now.listed(LATE_ROWS, _LATE, Unit.COUNT),
        unbilled.now.listed(UNBILLED_ROWS, _UNBILLED),
    ]
    return SectionReport(key="DELIVERIES", figures=figures), lists


def _three(compared: Compare) -> tuple[Facts | None, ...]:
    return compared.now, compared.month, compared.year


def _notes(sources: Sources) -> Iterator[Fact]:
    for row in sources.deliveries:
        if row.delivered_on and row.status is not DeliveryStatus.CANCELLED:
            name = row.customer_name
            yield Fact(row.sheet_row, row.delivery_number, row.delivered_on, name, name, 1)


def _promised(sources: Sources, periods: Periods) -> Iterator[Fact]:
    """Each delivered line of the compared months that was promised or wanted for a day; 1 where it went later."""
    lines = {each.line_id: each for each in sources.orders if each.line_id}
    for number, state in sources.books.stock.deliveries.items():
        if state.is_cancelled or not periods.has(state.issued.delivered_on):
            continue
        row, issued = sources.deliveries.get(number), state.issued
        for part in issued.lines:
            line = lines.get(part.line_id)
            day = (line.promised_date or line.wanted_on) if line else None
            if day is None:
                continue
            place, is_late = row.sheet_row if row else 0, issued.delivered_on > day
            due = _DUE.render(sources.language, day=long_date(day, sources.language))
            text = f"{part.order_number}, {part.item_number}, {due}"
            yield Fact(place, number, issued.delivered_on, text, issued.customer_name, int(is_late))
