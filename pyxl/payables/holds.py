"""Every reason not to pay a bill. Each check is silent when all is well; the planner asks all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyxl.core.findings import CellRef, Finding
from pyxl.core.money import EURO
from pyxl.core.schema import schema_of
from pyxl.core.tables import Table
from pyxl.core.text import squash
from pyxl.formats.epc_qr import SEPA_COUNTRIES
from pyxl.formats.sepa.text import sepa_text
from pyxl.formats.sepa.xml import EUROPEAN_ECONOMIC_AREA, HIGHEST
from pyxl.ledger.payables.payables import BillState, Payables
from pyxl.ledger.payables.rows import Bill, BillKind
from pyxl.ledger.payables.values import BILLS
from pyxl.masterdata.suppliers import Supplier
from pyxl.payables import payment_rules as rules
from pyxl.payables.incoming import compact
from pyxl.payables.matching import BillAsked, OrderMatch
from pyxl.payables.unassigned import UnassignedPayments
from pyxl.reference_data.codes import is_bic, is_country, is_iban
from pyxl.settings import Settings

_PROTECTED = ("supplier_number", "bill_number", "gross_amount", "currency")
"""What a payment depends on: as entered, whatever the tab says."""


def approvers_of(settings: Settings) -> frozenset[str]:
    """Who may approve, in small letters."""
    return frozenset(name.strip().casefold() for name in settings.approvers.split(",") if name.strip())


def persons_needed(settings: Settings) -> int:
    """How many vouch for a changed account: two, where there are two."""
    return 2 if len(approvers_of(settings)) > 1 else 1


def approvals_needed(bill: BillState, settings: Settings) -> int:
    """How many persons approve a bill of this amount; what the firm wrote itself needs none."""
    gross = bill.facts.gross_amount.amount
    if gross <= 0 or bill.kind is BillKind.SELF_BILLED:
        return 0
    limits = (settings.approval_limit, settings.second_approval_limit)
    return max((count for count, limit in enumerate(limits, 1) if limit is not None and gross > limit), default=0)


@dataclass(frozen=True)
class Holds:
    """The reasons, for the bills of one run."""

    bills: Table[Bill]
    suppliers: Table[Supplier]
    settings: Settings
    payables: Payables
    sanctions: frozenset[str] = frozenset()
    """Names on the list, squashed."""
    match: OrderMatch | None = None
    """Orders and receipts to compare bills with."""
    unassigned: UnassignedPayments | None = None
    """What went to accounts of suppliers by other ways."""

    def of(self, bill: BillState) -> tuple[Finding, ...]:
        """All reasons why this bill is not paid now."""
        row, supplier = self.bills.get(bill.facts.bill_id), self.suppliers.get(bill.facts.supplier_number)
        found = [*self._of_row(bill, row), *self._of_approval(bill)]
        if bill.facts.gross_amount.currency != EURO:
            found.append(rules.OTHER_CURRENCY.at(self.cell(bill), found=bill.facts.gross_amount.currency))
        if supplier is None or supplier.payment_block:
            found.append(rules.SUPPLIER_BLOCKED.at(self.cell(bill), supplier=bill.facts.supplier_number))
        if supplier is not None and bill.facts.gross_amount.cents > 0:
            found += [*self._of_account(supplier), *self._of_payee(supplier), *self._of_sanctions(supplier)]
            found += self._of_named_account(bill, supplier)
        return tuple(found)

    def cell(self, bill: BillState) -> CellRef:
        """The bill's place in the tab."""
        row = self.bills.get(bill.facts.bill_id)
        return self.bills.cell(row, "bill_number") if row else CellRef(BILLS, key=bill.facts.bill_id)

    def flags(self, bill: BillState) -> tuple[Finding, ...]:
        """What is worth a second look: it is never ticked by itself."""
        differs = self.match.check(BillAsked(bill.facts, bill.lines), self.cell(bill)) if self.match else ()
        return (*self._first_payment(bill), *self._maybe_paid(bill), *differs)

    def _maybe_paid(self, bill: BillState) -> Iterator[Finding]:
        """PAY018: for the first line only, the hint is the same for all."""
        supplier, facts = self.suppliers.get(bill.facts.supplier_number), bill.facts
        if self.unassigned is None or facts.gross_amount.cents <= 0:
            return
        accounts = frozenset([*facts.accounts, *([compact(supplier.iban)] if supplier and supplier.iban else [])])
        line = next(self.unassigned.since(facts.bill_date, accounts), None)
        if line:
            iban, number = compact(line.counterparty_iban), facts.supplier_number
            yield rules.MAYBE_PAID.at(
                self.cell(bill), amount=-line.amount, iban=iban, supplier=number, day=line.booking_date
            )

    def _first_payment(self, bill: BillState) -> tuple[Finding, ...]:
        supplier = self.suppliers.get(bill.facts.supplier_number)
        iban = compact(supplier.iban) if supplier else ""
        if not iban or bill.facts.gross_amount.cents <= 0 or self.payables.is_known(bill.facts.supplier_number, iban):
            return ()
        return (rules.FIRST_PAYMENT.at(self.cell(bill), iban=iban, supplier=bill.facts.supplier_number),)

    def _of_row(self, bill: BillState, row: Bill | None) -> Iterator[Finding]:
        if row is None:
            return
        if row.block:
            yield rules.ON_HOLD.at(self.bills.cell(row, "block"), reason=row.block)
        facts = bill.facts
        expected = (facts.supplier_number, facts.bill_number, facts.gross_amount, facts.gross_amount.currency)
        for name, value in zip(_PROTECTED, expected, strict=True):
            found = getattr(row, name)
            if found != value:
                label = schema_of(Bill).column(name).label
                yield rules.ROW_CHANGED.at(self.bills.cell(row, name), label=label, found=found, expected=value)

    def _of_approval(self, bill: BillState) -> Iterator[Finding]:
        needed, allowed = approvals_needed(bill, self.settings), approvers_of(self.settings)
        given = {name.casefold() for name in bill.approved_by} & allowed - {bill.entered_by.casefold()}
        if len(given) < needed:
            yield rules.NOT_APPROVED.at(self.cell(bill), missing=needed - len(given), needed=needed)

    def _of_account(self, supplier: Supplier) -> Iterator[Finding]:
        iban, bic, number = compact(supplier.iban), compact(supplier.bic), supplier.supplier_number
        schema = schema_of(Supplier)
        if not is_iban(iban) or iban[:2] not in SEPA_COUNTRIES:
            cell = self.suppliers.cell(supplier, "iban")
            yield rules.ACCOUNT_UNUSABLE.at(cell, supplier=number, label=schema.column("iban").label, found=iban)
            return
        if bic and not is_bic(bic):
            cell = self.suppliers.cell(supplier, "bic")
            yield rules.ACCOUNT_UNUSABLE.at(cell, supplier=number, label=schema.column("bic").label, found=bic)
        last, needed = self.payables.last_account(number), persons_needed(self.settings)
        persons = self.vouched_by(number, iban)
        if last and not self.payables.is_known(number, iban) and persons < needed:
            cell = self.suppliers.cell(supplier, "iban")
            yield rules.ACCOUNT_CHANGED.at(cell, supplier=number, old=last, new=iban, persons=persons, needed=needed)

    def vouched_by(self, supplier_number: str, iban: str) -> int:
        """How many persons vouch for the account, of those who may."""
        allowed = approvers_of(self.settings)
        given = {name.casefold() for name in self.payables.persons_for(supplier_number, iban)}
        return len(given & allowed if allowed else given)

    def _of_named_account(self, bill: BillState, supplier: Supplier) -> Iterator[Finding]:
        """The bill names other accounts than Suppliers, and not only such as were paid to before."""
        named, iban, number = bill.facts.accounts, compact(supplier.iban), supplier.supplier_number
        if named and iban not in named and not all(self.payables.is_known(number, each) for each in named):
            yield rules.OTHER_ACCOUNT.at(self.cell(bill), found=named, expected=iban)

    def _of_sanctions(self, supplier: Supplier) -> Iterator[Finding]:
        for name in _payee_names(supplier):
            if squash(name) in self.sanctions:
                cell = self.suppliers.cell(supplier, "name")
                yield rules.SANCTIONED.at(cell, supplier=supplier.supplier_number, name=name)

    def _of_payee(self, supplier: Supplier) -> Iterator[Finding]:
        """A name the bank can read; outside the European Economic Area town and country too."""
        wanted = {"account_holder" if supplier.account_holder else "name": bool(sepa_text(payee_of(supplier)))}
        if compact(supplier.iban)[:2] not in EUROPEAN_ECONOMIC_AREA:
            wanted["city"] = bool(sepa_text(supplier.city))
            wanted["country"] = is_country((supplier.country or "DE").upper())
        for name, is_there in wanted.items():
            if not is_there:
                label = schema_of(Supplier).column(name).label
                cell = self.suppliers.cell(supplier, name)
                yield rules.PAYEE_UNUSABLE.at(cell, label=label, found=getattr(supplier, name))


def _payee_names(supplier: Supplier) -> tuple[str, ...]:
    return tuple(name for name in (supplier.name, supplier.account_holder) if name)


def payee_of(supplier: Supplier) -> str:
    """The holder of the account."""
    return supplier.account_holder or supplier.name


def is_payable_amount(cents: int) -> bool:
    """Whether a bank takes it as one transfer."""
    return 0 < cents <= HIGHEST.cents
