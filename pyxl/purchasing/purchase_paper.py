"""The order to a supplier as a paper, with the mail that takes it there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyxl.core.labels import Language
from pyxl.core.money import Money
from pyxl.core.outcome import DocumentRequest
from pyxl.deliveries.papers import (
    PURCHASE_ORDER,
    Paper,
    PaperColumn,
    PaperRow,
    recipient_of,
    sender_of,
)
from pyxl.deliveries.words import ORDERED_ITEM, PLEASE_CONFIRM, PLEASE_DELIVER, words_in
from pyxl.documents.filters import amount, long_date, money, quantity, unit_price
from pyxl.invoicing.model import DRAFT_NUMBER, Party
from pyxl.invoicing.sender import firm_language
from pyxl.invoicing.units import unit_label
from pyxl.masterdata.items import Item
from pyxl.masterdata.suppliers import Supplier
from pyxl.purchasing.supplier_letters import supplier_documents
from pyxl.settings import Settings

MAIL_TEMPLATE = "purchase_email.txt.j2"


@dataclass(frozen=True)
class BoughtLine:
    """One line of an order to a supplier."""

    item: Item
    quantity: Decimal
    price: Decimal | None
    """In EUR per unit; None where it is not agreed."""
    expected_on: date
    location: str

    @property
    def net(self) -> Money | None:
        """Rounded half up once."""
        return None if self.price is None else Money.rounded(self.quantity * self.price, "EUR")


def purchase_documents(
    lines: Sequence[BoughtLine], supplier: Supplier, number: str, settings: Settings, ordered_on: date
) -> tuple[DocumentRequest, ...]:
    """The PDF, and a draft where the supplier has an address."""
    paper = purchase_paper(lines, supplier, number, settings, ordered_on)
    return supplier_documents(paper, number, supplier, settings, MAIL_TEMPLATE)


def purchase_paper(
    lines: Sequence[BoughtLine], supplier: Supplier, number: str, settings: Settings, ordered_on: date
) -> Paper:
    """The order, in the firm's language."""
    language = firm_language(settings)
    words, is_draft = words_in(language), number == DRAFT_NUMBER
    shown = "" if is_draft else number
    known = [net for each in lines if (net := each.net) is not None]
    total = sum(known, start=Money.zero("EUR"))
    return Paper(
        kind=PURCHASE_ORDER,
        language=language,
        issued_on=ordered_on,
        title=f"{words['purchase_order']} {shown}".strip(),
        reference=f"{words['purchase_order']} {shown}".strip(),
        recipient=recipient_of(supplier_party(supplier), settings),
        info=(
            (words["date"], long_date(ordered_on, language)),
            (words["supplier_number"], supplier.supplier_number),
            (words["vat_id"], settings.vat_id),
            (words["contact"], settings.contact_name),
            (words["phone"], settings.phone),
            (words["email"], settings.email),
        ),
        introduction=PLEASE_DELIVER.render(language),
        columns=(
            PaperColumn(heading=words["position"]),
            PaperColumn(heading=words["item_number"]),
            PaperColumn(heading=words["name"], is_wide=True),
            PaperColumn(heading=words["expected"], is_number=True),
            PaperColumn(heading=words["quantity"], is_number=True),
            PaperColumn(heading=""),
            PaperColumn(heading=words["unit_price"], is_number=True),
            PaperColumn(heading=f"{words['net']} EUR", is_number=True),
        ),
        rows=tuple(_rows(lines, language)),
        totals=((words["net_total"], money(total, language)),) if known else (),
        closing=(PLEASE_CONFIRM.render(language),),
        is_draft=is_draft,
        **sender_of(settings),
    )


def _rows(lines: Sequence[BoughtLine], language: Language) -> Iterator[PaperRow]:
    for place, each in enumerate(lines, 1):
        item = each.item
        cells = (
            str(place),
            item.item_number,
            (item.description_en if language == "en" else "") or item.description,
            long_date(each.expected_on, language),
            quantity(each.quantity, language),
            unit_label(item.unit, language),
            unit_price(each.price, language) if each.price is not None else "–",
            amount(each.net, language) if each.net is not None else "–",
        )
        details = ORDERED_ITEM.render(language, number=item.supplier_item_number)
        yield PaperRow(cells=cells, details=details if item.supplier_item_number else "")


def supplier_party(supplier: Supplier) -> Party:
    """The supplier as the party a letter goes to."""
    return Party(
        name=supplier.name,
        street=supplier.street,
        postcode=supplier.postcode,
        city=supplier.city,
        country=(supplier.country or "DE").upper(),
        vat_id=supplier.vat_id,
        email=supplier.email,
    )
