"""What is known of the table's columns and rows gives the page that Typst would find out by itself."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from pyxl.core.labels import Language
from pyxl.documents import Letterhead, render_all
from pyxl.documents.rendering import Document
from pyxl.documents.text_width import text_width
from pyxl.invoicing.letter import invoice_document
from pyxl.invoicing.line_columns import TABLE_WIDTH
from pyxl.invoicing.model import Invoice

MakeInvoice = Callable[..., Invoice]
WORDS = (
    "Öl",
    "Schraube",
    "verzinkt",
    "4 × 40 mm",
    "Senkkopf",
    "Teilgewinde,",
    "WERKZEUG",
    "ﬁligran",
    "für",
    "AVA",
    "To.",
)
UNITS = ("Stk", "Packung", "lfd. Meter", "kg")


def awkward(invoice: Invoice) -> Invoice:
    """Eighty lines whose names come near to the width of their column from both sides."""
    chance = random.Random(5)
    line = invoice.lines[0]
    return replace(
        invoice,
        lines=tuple(
            replace(
                line,
                position=str(number),
                name=" ".join(chance.choice(WORDS) for _ in range(chance.randint(1, 9))),
                unit_label=chance.choice(UNITS),
                item_number=chance.choice(("", "A-1", "LANG-12345")),
                net_price=Decimal(chance.randint(1, 10**7)) / 1000,
            )
            for number in range(1, 81)
        ),
    )


def with_every_row_measured(document: Document) -> Document:
    lines = tuple({**line, "is_one_line": False} for line in document.context["lines"])
    return replace(document, context={**document.context, "lines": lines})


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_row_that_is_known_to_be_one_line_is_as_high_as_it_would_be_by_itself(
    make_invoice: MakeInvoice, language: Language
) -> None:
    document = invoice_document(replace(awkward(make_invoice()), language=language), Letterhead(name="Muster GmbH"))
    known = sum(line["is_one_line"] for line in document.context["lines"])
    quick, slow = render_all([document, with_every_row_measured(document)])
    assert 20 < known < 70
    assert quick == slow


def test_where_little_would_be_left_for_the_names_typst_shares_the_room(make_invoice: MakeInvoice) -> None:
    invoice = make_invoice()
    crowded = replace(
        invoice,
        lines=tuple(replace(line, unit_label="Kartons zu je 24 Flaschen, Pfand frei" * 2) for line in invoice.lines),
    )
    widths = invoice_document(crowded, Letterhead(name="Muster GmbH")).context["widths"]
    assert widths["unit"] == widths["item_number"] == ""
    assert float(widths["net"]) > 0


def test_the_columns_fill_the_table(make_invoice: MakeInvoice) -> None:
    widths = invoice_document(awkward(make_invoice()), Letterhead(name="Muster GmbH")).context["widths"]
    assert sum(float(width or 0) for width in widths.values()) == pytest.approx(TABLE_WIDTH, abs=0.5)


@pytest.mark.parametrize(("text", "points"), [("", 0), ("1.234,50", 33.41), ("WWW", 22.64), ("19 %", 19.37)])
def test_widths_are_those_that_typst_measures(text: str, points: float) -> None:
    assert text_width(text, 9.6) == pytest.approx(points, abs=0.01)
