"""Writes a statement as MT940 the way German banks do: for the demo firm's bank and for tests.

MT940 has less room than camt: it has no structured reference and no batch, cuts a name after 54 characters and
keeps no letter outside cp1252.

    >>> from datetime import date
    >>> from pyxl.core.money import Money
    >>> day, zero = date(2026, 3, 2), Money.zero()
    >>> line = StatementLine(day, day, zero, counterparty_name="Kunde", transaction_code="166")
    >>> print(write_mt940(Statement("DE89370400440532013000", "EUR", (line,), opening_balance=zero)).decode())
    :20:STARTUMS
    :25:37040044/0532013000
    :28C:0
    :60F:C260302EUR0,00
    :61:2603020302C0,00NTRFNONREF
    :86:166?32Kunde
    :62F:C260302EUR0,00
    -
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from pyxl.core.money import Money, total
from pyxl.formats.statements.mt940_details import OWN_TRANSFERS
from pyxl.formats.statements.sepa_purpose import RETURN_REASONS
from pyxl.formats.statements.statement import Statement, StatementLine

_LINE = 65
_FIELD = 27
_FIELDS = (*range(20, 30), *range(60, 64))
_REASON_NUMBERS = {reason: number for number, reason in RETURN_REASONS.items()}


def write_mt940(*statements: Statement) -> bytes:
    """The statements as one MT940 file in cp1252 with CRLF; the same records give the same bytes.

    A missing opening balance counts as zero, a missing closing balance is worked out.
    """
    lines = [line for statement in statements for line in _statement(statement)]
    return "".join(f"{line}\r\n" for line in lines).encode("cp1252")


def _statement(statement: Statement) -> Iterator[str]:
    opening = statement.opening_balance or Money.zero(statement.currency)
    closing = statement.closing_balance
    if closing is None:
        closing = opening + total(tuple(line.amount for line in statement.lines), statement.currency)
    days = [line.booking_date for line in statement.lines] or [date(2000, 1, 1)]
    yield ":20:STARTUMS"
    yield f":25:{_account(statement.account)}"
    yield f":28C:{_plain(statement.statement_number) or 0}"
    yield f":60F:{_balance(opening, statement.opening_date or statement.from_date or min(days))}"
    for line in statement.lines:
        yield _booking(line)
        if line.original_amount and line.original_amount.currency != statement.currency:
            yield f"/OCMT/{line.original_amount.currency}{_amount(line.original_amount)}/"
        yield from _wrap(f":86:{_details(line, statement.currency)}")
    yield f":62F:{_balance(closing, statement.closing_date or statement.to_date or max(days))}"
    yield "-"


def _account(account: str) -> str:
    """German banks write bank code and account number here, both of which are inside the IBAN."""
    match = re.fullmatch(r"DE\d\d(\d{8})(\d{10})", account)
    return f"{match[1]}/{match[2]}" if match else _plain(account)


def _amount(money: Money) -> str:
    whole, _, cents = f"{abs(money.amount):f}".partition(".")
    return f"{whole},{cents}"


def _balance(money: Money, day: date) -> str:
    return f"{'D' if money.amount < 0 else 'C'}{day:%y%m%d}{money.currency}{_amount(money)}"


def _booking(line: StatementLine) -> str:
    is_debit = line.amount.amount < 0
    # A reversed credit takes money away: RC stands where the amount is negative, RD where it is positive.
    sign = ("RC" if is_debit else "RD") if line.is_reversal else ("D" if is_debit else "C")
    kind = "NRTI" if line.is_return else "NTRF"
    reference = f"//{_plain(line.bank_reference)[:16]}" if line.bank_reference else ""
    return f":61:{line.value_date:%y%m%d}{line.booking_date:%m%d}{sign}{_amount(line.amount)}{kind}NONREF{reference}"


def _details(line: StatementLine, currency: str) -> str:
    is_debit = line.amount.amount < 0
    code = line.transaction_code or ("116" if is_debit else "166")
    fields = [("00", _plain(line.transaction_text)[:_FIELD])]
    pieces = [piece for text in _labelled(line, code, currency) for piece in _cut(text)]
    fields += [(str(number), piece) for number, piece in zip(_FIELDS, pieces, strict=False)]
    name = _cut(_plain(line.counterparty_name))
    parties = [("30", line.counterparty_bic), ("31", line.counterparty_iban), *zip(("32", "33"), name, strict=False)]
    parties += [("34", _REASON_NUMBERS.get(line.return_reason, ""))]
    # DK Anlage 3 puts ?30 to ?34 between ?29 and ?60.
    ordered = sorted(fields + parties, key=lambda field: field[0])
    return code + "".join(f"?{number}{text}" for number, text in ordered if text)


def _labelled(line: StatementLine, code: str, currency: str) -> Iterator[str]:
    """The texts of the purpose in the order of DK Anlage 3; every label begins a field of its own."""
    ultimate = "ABWE" if line.amount.amount < 0 and code in OWN_TRANSFERS else "ABWA"
    original = line.original_amount
    parts = (
        ("EREF", line.end_to_end_id),
        ("KREF", line.batch_reference),
        ("MREF", line.mandate_id),
        ("CRED", line.creditor_id),
        ("COAM", _amount(line.charges) if line.charges else ""),
        ("OAMT", _amount(original) if original and original.currency == currency else ""),
        ("SVWZ", line.remittance_information),
        (ultimate, line.ultimate_party_name),
    )
    return (f"{label}+{_plain(text)}" for label, text in parts if text)


def _cut(text: str) -> list[str]:
    return [text[start : start + _FIELD] for start in range(0, len(text), _FIELD)]


def _plain(text: str) -> str:
    """The text in cp1252; a question mark would start a new field and becomes a point."""
    return "".join(_letter(letter) for letter in text.replace("?", "."))


def _letter(letter: str) -> str:
    for candidate in (letter, unicodedata.normalize("NFKD", letter)[0]):
        try:
            candidate.encode("cp1252")
        except UnicodeEncodeError:
            continue
        return candidate
    return "."


def _wrap(text: str) -> Iterator[str]:
    """Lines of at most 65 characters after the tag; none begins with a colon, which would look like a tag."""
    room = _LINE + len(":86:")
    while len(text) > room:
        end = room
        while end > 1 and text[end] == ":":
            end -= 1
        yield text[:end]
        text, room = text[end:], _LINE
    yield text
