"""The allocation of one bank line: its event, how much of the line it uses, and its rows in the Allocations tab."""

from __future__ import annotations

from collections.abc import Iterator

from pyxl.banking.items import FactsOf, allocated_parts
from pyxl.banking.matching.records import Part
from pyxl.core.changes import CellValue
from pyxl.core.labels import Label, Text
from pyxl.core.money import EURO, Money, total
from pyxl.ledger import events as ev
from pyxl.ledger.exchange import Exchange
from pyxl.ledger.rows import AllocationKind
from pyxl.ledger.vat import VatCorrection

_LESS = Text(
    "{gross} at {rate} %: the base goes down by {net}, the VAT by {vat} (§ 17 (1) UStG).",
    "{gross} zu {rate} %: Die Bemessungsgrundlage sinkt um {net}, die USt um {vat} (§ 17 Abs. 1 UStG).",
)


def allocation_event(
    line: ev.ImportedLine,
    parts: tuple[Part, ...],
    reason: Label,
    payer: ev.LearnedPayer | None,
    fee: int,
    *,
    facts: FactsOf,
    by_hand: bool,
    currency: str = "",
    batch: str = "",
) -> ev.LineAllocated:
    """The event of a settled line; `currency` is the invoices' where the bank changed the money."""
    exchanged = line.amount if currency else None
    currency = currency or line.amount.currency
    return ev.LineAllocated(
        line_id=line.line_id,
        booking_date=line.booking_date,
        line_amount=line.amount,
        parts=allocated_parts(parts, currency, facts),
        reason=reason,
        payer=payer,
        accepted_by_hand=by_hand,
        fee=Money.from_cents(fee, currency) if fee else None,
        exchanged=exchanged,
        batch=batch,
        exchange=_exchange(line.amount, parts, currency, facts) if exchanged else None,
    )


def _exchange(credited: Money, parts: tuple[Part, ...], currency: str, facts: FactsOf) -> Exchange | None:
    """What the changed money was worth; None where the invoices' rate is not known, or they have several."""
    rates = {facts(part.number).exchange_rate for part in parts}
    rate = rates.pop() if len(rates) == 1 else None
    if rate is None or credited.currency != EURO:
        return None
    return Exchange(Money.from_cents(sum(part.cents for part in parts), currency), credited, rate)


def allocated_amount(event: ev.LineAllocated) -> Money:
    """How much of the line went to open items, less the fee that was kept back of them."""
    if event.exchanged:
        return event.exchanged
    settled = total([part.amount for part in event.parts], event.line_amount.currency)
    return settled - event.fee if event.fee else settled


def allocation_rows(event: ev.LineAllocated) -> list[tuple[str, dict[str, CellValue]]]:
    """The rows of the Allocations tab for one settled line, each with its key."""
    rows: list[tuple[str, dict[str, CellValue]]] = []
    for count, part in enumerate(event.parts, 1):
        row_id = f"A-{event.line_id}-{count}"
        kind = AllocationKind.RETURN if part.is_return else AllocationKind.PAYMENT
        values = _row(event, row_id, kind, part.amount, part)
        rows.append((row_id, {**values, "discount_taken": part.discount_taken, "written_off": part.written_off}))
        rows += _vat_rows(event, f"{row_id}-D", AllocationKind.DISCOUNT_VAT, part, part.discount_vat)
        rows += _vat_rows(event, f"{row_id}-W", AllocationKind.WRITE_OFF_VAT, part, part.written_off_vat)
    if event.fee:
        row_id = f"A-{event.line_id}-F"
        rows.append((row_id, _row(event, row_id, AllocationKind.FEE, -event.fee)))
    if event.exchange and event.exchange.difference:
        row_id, difference = f"A-{event.line_id}-X", event.exchange.difference
        kind = AllocationKind.EXCHANGE_GAIN if difference.cents > 0 else AllocationKind.EXCHANGE_LOSS
        of_one = event.parts[0] if len(event.parts) == 1 else None
        rows.append((row_id, _row(event, row_id, kind, difference, of_one)))
    return rows


def _row(
    event: ev.LineAllocated,
    row_id: str,
    kind: AllocationKind,
    amount: Money | None,
    part: ev.AllocatedPart | None = None,
) -> dict[str, CellValue]:
    """A row with what most of them have; `part` is the invoice's, where the row is about one."""
    return {
        "allocation_id": row_id,
        "line_id": event.line_id,
        "invoice_number": part.invoice_number if part else "",
        "customer_number": part.customer_number if part else "",
        "booking_date": event.booking_date,
        "kind": kind,
        "amount": amount,
        "discount_taken": None,
        "written_off": None,
        "vat_rate": None,
        "vat_base": None,
        "vat_amount": None,
        "currency": amount.currency if amount else event.line_amount.currency,
        "reason": event.reason,
    }


def _vat_rows(
    event: ev.LineAllocated,
    row_id: str,
    kind: AllocationKind,
    part: ev.AllocatedPart,
    corrections: tuple[VatCorrection, ...],
) -> Iterator[tuple[str, dict[str, CellValue]]]:
    """A row for each rate, with the law in words: these go into the VAT return of the month."""
    for place, each in enumerate(corrections, 1):
        key = f"{row_id}{place}"
        rate = each.rate.to_integral_value() if each.rate == each.rate.to_integral_value() else each.rate.normalize()
        amounts: dict[str, CellValue] = {"vat_rate": rate, "vat_base": each.net, "vat_amount": each.vat}
        text = _LESS.bind(gross=each.net + each.vat, rate=rate, net=each.net, vat=each.vat)
        reason = Label(text.text("en"), text.text("de"))
        yield key, {**_row(event, key, kind, None, part), **amounts, "currency": each.net.currency, "reason": reason}
