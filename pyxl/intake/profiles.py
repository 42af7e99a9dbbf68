"""Order profiles: the proposal for an unknown list of orders as a row, and the row she ticked as a layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from pyxl.core.changes import CellValue
from pyxl.core.labels import show
from pyxl.core.tables import Table
from pyxl.formats.bank_values import shorten
from pyxl.formats.csv_files.columns import fold_header, header_names
from pyxl.formats.csv_files.unknown import UnknownCsv
from pyxl.formats.order_csv.guess import BUYER_COLUMNS, NEEDED, is_readable, propose_orders
from pyxl.formats.order_csv.layout import OrderColumn, OrderLayout
from pyxl.formats.order_csv.reading import E_ORDER_CSV, read_unknown_orders
from pyxl.formats.order_records import OrderFileContent
from pyxl.intake import rules
from pyxl.intake.rows import OrderProfile
from pyxl.other_programs.csv_profiles import (
    SAMPLES,
    ToldRows,
    date_format_of,
    date_orders_of,
    decimal_mark_of,
    decimal_marks_of,
    missing_columns,
    profile_id,
    sample_cells,
    told_columns,
)

_COLUMNS: tuple[OrderColumn, ...] = (
    "number",
    "order_date",
    "requested_date",
    "customer_number",
    "company",
    "email",
    "vat_id",
    "street",
    "postcode",
    "city",
    "country",
    "item_number",
    "description",
    "quantity",
    "unit_price",
    "discount_percent",
)
"""The meanings whose cell in the row names a column of the file."""


class ToldOrders:
    """The rows of the tab: they read the lists they are for; a list without a row gets one proposed."""

    def __init__(self, profiles: Table[OrderProfile]) -> None:
        self.rows = ToldRows(profiles, rules.UNKNOWN_ORDER_CSV, rules.ORDER_PROFILE_INCOMPLETE)

    def content(self, name: str, unknown: UnknownCsv) -> OrderFileContent | None:
        """The orders of the file by its profile; None while she ticked none. Raises Refused E_ORDER_CSV."""
        profile = self.rows.told(name, unknown, lambda: proposed_values(unknown))
        if profile is None:
            return None
        gaps = gaps_in(profile, unknown)
        if gaps:
            self.rows.say_incomplete(name, unknown, gaps)
            return None
        return read_unknown_orders(unknown, layout_of(profile, unknown))


def proposed_values(unknown: UnknownCsv) -> dict[str, CellValue]:
    """The cells of the row that proposes which column is what. Raises Refused E_ORDER_CSV where nothing is an item."""
    layout = propose_orders(unknown)
    if layout is None:
        raise E_ORDER_CSV.because(first=shorten(unknown.delimiter.join(unknown.header)))
    values: dict[str, CellValue] = {meaning: name for meaning, name in layout.columns.items() if meaning in _COLUMNS}
    values["currency"] = layout.columns.get("currency") or layout.currency
    values["note_column"] = layout.columns.get("note", "")
    values["date_format"] = date_format_of(layout.date_orders)
    values["decimal_mark"] = decimal_mark_of(layout.decimal_marks)
    return values | sample_cells(samples(unknown, layout))


def samples(unknown: UnknownCsv, layout: OrderLayout) -> Iterator[str]:
    """The first lines as the layout reads them; as they stand in the file, where it leaves something open."""
    first = replace(unknown, rows=unknown.rows[:SAMPLES])
    if not is_readable(layout):
        yield from (" · ".join(cell for cell in row.cells if cell) for row in first.rows)
        return
    orders = read_unknown_orders(first, layout).orders
    for order in islice(orders, SAMPLES):
        buyer = order.buyer
        who = buyer.address.name or buyer.number or buyer.email or buyer.vat_id
        for line in order.lines:
            goods = f"{show(line.quantity, 'de')} × {line.item_number}"
            yield " · ".join((show(order.order_date, "de"), order.number, who, goods))


def layout_of(profile: OrderProfile, unknown: UnknownCsv) -> OrderLayout:
    """The layout that the row tells. A cell for the currency that is no column of the file is the currency."""
    columns = told_columns(profile, _COLUMNS)
    if profile.note_column:
        columns["note"] = profile.note_column
    if fold_header(profile.currency) in header_names(unknown.header):
        columns["currency"] = profile.currency
    return OrderLayout(
        name=profile_id(unknown.header),
        columns=columns,
        prices="gross" if profile.has_vat else "net",
        date_orders=date_orders_of(profile.date_format),
        decimal_marks=decimal_marks_of(profile.decimal_mark),
        currency="" if "currency" in columns else profile.currency.upper(),
    )


def gaps_in(profile: OrderProfile, unknown: UnknownCsv) -> tuple[str, ...]:
    """The fields of the row that are empty or name no column of the file, though it cannot be read without them."""
    needed: list[str] = [name for name in (*NEEDED, "date_format", "decimal_mark") if not getattr(profile, name)]
    if not any(getattr(profile, name) for name in BUYER_COLUMNS):
        needed.append("customer_number")
    missing = missing_columns(profile, (*_COLUMNS, "note_column"), header_names(unknown.header))
    return tuple(dict.fromkeys((*needed, *missing)))
