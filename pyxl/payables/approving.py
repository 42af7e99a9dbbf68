"""Approve bills and vouch for accounts: who, and what, is in the journal; nobody approves what she entered herself."""

from __future__ import annotations

from pyxl.banking.postings import BankPosting
from pyxl.core.changes import ChangeList
from pyxl.core.findings import CellRef, Finding, Rule, Severity
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.outcome import Outcome
from pyxl.core.tables import Table
from pyxl.ledger.books import Books
from pyxl.ledger.payables import events as bev
from pyxl.ledger.payables.payables import BillState
from pyxl.ledger.payables.rows import Bill, BillStatus
from pyxl.ledger.payables.values import BILLS
from pyxl.masterdata.suppliers import Supplier
from pyxl.payables.holds import approvers_of
from pyxl.payables.incoming import compact
from pyxl.reference_data.codes import is_iban
from pyxl.settings import Settings

ERROR = Severity.ERROR
NOT_AN_APPROVER = Rule(
    "APP001",
    "not-an-approver",
    ERROR,
    Text("{user} may not approve.", "{user} ist nicht freigabeberechtigt."),
    Text("Settings name who may.", "Wer es darf, steht in den Einstellungen."),
)
OWN_ENTRY = Rule(
    "APP002",
    "own-entry",
    ERROR,
    Text(
        "{user} entered bill {number} and cannot approve it.",
        "{user} hat Rechnung {number} erfasst und kann sie nicht freigeben.",
    ),
    Text("Somebody else has to.", "Das muss jemand anders tun."),
)
NOT_IN_THE_BOOKS = Rule(
    "APP003",
    "bill-not-entered",
    ERROR,
    Text(
        "Bill {number} is not in the books, or paid already.", "Rechnung {number} ist nicht erfasst oder schon bezahlt."
    ),
    Text("Enter it first.", "Zuerst erfassen."),
)
BILL_CHANGED = Rule(
    "APP004",
    "approval-of-changed-row",
    ERROR,
    Text(
        "Bill {number} reads otherwise in the tab than in the books.",
        "Rechnung {number} steht im Blatt anders als in den Büchern.",
    ),
    Text(
        "Put it back with “Rebuild from journal”, then look at it again.",
        "Mit „Aus dem Journal wiederherstellen“ zurücksetzen und neu ansehen.",
    ),
)
NOTE_MISSING = Rule(
    "APP005",
    "callback-note-missing",
    ERROR,
    Text(
        "Supplier {supplier}: {old} becomes {new}, and nobody noted a call.",
        "Lieferant {supplier}: {old} wird {new}, und niemand hat einen Anruf notiert.",
    ),
    Text(
        "Call under a number you knew before; write whom and when in the column beside.",
        "Unter schon bekannter Nummer anrufen; daneben eintragen, wen und wann.",
    ),
)
_SUMMARY = Text("{count} approved by {user}; refused: {left}.", "{count} freigegeben von {user}; abgelehnt: {left}.")
_VOUCHED = Text("{count} vouched for by {user}; refused: {left}.", "{count} bestätigt von {user}; abgelehnt: {left}.")
_QUESTION = Text("{user} confirms: {changes}", "{user} bestätigt: {changes}")
_CHANGE = Text("{supplier}: {old} becomes {new} ({note}).", "{supplier}: {old} wird {new} ({note}).")
_BILL = Label("bill", "Rechnung"), Label("bills", "Rechnungen")
_ACCOUNT = Label("account", "Konto"), Label("accounts", "Konten")
_APPROVED = Label("approved", "freigegeben")


def approve_bills(bills: Table[Bill], settings: Settings, books: Books, user: str = "") -> Outcome:
    """Approves the bills that are ticked, in the name of whoever does it."""
    postings: list[BankPosting] = []
    told: list[Finding] = []
    ticked = [row for row in bills if row.approve]
    changes = ChangeList()
    for row in ticked:
        cell, bill = bills.cell(row, "approve"), books.payables.bills.get(row.bill_id)
        refused = _refusal(row, bill, settings, user, cell)
        if refused:
            told.append(refused)
            continue
        assert bill is not None, "checked before"
        if user.casefold() not in {name.casefold() for name in bill.approved_by}:
            postings.append(_approval(bill, books, user))
        changes.set(BILLS, row.bill_id, "approve", True, False, _APPROVED)
    facts = {"user": user, "left": len(told)}
    counts: dict[str, int | str] = {"approved": len(postings), "refused": len(told)}
    summary = _SUMMARY.bind(count=Counted(len(postings), *_BILL), **facts)
    return Outcome(summary, tuple(told), tuple(postings), changes.done(), counts)


def _refusal(row: Bill, bill: BillState | None, settings: Settings, user: str, cell: CellRef) -> Finding | None:
    allowed, number = approvers_of(settings), row.bill_number
    if user.casefold() not in allowed:
        return NOT_AN_APPROVER.at(cell, user=user)
    if bill is None or bill.status not in (BillStatus.OPEN, BillStatus.PARTLY_PAID):
        return NOT_IN_THE_BOOKS.at(cell, number=number)
    if bill.entered_by.casefold() == user.casefold():
        return OWN_ENTRY.at(cell, user=user, number=number)
    facts = bill.facts
    seen = (row.supplier_number, row.bill_number, row.gross_amount)
    if seen != (facts.supplier_number, facts.bill_number, facts.gross_amount):
        return BILL_CHANGED.at(cell, number=number)
    return None


def _approval(bill: BillState, books: Books, user: str) -> BankPosting:
    changes, bill_id = ChangeList(), bill.facts.bill_id
    names = ", ".join(bill.approved_by)
    changes.set(BILLS, bill_id, "approved_by", names, ", ".join((*bill.approved_by, user)), _APPROVED)
    rounds = books.payables.approval_rounds[f"{bill_id}:{user}"]
    key = f"approve:{bill.key}:{user}:{rounds}"
    return BankPosting(bev.BILL_APPROVED, key, bev.BillApproved(bill_id, user), changes.done())


def vouch_for_accounts(suppliers: Table[Supplier], settings: Settings, books: Books, user: str = "") -> Outcome:
    """Notes that you asked each supplier whose IBAN is new, and that it is his: old and new are shown."""
    postings: list[BankPosting] = []
    told: list[Finding] = []
    changed = []
    allowed = approvers_of(settings)
    for row in suppliers:
        iban, old = compact(row.iban), books.payables.last_account(row.supplier_number)
        is_new = bool(old) and is_iban(iban) and not books.payables.is_known(row.supplier_number, iban)
        if not is_new or user in books.payables.persons_for(row.supplier_number, iban):
            continue
        cell = suppliers.cell(row, "callback_note")
        if allowed and user.casefold() not in allowed:
            told.append(NOT_AN_APPROVER.at(cell, user=user))
        elif not row.callback_note or _is_old_note(row, books):
            told.append(NOTE_MISSING.at(cell, supplier=row.supplier_number, old=old, new=iban))
        else:
            vouched = bev.AccountVouched(row.supplier_number, iban, old, row.callback_note, user)
            place = f"{row.supplier_number}:{iban}:{user}"
            key = f"vouch:{place}:{books.payables.voucher_rounds[place]}"
            postings.append(BankPosting(bev.ACCOUNT_VOUCHED, key, vouched))
            changed.append(
                _CHANGE.bind(supplier=f"{row.supplier_number} {row.name}", old=old, new=iban, note=row.callback_note)
            )
    counts: dict[str, int | str] = {"vouched": len(postings), "refused": len(told)}
    summary = _VOUCHED.bind(count=Counted(len(postings), *_ACCOUNT), user=user, left=len(told))
    question = _QUESTION.bind(user=user, changes=tuple(changed)) if postings else None
    return Outcome(summary, tuple(told), tuple(postings), counts=counts, confirmation=question)


def _is_old_note(row: Supplier, books: Books) -> bool:
    """Whether the note was made for an account before: a call is about one change."""
    return any(
        each.note == row.callback_note
        for (number, iban), given in books.payables.vouched.items()
        for each in given
        if number == row.supplier_number and iban != compact(row.iban)
    )
