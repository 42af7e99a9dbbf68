"""The letter that asks a supplier to pay for complaints, with the mail that takes it there.

It claims damages, which are no supply: so it has no VAT in it, and is no invoice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from pyxl.core.labels import Label, Language, Text
from pyxl.core.money import total
from pyxl.core.outcome import DocumentRequest
from pyxl.deliveries.papers import (
    DEBIT_NOTE,
    Paper,
    PaperColumn,
    PaperRow,
    recipient_of,
    sender_of,
)
from pyxl.documents.filters import amount, long_date, money, quantity
from pyxl.invoicing.model import DRAFT_NUMBER
from pyxl.invoicing.sender import firm_language
from pyxl.invoicing.units import unit_label
from pyxl.ledger.cases.events import DebitedCase
from pyxl.masterdata.items import Item
from pyxl.masterdata.suppliers import Supplier
from pyxl.purchasing.purchase_paper import supplier_party
from pyxl.purchasing.supplier_letters import supplier_documents
from pyxl.settings import Settings

MAIL_TEMPLATE = "debit_email.txt.j2"
WORDS: MappingProxyType[str, Label] = MappingProxyType(
    {
        "title": Label("Debit note", "Belastungsanzeige"),
        "date": Label("Date", "Datum"),
        "supplier_number": Label("Supplier no.", "Lieferantennr."),
        "contact": Label("Contact", "Ansprechpartner"),
        "phone": Label("Phone", "Telefon"),
        "email": Label("E-mail", "E-Mail"),
        "case": Label("Case no.", "Vorgang Nr."),
        "item_number": Label("Item no.", "Artikelnr."),
        "name": Label("Description, complaint", "Bezeichnung, Beanstandung"),
        "quantity": Label("Quantity", "Menge"),
        "total": Label("Total", "Summe"),
    }
)
_INTRODUCTION = Text(
    "Our customers complained about the following goods that you delivered to us. "
    "We ask you to bear what settling these complaints has cost us.",
    "Unsere Kunden haben die folgenden Waren reklamiert, die wir von Ihnen bezogen haben. "
    "Was uns die Regulierung gekostet hat, möchten wir an Sie weitergeben.",
)
_DAMAGES = Text(
    "The amount is compensation for damage; no VAT is charged on it.",
    "Der Betrag ist Schadenersatz; Umsatzsteuer fällt darauf nicht an.",
)
_CONFIRM = Text(
    "Please confirm the amount, or let us know your objections. We will not set anything off until then.",
    "Bitte bestätigen Sie uns den Betrag oder nennen Sie uns Ihre Einwände. Vorher verrechnen wir nichts.",
)
_YOURS = Text("{complaint} · your item no. {number}", "{complaint} · Ihre Artikelnr. {number}")


@dataclass(frozen=True)
class DebitLine:
    """One case on a debit note."""

    debited: DebitedCase
    item: Item
    complaint: str


def debit_documents(
    lines: Sequence[DebitLine], supplier: Supplier, number: str, settings: Settings, issued_on: date
) -> tuple[DocumentRequest, ...]:
    """The letter as PDF, and a draft where the supplier has an address."""
    paper = debit_paper(lines, supplier, number, settings, issued_on)
    return supplier_documents(paper, number, supplier, settings, MAIL_TEMPLATE)


def debit_paper(
    lines: Sequence[DebitLine], supplier: Supplier, number: str, settings: Settings, issued_on: date
) -> Paper:
    """The letter, in the firm's language as an order is."""
    language = firm_language(settings)
    words, is_draft = {name: label.text(language) for name, label in WORDS.items()}, number == DRAFT_NUMBER
    title = f"{words['title']} {'' if is_draft else number}".strip()
    return Paper(
        kind=DEBIT_NOTE,
        language=language,
        issued_on=issued_on,
        title=title,
        reference=title,
        recipient=recipient_of(supplier_party(supplier), settings),
        info=(
            (words["date"], long_date(issued_on, language)),
            (words["supplier_number"], supplier.supplier_number),
            (words["contact"], settings.contact_name),
            (words["phone"], settings.phone),
            (words["email"], settings.email),
        ),
        introduction=_INTRODUCTION.render(language),
        columns=(
            PaperColumn(heading=words["case"]),
            PaperColumn(heading=words["item_number"]),
            PaperColumn(heading=words["name"], is_wide=True),
            PaperColumn(heading=words["quantity"], is_number=True),
            PaperColumn(heading=""),
            PaperColumn(heading="EUR", is_number=True),
        ),
        rows=tuple(_rows(lines, language)),
        totals=((words["total"], money(total([each.debited.amount for each in lines]), language)),),
        closing=(_DAMAGES.render(language), _CONFIRM.render(language)),
        is_draft=is_draft,
        **sender_of(settings),
    )


def _rows(lines: Sequence[DebitLine], language: Language) -> Iterator[PaperRow]:
    for each in lines:
        item, debited = each.item, each.debited
        yours = _YOURS.render(language, complaint=each.complaint, number=item.supplier_item_number)
        cells = (
            debited.case_number,
            item.item_number,
            (item.description_en if language == "en" else "") or item.description,
            quantity(debited.quantity, language) if debited.quantity is not None else "–",
            unit_label(item.unit, language) if debited.quantity is not None else "",
            amount(debited.amount, language),
        )
        yield PaperRow(cells=cells, details=yours if item.supplier_item_number else each.complaint)
