"""The table of lines on an invoice: which columns it has and what stands in each row.

What costs time in typesetting is decided here where it is known: Typst would look through every text for words that
are too long for their column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from pyxl.core.labels import Language
from pyxl.core.money import Money
from pyxl.documents.filters import long_date, quantity, signed_money, unit_price
from pyxl.invoicing.line_columns import column_widths, is_one_line
from pyxl.invoicing.model import Invoice, InvoiceLine
from pyxl.invoicing.words import words_in

WIDE_NUMBER = 14
"""Characters from which item numbers wrap in a column of their own width."""
LONG_TEXT = 1500
"""Characters from which a line may break over two pages; shorter ones stay together."""
_LONG_WORD = re.compile(r"\S{24}")
_LONG_NUMBER = re.compile(r"\S{13}")


def line_table(invoice: Invoice) -> dict[str, Any]:
    """What the template needs for the table: `shows`, `widths` (points as text, by column) and `lines`."""
    shows, rows = shown_columns(invoice), tuple(line_rows(invoice))
    words = words_in(invoice.language)
    net = f"{words['net']} {invoice.currency}"
    widths = column_widths(rows, shows, words, invoice.language, net)
    return {
        "shows": shows,
        "widths": {name: f"{width:.1f}" if width else "" for name, width in widths.items()},
        "lines": tuple(row | {"is_one_line": is_one_line(row, widths["name"])} for row in rows),
    }


def shown_columns(invoice: Invoice) -> dict[str, bool]:
    """Which columns the table has, by name, and whether the item numbers are wide."""
    return {
        "item_number": any(line.item_number for line in invoice.lines),
        "wide_item_number": any(len(line.item_number) > WIDE_NUMBER for line in invoice.lines),
        "discount": any(line.discount_percent for line in invoice.lines),
        "order": len({line.order_reference for line in invoice.lines if line.order_reference}) > 1,
    }


def line_rows(invoice: Invoice) -> Iterator[dict[str, Any]]:
    """What the template prints of each line, with the net sum up to it for the page break."""
    running = accumulate(invoice.lines, lambda sum_, line: sum_ + line.net, initial=Money.zero(invoice.currency))
    next(running)
    language = invoice.language
    prices = _paddings([unit_price(line.net_price, language) for line in invoice.lines], language)
    quantities = _paddings([quantity(line.quantity, language) for line in invoice.lines], language)
    for line, carried, price_padding, quantity_padding in zip(invoice.lines, running, prices, quantities, strict=True):
        yield {
            "position": line.position,
            "item_number": line.item_number,
            "name": line.name,
            "description": line.description,
            "details": " · ".join(_details(line, invoice)),
            "quantity": line.quantity,
            "quantity_padding": quantity_padding,
            "unit": line.unit_label or line.unit_code,
            "unit_price": line.net_price,
            "price_padding": price_padding,
            "discount_percent": line.discount_percent,
            "vat_rate": line.vat_rate,
            "net": line.net,
            "carried": carried,
            "may_break": len(line.name) + len(line.description) > LONG_TEXT,
            "has_long_word": bool(_LONG_WORD.search(line.name) or _LONG_WORD.search(line.description)),
            "has_long_number": bool(_LONG_NUMBER.search(line.item_number)),
        }


def _paddings(figures: list[str], language: Language) -> list[str]:
    """What to add unseen behind each figure so that the decimal separators of a column stand below each other."""
    separator = "," if language == "de" else "."
    ends = [
        separator + places if places else "" for _, _, places in (figure.partition(separator) for figure in figures)
    ]
    longest = max(ends, key=len)
    return [longest[len(end) :] for end in ends]


def _details(line: InvoiceLine, invoice: Invoice) -> Iterator[str]:
    words = words_in(invoice.language)
    if line.order_reference and line.order_reference != invoice.order_number:
        yield f"{words['order']} {line.order_reference}"
    if line.delivery_note and line.delivery_note != invoice.despatch_advice:
        yield f"{words['delivery_note']} {line.delivery_note}"
    if line.base_quantity != 1:
        base = quantity(line.base_quantity, invoice.language)
        yield f"{words['price_per']} {base} {line.unit_label or line.unit_code}"
    for each in line.adjustments:
        yield f"{each.reason} {signed_money(each.amount if each.is_charge else -each.amount, invoice.language)}"
    if line.supplied_on and line.supplied_on != invoice.supplied_on:
        yield f"{words['line_supplied_on']} {long_date(line.supplied_on, invoice.language)}"
