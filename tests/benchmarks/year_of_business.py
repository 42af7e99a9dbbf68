"""A firm's thirteen months, made by counting: orders, notes, invoices, payments and complaints that fit each other.

The same count gives the same firm. Everything that is invoiced is in the journal; the tabs show what it says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from pyxl.core.labels import Label
from pyxl.core.money import Money, total
from pyxl.core.plain import PlainData, to_plain
from pyxl.core.schema import Row
from pyxl.demo.firm import demo_settings
from pyxl.hosts.new_book import build_book
from pyxl.journal.place import open_journal
from pyxl.journal.records import Completed, EventDraft, NumberedDraft
from pyxl.journal.series import NumberSeries
from pyxl.ledger import events as ev
from pyxl.ledger.cases.rows import Case, CaseStatus
from pyxl.ledger.goods import events as sev
from pyxl.ledger.goods.delivery_rows import DeliveryRow, DeliveryStatus
from pyxl.ledger.goods.rows import StockRow
from pyxl.ledger.rows import BankLine, BankStatus, DocumentKind, InvoiceRow, ItemStatus, OpenItem
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item, StockKeeping
from pyxl.orders.rows import OrderLine

FIRST, LAST = date(2025, 10, 1), date(2026, 10, 31)
ACCOUNT = "DE89370400440532013000"
VAT = Decimal("1.19")
GROUPS = ("Leuchten", "Möbel", "Kerzen", "Werkstatt", "Bücher", "")
CAUSES = ("Transportschaden", "falsch kommissioniert", "Produktfehler", "zu spät geliefert")
NOW = "2026-10-31T12:00:00+01:00"


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as the books take it; a delivery note draws its number."""

    kind: str
    key: str
    payload: Mapping[str, object]
    number: str = ""
    run_id: str = "R-0001"


@dataclass
class Year:
    """The tabs and the events, as they grow invoice by invoice."""

    invoices: int
    customers: list[Customer] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    tables: dict[str, list[Row]] = field(default_factory=dict)
    events: list[Recorded] = field(default_factory=list)
    bank: list[ev.ImportedLine] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.customers = [_customer(number) for number in range(300)]
        self.items = [_item(number) for number in range(205)]  # The last five nobody orders.
        self.tables = {name: [] for name in ("Orders", "Deliveries", "Invoices", "Receivables", "Bank", "Cases")}
        self.events.append(_goods_in(self.items))
        for count in range(self.invoices):
            self._add(count)
        self._import()
        self.tables |= {"Customers": [*self.customers], "Items": [*self.items], "Stock": [*_stock(self.items)]}

    def _add(self, count: int) -> None:
        """One order, its delivery note, its invoice, and its payment where there is one."""
        day = FIRST + timedelta(count * ((LAST - FIRST).days + 1) // self.invoices)
        customer = self.customers[(count * count + 7 * count) % 300 if count % 3 else count % 20]
        lines = list(self._lines(count, day, customer))
        self.tables["Orders"] += lines
        is_delivered = day + timedelta(4) <= LAST
        if is_delivered:
            self._deliver(count, day + timedelta(3 + count % 5 // 4), customer, lines)
        if is_delivered and count % 50:
            self._invoice(count, day + timedelta(4), customer, lines)
        if count % 40 == 0:
            self.tables["Cases"].append(_case(count, day + timedelta(6), customer))

    def _lines(self, count: int, day: date, customer: Customer) -> Iterator[OrderLine]:
        for place in range(2 + count % 2):
            item = self.items[(count * 13 + place * 29 + day.month * 3) % 200]
            is_invoiced = day + timedelta(4) <= LAST and count % 50
            yield OrderLine(
                line_id=f"L-{count:05d}-{place}",
                order_number=f"AU-{count:05d}",
                order_date=day,
                customer_number=customer.customer_number,
                customer_name=customer.name,
                item_number=item.item_number,
                quantity=Decimal(1 + (count + place) % 9),
                unit="Stk",
                unit_price=item.price,
                currency="EUR",
                delivery_date=day + timedelta(3),
                invoice_number=f"RE-{count:05d}" if is_invoiced else "",
                delivered_quantity=Decimal(1 + (count + place) % 9) if day + timedelta(4) <= LAST else None,
            )

    def _deliver(self, count: int, day: date, customer: Customer, lines: list[OrderLine]) -> None:
        number = f"LS-{len(self.tables['Deliveries']) + 1:05d}"
        parts = tuple(
            sev.DeliveredLine(place, line.line_id, line.order_number, line.item_number, line.quantity or Decimal(0), ())
            for place, line in enumerate(lines, 1)
        )
        movements = tuple(
            sev.Movement(f"{number}-{part.position}", day, "DELIVERY", part.item_number, "A-1", -part.quantity)
            for part in parts
        )
        order = lines[0].order_number
        issued = sev.DeliveryIssued(
            day,
            customer.customer_number,
            customer.name,
            order,
            parts,
            movements,
            (),
            None,
            f"{number}.pdf",
            PlainData({}),
        )
        self.events.append(Recorded(sev.DELIVERY, f"delivery:{count}", to_plain(issued), number))
        self.tables["Deliveries"].append(
            DeliveryRow(
                delivery_number=number,
                delivered_on=day,
                order_number=order,
                customer_number=customer.customer_number,
                customer_name=customer.name,
                line_count=len(parts),
                status=DeliveryStatus.DELIVERED,
            )
        )

    def _invoice(self, count: int, day: date, customer: Customer, lines: list[OrderLine]) -> None:
        number = f"RE-{count:05d}"
        net = total([Money.rounded((line.quantity or Decimal(0)) * (line.unit_price or Decimal(0))) for line in lines])
        gross = Money.rounded(net.amount * VAT)
        due = day + timedelta(14 + count % 17)
        facts = ev.ItemFacts(number, customer.customer_number, customer.name, day, due, gross)
        line_ids = tuple(line.line_id for line in lines)
        path = f"{day.year}/{number}.pdf"
        issued = ev.InvoiceIssued(facts, line_ids, net, gross - net, path, PlainData({"text": "x" * 3_000}))
        self.events.append(Recorded(ev.INVOICE, f"invoice:{count}", to_plain(issued)))
        self.tables["Invoices"].append(
            InvoiceRow(
                invoice_number=number,
                kind=DocumentKind.INVOICE,
                invoice_date=day,
                customer_number=customer.customer_number,
                customer_name=customer.name,
                order_numbers=lines[0].order_number,
                net_amount=net,
                vat_amount=gross - net,
                gross_amount=gross,
                due_date=due,
                document=path,
            )
        )
        paid_on = due + timedelta(count % 40 - 8)
        is_paid = paid_on <= LAST and count % 37 != 0
        if is_paid:
            self._pay(count, paid_on, facts)
        self.tables["Receivables"].append(
            OpenItem(
                invoice_number=number,
                invoice_date=day,
                customer_number=customer.customer_number,
                customer_name=customer.name,
                gross_amount=gross,
                due_date=due,
                amount_paid=gross if is_paid else None,
                amount_open=Money.zero() if is_paid else gross,
                status=ItemStatus.PAID if is_paid else ItemStatus.OPEN,
            )
        )

    def _pay(self, count: int, day: date, facts: ev.ItemFacts) -> None:
        line = ev.ImportedLine(
            f"B-{count:05d}", f"{count:064x}", ACCOUNT, day, day, facts.gross_amount, facts.customer_name,
            "DE02120300000000202051", f"Rechnung {facts.invoice_number}",
        )  # fmt: skip
        self.bank.append(line)
        reason = Label(f"{facts.invoice_number} is named in the purpose.", f"{facts.invoice_number} ist genannt.")
        part = ev.AllocatedPart(facts.invoice_number, facts.customer_number, facts.gross_amount)
        allocated = ev.LineAllocated(line.line_id, day, line.amount, (part,), reason)
        self.events.append(Recorded(ev.ALLOCATION, f"alloc:{line.line_id}", to_plain(allocated)))
        self.tables["Bank"].append(
            BankLine(
                line_id=line.line_id,
                account=ACCOUNT,
                booking_date=day,
                value_date=day,
                amount=line.amount,
                counterparty_name=line.counterparty_name,
                counterparty_iban=line.counterparty_iban,
                remittance_information=line.remittance_information,
                status=BankStatus.SETTLED,
                amount_allocated=line.amount,
                reason=reason.de,
            )
        )

    def _import(self) -> None:
        """One statement with all lines; before the allocations, as it is in a journal."""
        closing = total([line.amount for line in self.bank])
        imported = ev.StatementImported(
            "jahr.xml", "0" * 64, "camt053", ACCOUNT, "1", Money.zero(), closing, tuple(self.bank), LAST
        )
        self.events.insert(0, Recorded(ev.IMPORT, "import:1", to_plain(imported)))


def _customer(number: int) -> Customer:
    return Customer(
        customer_number=f"{10_000 + number}",
        name=f"Kunde {number:03d} GmbH",
        street="Weg 1",
        postcode="34117",
        city="Kassel",
        payment_days=14,
    )


def _item(number: int) -> Item:
    price = Decimal(5 + number * 37 % 140) + Decimal("0.90")
    return Item(
        item_number=f"I-{number:03d}",
        description=f"Artikel {number:03d}",
        unit="Stk",
        price=price,
        stock_keeping=StockKeeping.STOCKED,
        item_group=GROUPS[number % len(GROUPS)],
        purchase_price=Decimal(round(price * 60)) / 100 if number % 9 else None,
    )


def _goods_in(items: list[Item]) -> Recorded:
    """Enough of everything, before the first order."""
    movements = tuple(
        sev.Movement(f"M-{item.item_number}", FIRST, "GOODS_IN", item.item_number, "A-1", Decimal(5_000))
        for item in items
    )
    return Recorded(sev.STOCK, "stock:first", to_plain(sev.StockMoved(movements)))


def _stock(items: list[Item]) -> Iterator[StockRow]:
    for item in items:
        yield StockRow(stock_key=f"{item.item_number} @ A-1", item_number=item.item_number, location="A-1")


def _case(count: int, day: date, customer: Customer) -> Case:
    return Case(
        line_id=f"FA-{count:05d}",
        received_on=min(day, LAST),
        customer_number=customer.customer_number,
        order_number=f"AU-{count:05d}",
        complaint="Es stimmt etwas nicht.",
        cause=CAUSES[count // 40 % len(CAUSES)],
        status=CaseStatus.SETTLED if day < LAST - timedelta(20) else CaseStatus.NEW,
        solved_on=day + timedelta(9) if day < LAST - timedelta(20) else None,
        cost=Money.of(12) if count % 80 == 0 else None,
    )


def write_year(path: Path, year: Year) -> None:
    """The workbook with its journal beside it."""
    path.write_bytes(build_book("de", year.tables, demo_settings("de")))
    path.with_suffix(".pyxl").mkdir(exist_ok=True)
    journal, _ = open_journal(path, create=True)
    with journal:
        plain = [EventDraft(each.kind, each.key, each.payload) for each in year.events if not each.number]
        journal.record(plain, run_id="R-0001", recorded_at=NOW)
        series = NumberSeries.of("LS-{00001}", LAST.year)
        for each in year.events:
            if each.number:
                journal.issue(_numbered(each, series), run_id="R-0001", recorded_at=NOW)


def _numbered(event: Recorded, series: NumberSeries) -> NumberedDraft:
    return NumberedDraft(event.kind, event.key, series, event.payload, lambda _: Completed(event.payload))
