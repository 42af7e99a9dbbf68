"""The postings as files for others: DATEV for the tax adviser, hledger for whoever checks, CSV for everything else."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pyxl.accounting.charts import Account, Chart, Kind, is_automatic, kind_of, label_of, number_of
from pyxl.accounting.postings import Counter, Posting, Side
from pyxl.core.labels import Language, show_decimal
from pyxl.core.money import Money
from pyxl.formats.datev_extf import DatevHead, DatevRow, write_extf
from pyxl.formats.hledger import HledgerAccount, HledgerEntry, account_name, write_hledger

_HLEDGER_TYPES = {Kind.ASSET: "A", Kind.LIABILITY: "L", Kind.INCOME: "R", Kind.EXPENSE: "X", Kind.EQUITY: "E"}
_PERSONAL = {Account.RECEIVABLES: range(10000, 70000), Account.PAYABLES: range(70000, 100000)}
"""Debitoren and Kreditoren of a chart with four digits (DATEV)."""
_CSV_HEAD = {
    "de": ("Datum", "Beleg", "Text", "Konto", "Kontenname", "Partner", "Soll", "Haben", "Storno"),
    "en": ("Date", "Document", "Text", "Account", "Account name", "Partner", "Debit", "Credit", "Reversal"),
}


@dataclass(frozen=True, slots=True)
class Books:
    """Postings with the numbers that their accounts have in a chart."""

    postings: Sequence[Posting]
    chart: Chart
    banks: Mapping[str, int]
    """Bank accounts by their place: the first has the chart's number, the next ten more."""

    @classmethod
    def of(cls, postings: Iterable[Posting], chart: Chart) -> Books:
        """Bank accounts stand in the order in which they came into the books."""
        kept = tuple(postings)
        banks = dict.fromkeys(each.side.party for each in kept if each.side.account is Account.BANK)
        return cls(kept, chart, {party: place for place, party in enumerate(banks)})

    def number(self, side: Side) -> str:
        """The account's number; for a bank account its own."""
        place = self.banks.get(side.party, 0) if side.account is Account.BANK else 0
        return number_of(side.account, self.chart, place)

    def personal_number(self, side: Side) -> str:
        """The customer's or supplier's own account where the number is one of DATEV's range, else the general one."""
        digits = "".join(character for character in side.party if character.isdecimal())
        if side.account in _PERSONAL and digits and int(digits) in _PERSONAL[side.account]:
            return str(int(digits))
        return self.number(side)


def hledger_journal(books: Books, language: Language) -> str:
    """For `hledger -f FILE check --strict`: each customer, supplier and bank account is an account below its own."""
    entries = [
        HledgerEntry(
            posting.day,
            posting.document,
            posting.text,
            tuple((_name(books, side, language), cents) for side, cents in posting.entries() if cents),
        )
        for posting in sorted(books.postings, key=lambda each: each.day)
    ]
    sides = {_name(books, side, language): side for each in books.postings for side, cents in each.entries() if cents}
    accounts = [HledgerAccount(name, _HLEDGER_TYPES[kind_of(sides[name].account)]) for name in sorted(sides)]
    return write_hledger(accounts, [entry for entry in entries if entry.lines])


def postings_csv(books: Books, language: Language) -> str:
    """One line for each account of each posting, semicolons and decimals as the language writes them."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if language == "de" else ",", lineterminator="\r\n")
    writer.writerow(_CSV_HEAD[language])
    for posting in books.postings:
        for side, cents in posting.entries():
            if cents:
                writer.writerow(_csv_row(books, posting, side, cents, language))
    return out.getvalue()


def datev_batch(books: Books, head: DatevHead) -> bytes:
    """The postings of the head's period; others are left out, for DATEV refuses a batch with a foreign date."""
    inside = (posting for posting in books.postings if head.start <= posting.day <= head.end)
    return write_extf(head, (row for posting in inside for row in _datev_rows(books, posting)))


def _name(books: Books, side: Side, language: Language) -> str:
    party = "" if side.account is Account.UNASSIGNED else side.party
    return account_name(f"{books.number(side)} {label_of(side.account).text(language)}", party)


def _csv_row(books: Books, posting: Posting, side: Side, cents: int, language: Language) -> tuple[str, ...]:
    amount = show_decimal(Money.from_cents(abs(cents)).amount, language, grouped=False)
    sides = (amount, "") if cents > 0 else ("", amount)
    name = label_of(side.account).text(language)
    text = _no_formula(posting.text)
    day, number = _shown(posting.day, language), books.number(side)
    return (
        day,
        _no_formula(posting.document),
        text,
        number,
        name,
        _no_formula(side.party),
        *sides,
        "x" * posting.is_reversal,
    )


def _no_formula(text: str) -> str:
    """A spreadsheet would compute what begins so (CSV injection); an apostrophe keeps it text."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _shown(day: date, language: Language) -> str:
    return f"{day:%d.%m.%Y}" if language == "de" else day.isoformat()


def _datev_rows(books: Books, posting: Posting) -> Iterator[DatevRow]:
    for counter in posting.counters:
        for contra, cents in _parts(counter):
            if not cents:
                continue
            yield DatevRow(
                cents=abs(cents),
                # A reversal names the sides of what it takes back.
                is_debit=(cents < 0) is not posting.is_reversal,
                account=books.personal_number(posting.side),
                contra=books.personal_number(contra),
                day=posting.day,
                document=posting.document,
                text=posting.text,
                due=posting.due,
                is_reversal=posting.is_reversal,
            )


def _parts(counter: Counter) -> Iterator[tuple[Side, int]]:
    """DATEV takes the VAT out of automatic accounts by itself; with all others it is a row of its own."""
    if is_automatic(counter.account):
        yield Side(counter.account), counter.gross
        return
    yield Side(counter.account, counter.party), counter.net
    if counter.tax_account:
        yield Side(counter.tax_account), counter.tax
