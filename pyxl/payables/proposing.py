"""Propose payments: what to pay on the next banking day and what not, and why; ticked where nothing is amiss."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from pyxl.core.changes import CellValue, ChangeList, ChangeSet
from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import LANGUAGES, Counted, Label, Text
from pyxl.core.money import EURO, total
from pyxl.core.outcome import Outcome
from pyxl.core.tables import Table
from pyxl.core.text import squash
from pyxl.formats.sepa.text import NAME_LENGTH, sepa_text
from pyxl.ledger.books import Books
from pyxl.ledger.goods.rows import IncomingLine
from pyxl.ledger.payables.rows import Bill, PaymentRow
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.masterdata.suppliers import Supplier
from pyxl.payables import payment_rules as rules
from pyxl.payables.floor import Floor
from pyxl.payables.holds import payee_of
from pyxl.payables.incoming import compact
from pyxl.payables.matching import OrderMatch
from pyxl.payables.planning import PaymentPlan, PlannedBill, plan_payments, transfers_of
from pyxl.payables.refunds import RECEIVABLES, Refunds
from pyxl.settings import Settings

TAB = "Payments"
_SUMMARY = Text(
    "For {day}: {bills} for {amount} proposed, discount {discount}; held: {held}; for later: {later}.",
    "Für {day}: {bills} über {amount} vorgeschlagen, Skonto {discount}; angehalten: {held}; für später: {later}.",
)
_BILL = Label("bill", "Rechnung"), Label("bills", "Rechnungen")
_PROPOSED = Label("payment proposal", "Zahlvorschlag")
_GONE = Label("nothing to pay here any more", "hier ist nichts mehr zu zahlen")
_MOVED = Label("moves up", "rückt auf")


def propose_payments(
    bills: Table[Bill],
    suppliers: Table[Supplier],
    incoming: Table[IncomingLine],
    items: Table[Item],
    customers: Table[Customer],
    payments: Table[PaymentRow],
    settings: Settings,
    books: Books,
    as_of: date,
    sanctions: frozenset[str] = frozenset(),
) -> Outcome:
    """Lists what to pay on the next banking day: due by the next run, discount taken, credit notes netted, holds.

    Credits of customers that are to be paid out are among it.
    """
    match, floor = OrderMatch(incoming, items, settings, books), Floor.of(settings, books)
    refunds = Refunds(customers, settings, books, sanctions).planned()
    plan = plan_payments(bills, suppliers, settings, books, as_of, sanctions, match, refunds)
    if floor:
        plan = _kept_above(floor, plan, bills)
    sound = [each for each in plan.bills if not each.holds]
    _, waiting = transfers_of(sound, settings.transfer_per)
    waits = {each.bill.facts.bill_id for each in waiting}
    paid = [each for each in sound if each.bill.facts.bill_id not in waits]
    changes = _changes(plan, waits, payments, settings, as_of)
    findings = (*(floor.unknown() if floor else ()), *_findings(plan.bills, waiting, bills))
    held = len(plan.bills) - len(paid)
    amount = total([each.amount for each in paid])
    discounts = total([each.discount for each in paid if each.discount])
    facts = {"day": plan.execution_date, "amount": amount, "discount": discounts, "held": held, "later": plan.later}
    counts: dict[str, int | str] = {
        "bills": len(paid),
        "amount_eur": str(amount.amount),
        "discount_eur": str(discounts.amount),
        "held": held,
        "later": plan.later,
    }
    return Outcome(_SUMMARY.bind(bills=Counted(len(paid), *_BILL), **facts), findings, changes=changes, counts=counts)


def _changes(
    plan: PaymentPlan, waits: set[str], payments: Table[PaymentRow], settings: Settings, as_of: date
) -> ChangeSet:
    """The tab brought to this plan."""
    changes = ChangeList()
    kept: dict[str, dict[str, CellValue]] = {}
    new: dict[str, dict[str, CellValue]] = {}
    for each in plan.bills:
        is_paid = not each.holds and each.bill.facts.bill_id not in waits
        row = _row(each, plan.execution_date, is_waiting=each.bill.facts.bill_id in waits)
        is_instant = settings.instant_when_overdue and each.bill.facts.due_date < as_of
        bill_id, row = each.bill.facts.bill_id, {**row, "pay": is_paid and not each.flags}
        old = payments.get(bill_id)
        if old is None:
            new[bill_id] = {**row, "instant": is_instant}
        else:  # Whether it is instant is hers from then on.
            kept[bill_id] = _written_anew(old, row, changes)
    gone = [old for old in payments if old.bill_id and old.bill_id not in {*kept, *new}]
    for left in gone:
        changes.clear(TAB, left.bill_id, row_values(left), _GONE)
    if gone:
        move_up(payments, kept, changes)
    for bill_id, row in new.items():
        changes.append(TAB, bill_id, row, _PROPOSED)
    return changes.done()


def _kept_above(floor: Floor, plan: PaymentPlan, bills: Table[Bill]) -> PaymentPlan:
    """The plan with a flag on what would leave too little on the account."""
    placed = [(each, place_of(each, bills)) for each in plan.bills]
    flagged = iter(floor.flagged(one for one in placed if not one[0].holds))
    return replace(plan, bills=tuple(each if each.holds else next(flagged) for each in plan.bills))


def place_of(each: PlannedBill, bills: Table[Bill]) -> CellRef:
    """The bill's place in its tab."""
    if each.is_refund:
        return CellRef(RECEIVABLES, key=each.bill_id)
    row = bills.get(each.bill_id)
    return bills.cell(row, "bill_number") if row else CellRef("Bills", key=each.bill_id)


def _findings(planned: tuple[PlannedBill, ...], waiting: list[PlannedBill], bills: Table[Bill]) -> tuple[Finding, ...]:
    found = [finding for each in planned for finding in (*each.holds, *each.flags)]
    for each in waiting:
        row = bills.get(each.bill.facts.bill_id)
        if row:
            found.append(rules.CREDIT_WAITS.at(bills.cell(row, "bill_number")))
    return tuple(found)


def proposed_values(each: PlannedBill, day: date) -> dict[str, CellValue]:
    """What is paid, to whom and when, as the bank will get it; `pay` compares it with what she saw."""
    facts, supplier = each.bill.facts, each.supplier
    return {
        "bill_id": facts.bill_id,
        "supplier_number": facts.supplier_number,
        "supplier_name": facts.supplier_name,
        "bill_number": facts.bill_number,
        "due_date": facts.due_date,
        "amount_open": each.bill.amount_open,
        "discount": each.discount,
        "amount": each.amount,
        "currency": each.amount.currency,
        "execution_date": day,
        "iban": compact(supplier.iban) if supplier else "",
        "payee": sepa_text(payee_of(supplier), NAME_LENGTH) if supplier else "",
        "purpose": sepa_text(facts.bill_number),
    }


def _row(each: PlannedBill, day: date, *, is_waiting: bool) -> dict[str, CellValue]:
    said: list[Label] = []
    for found in (*each.holds, *each.flags):
        said.append(Label(found.message("en"), found.message("de")))
    if is_waiting:
        said.append(Label(rules.CREDIT_WAITS.message.en, rules.CREDIT_WAITS.message.de))
    else:
        said += [Label(reason.text("en"), reason.text("de")) for reason in each.reasons]
    reason = Label(" ".join(part.en for part in said), " ".join(part.de for part in said))
    return {**proposed_values(each, day), "reason": reason}


def _written_anew(old: PaymentRow, row: Mapping[str, CellValue], changes: ChangeList) -> dict[str, CellValue]:
    """Sets what differs in the row that is there; gives the row as it is then."""
    values = row_values(old)
    for name, value in row.items():
        seen = getattr(old, name)
        if isinstance(value, Label) and seen in (value.en, value.de):
            continue
        changes.set(TAB, old.bill_id, name, seen, value, _PROPOSED)
        values[name] = value
    return values


def move_up(payments: Table[PaymentRow], kept: Mapping[str, Mapping[str, CellValue]], changes: ChangeList) -> None:
    """The rows that stay stand together: those below a gap are taken away and added again. `kept`: their values."""
    rows = sorted(payments.rows, key=lambda row: row.sheet_row)
    staying = [row for row in rows if row.bill_id in kept and payments.get(row.bill_id) is row]
    for place, row in enumerate(staying, rows[0].sheet_row if rows else 0):
        if row.sheet_row != place:
            changes.clear(TAB, row.bill_id, kept[row.bill_id], _MOVED)
            changes.append(TAB, row.bill_id, kept[row.bill_id], _MOVED)


def row_values(row: PaymentRow) -> dict[str, CellValue]:
    """The cells of a row of the proposal."""
    names = (*_COMPARED, "supplier_name", "due_date", "amount_open", "discount", "currency", "purpose", "reason")
    return {"pay": row.pay, "instant": row.instant, **{name: getattr(row, name) for name in names}}


_COMPARED = ("bill_id", "supplier_number", "bill_number", "amount", "execution_date", "iban", "payee")


def is_as_proposed(row: PaymentRow, each: PlannedBill, day: date) -> bool:
    """Whether the bill is paid exactly as she saw it, with every flag that it has now."""
    now = proposed_values(each, day)
    if each.amount.currency != EURO:
        return False
    said = squash(row.reason)
    is_told = all(any(squash(flag.message(language)) in said for language in LANGUAGES) for flag in each.flags)
    return is_told and all(getattr(row, name) == now[name] for name in _COMPARED)
