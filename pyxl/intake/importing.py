"""Import orders: each order of each file once, under a number of the firm's own; whatever is not certain waits.

>>> from pyxl.core.tables import table_of
>>> tabs = table_of(OrderLine), table_of(Customer), table_of(Item), table_of(OrderProfile)
>>> import_orders(*tabs, Settings(company_name="M GmbH"), Books(), (), date(2026, 10, 1)).counts["orders_new"]
0
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from pyxl.core.labels import Counted, Label, Text
from pyxl.core.outcome import Outcome, Series
from pyxl.core.tables import Table
from pyxl.intake import rules
from pyxl.intake.checking import delivery_place
from pyxl.intake.identity import line_ids
from pyxl.intake.incoming import Inbox, OrderFile
from pyxl.intake.judging import Clerk, Ready, called
from pyxl.intake.posting import OrderPosting
from pyxl.intake.profiles import ToldOrders
from pyxl.intake.rows import OrderProfile
from pyxl.ledger import order_events as ev
from pyxl.ledger.books import Books
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.price_lists import NO_PRICES, PriceLists, PriceRow
from pyxl.orders.rows import OrderLine
from pyxl.settings import Settings
from pyxl.settings.checks import check_pattern

_SUMMARY = Text(
    "{orders} with {lines} taken over from {files}; known already {known}, waiting {waiting}, wrong {wrong}.",
    "{orders} mit {lines} aus {files} übernommen; schon bekannt {known}, wartend {waiting}, fehlerhaft {wrong}.",
)
_ORDER = Label("order", "Auftrag"), Label("orders", "Aufträge")
_LINE = Label("line", "Zeile"), Label("lines", "Zeilen")
_FILE = Label("file", "Datei"), Label("files", "Dateien")


def import_orders(
    orders: Table[OrderLine],
    customers: Table[Customer],
    items: Table[Item],
    profiles: Table[OrderProfile],
    settings: Settings,
    books: Books,
    files: tuple[OrderFile, ...],
    as_of: date,
    prices: Table[PriceRow] = NO_PRICES,
) -> Outcome:
    """Takes the orders of these files into Orders, each once. What is wrong or not certain is said and waits.

    A form with errors gives a marked copy to send back; a buyer nobody knows becomes a proposed row in Customers.
    """
    told = ToldOrders(profiles)
    inbox = Inbox(told, items)
    clerk = Clerk(orders, customers, items, settings, books, as_of, PriceLists(prices))
    for incoming in inbox.take(files):
        clerk.judge(incoming)
    postings = tuple(_Admission(clerk, settings, books, as_of).postings())
    findings = (*inbox.findings, *told.rows.findings, *clerk.findings)
    lines = sum(len(posting.order.lines) for posting in postings)
    counts: dict[str, int | str] = {
        "files": len(files),
        "orders_new": len(postings),
        "lines_new": lines,
        "orders_known": clerk.known,
        "orders_waiting": clerk.waiting,
        "orders_wrong": clerk.wrong,
        "orders_left_out": inbox.left_out,
    }
    summary = _SUMMARY.bind(
        orders=Counted(len(postings), *_ORDER),
        lines=Counted(lines, *_LINE),
        files=Counted(len(files), *_FILE),
        known=clerk.known,
        waiting=clerk.waiting,
        wrong=clerk.wrong,
    )
    changes = told.rows.changes.done() + clerk.proposals.done()
    return Outcome(summary, findings, (*postings, *clerk.forms), changes, counts)


class _Admission:
    """Lets orders in, each once."""

    def __init__(self, clerk: Clerk, settings: Settings, books: Books, as_of: date) -> None:
        self.clerk, self.settings, self.books, self.as_of = clerk, settings, books, as_of

    def postings(self) -> Iterator[OrderPosting]:
        """The orders that come in. Of one that lies there in several versions, none does."""
        if self.clerk.ready and (bad := check_pattern(self.settings, "order_number_pattern")):
            self.clerk.findings.append(bad)
            self.clerk.waiting += len(self.clerk.ready)
            return
        versions: dict[str, list[Ready]] = defaultdict(list)
        for each in self.clerk.ready:
            versions[each.identity].append(each)
        for same in versions.values():
            if len({each.fingerprint for each in same}) > 1:
                self.clerk.wrong += len(same)
                self._tell_versions(same)
                continue
            self.clerk.known += len(same) - 1
            yield self._posting(same[0])

    def _tell_versions(self, same: list[Ready]) -> None:
        first = same[0]
        files = tuple(dict.fromkeys(each.incoming.file.name for each in same))
        cell = first.incoming.places.cell(0, "order_number")
        self.clerk.findings.append(
            rules.ORDER_IN_TWO_VERSIONS.at(
                cell, order=first.incoming.called, customer=called(first.customer), files=files
            )
        )

    def _posting(self, ready: Ready) -> OrderPosting:
        incoming, order = ready.incoming, ready.incoming.order
        rounds = self.books.orders.rounds[ready.identity]
        place = delivery_place(order, ready.customer)
        assert order.order_date is not None, "an order without its date is wrong"
        imported = ev.OrderImported(
            order_number="",
            identity=ready.identity,
            fingerprint=ready.fingerprint,
            source=incoming.source,
            file_name=incoming.file.name,
            file_sha256=incoming.file.sha256,
            customer_number=ready.customer.customer_number,
            customer_reference=order.number,
            order_date=order.order_date,
            requested_date=order.requested_date,
            currency=order.currency,
            lines=_event_lines(ready, rounds),
            delivery=ev.DeliveryHead(*place) if place else None,
        )
        return OrderPosting(imported, rounds, Series(self.settings.order_number_pattern, self.as_of.year))


def _event_lines(ready: Ready, rounds: int) -> tuple[ev.ImportedOrderLine, ...]:
    """The lines as the journal keeps them; the note of the order stands in the first."""
    ids = line_ids(ready.identity, rounds, len(ready.lines))
    note = ready.incoming.order.note
    made = []
    for place, (line_id, line) in enumerate(zip(ids, ready.lines, strict=True)):
        assert line.quantity is not None, "a line without quantity is wrong"
        made.append(
            ev.ImportedOrderLine(
                line_id,
                line.item_number,
                line.quantity,
                line.unit_price,
                line.discount_percent,
                "" if place else note,
            )
        )
    return tuple(made)
