"""Whether a complaint fits what was ordered, delivered and invoiced: nothing is promised on a slip of the finger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import Label
from pyxl.core.schema import schema_of
from pyxl.core.tables import Table
from pyxl.ledger.cases.rows import Case, Cause
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.service.cases import rules
from pyxl.service.cases.known import Known, Paper

_PAPERS = {
    "order_number": Label("order", "Auftrag"),
    "delivery_number": Label("delivery note", "Lieferschein"),
    "invoice_number": Label("invoice", "Rechnung"),
}
"""What a case may name, as it is called in a sentence."""
_DAYS = ("received_on", "answered_on", "solved_on", "followed_up_on")


@dataclass(frozen=True)
class Register:
    """The tabs that complaints refer to."""

    cases: Table[Case]
    customers: Table[Customer]
    items: Table[Item]
    causes: Table[Cause]
    known: Known

    def cell(self, case: Case, name: str) -> CellRef:
        """The cell of that row."""
        return self.cases.cell(case, name)

    def paper(self, case: Case, name: str) -> Paper | None:
        """What the case refers to in that column, where it is known."""
        find = {"order_number": self.known.order, "delivery_number": self.known.delivery}
        return find.get(name, self.known.invoice)(getattr(case, name))


def check_case(case: Case, register: Register, as_of: date) -> list[Finding]:
    """All that is wrong with one complaint."""
    return [
        *_unknown(case, register),
        *_papers(case, register),
        *_quantity(case, register),
        *_days(case, register, as_of),
        *_disputed(case, register),
        *_solved(case, register),
    ]


def _label(name: str) -> Label:
    return schema_of(Case).column(name).label


def _unknown(case: Case, register: Register) -> Iterator[Finding]:
    """SER001 and SER010."""
    is_known = {
        "customer_number": register.customers.get(case.customer_number) is not None,
        "item_number": register.items.get(case.item_number) is not None,
        **{name: register.paper(case, name) is not None for name in _PAPERS},
    }
    for name, known in is_known.items():
        found = getattr(case, name)
        if found and not known:
            yield rules.REFERENCE_UNKNOWN.at(register.cell(case, name), label=_label(name), found=found)
    if case.cause and register.causes.get(case.cause) is None:
        yield rules.CAUSE_NOT_LISTED.at(register.cell(case, "cause"), found=case.cause)


def _papers(case: Case, register: Register) -> Iterator[Finding]:
    """SER002, SER003, SER004 and SER007: each paper that the case names."""
    for name in _PAPERS:
        paper = register.paper(case, name)
        if paper is None:
            continue
        label = _label(name)
        if paper.customer_number != case.customer_number:
            yield rules.OTHER_CUSTOMER.at(
                register.cell(case, name),
                label=label,
                found=paper.number,
                owner=paper.customer_number,
                customer=case.customer_number,
            )
            continue
        yield from _goods(case, paper, label, register)
        if case.received_on and paper.day and case.received_on < paper.day:
            yield rules.TOO_EARLY.at(
                register.cell(case, "received_on"),
                label=_label("received_on"),
                found=case.received_on,
                what=_PAPERS[name],
                number=paper.number,
                day=paper.day,
            )


def _goods(case: Case, paper: Paper, label: Label, register: Register) -> Iterator[Finding]:
    """SER003 and SER004: only what is in the paper, and no more of it."""
    item, quantities = case.item_number, paper.quantities
    if not item or not quantities:
        return
    if item not in quantities:
        cell = register.cell(case, "item_number")
        yield rules.ITEM_NOT_IN_IT.at(cell, label=label, found=paper.number, item=item, items=tuple(quantities))
    elif case.quantity and case.quantity > quantities[item]:
        yield rules.MORE_THAN_DELIVERED.at(
            register.cell(case, "quantity"),
            found=case.quantity,
            item=item,
            label=label,
            number=paper.number,
            expected=quantities[item],
        )


def _quantity(case: Case, register: Register) -> Iterator[Finding]:
    """SER005."""
    if case.quantity is not None and case.quantity <= 0:
        yield rules.QUANTITY_NOT_POSITIVE.at(register.cell(case, "quantity"), found=case.quantity)


def _days(case: Case, register: Register, as_of: date) -> Iterator[Finding]:
    """SER006 and SER011: nobody was answered before the complaint came in."""
    for name in _DAYS:
        day: date | None = getattr(case, name)
        if day is None:
            continue
        cell, label = register.cell(case, name), _label(name)
        if day > as_of:
            yield rules.IN_FUTURE.at(cell, label=label, found=day, today=as_of)
        elif case.received_on and day < case.received_on:
            yield rules.ANSWERED_TOO_EARLY.at(cell, label=label, found=day, day=case.received_on)


def _disputed(case: Case, register: Register) -> Iterator[Finding]:
    """SER008 and SER009."""
    disputed = case.disputed_amount
    if disputed is None:
        return
    cell = register.cell(case, "disputed_amount")
    if not case.invoice_number:
        yield rules.DISPUTED_WITHOUT_INVOICE.at(cell, found=disputed)
        return
    paper = register.known.invoice(case.invoice_number)
    if paper is None or paper.amount is None:
        return
    is_alike = disputed.currency == paper.amount.currency
    if not is_alike or disputed.cents <= 0 or disputed > paper.amount:
        yield rules.DISPUTED_TOO_MUCH.at(cell, found=disputed, invoice=paper.number, expected=paper.amount)


def _solved(case: Case, register: Register) -> Iterator[Finding]:
    """SER012: without the day nobody is asked again, and with a day the case is not open."""
    if case.status and case.is_open == bool(case.solved_on):
        day = case.solved_on or "–"
        yield rules.SOLVED_UNCLEAR.at(register.cell(case, "solved_on"), status=case.status.label, day=day)
