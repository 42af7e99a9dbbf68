"""Bank statements in the bank's own words, whatever file they came in: camt.053, MT940 or CSV.

A statement is an account, a currency, two balances and the lines between them. The readers of all formats
give these records; nothing here knows a workbook tab, an invoice or a customer.

    >>> line = StatementLine(date(2026, 3, 2), date(2026, 3, 2), Money.of("119.00"), counterparty_name="Kunde GmbH")
    >>> zero, end = Money.zero(), Money.of("119.00")
    >>> check_balance(Statement("DE89370400440532013000", "EUR", (line,), opening_balance=zero, closing_balance=end))
    ()
    >>> check_balance(Statement("DE1", "EUR", (), opening_balance=zero, closing_balance=end))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    pyxl.core.refusal.Refused: E_BALANCE: The statement of DE1 does not add up: opening 0.00 EUR ...
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import count, pairwise, takewhile

from pyxl.core.labels import Sentence, Text
from pyxl.core.money import Money, total
from pyxl.core.refusal import RefusalKind
from pyxl.core.text import squash
from pyxl.formats.csv_files.unknown import UnknownCsv

RETURN_CODES = frozenset({"108", "109", "159"})
"""Geschäftsvorfallcodes of returned direct debits (B2B, core) and returned transfers, DK Anlage 3."""
RETURN_WORDS = ("RUECKBELASTUNG", "RUECKLASTSCHRIFT", "RUECKUEBERWEISUNG")
"""How banks name the same where a file has no code: LS RUECKBELASTUNG, Rücklastschrift."""


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One booked line. Texts are "" where the bank says nothing; the amount is signed as the account sees it."""

    booking_date: date
    value_date: date
    amount: Money
    counterparty_name: str = ""
    counterparty_iban: str = ""
    """The other side's IBAN; old files give an account number here."""
    counterparty_bic: str = ""
    """The other side's BIC; old files give a bank code (BLZ) here."""
    ultimate_party_name: str = ""
    """On whose behalf the other side acts (UltmtDbtr, UltmtCdtr, ABWA+, ABWE+)."""
    remittance_information: str = ""
    structured_reference: str = ""
    """The creditor reference (ISO 11649 RF...) from `Strd/CdtrRefInf/Ref`."""
    end_to_end_id: str = ""
    """As the payer set it; "" when the file says NOTPROVIDED."""
    mandate_id: str = ""
    creditor_id: str = ""
    bank_reference: str = ""
    """The bank's own reference of the line (AcctSvcrRef, or what follows `//` in `:61:`); "" for NONREF."""
    transaction_code: str = ""
    """The Geschäftsvorfallcode of the German banks, three digits, such as 166."""
    transaction_text: str = ""
    """The bank's word for the kind of line, such as GUTSCHR. UEBERWEISUNG."""
    return_reason: str = ""
    """Why a payment came back, as ISO 20022 code such as AC04; "" when it did not, or when the bank keeps it back."""
    is_reversal: bool = False
    """The bank takes back an earlier line of its own (RvslInd, RC, RD)."""
    charges: Money | None = None
    """What banks charged within this line, positive."""
    original_amount: Money | None = None
    """What was instructed, positive, where it differs from the amount (returned debits, other currencies)."""
    batch_reference: str = ""
    """The own reference of the file that a batch was handed in with (PmtInfId, KREF+, Sammlerreferenz)."""
    batch_position: int = 0
    """1, 2, 3 ... for the parts of a batch booking that the file itemises; 0 for a line of its own."""

    @property
    def is_return(self) -> bool:
        """An earlier payment came back: a direct debit of ours, or a transfer that could not be delivered."""
        return bool(self.return_reason) or is_return_kind(self.transaction_code, self.transaction_text)


@dataclass(frozen=True, slots=True)
class Statement:
    """The lines of one account between two balances."""

    account: str
    """IBAN, or `bank code/account number` as the file has it."""
    currency: str
    lines: tuple[StatementLine, ...]
    statement_number: str = ""
    from_date: date | None = None
    to_date: date | None = None
    opening_balance: Money | None = None
    opening_date: date | None = None
    closing_balance: Money | None = None
    closing_date: date | None = None
    pending_count: int = 0
    """Announced lines that are not booked yet and were therefore left out."""


@dataclass(frozen=True, slots=True)
class StatementFile:
    """All statements of one file, and what is worth saying about it."""

    format: str
    """Such as camt.053.001.08, MT940 or CSV-CAMT."""
    statements: tuple[Statement, ...]
    notes: tuple[Sentence, ...] = ()
    unknown: UnknownCsv | None = None
    """The rows of a CSV file whose columns nobody told yet; there are no statements then."""


@lru_cache(maxsize=1024)
def is_return_kind(transaction_code: str, transaction_text: str) -> bool:
    """Whether the bank's code or its word for the line says that an earlier payment came back.

    >>> is_return_kind("109", ""), is_return_kind("", "LS-Rückbelastung"), is_return_kind("166", "GUTSCHRIFT")
    (True, True, False)
    """
    if transaction_code in RETURN_CODES:
        return True
    words = squash(transaction_text)
    return any(word in words for word in RETURN_WORDS)


E_BALANCE = RefusalKind(
    "E_BALANCE",
    Text(
        "The statement of {account} does not add up: opening {opening} and the lines {lines} make {expected}, "
        "but the closing balance is {closing}; the gap is {gap}.",
        "Der Auszug von {account} geht nicht auf: Anfangssaldo {opening} und Umsätze {lines} ergeben {expected}, "
        "der Endsaldo ist aber {closing}; die Differenz beträgt {gap}.",
    ),
    Text(
        "Nothing was imported. Fetch the statement from the bank again; if it stays so, ask the bank.",
        "Es wurde nichts übernommen. Bitte den Auszug bei der Bank neu abrufen; bleibt es dabei, die Bank fragen.",
    ),
)
E_STATEMENT_CURRENCY = RefusalKind(
    "E_STATEMENT_CURRENCY",
    Text(
        "The statement of {account} is kept in {currency} but has an amount in {other}.",
        "Der Auszug von {account} wird in {currency} geführt, enthält aber einen Betrag in {other}.",
    ),
    Text(
        "Nothing was imported. Fetch the statement of each currency account on its own.",
        "Es wurde nichts übernommen. Bitte den Auszug je Währungskonto einzeln abrufen.",
    ),
)

NO_BALANCE = Text(
    "{account}: the file lacks an opening or a closing balance, so its completeness could not be checked.",
    "{account}: In der Datei fehlt der Anfangs- oder der Endsaldo; die Vollständigkeit war nicht prüfbar.",
)
PENDING_LEFT_OUT = Text(
    "{account}: pending lines left out: {count}; they come with a later statement once they are booked.",
    "{account}: vorgemerkte Umsätze ausgelassen: {count}; sie kommen nach der Buchung mit einem späteren Auszug.",
)
STATEMENT_GAP = Text(
    "{account}: statement {number} opens with {opening}, but the one before closed with {closing}; "
    "a statement is missing between them.",
    "{account}: Auszug {number} beginnt mit {opening}, der vorige endete mit {closing}; dazwischen fehlt ein Auszug.",
)


def check_balance(statement: Statement) -> tuple[Sentence, ...]:
    """Opening balance + lines = closing balance, to the cent (SAFETY N22).

    Returns a note when a balance is missing. Raises Refused E_BALANCE naming the gap, or E_STATEMENT_CURRENCY
    when a line or balance is in another currency than the account.
    """
    opening, closing = statement.opening_balance, statement.closing_balance
    amounts = tuple(line.amount for line in statement.lines)
    for amount in (*amounts, *(balance for balance in (opening, closing) if balance is not None)):
        if amount.currency != statement.currency:
            raise E_STATEMENT_CURRENCY.because(
                account=statement.account, currency=statement.currency, other=amount.currency
            )
    if opening is None or closing is None:
        return (NO_BALANCE.bind(account=statement.account),)
    booked = total(amounts, statement.currency)
    if opening + booked != closing:
        raise E_BALANCE.because(
            account=statement.account,
            opening=opening,
            lines=booked,
            expected=opening + booked,
            closing=closing,
            gap=closing - opening - booked,
        )
    return ()


def statement_gaps(statements: Iterable[Statement]) -> tuple[Sentence, ...]:
    """Where a statement opens with another balance than the one before it closed: one is missing between them."""
    by_account: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        by_account.setdefault((account_key(statement.account), statement.currency), []).append(statement)
    return tuple(
        STATEMENT_GAP.bind(
            account=after.account,
            number=after.statement_number,
            opening=after.opening_balance,
            closing=before.closing_balance,
        )
        for chain in by_account.values()
        for before, after in pairwise(sorted(chain, key=_last_day))
        if before.closing_balance is not None
        and after.opening_balance is not None
        and before.closing_balance != after.opening_balance
    )


def _last_day(statement: Statement) -> date:
    return statement.closing_date or statement.to_date or statement.opening_date or date.min


def line_fingerprints(account: str, lines: Sequence[StatementLine]) -> tuple[str, ...]:
    """A stable identity for each line, the same in every export that contains it (SAFETY N19, N20).

    Hashed are the account, both dates, the amount, the other side and the text, all squashed to letters and
    digits, so that a camt and an MT940 file of one statement agree. The last part counts identical lines of one
    booking day: two really equal payments stay two, and an overlapping export adds none.
    """
    return _count(account, lines, Counter())


def file_fingerprints(file: StatementFile) -> tuple[tuple[str, ...], ...]:
    """The identities of all lines, one tuple for each statement of the file.

    Statements that follow each other without a gap are pages of one: there the counting of identical lines goes
    on, so that a payment on page 1 and its equal on page 2 stay two. Reports that overlap begin anew.
    """
    seen: dict[str, Counter[str]] = {}
    last: dict[str, Statement] = {}
    fingerprints = []
    for statement in file.statements:
        key = f"{account_key(statement.account)} {statement.currency}"
        before = last.get(key)
        if before is None or before == statement or not _follows(before, statement):
            seen[key] = Counter()
        last[key] = statement
        fingerprints.append(_count(statement.account, statement.lines, seen[key]))
    return tuple(fingerprints)


def _follows(before: Statement, after: Statement) -> bool:
    return before.closing_balance is not None and before.closing_balance == after.opening_balance


def _count(account: str, lines: Sequence[StatementLine], seen: Counter[str]) -> tuple[str, ...]:
    key = account_key(account)
    fingerprints = []
    for line in lines:
        content = _content(key, line)
        seen[content] += 1
        fingerprints.append(hashlib.sha256(f"{content}|{seen[content]}".encode()).hexdigest())
    return tuple(fingerprints)


def other_fingerprints(account: str, line: StatementLine) -> Iterator[str]:
    """The identities of the first, the second, the third ... line of that content, without end."""
    content = _content(account_key(account), line)
    return (hashlib.sha256(f"{content}|{number}".encode()).hexdigest() for number in count(1))


def batch_amounts(lines: Sequence[StatementLine]) -> list[Money | None]:
    """For each line the amount of the batch booking that it is a part of; None for a line of its own.

    >>> day, parts = date(2026, 3, 2), (Money.of(1), Money.of(2))
    >>> lines = [StatementLine(day, day, part, batch_position=number) for number, part in enumerate(parts, 1)]
    >>> batch_amounts([*lines, StatementLine(day, day, Money.of(5))])
    [Money('3.00', 'EUR'), Money('3.00', 'EUR'), None]
    """
    amounts: list[Money | None] = []
    for start, line in enumerate(lines):
        if line.batch_position == 0:
            amounts.append(None)
        elif line.batch_position == 1:
            rest = takewhile(lambda each: each.batch_position > 1, lines[start + 1 :])
            parts = tuple(part.amount for part in (line, *rest))
            amounts += [total(parts, line.amount.currency)] * len(parts)
    return amounts


def _content(account: str, line: StatementLine) -> str:
    return "|".join(
        (
            account,
            line.booking_date.isoformat(),
            line.value_date.isoformat(),
            str(line.amount.cents),
            line.amount.currency,
            squash(line.counterparty_iban),
            squash(line.counterparty_name)[:_NAME_LENGTH],
            squash(line.remittance_information)[:_TEXT_LENGTH],
            squash(line.end_to_end_id),
        )
    )


_NAME_LENGTH = 35
"""MT940 cuts a name after 54 characters, camt after 140; this much survives in both."""
_TEXT_LENGTH = 120
"""SEPA carries 140 characters of text; a little less, because MT940 files run out of room."""


@lru_cache(maxsize=4096)
def account_key(account: str) -> str:
    """One spelling for an account: the German IBAN, and `bank code/account number` of older files, become equal.

    >>> account_key("DE89 3704 0044 0532 0130 00") == account_key("37040044/532013000EUR") == "370400440532013000"
    True
    >>> account_key("NL71RABO0123456789")
    'NL71RABO0123456789'
    """
    compact = re.sub(r"\s", "", account).upper()
    german_iban = re.fullmatch(r"DE\d\d(\d{18})", compact)
    if german_iban:
        return german_iban[1]
    bank_code_and_number = re.fullmatch(r"(\d{8})/(\d{1,10})(?:[A-Z]{3})?", compact)
    if bank_code_and_number:
        return bank_code_and_number[1] + bank_code_and_number[2].zfill(10)
    return squash(compact)
