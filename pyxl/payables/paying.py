"""Pay: the ticked bills become one file for the bank, under a number of its own, with a list to sign.

Everything is planned anew from the books: what is not exactly as it was proposed, or is held by now, is not paid.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pyxl.codes import is_iban
from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.money import Money
from pyxl.core.outcome import Outcome, Series
from pyxl.core.schema import schema_of
from pyxl.core.tables import Table
from pyxl.formats.sepa_text import sepa_text
from pyxl.ledger.bill_rows import Bill, PaymentRow
from pyxl.ledger.books import Books
from pyxl.payables import payment_rules as rules
from pyxl.payables.holds import is_payable_amount
from pyxl.payables.payment_posting import PaymentPosting
from pyxl.payables.planning import PlannedBill, plan_payments, transfers_of
from pyxl.payables.proposing import is_as_proposed
from pyxl.settings import PAYING, Settings
from pyxl.settings_checks import is_number_pattern
from pyxl.suppliers import Supplier

_SUMMARY = Text(
    "{bills} in {transfers} over {amount}, on {day}; ticked but not paid: {left}.",
    "{bills} in {transfers} über {amount}, am {day}; angekreuzt, aber nicht gezahlt: {left}.",
)
_CONFIRM = Text(
    "To be paid: {bills} in {transfers} over {amount}, on {day}. pyxl writes the file, you hand it in at your bank.",
    "Zu zahlen: {bills} in {transfers} über {amount}, am {day}. pyxl schreibt die Datei, Sie reichen sie ein.",
)
_BILL = Label("bill", "Rechnung"), Label("bills", "Rechnungen")
_TRANSFER = Label("transfer", "Überweisung"), Label("transfers", "Überweisungen")


def pay(
    payments: Table[PaymentRow],
    bills: Table[Bill],
    suppliers: Table[Supplier],
    settings: Settings,
    books: Books,
    as_of: date,
    user: str = "",
    sanctions: frozenset[str] = frozenset(),
    settings_findings: tuple[Finding, ...] = (),
) -> Outcome:
    """Makes the SEPA file (pain.001) and the payment list of the bills that are ticked in the proposal."""
    ticked = [row for row in payments if row.pay and row.bill_id]
    unusable = _payer(settings, settings_findings) if ticked else []
    plan = plan_payments(bills, suppliers, settings, books, as_of, sanctions)
    by_id = {each.bill.facts.bill_id: each for each in plan.bills}
    told: list[Finding] = []
    sound: list[PlannedBill] = []
    for row in ticked:
        each = by_id.get(row.bill_id)
        if each is None or not is_as_proposed(row, each, plan.execution_date):
            told.append(rules.PROPOSAL_OUTDATED.at(payments.cell(row, "pay"), bill=row.bill_number or row.bill_id))
        elif each.holds:
            told += each.holds
        else:
            sound.append(each)
    transfers, waiting = transfers_of([] if unusable else sound, settings.transfer_per)
    told += [rules.CREDIT_WAITS.at(payments.cell(row, "pay")) for row in ticked if _is_among(row, waiting)]
    sent = tuple(each for each in transfers if is_payable_amount(each.cents))
    paid = [each for transfer in sent for each in transfer.bills]
    series = Series(settings.batch_number_pattern, as_of.year)
    rows = tuple(row for row in ticked if _is_among(row, paid))
    posting = PaymentPosting(sent, plan.execution_date, settings, as_of, user, series, books, rows)
    amount = Money.from_cents(sum(each.cents for each in sent))
    facts = {
        "bills": Counted(len(paid), *_BILL),
        "transfers": Counted(len(sent), *_TRANSFER),
        "amount": amount,
        "day": plan.execution_date,
    }
    left = len(ticked) - len(paid)
    counts: dict[str, int | str] = {
        "bills": len(paid),
        "transfers": len(sent),
        "amount_eur": str(amount.amount),
        "not_paid": left,
    }
    confirmation = _CONFIRM.bind(**facts) if sent else None
    postings = (posting,) if sent else ()
    return Outcome(
        _SUMMARY.bind(**facts, left=left),
        (*unusable, *told),
        postings,
        counts=counts,
        confirmation=confirmation,
    )


def _is_among(row: PaymentRow, bills: Iterable[PlannedBill]) -> bool:
    return any(each.bill.facts.bill_id == row.bill_id for each in bills)


def _payer(settings: Settings, settings_findings: Iterable[Finding]) -> list[Finding]:
    """PAY011: also where a setting that matters here could not be read."""
    wrong = {found.cell.column for found in settings_findings if found.is_error}
    checked = {
        "company_name": bool(sepa_text(settings.company_name)),
        "iban": is_iban(settings.iban),
        "batch_number_pattern": is_number_pattern(settings.batch_number_pattern),
    }
    wrong |= {name for name, is_right in checked.items() if not is_right}
    needed = ("company_name", "iban", *PAYING)
    fields = tuple(schema_of(Settings).column(name).label for name in needed if name in wrong)
    return [rules.PAYER_UNUSABLE.at(CellRef("Settings"), fields=fields)] if fields else []
