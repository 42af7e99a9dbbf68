"""A workbook and a journal in memory, to play the bank jobs on small tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pyxl.app.undo import reversals
from pyxl.banking.accepting import accept_proposals
from pyxl.banking.importing import BankFile, import_bank
from pyxl.banking.reconciling import reconcile
from pyxl.banking.rows import BankAccount, BankProfile
from pyxl.banking.taking_back import take_back
from pyxl.core.changes import AppendRow, ChangeSet, ClearRow, SetCell
from pyxl.core.labels import Label, Sentence
from pyxl.core.money import Money
from pyxl.core.outcome import Outcome, Posting
from pyxl.core.schema import Row, schema_of
from pyxl.core.tables import Table, table_of
from pyxl.formats.statements.statement import Statement, StatementFile, StatementLine
from pyxl.ledger.bank_rules import BankRule
from pyxl.ledger.books import Books
from pyxl.ledger.rows import Allocation, BankLine, BankStatus, OpenItem, Payer, Proposal
from pyxl.masterdata.customers import Customer
from pyxl.settings import Settings

OWN = "DE89370400440532013000"
HUBER = "DE02120300000000202051"
AS_OF = date(2026, 4, 30)
SETTINGS = Settings(company_name="Muster GmbH", iban=OWN)


@dataclass
class Recorded:
    kind: str
    key: str
    payload: Mapping[str, object]
    number: str = ""
    run_id: str = "R1"


@dataclass
class Office:
    """A workbook and a journal in memory: postings are recorded by key, changes are written by row key."""

    settings: Settings = SETTINGS
    events: list[Recorded] = field(default_factory=list)
    sheets: dict[str, dict[str, Row]] = field(default_factory=dict)

    def rows(self, row_class: type[Any]) -> list[Any]:
        return list(self.sheets.get(schema_of(row_class).tab, {}).values())

    def put(self, *rows: Row) -> None:
        for row in rows:
            schema = schema_of(type(row))
            self.sheets.setdefault(schema.tab, {})[str(getattr(row, schema.key))] = row

    def table(self, row_class: type[Any]) -> Table[Any]:
        return table_of(row_class, self.rows(row_class))

    @property
    def books(self) -> Books:
        return Books.from_events(self.events)

    def record(self, postings: Sequence[Posting]) -> list[Recorded]:
        known = {event.key for event in self.events}
        new = [
            Recorded(posting.kind, posting.key, posting.payload("")) for posting in postings if posting.key not in known
        ]
        self.events += new
        for posting in postings:
            self.write(posting.changes(""))
        return new

    def write(self, changes: ChangeSet) -> None:
        for change in changes.changes:
            tab = self.sheets.setdefault(change.tab, {})
            match change:
                case SetCell():
                    row = tab[change.key]
                    assert _shown(getattr(row, change.column)) == _shown(change.old), change
                    tab[change.key] = replace(row, **{change.column: _shown(change.new)})
                case AppendRow():
                    assert change.key not in tab
                    tab[change.key] = _row(change)
                case ClearRow():
                    tab.pop(change.key)

    def run(self, outcome: Outcome) -> Outcome:
        self.record(outcome.postings)
        self.write(outcome.changes)
        return outcome

    def bring(self, *lines: StatementLine) -> Outcome:
        statement = Statement(OWN, "EUR", lines)
        file = BankFile("umsatz.xml", "0" * 64, StatementFile("camt.053", (statement,)))
        return self.take(file)

    def take(self, *files: BankFile) -> Outcome:
        tabs = self.table(BankLine), self.table(BankAccount), self.table(BankProfile)
        return self.run(import_bank(*tabs, self.settings, self.books, files, AS_OF))

    def reconcile(self) -> Outcome:
        return self.run(
            reconcile(
                self.table(BankLine),
                self.table(OpenItem),
                self.table(Customer),
                self.table(Payer),
                self.table(BankRule),
                self.table(Proposal),
                self.settings,
                self.books,
                AS_OF,
            )
        )

    def accept(self) -> Outcome:
        return self.run(
            accept_proposals(
                self.table(BankLine),
                self.table(OpenItem),
                self.table(Proposal),
                self.table(Payer),
                self.table(Customer),
                self.settings,
                self.books,
                AS_OF,
            )
        )

    def take_back(self, line_id: str) -> Outcome:
        row = self.sheets["Bank"][line_id]
        assert isinstance(row, BankLine)
        self.put(replace(row, status=BankStatus.NEW))
        return self.run(take_back(self.table(BankLine), self.settings, self.books))

    def undo(self, recorded: Sequence[Recorded], cells: ChangeSet) -> None:
        """Takes back a run: its events are reversed, its other cells get their old values."""
        by_key = {event.key: event for event in self.events}
        postings = reversals("R1", recorded, self.books, self.settings, AS_OF, by_key.get)
        self.write(cells.inverse())
        self.record(postings)

    def item(self, number: str) -> OpenItem:
        row = self.sheets["Receivables"][number]
        assert isinstance(row, OpenItem)
        return row

    def line(self) -> BankLine:
        (row,) = self.rows(BankLine)
        assert isinstance(row, BankLine)
        return row

    def tick(self, proposal_id: str, **cells: Any) -> None:
        row = self.sheets["Review"][proposal_id]
        assert isinstance(row, Proposal)
        self.put(replace(row, accept=True, **cells))


def _shown(value: Any) -> Any:
    """A cell holds words in the workbook's language: German here."""
    return value.text("de") if isinstance(value, Label | Sentence) else value


def _row(change: AppendRow) -> Row:
    classes = {schema_of(each).tab: each for each in (BankLine, OpenItem, Allocation, Proposal, Payer)}
    values: dict[str, Any] = {name: _shown(value) for name, value in change.values.items()}
    return classes[change.tab](**values)


def item(number: str, amount: str, customer: str = "D1", **more: Any) -> OpenItem:
    facts: dict[str, Any] = {
        "invoice_number": number,
        "invoice_date": date(2026, 3, 1),
        "customer_number": customer,
        "gross_amount": Money.of(amount),
        "due_date": date(2026, 3, 15),
    }
    return OpenItem(**{**facts, **more})


def paid(amount: str, text: str = "", day: int = 10, **more: Any) -> StatementLine:
    booked = date(2026, 3, day)
    facts: dict[str, Any] = {"remittance_information": text, "counterparty_iban": HUBER}
    return StatementLine(booked, booked, Money.of(amount), **{**facts, **more})
