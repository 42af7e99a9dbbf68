"""Gathers a customer's file from tabs and books: orders, deliveries, invoices, payments, cases, dunning, promises."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from pyxl.banking.items import ReceivablesDesk
from pyxl.core.labels import Label, Text
from pyxl.core.money import Money, total
from pyxl.core.tables import Table
from pyxl.dunning.instalments import Instalment
from pyxl.ledger.books import Books
from pyxl.ledger.cases.rows import Case
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.customers import Customer
from pyxl.orders.rows import OrderLine, net_of
from pyxl.service.customer_files.dossier import Dossier, Entry, said
from pyxl.service.customer_files.figures import figures

_NOTHING = Label("", "")
_LINES = Text("lines: {count}", "Positionen: {count}")
_PROMISED = Text("lines: {count}, promised for {day}", "Positionen: {count}, zugesagt für {day}")
_NOTE = Text("order {order}, lines: {count}", "Auftrag {order}, Positionen: {count}")
_SHIPPED = Text(
    "order {order}, lines: {count}, {carrier} {tracking}", "Auftrag {order}, Positionen: {count}, {carrier} {tracking}"
)
_LATE = Text("{days} days overdue", "{days} Tage überfällig")
_NOT_DUE = Label("not due", "nicht fällig")
_CREDIT = Label("credit", "Guthaben")
_PAID = Text("paid: {numbers}", "bezahlt: {numbers}")
_CAME_BACK = Text("came back: {numbers}", "zurückgegeben: {numbers}")
_PAID_BACK = Text("paid to the customer: {numbers}", "an den Kunden gezahlt: {numbers}")
_CASE = Text("{status}: {complaint}", "{status}: {complaint}")
_UNKNOWN = Label("new", "neu")
_LETTER = Text("{title}, level {level}: {numbers}", "{title}, Stufe {level}: {numbers}")
_PROMISE = Label("payment promised", "Zahlung zugesagt")
_BROKEN = Label("payment promised, not kept", "Zahlung zugesagt, nicht gehalten")
_INSTALMENT = Label("instalment", "Rate")


@dataclass(frozen=True)
class Sources:
    """Where everything about customers stands."""

    orders: Table[OrderLine]
    cases: Table[Case]
    instalments: Table[Instalment]
    receivables: Table[OpenItem]
    desk: ReceivablesDesk
    books: Books
    as_of: date

    def of(self, customer: Customer) -> Dossier:
        """The customer's file."""
        number = customer.customer_number
        entries = (
            *_master_data(customer),
            *figures(number, self.receivables, self.desk, self.books, self.as_of),
            *_newest(self._cases(number)),
            *_newest(self._orders(number)),
            *sorted(self._invoices(number), key=lambda each: (each.due_date or date.max, each.number)),
            *_newest(self._deliveries(number)),
            *_newest(self._payments(number)),
            *_newest(self._dunning(number)),
            *sorted(self._promises(number), key=lambda each: (each.day or date.max, each.number)),
        )
        return Dossier(customer_number=number, customer_name=customer.name, as_of=self.as_of, entries=entries)

    def _orders(self, number: str) -> Iterator[Entry]:
        lines: dict[str, list[OrderLine]] = defaultdict(list)
        for line in self.orders:
            if line.customer_number == number and not line.cancelled and not line.invoice_number:
                lines[line.order_number].append(line)
        for order, rows in lines.items():
            promised = max((line.promised_date for line in rows if line.promised_date), default=None)
            text = _PROMISED.bind(count=len(rows), day=promised) if promised else _LINES.bind(count=len(rows))
            worth = [net for line in rows if (net := net_of(line))]
            yield Entry(
                section="ORDERS",
                day=min((line.order_date for line in rows if line.order_date), default=None),
                number=order,
                text=said(text),
                amount=total(worth, worth[0].currency) if _are_alike(worth) else None,
            )

    def _deliveries(self, number: str) -> Iterator[Entry]:
        for state in self.books.stock.deliveries.values():
            note, shipment = state.issued, state.shipment
            if note.customer_number != number or state.is_cancelled:
                continue
            facts = {"order": note.order_number, "count": len(note.lines)}
            text = _NOTE.bind(**facts)
            if shipment:
                text = _SHIPPED.bind(**facts, carrier=shipment.carrier, tracking=shipment.tracking_number)
            yield Entry(
                section="DELIVERIES",
                day=note.delivered_on,
                number=state.number,
                text=said(text),
            )

    def _invoices(self, number: str) -> Iterator[Entry]:
        for row in self.receivables:
            entry = self.desk.entries.get(row.invoice_number)
            if row.customer_number != number or entry is None or entry.is_cancelled or not entry.open:
                continue
            late = (self.as_of - row.due_date).days
            text = _LATE.bind(days=late) if late > 0 else None
            words = said(text) if text else _NOT_DUE
            yield Entry(
                section="INVOICES",
                day=row.invoice_date,
                number=row.invoice_number,
                text=_CREDIT if entry.open < 0 else words,
                due_date=row.due_date,
                amount=row.gross_amount,
                amount_open=Money.from_cents(entry.open, entry.currency),
            )

    def _payments(self, number: str) -> Iterator[Entry]:
        for _, event in self.books.allocations.values():
            parts = [part for part in event.parts if part.customer_number == number and not part.is_bill]
            if not parts:
                continue
            amount = total([part.amount for part in parts], parts[0].amount.currency)
            back = _CAME_BACK if any(part.is_return for part in parts) else _PAID_BACK
            words = back if amount.cents < 0 else _PAID
            text = words.bind(numbers=tuple(part.invoice_number for part in parts))
            yield Entry(
                section="PAYMENTS",
                day=event.booking_date,
                number=event.line_id,
                text=said(text),
                amount=amount,
            )

    def _cases(self, number: str) -> Iterator[Entry]:
        for case in self.cases:
            if case.customer_number == number:
                text = _CASE.bind(status=case.status.label if case.status else _UNKNOWN, complaint=case.complaint)
                yield Entry(
                    section="CASES",
                    day=case.received_on,
                    number=case.case_number,
                    text=said(text),
                    due_date=case.solution_due if case.is_open else None,
                    amount=case.disputed_amount,
                )

    def _dunning(self, number: str) -> Iterator[Entry]:
        for letter in self.books.dunning.letters.values():
            facts = letter.facts
            if facts.customer_number != number or letter.is_withdrawn:
                continue
            numbers = tuple(item.invoice_number for item in facts.items)
            text = _LETTER.bind(title=facts.title, level=facts.level, numbers=numbers)
            yield Entry(
                section="DUNNING",
                day=facts.issued_on,
                number=facts.number,
                text=said(text),
                due_date=facts.pay_by,
                amount=facts.amount_asked,
            )

    def _promises(self, number: str) -> Iterator[Entry]:
        mine = {each.number for each in self._invoices(number)}
        for row in self.receivables:
            if row.invoice_number in mine and row.promised_until:
                text = _PROMISE if row.promised_until >= self.as_of else _BROKEN
                yield Entry(section="PROMISES", day=row.promised_until, number=row.invoice_number, text=text)
        for each in self.instalments:
            if each.invoice_number in mine and each.due_date >= self.as_of:
                yield Entry(
                    section="PROMISES",
                    day=each.due_date,
                    number=each.invoice_number,
                    text=_INSTALMENT,
                    amount=each.amount,
                )


def _are_alike(amounts: list[Money]) -> bool:
    return len({each.currency for each in amounts}) == 1


def _newest(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda each: (each.day or date.min, each.number), reverse=True)


def _master_data(customer: Customer) -> Iterator[Entry]:
    """Name, address, and how to reach them."""
    place = f"{customer.postcode} {customer.city}".strip()
    for text in (customer.name, f"{customer.street}, {place}".strip(", "), customer.email):
        if text:
            yield Entry(section="CUSTOMER", number=customer.customer_number, text=Label(text, text))
    if customer.dunning_hold:
        yield Entry(
            section="CUSTOMER",
            number=customer.customer_number,
            text=Label(f"dunning hold: {customer.dunning_hold}", f"Mahnsperre: {customer.dunning_hold}"),
        )
    if customer.blocked:
        yield Entry(
            section="CUSTOMER",
            number=customer.customer_number,
            text=Label("blocked: no new orders", "gesperrt: keine neuen Aufträge"),
        )
