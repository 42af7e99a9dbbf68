"""What the journal keeps of complaints, one dataclass per kind of event.

They are stored as plain JSON for ever: a field is only ever added with a default, never renamed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from pyxl.core.money import Money
from pyxl.core.plain import PlainData

CASE_RECEIVED: Final = "CASE_RECEIVED"
CASE_RECEIVED_WITHDRAWN: Final = "CASE_RECEIVED_WITHDRAWN"
CASE: Final = "CASE"
CASE_WITHDRAWN: Final = "CASE_WITHDRAWN"
CASE_SETTLED: Final = "CASE_SETTLED"
CASE_REOPENED: Final = "CASE_REOPENED"
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


@dataclass(frozen=True, slots=True)
class CaseWithdrawn:
    """CASE_WITHDRAWN: the number is given up; the row in the tab stays hers."""

    line_id: str
    number: str


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


@dataclass(frozen=True, slots=True)
class CaseReopened:
    """CASE_REOPENED: the solution is taken back; the case is open as it was."""

    line_id: str


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
