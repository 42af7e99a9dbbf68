"""Bills, discounts of both sides, letters, and what settled the bank's lines: each from a handful of facts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pyxl.banking.matching import reasons
from pyxl.banking.matching.reasons import Reason
from pyxl.core.labels import Label, Sentence
from pyxl.core.money import Money
from pyxl.dunning.rows import CollectionEntry, CollectionKind, CollectionStatus
from pyxl.ledger import events as ev
from pyxl.ledger.books import Books
from pyxl.ledger.issued import IssuedInvoice
from pyxl.ledger.items import ItemState
from pyxl.ledger.payables.events import BillFacts, CashDiscount
from pyxl.ledger.payables.payables import BillState
from pyxl.ledger.payables.rows import Bill
from pyxl.ledger.rows import DocumentKind, InvoiceRow, OpenItem
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.rows import OrderLine
from pyxl.reporting.catalogue import BY_AMOUNT, BY_HAND, BY_NUMBER, IN_BATCH, OTHER_WAYS
from pyxl.reporting.reconciliation import evidence

from .shown_report import in_tab, report_of

AS_OF = date(2026, 10, 31)
NO_REASON = Label("", "")


def bill(number: str, day: date, due: date, cents: int, *discounts: CashDiscount) -> BillState:
    """A bill of the supplier Holz AG; a number in `paid` would be what is paid of it."""
    amount = Money.from_cents(cents)
    return BillState(
        BillFacts(number, "70001", "Holz AG", f"H-{number}", day, due, amount, discounts=discounts), "k", ""
    )


def discount(until: date, cents: int) -> CashDiscount:
    return CashDiscount(Decimal(2), until, Money.from_cents(cents))


def paid(line: str, day: date, part: ev.AllocatedPart) -> dict[str, tuple[str, ev.LineAllocated]]:
    return {line: (line, ev.LineAllocated(line, day, part.amount, (part,), NO_REASON))}


def bills() -> Books:
    """One overdue, one due soon, one due later, one paid in October with discount, one paid in November."""
    books = Books()
    states = (
        bill("1", date(2026, 9, 1), date(2026, 9, 30), 100_00, discount(date(2026, 10, 9), 2_00)),
        bill("2", date(2026, 10, 1), date(2026, 11, 15), 200_00, discount(date(2026, 11, 4), 4_00)),
        bill("3", date(2026, 10, 2), date(2026, 12, 31), 400_00),
        bill("4", date(2026, 9, 5), date(2026, 10, 20), 1_000_00, discount(date(2026, 10, 15), 30_00)),
    )
    books.payables.bills = {state.facts.bill_id: state for state in states}
    part = ev.AllocatedPart("4", "70001", Money.of(-970), Money.of(-30), is_bill=True)
    books.payables.bills["4"] = books.payables.bills["4"].after(part.amount, part.discount_taken)
    books.allocations = paid("B1", date(2026, 10, 12), part)
    customer = ev.AllocatedPart("RE-1", "D1", Money.of(98), Money.of(2))
    books.allocations |= paid("B2", date(2026, 10, 13), customer)
    books.bank_lines = {"B1": ev.ImportedLine("B1", "f", "DE1", date(2026, 9, 1), None, Money.of(-970))}
    return books


def cells(books: Books, **tabs: Any) -> dict[str, dict[str, Any]]:
    return in_tab(report_of(tabs, books, AS_OF))


def test_bills_are_open_until_the_bank_debited_them() -> None:
    rows = cells(bills(), Bills=[Bill(bill_id=number, supplier_number="70001", bill_number="H") for number in "1234"])
    assert (rows["bills_open"]["value"], rows["bills_open"]["month_before"]) == (Decimal("700.00"), Decimal("1100.00"))
    assert rows["bills_overdue"]["value"] == Decimal("100.00")
    assert rows["bills_due"]["value"] == Decimal("200.00")
    assert (rows["bills_open"]["cell"], rows["bills_due"]["cell"]) == ("A2:A4", "A3")


def test_discounts_gained_lost_and_granted() -> None:
    """The discount of bill 1 ran out unpaid in October; that of bill 2 can still be taken; bill 4 was paid in time."""
    rows = cells(bills())
    assert rows["discount_gained"]["value"] == Decimal("30.00")
    assert rows["discount_lost"]["value"] == Decimal("2.00")
    assert rows["discount_granted"]["value"] == Decimal("2.00")
    assert rows["discount_granted"]["month_before"] == Decimal("0.00")


def invoiced(number: str, day: date, *, is_ours: bool) -> Books:
    """Books with one open item of 119 EUR: an invoice of ours, or an opening balance that a payment or letter named."""
    books = Books()
    facts = ev.ItemFacts(number, "D1", "Nord AG", day, day, Money.of(119))
    books.items[number] = ItemState.opened(facts)
    if is_ours:
        books.invoices[number] = IssuedInvoice(number, number, "R-0001", (), "", issued_on=day)
    return books


@pytest.mark.parametrize(
    ("is_ours", "day", "value", "said"),
    [
        (True, date(2026, 8, 3), Decimal("90.0"), ""),
        (True, date(2026, 8, 4), Decimal("90.0"), "Zu viele Tage, da Umsatz erst seit 04.08.2026 bekannt ist"),
        (False, date(2026, 8, 4), None, "Unbekannt: pyxl hat in den letzten 90 Tagen nichts berechnet."),
        (True, date(2026, 8, 2), None, "Unbekannt: pyxl hat in den letzten 90 Tagen nichts berechnet."),
    ],
)
def test_days_sales_outstanding_are_said_where_sales_are_known(
    is_ours: bool, day: date, value: Decimal | None, said: str
) -> None:
    """An opening balance tells of sales before pyxl only what was not paid: nothing can be measured by it."""
    item = OpenItem(
        invoice_number="R-1", invoice_date=day, customer_number="D1", gross_amount=Money.of(119), due_date=day
    )
    row = cells(invoiced("R-1", day, is_ours=is_ours), Receivables=[item])["dso"]
    assert row["value"] == value
    assert said in row["sentence"].de
    assert bool(said) == ("ekannt" in row["sentence"].de)


def test_letters_that_were_taken_back_do_not_count() -> None:
    def entry(number: str, kind: CollectionKind, status: CollectionStatus, day: date, asked: int) -> CollectionEntry:
        return CollectionEntry(
            entry_id=number, kind=kind, day=day, customer_number="D1", customer_name="Nord AG", status=status,
            amount_open=Money.of(asked), amount_asked=Money.of(asked if kind is CollectionKind.LETTER else 0),
        )  # fmt: skip

    written, withdrawn = CollectionStatus.WRITTEN, CollectionStatus.WITHDRAWN
    rows = cells(
        Books(),
        Collections=[
            entry("M-1", CollectionKind.LETTER, written, date(2026, 9, 20), 70),
            entry("M-2", CollectionKind.LETTER, written, date(2026, 10, 20), 100),
            entry("M-3", CollectionKind.LETTER, withdrawn, date(2026, 10, 21), 900),
            entry("W-1", CollectionKind.WRITE_OFF, written, date(2026, 10, 22), 15),
        ],
    )
    assert (rows["letters"]["value"], rows["letters"]["month_before"]) == (1, 1)
    assert (rows["asked"]["value"], rows["asked"]["month_before"]) == (Decimal("100.00"), Decimal("70.00"))
    assert rows["written_off"]["value"] == Decimal("15.00")


def allocated(sentences: tuple[Sentence, ...], *, by_hand: bool = False, batch: str = "") -> ev.LineAllocated:
    reason = Reason(sentences).label
    return ev.LineAllocated("B1", AS_OF, Money.of(1), (), reason, accepted_by_hand=by_hand, batch=batch)


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        ((reasons.NAMED.bind(numbers="RE-1"), reasons.EXACT.bind(amount=Money.of(1))), BY_NUMBER),
        ((reasons.NAMED_SEVERAL.bind(numbers=("RE-1", "RE-2")),), BY_NUMBER),
        ((reasons.NEARLY_NAMED.bind(numbers="RE-1"),), BY_NUMBER),
        (
            (
                reasons.BY_IBAN.bind(customer="Nord AG"),
                reasons.ONLY_ITEM.bind(numbers="RE-1", customer="Nord AG", amount=Money.of(1)),
            ),
            BY_AMOUNT,
        ),
        ((reasons.BY_NAME.bind(customer="Nord AG"),), OTHER_WAYS),
    ],
)
def test_a_settled_line_is_counted_under_what_speaks_for_it(sentences: tuple[Sentence, ...], expected: Label) -> None:
    assert evidence(allocated(sentences)) == expected


def test_what_a_person_accepted_is_hers_and_a_batch_speaks_for_itself() -> None:
    named = (reasons.NAMED.bind(numbers="RE-1"),)
    assert evidence(allocated(named, by_hand=True)) == BY_HAND
    assert evidence(allocated(named, batch="SEPA-1")) == IN_BATCH


def test_a_cancellation_takes_back_the_turnover_and_the_margin_of_its_own_group() -> None:
    """Ten lamps for 100, cost 60; a credit of 20 over the amount alone belongs to no group."""
    line = OrderLine(
        line_id="L1", order_number="A-1", order_date=date(2026, 9, 1), customer_number="D1", item_number="A1",
        quantity=Decimal(10), unit_price=Decimal(10),
    )  # fmt: skip
    item = Item(
        item_number="A1", description="Leuchte", price=Decimal(10), purchase_price=Decimal(6), item_group="Leuchten"
    )
    books = Books()
    books.invoices = {
        "RE-1": IssuedInvoice("RE-1", "k", "r", ("L1",), "", issued_on=date(2026, 9, 2), is_cancelled=True),
        "RE-2": IssuedInvoice("RE-2", "k", "r", (), "", issued_on=date(2026, 10, 2)),
        "RE-3": IssuedInvoice("RE-3", "k", "r", (), "", issued_on=date(2026, 10, 3), credits="RE-1"),
    }

    def invoice(number: str, kind: DocumentKind, day: date, net: int, refers_to: str = "") -> InvoiceRow:
        amount = Money.of(net)
        return InvoiceRow(
            invoice_number=number, kind=kind, invoice_date=day, customer_number="D1", customer_name="Nord AG",
            net_amount=amount, vat_amount=Money.zero(), gross_amount=amount, refers_to_number=refers_to,
        )  # fmt: skip

    rows = cells(
        books,
        Orders=[line],
        Items=[item],
        Customers=[Customer(customer_number="D1", name="Nord AG")],
        Invoices=[
            invoice("RE-1", DocumentKind.INVOICE, date(2026, 9, 2), 100),
            invoice("RE-2", DocumentKind.CANCELLATION, date(2026, 10, 2), -100, "RE-1"),
            invoice("RE-3", DocumentKind.CREDIT_NOTE, date(2026, 10, 3), -20, "RE-1"),
        ],
    )
    parts = {
        row["part"].de: (row["value"], row["month_before"])
        for key, row in rows.items()
        if key.startswith("turnover_by_group") and row["value"] is not None
    }
    assert parts == {
        "Leuchten": (Decimal("-100.00"), Decimal("100.00")),
        "Verträge, Gutschriften, Abzüge": (Decimal("-20.00"), Decimal("0.00")),
    }
    assert (rows["turnover"]["value"], rows["turnover"]["month_before"]) == (Decimal("-120.00"), Decimal("100.00"))
    assert (rows["margin"]["value"], rows["margin"]["month_before"]) == (Decimal("-40.00"), Decimal("40.00"))
    assert (rows["margin_rate"]["value"], rows["margin_rate"]["month_before"]) == (None, Decimal("40.0"))
