"""Turnover and margin: what was invoiced, by month, customer and item group, to the cent as the tab Invoices has it.

An invoice is divided among item groups by its order lines; what no line explains (contracts, amounts that were
credited, prepayments deducted) stands under a name of its own, so that the parts are the whole. The margin is what was
earned over today's purchase prices, of the lines whose item has one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from pyxl.core.labels import Label, Text
from pyxl.core.money import EURO
from pyxl.core.months import month_name
from pyxl.ledger.books import Books
from pyxl.ledger.issued import IssuedInvoice
from pyxl.ledger.rows import DocumentKind, InvoiceRow
from pyxl.reporting.building import Compare, figure, parts_by_name, share, sum_of
from pyxl.reporting.catalogue import BREAKDOWN_OF, NO_GROUP, NO_LINE, part_key
from pyxl.reporting.explaining import Compared
from pyxl.reporting.facts import Fact, Facts, facts_of
from pyxl.reporting.model import Breakdown, Figure, RowList, SectionReport, told_amount
from pyxl.reporting.order_values import OrderValues, PricedLine
from pyxl.reporting.periods import Periods, Span
from pyxl.reporting.sources import Sources, both, other_currencies

ROWS, MARGIN_ROWS = "turnover", "margin"
_ROWS = Text("Invoices of {month}", "Rechnungen im {month}")
_MARGIN_ROWS = Text("Margin of {month}, by order line", "Rohertrag im {month}, je Auftragszeile")
_COVERED = Text(
    "The margin is that of lines of {part}, whose item has a purchase price; the turnover of {whole} also has the "
    "other lines, contracts and credits.",
    "Der Rohertrag ist der von Zeilen über {part}, deren Artikel einen Einkaufspreis hat; der Umsatz von {whole} "
    "enthält auch die übrigen Zeilen, Verträge und Gutschriften.",
)


class Share(NamedTuple):
    """A part of an invoice: of one order line, or what no line explains."""

    invoice: InvoiceRow
    line: PricedLine | None
    net: int
    cost: int | None


@dataclass(frozen=True)
class Turnover:
    """The facts: invoices, their parts by item group, and the margin of the parts whose cost is known."""

    invoices: Facts
    groups: Facts
    margins: Facts
    margins_by_group: Facts
    covered: Facts
    """The turnover of the parts whose cost is known, by group."""


def turnover_section(sources: Sources, values: OrderValues, periods: Periods) -> tuple[SectionReport, list[RowList]]:
    """The section and the rows behind it."""
    found = _turnover(sources, values)
    compared, margins = Compare.flow(found.invoices, periods), Compare.flow(found.margins, periods)
    rates = [
        None if part is None or whole is None else share(part.total, whole.total)
        for part, whole in zip(_three(margins), _three(Compare.flow(found.covered, periods)), strict=True)
    ]
    figures = (
        sum_of("turnover", compared, ROWS),
        sum_of("invoices", compared.counted(), ROWS),
        sum_of("margin", margins, MARGIN_ROWS),
        figure(
            "margin_rate",
            rates[0],
            Compared(rates[1]),
            Compared(rates[2]),
            rows=MARGIN_ROWS,
            places=margins.now.places,
        ),
    )
    breakdowns = (
        _by_month("turnover_by_month", found.invoices, periods, ROWS),
        _by_month("margin_by_month", found.margins, periods, MARGIN_ROWS),
        parts_by_name("turnover_by_customer", compared, ROWS),
        parts_by_name("margin_by_customer", margins, MARGIN_ROWS),
        parts_by_name("turnover_by_group", Compare.flow(found.groups, periods), ROWS),
        parts_by_name("margin_by_group", Compare.flow(found.margins_by_group, periods), MARGIN_ROWS),
    )
    covered = found.covered.within(periods.now).total
    whole = compared.now.total
    notes = [_COVERED.bind(part=told_amount(covered), whole=told_amount(whole))] if whole else []
    notes += other_currencies(row.net_amount for row in sources.invoices if _is_in(row, periods.now))
    lists = [
        compared.now.listed(ROWS, _label(_ROWS, periods)),
        margins.now.listed(MARGIN_ROWS, _label(_MARGIN_ROWS, periods)),
    ]
    told = tuple(both(note) for note in notes)
    return SectionReport(key="TURNOVER", figures=figures, breakdowns=breakdowns, notes=told), lists


def _three(compared: Compare) -> tuple[Facts | None, ...]:
    return compared.now, compared.month, compared.year


def _label(text: Text, periods: Periods) -> Label:
    return Label(text.render("en", month=periods.name.en), text.render("de", month=periods.name.de))


def _is_in(row: InvoiceRow, span: Span) -> bool:
    return span.first <= row.invoice_date <= span.last


def _by_month(key: str, facts: Facts, periods: Periods, rows: str) -> Breakdown:
    """Each of the thirteen months beside the same month a year before."""
    parts = []
    for place, span in enumerate(periods.months(), 1):
        if not facts.reaches(span):
            parts.append(Figure(key=part_key(key, place), label=month_name(span.first), value=None))
            continue
        now = facts.within(span)
        before = span.year_before
        parts.append(
            Figure(
                key=part_key(key, place),
                label=month_name(span.first),
                value=now.total,
                year_before=facts.within(before).total if facts.reaches(before) else None,
                rows=rows,
                places=now.places,
                is_listed=span == periods.now,
            )
        )
    assert len(parts) == BREAKDOWN_OF[key].places
    return Breakdown(key=key, parts=tuple(parts))


def _turnover(sources: Sources, values: OrderValues) -> Turnover:
    rows = [row for row in sources.invoices if row.currency == EURO]
    begin = min((row.invoice_date for row in rows), default=None)
    sheet = sources.invoices.sheet
    shares = [each for row in rows for each in _shares(row, sources.books, values)]
    costed = [(each, each.line, each.cost) for each in shares if each.line is not None and each.cost is not None]
    earned = (_earned(each, line, each.net - cost) for each, line, cost in costed)
    margins = facts_of(sources.orders.sheet, earned, begin)
    return Turnover(
        facts_of(sheet, (_fact(row, row.customer_name, row.net_amount.cents) for row in rows), begin),
        facts_of(sheet, (_fact(each.invoice, _group(each), each.net) for each in shares), begin),
        margins,
        margins.by_others([_group(each) for each, _, _ in costed]),
        margins.worth([each.net for each, _, _ in costed]),
    )


def _fact(row: InvoiceRow, by: str, cents: int) -> Fact:
    return Fact(row.sheet_row, row.invoice_number, row.invoice_date, row.customer_name, by, cents)


def _earned(each: Share, priced: PricedLine, cents: int) -> Fact:
    line, invoice = priced.line, each.invoice
    text = f"{invoice.invoice_number} {line.item_number}"
    return Fact(line.sheet_row, line.order_number, invoice.invoice_date, text, invoice.customer_name, cents)


def _group(each: Share) -> str:
    if each.line is None:
        return NO_LINE.en
    return (each.line.item.item_group if each.line.item else "") or NO_GROUP.en


def _shares(row: InvoiceRow, books: Books, values: OrderValues) -> Iterator[Share]:
    """The order lines of the invoice, and what they do not explain of it. A cancellation takes back the same parts."""
    own, sign = books.invoices.get(row.invoice_number), 1
    if row.kind is DocumentKind.CANCELLATION:
        own, sign = books.invoices.get(row.refers_to_number), -1
    parts = list(_line_parts(row, own, values, sign)) if own else []
    yield from parts
    rest = row.net_amount.cents - sum(each.net for each in parts)
    if rest or not parts:
        yield Share(row, None, rest, None)


def _line_parts(row: InvoiceRow, own: IssuedInvoice, values: OrderValues, sign: int) -> Iterator[Share]:
    by_note = {each.line_id for each in own.deliveries}
    quantities: list[tuple[str, Decimal | None]] = [(each.line_id, each.quantity) for each in own.deliveries]
    quantities += [(each, None) for each in own.line_ids if each not in by_note]
    for line_id, quantity in quantities:
        priced = values.by_id.get(line_id)
        if priced is None or priced.currency != EURO:
            continue
        count = priced.quantity if quantity is None else quantity
        side = -sign if own.credits and count > 0 else sign
        cost = priced.cost_of(count)
        yield Share(row, priced, side * priced.net_of(count), None if cost is None else side * cost)
