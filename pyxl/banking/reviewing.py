"""The Review tab: up to three rows per undecided line. What she ticked or typed there stays until it is settled."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pyxl.banking.allocating import says
from pyxl.banking.matching.records import Candidate, Undecided
from pyxl.core.changes import CellValue, ChangeList
from pyxl.core.labels import Label
from pyxl.core.schema import schema_of
from pyxl.core.tables import Table
from pyxl.core.text import clean, squash
from pyxl.ledger.events import ImportedLine
from pyxl.ledger.rows import Proposal

TAB = "Review"
_SETTLED = Label("the bank line needs no review any more", "die Bankzeile braucht keine Klärung mehr")
_PROPOSED = Label("proposal for a bank line", "Vorschlag für eine Bankzeile")
_DISCOUNT = Label("discount", "Skonto")
_WRITE_OFF = Label("write off", "ausbuchen")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)\s*$")

Difference = Literal["", "discount", "write-off"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What an Invoices cell in Review says: the numbers, and what is to become of a difference."""

    numbers: tuple[str, ...]
    difference: Difference = ""


def read_choice(text: str) -> Choice:
    """Reads numbers parted by commas or semicolons; `(discount)` or `(write off)` at the end settles the rest.

    >>> read_choice("RE-2026-00007, RE-2026-00008 (Skonto)")
    Choice(numbers=('RE-2026-00007', 'RE-2026-00008'), difference='discount')
    """
    wording = _IN_BRACKETS.search(text)
    difference: Difference = ""
    if wording:
        word = squash(wording[1])
        if word in {squash(_DISCOUNT.en), squash(_DISCOUNT.de)}:
            difference = "discount"
        elif word in {squash(_WRITE_OFF.en), squash(_WRITE_OFF.de)}:
            difference = "write-off"
        text = text[: wording.start()] if difference else text
    numbers = (clean(part) for part in re.split(r"[,;\n]", text))
    return Choice(tuple(dict.fromkeys(number for number in numbers if number)), difference)


def choice_label(candidate: Candidate) -> Label:
    """What the Invoices cell says for a proposal."""
    numbers = ", ".join(part.number for part in candidate.parts)
    if not candidate.grants_discount:
        return Label(numbers, numbers)
    return Label(f"{numbers} ({_DISCOUNT.en})", f"{numbers} ({_DISCOUNT.de})")


def review_rows(line: ImportedLine, undecided: Undecided) -> dict[str, dict[str, CellValue]]:
    """The rows for a line by key: one per proposal, or one without when there is none."""
    reason = undecided.reason.label
    rows: list[dict[str, CellValue]] = []
    for candidate in undecided.candidates:
        own = candidate.reason.label
        customers = {part.customer for part in candidate.parts}
        first = not rows and own != reason
        rows.append(
            {
                "invoice_numbers": choice_label(candidate),
                "customer_number": customers.pop() if len(customers) == 1 else "",
                "sureness": candidate.sureness,
                "reason": Label(f"{reason.en} {own.en}", f"{reason.de} {own.de}") if first else own,
            }
        )
    if not rows:
        rows.append({"invoice_numbers": "", "customer_number": "", "sureness": None, "reason": reason})
    return {
        f"{line.line_id}-{rank}": {
            "proposal_id": f"{line.line_id}-{rank}",
            "accept": False,
            "line_id": line.line_id,
            "booking_date": line.booking_date,
            "amount": line.amount,
            "currency": line.amount.currency,
            "counterparty_name": line.counterparty_name,
            "remittance_information": line.remittance_information,
            **values,
        }
        for rank, values in enumerate(rows, 1)
    }


def plan_review(
    review: Table[Proposal],
    wanted: Mapping[str, Mapping[str, Mapping[str, CellValue]]],
    standing: Collection[str],
    settled_numbers: Collection[str],
    changes: ChangeList,
) -> None:
    """Brings the tab to the wanted rows (line id to rows by key). Rows of lines that are not wanted any more go,

    but those of `standing` lines stay as they are: what they ask was asked in an earlier run.
    """
    present: dict[str, list[Proposal]] = defaultdict(list)
    for row in review:
        if row.line_id in wanted:
            present[row.line_id].append(row)
        elif row.line_id not in standing:
            clear_row(row, changes)
    for line_id, rows in sorted(wanted.items(), key=lambda each: _doubt(each[1])):
        if not any(_is_hers(row, rows, settled_numbers) for row in present[line_id]):
            _bring_to(present[line_id], rows, changes)


def _doubt(rows: Mapping[str, Mapping[str, CellValue]]) -> int:
    """Lines with a sure proposal come first: a glance and a tick; then those that cost thought."""
    return -max(sureness if isinstance(sureness := values["sureness"], int) else 0 for values in rows.values())


def _is_hers(row: Proposal, rows: Mapping[str, Mapping[str, CellValue]], settled_numbers: Collection[str]) -> bool:
    """She ticked it, or typed numbers that no proposal has. Numbers that are settled by now were a proposal once."""
    if row.accept:
        return True
    numbers = read_choice(row.invoice_numbers).numbers
    if not numbers or any(_says_value(row.invoice_numbers, values["invoice_numbers"]) for values in rows.values()):
        return False
    return not any(number in settled_numbers for number in numbers)


def _bring_to(present: Sequence[Proposal], rows: Mapping[str, Mapping[str, CellValue]], changes: ChangeList) -> None:
    for row in present:
        if row.proposal_id not in rows:
            clear_row(row, changes)
    by_key = {row.proposal_id: row for row in present}
    for key, values in rows.items():
        row_there = by_key.get(key)
        if row_there is None:
            changes.append(TAB, key, values, _PROPOSED)
            continue
        for column in ("invoice_numbers", "customer_number", "sureness", "reason"):
            cell = getattr(row_there, column)
            if not _says_value(cell, values[column]):
                changes.set(TAB, key, column, cell, values[column], _PROPOSED)


def _says_value(cell: CellValue, value: CellValue) -> bool:
    if not isinstance(cell, str):
        return cell == value
    return says(cell, value if isinstance(value, Label) else str(value))


def clear_row(row: Proposal, changes: ChangeList) -> None:
    """Takes a row of the tab away."""
    changes.clear(TAB, row.proposal_id, row_values(row), _SETTLED)


def row_values(row: Proposal) -> dict[str, CellValue]:
    """The cells of a row as they are read."""
    return {column.name: getattr(row, column.name) for column in schema_of(Proposal).columns}
