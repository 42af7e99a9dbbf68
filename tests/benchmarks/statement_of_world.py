"""The made-up bank lines as a bank would send them: one statement as camt.053, MT940 and CSV, with the truth beside it.

`python -m tests.benchmarks.statement_of_world 1000 7 FOLDER` writes the three files, truth.csv and open_items.csv.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from pyxl.banking.matching.records import PaymentLine
from pyxl.core.money import Money, total
from pyxl.formats.bank_csv.writer import write_csv_camt
from pyxl.formats.statements.camt053_writer import write_camt053
from pyxl.formats.statements.mt940_writer import write_mt940
from pyxl.formats.statements.statement import Statement, StatementLine

from .firm_world import FirmWorld
from .payment_kinds import make_world

ACCOUNT = "DE89370400440532013000"
RETURN_CODE = "109"
WRITERS: dict[str, Callable[[Statement], bytes]] = {
    "statement.camt053.xml": write_camt053,
    "statement.sta": write_mt940,
    "statement.csv": write_csv_camt,
}
"""The same statement in the three formats, by file name."""


def statement_line(line: PaymentLine) -> StatementLine:
    """A line of the matcher as a bank's line. A structured reference stands in the text: not every format has it."""
    end_to_end_id, structured = (*line.references, "", "")[:2]
    return StatementLine(
        line.booking_date,
        line.value_date,
        Money.from_cents(line.cents, line.currency),
        counterparty_name=line.name,
        counterparty_iban=line.iban,
        remittance_information=" ".join(f"{line.text} {structured}".split()),
        end_to_end_id=end_to_end_id,
        bank_reference=line.line_id,
        transaction_code=RETURN_CODE if line.is_return else "166" if line.cents > 0 else "116",
        transaction_text="RUECKLASTSCHRIFT" if line.is_return else "GUTSCHRIFT" if line.cents > 0 else "UEBERWEISUNG",
    )


def statement(world: FirmWorld) -> Statement:
    """All lines in euros, by day; an account has one currency."""
    ordered = sorted((each.line for each in world.labelled), key=lambda line: (line.booking_date, line.line_id))
    lines = tuple(statement_line(line) for line in ordered if line.currency == "EUR")
    opening = Money.of("1000000.00")
    closing = opening + total([line.amount for line in lines])
    return Statement(ACCOUNT, "EUR", lines, "1", opening_balance=opening, closing_balance=closing)


def write_world(world: FirmWorld, folder: Path) -> None:
    """The statement in every format, and what each line truly pays."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, write in WRITERS.items():
        (folder / name).write_bytes(write(statement(world)))
    truth = [
        (each.line.line_id, each.kind, each.line.booking_date, each.line.cents, " ".join(sorted(each.numbers)))
        for each in world.labelled
    ]
    _write_csv(folder / "truth.csv", ("line", "kind", "booked", "cents", "invoices"), truth)
    items = [
        (each.number, each.customer, each.customer_name, each.invoice_date, each.due_date, each.gross, each.currency)
        for each in world.entries
    ]
    _write_csv(
        folder / "open_items.csv", ("number", "customer", "name", "issued", "due", "gross_cents", "currency"), items
    )


def _write_csv(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([head, *rows])


if __name__ == "__main__":
    write_world(make_world(int(sys.argv[1]), int(sys.argv[2])), Path(sys.argv[3]))
