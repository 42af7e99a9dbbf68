"""Bank lines of the books as the matcher takes them, and what of earlier payments may still come back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from pyxl.banking import rules
from pyxl.banking.batches import item_settlements
from pyxl.banking.matching.payers import compact_iban
from pyxl.banking.matching.records import Part, Party, PaymentLine, Policy, Settlement
from pyxl.core.findings import CellRef, Finding
from pyxl.core.money import Money
from pyxl.core.schema import schema_of
from pyxl.core.tables import Table
from pyxl.formats.statements.statement import is_return_kind
from pyxl.ledger.books import Books
from pyxl.ledger.events import AllocatedPart, ImportedLine, LineAllocated
from pyxl.ledger.rows import Payer
from pyxl.masterdata.customers import Customer
from pyxl.settings import LIMITS, Settings

_CREDITOR_REFERENCE = re.compile(r"^\s*RF\d\d")


def payment_line(line: ImportedLine) -> PaymentLine:
    """The matcher's view of an imported line. The check digits of an RF reference are no part of the number."""
    return PaymentLine(
        line_id=line.line_id,
        booking_date=line.booking_date,
        value_date=line.value_date or line.booking_date,
        cents=line.amount.cents,
        currency=line.amount.currency,
        name=line.counterparty_name,
        iban=line.counterparty_iban,
        text=line.remittance_information,
        references=(line.end_to_end_id, _CREDITOR_REFERENCE.sub("", line.structured_reference)),
        original=line.original_amount,
        is_return=bool(line.return_reason) or line.is_reversal or _is_return_kind(line),
    )


def _is_return_kind(line: ImportedLine) -> bool:
    return is_return_kind(line.transaction_code, line.transaction_text)


def settlements_of(books: Books) -> list[Settlement]:
    """Payments that stand and did not come back yet."""
    payments: list[Settlement] = []
    returns: list[LineAllocated] = []
    for _, allocated in books.allocations.values():
        if any(part.is_return for part in allocated.parts):
            returns.append(allocated)
        elif allocated.line_amount.cents > 0 and not allocated.exchanged and allocated.line_id in books.bank_lines:
            payments += _settlements(books.bank_lines[allocated.line_id], allocated, books)
    payments.sort(key=lambda each: (each.booking_date, each.line_id))
    for returned in sorted(returns, key=lambda each: (each.booking_date, each.line_id)):
        taken_back = sorted((part.invoice_number, -part.amount.cents) for part in returned.parts)
        for payment in payments:
            if sorted((part.number, part.cents) for part in payment.parts) == taken_back:
                payments.remove(payment)
                break
    return payments


def _settlements(line: ImportedLine, allocated: LineAllocated, books: Books) -> list[Settlement]:
    view = payment_line(line)
    parts = tuple(_part(part) for part in allocated.parts)
    if allocated.batch:
        return item_settlements(line, parts, books.batches[allocated.batch])
    return [Settlement(view.line_id, view.booking_date, view.cents, view.iban, view.references, parts)]


def _part(part: AllocatedPart) -> Part:
    discount = part.discount_taken.cents if part.discount_taken else 0
    written_off = part.written_off.cents if part.written_off else 0
    return Part(part.invoice_number, part.customer_number, part.amount.cents, discount, written_off, part.is_return)


def policy_of(settings: Settings, books: Books) -> Policy:
    """What pyxl may decide alone, by her settings."""
    limit = Money.rounded(settings.write_off_limit or Decimal(0)).cents
    accounts = {compact_iban(settings.iban), *(compact_iban(line.account) for line in books.bank_lines.values())}
    usual = Policy()
    return Policy(
        write_off_limit=limit,
        grace_days=settings.discount_grace_days or 0,
        settle_from=usual.settle_from if settings.settle_from is None else settings.settle_from,
        propose_from=usual.propose_from if settings.propose_from is None else settings.propose_from,
        own_accounts=frozenset(accounts - {""}),
    )


def unreadable_limits(settings_findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """A limit that cannot be read would silently be the usual one, and more might be settled than she allowed."""
    columns = [found.cell.column for found in settings_findings if found.is_error]
    schema = schema_of(Settings)
    fields = tuple(schema.column(name).label for name in LIMITS if name in columns)
    return (rules.LIMITS_UNREADABLE.at(CellRef("Settings"), fields=fields),) if fields else ()


def parties_of(customers: Table[Customer]) -> list[Party]:
    """The customers as the matcher needs them."""
    return [Party(row.customer_number, row.name, row.iban) for row in customers]


def memory_of(payers: Table[Payer], books: Books) -> dict[str, str]:
    """Who pays for whom: what was learned, and over it what stands in her tab."""
    learned = {key: payer.customer_number for key, payer in sorted(books.payers.items())}
    return {**learned, **{row.payer: row.customer_number for row in payers if row.payer and row.customer_number}}


def known_accounts(customers: Table[Customer], policy: Policy) -> frozenset[str]:
    """IBANs that nobody needs to learn: the customers' in their tab, and the firm's own."""
    return policy.own_accounts | {compact_iban(row.iban) for row in customers if row.iban}


def is_locked(settings: Settings, day: date) -> bool:
    """Whether the books are closed for that day."""
    return settings.locked_until is not None and day <= settings.locked_until
