"""The tables of what was issued, received, paid and recorded, for an auditor: from the journal's events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pyxl.app.projection import DOCUMENT_KINDS, recorded_documents
from pyxl.app.recording import RUN
from pyxl.core.plain import from_plain
from pyxl.formats.bookkeeping.gdpdu import GdpduColumn, GdpduTable, Value
from pyxl.invoicing.model import Invoice
from pyxl.journal.records import Event
from pyxl.ledger import events as ev
from pyxl.ledger.payables import events as bev
from pyxl.ledger.period_lock import PERIOD_LOCK, PeriodLock

Column = GdpduColumn
Rows = list[tuple[Value, ...]]


@dataclass
class _Rows:
    invoices: Rows = field(default_factory=list)
    lines: Rows = field(default_factory=list)
    bills: Rows = field(default_factory=list)
    bank: Rows = field(default_factory=list)
    settled: Rows = field(default_factory=list)
    locks: Rows = field(default_factory=list)
    journal: Rows = field(default_factory=list)


def document_tables(events: Sequence[Event], start: date, end: date) -> Iterator[GdpduTable]:
    """Documents, bank lines and settlements of the period; the journal whole, because its chain is one."""
    rows, hashes = _Rows(), _hashes(events)
    users = {event.run_id: str(event.payload.get("user", "")) for event in events if event.kind == RUN}
    for event in events:
        _document(rows, event, hashes, start, end)
        _money(rows, event, start, end)
        _recorded(rows, event, users)
    yield GdpduTable("ausgangsrechnungen.csv", "Ausgangsrechnungen", "Rechnungen, Gutschriften, Stornos.", _INVOICES,
                     rows.invoices)  # fmt: skip
    yield GdpduTable("rechnungspositionen.csv", "Rechnungspositionen", "Die Positionen dazu.", _LINES, rows.lines)
    yield GdpduTable("eingangsrechnungen.csv", "Eingangsrechnungen", "Wie erfasst.", _BILLS, rows.bills)
    yield GdpduTable("bankumsaetze.csv", "Bankumsätze", "Wie die Bank sie meldete.", _BANK, rows.bank)
    yield GdpduTable("zuordnungen.csv", "Zuordnungen", "Was Bankumsätze ausgleichen.", _SETTLED, rows.settled)
    yield GdpduTable("sperren.csv", "Buchungssperren", "Jede Änderung des gesperrten Tags.", _LOCKS, rows.locks)
    yield GdpduTable("journal.csv", "Journal", "Jeder Eintrag mit seiner Prüfsumme; diese schließt den vorigen ein.",
                     _JOURNAL, rows.journal)  # fmt: skip


def _hashes(events: Iterable[Event]) -> Mapping[str, str]:
    return {path: document.sha256 for path, document in recorded_documents(events).items()}


def _document(rows: _Rows, event: Event, hashes: Mapping[str, str], start: date, end: date) -> None:
    if event.kind in DOCUMENT_KINDS:
        content: Any = event.payload["content"]
        invoice, path = from_plain(Invoice, content["invoice"]), str(event.payload["document_path"])
        if start <= invoice.issue_date <= end:
            kind = DOCUMENT_KINDS[event.kind].label.de
            rows.invoices.append(_invoice(event, invoice, kind, path, hashes.get(path, "")))
            rows.lines += _lines(event, invoice)
    elif event.kind == bev.BILL:
        received = from_plain(bev.BillReceived, event.payload)
        if start <= received.facts.bill_date <= end:
            rows.bills.append(_bill(received))


def _invoice(event: Event, invoice: Invoice, kind: str, path: str, sha256: str) -> tuple[Value, ...]:
    number = event.number.text if event.number else invoice.number
    buyer, totals, sign = invoice.buyer, invoice.totals, -1 if invoice.is_credit else 1
    amounts = (sign * each.amount for each in (totals.net, totals.vat, totals.gross))
    due = None if invoice.is_credit else invoice.payment_terms.due_date
    who = (buyer.customer_number, buyer.name, buyer.country, buyer.vat_id)
    return (
        number,
        kind,
        invoice.issue_date,
        *who,
        *amounts,
        invoice.currency,
        due,
        invoice.preceding_number,
        path,
        sha256,
    )


def _lines(event: Event, invoice: Invoice) -> Iterator[tuple[Value, ...]]:
    number, sign = event.number.text if event.number else invoice.number, -1 if invoice.is_credit else 1
    for line in invoice.lines:
        yield (
            number,
            line.position,
            line.item_number,
            line.name,
            line.quantity,
            line.unit_label or line.unit_code,
            line.net_price,
            sign * line.net.amount,
            line.vat_category.value,
            line.vat_rate,
        )


def _bill(received: bev.BillReceived) -> tuple[Value, ...]:
    facts = received.facts
    vat = facts.vat_amount.amount if facts.vat_amount else None
    who = (facts.supplier_number, facts.supplier_name)
    amounts = (facts.gross_amount.amount, vat, facts.gross_amount.currency)
    whence = (received.entered_by, facts.file_name, facts.file_sha256)
    return facts.bill_id, *who, facts.bill_number, facts.bill_date, facts.due_date, *amounts, *whence


def _money(rows: _Rows, event: Event, start: date, end: date) -> None:
    if event.kind == ev.IMPORT:
        for line in from_plain(ev.StatementImported, event.payload).lines:
            if start <= line.booking_date <= end:
                money = (line.amount.amount, line.amount.currency)
                who = (line.counterparty_name, line.counterparty_iban, line.remittance_information)
                rows.bank.append((line.line_id, line.account, line.booking_date, line.value_date, *money, *who))
    elif event.kind == ev.ALLOCATION:
        allocated = from_plain(ev.LineAllocated, event.payload)
        if start <= allocated.booking_date <= end:
            for place, part in enumerate(allocated.parts, 1):
                others = (each.amount if each else None for each in (part.discount_taken, part.written_off))
                what = (part.invoice_number, part.customer_number, part.amount.amount, *others, part.amount.currency)
                day = allocated.booking_date
                rows.settled.append((event.key, place, allocated.line_id, day, *what, allocated.reason.de))
    elif event.kind == ev.RELEASE:
        released = from_plain(ev.LineReleased, event.payload)
        rows.settled.append((event.key, 0, released.line_id, None, *([None] * 6), f"gelöst: {released.allocation_key}"))


def _recorded(rows: _Rows, event: Event, users: Mapping[str, str]) -> None:
    number = event.number.text if event.number else ""
    told = (event.kind, number, event.key, event.run_id, users.get(event.run_id, ""), event.recorded_at)
    rows.journal.append((event.seq, *told, event.prev, event.hash))
    if event.kind == PERIOD_LOCK:
        moved = from_plain(PeriodLock, event.payload)
        rows.locks.append((event.seq, moved.noted_on, moved.before, moved.locked_until, moved.by))


def _columns(*texts: str, key: int = 1) -> tuple[GdpduColumn, ...]:
    """Text columns; `name:2` is a number with two places, `name:d` a day. The first ones are the key."""
    columns = []
    for place, text in enumerate(texts):
        name, _, kind = text.partition(":")
        places = int(kind) if kind.isdecimal() else None
        columns.append(Column(name, places, is_date=kind == "d", is_key=place < key))
    return tuple(columns)


_INVOICES = _columns(
    *("Rechnungsnr.", "Art", "Datum:d", "Kundennr.", "Kunde", "Land", "USt-IdNr.", "Netto:2", "USt:2", "Brutto:2"),
    *("Währung", "Fällig am:d", "Bezug", "Datei", "SHA-256"),
)
_LINES = _columns(
    *("Rechnungsnr.", "Position", "Artikelnr.", "Bezeichnung", "Menge:3", "Einheit", "Preis:4", "Netto:2"),
    *("Steuerkategorie", "Steuersatz:2"),
    key=2,
)
_BILLS = _columns(
    *("Beleg-ID", "Lieferantennr.", "Lieferant", "Rechnungsnr.", "Datum:d", "Fällig am:d", "Brutto:2", "USt:2"),
    *("Währung", "Erfasst von", "Datei", "SHA-256"),
)
_BANK = _columns(
    *("Zeilen-ID", "Bankkonto", "Buchungstag:d", "Wertstellung:d", "Betrag:2", "Währung", "Name", "IBAN", "Zweck")
)
_SETTLED = _columns(
    *("Schlüssel", "Teil:0", "Bankzeile", "Datum:d", "Beleg", "Kunde, Lieferant", "Betrag:2", "Skonto:2"),
    *("Ausgebucht:2", "Währung", "Begründung"),
    key=2,
)
_LOCKS = _columns("Nr.:0", "Vermerkt am:d", "Gesperrt bis vorher:d", "Gesperrt bis:d", "Von")
_JOURNAL = _columns(
    *("Nr.:0", "Art", "Nummer", "Schlüssel", "Lauf", "Benutzer", "Erfasst am", "Vorige Prüfsumme", "Prüfsumme")
)
