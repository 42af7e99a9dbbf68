"""The bank statement of October: about 140 lines, most of them customers who pay, each in her own way.

>>> from pyxl.formats.statements.statement import check_balance
>>> check_balance(demo_statement(()))
()
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pyxl.core.money import Money, total
from pyxl.demo.bills import batch_line
from pyxl.demo.firm import FIRM_IBAN
from pyxl.demo.other_lines import other_lines
from pyxl.demo.payers import Payers
from pyxl.demo.payments import DemoPayment, IssuedFacts, LabelledLine, PaymentKind
from pyxl.demo.receivables import DEFAULTER, demo_open_items
from pyxl.demo.stage import BANK_MONTH_END, BANK_MONTH_START
from pyxl.formats.statements.statement import Statement, StatementLine
from pyxl.ledger.rows import OpenItem, open_amount

OPENING_BALANCE = Money.of("48211.37")


def demo_statement(new_invoices: Sequence[IssuedFacts]) -> Statement:
    """The statement of October on the firm's account. `new_invoices`: those that were issued on 30 September."""
    lines = tuple(labelled.line for labelled in demo_bank_lines(new_invoices))
    return Statement(
        account=FIRM_IBAN,
        currency="EUR",
        lines=lines,
        statement_number="10",
        from_date=BANK_MONTH_START,
        to_date=BANK_MONTH_END,
        opening_balance=OPENING_BALANCE,
        opening_date=BANK_MONTH_START,
        closing_balance=OPENING_BALANCE + total([line.amount for line in lines]),
        closing_date=BANK_MONTH_END,
    )


def demo_bank_lines(new_invoices: Sequence[IssuedFacts]) -> tuple[LabelledLine, ...]:
    """Every line of the statement with its truth, by booking day."""
    others = [
        LabelledLine(line, DemoPayment(PaymentKind.NO_CUSTOMER_PAYMENT)) for line in (*other_lines(), batch_line())
    ]
    owed = [*(opening_facts(item) for item in demo_open_items()), *new_invoices]
    paid = Payers(tuple(invoice for invoice in owed if invoice.customer_number != DEFAULTER)).pay_all()
    ordered = sorted([*others, *paid], key=lambda labelled: labelled.line.booking_date)
    return tuple(
        LabelledLine(replace(each.line, bank_reference=_reference(each.line, place)), each.truth)
        for place, each in enumerate(ordered, 1)
    )


def _reference(line: StatementLine, place: int) -> str:
    """The bank's own reference, at most 16 letters so that MT940 can carry it."""
    return f"{line.booking_date:%Y%m%d}{place:06d}"


def opening_facts(item: OpenItem) -> IssuedFacts:
    """An opening receivable as its payer sees it."""
    return IssuedFacts(
        number=item.invoice_number,
        customer_number=item.customer_number,
        customer_name=item.customer_name,
        gross=open_amount(item),
        due_date=item.due_date,
        cash_discount_percent=item.cash_discount_percent,
        cash_discount_until=item.cash_discount_until,
    )
