"""Collect: the direct debits of the next days become one file per collection day, under a number of its own.

What is collected is owed, announced on its invoice and covered by a mandate; each invoice is in one batch at a time.
The bank line that brings the sum settles all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pyxl.banking.items import ReceivablesDesk, errors_of
from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.money import EURO, Money, total
from pyxl.core.outcome import Outcome, Series
from pyxl.core.schema import schema_of
from pyxl.core.tables import Table, table_of
from pyxl.formats.epc_qr import SEPA_COUNTRIES
from pyxl.formats.sepa.text import sepa_text
from pyxl.formats.sepa.xml import HIGHEST
from pyxl.ledger.books import Books, ItemState
from pyxl.ledger.cases.disputes import Disputes
from pyxl.ledger.cases.rows import Case
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.customers import Customer, MandateKind
from pyxl.receivables import batch_rules as rules
from pyxl.receivables.batch_posting import BatchPosting, Collected
from pyxl.receivables.mandates import MandateUse, expires_on
from pyxl.reference_data.codes import is_creditor_id, is_iban
from pyxl.reference_data.target_days import target_day_after, target_day_from
from pyxl.settings import COLLECTING, DAYS_MAX, Settings
from pyxl.settings.checks import is_number_pattern

LEAD_DAYS = 2
"""Banking days before the money moves: one for the bank (SEPA Core and B2B), one until the file is handed in."""
_NO_CASES: Table[Case] = table_of(Case)
_SUMMARY = Text(
    "{debits} in {batches}, together {amount}; not collected: {left}.",
    "{debits} in {batches}, zusammen {amount}; nicht eingezogen: {left}.",
)
_CONFIRM = Text(
    "To be collected: {debits} for {amount}, on {days}. pyxl writes the file, you hand it in at your bank.",
    "Einzuziehen: {debits} über {amount}, am {days}. pyxl schreibt die Datei, Sie reichen sie bei der Bank ein.",
)
_DEBIT = Label("direct debit", "Lastschrift"), Label("direct debits", "Lastschriften")
_BATCH = Label("batch", "Sammler"), Label("batches", "Sammlern")


@dataclass(frozen=True, slots=True)
class _Due:
    """An open invoice that announces its collection."""

    item: ItemState
    row: OpenItem
    customer: Customer


def collect_direct_debits(
    receivables: Table[OpenItem],
    customers: Table[Customer],
    settings: Settings,
    books: Books,
    as_of: date,
    settings_findings: tuple[Finding, ...] = (),
    cases: Table[Case] = _NO_CASES,
) -> Outcome:
    """Makes the SEPA files for invoices that are due soon and whose customers gave a mandate, and lists them."""
    desk = ReceivablesDesk(receivables, customers, settings, books)
    due, findings = _due(receivables, customers, settings, books, desk, as_of)
    due, disputed = _undisputed(due, Disputes.of(cases), receivables)
    findings += disputed
    unusable = _creditor(settings, settings_findings) if due else []
    use = MandateUse(books)
    told = {each.row.invoice_number: _not_usable(customers, each, use, settings, as_of) for each in due}
    sound = [] if unusable else [each for each in due if told[each.row.invoice_number] is None]
    findings += [found for found in told.values() if found]
    groups: dict[tuple[date, MandateKind], list[Collected]] = {}
    for each in sound:
        day = max(target_day_from(each.item.facts.due_date), target_day_after(as_of, LEAD_DAYS))
        kind = each.customer.mandate_kind or MandateKind.CORE
        groups.setdefault((day, kind), []).append(Collected(each.item, each.customer))
    series = Series(settings.batch_number_pattern, as_of.year)
    postings = tuple(
        BatchPosting(tuple(items), day, kind, settings, as_of, series, books)
        for (day, kind), items in sorted(groups.items(), key=lambda group: (group[0][0], group[0][1].name))
    )
    all_told = (*desk.findings, *errors_of(customers), *unusable, *findings)
    return _outcome(postings, all_told, len(due) - len(sound))


def _due(
    receivables: Table[OpenItem],
    customers: Table[Customer],
    settings: Settings,
    books: Books,
    desk: ReceivablesDesk,
    as_of: date,
) -> tuple[list[_Due], list[Finding]]:
    """What is due soon, open in euros and in no batch; and what is said of the rest."""
    until = as_of + timedelta(days=min(max(settings.collect_days_ahead or 0, 0), DAYS_MAX))
    due: list[_Due] = []
    findings: list[Finding] = []
    for row in receivables:
        item, customer = books.item(row.invoice_number), customers.get(row.customer_number)
        entry = desk.entries.get(row.invoice_number)
        if entry is None or entry.is_cancelled or not customer or not customer.mandate_reference:
            continue
        if books.hand_overs.number_of(row.invoice_number):  # The agency collects it now.
            continue
        if row.due_date > until or entry.currency != EURO or entry.open <= 0:
            continue
        cell = receivables.cell(row, "invoice_number")
        if item is None or not item.facts.mandate:
            findings.append(rules.NOT_ANNOUNCED.at(cell, number=row.invoice_number, customer=customer.customer_number))
        elif item.debit and item.debit.returns:
            findings.append(rules.CAME_BACK.at(cell, number=row.invoice_number, batch=item.debit.batch))
        elif item.debit is None and item.amount_open <= HIGHEST:
            due.append(_Due(item, row, customer))
    return due, findings


def _undisputed(due: list[_Due], disputes: Disputes, receivables: Table[OpenItem]) -> tuple[list[_Due], list[Finding]]:
    """Without the invoices that an open case is about: a debit of a disputed sum comes back, and costs a fee."""
    kept, findings = list[_Due](), list[Finding]()
    for each in due:
        number = each.row.invoice_number
        dispute = disputes.dispute(each.customer.customer_number, number, each.item.amount_open)
        if dispute is None:
            kept.append(each)
            continue
        cell = receivables.cell(each.row, "invoice_number")
        findings.append(rules.DISPUTED.at(cell, number=number, amount=dispute.amount, cases=dispute.cases))
    return kept, findings


def _missing(customer: Customer) -> tuple[Label, ...]:
    """The columns of the customer without which the bank takes no debit."""
    schema, iban = schema_of(Customer), customer.iban.replace(" ", "").upper()
    is_sepa = is_iban(iban) and iban[:2] in SEPA_COUNTRIES
    return tuple(
        schema.column(name).label
        for name, is_there in (
            ("name", bool(sepa_text(customer.name))),
            ("iban", is_sepa),
            ("mandate_reference", bool(sepa_text(customer.mandate_reference))),
            ("mandate_date", customer.mandate_date is not None),
        )
        if not is_there
    )


def _not_usable(
    customers: Table[Customer], each: _Due, use: MandateUse, settings: Settings, as_of: date
) -> Finding | None:
    """What is wrong with the mandate; None where it may be used."""
    customer, number = each.customer, each.row.invoice_number
    mandate, cell = customer.mandate_reference, customers.cell(customer, "mandate_reference")
    missing = _missing(customer)
    if missing or customer.mandate_date is None:
        return rules.MANDATE_UNUSABLE.at(cell, number=number, customer=customer.customer_number, missing=missing)
    last = use.last_use(mandate, customer.mandate_date)
    if expires_on(last) < as_of:
        return rules.MANDATE_EXPIRED.at(
            cell, number=number, customer=customer.customer_number, mandate=mandate, day=last
        )
    returns, allowed = use.returns[mandate], settings.mandate_returns_max or 0
    if 0 < allowed <= returns:
        return rules.MANDATE_BLOCKED.at(
            cell, number=number, customer=customer.customer_number, mandate=mandate, count=returns
        )
    return None


def _creditor(settings: Settings, settings_findings: Iterable[Finding]) -> list[Finding]:
    """SEP003: also where a setting that matters here could not be read."""
    wrong = {found.cell.column for found in settings_findings if found.is_error}
    if not is_iban(settings.iban):
        wrong.add("iban")
    if not is_creditor_id(settings.creditor_id):
        wrong.add("creditor_id")
    if not is_number_pattern(settings.batch_number_pattern):
        wrong.add("batch_number_pattern")
    needed = ("company_name", "iban", "creditor_id", *COLLECTING)
    fields = tuple(schema_of(Settings).column(name).label for name in needed if name in wrong)
    return [rules.CREDITOR_UNUSABLE.at(CellRef("Settings"), fields=fields)] if fields else []


def _outcome(postings: tuple[BatchPosting, ...], findings: tuple[Finding, ...], left: int) -> Outcome:
    debits = sum(len(posting.items) for posting in postings)
    amount = total([posting.amount for posting in postings]) if postings else Money.zero()
    days = tuple(dict.fromkeys(posting.execution_date for posting in postings))
    facts = {"debits": Counted(debits, *_DEBIT), "amount": amount}
    counts: dict[str, int | str] = {
        "debits": debits,
        "batches": len(postings),
        "amount": str(amount.amount),
        "not_collected": left,
    }
    summary = _SUMMARY.bind(**facts, batches=Counted(len(postings), *_BATCH), left=left)
    confirmation = _CONFIRM.bind(**facts, days=days) if postings else None
    return Outcome(summary, findings, postings, counts=counts, confirmation=confirmation)
