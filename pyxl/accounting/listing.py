"""The buttons that show the accounts: postings and VAT return of a period, balances up to a day. They only look."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from pyxl.accounting import listing_rules as rules
from pyxl.accounting.account_rows import NO_OWN_ACCOUNTS, AccountRow
from pyxl.accounting.account_rules import check_accounts, own_accounts
from pyxl.accounting.chart_books import ChartBooks
from pyxl.accounting.charts import Chart
from pyxl.accounting.from_journal import Accounts, postings_of
from pyxl.accounting.listing_rows import BalanceRow, PostingRow, VatReturnRow
from pyxl.accounting.numbered import Entry, entries_of, numbered_balances
from pyxl.accounting.vat_return import PAYABLE, PAYABLE_CODE, vat_return
from pyxl.core.changes import CellValue, ChangeList
from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import Counted, Label, Sentence, Text
from pyxl.core.listing import write_list
from pyxl.core.money import Money
from pyxl.core.outcome import Outcome
from pyxl.core.tables import Table
from pyxl.core.text import clean
from pyxl.ledger.books import RecordedEvent
from pyxl.masterdata.items import Item
from pyxl.settings import AccountChart, Settings

Events = Callable[[], Iterable[RecordedEvent]]
"""Gives all events of the journal, from the first on."""
SUM = Label("Sum", "Summe")
_WHY = Label("from the journal", "aus dem Journal")
_POSTINGS = Label("posting", "Buchung"), Label("postings", "Buchungen")
_ACCOUNTS = Label("account", "Konto"), Label("accounts", "Konten")
_LISTED = Text("{start} to {end}: {postings}, {amount}.", "{start} bis {end}: {postings}, {amount}.")
_BALANCED = Text("Up to {end}: {accounts}, {amount} on each side.", "Bis {end}: {accounts}, {amount} je Seite.")
_DECLARED = Text("{start} to {end}: {amount} to be paid.", "{start} bis {end}: Zahllast {amount}.")
_REFUNDED = Text("{start} to {end}: {amount} to be refunded.", "{start} bis {end}: Erstattung {amount}.")


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included."""

    start: date
    end: date


@dataclass(frozen=True)
class Shown:
    """The accounts of the journal, the period that is to be seen, and all there is to say of both."""

    books: ChartBooks
    """Of all days."""
    period: Period
    findings: tuple[Finding, ...]

    @property
    def inside(self) -> ChartBooks:
        """The postings of the period; bank accounts keep their numbers."""
        days = self.period
        kept = tuple(each for each in self.books.postings if days.start <= each.day <= days.end)
        return ChartBooks(kept, self.books.chart, self.books.banks, self.books.own)


def list_postings(
    items: Table[Item],
    postings: Table[PostingRow],
    settings: Settings,
    events: Events,
    as_of: date,
    accounts: Table[AccountRow] = NO_OWN_ACCOUNTS,
) -> Outcome:
    """Fills the tab Postings with the period of the settings, and says which of your accounts cannot be."""
    shown = _shown(items, accounts, settings, events, as_of)
    books = shown.inside
    ordered = sorted(books.postings, key=lambda posting: posting.day)
    entries = [entry for posting in ordered for entry in entries_of(posting)]
    changes = ChangeList()
    write_list(postings, [_posting_values(books, entry) for entry in entries], changes, _WHY)
    amount = Money.from_cents(sum(entry.cents for entry in entries))
    facts = {"start": shown.period.start, "end": shown.period.end, "amount": amount}
    summary = _LISTED.bind(**facts, postings=Counted(len(entries), *_POSTINGS))
    counts: dict[str, int | str] = {"postings": len(entries), "amount_eur": str(amount.amount)}
    return _outcome(summary, shown, accounts, changes, counts)


def list_balances(
    items: Table[Item],
    balances: Table[BalanceRow],
    settings: Settings,
    events: Events,
    as_of: date,
    accounts: Table[AccountRow] = NO_OWN_ACCOUNTS,
) -> Outcome:
    """Fills the tab Trial balance with what every account stands at on the last day of the period."""
    shown = _shown(items, accounts, settings, events, as_of)
    rows: list[dict[str, CellValue]] = []
    until, listed = shown.period.end, numbered_balances(shown.books, shown.period.end)
    for each in listed:
        rows.append({"number": each.number, "name": each.name, "kind": each.kind.value, "until": until})
        rows[-1] |= _sides(each.balance.debit, each.balance.credit)
    debit = sum(each.balance.debit for each in listed)
    credit = sum(each.balance.credit for each in listed)
    rows.append({"number": "", "name": SUM, "kind": "", "until": until, **_sides(debit, credit)})
    changes, amount = ChangeList(), Money.from_cents(debit)
    write_list(balances, rows, changes, _WHY)
    summary = _BALANCED.bind(end=until, accounts=Counted(len(listed), *_ACCOUNTS), amount=amount)
    counts: dict[str, int | str] = {"accounts": len(listed), "debit_eur": str(amount.amount)}
    return _outcome(summary, shown, accounts, changes, counts)


def list_vat(
    items: Table[Item],
    figures: Table[VatReturnRow],
    settings: Settings,
    events: Events,
    as_of: date,
    accounts: Table[AccountRow] = NO_OWN_ACCOUNTS,
) -> Outcome:
    """Fills the tab VAT return with the figures of the period."""
    shown = _shown(items, accounts, settings, events, as_of)
    declared, period = vat_return(shown.inside.postings), shown.period
    days = {"starts_on": period.start, "ends_on": period.end}
    rows: list[dict[str, CellValue]] = [
        {"code": row.codes, "name": row.label, "base": Decimal(row.base), "tax": Money.from_cents(row.tax), **days}
        for row in declared.rows
    ]
    payable = Money.from_cents(declared.payable)
    rows.append({"code": PAYABLE_CODE, "name": PAYABLE, "base": None, "tax": payable, **days})
    changes = ChangeList()
    write_list(figures, rows, changes, _WHY)
    declared_as = _REFUNDED if payable.cents < 0 else _DECLARED
    summary = declared_as.bind(start=period.start, end=period.end, amount=abs(payable))
    return _outcome(summary, shown, accounts, changes, {"payable_eur": str(payable.amount)})


def chart_of(settings: Settings) -> Chart:
    """SKR03 where she says nothing."""
    return Chart[(settings.chart or AccountChart.SKR03).name]


def period_of(settings: Settings, as_of: date) -> Period:
    """The days in Settings; the month of that day where they name none, or end before they begin."""
    start, end = settings.accounts_from, settings.accounts_to
    if start and end and end < start:
        start = end = None
    start = start or (end or as_of).replace(day=1)
    return Period(start, end or _month_end(start))


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)


def told_of(accounts: Accounts) -> Iterator[Finding]:
    """ACC008: what is in none of the accounts."""
    for each in accounts.unposted:
        yield rules.RATE_UNKNOWN.at(CellRef("Postings", key=each.document), why=each.reason)


def _shown(items: Table[Item], rows: Table[AccountRow], settings: Settings, events: Events, as_of: date) -> Shown:
    chart, recorded = chart_of(settings), postings_of(events())
    findings = check_accounts(rows, items, chart)
    told = (*rows.findings, *findings, *_check_period(settings), *told_of(recorded))
    books = ChartBooks.of(recorded.postings, chart, own_accounts(rows, findings))
    return Shown(books, period_of(settings, as_of), told)


def _check_period(settings: Settings) -> Iterator[Finding]:
    """ACC007."""
    start, end = settings.accounts_from, settings.accounts_to
    if start and end and end < start:
        yield rules.PERIOD_ENDS_BEFORE.at(CellRef("Settings", None, "accounts_to"), start=start, end=end)


def _outcome(
    summary: Sentence, shown: Shown, accounts: Table[AccountRow], changes: ChangeList, counts: dict[str, int | str]
) -> Outcome:
    checked = (accounts.schema.tab,) if len(accounts) else ()
    return Outcome(summary, shown.findings, (), changes.done(), counts, checked_tabs=checked)


def _posting_values(books: ChartBooks, entry: Entry) -> dict[str, CellValue]:
    posting = entry.posting
    day, text = posting.day, clean(posting.text)
    party = next((side.party for side in (posting.side, entry.debit, entry.credit) if side.party), "")
    return {
        "day": day,
        "document": posting.document,
        "debit": books.number(entry.debit, day),
        "debit_name": books.label(entry.debit, day),
        "credit": books.number(entry.credit, day),
        "credit_name": books.label(entry.credit, day),
        "amount": Money.from_cents(entry.cents),
        "tax_code": entry.tax.label if entry.tax else "",
        "text": text,
        "party": party,
        "dated": posting.dated,
        "reversal": posting.is_reversal,
    }


def _sides(debit: int, credit: int) -> dict[str, CellValue]:
    names: Sequence[tuple[str, int]] = (("debit", debit), ("credit", credit), ("balance", debit - credit))
    return {name: Money.from_cents(cents) for name, cents in names}
