"""Laws of the order checks: whatever stands in the cells, they find and never fail, and say it in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pyxl.core.cells import NO_VALUE, CellError, RawValue
from pyxl.core.findings import Finding
from pyxl.core.labels import LANGUAGES, Language
from pyxl.core.schema import Row, schema_of
from pyxl.core.tables import RawTable, read_table
from pyxl.ledger.books import Books, IssuedInvoice
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.billable import split_billable
from pyxl.orders.rows import OrderLine
from pyxl.orders.validating import validate_orders
from pyxl.settings import Settings

FIRM = Settings(
    company_name="Muster GmbH",
    street="Ring 1",
    postcode="34117",
    city="Kassel",
    vat_id="DE136695976",
    iban="DE89370400440532013000",
)
BOOKS = Books(
    invoices={"R1": IssuedInvoice("R1", "k", "r", ("L1",), "p"), "R2": IssuedInvoice("R2", "k", "r", (), "p", True)},
    billed_lines={"L1": "R1"},
)
TODAY = date(2026, 10, 31)
# Words that mean something somewhere, so that the checks behind the first ones are reached, and anything else.
WORDS = st.sampled_from(
    [
        *("K1", "K2", "k1", "I1", "I2", "L1", "L2", "A1", "A2", "R1", "R2", "R9", "Stk", "kg", "EUR", "chf", "€"),
        *("DE", "AT", "GR", "ATU13585627", "DE89370400440532013000", "a@b.de", "x", "nein", ""),
        *("export", "Ausfuhr", "reverse charge", "innergemeinschaftlich", "voll", "zero", "exempt"),
        *("1.234,50", "1.234", "0,0000000001", "03/04/2026"),
    ]
)
NUMBERS = st.one_of(
    st.floats(),
    st.integers(-5, 200).map(float),
    st.sampled_from([0.0, 1e-300, 1e11, 999999999999.0, 1e12, 0.1 + 0.2, 46085.0]),
    st.decimals(allow_nan=True, allow_infinity=True),
)
CELLS: st.SearchStrategy[RawValue] = st.one_of(
    st.none(),
    WORDS,
    NUMBERS,
    st.booleans(),
    st.dates(date(1985, 1, 1), date(2105, 1, 1)),
    st.just(datetime(2026, 3, 4, 5, 6)),
    st.sampled_from([CellError("#N/A"), NO_VALUE]),
    st.text(max_size=12),
)


def tab(row_class: type[Row]) -> st.SearchStrategy[RawTable]:
    schema = schema_of(row_class)
    width = len(schema.columns)
    rows = st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=4)
    headers = tuple(column.name for column in schema.columns)
    return rows.map(lambda cells: RawTable(schema.tab, schema.tab, 1, 1, headers, keyed(schema.key, headers, cells)))


def keyed(key: str, headers: Sequence[str], rows: list[list[RawValue]]) -> list[list[RawValue]]:
    """The first two rows get a key that the others refer to, else hardly any line would find its customer."""
    letter = {"line_id": "L", "customer_number": "K", "item_number": "I"}[key]
    for number, row in enumerate(rows[:2], 1):
        row[headers.index(key)] = f"{letter}{number}"
    return rows


def said(findings: Sequence[Finding]) -> list[str]:
    return [text for each in findings for lang in LANGUAGES for text in (each.message(lang), each.hint(lang))]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(tab(OrderLine), tab(Customer), tab(Item), st.sampled_from(LANGUAGES))
def test_any_cells_are_judged_and_none_fails(
    lines: RawTable, buyers: RawTable, goods: RawTable, spoken: Language
) -> None:
    orders = read_table(OrderLine, lines, spoken)
    customers, items = read_table(Customer, buyers, spoken), read_table(Item, goods, spoken)
    outcome = validate_orders(orders, customers, items, FIRM, BOOKS, TODAY)
    assert all(said(outcome.findings))
    assert outcome.summary.text("de")
    ready, findings = split_billable(orders, customers, items, FIRM, BOOKS, TODAY)
    assert findings == outcome.findings
    bad = {finding.cell.row for finding in findings if finding.is_error and finding.cell.tab == "Orders"}
    for line in ready:
        assert line.line.sheet_row not in bad
        assert line.quantity > 0
        assert line.unit_price >= 0
        assert Decimal(0) <= line.discount_percent <= Decimal(100)
        assert line.net_amount.currency == line.currency
        assert not line.line.invoice_number
        assert line.supplied_on <= TODAY
