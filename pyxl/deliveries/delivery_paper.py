"""The delivery note as a paper: what was ordered, what is in the parcel and what is to follow; no prices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyxl.core.labels import Language
from pyxl.deliveries.papers import DELIVERY_NOTE, Paper, PaperColumn, PaperRow, recipient_of, sender_of
from pyxl.deliveries.pick_paper import kilograms
from pyxl.deliveries.recipients import recipient_party
from pyxl.deliveries.words import REPLACEMENT, REPLACEMENT_OF, TO_FOLLOW, words_in
from pyxl.documents.filters import long_date, quantity
from pyxl.invoicing.drafting import language_of
from pyxl.invoicing.model import DRAFT_NUMBER, DeliveryAddress
from pyxl.invoicing.units import unit_label
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.rows import OrderLine, is_replacement
from pyxl.settings import Settings


@dataclass(frozen=True)
class NoteLine:
    """One order line on a delivery note."""

    line: OrderLine
    item: Item
    quantity: Decimal
    outstanding: Decimal
    """What is to follow."""

    @property
    def weight(self) -> Decimal | None:
        """In kg, where the item has one."""
        return self.item.weight * self.quantity if self.item.weight else None


def delivery_paper(
    lines: Sequence[NoteLine],
    customer: Customer,
    place: DeliveryAddress | None,
    number: str,
    settings: Settings,
    delivered_on: date,
    weight: Decimal | None,
) -> Paper:
    """The note of one order, addressed to where the goods go."""
    language, first = language_of(customer, settings), lines[0].line
    words, is_draft = words_in(language), number == DRAFT_NUMBER
    shown = "" if is_draft else number
    follows = any(each.outstanding for each in lines)
    return Paper(
        kind=DELIVERY_NOTE,
        language=language,
        issued_on=delivered_on,
        title=f"{words['delivery_note']} {shown}".strip(),
        reference=f"{words['delivery_note']} {shown}".strip(),
        recipient=recipient_of(recipient_party(customer, place), settings),
        info=(
            (words["date"], long_date(delivered_on, language)),
            (words["customer_number"], customer.customer_number),
            (words["order_number"], first.order_number),
            (words["purchase_reference"], first.customer_reference),
            (words["total_weight"], kilograms(weight, language)),
            (words["contact"], settings.contact_name),
            (words["phone"], settings.phone),
        ),
        columns=(
            PaperColumn(heading=words["position"]),
            PaperColumn(heading=words["item_number"]),
            PaperColumn(heading=words["name"], is_wide=True),
            PaperColumn(heading=words["ordered"], is_number=True),
            PaperColumn(heading=words["delivered_now"], is_number=True),
            PaperColumn(heading=""),
            *((PaperColumn(heading=words["outstanding"], is_number=True),) if follows else ()),
        ),
        rows=tuple(_row(place, each, customer, settings, language, follows) for place, each in enumerate(lines, 1)),
        closing=(TO_FOLLOW.render(language),) if follows else (),
        signature=words["received"],
        is_draft=is_draft,
        **sender_of(settings),
    )


def _row(
    place: int, each: NoteLine, customer: Customer, settings: Settings, language: Language, follows: bool
) -> PaperRow:
    name = (each.item.description_en if language == "en" else "") or each.item.description
    cells = (
        str(place),
        each.item.item_number,
        each.line.description or name,
        quantity(each.line.quantity or each.quantity, language),
        quantity(each.quantity, language),
        unit_label(each.line.unit or each.item.unit, language),
        *((quantity(each.outstanding, language) if each.outstanding else "–",) if follows else ()),
    )
    return PaperRow(cells=cells, details=_replaces(each.line, language))


def _replaces(line: OrderLine, language: Language) -> str:
    """Goods that come free say so, for nobody waits for their invoice then."""
    if not is_replacement(line):
        return ""
    text = REPLACEMENT_OF if line.refers_to else REPLACEMENT
    return text.render(language, case=line.order_number, invoice=line.refers_to)
