"""Writes a journal that hledger reads: plain-text accounting, to have the books checked by a program of others.

>>> entry = HledgerEntry(date(2026, 3, 2), "RE-1", "Huber KG", (("1400 Receivables:10058", 11900), ("8400", -11900)))
>>> print(write_hledger([HledgerAccount("1400 Receivables:10058", "A"), HledgerAccount("8400", "R")], [entry]))
commodity 1000.00 EUR
<BLANKLINE>
account 1400 Receivables:10058  ; type:A
account 8400  ; type:R
<BLANKLINE>
2026-03-02 (RE-1) Huber KG
    1400 Receivables:10058  119.00 EUR
    8400  -119.00 EUR
<BLANKLINE>
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pyxl.core.money import Money

_BLANKS = re.compile(r"\s+")
_CONTROL = re.compile(r"[;|()\x00-\x1f]")
"""A comment, a payee, a code: what would not be text any more."""


@dataclass(frozen=True, slots=True)
class HledgerAccount:
    """A declared account. `type` is one of hledger's letters: A, L, E, R, X."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class HledgerEntry:
    """A transaction: accounts with euro cents that are nothing together."""

    day: date
    code: str
    description: str
    lines: tuple[tuple[str, int], ...]


def write_hledger(accounts: Iterable[HledgerAccount], entries: Iterable[HledgerEntry]) -> str:
    """The journal's text: accounts declared first, so that `hledger check --strict` has something to hold it to."""
    declared = "".join(f"account {each.name}  ; type:{each.type}\n" for each in accounts)
    return "\n".join(("commodity 1000.00 EUR\n", declared, *map(_written, entries)))


def account_name(*parts: str) -> str:
    """A name with its subaccounts; what is not allowed in a name becomes a blank, and blanks stand alone.

    >>> account_name("1400 Receivables", "A: B;  C")
    '1400 Receivables:A B C'
    """
    return ":".join(plain_text(part.replace(":", " ")) for part in parts if part)


def plain_text(text: str) -> str:
    """Text that hledger takes as text, on one line."""
    return _BLANKS.sub(" ", _CONTROL.sub(" ", text)).strip()


def _written(entry: HledgerEntry) -> str:
    code = f" ({plain_text(entry.code)})" if entry.code else ""
    lines = "".join(f"    {name}  {Money.from_cents(cents).amount} EUR\n" for name, cents in entry.lines)
    return f"{entry.day.isoformat()}{code} {plain_text(entry.description)}".rstrip() + f"\n{lines}"
