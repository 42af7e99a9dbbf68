"""Pay: the ticked bills become one file for the bank, under a number of its own, with a list to sign.

Everything is planned anew from the books: what is not exactly as it was proposed, or is held by now, is not paid.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from pyxl.core.changes import ChangeList, ChangeSet
from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.money import total
from pyxl.core.outcome import Outcome, Series
from pyxl.core.schema import schema_of
from pyxl.core.tables import Table
from pyxl.formats.sepa.text import sepa_text
from pyxl.formats.sepa.xml import EURO_AREA
from pyxl.ledger.books import Books
from pyxl.ledger.goods.rows import IncomingLine
from pyxl.ledger.payables.rows import Bill, PaymentRow
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.masterdata.suppliers import Supplier
from pyxl.payables import payment_rules as rules
from pyxl.payables.floor import Floor
from pyxl.payables.holds import is_payable_amount
from pyxl.payables.matching import OrderMatch
from pyxl.payables.payment_posting import PaymentPosting
from pyxl.payables.planning import PaymentPlan, PlannedBill, plan_payments, transfers_of
from pyxl.payables.proposing import is_as_proposed, move_up, row_values
from pyxl.payables.refunds import Refunds
from pyxl.reference_data.codes import is_iban
from pyxl.settings import PAYING, Settings
from pyxl.settings.checks import is_number_pattern

_SUMMARY = Text(
    "{bills} in {transfers} for {amount}, on {day}; ticked but not paid: {left}.",
    "{bills} in {transfers} über {amount}, am {day}; angekreuzt, aber nicht gezahlt: {left}.",
)
_CONFIRM = Text(
    "To be paid: {bills} in {transfers} for {amount}, on {day}. pyxl writes the file, you hand it in at your bank.",
    "Zu zahlen: {bills} in {transfers} über {amount}, am {day}. pyxl schreibt die Datei, Sie reichen sie ein.",
)
_SUMMARY_INSTANT = Text(
    "{bills} in {transfers} for {amount}, on {day}, {instant} of it instantly; ticked but not paid: {left}.",
    "{bills} in {transfers} über {amount}, am {day}, davon {instant} in Echtzeit; angekreuzt, nicht gezahlt: {left}.",
)
_CONFIRM_INSTANT = Text(
    "To be paid: {bills} in {transfers} for {amount}, on {day}, {instant} of it instantly, in a file of its own. "
    "pyxl writes the files, you hand them in at your bank.",
    "Zu zahlen: {bills} in {transfers} über {amount}, am {day}, davon {instant} in Echtzeit in eigener Datei. "
    "pyxl schreibt die Dateien, Sie reichen sie ein.",
)
_BILL = Label("bill", "Rechnung"), Label("bills", "Rechnungen")
_TRANSFER = Label("transfer", "Überweisung"), Label("transfers", "Überweisungen")


def pay(
    payments: Table[PaymentRow],
    bills: Table[Bill],
    suppliers: Table[Supplier],
    incoming: Table[IncomingLine],
    items: Table[Item],
    customers: Table[Customer],
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
    match = OrderMatch(incoming, items, settings, books)
    refunds = Refunds(customers, settings, books, sanctions).planned()
    plan = plan_payments(bills, suppliers, settings, books, as_of, sanctions, match, refunds)
    sound, told = _split(ticked, plan, payments)
    sound = [] if unusable else sound
    instant, not_instant = _instant(ticked, sound, payments)
    postings, waiting = [], list[PlannedBill]()
    for chosen, is_instant in (([each for each in sound if each not in instant], False), (instant, True)):
        transfers, left = transfers_of(chosen, settings.transfer_per)
        waiting += left
        sent = tuple(each for each in transfers if is_payable_amount(each.cents))
        if sent:
            paid = [each for transfer in sent for each in transfer.bills]
            rows = tuple(row for row in ticked if _is_among(row, paid))
            day = as_of if is_instant else plan.execution_date
            series = Series(settings.batch_number_pattern, as_of.year)
            postings.append(PaymentPosting(sent, day, settings, as_of, user, series, books, rows, is_instant))
    told += not_instant
    told += [rules.CREDIT_WAITS.at(payments.cell(row, "pay")) for row in ticked if _is_among(row, waiting)]
    told += _floor(postings, settings, books)
    outcome = _outcome(postings, plan, len(ticked), [*unusable, *told])
    return replace(outcome, changes=_closed_up(payments, postings))


def _closed_up(payments: Table[PaymentRow], postings: Sequence[PaymentPosting]) -> ChangeSet:
    """What is not paid moves up where the rows that were paid are taken out of the proposal."""
    changes = ChangeList()
    gone = {row.bill_id for posting in postings for row in posting.proposed}
    if gone:
        move_up(payments, {row.bill_id: row_values(row) for row in payments if row.bill_id not in gone}, changes)
    return changes.done()


def _split(
    ticked: Iterable[PaymentRow], plan: PaymentPlan, payments: Table[PaymentRow]
) -> tuple[list[PlannedBill], list[Finding]]:
    """The bills to be paid, and why the others are not."""
    by_id = {each.bill.facts.bill_id: each for each in plan.bills}
    told: list[Finding] = []
    sound: list[PlannedBill] = []
    for row in ticked:
        each = by_id.get(row.bill_id)
        if each is not None and each.holds:
            told += each.holds
        elif each is None or not is_as_proposed(row, each, plan.execution_date):
            told.append(rules.PROPOSAL_OUTDATED.at(payments.cell(row, "pay"), bill=row.bill_number or row.bill_id))
        else:
            sound.append(each)
    return sound, told


def _instant(
    ticked: Iterable[PaymentRow], sound: Sequence[PlannedBill], payments: Table[PaymentRow]
) -> tuple[list[PlannedBill], list[Finding]]:
    """The bills that are paid at once, and PAY017 for those whose bank need not take that."""
    by_id = {each.bill.facts.bill_id: each for each in sound}
    chosen: list[PlannedBill] = []
    told: list[Finding] = []
    for row in ticked:
        each = by_id.get(row.bill_id)
        if each is None or not row.instant:
            continue
        country = row.iban[:2]
        if country in EURO_AREA:
            chosen.append(each)
        else:
            told.append(rules.NOT_INSTANT.at(payments.cell(row, "instant"), bill=row.bill_number, country=country))
    return chosen, told


def _floor(postings: Sequence[PaymentPosting], settings: Settings, books: Books) -> list[Finding]:
    """PAY015, of all that is paid now: she may do it, but not unknowing."""
    floor = Floor.of(settings, books)
    amount = total([each.amount for each in postings])
    found = floor.check(amount, CellRef("Settings", None, "bank_floor")) if floor else None
    return [found] if found else []


def _outcome(postings: Sequence[PaymentPosting], plan: PaymentPlan, ticked: int, told: Sequence[Finding]) -> Outcome:
    paid = [each for posting in postings for each in posting.bills]
    transfers = sum(len(each.transfers) for each in postings)
    instant = [each for each in postings if each.is_instant]
    amount = total([each.amount for each in postings])
    facts = {
        "bills": Counted(len(paid), *_BILL),
        "transfers": Counted(transfers, *_TRANSFER),
        "amount": amount,
        "day": plan.execution_date,
        "instant": total([each.amount for each in instant]),
    }
    counts: dict[str, int | str] = {
        "bills": len(paid),
        "transfers": transfers,
        "amount_eur": str(amount.amount),
        "not_paid": ticked - len(paid),
    }
    summary, question = (_SUMMARY_INSTANT, _CONFIRM_INSTANT) if instant else (_SUMMARY, _CONFIRM)
    return Outcome(
        summary.bind(**facts, left=ticked - len(paid)),
        tuple(told),
        tuple(postings),
        counts=counts,
        confirmation=question.bind(**facts) if postings else None,
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
