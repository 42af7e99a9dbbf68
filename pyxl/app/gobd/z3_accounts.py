"""The tables of the accounts for an auditor: postings, accounts with their balances, customers and suppliers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from pyxl.accounting.chart_books import ChartBooks
from pyxl.accounting.numbered import entries_of, numbered_balances
from pyxl.core.money import Money
from pyxl.formats.bookkeeping.datev_master_data import MasterRecord
from pyxl.formats.bookkeeping.gdpdu import GdpduColumn, GdpduTable, Value

Column = GdpduColumn


def account_tables(books: ChartBooks, start: date, end: date, parties: Sequence[MasterRecord]) -> Iterator[GdpduTable]:
    """In the chart of the firm; names in German, as the tax office reads them."""
    yield _postings(books, start, end)
    yield _accounts(books, start, end)
    yield _parties("debitoren.csv", "Debitoren", [each for each in parties if each.is_customer])
    yield _parties("kreditoren.csv", "Kreditoren", [each for each in parties if not each.is_customer])


def _postings(books: ChartBooks, start: date, end: date) -> GdpduTable:
    columns = (
        Column("Nr.", 0, is_key=True),
        Column("Datum", is_date=True),
        Column("Beleg"),
        Column("Sollkonto"),
        Column("Habenkonto"),
        Column("Betrag", 2, description="in Euro"),
        Column("Steuersatz"),
        Column("Text"),
        Column("Kunde, Lieferant, Bankkonto"),
        Column("Beleg vom", is_date=True, description="nur wenn dieser Tag schon gesperrt war"),
        Column("Storno"),
        Column("Belegdatei"),
    )
    rows: list[tuple[Value, ...]] = []
    for posting in sorted(books.postings, key=lambda each: each.day):
        if not start <= posting.day <= end:
            continue
        for entry in entries_of(posting):
            parties = (side.party for side in (posting.side, entry.debit, entry.credit) if side.party)
            rows.append(
                (
                    len(rows) + 1,
                    posting.day,
                    posting.document,
                    books.number(entry.debit, posting.day),
                    books.number(entry.credit, posting.day),
                    Money.from_cents(entry.cents).amount,
                    entry.tax.label.de if entry.tax else "",
                    posting.text,
                    next(parties, ""),
                    posting.dated,
                    posting.is_reversal,
                    posting.voucher.path if posting.voucher else "",
                )
            )
    return GdpduTable("buchungen.csv", "Buchungen", "Jede Buchung des Zeitraums: Soll, Haben, Betrag.", columns, rows)


def _accounts(books: ChartBooks, start: date, end: date) -> GdpduTable:
    columns = (
        Column("Kontonr.", is_key=True),
        Column("Kontenname"),
        Column("Art"),
        *(Column(name, 2, description="in Euro") for name in ("Anfangssaldo", "Soll", "Haben", "Endsaldo")),
    )
    before = {each.number: each.balance.cents for each in numbered_balances(books, start - timedelta(1))}
    rows: list[tuple[Value, ...]] = []
    moved = {each.number: each for each in numbered_balances(_between(books, start, end))}
    for each in numbered_balances(books, end):
        opening, turnover = before.get(each.number, 0), moved.get(each.number)
        debit, credit = (turnover.balance.debit, turnover.balance.credit) if turnover else (0, 0)
        figures = map(_euros, (opening, debit, credit, opening + debit - credit))
        rows.append((each.number, each.name.de, each.kind.value.de, *figures))
    return GdpduTable(
        "konten.csv", "Sachkonten", "Konten mit Anfangssaldo, Umsatz und Endsaldo; Haben negativ.", columns, rows
    )


def _between(books: ChartBooks, start: date, end: date) -> ChartBooks:
    kept = tuple(each for each in books.postings if start <= each.day <= end)
    return ChartBooks(kept, books.chart, books.banks, books.own)


def _parties(file_name: str, name: str, records: Sequence[MasterRecord]) -> GdpduTable:
    texts = ("Name", "Straße", "PLZ", "Ort", "Land", "USt-IdNr.", "Steuernummer", "IBAN")
    columns = (Column("Nummer", is_key=True), *map(Column, texts))
    rows = [
        (
            *(each.account, each.name, each.street, each.postcode, each.city, each.country),
            *(each.vat_id, each.tax_number, each.iban),
        )
        for each in records
    ]
    return GdpduTable(file_name, name, "Stammdaten, wie sie heute in der Mappe stehen.", columns, rows)


def _euros(cents: int) -> Decimal:
    return Money.from_cents(cents).amount
