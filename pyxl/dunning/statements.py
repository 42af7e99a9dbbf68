"""Statements of account: for each customer ticked in the ageing list, what is open on the day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from pyxl.banking.items import ReceivablesDesk
from pyxl.core.changes import CellValue, ChangeList, ChangeSet
from pyxl.core.findings import Finding
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.money import EURO, Money
from pyxl.core.outcome import DocumentRequest, Outcome, Plain, Series
from pyxl.core.plain import PlainData, to_plain
from pyxl.core.tables import Table
from pyxl.dunning import rules
from pyxl.dunning.ageing import open_on
from pyxl.dunning.ageing_rows import AgeingRow
from pyxl.dunning.mail import STATEMENT_EMAIL, draft_of
from pyxl.dunning.payments import PaymentHistory
from pyxl.dunning.rows import CollectionKind, CollectionStatus
from pyxl.dunning.statement_letter import StatementLine, StatementOfAccount
from pyxl.dunning.surveying import address_missing
from pyxl.invoicing.drafting import buyer_of, language_of
from pyxl.invoicing.posting import claims_key, slug
from pyxl.invoicing.sender import account_of, letterhead_facts, seller_of
from pyxl.ledger.books import Books
from pyxl.ledger.late_money.dunning import STATEMENT, StatementWritten
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.customers import Customer
from pyxl.settings import Settings

DOCUMENT_KIND = "statement"
_SUMMARY = Text("{statements} written, {left_out} left out.", "{statements} geschrieben, {left_out} ausgelassen.")
_STATEMENTS = Label("statement", "Kontoauszug"), Label("statements", "Kontoauszüge")
_WRITTEN = Text("statement {number}", "Kontoauszug {number}")
_DONE = Label("the statement is written", "der Kontoauszug ist geschrieben")


@dataclass(frozen=True)
class StatementPosting:
    """A statement to be written. The same content on the same day is one statement."""

    statement: StatementOfAccount
    settings: Settings
    kind: str = STATEMENT
    claims: tuple[str, ...] = ()
    series: Series | None = None

    @property
    def key(self) -> str:
        """The number, which names customer, day and how many there were."""
        return claims_key("statement", (self.statement.number,))

    def payload(self, number: str) -> Plain:
        """The event as the journal keeps it."""
        payload: Plain = to_plain(self._event())
        return payload

    def changes(self, number: str) -> ChangeSet:
        """A row in the history."""
        changes = ChangeList()
        own = self.statement.number
        changes.append("Collections", own, statement_row(self._event()), _WRITTEN.bind(number=own))
        return changes.done()

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """The statement as PDF, and the mail that takes it there where both sides have an address."""
        event = self._event()
        request = DocumentRequest(DOCUMENT_KIND, event.number, event.document_path, event.content)
        seller, buyer = self.statement.seller, self.statement.buyer
        return (request, *draft_of(seller, buyer, request, STATEMENT_EMAIL))

    def _event(self) -> StatementWritten:
        statement = self.statement
        return StatementWritten(
            number=statement.number,
            customer_number=statement.buyer.customer_number,
            customer_name=statement.buyer.name,
            as_of=statement.as_of,
            invoice_numbers=tuple(line.number for line in statement.lines),
            amount_open=statement.balance,
            document_path=f"{statement.as_of.year}/{slug(statement.number)}.pdf",
            content=PlainData({"statement": to_plain(statement), "letterhead": letterhead_facts(self.settings)}),
        )


def statement_row(event: StatementWritten) -> dict[str, CellValue]:
    """The row of the history."""
    return {
        "entry_id": event.number,
        "kind": CollectionKind.STATEMENT,
        "day": event.as_of,
        "customer_number": event.customer_number,
        "customer_name": event.customer_name,
        "invoice_numbers": ", ".join(event.invoice_numbers),
        "amount_open": event.amount_open,
        "amount_asked": event.amount_open,
        "currency": event.amount_open.currency,
        "status": CollectionStatus.WRITTEN,
        "document": event.document_path,
    }


def write_statements(
    receivables: Table[OpenItem],
    customers: Table[Customer],
    ageing: Table[AgeingRow],
    settings: Settings,
    books: Books,
    as_of: date,
) -> Outcome:
    """Writes a statement of account for each ticked customer: every item that is open on the day, with the balance."""
    desk, history = ReceivablesDesk(receivables, customers, settings, books), PaymentHistory(books)
    lines: dict[tuple[str, str], list[StatementLine]] = defaultdict(list)
    for row in sorted(receivables, key=lambda each: (each.invoice_date, each.invoice_number)):
        amount = open_on(row, desk, history, as_of) if row.invoice_date <= as_of else None
        if amount:
            lines[row.customer_number, amount.currency].append(_line(row, amount))
    ticked = [row for row in ageing if row.statement]
    changes, findings = ChangeList(), list[Finding](desk.findings)
    postings = []
    for each in ticked:
        customer = customers.get(each.customer_number)
        missing = address_missing(customer)
        if customer is None or missing:
            cell = ageing.cell(each, "statement")
            findings.append(rules.NO_STATEMENT.at(cell, customer=each.customer_number, missing=missing))
            continue
        posting = _posting(customer, tuple(lines[each.customer_number, each.currency]), each.currency, settings, as_of)
        postings.append(_numbered(posting, books))
        changes.set("Ageing", each.entry_id, "statement", True, False, _DONE)
    left_out = len(ticked) - len(postings)
    counts: dict[str, int | str] = {"statements": len(postings), "left_out": left_out}
    summary = _SUMMARY.bind(statements=Counted(len(postings), *_STATEMENTS), left_out=left_out)
    return Outcome(summary, tuple(findings), tuple(postings), changes.done(), counts)


def _line(row: OpenItem, amount: Money) -> StatementLine:
    return StatementLine(
        number=row.invoice_number,
        invoice_date=row.invoice_date,
        due_date=row.due_date,
        gross=row.gross_amount,
        open=amount,
    )


def _posting(
    customer: Customer, lines: tuple[StatementLine, ...], currency: str, settings: Settings, as_of: date
) -> StatementPosting:
    suffix = "" if currency == EURO else f"-{currency}"
    statement = StatementOfAccount(
        number=f"KA-{customer.customer_number}{suffix}-{as_of.isoformat()}",
        as_of=as_of,
        language=language_of(customer, settings),
        seller=seller_of(settings),
        buyer=buyer_of(customer),
        account=account_of(settings),
        currency=currency,
        lines=lines,
    )
    return StatementPosting(statement, settings)


def _numbered(posting: StatementPosting, books: Books) -> StatementPosting:
    """A second statement of the day gets a number of its own."""
    base, count = posting.statement.number, 1
    while posting.statement.number in books.dunning.statements:
        count += 1
        posting = replace(posting, statement=replace(posting.statement, number=f"{base}-{count}"))
    return posting
