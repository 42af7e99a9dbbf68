"""The e-mail drafts beside dunning letters and statements of account; pyxl sends nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from pyxl.core.outcome import DocumentRequest
from pyxl.core.plain import PlainData, from_plain
from pyxl.documents import Document
from pyxl.dunning.model import DunningLetter
from pyxl.dunning.statement_letter import StatementOfAccount
from pyxl.formats.mail import Mail, MailAttachment, Mailbox, is_address, write_mail
from pyxl.invoicing.model import Party

DUNNING_EMAIL, STATEMENT_EMAIL = "dunning-email", "statement-email"
DUNNING_TEMPLATE, STATEMENT_TEMPLATE = "dunning_email.txt.j2", "statement_email.txt.j2"


def draft_of(seller: Party, buyer: Party, printed: DocumentRequest, kind: str) -> tuple[DocumentRequest, ...]:
    """The draft beside the printed letter; none where one side has no e-mail address."""
    if not (is_address(seller.email) and is_address(buyer.email)):
        return ()
    path = f"{printed.path.rpartition('.')[0]}.eml"
    return (DocumentRequest(kind, printed.number, path, printed.content),)


def dunning_mail(content: PlainData) -> Document:
    """The text of the mail with a dunning letter, as the template makes it."""
    letter = from_plain(DunningLetter, content["letter"])
    facts = _sender(letter.seller) | {
        "title": _one_line(letter.title),
        "number": letter.number,
        "text": _one_line(letter.text),
        "amount": letter.total,
        "currency": letter.currency,
        "pay_by": letter.pay_by,
        "invoices": ", ".join(item.number for item in letter.items),
    }
    return Document(template=DUNNING_TEMPLATE, context=facts, language=letter.language, issued_on=letter.issued_on)


def statement_mail(content: PlainData) -> Document:
    """The text of the mail with a statement of account."""
    statement = from_plain(StatementOfAccount, content["statement"])
    facts = _sender(statement.seller) | {
        "as_of": statement.as_of,
        "balance": statement.balance,
        "overdue": statement.overdue,
        "currency": statement.currency,
    }
    return Document(template=STATEMENT_TEMPLATE, context=facts, language=statement.language, issued_on=statement.as_of)


def dunning_mail_file(content: PlainData, text: str, attachments: tuple[MailAttachment, ...]) -> bytes:
    """The draft. The first line of the text is the subject."""
    letter = from_plain(DunningLetter, content["letter"])
    return _file(letter.seller, letter.buyer, text, letter.issued_on, letter.number, attachments)


def statement_mail_file(content: PlainData, text: str, attachments: tuple[MailAttachment, ...]) -> bytes:
    """The draft. The first line of the text is the subject."""
    statement = from_plain(StatementOfAccount, content["statement"])
    return _file(statement.seller, statement.buyer, text, statement.as_of, statement.number, attachments)


def _file(
    seller: Party, buyer: Party, text: str, day: date, number: str, attachments: tuple[MailAttachment, ...]
) -> bytes:
    subject, _, body = text.strip().partition("\n")
    mail = Mail(
        sender=Mailbox(seller.email, seller.name),
        recipient=Mailbox(buyer.email, buyer.name),
        subject=subject,
        text=body.strip() + "\n",
        day=day,
        key=f"{day.isoformat()} {number}",
        attachments=attachments,
    )
    return write_mail(mail)


def _sender(seller: Party) -> dict[str, Any]:
    texts = {"company": seller.name, "contact": seller.contact, "phone": seller.phone}
    return {name: _one_line(text) for name, text in texts.items()}


def _one_line(text: str) -> str:
    """A line break in a cell would move the lines of the mail, and the subject is one of them."""
    return " ".join(text.split())
