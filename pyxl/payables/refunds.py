"""Credits of customers that are to be paid out: planned like a bill that the firm owes, with guards of their own.

The account of a refund is what a fraud would change. So it is ticked by itself only where the customer has paid from
that account, or was paid to it before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import Text
from pyxl.core.money import EURO, total
from pyxl.core.schema import schema_of
from pyxl.core.tables import Table
from pyxl.core.text import squash
from pyxl.formats.epc_qr import SEPA_COUNTRIES
from pyxl.formats.sepa.text import sepa_text
from pyxl.formats.sepa.xml import EUROPEAN_ECONOMIC_AREA
from pyxl.ledger.books import Books, IssuedInvoice, ItemState
from pyxl.ledger.cases.cases import CaseState
from pyxl.ledger.payables.events import BillFacts
from pyxl.ledger.payables.payables import BillState
from pyxl.masterdata.customers import Customer, country_of
from pyxl.masterdata.suppliers import Supplier
from pyxl.payables import payment_rules as rules
from pyxl.payables.holds import approvers_of
from pyxl.payables.incoming import compact
from pyxl.payables.planning import PlannedBill
from pyxl.payables.unassigned import UnassignedPayments
from pyxl.reference_data.codes import is_country, is_iban
from pyxl.settings import Settings

RECEIVABLES = "Receivables"
_REFUND = Text("Refund of {number} for case {case}.", "Auszahlung von {number} zum Fall {case}.")


@dataclass(frozen=True)
class Refunds:
    """The credits that cases promised to pay out, and why one is not paid or worth a look."""

    customers: Table[Customer]
    settings: Settings
    books: Books
    sanctions: frozenset[str] = frozenset()
    """Names on the list, squashed."""

    def planned(self) -> Iterator[PlannedBill]:
        """Those that are open and in no batch, by number."""
        payouts = self.books.cases.payouts()
        for number, item in sorted(self.books.items.items()):
            credit = self.books.invoices.get(number)
            case = payouts.get(credit.key) if credit else None
            is_due = item.amount_open.cents < 0 and not self.books.payables.refunds.get(number)
            if credit and case and is_due and not credit.is_cancelled:
                yield self._planned(credit, item, case)

    def _planned(self, credit: IssuedInvoice, item: ItemState, case: CaseState) -> PlannedBill:
        facts, customer = item.facts, self.customers.get(item.facts.customer_number)
        owed = -item.amount_open
        bill = BillState(
            BillFacts(
                bill_id=credit.number,
                supplier_number=facts.customer_number,
                supplier_name=facts.customer_name,
                bill_number=credit.number,
                bill_date=facts.invoice_date,
                due_date=facts.invoice_date,
                gross_amount=owed,
            ),
            credit.key,
            case.settled.settled_by if case.settled else "",
        )
        return PlannedBill(
            bill,
            _payee(customer) if customer else None,
            owed,
            None,
            (_REFUND.bind(number=credit.number, case=case.number),),
            tuple(self._holds(bill, customer, case)),
            tuple(self._flags(bill, customer)),
            is_refund=True,
        )

    def _holds(self, bill: BillState, customer: Customer | None, case: CaseState) -> Iterator[Finding]:
        """PAY008, PAY014, PAY019 and PAY021."""
        cell, amount = _cell(bill), bill.facts.gross_amount
        if amount.currency != EURO:
            yield rules.OTHER_CURRENCY.at(cell, found=amount.currency)
        yield from self._unapproved(bill, case)
        if customer is None:
            label, number = schema_of(Customer).column("customer_number").label, bill.facts.supplier_number
            yield rules.REFUND_ACCOUNT_UNUSABLE.at(cell, customer=number, label=label, found="–")
            return
        for name in _unusable(customer):
            label, number = schema_of(Customer).column(name).label, customer.customer_number
            yield rules.REFUND_ACCOUNT_UNUSABLE.at(
                self.customers.cell(customer, name), customer=number, label=label, found=getattr(customer, name)
            )
        if squash(customer.name) in self.sanctions:
            number = customer.customer_number
            yield rules.SANCTIONED.at(self.customers.cell(customer, "name"), supplier=number, name=customer.name)

    def _unapproved(self, bill: BillState, case: CaseState) -> Iterator[Finding]:
        """As a bill of this amount would need it: by somebody who may, and who did not register the case."""
        limit, opened_by = self.settings.approval_limit, case.opened.opened_by
        if limit is None or bill.facts.gross_amount.amount <= limit:
            return
        by = bill.entered_by.casefold()
        if by not in approvers_of(self.settings) or by == opened_by.casefold():
            amount = bill.facts.gross_amount
            yield rules.REFUND_NOT_APPROVED.at(_cell(bill), amount=amount, case=case.number, opened_by=opened_by or "–")

    def _flags(self, bill: BillState, customer: Customer | None) -> Iterator[Finding]:
        """PAY018, PAY020 and PAY022."""
        if customer is None:
            return
        number, iban = customer.customer_number, compact(customer.iban)
        if not self.books.payables.is_refunded_to(number, iban) and (number, iban) not in self._paid_from:
            yield rules.REFUND_TO_OTHER_ACCOUNT.at(_cell(bill), customer=number, iban=iban)
        line = next(self._unassigned.since(bill.facts.bill_date, frozenset([iban])), None) if iban else None
        if line:
            yield rules.MAYBE_PAID.at(
                _cell(bill), amount=-line.amount, iban=iban, supplier=number, day=line.booking_date
            )
        owed = [
            item
            for item in self.books.items.values()
            if item.facts.customer_number == number and item.amount_open.cents > 0 and self._stands(item)
        ]
        if owed:
            amounts = [item.amount_open for item in owed if item.amount_open.currency == EURO]
            numbers = tuple(item.facts.invoice_number for item in owed)
            yield rules.REFUND_THOUGH_OWING.at(_cell(bill), customer=number, amount=total(amounts), numbers=numbers)

    def _stands(self, item: ItemState) -> bool:
        invoice = self.books.invoices.get(item.facts.invoice_number)
        return invoice is None or not invoice.is_cancelled

    @cached_property
    def _unassigned(self) -> UnassignedPayments:
        return UnassignedPayments(self.books)

    @cached_property
    def _paid_from(self) -> frozenset[tuple[str, str]]:
        """Customers with the accounts from which they have paid."""
        found: set[tuple[str, str]] = set()
        for line_id, (_, event) in self.books.allocations.items():
            iban = compact(self.books.bank_lines[line_id].counterparty_iban)
            if iban and event.line_amount.cents > 0:
                found.update((part.customer_number, iban) for part in event.parts if not part.is_bill)
        return frozenset(found)


def _cell(bill: BillState) -> CellRef:
    return CellRef(RECEIVABLES, key=bill.facts.bill_id)


def _unusable(customer: Customer) -> Iterator[str]:
    """What the bank cannot be given."""
    iban = compact(customer.iban)
    if not is_iban(iban) or iban[:2] not in SEPA_COUNTRIES:
        yield "iban"
    if not sepa_text(customer.name):
        yield "name"
    if iban[:2] not in EUROPEAN_ECONOMIC_AREA:
        if not sepa_text(customer.city):
            yield "city"
        if not is_country(country_of(customer)):
            yield "country"


def _payee(customer: Customer) -> Supplier:
    """The customer as somebody who is paid."""
    return Supplier(
        supplier_number=customer.customer_number,
        name=customer.name,
        street=customer.street,
        postcode=customer.postcode,
        city=customer.city,
        country=customer.country,
        iban=customer.iban,
    )
