"""An e-mail that came in, as a file (.eml, RFC 5322): who wrote when, about what, in which words.

Runs in the child process with limits. It believes nothing: a header is one line of text, HTML gives its words only, an
attachment is known by its name and stays in the file.

    >>> read_mail(b"From: A <a@kunde.test>\\nDate: Mon, 8 Jun 2026 09:00:00 +0200\\nSubject: X\\n\\nDefekt.").text
    'Defekt.'
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from email.utils import getaddresses, parsedate_to_datetime

from pyxl.core.labels import Label, Text
from pyxl.core.refusal import RefusalKind
from pyxl.core.text import clean
from pyxl.formats.html_text import html_text

PARTS_MOST = 200
"""More parts than any letter has: such a mail was made to do harm."""
TEXT_MOST = 100_000
"""Characters of the text that are read."""
HEADER_MOST = 1_000
ATTACHMENTS_MOST = 50
E_MAIL_FILE = RefusalKind(
    "E_MAIL_FILE",
    Text("It is {what}.", "Es ist {what}."),
    Text(
        "Save the mail as a file (.eml) in the mail program, or take the complaint form (.xlsx).",
        "Die E-Mail im Mailprogramm als Datei (.eml) speichern oder das Reklamationsformular (.xlsx) nehmen.",
    ),
)
_NO_MAIL = Label("no e-mail: sender and date are missing", "keine E-Mail: Absender und Datum fehlen")
_TOO_MANY_PARTS = Label("a mail of too many parts", "eine E-Mail mit zu vielen Teilen")
_FALLBACK = "cp1252"
_QUOTED = re.compile(r"^\s*>")
_SIGNATURE = "-- "


@dataclass(frozen=True, slots=True)
class ReadMail:
    """What a mail says."""

    sender: str
    """The address alone; empty where there is none."""
    subject: str
    text: str
    day: date | None
    """As the sender's clock had it."""
    message_id: str
    attachments: tuple[str, ...] = ()
    """Names of the files in it."""


def read_mail(data: bytes) -> ReadMail:
    """The mail. Raises Refused E_MAIL_FILE."""
    message = message_from_bytes(data, policy=compat32)
    if not message["From"] or not (message["Date"] or message["Message-ID"]):
        raise E_MAIL_FILE.because(what=_NO_MAIL)
    parts = list(_parts(message))
    _, address = next(iter(getaddresses([_header(message, "From")])), ("", ""))
    return ReadMail(
        sender=_one_line(address).lower(),
        subject=_header(message, "Subject"),
        text=_own_words(_text(parts)),
        day=_day(message),
        message_id=_header(message, "Message-ID"),
        attachments=tuple(_one_line(name) for part in parts if (name := _file_name(part)))[:ATTACHMENTS_MOST],
    )


def _parts(message: Message) -> Iterator[Message]:
    for count, part in enumerate(message.walk()):
        if count >= PARTS_MOST:
            raise E_MAIL_FILE.because(what=_TOO_MANY_PARTS)
        if not part.is_multipart():
            yield part


def _header(message: Message, name: str) -> str:
    """The header as one line of text, whatever stands in it."""
    raw = str(message[name] or "")[: 4 * HEADER_MOST]
    try:
        pieces = [(piece, charset) for piece, charset in decode_header(raw)]
    except (HeaderParseError, ValueError):
        return _one_line(raw)
    texts = (_decoded(piece, charset) if isinstance(piece, bytes) else piece for piece, charset in pieces)
    return _one_line("".join(texts))


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())[:HEADER_MOST]


def _decoded(data: bytes, charset: str | None) -> str:
    """In the charset it names, or in what nearly all others are."""
    for name in (charset, "utf-8"):
        try:
            return data.decode(name or "utf-8")
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return data.decode(_FALLBACK, "replace")


def _text(parts: list[Message]) -> str:
    """The plain text where there is one, or the words of the HTML."""
    bodies = [part for part in parts if not _file_name(part)]
    plain = [_body(part) for part in bodies if part.get_content_type() == "text/plain"]
    if any(text.strip() for text in plain):
        return "\n\n".join(text for text in plain if text.strip())
    pages = [_body(part) for part in bodies if part.get_content_type() == "text/html"]
    return "\n\n".join(html_text(page) for page in pages)


def _body(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return _decoded(payload, part.get_content_charset())[:TEXT_MOST] if isinstance(payload, bytes) else ""


def _file_name(part: Message) -> str:
    """The name of an attachment; a text that is shown in the mail has none."""
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError):
        name = ""
    is_text = part.get_content_maintype() == "text"
    if name or (part.get_content_disposition() == "attachment" and not is_text):
        return name or part.get_content_type()
    return ""


def _own_words(text: str) -> str:
    """Without the signature, and without the mails quoted at the end."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if _SIGNATURE in lines:
        lines = lines[: lines.index(_SIGNATURE)]
    while lines and (not lines[-1].strip() or _QUOTED.match(lines[-1])):
        lines.pop()
    return clean("\n".join(lines))


def _day(message: Message) -> date | None:
    try:
        return parsedate_to_datetime(str(message["Date"])).date()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
