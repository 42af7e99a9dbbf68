"""What the journal keeps of complaints, one dataclass per kind of event.

They are stored as plain JSON for ever: a field is only ever added with a default, never renamed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from pyxl.core.money import Money
from pyxl.core.plain import ADDED_LATER, PlainData
from pyxl.ledger.goods.events import Movement
from pyxl.ledger.order_events import DeliveryHead

CASE_RECEIVED: Final = "CASE_RECEIVED"
CASE_RECEIVED_WITHDRAWN: Final = "CASE_RECEIVED_WITHDRAWN"
CASE: Final = "CASE"
CASE_WITHDRAWN: Final = "CASE_WITHDRAWN"
CASE_SETTLED: Final = "CASE_SETTLED"
CASE_REOPENED: Final = "CASE_REOPENED"
GOODS_RETURNED: Final = "GOODS_RETURNED"
GOODS_RETURNED_UNDONE: Final = "GOODS_RETURNED_UNDONE"
DEBIT_NOTE: Final = "DEBIT_NOTE"
DEBIT_NOTE_WITHDRAWN: Final = "DEBIT_NOTE_WITHDRAWN"
CUSTOMER_FILE: Final = "CUSTOMER_FILE"


@dataclass(frozen=True, slots=True)
class CaseReceived:
    """CASE_RECEIVED: a mail or a form came in and became a row in Cases, without a number yet."""

    identity: str
    """The same mail, saved twice, has the same."""
    line_id: str
    file_name: str
    file_sha256: str
    """The file is kept beside the journal under this hash."""
    received_on: date
    channel: str
    """The name of a `Channel`."""
    sender: str
    """An address, or the name in a form; as it was told, not proven."""
    complaint: str
    customer_number: str = ""
    order_number: str = ""
    delivery_number: str = ""
    invoice_number: str = ""
    item_number: str = ""
    quantity: Decimal | None = None
    wish: str = ""
    """The name of a `Wish`."""
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseReceivedWithdrawn:
    """CASE_RECEIVED_WITHDRAWN: the row goes; the file may come in again."""

    identity: str
    line_id: str


@dataclass(frozen=True, slots=True)
class CaseOpened:
    """CASE: a complaint got its number. The rest is the row as it was then; what becomes of it is hers to write."""

    line_id: str
    received_on: date
    customer_number: str
    complaint: str
    answer_due: date
    solution_due: date
    channel: str = ""
    """The name of a `Channel`, as the next two are names of their choices."""
    wish: str = ""
    cause: str = ""
    order_number: str = ""
    delivery_number: str = ""
    invoice_number: str = ""
    item_number: str = ""
    quantity: Decimal | None = None
    disputed_amount: Money | None = None
    opened_by: str = ""
    is_disputed_by_quantity: bool = False
    """Whether the disputed amount was worked out from item and quantity, not typed."""


@dataclass(frozen=True, slots=True)
class CaseWithdrawn:
    """CASE_WITHDRAWN: the number is given up; the row in the tab stays hers."""

    line_id: str
    number: str


@dataclass(frozen=True, slots=True)
class SettledGoods:
    """Goods that a solution is about, and the papers by which the customer has them."""

    item_number: str
    quantity: Decimal
    papers: tuple[str, ...]
    """Numbers of the order, the delivery note and the invoice, as far as the case names them."""


@dataclass(frozen=True, slots=True)
class ReplacementLine:
    """The order line by which the goods are delivered again, free."""

    line_id: str
    order_number: str
    """The number of the case: no other order has lines of it."""
    ordered_on: date
    customer_number: str
    item_number: str
    quantity: Decimal
    invoice_number: str = ""
    """The invoice that had the goods."""
    delivery: DeliveryHead | None = None
    """Where the first delivery went, if not to the customer's own address."""


@dataclass(frozen=True, slots=True)
class ExpectedReturn:
    """Goods that the customer sends back, under the RMA number that is drawn with the event."""

    credit: str
    """The name of a `CreditWhen`."""
    customer_number: str
    customer_name: str
    slip_path: str
    amount: Money | None = None
    """What is credited for all of it when it is here, gross; None where nothing is, or was at once."""


@dataclass(frozen=True, slots=True)
class CaseSettled:
    """CASE_SETTLED: the customer got a solution, and a letter that says so."""

    line_id: str
    number: str
    solution: str
    """The name of a `Solution`."""
    settled_on: date
    settled_by: str
    reason: str
    status_before: str
    """The name of a `CaseStatus`; empty for none."""
    was_answered: bool
    """Whether the customer had an answer before."""
    document_path: str
    content: PlainData
    invoice_number: str = ""
    amount: Money | None = None
    """What was credited, gross."""
    credit_key: str = ""
    """The key of the credit note's own event."""
    goods: SettledGoods | None = field(default=None, metadata=ADDED_LATER)
    """What is replaced or comes back."""
    replacement: ReplacementLine | None = field(default=None, metadata=ADDED_LATER)
    cost: Money | None = field(default=None, metadata=ADDED_LATER)
    """What was written as the cost of the case: the purchase price of what is replaced."""
    returned: ExpectedReturn | None = field(default=None, metadata=ADDED_LATER)
    pays_out: bool = field(default=False, metadata=ADDED_LATER)
    """Whether a credit that the customer has of it is paid to him."""


@dataclass(frozen=True, slots=True)
class CaseReopened:
    """CASE_REOPENED: the solution is taken back; the case is open as it was."""

    line_id: str


@dataclass(frozen=True, slots=True)
class GoodsReturned:
    """GOODS_RETURNED: goods of a return came. The good ones are in stock again, scrap is not."""

    return_number: str
    line_id: str
    """Of the case."""
    received_on: date
    received_by: str
    good: Decimal
    scrap: Decimal
    movements: tuple[Movement, ...]
    credit_key: str = ""
    """The key of the credit note's own event."""
    amount: Money | None = None
    """What was credited, gross."""
    status_before: str = ""
    """The name of the `CaseStatus` that the case had before it was settled by this; empty where it was not."""
    settles: bool = False
    """Whether the case is settled by this."""
    good_typed: Decimal | None = None
    """What she had typed, as the next two: undo puts it back."""
    scrap_typed: Decimal | None = None
    credit_typed: Money | None = None
    cost: Money | None = None
    """What the scrap was bought for; it is added to the cost of the case."""
    cost_before: Money | None = None


@dataclass(frozen=True, slots=True)
class GoodsReturnedUndone:
    """GOODS_RETURNED_UNDONE: they did not come after all."""

    return_number: str
    returned_key: str
    movements: tuple[Movement, ...]


@dataclass(frozen=True, slots=True)
class DebitedCase:
    """What a supplier is asked to pay of one case."""

    line_id: str
    case_number: str
    item_number: str
    quantity: Decimal | None
    cause: str
    cost: Money | None
    amount: Money


@dataclass(frozen=True, slots=True)
class DebitNoteIssued:
    """DEBIT_NOTE: a supplier was asked to pay for cases. It is a claim in a letter and changes no account."""

    supplier_number: str
    issued_on: date
    issued_by: str
    cases: tuple[DebitedCase, ...]
    document_path: str
    content: PlainData


@dataclass(frozen=True, slots=True)
class DebitNoteWithdrawn:
    """DEBIT_NOTE_WITHDRAWN: the claim is given up; its number stays used."""

    number: str


@dataclass(frozen=True, slots=True)
class CustomerFileWritten:
    """CUSTOMER_FILE: everything about a customer was put on paper. It changes nothing; it is only known."""

    number: str
    customer_number: str
    as_of: date
    fingerprint: str
    """SHA-256 of the content."""
    document_path: str
    content: PlainData
