"""Why an overdue invoice, or a whole customer, is not dunned today. Each reason is a sentence she reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pyxl.banking.reviewing import read_choice
from pyxl.core.labels import Sentence, Text
from pyxl.core.tables import Table
from pyxl.ledger.batches.rows import BatchStatus
from pyxl.ledger.books import Books
from pyxl.ledger.rows import OpenItem, Proposal
from pyxl.masterdata.customers import Customer

CUSTOMER_HELD = Text("dunning hold of the customer: {reason}", "Mahnsperre des Kunden: {reason}")
INVOICE_HELD = Text("dunning hold: {reason}", "Mahnsperre: {reason}")
PROMISED = Text("payment is promised by {day}", "Zahlung bis {day} zugesagt")
IN_INSTALMENTS = Text("instalments are paid as agreed, next on {day}", "Raten laufen wie vereinbart, nächste am {day}")
IN_BATCH = Text("it is in the SEPA batch {batch}", "steht im SEPA-Sammler {batch}")
TO_BE_COLLECTED = Text("it is to be collected by direct debit", "wird per Lastschrift eingezogen")
DISPUTED = Text("it is disputed ({cases})", "sie ist strittig ({cases})")
WITH_AGENCY = Text("it is with the collection agency ({number})", "liegt beim Inkasso ({number})")
IN_REVIEW = Text("a payment of it waits in Review", "eine Zahlung darauf wartet in der Klärung")
ON_ITS_WAY = Text("due {day}, the money may be on its way", "am {day} fällig, das Geld kann unterwegs sein")
TOO_EARLY = Text("level {level} not before {day}", "Stufe {level} nicht vor dem {day}")
BELOW_MINIMUM = Text(
    "{amount} is less than is dunned ({minimum})", "{amount} ist weniger, als gemahnt wird ({minimum})"
)
CREDIT_COVERS = Text("a credit of {amount} covers it", "ein Guthaben von {amount} deckt es")


@dataclass(frozen=True)
class InReview:
    """What waits in Review: a payment that she has not decided about must not be dunned."""

    invoices: frozenset[str]
    customers: frozenset[str]

    @classmethod
    def of(cls, review: Table[Proposal]) -> InReview:
        """The invoices that proposals name, and the customers of those that name none."""
        invoices: set[str] = set()
        customers: set[str] = set()
        for row in review:
            numbers = read_choice(row.invoice_numbers).numbers
            invoices.update(numbers)
            if not numbers and row.customer_number:
                customers.add(row.customer_number)
        return cls(frozenset(invoices), frozenset(customers))


def item_stop(
    row: OpenItem, customer: Customer | None, books: Books, in_review: InReview, as_of: date
) -> Sentence | None:
    """The first reason that holds up this invoice; none where it may be dunned."""
    return next(_reasons(row, customer, books, in_review, as_of), None)


def _reasons(
    row: OpenItem, customer: Customer | None, books: Books, in_review: InReview, as_of: date
) -> Iterator[Sentence]:
    if agency := books.hand_overs.number_of(row.invoice_number):
        yield WITH_AGENCY.bind(number=agency)
    if customer and customer.dunning_hold:
        yield CUSTOMER_HELD.bind(reason=customer.dunning_hold)
    if row.dunning_hold:
        yield INVOICE_HELD.bind(reason=row.dunning_hold)
    if row.promised_until and row.promised_until >= as_of:
        yield PROMISED.bind(day=row.promised_until)
    state = books.item(row.invoice_number)
    debit = state.debit if state else None
    if debit and state and debit.status(state.settled) is BatchStatus.PENDING:
        yield IN_BATCH.bind(batch=debit.batch)
    if state and state.facts.mandate and debit is None and customer and customer.mandate_reference:
        yield TO_BE_COLLECTED.bind()
    if row.invoice_number in in_review.invoices or row.customer_number in in_review.customers:
        yield IN_REVIEW.bind()
