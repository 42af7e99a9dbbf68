"""The e-mail draft beside a dunning letter; pyxl sends nothing."""

from __future__ import annotations

from typing import Any

from pyxl.core.outcome import DocumentRequest
from pyxl.core.plain import PlainData, from_plain
from pyxl.documents import Document
from pyxl.dunning.model import DunningLetter
from pyxl.formats.mail import Mail, MailAttachment, Mailbox, is_address, write_mail

EMAIL_KIND = "dunning-email"
TEMPLATE = "dunning_email.txt.j2"


def draft_of(letter: DunningLetter, printed: DocumentRequest) -> tuple[DocumentRequest, ...]:
    """The draft beside the printed letter; none where one side has no e-mail address."""
    if not (is_address(letter.seller.email) and is_address(letter.buyer.email)):
        return ()
    path = f"{printed.path.rpartition('.')[0]}.eml"
    return (DocumentRequest(EMAIL_KIND, printed.number, path, printed.content),)


def mail_document(content: PlainData) -> Document:
    """The text of the mail, as the template makes it."""
    letter = from_plain(DunningLetter, content["letter"])
    return Document(template=TEMPLATE, context=_facts(letter), language=letter.language, issued_on=letter.issued_on)


def mail_file(content: PlainData, text: str, attachments: tuple[MailAttachment, ...]) -> bytes:
    """The draft. The first line of the text is the subject."""
    letter = from_plain(DunningLetter, content["letter"])
    subject, _, body = text.strip().partition("\n")
    mail = Mail(
        sender=Mailbox(letter.seller.email, letter.seller.name),
        recipient=Mailbox(letter.buyer.email, letter.buyer.name),
        subject=subject,
        text=body.strip() + "\n",
        day=letter.issued_on,
        key=f"{letter.issued_on.isoformat()} {letter.number}",
        attachments=attachments,
    )
    return write_mail(mail)


def _facts(letter: DunningLetter) -> dict[str, Any]:
    texts = {
        "title": letter.title,
        "number": letter.number,
        "text": letter.text,
        "company": letter.seller.name,
        "contact": letter.seller.contact,
        "phone": letter.seller.phone,
    }
    # A line break in a cell would move the lines of the mail, and the subject is one of them.
    return {name: " ".join(text.split()) for name, text in texts.items()} | {
        "amount": letter.total,
        "currency": letter.currency,
        "pay_by": letter.pay_by,
        "invoices": ", ".join(item.number for item in letter.items),
    }
