"""Accept: what she ticked in Review is posted as she decided; what cannot be is named and left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pyxl.banking import rules
from pyxl.banking.allocating import Allocator
from pyxl.banking.allocations import allocated_amount
from pyxl.banking.allotting import allot, exchanged_parts, take_back
from pyxl.banking.amending import before_allocation, may_be_amended
from pyxl.banking.batches import BatchNumbers
from pyxl.banking.items import ReceivablesDesk, errors_of
from pyxl.banking.lines import is_locked, known_accounts, payment_line, policy_of, unreadable_limits
from pyxl.banking.matching import reasons as why
from pyxl.banking.matching.exchange import exchange_clauses
from pyxl.banking.matching.payers import compact_iban
from pyxl.banking.matching.records import OpenEntry, Part
from pyxl.banking.matching.returns import HIGHEST_FEE
from pyxl.banking.reviewing import Choice, clear_row, read_choice
from pyxl.core.changes import ChangeList
from pyxl.core.findings import Finding
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.money import Money, total
from pyxl.core.outcome import Outcome
from pyxl.core.tables import Table
from pyxl.core.text import squash
from pyxl.ledger.books import Books
from pyxl.ledger.events import ImportedLine, LineAllocated
from pyxl.ledger.rows import BankLine, OpenItem, Payer, Proposal
from pyxl.masterdata.customers import Customer
from pyxl.settings import Settings

_SUMMARY = Text(
    "{count} accepted ({amount}), {left_out} left out.",
    "{count} übernommen ({amount}), {left_out} ausgelassen.",
)
LINE_NOUN = Label("bank line", "Bankzeile"), Label("bank lines", "Bankzeilen")
_NOT_OPEN = Label(
    "nothing is open there in this currency and direction",
    "dort ist in dieser Währung und Richtung nichts offen",
)
_NOT_ITS_WORTH = Label(
    "it is in another currency; its rate in Receivables is missing or gives quite another amount",
    "sie lautet auf eine andere Währung; ihr Kurs in Offene Posten fehlt oder ergibt einen ganz anderen Betrag",
)
_NOT_PAID = Label("not as much was paid there", "so viel wurde dort nicht gezahlt")
_NOTHING: dict[str, int | str] = {"accepted": 0, "left_out": 0, "amount_settled": "0.00", "payers_learned": 0}


def accept_proposals(
    bank: Table[BankLine],
    receivables: Table[OpenItem],
    review: Table[Proposal],
    payers: Table[Payer],
    customers: Table[Customer],
    settings: Settings,
    books: Books,
    as_of: date,
    settings_findings: tuple[Finding, ...] = (),
) -> Outcome:
    """Posts the proposals ticked in Review. Other invoice numbers may be typed there; one tick per bank line."""
    if unreadable := unreadable_limits(settings_findings):
        return Outcome(
            _SUMMARY.bind(count=Counted(0, *LINE_NOUN), amount=Money.zero(), left_out=0), unreadable, counts=_NOTHING
        )
    desk = ReceivablesDesk(receivables, customers, settings, books)
    acceptor = _Acceptor(bank, review, payers, customers, settings, books, desk, as_of)
    ticked: dict[str, list[Proposal]] = defaultdict(list)
    for row in review:
        if row.accept:
            ticked[row.line_id].append(row)
    for line_id, rows in ticked.items():
        acceptor.take(line_id, rows)
    settled = acceptor.allocator.settled
    euros = [allocated_amount(event) for event in settled if event.line_amount.currency == "EUR"]
    left_out = len(ticked) - len(settled)
    counts: dict[str, int | str] = {
        "accepted": len(settled),
        "left_out": left_out,
        "amount_settled": str(total(euros).amount),
        "payers_learned": sum(event.payer is not None for event in settled),
    }
    summary = _SUMMARY.bind(count=Counted(len(settled), *LINE_NOUN), amount=total(euros), left_out=left_out)
    postings = (*desk.opening(), *acceptor.allocator.postings) if settled else ()
    findings = (*desk.findings, *errors_of(review), *acceptor.findings)
    return Outcome(summary, findings, postings, acceptor.changes.done(), counts)


class _Acceptor:
    """Takes ticked lines one after another; what one line settles is gone for the next."""

    def __init__(
        self,
        bank: Table[BankLine],
        review: Table[Proposal],
        payers: Table[Payer],
        customers: Table[Customer],
        settings: Settings,
        books: Books,
        desk: ReceivablesDesk,
        as_of: date,
    ) -> None:
        self.bank, self.review, self.books, self.desk = bank, review, books, desk
        self.settings, self.policy = settings, policy_of(settings, books)
        self.known = known_accounts(customers, self.policy)
        self.allocator = Allocator(bank, payers, desk, books, as_of)
        self.entries = {number: entry for number, entry in desk.entries.items() if number in desk.cells}
        self.by_squashed = {squash(number): number for number in self.entries}
        self.rows_of: dict[str, list[Proposal]] = defaultdict(list)
        for row in review:
            self.rows_of[row.line_id].append(row)
        self.batch_numbers = BatchNumbers(books)
        self.findings: list[Finding] = []
        self.changes = ChangeList()

    def take(self, line_id: str, rows: Sequence[Proposal]) -> None:
        row, line = rows[0], self.books.bank_lines.get(line_id)
        if len(rows) > 1:
            self._say(rules.TWO_TICKS.at(self.review.cell(rows[1], "accept"), count=len(rows), line=line_id))
        elif line and is_locked(self.settings, line.booking_date):
            self._say(rules.LINE_LOCKED.at(self.review.cell(row, "line_id"), line=line_id, day=line.booking_date))
        elif line is None:
            self._say(rules.LINE_GONE.at(self.review.cell(row, "line_id"), line=line_id))
        else:
            self._accept(row, line)

    def _say(self, finding: Finding) -> None:
        self.findings.append(finding)

    def _accept(self, row: Proposal, line: ImportedLine) -> None:
        choice = read_choice(row.invoice_numbers)
        standing = self.books.allocations.get(line.line_id)
        entries = self._entries(row, choice)
        if not entries:
            return
        if standing and not may_be_amended(standing[1], {entry.number for entry in entries}):
            self._say(rules.LINE_GONE.at(self.review.cell(row, "line_id"), line=line.line_id))
            return
        if standing:
            entries = [before_allocation(entry, standing[1]) for entry in entries]
        parts = self._parts(line, entries, choice)
        if not parts:
            is_foreign = any(entry.currency != line.amount.currency and entry.open > 0 for entry in entries)
            problem = _NOT_PAID if line.amount.cents < 0 else _NOT_ITS_WORTH if is_foreign else _NOT_OPEN
            cell = self.review.cell(row, "invoice_numbers")
            self._say(rules.ALLOCATION_IMPOSSIBLE.at(cell, amount=line.amount, numbers=choice.numbers, why=problem))
            return
        for entry in entries:
            self.entries[entry.number] = entry
        self._post(line, parts, standing)

    def _entries(self, row: Proposal, choice: Choice) -> list[OpenEntry]:
        """The invoices of her choice; none when one of them is not known, which is then said."""
        cell = self.review.cell(row, "invoice_numbers")
        if not choice.numbers:
            self._say(rules.NO_INVOICE_NAMED.at(cell))
        entries = []
        for number in choice.numbers:
            entry = self.entries.get(self.by_squashed.get(squash(number), number))
            if entry is None:
                self._say(rules.UNKNOWN_INVOICE.at(cell, found=number))
                return []
            entries.append(entry)
        return entries

    def _parts(self, line: ImportedLine, entries: list[OpenEntry], choice: Choice) -> tuple[Part, ...] | None:
        cents = line.amount.cents
        if any(entry.is_cancelled for entry in entries):
            return None
        if any(entry.currency != line.amount.currency for entry in entries):
            return exchanged_parts(line.amount, entries)
        if sum(entry.open for entry in entries) == cents:
            return allot(cents, entries, "", payment_line(line).paid_on, self.policy)
        if cents < 0 and not all(entry.open < 0 for entry in entries):
            return take_back(cents, [(entry, self._paid_on(entry)) for entry in entries], HIGHEST_FEE)
        if not all(entry.open * cents > 0 for entry in entries):
            return None
        return allot(cents, entries, choice.difference, payment_line(line).paid_on, self.policy)

    def _paid_on(self, entry: OpenEntry) -> Part:
        cells = self.desk.cells[entry.number]
        amounts = (cells.amount_paid, cells.discount_taken, cells.written_off)
        paid, discount, written_off = (amount.cents if amount else 0 for amount in amounts)
        return Part(entry.number, entry.customer, paid, discount, written_off)

    def _post(self, line: ImportedLine, parts: tuple[Part, ...], standing: tuple[str, LineAllocated] | None) -> None:
        for part in parts:
            entry = self.entries[part.number]
            self.entries[part.number] = replace(entry, open=entry.open - part.settled, discount=0)
        currency = self.entries[parts[0].number].currency
        foreign = currency if currency != line.amount.currency else ""
        is_return = any(part.is_return for part in parts)
        fee = sum(part.cents for part in parts) - line.amount.cents if is_return else 0
        reason = (self._exchange_reason(line, parts) if foreign else self._reason(line, parts)).label
        if standing:
            self.allocator.allocate_anew(line, parts, reason, *standing)
        else:
            batch = self.batch_numbers.named(line)
            proven = "" if batch else self._proven(line, parts)
            self.allocator.allocate(line, parts, reason, proven, fee=fee, currency=foreign, batch=batch, by_hand=True)
        rest = line.amount - allocated_amount(self.allocator.settled[-1])
        bank_row = self.bank.get(line.line_id)
        if rest and line.amount.cents > 0 and bank_row:
            self._say(rules.OVERPAID_REST.at(self.bank.cell(bank_row, "amount"), rest=rest, line=line.line_id))
        for row in self.rows_of[line.line_id]:
            clear_row(row, self.changes)

    def _proven(self, line: ImportedLine, parts: tuple[Part, ...]) -> str:
        """Who the payer is from now on: the one customer she chose, if nobody is known by this account."""
        customers = {part.customer for part in parts}
        is_new = compact_iban(line.counterparty_iban) not in self.known and line.amount.cents > 0
        return customers.pop() if len(customers) == 1 and is_new else ""

    def _exchange_reason(self, line: ImportedLine, parts: tuple[Part, ...]) -> why.Reason:
        entries = [self.entries[part.number] for part in parts]
        settled = Money.from_cents(sum(part.cents for part in parts), entries[0].currency)
        rates = {entry.exchange_rate for entry in entries}
        rate = rates.pop() if len(rates) == 1 else None
        named = why.BY_HAND.bind(numbers=tuple(part.number for part in parts))
        return why.Reason((named, *exchange_clauses(why.EXCHANGED_BY_HAND, settled, line.amount, rate)))

    def _reason(self, line: ImportedLine, parts: tuple[Part, ...]) -> why.Reason:
        currency = line.amount.currency
        clauses = [why.BY_HAND.bind(numbers=tuple(part.number for part in parts))]
        discount = Money.from_cents(sum(part.discount for part in parts), currency)
        written_off = Money.from_cents(sum(part.written_off for part in parts), currency)
        rest = line.amount.cents - sum(part.cents for part in parts)
        is_return = any(part.is_return for part in parts)
        if discount and not is_return:
            clauses.append(why.DISCOUNT_GIVEN.bind(discount=discount))
        if written_off and not is_return:
            clauses.append(why.WRITTEN_OFF.bind(difference=written_off))
        if rest:
            text = why.RETURN_FEE.bind(fee=Money.from_cents(-rest, currency)) if is_return else None
            clauses.append(text or why.REST_ON_LINE.bind(rest=Money.from_cents(rest, currency)))
        return why.Reason(tuple(clauses))
