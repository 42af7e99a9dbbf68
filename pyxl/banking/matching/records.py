"""What the matcher takes and gives. Amounts are whole cents of the currency named beside them; money in is positive.

>>> part = Part("RE-2026-00007", "D10001", 11662, discount=238)
>>> part.settled
11900
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from pyxl.banking.matching.reasons import Reason
from pyxl.core.money import EURO, Money

_SUREST_PROPOSAL = 89


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """A bank line that is not settled yet."""

    line_id: str
    booking_date: date
    value_date: date
    cents: int
    currency: str = "EUR"
    name: str = ""
    iban: str = ""
    text: str = ""
    references: tuple[str, ...] = ()
    """End-to-end id and structured reference, as the payer set them."""
    original: Money | None = None
    """What was instructed, where it is in another currency: the bank says it."""
    is_return: bool = False
    """The bank says that an earlier payment came back."""
    is_hers: bool = False
    """She took its allocation back: it is proposed, not settled."""

    @property
    def paid_on(self) -> date:
        """The day that counts for the cash discount: the earlier of both, in the customer's favour."""
        return min(self.booking_date, self.value_date)


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """A receivable. Settled ones belong here too: only so a payment that comes twice is seen."""

    number: str
    customer: str
    customer_name: str
    invoice_date: date
    due_date: date
    gross: int
    open: int
    currency: str = "EUR"
    discount: int = 0
    """The cash discount by terms, in cents; 0 when there is none or something was paid before."""
    discount_until: date | None = None
    is_cancelled: bool = False
    exchange_rate: Decimal | None = None
    """EUR for one unit of its currency when it was invoiced."""


class Part(NamedTuple):
    """A part of a bank line on one invoice. Discount and write-off come on top of the cents paid."""

    number: str
    customer: str
    cents: int
    discount: int = 0
    written_off: int = 0
    """Negative when a cent or two too much was paid."""
    is_return: bool = False

    @property
    def settled(self) -> int:
        """By how much the open amount goes down."""
        return self.cents + self.discount + self.written_off


@dataclass(frozen=True, slots=True)
class Settlement:
    """A payment that was settled before: what may come back as a returned debit."""

    line_id: str
    booking_date: date
    cents: int
    iban: str
    references: tuple[str, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """A customer as the matcher needs it."""

    number: str
    name: str
    iban: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """What may be decided without a person."""

    write_off_limit: int = 5
    """Cents of EUR that a payment may be short, or too high, and still settles the invoice."""
    grace_days: int = 3
    """Days a payment may be late and still take the cash discount."""
    settle_from: int = 90
    """Of 100: layers that are less sure than this settle nothing, they only propose."""
    propose_from: int = 10
    """Of 100: what is less sure than this is not even proposed."""
    own_accounts: frozenset[str] = frozenset()
    """The firm's own IBANs, without blanks: a transfer between them is no customer's payment."""

    def limit_in(self, currency: str) -> int:
        """The write-off limit; she set it in EUR, so in another currency nothing is written off unasked."""
        return self.write_off_limit if currency == EURO else 0


class Verdict(StrEnum):
    """Why a line was not settled."""

    AMBIGUOUS = "ambiguous"
    PAID_TWICE = "paid-twice"
    DISCOUNT_LATE = "discount-late"
    DISCOUNT_TOO_HIGH = "discount-too-high"
    OVERPAID = "overpaid"
    AMOUNT_DIFFERS = "amount-differs"
    CANCELLED_REFERENCE = "reference-of-cancelled-invoice"
    UNKNOWN_PAYER = "unknown-payer"
    RETURN_NOT_FOUND = "return-not-found"
    PAID_OUT = "paid-out"
    NOTHING_FITS = "nothing-fits"
    NO_CUSTOMER_PAYMENT = "no-customer-payment"


class Match(NamedTuple):
    """A line that is settled, by what evidence, and whether it proves who the payer is."""

    line_id: str
    parts: tuple[Part, ...]
    layer: str
    reason: Reason
    proves_customer: str = ""
    returns_line: str = ""
    """The line of the payment that came back."""
    fee: int = 0
    """Cents that a bank or a payment house kept back: the parts are together more than the line by this."""
    currency: str = ""
    """The parts' currency where it is not the line's: then the whole line was changed into them."""
    batch: str = ""
    """The own SEPA batch that the line credits in one sum."""
    question: Undecided | None = None
    """What she must still decide, though the money is where it belongs: about a discount, about what is too much."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposal for a line; more points, better."""

    parts: tuple[Part, ...]
    reason: Reason
    points: int

    @property
    def sureness(self) -> int:
        """How much speaks for it, of 100. What is only proposed is never as sure as what is settled."""
        return max(1, min(_SUREST_PROPOSAL, self.points * 3 // 4))

    @property
    def grants_discount(self) -> bool:
        """Whether accepting it gives a discount the terms do not."""
        return any(part.discount for part in self.parts)


@dataclass(frozen=True, slots=True)
class Undecided:
    """A line that a person must look at (or that is no customer's payment), with up to three proposals."""

    line_id: str
    verdict: Verdict
    reason: Reason
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Matching:
    """The result for all lines, each of them once, in the order of their booking dates."""

    matches: tuple[Match, ...]
    undecided: tuple[Undecided, ...]
