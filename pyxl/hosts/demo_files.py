"""The demo firm as files: the workbook and the bank's two exports of the month. Same bytes every time.

python -m pyxl.hosts.demo_files    writes them into the checkout's `workbook/` folder (`make workbook`)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from pyxl.app.actions import BY_ID
from pyxl.app.inputs import read_settings, read_tab
from pyxl.app.registry import call
from pyxl.core.cells import CellError, NoValue, RawValue
from pyxl.core.labels import Language
from pyxl.core.schema import schema_of
from pyxl.core.tables import map_columns
from pyxl.demo.bank import demo_statement
from pyxl.demo.bills import bank_answer, bill_files
from pyxl.demo.book import demo_tables
from pyxl.demo.complaints import FORM_CASE, filled_case_form, mails
from pyxl.demo.firm import demo_settings
from pyxl.demo.incoming import filled_form, shop_export
from pyxl.demo.orders import raw_overrides
from pyxl.demo.payments import IssuedFacts
from pyxl.demo.stage import ANSWER_FILE, CAMT_FILE, FORM_FILE, INVOICE_DATE, MT940_FILE, SHOP_FILE
from pyxl.hosts.files import read_snapshot
from pyxl.hosts.new_book import build_book
from pyxl.hosts.new_book.case_form import build_case_form
from pyxl.hosts.new_book.order_form import build_order_form
from pyxl.hosts.xlsx import WriteCell, address, open_book, patch
from pyxl.hosts.xlsx.zip_writer import rewrite
from pyxl.invoicing.posting import InvoicePosting, item_facts
from pyxl.journal.series import NumberSeries
from pyxl.ledger.books import Books
from pyxl.ledger.cases.rows import Wish
from pyxl.orders.rows import OrderLine
from pyxl.settings import Settings

BOOK_FILE = "backoffice.xlsx"


def demo_files(language: Language) -> dict[str, bytes]:
    """Every file of the demo by its path: the workbook in that language, orders and bills as they came, the bank's."""
    from pyxl.formats.statements.camt053_writer import write_camt053
    from pyxl.formats.statements.mt940_writer import write_mt940

    book = demo_book(language)
    statement = demo_statement(invoices_to_come(book))
    return {
        BOOK_FILE: book,
        FORM_FILE: build_order_form(filled_form(language)),
        SHOP_FILE: shop_export().encode(),
        **bill_files(),
        **case_files(language),
        ANSWER_FILE: bank_answer(),
        CAMT_FILE: write_camt053(statement),
        MT940_FILE: write_mt940(statement),
    }


def case_files(language: Language) -> dict[str, bytes]:
    """Complaints as they came: three mails and a form."""
    wish = {"wish": Wish.REPLACEMENT.label.text(language)}
    form = build_case_form(demo_settings(language).company_name, language, filled_case_form() | wish)
    return {**mails(), FORM_CASE: form}


def demo_book(language: Language) -> bytes:
    """The workbook of the demo firm, with the cells that no typed row can hold put in."""
    data = build_book(language, demo_tables(language), demo_settings(language))
    raw = read_snapshot(data, "", [schema_of(OrderLine)]).tabs["Orders"]
    positions = map_columns(schema_of(OrderLine), raw).positions
    rows = {row[positions["line_id"]]: number for number, row in enumerate(raw.rows, raw.header_row + 1)}
    spots = {
        (rows[each.key], raw.first_column + positions[each.column]): each.value for each in raw_overrides(language)
    }
    odd = {spot: value for spot, value in spots.items() if isinstance(value, CellError | NoValue)}
    typed = [
        WriteCell(raw.sheet, row, column, _writable(value))
        for (row, column), value in spots.items()
        if (row, column) not in odd
    ]
    return _with_odd_cells(patch(data, typed), raw.sheet, odd)


def _writable(value: RawValue) -> str | bool:
    assert isinstance(value, str | bool), "the demo puts text and truth values into cells"
    return value


def _with_odd_cells(data: bytes, sheet: str, odd: Mapping[tuple[int, int], RawValue]) -> bytes:
    """Formulas without a result and cells that show an error: no program writes them on purpose, so we do it here."""
    book = open_book(data)
    part = book.sheet(sheet).part
    xml = book.archive.read(part)
    for (row, column), value in odd.items():
        place = address(row, column).encode()
        cell = re.compile(rb'<c r="' + place + rb'"((?: s="\d+")?)[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
        if isinstance(value, CellError):
            content = (
                rb'<c r="'
                + place
                + rb'"\1 t="e"><f>VLOOKUP("?",$A:$B,2,FALSE)</f><v>'
                + value.text.encode()
                + rb"</v></c>"
            )
        else:
            content = rb'<c r="' + place + rb'"\1><f>6*2</f></c>'
        xml, count = cell.subn(content, xml)
        assert count == 1, place
    return rewrite(book.archive, {part: xml})


def invoices_to_come(book: bytes) -> tuple[IssuedFacts, ...]:
    """The invoices that `create-invoices` will issue at the end of the month: the bank's export pays them."""
    action = BY_ID["create-invoices"]
    snapshot = read_snapshot(book, "", [schema_of(each) for each in (*action.tabs, Settings)])
    tables = {row_class: read_tab(snapshot, row_class) for row_class in action.tabs}
    settings, _ = read_settings(snapshot)
    outcome = call(action, tables, INVOICE_DATE, settings=settings, books=Books())
    series = NumberSeries.of(settings.invoice_number_pattern, INVOICE_DATE.year)
    numbered = enumerate(outcome.postings, series.first)
    return tuple(_facts(posting, series.text(number)) for number, posting in numbered)


def _facts(posting: object, number: str) -> IssuedFacts:
    assert isinstance(posting, InvoicePosting)
    item = item_facts(posting.draft)
    return IssuedFacts(
        number,
        item.customer_number,
        item.customer_name,
        item.gross_amount,
        item.due_date,
        item.cash_discount_percent,
        item.cash_discount_until,
    )


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Lays the files into the folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    write_files(Path(__file__).resolve().parents[2] / "workbook", demo_files("de"))
