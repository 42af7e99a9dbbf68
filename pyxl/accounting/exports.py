"""The postings as files for others: DATEV for the tax adviser, hledger for whoever checks, CSV for everything else."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date

from pyxl.accounting.chart_books import ChartBooks
from pyxl.accounting.charts import Account, Kind, kind_of
from pyxl.accounting.postings import Counter, Posting, Side
from pyxl.core.labels import Language, show_decimal
from pyxl.core.money import Money
from pyxl.formats.bookkeeping.datev_extf import DatevHead, DatevRow, write_extf
from pyxl.formats.bookkeeping.hledger import HledgerAccount, HledgerEntry, account_name, write_hledger
from pyxl.formats.csv_files.writer import not_computed

_HLEDGER_TYPES = {Kind.ASSET: "A", Kind.LIABILITY: "L", Kind.INCOME: "R", Kind.EXPENSE: "X", Kind.EQUITY: "E"}
_TOLD_BY_VAT_ID = frozenset({Account.REVENUE_INTRA_COMMUNITY, Account.REVENUE_EU_SERVICES})
"""What stands in the EC sales list, which DATEV makes of these rows."""
_CSV_HEAD = {
    "de": ("Datum", "Beleg", "Text", "Konto", "Kontenname", "Partner", "Soll", "Haben", "Storno"),
    "en": ("Date", "Document", "Text", "Account", "Account name", "Partner", "Debit", "Credit", "Reversal"),
}


def hledger_journal(books: ChartBooks, language: Language) -> str:
    """For `hledger -f FILE check --strict`: each customer, supplier and bank account is an account below its own."""
    types: dict[str, str] = {}
    entries: list[HledgerEntry] = []
    for posting in sorted(books.postings, key=lambda each: each.day):
        lines: list[tuple[str, int]] = []
        for side, cents in posting.entries():
            if cents:
                name = _name(books, side, posting.day, language)
                types.setdefault(name, _HLEDGER_TYPES[kind_of(side.account)])
                lines.append((name, cents))
        if lines:
            entries.append(HledgerEntry(posting.day, posting.document, posting.text, tuple(lines)))
    return write_hledger([HledgerAccount(name, types[name]) for name in sorted(types)], entries)


def postings_csv(books: ChartBooks, language: Language) -> str:
    """One line for each account of each posting, semicolons and decimals as the language writes them."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if language == "de" else ",", lineterminator="\r\n")
    writer.writerow(_CSV_HEAD[language])
    for posting in books.postings:
        for side, cents in posting.entries():
            if cents:
                writer.writerow(_csv_row(books, posting, side, cents, language))
    return out.getvalue()


def datev_batch(books: ChartBooks, head: DatevHead) -> bytes:
    """The postings of the head's period; others are left out, for DATEV refuses a batch with a foreign date."""
    inside = (posting for posting in books.postings if head.start <= posting.day <= head.end)
    return write_extf(head, (row for posting in inside for row in _datev_rows(books, posting)))


def _name(books: ChartBooks, side: Side, day: date, language: Language) -> str:
    party = "" if side.account is Account.UNASSIGNED else side.party
    return account_name(f"{books.number(side, day)} {books.label(side, day).text(language)}", party)


def _csv_row(books: ChartBooks, posting: Posting, side: Side, cents: int, language: Language) -> tuple[str, ...]:
    amount = show_decimal(Money.from_cents(abs(cents)).amount, language, grouped=False)
    return (
        _shown(posting.day, language),
        not_computed(posting.document),
        not_computed(posting.text),
        books.number(side, posting.day),
        not_computed(books.label(side, posting.day).text(language)),
        not_computed(side.party),
        *((amount, "") if cents > 0 else ("", amount)),
        "x" * posting.is_reversal,
    )


def _shown(day: date, language: Language) -> str:
    return f"{day:%d.%m.%Y}" if language == "de" else day.isoformat()


def _datev_rows(books: ChartBooks, posting: Posting) -> Iterator[DatevRow]:
    for counter in posting.counters:
        for contra, cents in _parts(books, counter, posting.day):
            if not cents:
                continue
            yield DatevRow(
                cents=abs(cents),
                # A reversal names the sides of what it takes back.
                is_debit=(cents < 0) is not posting.is_reversal,
                account=books.personal_number(posting.side, posting.day),
                contra=books.personal_number(contra, posting.day),
                day=posting.day,
                document=posting.document,
                text=posting.text,
                due=posting.due,
                is_reversal=posting.is_reversal,
                voucher=posting.voucher.guid if posting.voucher else "",
                vat_id=posting.vat_id if contra.account in _TOLD_BY_VAT_ID else "",
            )


def _parts(books: ChartBooks, counter: Counter, day: date) -> Iterator[tuple[Side, int]]:
    """DATEV takes the VAT out of automatic accounts by itself; with all others it is a row of its own."""
    [(side, _), *_] = counter.entries()
    if books.is_automatic(side, day):
        yield side, counter.gross
    else:
        yield from counter.entries()
