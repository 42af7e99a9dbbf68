"""A very small firm: six orders, two older invoices, a bank statement, and what the clerk put into the book herself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from pyxl.core.changes import ChangeList
from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.schema import TABLES, Row, schema_of
from pyxl.core.table_file import FileCell
from pyxl.core.tables import read_table
from pyxl.dunning.rows import DunningProposal
from pyxl.formats.statements.camt053_writer import write_camt053
from pyxl.formats.statements.statement import Statement, StatementLine
from pyxl.hosts.files import ClosedBook
from pyxl.hosts.new_book import build_book
from pyxl.hosts.new_book.order_form import build_order_form
from pyxl.hosts.xlsx import (
    Value,
    Writable,
    WriteCached,
    WriteCell,
    open_book,
    patch,
    read_grid,
)
from pyxl.intake.copies import empty_form
from pyxl.ledger.goods.rows import MovementKind, MovementRow
from pyxl.ledger.payables.rows import Bill, PaymentRow
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item, StockKeeping, TaxCode
from pyxl.masterdata.suppliers import Supplier
from pyxl.orders.rows import OrderLine
from pyxl.purchasing.rows import PurchaseProposal
from pyxl.settings import Settings

INVOICED_ON, BANK_DAY = date(2026, 9, 30), date(2026, 10, 31)
FIRM_IBAN = "DE89370400440532013000"
SUPPLIER_IBAN = "DE02120300000000202051"
OWN_SHEET, NOTE = "Mine", "Anna: delivery by our own van"
OWN_COLUMN, FIRST_ROW, OWN_ROWS = 40, 2, 8
"""Right of the table of orders, where the clerk keeps her own remarks."""
ORDERS = 6


def small_book(ticked: Sequence[DunningProposal] = ()) -> bytes:
    """The workbook before anything was done: English, with a column, a note, a sheet and a chart of her own."""
    tables: dict[str, Sequence[Row]] = {
        "Customers": _customers(),
        "Items": _items(),
        "Orders": _orders(),
        "Movements": _opening_stock(),
        "Suppliers": _suppliers(),
        "PurchaseProposals": _ticked(),
        "Bills": _bills(),
        "Receivables": _older_invoices(),
        "Dunning": ticked,
    }
    made = build_book("en", tables, _settings())
    return patch(_with_own_things(made), _own_remarks())


def ticked_letters() -> tuple[DunningProposal, ...]:
    """The proposal to remind of the two older invoices, ticked."""
    return tuple(
        DunningProposal(
            proposal_id=f"M-{row.customer_number}",
            accept=True,
            customer_number=row.customer_number,
            customer_name=row.customer_name,
            level=1,
            invoice_numbers=row.invoice_number,
            amount_overdue=row.gross_amount,
            proposed_on=BANK_DAY,
        )
        for row in _older_invoices()
    )


def tick_payments(book: Path) -> None:
    """She ticks every bill of the proposal."""
    desk, changes, schema = ClosedBook(book), ChangeList(), schema_of(PaymentRow)
    snapshot = desk.read([schema])
    for row in read_table(PaymentRow, snapshot.tabs[schema.tab], snapshot.language):
        changes.set(schema.tab, row.bill_id, "pay", row.pay, True, Label("ticked", "angekreuzt"))
    desk.write(changes.done(), snapshot.language, snapshot.anchor)


def _bills() -> tuple[Bill, ...]:
    """Two bills that she typed, and a credit note."""
    return tuple(
        Bill(
            bill_id=f"E-222222{place}",
            supplier_number="S1",
            bill_number=f"RG-200{place}",
            iban=SUPPLIER_IBAN,
            bill_date=INVOICED_ON - timedelta(days=30),
            due_date=INVOICED_ON,
            gross_amount=Money.of(amount),
        )
        for place, amount in enumerate(("119.00", "59.50", "-11.90"), 2)
    )


def bank_file() -> bytes:
    """The bank's export: five of the six new invoices are paid, one of them short, one together with an older one."""
    paid = [
        ("RE-2026-00001", "119.00", "Kunde Eins GmbH", ""),
        ("RE-2026-00002 und RE-2026-00003", "595.00", "Kunde Zwei KG", "DE75512108001245126199"),
        ("RE-2026-00004 abzgl. Skonto", "466.48", "Kunde Eins GmbH", ""),
        ("RE-2026-00005 RE-2025-00990", "714.00", "Kunde Drei e.K.", "DE02120300000000202051"),
        ("Danke", "33.33", "Unbekannt", "DE02500105170137075030"),
        ("Kontoführung", "-9.90", "Bank", ""),
    ]
    lines = tuple(
        StatementLine(
            BANK_DAY - timedelta(days=20 - place),
            BANK_DAY - timedelta(days=20 - place),
            Money.of(amount),
            counterparty_name=name,
            counterparty_iban=iban,
            remittance_information=text,
            bank_reference=f"REF{place:05d}",
            transaction_code="166" if not amount.startswith("-") else "808",
        )
        for place, (text, amount, name, iban) in enumerate(paid)
    )
    opening = Money.of("1000.00")
    closing = sum((line.amount for line in lines), start=opening)
    first = date(BANK_DAY.year, BANK_DAY.month, 1)
    statement = Statement(
        FIRM_IBAN, "EUR", lines, "10", first, BANK_DAY, opening, first, closing_balance=closing, closing_date=BANK_DAY
    )
    return write_camt053(statement)


def paid_by_hand() -> bytes:
    """A later export: she paid the first bill herself, at the bank's counter."""
    line = StatementLine(
        BANK_DAY,
        BANK_DAY,
        Money.of("-119.00"),
        counterparty_name="Lieferant S1",
        counterparty_iban=SUPPLIER_IBAN,
        remittance_information="Rechnung RG-2002",
        bank_reference="HAND1",
        transaction_code="116",
    )
    opening = Money.of("500.00")
    statement = Statement(
        FIRM_IBAN,
        "EUR",
        (line,),
        "11",
        BANK_DAY,
        BANK_DAY,
        opening,
        BANK_DAY,
        closing_balance=opening + line.amount,
        closing_date=BANK_DAY,
    )
    return write_camt053(statement)


def order_form(number: str, quantity: FileCell) -> bytes:
    """A form of the first customer with two items; with a quantity in words it is a wrong one."""
    head: dict[str, FileCell] = {
        "customer_number": "K1",
        "order_number": number,
        "order_date": INVOICED_ON,
        "delivery_postcode": "20095",
        "delivery_city": "Hamburg",
    }
    lines: tuple[dict[str, FileCell], ...] = (
        {"item_number": "A1", "quantity": 1},
        {"item_number": "A2", "quantity": quantity},
    )
    return build_order_form(replace(empty_form(_items(), _settings(), "en"), head=head, lines=lines))


def own_remark(place: int) -> str:
    """What she wrote beside an order line."""
    return f"remark {place}"


def _customers() -> tuple[Customer, ...]:
    return tuple(
        Customer(customer_number=f"K{place}", name=name, street="Weg 1", postcode="34117", city="Kassel", country="DE")
        for place, name in enumerate(("Kunde Eins GmbH", "Kunde Zwei KG", "Kunde Drei e.K."), 1)
    )


def _items() -> tuple[Item, ...]:
    return (
        _item("A1", "Table", 100),
        _item("A2", "Lamp", 50),
    )


def _item(number: str, description: str, price: int) -> Item:
    return Item(
        item_number=number,
        description=description,
        unit="Stk",
        price=Decimal(price),
        tax_code=TaxCode.STANDARD,
        stock_keeping=StockKeeping.STOCKED,
        location=f"{number}-1",
    )


def _opening_stock() -> tuple[MovementRow, ...]:
    """Of the lamps there are too few: the last order gets four of its seven."""
    return tuple(
        MovementRow(
            movement_id=f"M-{item}",
            day=date(2026, 9, 1),
            kind=MovementKind.GOODS_IN,
            item_number=item,
            quantity=Decimal(quantity),
        )
        for item, quantity in (("A1", 20), ("A2", 6))
    )


def _orders() -> tuple[OrderLine, ...]:
    """Six good orders, one of two lines, and one line nobody can bill."""
    lines = [
        ("L-2222221", "O-1", "K1", "A1", 1),
        ("L-2222222", "O-2", "K2", "A1", 2),
        ("L-2222223", "O-3", "K2", "A1", 2),
        ("L-2222224", "O-3", "K2", "A2", 2),
        ("L-2222225", "O-4", "K1", "A1", 4),
        ("L-2222226", "O-5", "K3", "A1", 5),
        ("L-2222227", "O-6", "K3", "A2", 7),
        ("L-2222228", "O-7", "K9", "A1", 1),
    ]
    day = date(2026, 9, 10)
    return tuple(
        OrderLine(
            line_id=line_id,
            order_number=order,
            order_date=day,
            customer_number=customer,
            item_number=item,
            quantity=Decimal(quantity),
            unit="Stk",
            unit_price=Decimal(100 if item == "A1" else 50),
            delivery_date=day + timedelta(days=5),
        )
        for line_id, order, customer, item, quantity in lines
    )


def _suppliers() -> tuple[Supplier, ...]:
    return tuple(
        Supplier(
            supplier_number=number,
            name=f"Lieferant {number}",
            street="Weg 1",
            postcode="34117",
            city="Kassel",
            iban=SUPPLIER_IBAN,
        )
        for number in ("S1", "S2")
    )


def _ticked() -> tuple[PurchaseProposal, ...]:
    """What she wants to be ordered, from two suppliers."""
    return tuple(
        PurchaseProposal(item_number=item, order=True, supplier_number=supplier, quantity=Decimal(5))
        for item, supplier in (("A1", "S1"), ("A2", "S2"))
    )


def _older_invoices() -> tuple[OpenItem, ...]:
    return tuple(
        OpenItem(
            invoice_number=number,
            invoice_date=date(2025, 12, 1),
            customer_number=customer,
            customer_name=name,
            gross_amount=Money.of(gross),
            due_date=date(2025, 12, 15),
        )
        for number, customer, name, gross in (
            ("RE-2025-00990", "K3", "Kunde Drei e.K.", "119.00"),
            ("RE-2025-00991", "K2", "Kunde Zwei KG", "59.50"),
        )
    )


def _settings() -> Settings:
    return Settings(
        company_name="Muster GmbH",
        street="Hauptstraße 1",
        postcode="34117",
        city="Kassel",
        country="DE",
        vat_id="DE136695976",
        iban=FIRM_IBAN,
        cash_discount_percent=Decimal(2),
        cash_discount_days=30,
        payment_days=30,
        dunning_bank_days=0,
    )


def _with_own_things(made: bytes) -> bytes:
    """A note, a sheet and a chart. openpyxl drops the results of formulas when it saves: they are put back."""
    book = load_workbook(BytesIO(made))
    note = Comment(NOTE, "Anna")
    book[TABLES["Orders"].label.en]["D3"].comment = note
    own = book.create_sheet(OWN_SHEET)
    for row in (("Month", "Sum"), ("July", 3), ("August", 5)):
        own.append(row)
    chart = BarChart()
    chart.add_data(Reference(own, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    own.add_chart(chart, "D2")
    saved = BytesIO()
    book.save(saved)
    return patch(saved.getvalue(), _lost_results(made, saved.getvalue()))


def _lost_results(before: bytes, after: bytes) -> list[WriteCached]:
    formulas = load_workbook(BytesIO(after))
    old = open_book(before)
    found = []
    for sheet in old.sheets:
        grid = read_grid(old, sheet.name)
        for number, row in enumerate(formulas[sheet.name].iter_rows(), 1):
            values = grid.row(number)
            for column, cell in enumerate(row, 1):
                if cell.data_type == "f":
                    value = values[column - 1] if column <= len(values) else ""
                    found.append(WriteCached(sheet.name, number, column, _stored(value)))
    return found


def _stored(value: Value) -> Writable:
    if isinstance(value, float):
        return Decimal(repr(value))
    return value if isinstance(value, bool | int | str) else ""


def _own_remarks() -> list[WriteCell]:
    sheet = TABLES["Orders"].label.en
    return [WriteCell(sheet, FIRST_ROW + place, OWN_COLUMN, own_remark(place)) for place in range(OWN_ROWS)]


def book_without_ids(book: bytes) -> bytes:
    """The same book before pyxl gave the order lines their ids."""
    sheet = TABLES["Orders"].label.en
    return patch(book, [WriteCell(sheet, FIRST_ROW + place, 1, None) for place in range(OWN_ROWS)])
