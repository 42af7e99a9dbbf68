"""From the journal's events to the postings of the accounts. A pure fold: the same journal gives the same postings.

>>> postings_of([]).postings
()
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from pyxl.accounting import payments, purchases, sales
from pyxl.accounting.postings import Posting, Unposted, Voucher
from pyxl.core.labels import Text
from pyxl.core.money import EURO, Money
from pyxl.core.plain import from_plain
from pyxl.invoicing.model import Invoice
from pyxl.ledger import events as ev
from pyxl.ledger.books import RecordedEvent
from pyxl.ledger.late_money.dunning import DUNNING, DUNNING_WITHDRAWN, DunningIssued, DunningWithdrawn
from pyxl.ledger.late_money.write_offs import WRITE_OFF, WRITE_OFF_REVERSED, WriteOffReversed, WrittenOff
from pyxl.ledger.payables import events as bev
from pyxl.ledger.period_lock import PERIOD_LOCK, PeriodLock

NO_RATE = Text(
    "{document} is in {currency}, and its rate to the euro is not known.",
    "{document} lautet auf {currency}, der Kurs zum Euro ist nicht bekannt.",
)


@dataclass(frozen=True, slots=True)
class Accounts:
    """All postings in the order of the journal, and what could not be posted."""

    postings: tuple[Posting, ...]
    unposted: tuple[Unposted, ...]

    def until(self, day: date) -> Accounts:
        """What was posted up to and including that day."""
        return Accounts(tuple(each for each in self.postings if each.day <= day), self.unposted)

    def between(self, start: date, end: date) -> Accounts:
        """What was posted from the one day to the other, both included."""
        return Accounts(tuple(each for each in self.postings if start <= each.day <= end), self.unposted)


def postings_of(recorded: Iterable[RecordedEvent]) -> Accounts:
    """The accounts after these events."""
    fold = _Fold()
    for event in recorded:
        if apply := _APPLY.get(event.kind):
            apply(fold, event)
    return Accounts((*fold.postings, *fold.opening_balances()), tuple(fold.unposted))


@dataclass
class _Fold:
    postings: list[Posting] = field(default_factory=list)
    unposted: list[Unposted] = field(default_factory=list)
    standing: dict[str, tuple[Posting, ...]] = field(default_factory=dict)
    """What may be taken back, by what names it: a key, a document's number, a bank line's fingerprint."""
    facts: dict[str, ev.ItemFacts] = field(default_factory=dict)
    on_account: set[str] = field(default_factory=set)
    bills: dict[str, bev.BillFacts] = field(default_factory=dict)
    statements: dict[str, tuple[ev.StatementImported, date | None]] = field(default_factory=dict)
    """Each with the day up to which the books were locked when it came in."""
    locked_until: date | None = None

    def post(self, name: str, *postings: Posting) -> None:
        self.standing[name] = postings
        self.postings += [_on_open_day(each, self.locked_until) for each in postings]

    def take_back(self, name: str, day: date | None = None) -> None:
        taken_back = (each.taken_back(day) for each in self.standing.pop(name, ()))
        self.postings += [_on_open_day(each, self.locked_until) for each in taken_back]

    def leave_out(self, document: str, currency: str) -> None:
        self.unposted.append(Unposted(document, NO_RATE.bind(document=document, currency=currency)))

    def rate_of(self, number: str, currency: str) -> sales.Rate | None:
        """None where it is not known."""
        facts = self.facts.get(number)
        return _rate(currency, facts.exchange_rate if facts else None)

    def name_of(self, number: str) -> str:
        """Whose item that is; "" where nobody's."""
        if number in self.facts:
            return self.facts[number].customer_name
        return self.bills[number].supplier_name if number in self.bills else ""

    def opening_balances(self) -> Iterable[Posting]:
        """What was on each account before its first line, by its first statement that tells."""
        first: dict[str, tuple[date, Money, date | None]] = {}
        for statement, locked_until in self.statements.values():
            balance = statement.opening_balance
            if balance is None or not balance or balance.currency != EURO or not statement.lines:
                continue
            day = min(line.booking_date for line in statement.lines)
            if statement.account not in first or day < first[statement.account][0]:
                first[statement.account] = day, balance, locked_until
        return [
            _on_open_day(payments.opening_balance(account, balance, day), locked_until)
            for account, (day, balance, locked_until) in sorted(first.items())
        ]


def _on_open_day(posting: Posting, locked_until: date | None) -> Posting:
    """What comes in when its day is locked is posted on the first day that is open; the document keeps its own."""
    if locked_until is None or posting.day > locked_until:
        return posting
    return replace(posting, day=locked_until + timedelta(1), dated=posting.dated or posting.day)


def _rate(currency: str, euros: Decimal | None) -> sales.Rate | None:
    """None where it is not known."""
    if currency == EURO:
        return sales.IN_EURO
    return sales.Rate(currency, euros) if euros else None


def _issued_file(path: str) -> Voucher | None:
    """A document that pyxl wrote."""
    return Voucher(f"documents/{path}", path.rpartition("/")[2]) if path else None


def _received_file(facts: bev.BillFacts) -> Voucher | None:
    """A bill as it came; one that was typed from paper has no file."""
    if not facts.file_sha256:
        return None
    return Voucher(f"attached/{facts.file_sha256}", f"{facts.bill_id}_{facts.file_name}", is_incoming=True)


def _invoice_in(content: object) -> Invoice:
    assert isinstance(content, dict)
    return from_plain(Invoice, content["invoice"])


def _issued(fold: _Fold, event: RecordedEvent) -> None:
    issued = from_plain(ev.InvoiceIssued, event.payload)
    number = issued.item.invoice_number
    fold.facts[number] = issued.item
    if issued.prepays_order:
        fold.on_account.add(number)
    if issued.replaces:
        fold.take_back(issued.replaces, issued.item.invoice_date)
    _sold(fold, issued.content, number, number, issued.document_path)


def _credited(fold: _Fold, event: RecordedEvent) -> None:
    credited = from_plain(ev.InvoiceCredited, event.payload)
    if credited.item:
        fold.facts[event.number] = credited.item
    _sold(fold, credited.content, event.number, credited.number_credited, credited.document_path)


def _cancelled(fold: _Fold, event: RecordedEvent) -> None:
    cancelled = from_plain(ev.InvoiceCancelled, event.payload)
    fold.standing.pop(cancelled.number_cancelled, None)
    _sold(fold, cancelled.content, event.number, cancelled.number_cancelled, cancelled.document_path)


def _sold(fold: _Fold, content: object, number: str, stands_on: str, path: str) -> None:
    """The document in the accounts of the invoice that it is, credits or cancels."""
    invoice = _invoice_in(content)
    customer = invoice.buyer.customer_number
    if stands_on in fold.facts:
        customer = fold.facts[stands_on].customer_number
    else:
        fold.facts.setdefault(stands_on, fold.facts.get(number) or _facts_of(invoice, number))
    if rate := fold.rate_of(stands_on, invoice.currency):
        on_account = stands_on in fold.on_account
        sale = sales.sale(invoice, number, customer, rate, on_account=on_account)
        fold.post(number, replace(sale, voucher=_issued_file(path)))
    else:
        fold.leave_out(number, invoice.currency)


def _facts_of(invoice: Invoice, number: str) -> ev.ItemFacts:
    due = invoice.payment_terms.due_date
    buyer = invoice.buyer
    return ev.ItemFacts(number, buyer.customer_number, buyer.name, invoice.issue_date, due, invoice.totals.due)


def _opened(fold: _Fold, event: RecordedEvent) -> None:
    for facts in from_plain(ev.ItemsOpened, event.payload).items:
        fold.facts[facts.invoice_number] = facts
        if rate := fold.rate_of(facts.invoice_number, facts.gross_amount.currency):
            fold.post(facts.invoice_number, payments.opening(facts, rate))
        else:
            fold.leave_out(facts.invoice_number, facts.gross_amount.currency)


def _imported(fold: _Fold, event: RecordedEvent) -> None:
    imported = from_plain(ev.StatementImported, event.payload)
    fold.statements[event.key] = imported, fold.locked_until
    for line in imported.lines:
        if line.amount.currency == EURO:
            fold.post(f"line:{line.fingerprint}", payments.bank_line(line, imported.account))
        else:
            fold.leave_out(line.line_id, line.amount.currency)


def _import_withdrawn(fold: _Fold, event: RecordedEvent) -> None:
    withdrawn = from_plain(ev.StatementWithdrawn, event.payload)
    fold.statements.pop(withdrawn.import_key, None)
    for fingerprint in withdrawn.fingerprints:
        fold.take_back(f"line:{fingerprint}")


def _allocated(fold: _Fold, event: RecordedEvent) -> None:
    allocated = from_plain(ev.LineAllocated, event.payload)
    currencies = {part.amount.currency for part in allocated.parts} | {allocated.line_amount.currency}
    foreign = sorted(currencies - {EURO})
    if foreign and not allocated.exchange:
        fold.leave_out(allocated.line_id, foreign[0])
        return
    fold.post(event.key, *payments.settlements(allocated, fold.name_of, fold.bills.get))


def _released(fold: _Fold, event: RecordedEvent) -> None:
    fold.take_back(from_plain(ev.LineReleased, event.payload).allocation_key)


def _billed(fold: _Fold, event: RecordedEvent) -> None:
    received = from_plain(bev.BillReceived, event.payload)
    fold.bills[received.facts.bill_id] = received.facts
    if rate := _rate(received.facts.gross_amount.currency, received.facts.exchange_rate):
        bill = replace(purchases.bill(received, rate), voucher=_received_file(received.facts))
        fold.post(f"bill:{received.facts.bill_id}", bill)
    else:
        fold.leave_out(received.facts.bill_number, received.facts.gross_amount.currency)


def _bill_withdrawn(fold: _Fold, event: RecordedEvent) -> None:
    fold.take_back(f"bill:{from_plain(bev.BillWithdrawn, event.payload).bill_id}")


def _self_billed(fold: _Fold, event: RecordedEvent) -> None:
    billed = from_plain(ev.SelfBilled, event.payload)
    if billed.gross_amount.currency == EURO:
        invoice = _invoice_in(billed.content)
        bill = sales.self_billed(invoice, event.number, billed.supplier_number)
        fold.post(f"bill:{event.number}", replace(bill, voucher=_issued_file(billed.document_path)))
    else:
        fold.leave_out(event.number, billed.gross_amount.currency)


def _self_bill_cancelled(fold: _Fold, event: RecordedEvent) -> None:
    cancelled = from_plain(ev.SelfBillCancelled, event.payload)
    fold.take_back(f"bill:{cancelled.number_cancelled}", cancelled.issued_on)


def _written_off(fold: _Fold, event: RecordedEvent) -> None:
    given_up = from_plain(WrittenOff, event.payload)
    if given_up.amount.currency == EURO:
        fold.post(f"loss:{given_up.entry_id}", payments.bad_debt(given_up))
    else:
        fold.leave_out(given_up.invoice_number, given_up.amount.currency)


def _owed_again(fold: _Fold, event: RecordedEvent) -> None:
    fold.take_back(f"loss:{from_plain(WriteOffReversed, event.payload).entry_id}")


def _dunned(fold: _Fold, event: RecordedEvent) -> None:
    letter = from_plain(DunningIssued, event.payload)
    item = letter.charges_item
    if item is None:
        return
    fold.facts[letter.number] = item
    if item.gross_amount.currency == EURO:
        charges = payments.dunning_charges(letter, item)
        fold.post(f"dunning:{letter.number}", replace(charges, voucher=_issued_file(letter.document_path)))
    else:
        fold.leave_out(letter.number, item.gross_amount.currency)


def _dunning_withdrawn(fold: _Fold, event: RecordedEvent) -> None:
    fold.take_back(f"dunning:{from_plain(DunningWithdrawn, event.payload).number}")


def _locked(fold: _Fold, event: RecordedEvent) -> None:
    fold.locked_until = from_plain(PeriodLock, event.payload).locked_until


_APPLY: dict[str, Callable[[_Fold, RecordedEvent], None]] = {
    ev.INVOICE: _issued,
    ev.CREDIT: _credited,
    ev.CANCELLATION: _cancelled,
    ev.OPENING: _opened,
    ev.IMPORT: _imported,
    ev.IMPORT_WITHDRAWN: _import_withdrawn,
    ev.ALLOCATION: _allocated,
    ev.RELEASE: _released,
    ev.SELF_BILL: _self_billed,
    ev.SELF_BILL_CANCELLATION: _self_bill_cancelled,
    bev.BILL: _billed,
    bev.BILL_WITHDRAWN: _bill_withdrawn,
    DUNNING: _dunned,
    DUNNING_WITHDRAWN: _dunning_withdrawn,
    WRITE_OFF: _written_off,
    WRITE_OFF_REVERSED: _owed_again,
    PERIOD_LOCK: _locked,
}
