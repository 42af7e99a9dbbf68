"""Laws of the import: any overlap of exports, in any order and any format, gives the same Bank tab."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pyxl.banking.importing import BankFile, import_bank
from pyxl.banking.rows import BankAccount, BankProfile
from pyxl.core.money import Money, total
from pyxl.core.schema import Row, schema_of
from pyxl.core.tables import RawTable, Table, read_table
from pyxl.formats.bank_csv.writer import write_csv_camt
from pyxl.formats.statement_files import read_statement_file
from pyxl.formats.statements.camt053_writer import write_camt053
from pyxl.formats.statements.mt940_writer import write_mt940
from pyxl.formats.statements.statement import Statement, StatementLine
from pyxl.ledger.books import Books
from pyxl.ledger.rows import BankLine
from pyxl.settings import Settings

OWN = "DE89370400440532013000"
SETTINGS = Settings(company_name="Muster GmbH", iban=OWN)
START = date(2026, 3, 1)
WRITERS: tuple[Callable[[Statement], bytes], ...] = (write_camt053, write_mt940, write_csv_camt)


@dataclass(frozen=True)
class Recorded:
    """An event as the journal keeps it."""

    kind: str
    key: str
    payload: Mapping[str, object]
    number: str = ""
    run_id: str = "R1"


@dataclass
class Bank:
    """A journal of imports in memory, and the rows that the Bank tab gets."""

    events: list[Recorded] = field(default_factory=list)
    rows: dict[str, Mapping[str, object]] = field(default_factory=dict)

    def bring(self, *contents: bytes) -> None:
        for content in contents:
            file = BankFile("datei", hashlib.sha256(content).hexdigest(), read_statement_file("datei", content))
            tabs = _empty(BankLine), _empty(BankAccount), _empty(BankProfile)
            outcome = import_bank(*tabs, SETTINGS, Books.from_events(self.events), (file,), START)
            for posting in outcome.postings:
                self.events.append(Recorded(posting.kind, posting.key, posting.payload("")))
                self.rows |= {change.key: change.values for change in posting.changes("").changes}  # type: ignore[union-attr]

    @property
    def figures(self) -> list[tuple[str, ...]]:
        """What the tab shows of each line; the account is written as in the file that brought it."""
        left_out = ("account", "transaction_text", "return_reason")
        return sorted(tuple(str(row[name]) for name in row if name not in left_out) for row in self.rows.values())


def _empty(row_class: type[Row]) -> Table[Any]:
    return read_table(row_class, RawTable(schema_of(row_class).tab, "", 1, 1, (), ()), "de")


@st.composite
def _history(draw: st.DrawFn) -> list[list[StatementLine]]:
    """Some days with some lines each, many of them alike."""
    days = []
    for number in range(draw(st.integers(1, 4))):
        day = START + timedelta(days=number)
        cents = draw(st.lists(st.sampled_from([1999, 1999, -500, 11900]), max_size=3))
        days.append(
            [
                StatementLine(day, day, Money.from_cents(amount), "Anna Beispiel", remittance_information="Kaffee")
                for amount in cents
            ]
        )
    return days


def _export(days: Sequence[Sequence[StatementLine]], first: int, last: int) -> Statement:
    before = total(tuple(line.amount for day in days[:first] for line in day))
    lines = tuple(line for day in days[first : last + 1] for line in day)
    closing = before + total(tuple(line.amount for line in lines))
    return Statement(OWN, "EUR", lines, str(first + 1), opening_balance=before, closing_balance=closing)


@given(_history(), st.data())
def test_any_overlap_of_exports_in_any_order_gives_the_same_tab(
    days: list[list[StatementLine]], data: st.DataObject
) -> None:
    whole = Bank()
    whole.bring(write_camt053(_export(days, 0, len(days) - 1)))
    # Every day is in one export at least; more exports overlap as they like.
    spans = [(number, number) for number in range(len(days))]
    position = st.integers(0, len(days) - 1)
    spans += [tuple(sorted(pair)) for pair in data.draw(st.lists(st.tuples(position, position), max_size=4))]  # type: ignore[misc]
    exports = [(span, data.draw(st.sampled_from(WRITERS))) for span in data.draw(st.permutations(spans))]
    parts = Bank()
    parts.bring(*(write(_export(days, *span)) for span, write in exports if _export(days, *span).lines))
    assert parts.figures == whole.figures
    assert parts.rows.keys() == whole.rows.keys()


@given(_history(), st.data())
def test_equal_payments_are_told_by_the_banks_references_in_any_order(
    days: list[list[StatementLine]], data: st.DataObject
) -> None:
    """Reports of parts of a day, each line with its own reference: none is lost, none is doubled."""
    days = [
        [replace(line, bank_reference=f"{number}-{position}") for position, line in enumerate(day)]
        for number, day in enumerate(days)
    ]
    lines = [line for day in days for line in day]
    single = [Statement(OWN, "EUR", (line,)) for line in lines]
    files = [*single, Statement(OWN, "EUR", tuple(lines))] if data.draw(st.booleans()) else single
    bank = Bank()
    bank.bring(*(write_camt053(each) for each in data.draw(st.permutations(files)) if each.lines))
    once = list(bank.figures)
    bank.bring(*(write_camt053(each) for each in files if each.lines))
    assert len(bank.rows) == len(lines)
    assert bank.figures == once


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=5), st.booleans(), st.permutations([0, 1, 2]))
def test_a_batch_counts_once_in_every_order(cents: list[int], is_debit: bool, order: list[int]) -> None:
    sign = -1 if is_debit else 1
    parts = tuple(
        StatementLine(START, START, Money.from_cents(sign * part), f"Kunde {number}", batch_position=number)
        for number, part in enumerate(cents, 1)
    )
    whole = StatementLine(START, START, total(tuple(part.amount for part in parts)), remittance_information="Sammler")
    statements = [Statement(OWN, "EUR", parts), Statement(OWN, "EUR", (whole,))]
    files = [write_camt053(statements[0]), write_camt053(statements[1]), write_mt940(statements[1])]
    bank = Bank()
    bank.bring(*(files[number] for number in order))
    amounts = [Money.of(str(row["amount"]).split()[0]) for row in bank.rows.values()]
    assert total(tuple(amounts)) == whole.amount
