"""The pick list as a paper: for the warehouse, in the firm's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pyxl.deliveries.papers import PICK_LIST, Paper, PaperColumn, PaperRow, sender_of
from pyxl.deliveries.words import HOME_COPY, words_in
from pyxl.documents.filters import long_date, quantity
from pyxl.invoicing.model import DRAFT_NUMBER
from pyxl.invoicing.sender import firm_language
from pyxl.invoicing.units import unit_label
from pyxl.settings import Settings

if TYPE_CHECKING:
    from pyxl.core.labels import Language
    from pyxl.deliveries.picking import ToPick


def weight_of(weighed: Iterable[ToPick]) -> Decimal | None:
    """The sum in kg; None where no item has a weight."""
    known = [each.weight for each in weighed if each.weight is not None]
    return sum(known, Decimal(0)) if known else None


def kilograms(weight: Decimal | None, language: Language) -> str:
    """A weight as it is printed; "" where it is not known."""
    return f"{quantity(weight, language)} kg" if weight is not None else ""


def pick_paper(picks: Sequence[ToPick], number: str, settings: Settings, made_on: date) -> Paper:
    """One row for each location and order line, with a blank to write the quantity in that was taken."""
    language = firm_language(settings)
    words, is_draft = words_in(language), number == DRAFT_NUMBER
    shown, weight = "" if is_draft else number, weight_of(picks)
    return Paper(
        kind=PICK_LIST,
        language=language,
        issued_on=made_on,
        title=f"{words['pick_list']} {shown}".strip(),
        reference=f"{words['pick_list']} {shown}".strip(),
        recipient=(settings.company_name, HOME_COPY.text(language)),
        info=(
            (words["date"], long_date(made_on, language)),
            (words["lines"], str(len(picks))),
            (words["total_weight"], kilograms(weight, language)),
        ),
        columns=(
            PaperColumn(heading=words["location"]),
            PaperColumn(heading=words["item_number"]),
            PaperColumn(heading=words["name"], is_wide=True),
            PaperColumn(heading=words["quantity"], is_number=True),
            PaperColumn(heading=""),
            *(() if weight is None else (PaperColumn(heading=words["weight"], is_number=True),)),
            PaperColumn(heading=words["order"]),
            PaperColumn(heading=words["picked"], is_number=True),
        ),
        rows=tuple(_row(each, language, is_weighed=weight is not None) for each in picks),
        signature=words["picked_by"],
        is_draft=is_draft,
        **sender_of(settings),
    )


def _row(pick: ToPick, language: Language, *, is_weighed: bool) -> PaperRow:
    wanted = pick.wanted
    name = (wanted.item.description_en if language == "en" else "") or wanted.item.description
    cells = (
        pick.location or "–",
        wanted.item.item_number,
        wanted.line.description or name,
        quantity(pick.quantity, language),
        unit_label(wanted.line.unit or wanted.item.unit, language),
        *((kilograms(pick.weight, language),) if is_weighed else ()),
        wanted.line.order_number,
        "________",
    )
    return PaperRow(cells=cells, details=wanted.customer.name)
