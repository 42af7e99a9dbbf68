"""Whether a case can be settled as it is ticked, and what follows from it; several cases of one invoice go together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from pyxl.core.findings import Finding
from pyxl.core.money import Money
from pyxl.core.plain import PlainData, from_plain, to_plain
from pyxl.core.schema import schema_of
from pyxl.core.tables import Table
from pyxl.dunning.surveying import address_missing
from pyxl.invoicing.crediting import CreditPosting
from pyxl.invoicing.drafting import buyer_of, language_of
from pyxl.invoicing.einvoice_checks import NO_EINVOICE
from pyxl.invoicing.einvoice_output import violations_of
from pyxl.invoicing.posting import slug
from pyxl.invoicing.references import left_to_credit
from pyxl.invoicing.sender import account_of, letterhead_facts, seller_of
from pyxl.ledger.books import Books, Find
from pyxl.ledger.case_events import CaseSettled
from pyxl.ledger.case_rows import Case, Solution
from pyxl.ledger.cases import CaseState
from pyxl.ledger.events import InvoiceCredited
from pyxl.masterdata import Customer
from pyxl.payables.holds import approvers_of
from pyxl.service import settling_rules as rules
from pyxl.service.crediting import Invoiced, credit_key, credit_posting, invoiced, line_of_rate
from pyxl.service.letter import CaseLetter
from pyxl.service.settling_posting import SettlePosting
from pyxl.settings import Settings

_WITH_REASON = frozenset({Solution.ANSWER, Solution.REJECTION})


@dataclass(frozen=True)
class Solved:
    """What settles one case, or why it cannot be."""

    findings: tuple[Finding, ...] = ()
    credit: CreditPosting | None = None
    """None also where it was written before a run was killed."""
    amount: Money | None = None
    credit_key: str = ""
    new_invoice: str = ""


class SettlingDesk:
    """The ticked cases of one run, one after the other."""

    def __init__(
        self,
        cases: Table[Case],
        customers: Table[Customer],
        settings: Settings,
        books: Books,
        find: Find,
        as_of: date,
        user: str,
    ) -> None:
        self.cases, self.customers, self.settings, self.books = cases, customers, settings, books
        self.find, self.as_of, self.user = find, as_of, user
        self._invoices: dict[str, Invoiced] = {}
        """As they are after the credit notes of this run."""

    def solve(self, case: Case) -> Solved:
        """What settles the case."""
        state = self.books.cases.cases.get(case.line_id)
        if state is None or state.settled or not case.is_open:
            return self._refused(rules.NOT_OPEN.at(self.cases.cell(case, "settle")))
        missing = tuple(self._missing(case, state))
        if missing:
            return Solved(missing)
        if case.solution is Solution.CREDIT:
            return self._credit(case, state)
        if case.solution is Solution.CORRECTED_INVOICE:
            return self._corrected(case, state)
        return Solved()

    def _refused(self, finding: Finding) -> Solved:
        return Solved((finding,))

    def _missing(self, case: Case, state: CaseState) -> Iterator[Finding]:
        """SER017: what the solution, and its letter, cannot do without."""
        needed = {None: ("solution",), Solution.CREDIT: ("credit_amount", "invoice_number")}
        names = needed.get(case.solution, ("reason",) if case.solution in _WITH_REASON else ("invoice_number",))
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

    def _credit(self, case: Case, state: CaseState) -> Solved:
        key = credit_key(case.line_id, self.books)
        written = self.find(key)
        if written is not None:
            credited = from_plain(InvoiceCredited, dict(written.payload))
            return Solved(amount=credited.amount_credited, credit_key=key)
        of = self._invoices.get(case.invoice_number)
        of = of or invoiced(case.invoice_number, case.customer_number, self.books, self.find)
        amount = case.credit_amount
        assert amount is not None, "checked before"
        if of is None or of.item.facts.gross_amount.currency != amount.currency:
            cell = self.cases.cell(case, "invoice_number")
            return self._refused(
                rules.NO_CREDIT.at(cell, number=state.number, found=case.invoice_number, customer=case.customer_number)
            )
        refused = tuple(self._limits(case, state, of, amount))
        if refused:
            return Solved(refused)
        line = line_of_rate(of.invoice, case.item_number)
        if line is None:
            cell = self.cases.cell(case, "item_number")
            return self._refused(rules.RATE_UNCLEAR.at(cell, number=state.number, invoice=case.invoice_number))
        posting = credit_posting(of, line, amount, (case.line_id, state.number), key, self.settings, self.as_of)
        unfit = tuple(self._unfit(case, posting))
        if unfit:
            return Solved(unfit)
        self._invoices[case.invoice_number] = _after(of, posting)
        return Solved(credit=posting, amount=posting.draft.totals.gross, credit_key=key)

    def _limits(self, case: Case, state: CaseState, of: Invoiced, amount: Money) -> Iterator[Finding]:
        """SER019 and SER021."""
        cell, left = self.cases.cell(case, "credit_amount"), left_to_credit(of.issued, of.item)
        if amount.cents <= 1 or amount > left:
            yield rules.CREDIT_TOO_HIGH.at(
                cell, number=state.number, found=amount, invoice=case.invoice_number, left=left
            )
        limit, user = self.settings.case_approval_limit, self.user.casefold()
        if limit is None or amount.amount <= limit:
            return
        if user not in approvers_of(self.settings) or user == state.opened.opened_by.casefold():
            yield rules.NEEDS_APPROVAL.at(cell, number=state.number, found=amount, user=self.user, limit=limit)

    def _unfit(self, case: Case, posting: CreditPosting) -> Iterator[Finding]:
        """INV010."""
        for found in violations_of(posting.draft):
            yield NO_EINVOICE.at(
                self.cases.cell(case, "invoice_number"),
                customer=posting.draft.buyer.name,
                rule=found.code,
                problem=found.sentence,
                advice=found.advice,
            )

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
            content=PlainData(
                {"letter": to_plain(self._letter(case, state, solved)), "letterhead": letterhead_facts(self.settings)}
            ),
            invoice_number=case.invoice_number,
            amount=solved.amount,
            credit_key=solved.credit_key,
        )
        return SettlePosting(settled, self.books.cases.reopened[case.line_id])

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
        )


def _after(of: Invoiced, posting: CreditPosting) -> Invoiced:
    """The invoice as it is once that credit note is written: the next case of the run goes on from there."""
    gross = posting.draft.totals.gross
    before = of.issued.gross_credited or Money.zero(gross.currency)
    item = replace(of.item, credited=of.item.credited + posting.set_off)
    return replace(of, issued=replace(of.issued, gross_credited=before + gross), item=item)
