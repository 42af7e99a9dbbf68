"""When money came for an invoice, and what of a customer's payments is still on the bank line."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cached_property

from pyxl.banking.allocations import allocated_amount
from pyxl.core.money import Money
from pyxl.ledger.books import Books
from pyxl.ledger.events import AllocatedPart


class PaymentHistory:
    """The allocations that stand, by invoice and by customer. It is gone through once, when first asked."""

    def __init__(self, books: Books) -> None:
        self._books = books

    def settled(self, invoice_number: str) -> list[tuple[date, Money]]:
        """What was paid, deducted and written off of the invoice, each with the day it was booked."""
        return self._by_invoice.get(invoice_number, [])

    def rests(self, customer_number: str, currency: str) -> list[tuple[str, Money]]:
        """Bank lines of which the customer has a rest to his credit."""
        return [each for each in self._rests.get(customer_number, []) if each[1].currency == currency]

    @cached_property
    def _by_invoice(self) -> dict[str, list[tuple[date, Money]]]:
        found: dict[str, list[tuple[date, Money]]] = defaultdict(list)
        for _, event in self._books.allocations.values():
            for part in event.parts:
                found[part.invoice_number].append((event.booking_date, _settled(part)))
        for entry in self._books.write_offs.values():
            if not entry.is_reversed:
                found[entry.facts.invoice_number].append((entry.facts.day, entry.facts.amount))
        return found

    @cached_property
    def _rests(self) -> dict[str, list[tuple[str, Money]]]:
        found: dict[str, list[tuple[str, Money]]] = defaultdict(list)
        for line_id, (_, event) in self._books.allocations.items():
            customers = {part.customer_number for part in event.parts}
            rest = event.line_amount - allocated_amount(event)
            if rest.cents > 0 and event.line_amount.cents > 0 and len(customers) == 1:
                found[customers.pop()].append((line_id, rest))
        return found


def _settled(part: AllocatedPart) -> Money:
    amounts = (part.amount, part.discount_taken, part.written_off)
    return sum((amount for amount in amounts if amount), start=Money.zero(part.amount.currency))
