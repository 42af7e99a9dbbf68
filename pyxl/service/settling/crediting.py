"""The credit note (381) for a complaint: an amount of an invoice, with VAT at the rate of what was complained about.

>>> net_of_gross(Money.of("119.00"), Decimal(19)), net_of_gross(Money.of("0.03"), Decimal(19))
(Money('100.00', 'EUR'), Money('0.02', 'EUR'))
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import Language, Text
from pyxl.core.money import Money
from pyxl.core.outcome import Series
from pyxl.invoicing.crediting import CreditPosting
from pyxl.invoicing.einvoice_checks import NO_EINVOICE
from pyxl.invoicing.einvoice_output import violations_of
from pyxl.invoicing.model import DRAFT_NUMBER, Invoice, InvoiceLine, Stage
from pyxl.invoicing.posting import claims_key
from pyxl.invoicing.references import left_to_credit
from pyxl.invoicing.tax_currency import with_tax_note
from pyxl.invoicing.totals import assemble, cancellation_of, group_tax, price_line
from pyxl.invoicing.units import unit_code, unit_label
from pyxl.ledger.books import Books, Find
from pyxl.service.cases.worth import Invoiced, invoiced
from pyxl.settings import Settings

_UNIT = "psch"
_REDUCED = Text("Price reduction, complaint {number}", "Preisnachlass zur Reklamation {number}")
_BACK = Text("Goods taken back, complaint {number}: {goods}", "Rücknahme zur Reklamation {number}: {goods}")


class InvoicesOfRun:
    """The invoices that a run credits, each as it is after what the run has credited of it already."""

    def __init__(self, books: Books, find: Find) -> None:
        self.books, self.find = books, find
        self._known: dict[str, Invoiced] = {}
        self._promised: dict[str, Money] = {}
        """What is to be credited of an invoice when goods are here."""
        for state in books.cases.returns.values():
            if state.expected.amount and state.outstanding > 0:
                amount = state.expected.amount
                self.promise(state.settled.invoice_number, amount - (state.credited or Money.zero(amount.currency)))

    def of(self, number: str, customer_number: str) -> Invoiced | None:
        """That invoice, if pyxl issued it to this customer and it stands."""
        return self._known.get(number) or invoiced(number, customer_number, self.books, self.find)

    def promise(self, number: str, amount: Money) -> None:
        """Notes what is credited of that invoice once goods are here."""
        before = self._promised.get(number)
        self._promised[number] = before + amount if before else amount

    def left(self, of: Invoiced) -> Money:
        """What may still be credited, or promised, of that invoice."""
        left, promised = left_to_credit(of.issued, of.item), self._promised.get(of.issued.number)
        return left - promised if promised else left

    def credit(self, posting: CreditPosting) -> None:
        """Notes a credit note that is written: the next one goes on from there."""
        number, gross = posting.draft.preceding_number, posting.draft.totals.gross
        of = self.of(number, posting.item.facts.customer_number)
        assert of is not None, "it credits an invoice that stands"
        before = of.issued.gross_credited or Money.zero(gross.currency)
        item = replace(of.item, credited=of.item.credited + posting.set_off)
        issued = replace(of.issued, gross_credited=before + gross)
        self._known[number] = replace(of, issued=issued, item=item)


def net_of_gross(gross: Money, rate: Decimal) -> Money:
    """The largest net amount that with its VAT is not above the gross amount: not every gross amount can be reached."""
    near = Money.rounded(gross.amount * 100 / (100 + rate), gross.currency)
    cent = Money.from_cents(1, gross.currency)
    return next(net for net in (near + cent, near, near - cent) if net + group_tax(net, rate) <= gross)


def credit_key(line_id: str, books: Books) -> str:
    """The key of the case's credit note: one that was cancelled makes room for another."""
    known, rounds = {each.key: each for each in books.invoices.values()}, 0
    while (found := known.get(_key(line_id, rounds))) and found.is_cancelled:
        rounds += 1
    return _key(line_id, rounds)


def _key(line_id: str, rounds: int) -> str:
    return claims_key("credit", (_claim(line_id, rounds),))


def _claim(line_id: str, rounds: int) -> str:
    return f"case-credit:{line_id}:{rounds}"


def _rounds(line_id: str, key: str) -> int:
    return next(rounds for rounds in range(1_000) if _key(line_id, rounds) == key)


def case_claim(line_id: str, key: str) -> str:
    """What the credit note of that key claims."""
    return _claim(line_id, _rounds(line_id, key))


def credit_name(language: Language, number: str, goods: str = "") -> str:
    """What the credit note says it is for: a reduction, or goods that come back."""
    return _BACK.render(language, number=number, goods=goods) if goods else _REDUCED.render(language, number=number)


def credit_posting(
    of: Invoiced, line: InvoiceLine, gross: Money, name: str, claim: str, settings: Settings, as_of: date
) -> CreditPosting:
    """The credit note over at most that amount, without a number yet; `line` says the VAT."""
    draft = _draft(of.invoice, line, gross, name, as_of)
    open_ = max(of.item.amount_open, Money.zero(gross.currency))
    return CreditPosting(
        draft=draft,
        letterhead=of.letterhead,
        line_ids=(),
        series=Series(settings.cancellation_number_pattern, as_of.year),
        item=of.item,
        set_off=min(draft.totals.gross, open_),
        claims=(claim,),
    )


def _draft(invoice: Invoice, line: InvoiceLine, gross: Money, name: str, as_of: date) -> Invoice:
    language: Language = invoice.language
    head = replace(
        cancellation_of(invoice, DRAFT_NUMBER, as_of),
        adjustments=(),
        prepayments=(),
        direct_debit=None,
        stage=Stage.REDUCTION,
        notes=(),
    )
    net = net_of_gross(gross, line.vat_rate)
    reduced = price_line(
        position="1",
        name=name,
        quantity=Decimal(1),
        unit_code=unit_code(_UNIT),
        unit_label=unit_label(_UNIT, language),
        net_price=net.amount,
        vat_category=line.vat_category,
        vat_rate=line.vat_rate,
        tax_case=line.tax_case,
        currency=gross.currency,
    )
    return with_tax_note(assemble(head, [reduced]))


def unfit_findings(posting: CreditPosting, cell: CellRef) -> Iterator[Finding]:
    """INV010: what keeps the credit note from being a valid e-invoice."""
    for found in violations_of(posting.draft):
        yield NO_EINVOICE.at(
            cell,
            customer=posting.draft.buyer.name,
            rule=found.code,
            problem=found.sentence,
            advice=found.advice,
        )
