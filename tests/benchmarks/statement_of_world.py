"""The made-up bank lines as a bank would send them, for camt.053 and MT940."""

from __future__ import annotations

from pyxl.banking.matching.records import PaymentLine
from pyxl.core.money import Money, total
from pyxl.formats.statement import Statement, StatementLine

from .firm_world import FirmWorld

ACCOUNT = "DE89370400440532013000"
RETURN_CODE = "109"


def statement_line(line: PaymentLine) -> StatementLine:
    """A line of the matcher as a bank's line."""
    end_to_end_id, structured = (*line.references, "", "")[:2]
    return StatementLine(
        line.booking_date,
        line.value_date,
        Money.from_cents(line.cents, line.currency),
        counterparty_name=line.name,
        counterparty_iban=line.iban,
        remittance_information=line.text,
        end_to_end_id=end_to_end_id,
        structured_reference=structured,
        bank_reference=line.line_id,
        transaction_code=RETURN_CODE if line.is_return else "166" if line.cents > 0 else "116",
    )


def statement(world: FirmWorld) -> Statement:
    """All lines in euros, by day; an account has one currency."""
    ordered = sorted((each.line for each in world.labelled), key=lambda line: (line.booking_date, line.line_id))
    lines = tuple(statement_line(line) for line in ordered if line.currency == "EUR")
    opening = Money.of("1000000.00")
    closing = opening + total([line.amount for line in lines])
    return Statement(ACCOUNT, "EUR", lines, "1", opening_balance=opening, closing_balance=closing)
