"""Reads MT940 statements as German banks write them, and the plain ones of their neighbours.

The file is read by its grammar: a tag counts only where it may stand. So a time of day that wraps to the start of
a line (`:12:11`) stays text, statements in one file stay apart, and a file that breaks off is refused. A `:61:` that
a payer forges into his text would count, but then the balances no longer add up (SAFETY N24).

    >>> file = read_mt940(
    ...     ":20:STARTUMS\\n:25:37040044/0532013000\\n:28C:3/1\\n:60F:C260301EUR0,00\\n"
    ...     ":61:2603020302C119,00NTRFNONREF\\n:86:166?00GUTSCHR. UEBERWEISUNG?20EREF+RE-7?21SVWZ+Rechnung 7?32Kunde\\n"
    ...     ":62F:C260302EUR119,00\\n-\\n"
    ... )
    >>> line = file.statements[0].lines[0]
    >>> line.amount, line.end_to_end_id, line.remittance_information
    (Money('119.00', 'EUR'), 'RE-7', 'Rechnung 7')
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from pyxl.core.labels import Label, Sentence, Text
from pyxl.core.money import Money
from pyxl.core.refusal import RefusalKind
from pyxl.formats.bank_values import (
    COMMA,
    E_STATEMENT_AMOUNT,
    E_STATEMENT_SIZE,
    LINE_LIMIT,
    read_amount,
    read_date,
    shorten,
)
from pyxl.formats.statements.mt940_details import read_details
from pyxl.formats.statements.sepa_purpose import without_placeholder
from pyxl.formats.statements.statement import Statement, StatementFile, StatementLine

E_MT940_SHAPE = RefusalKind(
    "E_MT940_SHAPE",
    Text(
        "The MT940 file is damaged at line {line}: {what}.", "Die MT940-Datei ist in Zeile {line} beschädigt: {what}."
    ),
    Text(
        "Nothing was imported. Fetch the statement from the bank again and do not change it.",
        "Es wurde nichts übernommen. Bitte den Auszug bei der Bank neu abrufen und unverändert verwenden.",
    ),
)
_NO_START = Label(
    "no statement starts here (:20: and :60F: are missing)", "hier beginnt kein Auszug (:20: und :60F: fehlen)"
)
_NO_END = Label("the statement breaks off (:62F: is missing)", "der Auszug bricht ab (:62F: fehlt)")
_NO_BOOKING = Label("this :61: is no booking", "dieses :61: ist keine Buchung")
_NO_BALANCE = Label("this is no balance", "das ist kein Saldo")
_AFTER_END = Label("a booking stands after the closing balance", "nach dem Endsaldo steht noch eine Buchung")
_PRELIMINARY = Label(
    "this is MT942, a list of preliminary bookings, not a statement",
    "das ist MT942, eine Liste vorläufiger Umsätze, kein Kontoauszug",
)
PLACE = Text("line {line}", "Zeile {line}")
FEBRUARY_30 = Text(
    "Line {line}: the value date {date} does not exist and was read as {read}; "
    "some banks count thirty days to every month.",
    "Zeile {line}: Das Wertstellungsdatum {date} gibt es nicht; es wurde als {read} gelesen. "
    "Manche Banken rechnen jeden Monat mit dreißig Tagen.",
)

_TAG = re.compile(r":(\d\d[A-Z]?):(.*)", re.DOTALL)
_BALANCE = re.compile(r"([CD])(\d{6})([A-Z]{3})([\d,.]{1,20})\s*")
_BOOKING = re.compile(r"(\d{6})(\d{4})?(R?)([CD])([A-Z])?([\d,.]{1,20})(?:[A-Z][A-Z0-9]{3})?(.*)")


@dataclass(slots=True)
class _Booking:
    """A `:61:` with the lines that belong to it, as they stand in the file."""

    line: int
    text: str
    supplement: list[str] = field(default_factory=list)
    details: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Message:
    """One statement as it stands in the file."""

    line: int
    fields: dict[str, str] = field(default_factory=dict)
    opening: str = ""
    closing: str = ""
    bookings: list[_Booking] = field(default_factory=list)


def read_mt940(text: str) -> StatementFile:
    """The statements of one MT940 file, each on its own even when they follow each other without a `-`.

    Raises Refused: E_MT940_SHAPE, E_STATEMENT_AMOUNT, E_STATEMENT_DATE, E_STATEMENT_SIZE. Whether the balances add
    up is asked afterwards, by `check_balance`.
    """
    notes: list[Sentence] = []
    statements = tuple(_statement(message, notes) for message in _messages(text))
    if not statements:
        raise E_MT940_SHAPE.because(line=1, what=_NO_START)
    return StatementFile("MT940", statements, tuple(notes))


def _messages(text: str) -> Iterator[_Message]:
    """The statements, cut by the grammar: head (:20: to :60:), body (:61: and :86: to :62:), tail."""
    message: _Message | None = None
    state = "tail"
    room = LINE_LIMIT
    number = 0
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        match = _TAG.fullmatch(line)
        tag, rest = (match[1], match[2]) if match else ("", line)
        if state == "body" and message is not None:
            state = _in_body(message, tag, rest, line, number)
            room -= tag in ("61", "62F", "62M")
            if room < 0:
                raise E_STATEMENT_SIZE.because(what=f"> {LINE_LIMIT}")
            if state == "tail":
                yield message
        elif state == "head" and message is not None:
            state = _in_head(message, tag, rest, number)
        elif tag == "20":
            message, state = _Message(number), "head"
        elif tag in ("60F", "60M", "61", "62F", "62M"):
            raise E_MT940_SHAPE.because(line=number, what=_AFTER_END if message and tag == "61" else _NO_START)
    if state == "head":
        raise E_MT940_SHAPE.because(line=number, what=_NO_START)
    if state == "body":
        raise E_MT940_SHAPE.because(line=number, what=_NO_END)


def _in_head(message: _Message, tag: str, rest: str, number: int) -> str:
    if tag in ("60F", "60M"):
        message.opening, message.line = rest, number
        return "body"
    if tag in ("20", "61", "62F", "62M"):
        raise E_MT940_SHAPE.because(line=number, what=_NO_START)
    if tag == "34F":
        raise E_MT940_SHAPE.because(line=number, what=_PRELIMINARY)
    if tag:
        message.fields[tag] = rest.strip()
    return "head"


def _in_body(message: _Message, tag: str, rest: str, line: str, number: int) -> str:
    """Where a line of the body belongs; anything that is no tag of the body continues the field before it."""
    last = message.bookings[-1] if message.bookings else None
    if tag in ("62F", "62M"):
        message.closing = rest
        return "tail"
    if tag in ("60F", "60M") and _BALANCE.fullmatch(rest):
        raise E_MT940_SHAPE.because(line=number, what=_NO_END)
    if tag == "61":
        message.bookings.append(_Booking(number, rest))
    elif last is None:
        if line.strip():
            raise E_MT940_SHAPE.because(line=number, what=_NO_BOOKING)
    elif tag == "86":
        last.details.append(rest)
    else:
        (last.details or last.supplement).append(line)
    return "body"


def _statement(message: _Message, notes: list[Sentence]) -> Statement:
    opening, opening_date = _balance(message.opening, message.line)
    closing, closing_date = _balance(message.closing, message.line)
    return Statement(
        account=message.fields.get("25", ""),
        currency=opening.currency,
        lines=tuple(_line(booking, opening.currency, notes) for booking in message.bookings),
        statement_number=message.fields.get("28C") or message.fields.get("28", ""),
        from_date=opening_date,
        to_date=closing_date,
        opening_balance=opening,
        opening_date=opening_date,
        closing_balance=closing,
        closing_date=closing_date,
    )


def _balance(text: str, line: int) -> tuple[Money, date]:
    match = _BALANCE.fullmatch(text)
    if match is None:
        raise E_MT940_SHAPE.because(line=line, what=_NO_BALANCE)
    amount = _amount(match[4], match[3], line)
    return (-amount if match[1] == "D" else amount), _day(match[2], line)[0]


def _line(booking: _Booking, currency: str, notes: list[Sentence]) -> StatementLine:
    match = _BOOKING.fullmatch(booking.text)
    if match is None:
        raise E_MT940_SHAPE.because(line=booking.line, what=_NO_BOOKING)
    value_text, entry_text, reversal, sign, _funds, amount_text, references = match.groups()
    value_date, exists = _day(value_text, booking.line)
    if not exists:
        shown = f"{value_text[4:]}.{value_text[2:4]}.20{value_text[:2]}"
        notes.append(FEBRUARY_30.bind(line=booking.line, date=shown, read=value_date))
    amount = _amount(amount_text, currency, booking.line)
    # RC takes a credit back and RD a debit, so the R turns the sign round (SAFETY E10).
    is_credit = (sign == "C") != bool(reversal)
    return read_details(
        StatementLine(
            booking_date=_near(value_date, entry_text, booking.line) if entry_text else value_date,
            value_date=value_date,
            amount=amount if is_credit else -amount,
            bank_reference=without_placeholder(references.partition("//")[2].strip()),
            is_reversal=bool(reversal),
        ),
        booking.details,
        "".join(booking.supplement),
    )


def _amount(text: str, currency: str, line: int) -> Money:
    """An amount of MT940 always has its comma; without one `100,00` may have lost it and would be 10000."""
    place = PLACE.bind(line=line)
    if "," not in text or "." in text:
        raise E_STATEMENT_AMOUNT.because(amount=shorten(text), place=place)
    return read_amount(text, currency, COMMA, place)


def _day(text: str, line: int) -> tuple[date, bool]:
    """The day, and whether it exists: 29 and 30 February, from banks with 30 days to a month, become its last day."""
    if text[2:] in ("0229", "0230"):
        last = read_date(text[:2] + "0301", "YYMMDD", PLACE.bind(line=line)) - timedelta(days=1)
        return last, int(text[4:]) == last.day
    return read_date(text, "YYMMDD", PLACE.bind(line=line)), True


def _near(value_date: date, month_and_day: str, line: int) -> date:
    """The booking date, which comes without a year: the one nearest to the value date, also across New Year."""
    years = (value_date.year - 1, value_date.year, value_date.year + 1)
    days = [_day(f"{year % 100:02}{month_and_day}", line)[0] for year in years]
    return min(days, key=lambda day: abs(day - value_date))
