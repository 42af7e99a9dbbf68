"""The demo firm: the right size, the right numbers, the same everywhere, and wrong only where it is meant to be."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TypeVar

import pytest
import stdnum.eu.vat
from schwifty import IBAN
from stdnum.ch import vat as swiss_vat

from pyxl.app.actions import BY_ID
from pyxl.core.cell_rules import NOT_A_NUMBER
from pyxl.core.cells import RawValue
from pyxl.core.findings import RULES, Finding
from pyxl.core.labels import LANGUAGES, Language
from pyxl.core.money import Money
from pyxl.core.schema import LabelledEnum, Row, schema_of
from pyxl.core.tables import RawTable, Table, read_table
from pyxl.demo.bank import demo_statement
from pyxl.demo.book import demo_tables
from pyxl.demo.firm import FIRST_NEW_NUMBER, demo_settings
from pyxl.demo.masterdata import demo_customers, demo_items
from pyxl.demo.month import STEPS
from pyxl.demo.october import LAST_ORDERS
from pyxl.demo.orders import DEMO_ERRORS, DEMO_REMARKS, demo_orders, raw_overrides
from pyxl.demo.receivables import demo_open_items
from pyxl.demo.stage import FIRST_DAY, INVOICE_DATE, DemoStep
from pyxl.ledger.books import Books
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.customers import Customer, TaxTreatment, treatment_of
from pyxl.masterdata.items import Item, TaxCode
from pyxl.orders.rows import OrderLine
from pyxl.orders.validating import validate_orders
from pyxl.reference_data.codes import is_iban
from pyxl.settings import BookLanguage, Settings

from .demo_invoices import new_invoices

R = TypeVar("R", bound=Row)
POSTCODE = {"DE": r"\d{5}", "AT": r"\d{4}", "CH": r"\d{4}", "FR": r"\d{5}", "NL": r"\d{4} [A-Z]{2}"}


def as_table(
    row_class: type[R],
    rows: Sequence[R],
    language: Language,
    overrides: Mapping[tuple[str, str], RawValue] | None = None,
) -> Table[R]:
    """The rows written into cells of that language, with the overrides put in by (key, column), and read again."""
    schema = schema_of(row_class)
    columns = [column for column in schema.columns if column.formula is None]
    cells = [
        [
            (overrides or {}).get(
                (str(getattr(row, schema.key)), column.name), cell_of(getattr(row, column.name), language)
            )
            for column in columns
        ]
        for row in rows
    ]
    headers = tuple(column.label.text(language) for column in columns)
    return read_table(row_class, RawTable(schema.tab, schema.label.text(language), 1, 1, headers, cells), language)


def cell_of(value: object, language: Language) -> RawValue:
    if isinstance(value, LabelledEnum):
        return value.label.text(language)
    if isinstance(value, Money):
        return value.amount
    assert value is None or isinstance(value, str | int | bool | date | Decimal)
    return value


def order_table(language: Language = "de") -> Table[OrderLine]:
    overrides = {(key, column): value for _, key, column, value in raw_overrides()}
    return as_table(OrderLine, [order.row for order in demo_orders()], language, overrides)


def test_the_english_demo_has_english_words_of_the_firm_and_the_same_figures() -> None:
    """Its own words are English; names, what customers read and wrote, and every figure are the same."""
    german, english = demo_tables(), demo_tables("en")
    words: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for tab, rows in german.items():
        for row, other in zip(rows, english[tab], strict=True):
            for column in schema_of(type(row)).columns:
                ours, theirs = getattr(row, column.name), getattr(other, column.name)
                if ours != theirs:
                    words[f"{tab}.{column.name}"].add((ours, theirs))
    assert set(words) == {
        "Customers.price_group", "Customers.note", "Items.item_group", "Items.note", "Prices.price_group",
        "Movements.reason", "RecurringCosts.name", "Accounts.item_group", "Accounts.name",
    }  # fmt: skip
    assert ("Tische", "Tables") in words["Items.item_group"]
    assert ("Löhne und Gehälter", "Wages and salaries") in words["RecurringCosts.name"]
    assert {theirs for _, theirs in words["Customers.price_group"]} == {
        theirs for _, theirs in words["Prices.price_group"]
    }
    typed = {each.value for each in raw_overrides("en")}
    assert typed >= {"twelve", "end of week 38", "1.234", "09/10/2026"}
    assert typed.isdisjoint({"zwölf", "Ende KW 38"})


def test_the_demo_has_the_size_it_promises() -> None:
    assert len(demo_customers()) == 60
    assert len(demo_items()) == 80
    assert len(demo_orders()) == 300
    assert len(DEMO_ERRORS) == 25
    assert len(demo_open_items()) == 90


@pytest.mark.parametrize(
    "keys",
    [
        [customer.customer_number for customer in demo_customers()],
        [customer.name for customer in demo_customers()],
        [item.item_number for item in demo_items()],
        [item.description for item in demo_items()],
        [order.row.line_id for order in demo_orders()],
        [item.invoice_number for item in demo_open_items()],
    ],
    ids=["customers", "names", "items", "descriptions", "lines", "receivables"],
)
def test_keys_are_unique(keys: list[str]) -> None:
    assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_every_iban_is_right_and_nobodys() -> None:
    ibans = [customer.iban for customer in demo_customers() if customer.iban]
    ibans += [line.counterparty_iban for line in demo_statement(new_invoices()).lines if line.counterparty_iban]
    for iban in (demo_settings().iban, *ibans):
        assert IBAN(iban).is_valid
        assert is_iban(iban)
        # No German bank code begins with 9.
        assert not iban.startswith("DE") or iban[4] == "9"
    on_file = [customer.iban for customer in demo_customers() if customer.iban]
    assert len(set(on_file)) == len(on_file) < len(demo_customers())


@pytest.mark.parametrize("customer", [each for each in demo_customers() if each.vat_id], ids=lambda each: each.vat_id)
def test_vat_ids_have_right_check_digits(customer: Customer) -> None:
    check = swiss_vat if customer.country == "CH" else stdnum.eu.vat
    assert check.is_valid(customer.vat_id)


def test_the_firm_has_all_that_an_invoice_and_a_letterhead_need() -> None:
    settings = demo_settings()
    assert stdnum.eu.vat.is_valid(settings.vat_id)
    empty = [column.name for column in schema_of(Settings).columns if getattr(settings, column.name) in (None, "")]
    unchanged = ["stopping_warnings", "silent_warnings"]
    assert empty == ["logo", "second_approval_limit", "shipping_item", *unchanged, "locked_until"]
    assert f"{{{FIRST_NEW_NUMBER:05d}}}" in settings.invoice_number_pattern


@pytest.mark.parametrize("customer", demo_customers(), ids=lambda each: each.customer_number)
def test_customers_can_be_invoiced(customer: Customer) -> None:
    assert re.fullmatch(POSTCODE[customer.country], customer.postcode)
    assert customer.street
    assert customer.city
    assert re.fullmatch(r"rechnung@[a-z0-9-]+\.example", customer.email)
    abroad = {"DE": None, "CH": TaxTreatment.EXPORT}.get(customer.country, TaxTreatment.INTRA_COMMUNITY)
    assert abroad is None or customer.tax_treatment is abroad
    assert customer.vat_id or treatment_of(customer) in (TaxTreatment.DOMESTIC, TaxTreatment.EXPORT)


def test_customers_and_items_show_every_case() -> None:
    assert {customer.country for customer in demo_customers()} == {"DE", "AT", "FR", "NL", "CH"}
    assert {treatment_of(customer) for customer in demo_customers()} == set(TaxTreatment)
    assert sum(customer.blocked for customer in demo_customers()) == 3
    assert max(len(customer.name) for customer in demo_customers()) > 70
    assert {item.tax_code for item in demo_items()} == {TaxCode.STANDARD, TaxCode.REDUCED}
    assert {"Stk", "kg", "m", "Paar", "Std", "Karton"} <= {item.unit for item in demo_items()}
    assert all(item.description_en and item.price for item in demo_items())


@pytest.mark.parametrize("language", LANGUAGES)
def test_tabs_read_back_as_they_were_written(language: Language) -> None:
    for row_class, rows in (
        (Customer, demo_customers()),
        (Item, demo_items()),
        (OpenItem, demo_open_items()),
        (OrderLine, [order.row for order in demo_orders() if order.row.line_id not in DEMO_ERRORS]),
    ):
        table: Table[Row] = as_table(row_class, rows, language)
        assert table.findings == ()
        assert table.rows == tuple(rows)


def test_the_english_book_differs_by_its_language_and_words_only() -> None:
    german, english = demo_settings("de"), demo_settings("en")
    assert (german.language, english.language) == (BookLanguage.DE, BookLanguage.EN)
    differing = {
        column.name
        for column in schema_of(Settings).columns
        if getattr(german, column.name) != getattr(english, column.name)
    }
    assert differing == {"language", "stock_location"}


def test_the_mistakes_are_spread_over_the_month() -> None:
    """One bad line never takes its neighbours along: no order carries two, and most of them have good lines too."""
    order_of = {order.row.line_id: order.row.order_number for order in demo_orders()}
    orders = [order_of[key] for key in DEMO_ERRORS]
    assert len(set(orders)) == 25
    sizes = Counter(order_of.values())
    assert sum(sizes[order] > 1 for order in orders) >= 12


def test_bad_cells_belong_to_named_lines_only() -> None:
    named = DEMO_ERRORS.keys() | DEMO_REMARKS.keys()
    assert not DEMO_ERRORS.keys() & DEMO_REMARKS.keys()
    assert {key for _, key, _, _ in raw_overrides()} <= named
    known = {rule.name for rule in RULES.values()}
    assert NOT_A_NUMBER.name in known
    assert set(DEMO_ERRORS.values()) | set(DEMO_REMARKS.values()) <= known
    assert len(set(DEMO_ERRORS.values())) == 25


@cache
def checked(language: Language) -> tuple[Finding, ...]:
    """What checking the orders finds, in all four tabs."""
    return validate_orders(
        order_table(language),
        as_table(Customer, demo_customers(), language),
        as_table(Item, demo_items(), language),
        demo_settings(language),
        Books(),
        INVOICE_DATE,
    ).findings


@pytest.mark.parametrize("language", LANGUAGES)
def test_exactly_the_25_lines_have_errors_of_the_intended_rule(language: Language) -> None:
    errors = defaultdict(set)
    for finding in checked(language):
        if finding.is_error:
            errors[finding.cell.tab, finding.cell.key].add(finding.rule.name)
    assert dict(errors) == {("Orders", key): {rule} for key, rule in DEMO_ERRORS.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_remarks_are_warnings_and_nothing_else_is_remarked(language: Language) -> None:
    warned = defaultdict(set)
    for finding in checked(language):
        if not finding.is_error and finding.cell.key not in DEMO_ERRORS:
            warned[finding.cell.tab, finding.cell.key].add(finding.rule.name)
    assert dict(warned) == {("Orders", key): {rule} for key, rule in DEMO_REMARKS.items()}


def test_good_lines_are_of_september_and_some_are_delivered_later() -> None:
    good = [order.row for order in demo_orders() if order.row.line_id not in DEMO_ERRORS]
    assert all(row.order_date and FIRST_DAY <= row.order_date <= INVOICE_DATE for row in good)
    assert all(row.order_date and row.delivery_date and row.order_date <= row.delivery_date for row in good)
    late = [row for row in good if row.delivery_date and row.delivery_date > INVOICE_DATE]
    assert 5 <= len(late) <= 20


def test_receivables_are_numbered_by_date_below_the_new_numbers() -> None:
    items = demo_open_items()
    assert items[0].invoice_number == "RE-2026-00231"
    assert [item.invoice_number for item in items] == sorted(item.invoice_number for item in items)
    assert [item.invoice_date for item in items] == sorted(item.invoice_date for item in items)
    assert items[-1].invoice_number < f"RE-2026-{FIRST_NEW_NUMBER:05d}"
    assert {item.invoice_date.month for item in items} == {6, 7, 8, 9}
    assert sum(item.due_date < INVOICE_DATE for item in items) > 30


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.action_id)
def test_steps_name_actions_and_bring_the_files_these_take(step: DemoStep) -> None:
    assert BY_ID[step.action_id].takes_files is bool(step.files)


def test_another_process_makes_the_same_firm() -> None:
    """A different hash seed and a fresh start change nothing: the demo workbook is committed."""
    program = (
        "import hashlib; from pyxl.demo.bank import demo_statement; from pyxl.demo.orders import demo_orders;"
        "from pyxl.demo.receivables import demo_open_items; from pyxl.demo.october import LAST_ORDERS;"
        "print(hashlib.sha256(repr((demo_orders(), LAST_ORDERS, demo_open_items(), demo_statement(()))).encode())"
        ".hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    here = repr((demo_orders(), LAST_ORDERS, demo_open_items(), demo_statement(())))
    assert other.stdout.strip() == hashlib.sha256(here.encode()).hexdigest()
