"""The order confirmation as a paper, with the mail that takes it to the customer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from pyxl.core.labels import Language
from pyxl.core.money import Money
from pyxl.core.outcome import DocumentRequest
from pyxl.core.plain import PlainData
from pyxl.deliveries.notices import Notice, can_be_mailed, notice_request
from pyxl.deliveries.papers import (
    ORDER_CONFIRMATION,
    Paper,
    PaperColumn,
    PaperRow,
    paper_content,
    paper_request,
    recipient_of,
    sender_of,
)
from pyxl.deliveries.words import DELIVERED_TO, DISCOUNT, ON_REQUEST, PLUS_VAT, PRICE_PER, REVISED, THANKS, words_in
from pyxl.documents.filters import amount, long_date, money, percent, quantity, signed_money, unit_price
from pyxl.invoicing.drafting import buyer_of, language_of
from pyxl.invoicing.units import unit_label
from pyxl.orders.billable import BillableLine
from pyxl.settings import Settings

if TYPE_CHECKING:
    from pyxl.deliveries.confirming import PromisedLine

MAIL_TEMPLATE = "confirmation_email.txt.j2"


def confirmation_name(order: str, revision: int) -> str:
    """What the confirmation is called: by the order, later ones with their revision.

    >>> confirmation_name("AU-7", 1), confirmation_name("AU-7", 2)
    ('AB-AU-7', 'AB-AU-7-2')
    """
    return f"AB-{order}" if revision == 1 else f"AB-{order}-{revision}"


def confirmation_documents(
    lines: Sequence[PromisedLine],
    place: str,
    settings: Settings,
    as_of: date,
    revision: int,
    name: str,
    path: str,
) -> tuple[PlainData, tuple[DocumentRequest, ...]]:
    """What the journal keeps of the paper, and the files: the PDF, and a draft where the customer has an address."""
    paper = _paper(lines, place, settings, as_of, revision)
    content = paper_content(paper, settings)
    pdf = paper_request(name, path, paper, content)
    customer = lines[0].line.customer
    if not can_be_mailed(settings.email, customer.email):
        return content, (pdf,)
    first = lines[0].line
    notice = Notice(
        template=MAIL_TEMPLATE,
        language=paper.language,
        day=as_of,
        key=f"{as_of.isoformat()} {name}",
        sender=settings.email,
        sender_name=settings.company_name,
        recipient=customer.email,
        recipient_name=customer.name,
        facts={
            "order_number": first.line.order_number,
            "purchase_order": first.line.customer_reference,
            "revision": str(revision) if revision > 1 else "",
            "contact": settings.contact_name,
            "company": settings.company_name,
            "phone": settings.phone,
        },
    )
    return content, (pdf, notice_request(name, path, notice, pdf))


def _paper(lines: Sequence[PromisedLine], place: str, settings: Settings, as_of: date, revision: int) -> Paper:
    first = lines[0].line
    language, party = language_of(first.customer, settings), buyer_of(first.customer)
    words = words_in(language)
    net = sum((each.line.net_amount for each in lines), start=Money.zero(first.currency))
    return Paper(
        kind=ORDER_CONFIRMATION,
        language=language,
        issued_on=as_of,
        title=f"{words['confirmation']} {first.line.order_number}",
        reference=f"{words['confirmation']} {first.line.order_number}",
        recipient=recipient_of(party, settings),
        info=(
            (words["order_number"], first.line.order_number),
            (words["revision"], str(revision) if revision > 1 else ""),
            (words["date"], long_date(as_of, language)),
            (words["customer_number"], first.customer.customer_number),
            (words["purchase_reference"], first.line.customer_reference),
            (words["contact"], settings.contact_name),
            (words["phone"], settings.phone),
            (words["email"], settings.email),
        ),
        introduction=(REVISED if revision > 1 else THANKS).render(language),
        columns=(
            PaperColumn(heading=words["position"]),
            PaperColumn(heading=words["item_number"]),
            PaperColumn(heading=words["name"], is_wide=True),
            PaperColumn(heading=words["promised"], is_number=True),
            PaperColumn(heading=words["quantity"], is_number=True),
            PaperColumn(heading=""),
            PaperColumn(heading=words["unit_price"], is_number=True),
            PaperColumn(heading=f"{words['net']} {first.currency}", is_number=True),
        ),
        rows=tuple(_rows(lines, language)),
        totals=((words["net_total"], money(net, language)),),
        closing=(PLUS_VAT.render(language), *((DELIVERED_TO.render(language, place=place),) if place else ())),
        **sender_of(settings),
    )


def _rows(lines: Sequence[PromisedLine], language: Language) -> Iterator[PaperRow]:
    for position, each in enumerate(lines, 1):
        line, day = each.line, each.promised_on
        cells = (
            str(position),
            line.item.item_number,
            line.description,
            long_date(day, language) if day else ON_REQUEST.text(language),
            quantity(line.quantity, language),
            unit_label(line.unit, language),
            unit_price(line.unit_price, language),
            amount(line.net_amount, language),
        )
        yield PaperRow(cells=cells, details=" · ".join(_details(line, language)))


def _details(line: BillableLine, language: Language) -> Iterator[str]:
    if line.discount_percent:
        yield DISCOUNT.render(language, percent=percent(line.discount_percent, language))
    if line.price_base != 1:
        base = quantity(line.price_base, language)
        yield PRICE_PER.render(language, base=base, unit=unit_label(line.unit, language))
    if line.adjustment:
        yield f"{line.line.adjustment_reason} {signed_money(line.adjustment, language)}".strip()
