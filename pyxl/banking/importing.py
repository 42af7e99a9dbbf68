"""Bank files come in: each line once, however often the bank sends it, and nothing of it is ever changed.

>>> line_id("00" * 32, taken=set())
'B-AAAAAAAA'
>>> line_id("00" * 32, taken={"B-AAAAAAAA"})
'B-AAAAAAAAA'
"""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from pyxl.banking import rules
from pyxl.banking.accounts import OwnAccounts
from pyxl.banking.known_lines import FreshLine, KnownLines
from pyxl.banking.postings import BankPosting
from pyxl.banking.profiles import ToldProfiles
from pyxl.banking.rows import BankAccount, BankProfile
from pyxl.core.changes import CellValue, ChangeList, ChangeSet
from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.money import Money
from pyxl.core.outcome import Outcome
from pyxl.core.tables import Table
from pyxl.formats.statements.statement import Statement, StatementFile, StatementLine, account_key, file_fingerprints
from pyxl.ledger import events as ev
from pyxl.ledger.books import Books
from pyxl.ledger.rows import BankLine, BankStatus
from pyxl.settings import Settings

_IMPORTED = Label("new bank line", "neue Bankzeile")
_SUMMARY = Text(
    "{new} from {files} ({known} known already); together {sum}.",
    "{new} aus {files} ({known} schon bekannt); zusammen {sum}.",
)
_EARLY_NOUN = Label("bank line", "Bankzeile"), Label("bank lines", "Bankzeilen")
_LINE_NOUN = Label("new bank line", "neue Bankzeile"), Label("new bank lines", "neue Bankzeilen")
_FILE_NOUN = Label("file", "Datei"), Label("files", "Dateien")
_ID_LENGTH, _ID_BYTES = 8, 10
"""Letters of a line's id, and the hexadecimal digits of the fingerprint that make them."""
_BANK = CellRef("Bank")
_AS_ONE_LINE = Label("as one line", "als eine Zeile")
_IN_PARTS = Label("as its single payments", "als Einzelposten")


@dataclass(frozen=True, slots=True)
class BankFile:
    """One file of the bank: its name, the fingerprint of its bytes, and what was read from it."""

    name: str
    sha256: str
    content: StatementFile


def import_bank(
    bank: Table[BankLine],
    accounts: Table[BankAccount],
    profiles: Table[BankProfile],
    settings: Settings,
    books: Books,
    files: tuple[BankFile, ...],
    as_of: date,
) -> Outcome:
    """Reads the bank's files into the Bank tab. Lines that came in before are left out; nothing is overwritten."""
    importer = _Importer(settings, books, OwnAccounts.of(settings, accounts))
    told = ToldProfiles(profiles, settings)
    for file in files:
        content = told.content(file.name, file.content)
        if content is not None:
            importer.take(replace(file, content=content))
    amounts = [line.amount for line in importer.new_lines]
    sums = tuple(_sums(amounts)) or (Money.zero(),)
    counts: dict[str, int | str] = {
        "files": len(files),
        "statements": sum(len(file.content.statements) for file in files),
        "lines_new": len(amounts),
        "lines_known": importer.known_count,
        "sum": " ".join(str(amount.amount if amount.currency == "EUR" else amount) for amount in sums),
    }
    summary = _SUMMARY.bind(
        new=Counted(len(amounts), *_LINE_NOUN),
        files=Counted(len(files), *_FILE_NOUN),
        known=importer.known_count,
        sum=sums,
    )
    findings = (*told.findings, *importer.findings)
    return Outcome(summary, findings, tuple(importer.postings), told.changes.done(), counts=counts)


def _sums(amounts: Iterable[Money]) -> list[Money]:
    by_currency: dict[str, Money] = {}
    for amount in amounts:
        by_currency[amount.currency] = by_currency.get(amount.currency, Money.zero(amount.currency)) + amount
    return [by_currency[currency] for currency in sorted(by_currency)]


class _Importer:
    """Takes statement after statement and remembers what is known by then."""

    def __init__(self, settings: Settings, books: Books, accounts: OwnAccounts) -> None:
        self.settings, self.books, self.accounts = settings, books, accounts
        self.known = KnownLines(books)
        self.line_ids = set(books.bank_lines)
        self.balances: dict[str, list[tuple[Money | None, Money | None]]] = {}
        for account, imports in books.statement_balances.items():
            self.balances.setdefault(account_key(account), []).extend(imports.values())
        self.findings: list[Finding] = []
        self.postings: list[BankPosting] = []
        self.new_lines: list[ev.ImportedLine] = []
        self.known_count = 0

    def take(self, file: BankFile) -> None:
        """Takes what is new of the file."""
        statements = tuple(self.accounts.named(each) for each in file.content.statements)
        file = replace(file, content=replace(file.content, statements=statements))
        self.findings += [rules.STATEMENT_NOTE.at(_BANK, file=file.name, note=note) for note in file.content.notes]
        if not any(statement.lines for statement in file.content.statements):
            self.findings.append(rules.NO_LINES.at(_BANK, file=file.name))
        identities = file_fingerprints(file.content)
        for statement, fingerprints in zip(file.content.statements, identities, strict=True):
            wrong = self.accounts.check(file.name, statement)
            if wrong is None:
                self._take_statement(file, statement, fingerprints)
            elif wrong not in self.findings:
                self.findings.append(wrong)
        self._note_early_lines(file)

    def _take_statement(self, file: BankFile, statement: Statement, fingerprints: tuple[str, ...]) -> None:
        fresh = self.known.fresh(file.content.format, statement, fingerprints)
        for second in fresh.second_payments:
            amount, name = second.amount, second.counterparty_name
            self.findings.append(rules.EQUAL_PAYMENTS.at(_BANK, file=file.name, amount=amount, name=name))
        for line in fresh.known_batches:
            amount, how = line.batch_amount or line.line.amount, _AS_ONE_LINE if line.batch_amount else _IN_PARTS
            day = line.line.booking_date
            self.findings.append(rules.BATCH_KNOWN.at(_BANK, file=file.name, amount=amount, day=day, how=how))
        new = [self._imported(statement.account, each) for each in fresh.lines]
        overlaps = len(new) < len(statement.lines)
        self.known_count += len(statement.lines) - len(new)
        self._check_gap(statement, overlaps)
        if new:
            self.new_lines += new
            event = ev.StatementImported(
                file.name,
                file.sha256,
                file.content.format,
                statement.account,
                statement.statement_number,
                statement.opening_balance,
                statement.closing_balance,
                tuple(new),
                statement.closing_date,
            )
            self.postings.append(
                BankPosting(
                    ev.IMPORT, import_key(statement.account, new, self.books.import_rounds), event, bank_rows(new)
                )
            )

    def _imported(self, account: str, fresh: FreshLine) -> ev.ImportedLine:
        line, fingerprint = fresh.line, fresh.fingerprint
        own_id = line_id(fingerprint, self.line_ids)
        self.line_ids.add(own_id)
        return ev.ImportedLine(
            line_id=own_id,
            fingerprint=fingerprint,
            account=account,
            booking_date=line.booking_date,
            value_date=line.value_date,
            amount=line.amount,
            counterparty_name=line.counterparty_name,
            counterparty_iban=line.counterparty_iban,
            remittance_information=line.remittance_information,
            end_to_end_id=line.end_to_end_id,
            structured_reference=line.structured_reference,
            bank_reference=line.bank_reference,
            transaction_code=line.transaction_code,
            transaction_text=line.transaction_text,
            return_reason=line.return_reason,
            is_reversal=line.is_reversal,
            batch_amount=fresh.batch_amount,
            batch_reference=line.batch_reference,
            original_amount=_in_other_currency(line),
        )

    def _check_gap(self, statement: Statement, overlaps: bool) -> None:
        """A statement joins on where another ended, or ends where another begins; an overlap is no gap."""
        before = self.balances.setdefault(account_key(statement.account), [])
        opening, closing = statement.opening_balance, statement.closing_balance
        ends = [end for _, end in before if end is not None and end.currency == statement.currency]
        starts = [start for start, _ in before if start is not None]
        joins = opening in ends or closing in starts
        if opening is not None and ends and not joins and not overlaps:
            gap = opening - ends[-1]
            self.findings.append(
                rules.STATEMENT_GAP.at(_BANK, account=statement.account, opening=opening, closing=ends[-1], gap=gap)
            )
        before.append((opening, closing))

    def _note_early_lines(self, file: BankFile) -> None:
        opening = self.settings.opening_date
        if opening is None:
            return
        lines = [line for statement in file.content.statements for line in statement.lines]
        early = sum(line.booking_date < opening for line in lines)
        if early:
            self.findings.append(
                rules.BEFORE_OPENING.at(_BANK, lines=Counted(early, *_EARLY_NOUN), file=file.name, day=opening)
            )


def _in_other_currency(line: StatementLine) -> Money | None:
    original = line.original_amount
    return original if original and original.currency != line.amount.currency else None


def line_id(fingerprint: str, taken: set[str]) -> str:
    """A short id that follows from the line alone; longer only where another line has it already."""
    # Eight letters are five bytes; all 32 are only needed where two lines begin alike.
    letters = b32encode(bytes.fromhex(fingerprint[:_ID_BYTES])).decode()
    if f"B-{letters}" not in taken:
        return f"B-{letters}"
    letters = b32encode(bytes.fromhex(fingerprint)).decode().rstrip("=")
    for length in range(_ID_LENGTH, len(letters) + 1):
        if f"B-{letters[:length]}" not in taken:
            return f"B-{letters[:length]}"
    raise AssertionError("two lines with one fingerprint")


def import_key(account: str, lines: Iterable[ev.ImportedLine], rounds: Mapping[str, int]) -> str:
    """The same lines are the same import for ever, until that import is withdrawn."""
    parts = sorted(f"{line.fingerprint}:{rounds.get(line.fingerprint, 0)}" for line in lines)
    return "import:" + hashlib.sha256("|".join([account_key(account), *parts]).encode()).hexdigest()


def bank_rows(lines: Iterable[ev.ImportedLine]) -> ChangeSet:
    """The rows of the Bank tab for lines that come in."""
    changes = ChangeList()
    for line in lines:
        changes.append("Bank", line.line_id, bank_values(line), _IMPORTED)
    return changes.done()


def bank_values(line: ev.ImportedLine) -> dict[str, CellValue]:
    """The cells of a bank line as it comes in."""
    return {
        "line_id": line.line_id,
        "account": line.account,
        "booking_date": line.booking_date,
        "value_date": line.value_date,
        "amount": line.amount,
        "currency": line.amount.currency,
        "counterparty_name": line.counterparty_name,
        "counterparty_iban": line.counterparty_iban,
        "remittance_information": line.remittance_information,
        "end_to_end_id": line.end_to_end_id,
        "transaction_text": line.transaction_text,
        "return_reason": line.return_reason,
        "status": BankStatus.NEW,
    }
