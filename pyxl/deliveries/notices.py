"""The e-mail draft that takes a paper to a customer or supplier. pyxl sends nothing; whoever opens it sends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pyxl.core.labels import Language
from pyxl.core.outcome import DocumentRequest
from pyxl.core.plain import PlainData, from_plain, to_plain
from pyxl.documents import Document
from pyxl.formats.mail import Mail, MailAttachment, Mailbox, is_address, write_mail

NOTICE = "notice"
"""The kind of the document that is such a draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One mail: who to whom, in which words, with what the template is to say."""

    template: str
    language: Language
    day: date
    key: str
    sender: str
    sender_name: str
    recipient: str
    recipient_name: str
    facts: dict[str, str]


def can_be_mailed(sender: str, recipient: str) -> bool:
    """Whether there is somebody to write to, and the firm writes mails at all."""
    return is_address(sender) and is_address(recipient)


def notice_request(
    number: str, path: str, notice: Notice, attached: DocumentRequest, *more: DocumentRequest
) -> DocumentRequest:
    """The draft, as `path` without its ending says."""
    content = PlainData({"notice": to_plain(notice), "attached": to_plain(attached)})
    if more:
        content["more"] = [to_plain(each) for each in more]
    return DocumentRequest(NOTICE, number, f"{path.rpartition('.')[0]}.eml", content)


def attached_requests(content: PlainData) -> tuple[DocumentRequest, ...]:
    """The papers that travel with the draft."""
    return tuple(from_plain(DocumentRequest, each) for each in (content["attached"], *content.get("more", ())))


def notice_document(content: PlainData) -> Document:
    """The text of the draft, as the template makes it; the first line is the subject."""
    notice = from_plain(Notice, content["notice"])
    # A line break in a cell would move the lines of the mail, and the subject is one of them.
    facts = {name: " ".join(text.split()) for name, text in notice.facts.items()}
    return Document(template=notice.template, context=facts, language=notice.language, issued_on=notice.day)


def notice_file(content: PlainData, text: str, attachments: tuple[MailAttachment, ...]) -> bytes:
    """The draft as a file."""
    notice = from_plain(Notice, content["notice"])
    subject, _, body = text.strip().partition("\n")
    mail = Mail(
        sender=Mailbox(notice.sender, notice.sender_name),
        recipient=Mailbox(notice.recipient, notice.recipient_name),
        subject=subject,
        text=body.strip() + "\n",
        day=notice.day,
        key=notice.key,
        attachments=attachments,
    )
    return write_mail(mail)
