"""Receive returns: what customers sent back is booked in by its RMA number; good is in stock again, scrap is not.

The credit note for what came draws its number in a transaction of its own, before the goods are booked. A run that was
killed between the two finds it again by its key.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyxl.core.changes import ChangeList
from pyxl.core.findings import CellRef, Finding, rows_with_errors
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.money import EURO, Money, total
from pyxl.core.outcome import Outcome, Posting
from pyxl.core.plain import from_plain
from pyxl.core.tables import Table
from pyxl.invoicing.crediting import CreditPosting
from pyxl.invoicing.drafting import language_of
from pyxl.invoicing.issue import check_before_issue
from pyxl.invoicing.posting import claims_key
from pyxl.invoicing.references import left_to_credit
from pyxl.ledger.books import Books, Find
from pyxl.ledger.cases.events import GoodsReturned
from pyxl.ledger.cases.return_rows import ReturnRow
from pyxl.ledger.cases.returns import ReturnState
from pyxl.ledger.cases.rows import Case
from pyxl.ledger.events import InvoiceCredited
from pyxl.ledger.goods.events import Movement
from pyxl.ledger.goods.rows import MovementKind
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item, StockKeeping
from pyxl.service.cases.worth import line_of_rate
from pyxl.service.letters.named_goods import named_quantity
from pyxl.service.returns import rules
from pyxl.service.returns.posting import ReturnPosting
from pyxl.service.settling.crediting import InvoicesOfRun, credit_name, credit_posting, unfit_findings
from pyxl.service.settling.return_values import RETURNS
from pyxl.settings import Settings
from pyxl.stock.desk import GoodsDesk
from pyxl.stock.supplies import location_for

_SUMMARY = Text(
    "{returns} received, {amount} credited; left out: {left}.",
    "{returns} gebucht, {amount} gutgeschrieben; ausgelassen: {left}.",
)
_CONFIRM = Text("To be received: {returns}, {amount} to be credited.", "Zu buchen: {returns}, {amount} gutzuschreiben.")
_RETURNS = Label("return", "Rücksendung"), Label("returns", "Rücksendungen")
_RECEIVED = Text("return {number}", "Rücksendung {number}")
ZERO = Decimal(0)


def receive_return(
    returns: Table[ReturnRow],
    cases: Table[Case],
    customers: Table[Customer],
    items: Table[Item],
    settings: Settings,
    books: Books,
    find: Find,
    as_of: date,
    user: str = "",
    settings_findings: tuple[Finding, ...] = (),
) -> Outcome:
    """Books what is typed under Good now and Scrap now, and credits what came where that was agreed.

    The cells are emptied, so that nothing is booked twice.
    """
    desk = _Receiving(returns, cases, customers, items, settings, books, find, as_of, user)
    typed = [row for row in returns if row.good_now or row.scrap_now]
    stops = check_before_issue(settings, settings_findings, books, as_of, RETURNS) if typed else []
    broken = rows_with_errors(returns.findings, RETURNS)
    findings: list[Finding] = [*returns.findings, *stops]
    postings: list[Posting] = []
    for row in typed if not stops else ():
        found, posted = desk.receive(row) if row.sheet_row not in broken else ([], [])
        findings += found
        postings += posted
    made = [each for each in postings if isinstance(each, ReturnPosting)]
    amounts = [each.returned.amount for each in made if each.returned.amount]
    euros = total([each for each in amounts if each.currency == EURO])
    facts = {"returns": Counted(len(made), *_RETURNS), "amount": euros}
    left = len(typed) - len(made)
    return Outcome(
        _SUMMARY.bind(**facts, left=left),
        tuple(findings),
        tuple(postings),
        counts={"received": len(made), "left_out": left, "credited": str(euros.amount)},
        confirmation=_CONFIRM.bind(**facts) if made else None,
        checked_tabs=(RETURNS,),
    )


@dataclass(frozen=True)
class _Credit:
    """What is credited for what came; no posting where it was written before a run was killed."""

    key: str = ""
    amount: Money | None = None
    posting: CreditPosting | None = None


class _Receiving:
    """The returns of one run, on one desk."""

    def __init__(
        self,
        returns: Table[ReturnRow],
        cases: Table[Case],
        customers: Table[Customer],
        items: Table[Item],
        settings: Settings,
        books: Books,
        find: Find,
        as_of: date,
        user: str,
    ) -> None:
        self.returns, self.cases, self.customers, self.items = returns, cases, customers, items
        self.settings, self.books, self.find, self.as_of, self.user = settings, books, find, as_of, user
        self.goods = GoodsDesk(books.stock)
        self._invoices = InvoicesOfRun(books, find)

    def receive(self, row: ReturnRow) -> tuple[list[Finding], list[Posting]]:
        """What is wrong with the row, or what follows from it."""
        state = self.books.cases.returns.get(row.return_number)
        found = list(self._check(row, state))
        if found or state is None:
            return found, []
        credit = self._credit(row, state)
        if isinstance(credit, Finding):
            return [credit], []
        unfit = self._unfit(row, credit)
        if unfit:
            return unfit, []
        posting = self._posting(row, state, credit)
        return [], [*([credit.posting] if credit.posting else []), posting]

    def _check(self, row: ReturnRow, state: ReturnState | None) -> Iterator[Finding]:
        """SER026 and SER027."""
        if state is None:
            yield rules.RETURN_UNKNOWN.at(self.returns.cell(row, "return_number"), found=row.return_number)
            return
        good, scrap = row.good_now or ZERO, row.scrap_now or ZERO
        if good < 0 or scrap < 0 or good + scrap > state.outstanding:
            name = "good_now" if row.good_now else "scrap_now"
            yield rules.RETURN_TOO_MANY.at(
                self.returns.cell(row, name), number=state.number, found=good + scrap, expected=state.outstanding
            )

    def _credit(self, row: ReturnRow, state: ReturnState) -> _Credit | Finding:
        """The share of what came, unless she types another amount; with the last goods, all that is left of it."""
        whole = state.expected.amount
        if whole is None:
            typed = row.credit_now
            return rules.RETURN_WITHOUT_CREDIT.at(self._cell(row), number=state.number) if typed else _Credit()
        claim = f"return-credit:{state.number}:{self.books.cases.receipt_rounds[state.number]}"
        key = claims_key("credit", (claim,))
        if written := self.find(key):
            return _Credit(key, from_plain(InvoiceCredited, dict(written.payload)).amount_credited)
        left_of_it = whole - (state.credited or Money.zero(whole.currency))
        amount = row.credit_now if row.credit_now is not None else self._share(row, state, whole)
        is_due = amount.cents > 1 if row.credit_now is None else bool(amount)
        if not is_due:  # A cent alone waits for the next goods.
            return _Credit()
        of = self._invoices.of(state.settled.invoice_number, state.expected.customer_number)
        line = line_of_rate(of.invoice, state.goods.item_number) if of else None
        left = min(left_of_it, left_to_credit(of.issued, of.item)) if of else Money.zero(whole.currency)
        if of is None or line is None or amount.currency != whole.currency or not 1 < amount.cents <= left.cents:
            number, invoice = state.number, state.settled.invoice_number
            return rules.RETURN_CREDIT_TOO_HIGH.at(
                self._cell(row), number=number, found=amount, left=left, invoice=invoice
            )
        name = credit_name(of.invoice.language, state.settled.number, self._named(row, state))
        posting = credit_posting(of, line, amount, name, claim, self.settings, self.as_of)
        self._invoices.credit(posting)
        return _Credit(key, posting.draft.totals.gross, posting)

    def _share(self, row: ReturnRow, state: ReturnState, whole: Money) -> Money:
        """All that came so far has its share of the whole, less what was credited of it."""
        came = state.good + state.scrap + (row.good_now or ZERO) + (row.scrap_now or ZERO)
        share = Money.rounded(whole.amount * came / state.goods.quantity, whole.currency)
        return share - (state.credited or Money.zero(whole.currency))

    def _named(self, row: ReturnRow, state: ReturnState) -> str:
        customer, item = self.customers.get(state.expected.customer_number), self.items.get(state.goods.item_number)
        came = (row.good_now or ZERO) + (row.scrap_now or ZERO)
        if customer is None or item is None:
            return state.goods.item_number
        return named_quantity(came, item, language_of(customer, self.settings)).line

    def _cell(self, row: ReturnRow) -> CellRef:
        return self.returns.cell(row, "credit_now")

    def _unfit(self, row: ReturnRow, credit: _Credit) -> list[Finding]:
        return list(unfit_findings(credit.posting, self._cell(row))) if credit.posting else []

    def _posting(self, row: ReturnRow, state: ReturnState, credit: _Credit) -> ReturnPosting:
        round_ = self.books.cases.receipt_rounds[state.number]
        changes = ChangeList()
        movements = tuple(self._movements(row, state, round_))
        self.goods.book(movements, changes, _RECEIVED.bind(number=state.number))
        good, scrap = row.good_now or ZERO, row.scrap_now or ZERO
        case = self.cases.get(state.settled.line_id)
        settles = state.waits and good + scrap == state.outstanding and case is not None and case.is_open
        returned = GoodsReturned(
            return_number=state.number,
            line_id=state.settled.line_id,
            received_on=self.as_of,
            received_by=self.user,
            good=good,
            scrap=scrap,
            movements=movements,
            good_typed=row.good_now,
            scrap_typed=row.scrap_now,
            credit_typed=row.credit_now,
            credit_key=credit.key,
            amount=credit.amount,
            status_before=case.status.name if settles and case and case.status else "",
            settles=settles,
            cost=self._cost(scrap, state, case),
            cost_before=case.cost if case else None,
        )
        return ReturnPosting(returned, state, round_, changes.done())

    def _cost(self, scrap: Decimal, state: ReturnState, case: Case | None) -> Money | None:
        """What the scrap was bought for; a cost in other money, or a case without a row, is left alone."""
        item = self.items.get(state.goods.item_number)
        if item is None or item.purchase_price is None or case is None:
            return None
        is_euro = case.cost is None or case.cost.currency == EURO
        return Money.rounded(item.purchase_price * scrap) or None if is_euro else None

    def _movements(self, row: ReturnRow, state: ReturnState, round_: int) -> Iterator[Movement]:
        """Good ones of an item that stock is kept of; scrap was taken off when it was delivered, and stays so."""
        item = self.items.get(state.goods.item_number)
        if row.good_now and item and item.stock_keeping is StockKeeping.STOCKED:
            yield Movement(
                movement_id=f"{state.number}/{round_ + 1}",
                day=self.as_of,
                kind=MovementKind.RETURNED.name,
                item_number=item.item_number,
                location=location_for(row.location, item, self.settings),
                quantity=row.good_now,
                reference=state.number,
            )
