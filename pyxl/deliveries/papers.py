"""A paper of goods: a letter with a table, such as an order confirmation, a pick list or a delivery note.

Everything on it is text already, in the language of who reads it, so that the print is what the journal keeps. How it
looks is said by the templates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pyxl.core.labels import Language
from pyxl.core.outcome import DocumentRequest
from pyxl.core.plain import PlainData, from_plain, to_plain
from pyxl.documents import Document, Letter, Letterhead, letter_assets, letter_context
from pyxl.invoicing.letter import address_lines
from pyxl.invoicing.model import BankAccount, Party
from pyxl.invoicing.posting import slug
from pyxl.invoicing.sender import account_of, letterhead_facts, seller_of
from pyxl.settings import Settings

ORDER_CONFIRMATION, PICK_LIST, DELIVERY_NOTE, PURCHASE_ORDER, RETURN_SLIP, DEBIT_NOTE = (
    "order-confirmation",
    "pick-list",
    "delivery-note",
    "purchase-order",
    "return-slip",
    "debit-note",
)
TEMPLATES = {
    ORDER_CONFIRMATION: "order_confirmation.typ.j2",
    PICK_LIST: "pick_list.typ.j2",
    DELIVERY_NOTE: "delivery_note.typ.j2",
    PURCHASE_ORDER: "purchase_order.typ.j2",
    RETURN_SLIP: "return_slip.typ.j2",
    DEBIT_NOTE: "debit_note.typ.j2",
}
"""By kind of document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperColumn:
    """A column of the table. The wide one takes what the others leave."""

    heading: str
    is_number: bool = False
    is_wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """A row of the table; `details` stand smaller below the text of the wide column."""

    cells: tuple[str, ...]
    details: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """All that is printed."""

    kind: str
    language: Language
    issued_on: date
    title: str
    reference: str
    recipient: tuple[str, ...]
    info: tuple[tuple[str, str], ...]
    introduction: str = ""
    columns: tuple[PaperColumn, ...]
    rows: tuple[PaperRow, ...]
    totals: tuple[tuple[str, str], ...] = ()
    closing: tuple[str, ...] = ()
    signature: str = ""
    """What is written below a line to sign on."""
    sender: Party
    account: BankAccount | None = None
    is_draft: bool = False


def paper_content(paper: Paper, settings: Settings) -> PlainData:
    """What the journal keeps of a paper."""
    return PlainData({"paper": to_plain(paper), "letterhead": letterhead_facts(settings)})


def paper_request(number: str, path: str, paper: Paper, content: PlainData) -> DocumentRequest:
    """The document to be printed."""
    return DocumentRequest(paper.kind, number, path, content)


def paper_path(year: int, name: str) -> str:
    """Where a paper lies below the documents folder."""
    return f"{year}/{slug(name)}.pdf"


def sender_of(settings: Settings) -> dict[str, Any]:
    """The fields of a paper that the settings fill."""
    return {"sender": seller_of(settings), "account": account_of(settings)}


def recipient_of(party: Party, settings: Settings) -> tuple[str, ...]:
    """The lines of the address window."""
    return address_lines(party, settings.home)


def read_paper(content: PlainData) -> Paper:
    """The paper as the journal kept it."""
    return from_plain(Paper, content["paper"])


def paper_document(paper: Paper, letterhead: Letterhead) -> Document:
    """The paper as a document of the firm's letterhead."""
    head = _letterhead(paper, letterhead)
    letter = Letter(
        title=paper.title,
        reference=paper.reference,
        recipient=paper.recipient,
        info=paper.info,
        is_draft=paper.is_draft,
    )
    context = letter_context(head, letter, paper.language) | {
        "introduction": paper.introduction,
        "columns": tuple(_column(each) for each in paper.columns),
        "rows": tuple({"cells": row.cells, "details": row.details} for row in paper.rows),
        "totals": tuple({"label": label, "value": value} for label, value in paper.totals),
        "closing": paper.closing,
        "signature": paper.signature,
    }
    return Document(
        template=TEMPLATES[paper.kind],
        context=context,
        language=paper.language,
        issued_on=paper.issued_on,
        assets=letter_assets(head),
    )


def _column(column: PaperColumn) -> Mapping[str, Any]:
    return {"heading": column.heading, "is_number": column.is_number, "is_wide": column.is_wide}


def _letterhead(paper: Paper, letterhead: Letterhead) -> Letterhead:
    sender, account = paper.sender, paper.account
    head = replace(
        letterhead,
        name=sender.name,
        street=sender.street,
        postcode=sender.postcode,
        city=sender.city,
        country=sender.country,
        vat_id=sender.vat_id,
        tax_number=sender.tax_number,
    )
    if account is None:
        return head
    return replace(
        head,
        account_holder=account.account_holder,
        iban=account.iban,
        bic=account.bic,
        bank_name=account.bank_name,
    )
