"""What a declared CSV layout says, and how the header line of a file is recognised by it.

A bank may turn its columns round, write them in capitals, add one or put quotation marks around them: all names that a
layout needs must be there, and no more is asked. Where a header would suit two layouts, none is taken.

    >>> from pyxl.formats.csv_files.columns import header_names
    >>> columns = {"booking_date": "Tag", "amount": "Betrag", "remittance_information": "Text + Notiz"}
    >>> layout = CsvLayout("Bank", columns)
    >>> layout.found_in(header_names(["betrag", "Text", "Notiz", "Tag", "Konto"]))
    {'booking_date': (3,), 'amount': (0,), 'remittance_information': (1, 2)}
    >>> layout.found_in(header_names(["Betrag", "Text", "Tag"])) is None
    True
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pyxl.formats.bank_values import COMMA
from pyxl.formats.csv_files.columns import find_columns, fold_header, needed_names

Column = Literal[
    "account",
    "booking_date",
    "value_date",
    "amount",
    "debit",
    "credit",
    "sign",
    "fee",
    "balance",
    "currency",
    "transaction_text",
    "remittance_information",
    "counterparty_name",
    "payer_name",
    "payee_name",
    "counterparty_iban",
    "counterparty_bic",
    "end_to_end_id",
    "mandate_id",
    "creditor_id",
    "bank_reference",
    "batch_reference",
    "original_amount",
    "charges",
    "status",
    "effect",
]
"""What a column of a bank's export can mean. `sign` is S or H (D or C, - or +) beside an unsigned amount; `effect` is
PayPal's word for whether a line moves the balance; a `fee` beside the amount becomes a line of its own."""

Positions = Mapping[Column, tuple[int, ...]]
"""Which fields of a row have which meaning; several are read as one text."""


@dataclass(frozen=True, slots=True)
class CsvLayout:
    """How one export looks. All of it is data; no layout has code of its own."""

    name: str
    columns: Mapping[Column, str]
    """Which column has which meaning, by its name in the header: `A | B` is one name or the other, the bank having
    changed it; `A + B` is both, read as one text; `Währung (2)` is the second column of that name."""
    optional: frozenset[str] = frozenset()
    """Meanings whose column may be missing; every other one must be there."""
    marks: tuple[str, ...] = ()
    """Further names that must be in the header to tell this layout from another."""
    account: str = ""
    """Under what name the account is known where the file gives no number for it."""
    date_orders: tuple[str, ...] = ("DD.MM.YYYY",)
    """A file keeps to one of these; `D.M.YYYY` is without leading zeros."""
    delimiters: str = ";"
    decimal_marks: tuple[str, ...] = (COMMA,)
    """With two, the amounts of the whole file decide which it is."""
    whole_cents: bool = False
    """Whether the bank always writes both decimals; without them, a spreadsheet program saved the file."""
    currency: str = ""
    """Of all lines, where no column says it."""
    booked: frozenset[str] = frozenset()
    """What the status of a booked line says; empty: everything that is not `pending` is booked."""
    pending: frozenset[str] = frozenset()
    """What the status of a line says that is not booked yet."""
    void: Mapping[Column, frozenset[str]] = field(default_factory=dict)
    """What a column says of a line that never moved money: declined, a mere note, a hold that was let go."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """References inside the text: the label and its meaning; `text` is the text itself."""
    labelled_purpose: bool = False
    """Whether the text carries `EREF+...SVWZ+...`."""
    multi_line: bool = False
    """Whether the bank itself breaks lines inside a field."""
    kind_in_text: bool = False
    """Whether the first line of the text is the kind of the booking."""
    sign_last: bool = False
    """Whether the last column, which has no name, says S (debit) or H (credit) of an unsigned amount."""
    unsigned_debit: bool = False
    """Whether the debit column has plain amounts; most banks write the minus sign in it."""
    fee_is_cost: bool = False
    """Whether a positive fee was taken; otherwise the minus sign says so."""
    opening: frozenset[str] = frozenset()
    """The words beside an opening balance, above or below the lines."""
    closing: frozenset[str] = frozenset()
    headless: int = 0
    """The number of fields of an export without a header; its names are then `1`, `2`, `3` ..."""
    newest_first: bool = True
    """Most banks export the newest line first; the statement has the oldest first."""

    def found_in(self, names: Mapping[str, int]) -> Positions | None:
        """The fields of each meaning by the header's names; None where a column that must be there is missing."""
        positions = find_columns(self.columns, names, self.optional)
        if positions is None or not all(fold_header(mark) in names for mark in self.marks):
            return None
        return positions

    @property
    def needed(self) -> frozenset[str]:
        """The names without which the layout is not recognised."""
        written = [name for meaning, name in self.columns.items() if meaning not in self.optional]
        return needed_names((*written, *self.marks))
