"""Foreign e-invoices as bills: what is to be paid is what they ask for, and however they come again they are known.

Again means: renamed, exported once more, in the other syntax, and with the number written otherwise.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pyxl.core.changes import AppendRow
from pyxl.core.labels import Label
from pyxl.core.outcome import Outcome
from pyxl.core.refusal import Refused
from pyxl.core.schema import Row, schema_of
from pyxl.core.tables import RawTable, Table, read_table, table_of
from pyxl.einvoices.checking import check_file
from pyxl.formats.en16931.cii import write_cii
from pyxl.formats.en16931.files import read_einvoice_file
from pyxl.formats.en16931.reading import Syntax
from pyxl.formats.en16931.ubl import write_ubl
from pyxl.ledger.books import Books
from pyxl.ledger.goods.rows import IncomingLine
from pyxl.ledger.payables.rows import Bill
from pyxl.masterdata.items import Item
from pyxl.masterdata.suppliers import Supplier
from pyxl.payables.importing import import_bills
from pyxl.payables.incoming import BillFile
from pyxl.settings import Settings

DATA = Path(__file__).parents[3] / "shared" / "data" / "einvoice"


def empty(row_class: type[Row]) -> Table[Any]:
    """A tab without rows."""
    schema = schema_of(row_class)
    headers = tuple(column.label.en for column in schema.columns)
    return read_table(row_class, RawTable(schema.tab, schema.tab, 1, 1, headers, []), "en")


def bill_file(name: str, data: bytes) -> BillFile:
    """The file as the program hands it to the job."""
    return BillFile(name, hashlib.sha256(data).hexdigest(), data, check_file(data))


@cache
def files() -> tuple[BillFile, ...]:
    """The valid ones, XML and hybrid PDF."""
    found = []
    for path in sorted(DATA.rglob("*")):
        if path.suffix.lower() in (".xml", ".pdf"):
            try:
                file = bill_file(path.name, path.read_bytes())
            except Refused:
                continue
            if file.checked and file.checked.is_valid:
                found.append(file)
    return tuple(found)


@pytest.fixture(autouse=True)
def corpus() -> None:
    if not DATA.is_dir():
        pytest.skip("the foreign files are not here")


def _run(given: list[BillFile], suppliers: Table[Supplier], books: Books) -> Outcome:
    return import_bills(
        empty(Bill),
        suppliers,
        empty(IncomingLine),
        empty(Item),
        Settings(company_name="Muster GmbH"),
        books,
        date(2026, 10, 31),
        given,
        "anna",
    )


def _amounts(outcome: Outcome) -> list[str]:
    return [str(posting.payload("")["facts"]["gross_amount"]) for posting in outcome.postings]  # type: ignore[index]


def _after(outcome: Outcome) -> tuple[Table[Supplier], Books]:
    """Suppliers and books as the run leaves them: the next one finds its proposed suppliers in the tab."""
    rows = [
        Supplier(**{name: value.en if isinstance(value, Label) else value for name, value in change.values.items()})  # type: ignore[arg-type]
        for change in outcome.changes
        if isinstance(change, AppendRow)
    ]
    events = [
        SimpleNamespace(kind=each.kind, key=each.key, number="", run_id="R1", payload=each.payload(""))
        for each in outcome.postings
    ]
    return table_of(Supplier, rows), Books.from_events(events)


def _again(file: BillFile) -> Iterator[BillFile]:
    """The same bill in every way it may come once more."""
    yield BillFile("renamed.xml", file.sha256, file.content, file.checked)
    reading = read_einvoice_file(file.content).reading
    same, other = (write_cii, write_ubl) if reading.syntax is Syntax.CII else (write_ubl, write_cii)
    yield bill_file("exported-again.xml", same(reading.invoice))
    yield bill_file("other-syntax.xml", other(reading.invoice))
    written = replace(reading.invoice, number=f" {reading.invoice.number.lower().replace('-', '/')}.")
    yield bill_file("number-otherwise.xml", same(written))


def test_every_valid_invoice_becomes_a_bill_over_what_it_asks_for() -> None:
    assert len(files()) > 150
    for file in files():
        outcome = _run([file], empty(Supplier), Books())
        assert file.checked is not None
        invoice = file.checked.invoice
        due = invoice.totals.due
        assert due is not None
        sign = -1 if invoice.is_credit_note else 1
        assert _amounts(outcome) == [f"{sign * due + 0:.2f} {invoice.currency}"], file.name
        lines = outcome.postings[0].payload("")["lines"]
        assert isinstance(lines, list)
        assert len(lines) == len(invoice.lines), file.name
        said = {found.code for found in outcome.findings}
        assert "BIL002" not in said or any(found.severity != "error" for found in file.checked.findings), file.name


@pytest.mark.long
def test_each_is_known_again_in_the_same_run_and_in_the_next() -> None:
    for file in files():
        first = _run([file], empty(Supplier), Books())
        suppliers, books = _after(first)
        for again in _again(file):
            for outcome, bills in (
                (_run([file, again], empty(Supplier), Books()), 1),
                (_run([again], suppliers, books), 0),
            ):
                assert len(outcome.postings) == bills, (file.name, again.name)
                is_same_file = again.sha256 == file.sha256
                assert is_same_file or "BIL004" in {found.code for found in outcome.findings}, (file.name, again.name)
                assert outcome.counts["known"] == 1, (file.name, again.name)
