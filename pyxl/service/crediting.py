"""The credit note (381) for a complaint: an amount of an invoice, with VAT at the rate of what was complained about.

>>> net_of_gross(Money.of("119.00"), Decimal(19)), net_of_gross(Money.of("0.03"), Decimal(19))
(Money('100.00', 'EUR'), Money('0.02', 'EUR'))
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from pyxl.core.labels import Language, Text
from pyxl.core.money import Money
from pyxl.core.outcome import Plain, Series
from pyxl.core.plain import from_plain
from pyxl.invoicing.crediting import CreditPosting
from pyxl.invoicing.model import DRAFT_NUMBER, Invoice, InvoiceLine, Stage
from pyxl.invoicing.posting import claims_key
from pyxl.invoicing.tax_currency import with_tax_note
from pyxl.invoicing.totals import assemble, cancellation_of, group_tax, price_line
from pyxl.invoicing.units import unit_code, unit_label
from pyxl.ledger.books import Books, Find, IssuedInvoice, ItemState
from pyxl.ledger.events import InvoiceIssued
from pyxl.settings import Settings

_UNIT = "psch"
_NAME = Text("Price reduction, complaint {number}", "Preisnachlass zur Reklamation {number}")


@dataclass(frozen=True)
class Invoiced:
    """An invoice of the books with all that stands on it."""

    issued: IssuedInvoice
    item: ItemState
    invoice: Invoice
    letterhead: Plain


def invoiced(number: str, customer_number: str, books: Books, find: Find) -> Invoiced | None:
    """That invoice, if pyxl issued it to this customer and it stands."""
    issued, item = books.invoices.get(number), books.items.get(number)
    if issued is None or item is None or issued.credits or issued.is_cancelled:
        return None
    event = find(issued.key)
    if event is None or item.facts.customer_number != customer_number:
        return None
    content = from_plain(InvoiceIssued, dict(event.payload)).content
    return Invoiced(issued, item, from_plain(Invoice, content["invoice"]), content["letterhead"])


def line_of_rate(invoice: Invoice, item_number: str) -> InvoiceLine | None:
    """A line with the VAT that is meant: of the item, or any where all have one rate; None where that is not clear."""
    of_item = [line for line in invoice.lines if item_number and line.item_number == item_number]
    lines = of_item or list(invoice.lines)
    is_clear = len({(line.vat_category, line.vat_rate, line.tax_case) for line in lines}) == 1
    return lines[0] if is_clear else None


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


def credit_posting(
    of: Invoiced, line: InvoiceLine, gross: Money, case: tuple[str, str], key: str, settings: Settings, as_of: date
) -> CreditPosting:
    """The credit note over at most that amount, without a number yet. `case`: line id and number."""
    line_id, number = case
    draft = _draft(of.invoice, line, gross, number, as_of)
    open_ = max(of.item.amount_open, Money.zero(gross.currency))
    return CreditPosting(
        draft=draft,
        letterhead=of.letterhead,
        line_ids=(),
        series=Series(settings.cancellation_number_pattern, as_of.year),
        item=of.item,
        set_off=min(draft.totals.gross, open_),
        claims=(_claim(line_id, _rounds(line_id, key)),),
    )


def _draft(invoice: Invoice, line: InvoiceLine, gross: Money, number: str, as_of: date) -> Invoice:
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
        name=_NAME.render(language, number=number),
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
