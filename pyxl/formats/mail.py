"""An e-mail ready to be sent, as the file that Outlook, Thunderbird and Apple Mail open: RFC 5322 with attachments.

Nothing is sent here. The same mail gives the same bytes: no clock, no random boundary. What comes from a cell cannot
become a header of its own, for a header is one line whatever the cell held.

    >>> draft = Mail(sender=Mailbox("a@firm.test", "Firma"), recipient=Mailbox("b@kunde.test"), subject="Rechnung\\n7",
    ...              text="Guten Tag", day=date(2026, 3, 4), key="RE-7")
    >>> write_mail(draft).decode().splitlines()[3]
    'Subject: Rechnung 7'
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.generator import BytesGenerator
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime
from io import BytesIO

ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?")
"""An address as shops and offices have it; no quoted, commented or international ones: those need another transport."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address and the name that is shown with it."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class MailAttachment:
    """A file that travels with the mail."""

    filename: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail. `key` is what makes it unlike every other of this sender: its Message-ID follows from it."""

    sender: Mailbox
    recipient: Mailbox
    subject: str
    text: str
    day: date
    key: str
    attachments: tuple[MailAttachment, ...] = ()


def is_address(text: str) -> bool:
    """Whether a mail can be addressed to it.

    >>> is_address("rechnung@firma.example"), is_address("a@b.test\\nBcc: c@d.test"), is_address("info at firma")
    (True, False, False)
    """
    return ADDRESS.fullmatch(text) is not None


def write_mail(mail: Mail) -> bytes:
    """The mail as an .eml file. Both addresses must be ones (`is_address`)."""
    assert is_address(mail.sender.address), mail.sender
    assert is_address(mail.recipient.address), mail.recipient
    mark = hashlib.sha256(f"{mail.key}\n{mail.sender.address}".encode()).hexdigest()[:32]
    message = MIMEMultipart("mixed", boundary=f"=_{mark}")
    del message["MIME-Version"], message["Content-Type"]
    message["From"] = _mailbox(mail.sender)
    message["To"] = _mailbox(mail.recipient)
    message["Date"] = format_datetime(datetime(mail.day.year, mail.day.month, mail.day.day, tzinfo=UTC))
    message["Subject"] = _encoded(mail.subject, "Subject")
    message["Message-ID"] = f"<{mark}@{mail.sender.address.rpartition('@')[2]}>"
    # Outlook opens the file as a draft of one's own, with a button to send it.
    message["X-Unsent"] = "1"
    message["MIME-Version"] = "1.0"
    message.add_header("Content-Type", "multipart/mixed", boundary=f"=_{mark}")
    message.attach(MIMEText("\r\n".join(mail.text.splitlines()) + "\r\n", "plain", "utf-8"))
    for each in mail.attachments:
        message.attach(_attached(each))
    return _bytes(message)


def _attached(attachment: MailAttachment) -> MIMEApplication:
    part = MIMEApplication(attachment.content, "xml" if attachment.filename.endswith(".xml") else "pdf")
    part.add_header("Content-Disposition", "attachment", filename=attachment.filename)
    return part


def _mailbox(mailbox: Mailbox) -> str:
    if not mailbox.name:
        return mailbox.address
    name = _one_line(mailbox.name)
    shown = _encoded(name, "From") if not name.isascii() else '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'
    return f"{shown} <{mailbox.address}>"


def _encoded(text: str, header: str) -> str:
    line = _one_line(text)
    return line if line.isascii() else Header(line, "utf-8", header_name=header).encode()


def _one_line(text: str) -> str:
    """One line without control characters: nothing in it can begin another header."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def _bytes(message: MIMEMultipart) -> bytes:
    buffer = BytesIO()
    BytesGenerator(buffer, mangle_from_=False, policy=compat32.clone(linesep="\r\n")).flatten(message)
    return buffer.getvalue()
