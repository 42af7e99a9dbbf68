"""Amounts, dates and characters as banks write them; what cannot be read is refused with its place in the file.

>>> read_amount("1.234,5", "EUR", COMMA, "line 7")
Money('1234.50', 'EUR')
>>> read_date("300417", "DDMMYY", "line 7")
datetime.date(2017, 4, 30)
>>> read_date("310417", "DDMMYY", "line 7")  # doctest: +ELLIPSIS
Traceback (most recent call last):
pyxl.core.refusal.Refused: E_STATEMENT_DATE: "310417" (line 7) is no date. ...
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from pyxl.core.labels import Sentence, Text
from pyxl.core.money import AMOUNT_LIMIT, Money, minor_units
from pyxl.core.refusal import RefusalKind

SIZE_LIMIT = 50 * 1024 * 1024
"""Bytes of a bank file (SAFETY 3f)."""
LINE_LIMIT = 100_000
"""Booked lines of a bank file (SAFETY 3f)."""
ROW_LIMIT = 1_000_000
"""Rows of text of an MT940 or CSV file; MT940 takes up to eight for one booked line."""

_FETCH_AGAIN = Text(
    "Nothing was imported. Fetch the file from the bank again and do not change it.",
    "Es wurde nichts übernommen. Bitte die Datei bei der Bank neu abrufen und unverändert verwenden.",
)
E_STATEMENT_AMOUNT = RefusalKind(
    "E_STATEMENT_AMOUNT",
    Text('"{amount}" ({place}) is no amount.', "„{amount}“ ({place}) ist kein Betrag."),
    _FETCH_AGAIN,
)
E_STATEMENT_DATE = RefusalKind(
    "E_STATEMENT_DATE",
    Text('"{date}" ({place}) is no date.', "„{date}“ ({place}) ist kein Datum."),
    _FETCH_AGAIN,
)
E_STATEMENT_SIZE = RefusalKind(
    "E_STATEMENT_SIZE",
    Text(
        "The file is larger than a bank statement can be ({what}).",
        "Die Datei ist größer, als ein Kontoauszug sein kann ({what}).",
    ),
    Text(
        "Fetch it in shorter periods, for example month by month.",
        "Bitte in kürzeren Zeiträumen abrufen, zum Beispiel monatsweise.",
    ),
)
E_STATEMENT_CHARACTERS = RefusalKind(
    "E_STATEMENT_CHARACTERS",
    Text("The file holds binary data; it is no text.", "Die Datei enthält Binärdaten; sie ist kein Text."),
    Text(
        "Choose the file the bank gave you (camt.053 as XML or ZIP, MT940 or CSV).",
        "Bitte die Datei wählen, die die Bank geliefert hat (camt.053 als XML oder ZIP, MT940 oder CSV).",
    ),
)
MOJIBAKE = Text(
    'Some letters are broken ("{sample}"): the file was saved in the wrong character set on its way.',
    "Einige Buchstaben sind beschädigt („{sample}“): Die Datei wurde unterwegs im falschen Zeichensatz gespeichert.",
)

COMMA = ","
POINT = "."
ENGLISH = "1,000.00"
"""A decimal point with commas between the thousands."""
_AMOUNTS = {
    COMMA: re.compile(r"[+-]?(?:\d{1,18}|\d{1,3}(?:\.\d{3}){1,4})(?:,\d{0,5})?", re.ASCII),
    POINT: re.compile(r"[+-]?\d{1,18}(?:\.\d{0,5})?", re.ASCII),
    ENGLISH: re.compile(r"[+-]?(?:\d{1,18}|\d{1,3}(?:,\d{3}){1,4})(?:\.\d{0,6})?", re.ASCII),
}


_CURRENCY = re.compile(r"[A-Z]{3}")


@lru_cache(maxsize=256)
def _unit(currency: str) -> Decimal:
    return Decimal(1).scaleb(-minor_units(currency))


def read_amount(text: str, currency: str, decimal_mark: str, place: object) -> Money:
    """The amount, exact: with a decimal comma dots group thousands (`1.000` is one thousand); with a point none do.

    Raises Refused E_STATEMENT_AMOUNT for anything else, for parts of a cent and for 10^12 and more.
    """
    compact = text.strip()
    if not _AMOUNTS[decimal_mark].fullmatch(compact) or not _CURRENCY.fullmatch(currency):
        raise E_STATEMENT_AMOUNT.because(amount=shorten(f"{text} {currency}"), place=place)
    if decimal_mark == COMMA:
        compact = compact.replace(".", "").replace(",", ".")
    compact = compact.replace(",", "")
    try:
        amount = Decimal(compact)
        if abs(amount) < AMOUNT_LIMIT and amount == amount.quantize(_unit(currency)):
            return Money(amount, currency)
    except InvalidOperation:
        pass
    raise E_STATEMENT_AMOUNT.because(amount=shorten(f"{text} {currency}"), place=place)


def plain_amount(text: str) -> str:
    """The figure alone: some banks write the currency beside it, some a blank behind the sign."""
    return re.sub(r"[\s\u00a0\u202f]|€|EUR", "", text)


def read_date(text: str, order: str, place: object) -> date:
    """The date in the declared order: `YYYY-MM-DD`, `DD.MM.YY`, `YYMMDD` ...; two-digit years are 1980 to 2079.

    `D.M.YYYY` stands for one digit or two. Raises Refused E_STATEMENT_DATE for anything else.
    """
    if "DD" not in order:
        text = re.sub(r"(?<!\d)(\d)(?!\d)", r"0\1", text, flags=re.ASCII)
        order = order.replace("D", "DD").replace("M", "MM")
    found = _date(text, order)
    if found is None:
        raise E_STATEMENT_DATE.because(date=shorten(text), place=place)
    return found


@lru_cache(maxsize=4096)
def _date(text: str, order: str) -> date | None:
    """The date, kept in mind: a file has few days and many lines."""
    parts = {"D": "", "M": "", "Y": ""}
    if len(text) == len(order) and text.isascii():
        for letter, character in zip(order, text, strict=True):
            if letter in parts:
                parts[letter] += character
            elif letter != character:
                break
        else:
            if all(part.isdecimal() for part in parts.values()):
                year = int(parts["Y"])
                century = 0 if len(parts["Y"]) == 4 else 1900 if year >= 80 else 2000
                try:
                    return date(century + year, int(parts["M"]), int(parts["D"]))
                except ValueError:
                    pass
    return None


def decode(data: bytes) -> tuple[str, tuple[Sentence, ...]]:
    """The text of a bank file: a byte order mark decides, else strict UTF-8, else cp1252 (SAFETY F27).

    Notes say when letters were broken before the file came here. Raises Refused E_STATEMENT_CHARACTERS on NUL bytes.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise E_STATEMENT_CHARACTERS.because()
    broken = _MOJIBAKE.search(text)
    if broken is None:
        return text, ()
    before, after = text[: broken.start()][-12:].split(), text[broken.start() :][:14].split()
    return text, (MOJIBAKE.bind(sample=shorten((before[-1] if before else "") + after[0])),)


_MOJIBAKE = re.compile("Ã[¤¶¼ŸœÄ„–]|\ufffd")


def shorten(text: str) -> str:
    """What a message quotes of a file: the first 40 characters, printable ones only."""
    shown = "".join(letter if letter.isprintable() else "·" for letter in text[:41])
    return shown if len(shown) <= 40 else shown[:40] + "…"


TEXT_LIMIT = 4096
"""Characters of one text of a line; SEPA has 140, MT940 390. More is no message of a person (SAFETY A20)."""


def join_text(*parts: str) -> str:
    """The parts as one text, blanks and line breaks run together, control characters dropped."""
    text = parts[0] if len(parts) == 1 else " ".join(parts)
    if not text:
        return ""
    text = " ".join(text.split())
    if not text.isprintable():
        text = "".join(letter for letter in text if letter.isprintable())
    return text[:TEXT_LIMIT]
