"""Whether an order that came in may go into Orders, is wrong, or waits for a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from pyxl.core.changes import ChangeList
from pyxl.core.findings import CellRef, Finding, has_errors
from pyxl.core.plain import PlainData, to_plain
from pyxl.core.tables import Table
from pyxl.core.text import fold
from pyxl.intake import rules
from pyxl.intake.checking import Checker, check_contents, check_whole
from pyxl.intake.copies import marked_copy
from pyxl.intake.customers import PROPOSED, WORDS, Recogniser, proposed_customer, row_of
from pyxl.intake.identity import changes_between, fingerprint_of, identity_of
from pyxl.intake.incoming import Incoming
from pyxl.intake.posting import FormPosting
from pyxl.intake.pricing import PricedLine, Pricing, check_shipping
from pyxl.invoicing.posting import slug
from pyxl.ledger.books import Books
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.price_lists import NO_LISTS, PriceLists
from pyxl.orders.rows import OrderLine
from pyxl.settings import Settings


@dataclass(frozen=True)
class Ready:
    """An order that may come in."""

    incoming: Incoming
    customer: Customer
    identity: str
    fingerprint: str
    lines: tuple[PricedLine, ...]


class Clerk:
    """Judges order after order and remembers who is known by then."""

    def __init__(
        self,
        orders: Table[OrderLine],
        customers: Table[Customer],
        items: Table[Item],
        settings: Settings,
        books: Books,
        as_of: date,
        prices: PriceLists = NO_LISTS,
    ) -> None:
        self.customers, self.items, self.settings, self.books, self.as_of = customers, items, settings, books, as_of
        self.checker = Checker(customers, items, settings, books, as_of, prices)
        self.recogniser = Recogniser(customers)
        self.typed = _typed_orders(orders, books)
        self.findings: list[Finding] = []
        self.proposals = ChangeList()
        self.forms: list[FormPosting] = []
        self.ready: list[Ready] = []
        self.known = self.waiting = self.wrong = 0

    def judge(self, incoming: Incoming) -> None:
        """Whether the order may come in, waits, or is wrong."""
        order, file = incoming.order, incoming.file.name
        wrong = [*check_whole(order, file, incoming.places)]
        wrong += incoming.form.findings if incoming.form else check_contents(order, file, incoming.places)
        found = self.recogniser.recognise(order.buyer)
        is_customer = found.customer is not None and not found.customer.proposed
        if found.customer and is_customer and not has_errors(wrong) and self._is_settled(incoming, found.customer):
            return
        if len(found.candidates) > 1:
            self.findings.append(_ambiguous(incoming, found.candidates))
            self.waiting += 1
            return
        pricing = Pricing(
            self.items, self.settings, found.customer, order.requested_date or self.as_of, bool(incoming.source)
        )
        lines = pricing.lines(order)
        wrong += self.checker.check(order, lines, found.customer, incoming.places)
        wrong += self.checker.check_delivery(order, found.customer, incoming.places)
        self.findings += wrong
        if has_errors(wrong):
            self.wrong += 1
            if incoming.form:
                self._send_back(incoming, wrong)
            return
        if found.contradiction and found.customer:
            self.findings.append(_contradiction(incoming, found.customer, found.contradiction))
        if found.customer is None or found.customer.proposed:
            self._let_wait(incoming, found.customer)
            return
        unfit = [*check_shipping(order, self.items, self.settings, file)]
        unfit = unfit or [*pricing.check_totals(order, lines, file)]
        self.findings += unfit
        if unfit:
            self.wrong += 1
            return
        identity = identity_of(order, incoming.source, found.customer.customer_number)
        self.ready.append(Ready(incoming, found.customer, identity, fingerprint_of(order), lines))

    def _is_settled(self, incoming: Incoming, customer: Customer) -> bool:
        """Whether the order is in the books already, the same or another, or was typed by hand."""
        order, file = incoming.order, incoming.file.name
        standing = self.books.orders.orders.get(identity_of(order, incoming.source, customer.customer_number))
        if standing and standing[1].fingerprint == fingerprint_of(order):
            self.known += 1
            return True
        cell = incoming.places.cell(0, "order_number")
        if standing:
            before = standing[1]
            told = changes_between(before, order)
            self.findings.append(
                rules.ORDER_CHANGED.at(cell, file=file, order=incoming.called, number=before.order_number, changes=told)
            )
            self.wrong += 1
            return True
        typed = self.typed.get((customer.customer_number, fold(order.number))) if order.number else None
        if typed:
            who = called(customer)
            self.findings.append(
                rules.ORDER_TYPED_BEFORE.at(cell, file=file, order=incoming.called, customer=who, number=typed)
            )
            self.wrong += 1
        return bool(typed)

    def _let_wait(self, incoming: Incoming, customer: Customer | None) -> None:
        """The buyer is no customer yet: a row is proposed, once, and the order waits until a person takes it on."""
        order, file = incoming.order, incoming.file.name
        self.waiting += 1
        if customer is None and "proposed" not in self.customers.columns:
            buyer = order.buyer
            who = buyer.address.name or buyer.email or buyer.vat_id
            cell = incoming.places.cell(0, "customer_name")
            self.findings.append(rules.CUSTOMER_UNKNOWN.at(cell, file=file, order=incoming.called, customer=who))
            return
        if customer is None:
            customer = proposed_customer(self.recogniser.next_number(), order.buyer)
            self.recogniser.add(customer)
            values = row_of(customer, incoming.called, file)
            why = PROPOSED.bind(order=incoming.called, file=file)
            self.proposals.append("Customers", customer.customer_number, values, why)
        cell = self._cell_of(customer)
        self.findings.append(rules.CUSTOMER_WAITS.at(cell, file=file, order=incoming.called, customer=called(customer)))

    def _cell_of(self, customer: Customer) -> CellRef:
        known = self.customers.get(customer.customer_number)
        return self.customers.cell(known, "proposed") if known else CellRef("Customers", key=customer.customer_number)

    def _send_back(self, incoming: Incoming, wrong: Iterable[Finding]) -> None:
        """The marked copy, unless it was made before."""
        form, file = incoming.form, incoming.file
        assert form is not None
        marks = tuple(wrong)
        copy = marked_copy(form, marks, self.items.rows, self.settings)
        name = slug(PurePath(file.name).stem)
        content = PlainData({"form": to_plain(copy)})
        posting = FormPosting(file.name, file.sha256, f"{self.as_of.year}/forms", name, content)
        if posting.key not in self.books.orders.returned and posting.key not in {each.key for each in self.forms}:
            self.forms.append(posting)
        count = len({mark.cell for mark in marks if mark.is_error})
        cell = CellRef(file.name)
        self.findings.append(rules.FORM_SENT_BACK.at(cell, file=file.name, count=count, path=posting.path))


def _typed_orders(orders: Table[OrderLine], books: Books) -> dict[tuple[str, str], str]:
    """Orders that nobody imported, by customer and the customer's own number."""
    return {
        (line.customer_number, fold(line.customer_reference)): line.order_number
        for line in orders
        if line.customer_reference and line.line_id not in books.orders.line_orders
    }


def _ambiguous(incoming: Incoming, candidates: tuple[Customer, ...]) -> Finding:
    cell = incoming.places.cell(0, "customer_number")
    customers = tuple(called(each) for each in candidates)
    return rules.CUSTOMER_AMBIGUOUS.at(cell, file=incoming.file.name, order=incoming.called, customers=customers)


def _contradiction(incoming: Incoming, customer: Customer, told: tuple[str, str, Customer]) -> Finding:
    name, found, other = told
    cell = incoming.places.cell(0, "customer_number")
    return rules.CUSTOMER_CONTRADICTS.at(
        cell,
        file=incoming.file.name,
        order=incoming.called,
        customer=called(customer),
        what=WORDS[name],
        found=found,
        other=called(other),
    )


def called(customer: Customer) -> str:
    """Number and name, as a message names a customer."""
    return f"{customer.customer_number} {customer.name}".strip()
