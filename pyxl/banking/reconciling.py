"""Reconcile: what is sure is settled, the rest goes to Review with its reason, nothing is guessed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

from pyxl.banking import rules
from pyxl.banking.allocating import Allocator, mark_line
from pyxl.banking.allocations import allocated_amount
from pyxl.banking.batches import BatchNumbers, settle_batches
from pyxl.banking.items import ReceivablesDesk, errors_of
from pyxl.banking.lines import (
    is_locked,
    known_accounts,
    memory_of,
    parties_of,
    payment_line,
    policy_of,
    settlements_of,
    unreadable_limits,
)
from pyxl.banking.matching.engine import match_lines
from pyxl.banking.matching.payers import payer_key
from pyxl.banking.matching.records import Match, Matching, PaymentLine, Policy, Undecided, Verdict
from pyxl.banking.payment_batches import settle_payments
from pyxl.banking.questions import standing_lines
from pyxl.banking.reviewing import choice_label, plan_review, review_rows
from pyxl.banking.ruling import check_bank_rules, ruled
from pyxl.core.changes import CellValue, ChangeList
from pyxl.core.findings import CellRef, Finding, Rule
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.money import Money, total
from pyxl.core.outcome import Outcome, Plain
from pyxl.core.tables import Table
from pyxl.ledger.bank_rules import BankRule
from pyxl.ledger.books import Books
from pyxl.ledger.events import ImportedLine, LineAllocated
from pyxl.ledger.rows import BankLine, BankStatus, OpenItem, Payer, Proposal
from pyxl.masterdata.customers import Customer
from pyxl.settings import Settings

_SUMMARY = Text(
    "{settled} of {lines} open bank lines settled ({amount}), {review} to review, {none} no customer payment.",
    "{settled} von {lines} offenen Bankzeilen zugeordnet ({amount}), {review} zu prüfen, {none} keine Kundenzahlung.",
)
_RULES: dict[Verdict, Rule] = {
    Verdict.AMBIGUOUS: rules.AMBIGUOUS,
    Verdict.PAID_TWICE: rules.PAID_TWICE,
    Verdict.DISCOUNT_LATE: rules.DISCOUNT_LATE,
    Verdict.DISCOUNT_TOO_HIGH: rules.DISCOUNT_TOO_HIGH,
    Verdict.OVERPAID: rules.OVERPAID,
    Verdict.AMOUNT_DIFFERS: rules.AMOUNT_DIFFERS,
    Verdict.CANCELLED_REFERENCE: rules.CANCELLED_REFERENCE,
    Verdict.UNKNOWN_PAYER: rules.UNKNOWN_PAYER,
    Verdict.RETURN_NOT_FOUND: rules.RETURN_NOT_FOUND,
    Verdict.PAID_OUT: rules.PAID_OUT,
    Verdict.NOTHING_FITS: rules.NOTHING_FITS,
}
_OPEN_LINES = Label("open bank line", "offene Bankzeile"), Label("open bank lines", "offene Bankzeilen")
_NOTHING: dict[str, int | str] = {
    "lines": 0,
    "settled": 0,
    "to_review": 0,
    "to_decide": 0,
    "no_customer_payment": 0,
    "returns": 0,
    "amount_settled": "0.00",
    "paid_out": "0.00",
    "payers_learned": 0,
}


def reconcile(
    bank: Table[BankLine],
    receivables: Table[OpenItem],
    customers: Table[Customer],
    payers: Table[Payer],
    bank_rules: Table[BankRule],
    review: Table[Proposal],
    settings: Settings,
    books: Books,
    as_of: date,
    settings_findings: tuple[Finding, ...] = (),
) -> Outcome:
    """Finds the invoices that bank lines pay. What is sure is settled with its reason; the rest goes to Review."""
    if unreadable := unreadable_limits(settings_findings):
        nothing = _SUMMARY.bind(settled=0, lines=0, amount=Money.zero(), review=0, none=0)
        return Outcome(nothing, unreadable, counts=_NOTHING)
    desk = ReceivablesDesk(receivables, customers, settings, books)
    lines = open_lines(bank, settings, books)
    policy = policy_of(settings, books)
    entries = dict(desk.entries)
    batch_numbers = BatchNumbers(books)
    outgoing = _set_aside_outgoing(lines, settings, books)
    paid = settle_payments((*lines.values(), *outgoing.values()), books, batch_numbers, bank)
    paid.undecided = [each for each in paid.undecided if each.line_id in lines]
    for number in paid.refunds:
        entries.pop(number, None)  # Else the credit might be set off as well as paid out.
    lines |= {line_id: line for line_id, line in outgoing.items() if line_id in paid.taken}
    credited = [line for line in lines.values() if line.line_id not in paid.taken]
    batches = settle_batches(credited, entries, books, batch_numbers, policy)
    batches.undecided += paid.undecided
    taken = batches.taken | paid.taken
    others = [line for line in lines.values() if line.line_id not in taken]
    matching = match_lines(
        [_payment_line(line, books, batch_numbers) for line in others],
        entries.values(),
        parties_of(customers),
        memory_of(payers, books),
        [*settlements_of(books), *batches.settlements],
        policy,
    )
    matching = ruled(batches.before(matching), lines, bank_rules)
    allocator = Allocator(bank, payers, desk, books, as_of)
    _allocate(allocator, matching, lines, _provers(matching, lines, customers, policy))
    changes = ChangeList()
    standing = standing_lines(review, desk, matching, books, settings)
    _plan_undecided(bank, review, desk, matching, lines, standing, changes)
    findings = (
        *desk.findings,
        *errors_of(payers),
        *errors_of(bank_rules),
        *check_bank_rules(bank_rules),
        *_not_imported(bank, books),
        *_locked(settings, books),
        *_findings(bank, matching),
    )
    counts = _counts(matching, lines, allocator, paid.settled)
    summary = _SUMMARY.bind(
        settled=counts["settled"],
        lines=len(lines),
        amount=Money.of(str(counts["amount_settled"])),
        review=counts["to_review"],
        none=counts["no_customer_payment"],
    )
    postings = (*desk.opening(), *paid.postings, *allocator.postings)
    return Outcome(summary, findings, postings, changes.done(), counts, _proposals(matching))


def _allocate(
    allocator: Allocator, matching: Matching, lines: dict[str, ImportedLine], provers: frozenset[str]
) -> None:
    for match in matching.matches:
        allocator.allocate(
            lines[match.line_id],
            match.parts,
            match.reason.label,
            match.proves_customer if match.line_id in provers else "",
            fee=match.fee,
            currency=match.currency,
            batch=match.batch,
        )


def _payment_line(line: ImportedLine, books: Books, batch_numbers: BatchNumbers) -> PaymentLine:
    view = payment_line(line)
    is_hers, text = line.line_id in books.taken_back, batch_numbers.taken_from(view.text)
    return replace(view, is_hers=is_hers, text=text) if is_hers or text != view.text else view


def open_lines(bank: Table[BankLine], settings: Settings, books: Books) -> dict[str, ImportedLine]:
    """Imported lines that are not settled, not before the books start, not locked, and not set aside by her."""
    lines = {}
    for line_id, line in books.bank_lines.items():
        row = bank.get(line_id)
        is_set_aside = row is not None and row.status is BankStatus.NO_CUSTOMER_PAYMENT
        is_early = settings.opening_date is not None and line.booking_date < settings.opening_date
        is_out = is_set_aside or is_early or is_locked(settings, line.booking_date)
        if line_id not in books.allocations and not is_out:
            lines[line_id] = line
    return lines


def _set_aside_outgoing(lines: dict[str, ImportedLine], settings: Settings, books: Books) -> dict[str, ImportedLine]:
    """Money that went out and was no customer's payment when it came: its bill may have been entered since."""
    return {
        line_id: line
        for line_id, line in books.bank_lines.items()
        if line.amount.cents < 0
        and line_id not in lines
        and line_id not in books.allocations
        and not (settings.opening_date and line.booking_date < settings.opening_date)
        and not is_locked(settings, line.booking_date)
    }


def _provers(
    matching: Matching, lines: dict[str, ImportedLine], customers: Table[Customer], policy: Policy
) -> frozenset[str]:
    """Lines from which a payer may be learned: the IBAN is new, and in this run it paid for one customer only."""
    known = known_accounts(customers, policy)
    proven: dict[str, set[str]] = defaultdict(set)
    for match in matching.matches:
        if match.proves_customer:
            proven[_payer(lines, match)].add(match.proves_customer)
    return frozenset(
        match.line_id
        for match in matching.matches
        if (payer := _payer(lines, match)) and payer not in known and len(proven.get(payer, ())) == 1
    )


def _payer(lines: dict[str, ImportedLine], match: Match) -> str:
    line = lines[match.line_id]
    return payer_key(line.counterparty_iban, line.counterparty_name)


def _plan_undecided(
    bank: Table[BankLine],
    review: Table[Proposal],
    desk: ReceivablesDesk,
    matching: Matching,
    lines: dict[str, ImportedLine],
    standing: frozenset[str],
    changes: ChangeList,
) -> None:
    """Status and reason in Bank, proposals in Review."""
    wanted: dict[str, dict[str, dict[str, CellValue]]] = {}
    for each in matching.undecided:
        is_review = each.verdict is not Verdict.NO_CUSTOMER_PAYMENT
        row = bank.get(each.line_id)
        if row is not None:
            status = BankStatus.REVIEW if is_review else BankStatus.NO_CUSTOMER_PAYMENT
            mark_line(changes, row, status, None, each.reason.label)
        if is_review:
            wanted[each.line_id] = review_rows(lines[each.line_id], each)
    wanted |= {
        match.line_id: review_rows(lines[match.line_id], match.question) for match in matching.matches if match.question
    }
    settled = {part.number for match in matching.matches for part in match.parts}
    settled |= {number for number, entry in desk.entries.items() if not entry.open}
    plan_review(review, wanted, standing, settled, changes)


def _not_imported(bank: Table[BankLine], books: Books) -> list[Finding]:
    return [
        rules.NOT_IMPORTED.at(bank.cell(row, "line_id"), line=row.line_id)
        for row in bank
        if row.line_id not in books.bank_lines
    ]


def _locked(settings: Settings, books: Books) -> list[Finding]:
    open_ones = [line for line_id, line in books.bank_lines.items() if line_id not in books.allocations]
    count = sum(is_locked(settings, line.booking_date) for line in open_ones)
    return (
        [rules.LOCKED_LINES.at(CellRef("Settings"), lines=Counted(count, *_OPEN_LINES), day=settings.locked_until)]
        if count
        else []
    )


def _findings(bank: Table[BankLine], matching: Matching) -> list[Finding]:
    found = []
    for match in matching.matches:
        rule = rules.RETURN_DEBIT if match.returns_line else None
        if any(part.written_off for part in match.parts) and not match.returns_line:
            rule = rules.WRITTEN_OFF
        row = bank.get(match.line_id)
        if rule and row:
            found.append(rule.at(bank.cell(row, "amount"), reason=match.reason.label))
        if match.question and row:
            asked = match.question
            found.append(_RULES[asked.verdict].at(bank.cell(row, "amount"), reason=asked.reason.label))
    for each in matching.undecided:
        row = bank.get(each.line_id)
        if each.verdict in _RULES and row:
            found.append(_RULES[each.verdict].at(bank.cell(row, "amount"), reason=each.reason.label))
    return found


def _counts(
    matching: Matching, lines: dict[str, ImportedLine], allocator: Allocator, paid: list[LineAllocated]
) -> dict[str, int | str]:
    none = sum(each.verdict is Verdict.NO_CUSTOMER_PAYMENT for each in matching.undecided)
    euros = [allocated_amount(event) for event in allocator.settled if event.line_amount.currency == "EUR"]
    return {
        "lines": len(lines),
        "settled": len(matching.matches) + len(paid),
        "to_review": len(matching.undecided) - none,
        "to_decide": sum(match.question is not None for match in matching.matches),
        "no_customer_payment": none,
        "returns": sum(bool(match.returns_line) for match in matching.matches),
        "amount_settled": str(total(euros).amount),
        "paid_out": str(total([-allocated_amount(event) for event in paid]).amount),
        "payers_learned": sum(event.payer is not None for event in allocator.settled),
    }


def _proposals(matching: Matching) -> tuple[Plain, ...]:
    return tuple(_proposal(each) for each in matching.undecided if each.verdict is not Verdict.NO_CUSTOMER_PAYMENT)


def _proposal(each: Undecided) -> Plain:
    return {
        "line_id": each.line_id,
        "verdict": each.verdict.value,
        "reason": each.reason.text("en"),
        "invoices": [choice_label(candidate).en for candidate in each.candidates],
    }
