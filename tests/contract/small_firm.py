"""A firm that runs in a tenth of a second: four customers, three items, six order lines, two receivables."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from click.testing import CliRunner

from pyxl.core.labels import Language
from pyxl.core.money import Money, total
from pyxl.core.schema import Row
from pyxl.demo.accounts import german_iban
from pyxl.demo.firm import FIRM_IBAN, demo_settings
from pyxl.formats.statements.camt053_writer import write_camt053
from pyxl.formats.statements.statement import Statement, StatementLine
from pyxl.hosts.commands import main
from pyxl.hosts.new_book import build_book
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.rows import OrderLine

DAY = date(2026, 9, 30)
BANK_DAY = date(2026, 10, 8)
AS_OF = DAY.isoformat()
NAMES = ("Bäckerei Öhlmann & Söhne GmbH", "Kerzenstube Nord", "Möbelhaus Fünfkirchen KG", "Anna Beispiel")


def customers() -> list[Customer]:
    """Four customers, 10001 to 10004."""
    return [
        Customer(
            customer_number=f"1000{number}",
            name=name,
            street=f"Marktgasse {number}",
            postcode="01067",
            city="Dresden",
            iban=german_iban(10_000 + number),
        )
        for number, name in enumerate(NAMES, 1)
    ]


def items() -> list[Item]:
    """Three items, one of them with a leading zero."""
    facts = (("0815", "Kerze", "2.50"), ("A-1", "Tisch", "129.00"), ("A-2", "Stuhl", "49.90"))
    return [
        Item(item_number=number, description=name, unit="Stk", price=Decimal(price)) for number, name, price in facts
    ]


def order(number: int, item: str = "0815", quantity: int = 10, **given: Any) -> OrderLine:
    """Order line L-000n of order A-n; what is given replaces the usual."""
    usual = OrderLine(
        line_id=f"L-{number:04d}",
        order_number=f"A-{number}",
        order_date=date(2026, 9, 1),
        customer_number="10001",
        item_number=item,
        quantity=Decimal(quantity),
        delivery_date=date(2026, 9, 10),
    )
    return replace(usual, **given)


def orders() -> list[OrderLine]:
    """Six lines: four to be billed, one of an unknown customer, one delivered later."""
    return [
        order(1),
        order(1, "A-1", 1, line_id="L-0101", note="bitte früh"),
        order(2, "A-2", 4, customer_number="10002"),
        order(3, "A-1", 2, customer_number="10003", discount_percent=Decimal(5)),
        order(4, customer_number="99999"),
        order(5, customer_number="10004", delivery_date=date(2026, 10, 10)),
    ]


def receivables() -> list[OpenItem]:
    """Two opening items."""
    return [
        OpenItem(
            invoice_number=f"RE-2026-0000{number}",
            invoice_date=date(2026, 8, 1),
            customer_number=f"1000{number}",
            gross_amount=Money.of("119.00"),
            due_date=date(2026, 8, 15),
        )
        for number in (1, 2)
    ]


def tables() -> dict[str, Sequence[Row]]:
    """The rows of the small firm by tab."""
    return {"Customers": customers(), "Items": items(), "Orders": orders(), "Receivables": receivables()}


@cache
def small_book(language: Language = "de") -> bytes:
    """The firm's workbook in that language."""
    return book_of(tables(), language)


@cache
def screen_book() -> bytes:
    """The German workbook for the screen: LibreOffice takes half of its time to open one for the rows that are
    repeated on every printed page, and here nobody prints."""
    with ZipFile(BytesIO(small_book("de"))) as source, ZipFile(made := BytesIO(), "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/workbook.xml":
                data = re.sub(rb"<definedName name=.{1,2}xlnm\.Print_Titles.*?</definedName>", b"", data)
            target.writestr(name, data)
    return made.getvalue()


def book_of(rows: Mapping[str, Sequence[Row]], language: Language = "de") -> bytes:
    """A workbook of the firm with other rows."""
    return _book_of(tuple((tab, tuple(rows[tab])) for tab in rows), language)


@cache
def _book_of(rows: tuple[tuple[str, tuple[Row, ...]], ...], language: Language) -> bytes:
    return build_book(language, dict(rows), demo_settings(language))


def lines_for(*texts: str, name: str = NAMES[0], amount: str = "119.00") -> list[StatementLine]:
    """Incoming payments with these remittance texts."""
    return [
        StatementLine(
            booking_date=BANK_DAY,
            value_date=BANK_DAY,
            amount=Money.of(amount),
            counterparty_name=name,
            counterparty_iban=german_iban(10_001),
            remittance_information=text,
            bank_reference=f"REF{number:08d}",
        )
        for number, text in enumerate(texts, 1)
    ]


def statement(lines: Sequence[StatementLine]) -> Statement:
    """A statement of October that adds up."""
    opening = Money.of("1000.00")
    return Statement(
        account=FIRM_IBAN,
        currency="EUR",
        lines=tuple(lines),
        statement_number="10",
        from_date=date(2026, 10, 1),
        to_date=date(2026, 10, 31),
        opening_balance=opening,
        opening_date=date(2026, 10, 1),
        closing_balance=opening + total([line.amount for line in lines]),
        closing_date=date(2026, 10, 31),
    )


def bank_file(lines: Sequence[StatementLine]) -> bytes:
    """The statement as camt.053."""
    return write_camt053(statement(lines))


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file below the folder with the hash of its bytes, and every folder."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        for path in sorted(folder.rglob("*"))
    }


@dataclass(frozen=True)
class Ran:
    """What a command said and with which code it left."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one object that `--json` printed."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found

    @property
    def text(self) -> str:
        """All that was said, for the message of a failing test."""
        return f"exit {self.code}\n{self.out}\n{self.err}"


def pyxl(*arguments: object) -> Ran:
    """Runs the command line in this process. A traceback that would reach the user is raised here."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)
    return Ran(result.exit_code, result.stdout, result.stderr)


@dataclass(frozen=True)
class Firm:
    """A folder with the firm's workbook `book.xlsx` and the bank's export `bank.xml`."""

    folder: Path

    @property
    def book(self) -> Path:
        """The workbook."""
        return self.folder / "book.xlsx"

    @property
    def bank(self) -> Path:
        """The bank's export."""
        return self.folder / "bank.xml"

    def run(self, action: str, *arguments: object, as_of: str = AS_OF) -> Ran:
        """Runs an action on the workbook as of 30 September 2026."""
        day = () if action == "check" else ("--as-of", as_of)
        return pyxl(action, self.book, *arguments, *day)

    def month(self) -> list[Ran]:
        """Checks, bills, reads the bank and reconciles, all written."""
        steps = (
            self.run("validate-orders", "--apply"),
            self.run("create-invoices", "--apply"),
            self.run("import-bank", self.bank, "--apply", as_of="2026-10-31"),
            self.run("reconcile", "--apply", as_of="2026-10-31"),
        )
        assert all(step.code in (0, 1) for step in steps), [step.text for step in steps]
        return list(steps)

    def state(self) -> dict[str, str]:
        """Every file of the firm's folder with its hash."""
        return fingerprint(self.folder)
