"""A firm with two late customers, a business and a consumer: reminded, charged, and handed to an agency."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pyxl.core.money import Money
from pyxl.core.schema import Row, schema_of
from pyxl.demo.firm import demo_settings
from pyxl.dunning.rows import DunningProposal
from pyxl.formats.statements.statement import StatementLine
from pyxl.hosts.files import read_snapshot
from pyxl.hosts.new_book import build_book
from pyxl.hosts.xlsx import WriteCell, patch
from pyxl.ledger.rows import OpenItem

from .small_firm import Firm, bank_file, customers, order, tables

BANK_DAY = date(2026, 10, 30)
AS_OF = "2026-10-31"
DOCUMENTS = Path("book.pyxl") / "documents" / "2026"


def late_firm(folder: Path, **settings: Any) -> Firm:
    """Three old invoices and an order of February, billed by pyxl; the bank is imported up to 30 October.

    An order of October is not billed yet; its customer gave a mandate.
    """
    people = [replace(each, email=f"post{place}@kunde.example") for place, each in enumerate(customers())]
    people[1] = replace(people[1], mandate_reference="M-2", mandate_date=date(2026, 1, 5))
    items = [_item("RE-1", "10001", "1190.00"), _item("RE-2", "10001", "59.50"), _item("RE-3", "10004", "238.00")]
    orders = [
        order(1, "A-1", 4, order_date=date(2026, 2, 1), delivery_date=date(2026, 2, 10)),
        order(2, "A-2", 4, order_date=date(2026, 10, 1), delivery_date=date(2026, 10, 20), customer_number="10002"),
    ]
    rows = {**tables(), "Customers": people, "Orders": orders, "Receivables": items}
    (folder / "book.xlsx").write_bytes(
        build_book("de", rows, replace(demo_settings("de"), dunning_bank_days=60, **settings))
    )
    firm = Firm(folder)
    line = StatementLine(BANK_DAY, BANK_DAY, Money.of("-9.90"), remittance_information="Entgelt")
    firm.bank.write_bytes(bank_file([line]))
    assert firm.run("create-invoices", "--apply", as_of="2026-05-15").code in (0, 1)
    assert firm.run("import-bank", firm.bank, "--apply", as_of=AS_OF).code == 0
    return firm


def _item(number: str, customer: str, gross: str) -> OpenItem:
    return OpenItem(
        invoice_number=number,
        invoice_date=date(2026, 5, 1),
        customer_number=customer,
        gross_amount=Money.of(gross),
        due_date=date(2026, 5, 15),
    )


def tick(firm: Firm, row_class: type[Row], heading: str, text: str = "x") -> None:
    """What she does in the tab: the same into every row."""
    data, schema = firm.book.read_bytes(), schema_of(row_class)
    raw = read_snapshot(data, "", [schema]).tabs[schema.tab]
    column = raw.first_column + raw.headers.index(heading)
    rows = [number for number, row in enumerate(raw.rows, raw.header_row + 1) if row[0]]
    firm.book.write_bytes(patch(data, [WriteCell(raw.sheet, row, column, text) for row in rows]))


def dun_all(firm: Firm, as_of: str = AS_OF) -> int:
    """Proposes, ticks everybody, writes; how many letters that were."""
    assert firm.run("propose-dunning", "--apply", as_of=as_of).code in (0, 1)
    tick(firm, DunningProposal, "Mahnen")
    written = firm.run("dun", "--apply", "--json", as_of=as_of)
    assert written.code in (0, 1), written.text
    letters = written.json["summary"]["letters"]
    assert isinstance(letters, int)
    return letters


def agrees(firm: Firm) -> None:
    """Journal, workbook and documents say the same."""
    checked = firm.run("check")
    assert checked.code == 0, checked.text
