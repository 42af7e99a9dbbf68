"""Enter bills: what she typed into Bills from paper comes into the books, once it is complete and plausible."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from pyxl.banking.postings import BankPosting
from pyxl.core.findings import Finding, rows_with_errors
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.money import AMOUNT_LIMIT, EURO, Money, total
from pyxl.core.outcome import Outcome
from pyxl.core.schema import schema_of
from pyxl.core.tables import Table
from pyxl.core.text import clean
from pyxl.ledger.books import Books
from pyxl.ledger.goods.rows import IncomingLine
from pyxl.ledger.payables import events as bev
from pyxl.ledger.payables.rows import Bill, BillTax
from pyxl.ledger.payables.values import BILLS
from pyxl.masterdata.items import Item
from pyxl.masterdata.suppliers import Supplier
from pyxl.payables import bill_checks as checks
from pyxl.payables import bill_rules as rules
from pyxl.payables.bill_posting import bill_posting
from pyxl.payables.duplicates import duplicate_of
from pyxl.payables.incoming import cash_discount, compact
from pyxl.payables.matching import BillAsked, OrderMatch
from pyxl.payables.self_assessing import of_row
from pyxl.reference_data.codes import is_currency, is_iban
from pyxl.settings import Settings

RATE_LIMIT = 1000
"""No unit of a currency is worth as many euros."""
_SUMMARY = Text(
    "{bills} for {amount} entered; with errors left behind: {left}.",
    "{bills} über {amount} erfasst; mit Fehlern liegen geblieben: {left}.",
)
_BILL = Label("typed bill", "getippte Rechnung"), Label("typed bills", "getippte Rechnungen")
_FUTURE = Label("the bill is of a later day", "die Rechnung ist von einem späteren Tag")
_BEFORE = Label("it is before the bill's date", "das ist vor dem Rechnungsdatum")
_TOO_LARGE = Label(
    "no bill is that large, and none is over nothing", "so hoch ist keine Rechnung, und keine über nichts"
)
_VAT = Label("it is no part of the amount", "das ist kein Teil des Betrags")
_NO_CURRENCY = Label("that is no currency", "das ist keine Währung")
_NO_IBAN = Label("length or check digit is wrong", "Länge oder Prüfziffer ist falsch")
_NO_RATE = Label("no currency is worth that", "so viel ist keine Währung wert")
_INCOMPLETE = Label("percent and day belong together", "Prozent und Tag gehören zusammen")


def enter_bills(
    bills: Table[Bill],
    suppliers: Table[Supplier],
    incoming: Table[IncomingLine],
    items: Table[Item],
    settings: Settings,
    books: Books,
    as_of: date,
    user: str = "",
) -> Outcome:
    """Takes the bills that you typed into the books: checked, each once."""
    payables = books.payables
    rows = [row for row in bills if row.bill_id not in payables.bills]
    told = [found for row in rows for found in _check(row, bills, suppliers, as_of)]
    bad = rows_with_errors([*bills.findings, *told], BILLS)
    known = [bill.facts for bill in payables.bills.values()]
    postings: list[BankPosting] = []
    amounts: list[Money] = []
    match = OrderMatch(incoming, items, settings, books)
    for row in rows:
        if row.sheet_row in bad:
            continue
        supplier, cell = suppliers.get(row.supplier_number), bills.cell(row, "bill_number")
        facts = _facts(row, supplier)
        other = duplicate_of(facts, known)
        if other:
            amount, bill_id = facts.gross_amount, other.bill_id
            told.append(
                rules.DUPLICATE.at(cell, number=row.bill_number, amount=amount, bill=bill_id, known=other.bill_number)
            )
            continue
        told += [
            *checks.check_against_books(facts, known, cell),
            *checks.check_account(facts, supplier, cell),
            *checks.check_currency(facts, cell),
            *checks.check_nobody_owes(facts, cell),
        ]
        asked = BillAsked(facts, ())
        match.add(asked)
        told += match.check(asked, cell)
        postings.append(bill_posting(bev.BillReceived(facts, (), user), books, row))
        amounts.append(facts.gross_amount)
        known.append(facts)
    euros = total([each for each in amounts if each.currency == EURO])
    left = len(rows) - len(postings)
    counts: dict[str, int | str] = {"bills": len(postings), "amount_eur": str(euros.amount), "rows_with_errors": left}
    summary = _SUMMARY.bind(bills=Counted(len(postings), *_BILL), amount=euros, left=left)
    return Outcome(summary, (*bills.findings, *told), tuple(postings), counts=counts, checked_tabs=(BILLS,))


def _check(row: Bill, bills: Table[Bill], suppliers: Table[Supplier], as_of: date) -> Iterator[Finding]:
    """BIL013 and BIL014; an empty cell was told when the tab was read."""
    if row.supplier_number and suppliers.get(row.supplier_number) is None:
        yield rules.SUPPLIER_MISSING.at(bills.cell(row, "supplier_number"), found=row.supplier_number)
    if row.tax not in (None, BillTax.ON_BILL) and row.vat_amount:
        yield rules.VAT_SHOWN_AND_OWED.at(bills.cell(row, "vat_amount"), found=row.vat_amount, tax=row.tax.label)
    for name, found, why in _implausible(row, as_of):
        label = schema_of(Bill).column(name).label
        yield rules.IMPLAUSIBLE.at(bills.cell(row, name), label=label, found=found, why=why)


def _implausible(row: Bill, as_of: date) -> Iterator[tuple[str, object, Label]]:
    gross, vat, day = row.gross_amount, row.vat_amount, row.bill_date
    if gross is not None and not 0 < abs(gross.amount) < AMOUNT_LIMIT:
        yield "gross_amount", gross, _TOO_LARGE
    if gross and vat and not 0 <= vat.amount / gross.amount <= Decimal("0.5"):
        yield "vat_amount", vat, _VAT
    if row.currency and not is_currency(row.currency):
        yield "currency", row.currency, _NO_CURRENCY
    if day and day > as_of:
        yield "bill_date", day, _FUTURE
    if day and row.due_date and row.due_date < day:
        yield "due_date", row.due_date, _BEFORE
    if row.exchange_rate is not None and not 0 < row.exchange_rate < RATE_LIMIT:
        yield "exchange_rate", row.exchange_rate, _NO_RATE
    percent, until = row.cash_discount_percent, row.cash_discount_until
    if (percent is None) != (until is None) or (percent is not None and not 0 < percent < 100):
        yield "cash_discount_percent", percent, _INCOMPLETE
    if day and until and until < day:
        yield "cash_discount_until", until, _BEFORE
    if row.iban and not is_iban(row.iban):
        yield "iban", row.iban, _NO_IBAN


def _facts(row: Bill, supplier: Supplier | None) -> bev.BillFacts:
    gross, day = row.gross_amount, row.bill_date
    assert gross is not None, "checked before"
    assert day is not None, "checked before"
    days = min(max((supplier.payment_days if supplier else None) or 0, 0), 3_650)
    percent, until = row.cash_discount_percent, row.cash_discount_until
    discounts = (cash_discount(percent, until, gross),) if percent and until and gross.cents > 0 else ()
    return bev.BillFacts(
        bill_id=row.bill_id,
        supplier_number=row.supplier_number,
        supplier_name=row.supplier_name or (supplier.name if supplier else ""),
        bill_number=clean(row.bill_number),
        bill_date=day,
        due_date=row.due_date or day + timedelta(days),
        gross_amount=gross,
        vat_amount=row.vat_amount,
        discounts=discounts,
        accounts=(compact(row.iban),) if row.iban else (),
        purchase_order=row.purchase_order,
        delivery_note=row.delivery_note,
        refers_to=row.refers_to,
        tax=row.tax.name if row.tax else "",
        self_assessed=of_row(row.tax, gross, day),
        supplier_country=_country(supplier),
        exchange_rate=row.exchange_rate if gross.currency != EURO else None,
    )


def _country(supplier: Supplier | None) -> str:
    """ISO code; Germany where Suppliers says nothing."""
    return ((supplier.country if supplier else "") or "DE").upper()
