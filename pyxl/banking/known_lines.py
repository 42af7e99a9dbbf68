"""Which lines of a statement came in before. Content decides; the bank's own reference only tells two equal payments.

Two equal payments of one day in two files look like one payment in both. Where both files are of one kind and the bank
gave the payments different references, they are two. A bank whose references differ in every export says nothing by
them: where all lines that were met again differ, they are old.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pyxl.formats.statement import Statement, StatementLine, other_fingerprints
from pyxl.ledger.books import Books

Fingerprinted = tuple[str, StatementLine]


@dataclass(frozen=True, slots=True)
class Fresh:
    """What a statement brings."""

    lines: tuple[Fingerprinted, ...]
    second_payments: tuple[StatementLine, ...]
    """Those of them that equal an earlier line in everything but the bank's reference."""


class KnownLines:
    """The lines of the books and of the files read so far, by fingerprint."""

    def __init__(self, books: Books) -> None:
        self.known: dict[str, tuple[str, str]] = {
            fingerprint: (_kind(books.line_formats.get(line_id, "")), books.bank_lines[line_id].bank_reference)
            for fingerprint, line_id in books.fingerprints.items()
        }
        """Kind of file and the bank's reference of each line."""

    def fresh(self, format_name: str, statement: Statement, fingerprints: Sequence[str]) -> Fresh:
        """The lines that are new, remembered from now on."""
        kind = _kind(format_name)
        pairs = list(zip(fingerprints, statement.lines, strict=True))
        met = [(fingerprint, line) for fingerprint, line in pairs if fingerprint in self.known]
        differing = [each for each in met if self._differs(kind, *each)]
        are_told_apart = len(differing) == 1 or len(differing) < len(met)
        new: list[Fingerprinted] = []
        second: list[StatementLine] = []
        for fingerprint, line in pairs:
            if are_told_apart and fingerprint in self.known and self._differs(kind, fingerprint, line):
                fingerprint = self._own(kind, statement.account, line)
                if fingerprint not in self.known:
                    second.append(line)
            if fingerprint not in self.known:
                self.known[fingerprint] = (kind, line.bank_reference)
                new.append((fingerprint, line))
        return Fresh(tuple(new), tuple(second))

    def _differs(self, kind: str, fingerprint: str, line: StatementLine) -> bool:
        known_kind, reference = self.known[fingerprint]
        return bool(kind == known_kind and kind and reference and line.bank_reference not in ("", reference))

    def _own(self, kind: str, account: str, line: StatementLine) -> str:
        """The fingerprint under which the line is known by its reference, else the first that is free."""
        for fingerprint in other_fingerprints(account, line):
            if fingerprint not in self.known or not self._differs(kind, fingerprint, line):
                return fingerprint
        raise AssertionError("there is no end of fingerprints")


def _kind(format_name: str) -> str:
    """What references may be compared in: one kind of camt message, one CSV layout; those of MT940 are not reliable."""
    if format_name.startswith("camt."):
        return format_name[:8]
    return "" if format_name == "MT940" else format_name
