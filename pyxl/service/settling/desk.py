"""Whether a case can be settled as it is ticked, and what follows from it; several cases of one invoice go together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from pyxl.core.findings import Finding
from pyxl.core.money import EURO, Money
from pyxl.core.outcome import Series
from pyxl.core.plain import PlainData, from_plain
from pyxl.core.schema import schema_of
from pyxl.dunning.surveying import address_missing
from pyxl.invoicing.drafting import buyer_of, language_of
from pyxl.invoicing.posting import slug
from pyxl.invoicing.sender import account_of, letterhead_facts, seller_of
from pyxl.ledger.books import Books, Find
from pyxl.ledger.cases.cases import CaseState
from pyxl.ledger.cases.events import CaseSettled, ExpectedReturn, SettledGoods
from pyxl.ledger.cases.rows import Case, CreditWhen, Solution
from pyxl.ledger.events import InvoiceCredited
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.payables.holds import approvers_of
from pyxl.service.cases.worth import Invoiced, line_of_rate, worth_of
from pyxl.service.letters.case_letter import CaseLetter
from pyxl.service.settling import goods, rules
from pyxl.service.settling.crediting import (
    InvoicesOfRun,
    case_claim,
    credit_key,
    credit_name,
    credit_posting,
    unfit_findings,
)
from pyxl.service.settling.posting import SettlePosting
from pyxl.service.settling.solved import SettlingTabs, Solved
from pyxl.settings import Settings

_NEEDED: dict[Solution | None, tuple[str, ...]] = {
    None: ("solution",),
    Solution.CREDIT: ("credit_amount", "invoice_number"),
    Solution.CORRECTED_INVOICE: ("invoice_number",),
    Solution.REPLACEMENT: ("item_number", "quantity"),
    Solution.RETURN: ("item_number", "quantity"),
    Solution.ANSWER: ("reason",),
    Solution.REJECTION: ("reason",),
}
_GOODS = frozenset({Solution.REPLACEMENT, Solution.RETURN})


class SettlingDesk:
    """The ticked cases of one run, one after the other."""

    def __init__(
        self, tabs: SettlingTabs, settings: Settings, books: Books, find: Find, as_of: date, user: str
    ) -> None:
        self.tabs, self.settings, self.books = tabs, settings, books
        self.find, self.as_of, self.user = find, as_of, user
        self.cases, self.customers = tabs.cases, tabs.customers
        self._invoices = InvoicesOfRun(books, find)
        self._goods = goods.GoodsCheck(tabs, books)
        self._taken: dict[Solution, list[SettledGoods]] = {solution: [] for solution in _GOODS}
        """Goods of the cases of this run."""

    def solve(self, case: Case) -> Solved:
        """What settles the case."""
        state = self.books.cases.cases.get(case.line_id)
        if state is None or state.settled or not case.is_open:
            return self._refused(rules.NOT_OPEN.at(self.cases.cell(case, "settle")))
        missing = tuple(self._missing(case, state))
        if missing:
            return Solved(missing)
        match case.solution:
            case Solution.CREDIT:
                assert case.credit_amount is not None, "checked before"
                solved = self._written(case) or self._note(self._new_credit(case, state, case.credit_amount))
                return replace(solved, cost=_cost_of(solved, case))
            case Solution.CORRECTED_INVOICE:
                return self._corrected(case, state)
            case Solution.REPLACEMENT | Solution.RETURN:
                return self._with_goods(case, state, case.solution)
            case _:
                return Solved()

    def _refused(self, finding: Finding) -> Solved:
        return Solved((finding,))

    def _missing(self, case: Case, state: CaseState) -> Iterator[Finding]:
        """SER017: what the solution, and its letter, cannot do without."""
        names = _NEEDED[case.solution]
        if case.solution is Solution.RETURN and case.credit_when is not CreditWhen.NEVER:
            names = (*names, "invoice_number")
        for name in names:
            if not getattr(case, name):
                label = schema_of(Case).column(name).label
                yield rules.SOLUTION_INCOMPLETE.at(self.cases.cell(case, name), number=state.number, label=label)
        address = address_missing(self.customers.get(case.customer_number))
        if address:
            cell = self.cases.cell(case, "customer_number")
            yield rules.SOLUTION_INCOMPLETE.at(cell, number=state.number, label=address)

    def _corrected(self, case: Case, state: CaseState) -> Solved:
        """SER022: the corrected invoice (384) is issued like any other; the case is settled when it is there."""
        issued, item = self.books.invoices.get(case.invoice_number), self.books.item(case.invoice_number)
        is_theirs = item is not None and item.facts.customer_number == case.customer_number
        if issued is None or not issued.replaced_by or not is_theirs:
            cell = self.cases.cell(case, "invoice_number")
            return self._refused(rules.NOT_CORRECTED.at(cell, number=state.number, invoice=case.invoice_number))
        return Solved(new_invoice=issued.replaced_by)

    def _with_goods(self, case: Case, state: CaseState, solution: Solution) -> Solved:
        is_return = solution is Solution.RETURN
        found = tuple(self._goods.check(case, state.number, self._taken[solution], is_return=is_return))
        if found:
            return Solved(found)
        item, customer = self.tabs.items.get(case.item_number), self.customers.get(case.customer_number)
        assert item is not None, "checked before"
        assert customer is not None, "checked before"
        named = goods.named_goods(case, item, language_of(customer, self.settings))
        solved = self._return(case, state, customer, named.line) if is_return else self._replacement(case, state, item)
        if solved.findings:
            return solved
        settled = goods.goods_of(case)
        self._taken[solution].append(settled)
        return replace(solved, goods=settled, named=named)

    def _replacement(self, case: Case, state: CaseState, item: Item) -> Solved:
        cost = goods.replacement_cost(case, item)
        refused = tuple(self._approval(case, state, cost, "quantity")) if cost else ()
        if refused:
            return Solved(refused)
        rounds = self.books.cases.reopened[case.line_id]
        line = goods.replacement_line(case, state.number, rounds, self.tabs, self.books, self.as_of)
        return Solved(replacement=line, cost=None if case.cost else cost)

    def _return(self, case: Case, state: CaseState, customer: Customer, named: str) -> Solved:
        when = case.credit_when or CreditWhen.ON_ARRIVAL
        expected = ExpectedReturn(when.name, customer.customer_number, customer.name, slip_path="")
        if when is CreditWhen.NEVER:
            return Solved(returned=expected)
        if when is CreditWhen.AT_ONCE and (written := self._written(case)):
            return replace(written, returned=expected)
        of = self._invoices.of(case.invoice_number, case.customer_number)
        worth = case.credit_amount
        if worth is None and of is not None and case.quantity is not None:
            worth = worth_of(of, case.item_number, case.quantity)
            if worth is None:
                return self._rate_unclear(case, state)
            worth = min(worth, self._invoices.left(of))
        solved = self._new_credit(case, state, worth or Money.zero(), named)
        if solved.findings:
            return solved
        if when is CreditWhen.AT_ONCE:
            self._note(solved)
            return replace(solved, returned=expected)
        # What comes back is looked at first: the credit note follows when it is here.
        assert worth is not None, "without an amount there is no credit note"
        self._invoices.promise(case.invoice_number, worth)
        return Solved(returned=replace(expected, amount=worth))

    def _written(self, case: Case) -> Solved | None:
        """The case's credit note, where it was written before a run was killed."""
        key = credit_key(case.line_id, self.books)
        written = self.find(key)
        if written is None:
            return None
        credited = from_plain(InvoiceCredited, dict(written.payload))
        vat = credited.vat_credited or Money.zero(credited.amount_credited.currency)
        return Solved(amount=credited.amount_credited, net=credited.amount_credited - vat, credit_key=key)

    def _new_credit(self, case: Case, state: CaseState, amount: Money, named: str = "") -> Solved:
        """`named`: the goods it is for; without these it is a reduction."""
        of = self._invoices.of(case.invoice_number, case.customer_number)
        if of is None or of.item.facts.gross_amount.currency != amount.currency:
            cell = self.cases.cell(case, "invoice_number")
            return self._refused(
                rules.NO_CREDIT.at(cell, number=state.number, found=case.invoice_number, customer=case.customer_number)
            )
        refused = (*self._limits(case, state, of, amount), *self._approval(case, state, amount, "credit_amount"))
        if refused:
            return Solved(refused)
        line = line_of_rate(of.invoice, case.item_number)
        if line is None:
            return self._rate_unclear(case, state)
        key, name = credit_key(case.line_id, self.books), credit_name(of.invoice.language, state.number, named)
        claim = case_claim(case.line_id, key)
        posting = credit_posting(of, line, amount, name, claim, self.settings, self.as_of)
        unfit = tuple(unfit_findings(posting, self.cases.cell(case, "invoice_number")))
        if unfit:
            return Solved(unfit)
        totals = posting.draft.totals
        return Solved(credit=posting, amount=totals.gross, net=totals.net, credit_key=key)

    def _note(self, solved: Solved) -> Solved:
        """The next case of the run goes on from what this one credits."""
        if solved.credit:
            self._invoices.credit(solved.credit)
        return solved

    def _rate_unclear(self, case: Case, state: CaseState) -> Solved:
        cell = self.cases.cell(case, "item_number")
        return self._refused(rules.RATE_UNCLEAR.at(cell, number=state.number, invoice=case.invoice_number))

    def _limits(self, case: Case, state: CaseState, of: Invoiced, amount: Money) -> Iterator[Finding]:
        """SER019."""
        cell, left = self.cases.cell(case, "credit_amount"), self._invoices.left(of)
        if amount.cents <= 1 or amount > left:
            yield rules.CREDIT_TOO_HIGH.at(
                cell, number=state.number, found=amount, invoice=case.invoice_number, left=left
            )

    def _approval(self, case: Case, state: CaseState, amount: Money, name: str) -> Iterator[Finding]:
        """SER021: what is credited, or what a replacement costs."""
        limit, user = self.settings.case_approval_limit, self.user.casefold()
        if limit is None or amount.amount <= limit:
            return
        if user not in approvers_of(self.settings) or user == state.opened.opened_by.casefold():
            cell = self.cases.cell(case, name)
            yield rules.NEEDS_APPROVAL.at(cell, number=state.number, found=amount, user=self.user, limit=limit)

    def posting(self, case: Case, solved: Solved) -> SettlePosting:
        """The case settled, with its letter."""
        state = self.books.cases.cases[case.line_id]
        assert case.solution is not None, "checked before"
        settled = CaseSettled(
            line_id=case.line_id,
            number=state.number,
            solution=case.solution.name,
            settled_on=self.as_of,
            settled_by=self.user,
            reason=case.reason,
            status_before=case.status.name if case.status else "",
            was_answered=case.answered_on is not None,
            document_path=self._path(case, state),
            content=PlainData({}),
            invoice_number=case.invoice_number,
            amount=solved.amount,
            credit_key=solved.credit_key,
            goods=solved.goods,
            replacement=solved.replacement,
            cost=solved.cost,
            returned=solved.returned,
            pays_out=case.pay_out and (solved.amount is not None or solved.returned is not None),
        )
        series = Series(self.settings.return_number_pattern, self.as_of.year) if solved.returned else None
        return SettlePosting(
            settled,
            self.books.cases.reopened[case.line_id],
            self._letter(case, state, solved),
            letterhead_facts(self.settings),
            solved.named,
            series,
        )

    def _path(self, case: Case, state: CaseState) -> str:
        """A second letter of the case lies beside the first."""
        rounds = self.books.cases.reopened[case.line_id]
        return f"{self.as_of.year}/{slug(state.number)}{f'-{rounds + 1}' if rounds else ''}.pdf"

    def _letter(self, case: Case, state: CaseState, solved: Solved) -> CaseLetter:
        customer = self.customers.get(case.customer_number)
        assert customer is not None, "checked before"
        assert case.solution is not None, "checked before"
        return CaseLetter(
            number=state.number,
            solution=case.solution.name,
            language=language_of(customer, self.settings),
            issued_on=self.as_of,
            received_on=case.received_on or state.opened.received_on,
            complaint=case.complaint,
            reason=case.reason,
            seller=seller_of(self.settings),
            buyer=buyer_of(customer),
            account=account_of(self.settings),
            invoice_number=case.invoice_number,
            new_invoice=solved.new_invoice,
            amount=solved.amount,
            goods=solved.named.line if solved.named else "",
            credit_to_come=solved.returned.amount if solved.returned else None,
            pays_out=case.pay_out,
        )


def _cost_of(solved: Solved, case: Case) -> Money | None:
    """What a reduction costs the firm, which is its net amount; a cost that she typed stays."""
    return solved.net if solved.net and solved.net.currency == EURO and not case.cost else None
