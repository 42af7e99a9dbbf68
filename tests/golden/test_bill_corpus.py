"""Foreign e-invoices as bills: what is to be paid is what they ask for, and in another syntax they are known again."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pyxl.core.refusal import Refused
from pyxl.core.schema import schema_of
from pyxl.core.tables import RawTable, Table, read_table
from pyxl.einvoices.checking import check_file
from pyxl.formats.en16931.cii import write_cii
from pyxl.formats.en16931.reading import Syntax, read_einvoice
from pyxl.formats.en16931.ubl import write_ubl
from pyxl.ledger.bill_rows import Bill
from pyxl.ledger.books import Books
from pyxl.payables.importing import import_bills
from pyxl.payables.incoming import BillFile
from pyxl.settings import Settings
from pyxl.suppliers import Supplier

DATA = Path(__file__).parents[3] / "shared" / "data" / "einvoice"
EVERY = 5
"""Every fifth file: the others say the same and cost as much."""


def empty(row_class: type[Bill] | type[Supplier]) -> Table[Any]:
    """A tab without rows."""
    schema = schema_of(row_class)
    headers = tuple(column.label.en for column in schema.columns)
    return read_table(row_class, RawTable(schema.tab, schema.tab, 1, 1, headers, []), "en")


@cache
def files() -> tuple[BillFile, ...]:
    """The valid ones."""
    found = []
    for path in sorted(DATA.rglob("*.xml"))[::EVERY]:
        data = path.read_bytes()
        try:
            checked = check_file(data)
        except Refused:
            continue
        if checked.is_valid:
            found.append(BillFile(path.name, hashlib.sha256(data).hexdigest(), data, checked))
    return tuple(found)


@pytest.fixture(autouse=True)
def corpus() -> None:
    if not DATA.is_dir():
        pytest.skip("the foreign files are not here")


def _import(given: list[BillFile]) -> tuple[list[str], list[str]]:
    """Amounts of the bills, and the codes of what was said."""
    settings = Settings(company_name="Muster GmbH")
    outcome = import_bills(
        empty(Bill),
        empty(Supplier),
        settings,
        Books(),
        date(2026, 10, 31),
        given,
        "anna",
    )
    amounts = [str(posting.payload("")["facts"]["gross_amount"]) for posting in outcome.postings]  # type: ignore[index]
    return amounts, [found.code for found in outcome.findings]


def test_every_valid_invoice_becomes_a_bill_over_what_it_asks_for() -> None:
    assert len(files()) > 20
    for file in files():
        amounts, said = _import([file])
        assert file.checked is not None
        invoice = file.checked.invoice
        due = invoice.totals.due
        assert due is not None
        sign = -1 if invoice.is_credit_note else 1
        assert amounts == [f"{sign * due + 0:.2f} {invoice.currency}"], file.name
        assert "BIL002" not in said or any(found.severity != "error" for found in file.checked.findings), file.name


def test_each_is_known_again_renamed_and_in_the_other_syntax() -> None:
    for file in files():
        again = BillFile("renamed.xml", file.sha256, file.content, file.checked)
        assert len(_import([file, again])[0]) == 1
        reading = read_einvoice(file.content)
        write = write_ubl if reading.syntax is Syntax.CII else write_cii
        data = write(reading.invoice)
        other = BillFile("other.xml", hashlib.sha256(data).hexdigest(), data, check_file(data))
        amounts, said = _import([file, other])
        assert (len(amounts), "BIL004" in said) == (1, True), file.name
