"""Which lines of a statement came in before, whatever file brought them.

Content decides; the bank's own reference only tells two equal payments. Two equal payments of one day in two files look
like one payment in both; where both files are of one kind and the bank gave them different references, they are two. A
bank whose references differ in every export says nothing by them: where all lines that were met again differ, they are
old.

A batch booking comes as one line in one file and as its single payments in another (camt.054): it counts once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from pyxl.core.money import Money
from pyxl.formats.statements.statement import Statement, StatementLine, account_key, batch_amounts, other_fingerprints
from pyxl.ledger.books import Books

_Booking = tuple[str, date, Money]
"""Account, booking day and amount of a whole booking."""


@dataclass(frozen=True, slots=True)
class FreshLine:
    """A line of a statement with its identity, and the whole batch that it is a part of."""

    fingerprint: str
    line: StatementLine
    batch_amount: Money | None


@dataclass(slots=True)
class Fresh:
    """What a statement brings."""

    lines: list[FreshLine] = field(default_factory=list)
    second_payments: list[StatementLine] = field(default_factory=list)
    """Those of them that equal an earlier line in everything but the bank's reference."""
    known_batches: list[FreshLine] = field(default_factory=list)
    """What came before in the other form: the first part of each batch, or the one line."""


class KnownLines:
    """The lines of the books and of the files read so far."""

    def __init__(self, books: Books) -> None:
        self.references: dict[str, tuple[str, str]] = {}
        """Kind of file and the bank's reference of each line, by its fingerprint."""
        self.wholes: Counter[_Booking] = Counter()
        self.parts: Counter[_Booking] = Counter()
        """Cents that came as parts of such a booking."""
        for fingerprint, line_id in books.fingerprints.items():
            line = books.bank_lines[line_id]
            self.references[fingerprint] = (_kind(books.line_formats.get(line_id, "")), line.bank_reference)
            key = account_key(line.account)
            self._count(key, line.booking_date, line.amount, line.counterparty_iban, line.batch_amount)

    def fresh(self, format_name: str, statement: Statement, fingerprints: Sequence[str]) -> Fresh:
        """The lines that are new, remembered from now on."""
        kind, account = _kind(format_name), account_key(statement.account)
        amounts = batch_amounts(statement.lines)
        pairs = list(zip(fingerprints, statement.lines, amounts, strict=True))
        met = [(fingerprint, line) for fingerprint, line, _ in pairs if fingerprint in self.references]
        differing = [each for each in met if self._differs(kind, *each)]
        are_told_apart = len(differing) == 1 or len(differing) < len(met)
        if differing and not are_told_apart:
            are_told_apart = any(self._is_known_by_reference(kind, statement.account, line) for line in statement.lines)
        left_out = self._known_otherwise(account, [FreshLine(*each) for each in pairs])
        found = Fresh(known_batches=[each for each in left_out if each.line.batch_position <= 1])
        known_otherwise = {each.fingerprint for each in left_out}
        for fingerprint, line, batch in pairs:
            if are_told_apart and fingerprint in self.references and self._differs(kind, fingerprint, line):
                fingerprint = self._own(kind, statement.account, line)
                if fingerprint not in self.references:
                    found.second_payments.append(line)
            if fingerprint not in self.references and fingerprint not in known_otherwise:
                self.references[fingerprint] = (kind, line.bank_reference)
                found.lines.append(FreshLine(fingerprint, line, batch))
        for fresh in found.lines:
            line = fresh.line
            self._count(account, line.booking_date, line.amount, line.counterparty_iban, fresh.batch_amount)
        return found

    def _count(self, account: str, day: date, amount: Money, iban: str, batch: Money | None) -> None:
        if batch:
            self.parts[(account, day, batch)] += amount.cents
        elif not iban:
            # A batch has many other sides, so the line that stands for it names none.
            self.wholes[(account, day, amount)] += 1

    def _known_otherwise(self, account: str, lines: Sequence[FreshLine]) -> list[FreshLine]:
        """The parts of batches that are known as one line, and the lines that are known by their parts."""
        used: Counter[_Booking] = Counter()
        left_out: list[FreshLine] = []
        is_out = False
        for each in lines:
            line = each.line
            if line.batch_position <= 1:
                key = (account, line.booking_date, each.batch_amount or line.amount)
                is_out = each.fingerprint not in self.references and self._other_forms(key, each) > used[key]
                used[key] += is_out
            if is_out:
                left_out.append(each)
        return left_out

    def _other_forms(self, key: _Booking, each: FreshLine) -> int:
        """How often that booking came in the other form."""
        if each.batch_amount:
            return self.wholes[key]
        return 0 if each.line.counterparty_iban or not key[2] else self.parts[key] // key[2].cents

    def _differs(self, kind: str, fingerprint: str, line: StatementLine) -> bool:
        known_kind, reference = self.references[fingerprint]
        return bool(kind == known_kind and kind and reference and line.bank_reference not in ("", reference))

    def _is_known_by_reference(self, kind: str, account: str, line: StatementLine) -> bool:
        """Whether a line of that content came in under this very reference: then the bank does not number anew."""
        for fingerprint in other_fingerprints(account, line):
            if fingerprint not in self.references:
                return False
            if self.references[fingerprint] == (kind, line.bank_reference) and line.bank_reference:
                return True
        raise AssertionError("there is no end of fingerprints")

    def _own(self, kind: str, account: str, line: StatementLine) -> str:
        """The fingerprint under which the line is known by its reference, else the first that is free."""
        for fingerprint in other_fingerprints(account, line):
            if fingerprint not in self.references or not self._differs(kind, fingerprint, line):
                return fingerprint
        raise AssertionError("there is no end of fingerprints")


def _kind(format_name: str) -> str:
    """What references may be compared in: one kind of camt message, one CSV layout; those of MT940 are not reliable."""
    if format_name.startswith("camt."):
        return format_name[:8]
    return "" if format_name == "MT940" else format_name
