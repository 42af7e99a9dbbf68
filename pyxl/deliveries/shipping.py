"""Ship: carrier and tracking number, as she typed them in Deliveries, and the notice to the customer as a draft."""

from __future__ import annotations

from datetime import date

from pyxl.core.changes import ChangeList
from pyxl.core.findings import Finding
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.outcome import DocumentRequest, Outcome, Posting
from pyxl.core.tables import Table
from pyxl.deliveries import rules
from pyxl.deliveries.notices import Notice, can_be_mailed, notice_request
from pyxl.deliveries.papers import DELIVERY_NOTE, read_paper
from pyxl.ledger.books import Books
from pyxl.ledger.goods import events as ev
from pyxl.ledger.goods.books import DeliveryState
from pyxl.ledger.goods.delivery_rows import DeliveryRow, DeliveryStatus
from pyxl.masterdata.customers import Customer
from pyxl.orders.rows import OrderLine
from pyxl.settings import Settings
from pyxl.stock.postings import GoodsPosting

SUMMARY = Text("{deliveries} shipped; left with errors: {left}.",
               "{deliveries} versandt; mit Fehlern geblieben: {left}.")  # fmt: skip
DELIVERIES = Label("delivery", "Lieferung"), Label("deliveries", "Lieferungen")
SHIPPED = Label("shipped", "versandt")
MAIL_TEMPLATE = "shipping_email.txt.j2"


def ship(
    deliveries: Table[DeliveryRow],
    customers: Table[Customer],
    orders: Table[OrderLine],
    settings: Settings,
    books: Books,
    as_of: date,
) -> Outcome:
    """Records carrier and tracking number of each delivery that has them, and prepares the notice to the customer."""
    findings: list[Finding] = list(deliveries.findings)
    postings: list[Posting] = []
    left = 0
    references = {line.order_number: line.customer_reference for line in orders if line.customer_reference}
    for row in deliveries:
        state = books.stock.deliveries.get(row.delivery_number)
        if state is None or not (row.carrier or row.tracking_number):
            continue
        told = _check(row, state, deliveries)
        if told:
            findings.append(told)
            left += told.is_error
        elif state.shipment is None:
            customer = customers.get(row.customer_number)
            papers = _notice(row, state, customer, references.get(state.issued.order_number, ""), settings, as_of)
            if not papers and settings.email:
                cell = deliveries.cell(row, "customer_number")
                findings.append(rules.NOT_MAILED.at(cell, number=state.number, who=state.issued.customer_name))
            postings.append(_posting(row, state, papers, books, as_of))
    summary = SUMMARY.bind(deliveries=Counted(len(postings), *DELIVERIES), left=left)
    counts: dict[str, int | str] = {"shipped": len(postings), "rows_with_errors": left}
    return Outcome(summary, tuple(findings), tuple(postings), counts=counts)


def _check(row: DeliveryRow, state: DeliveryState, deliveries: Table[DeliveryRow]) -> Finding | None:
    """SHP001 to SHP003."""
    number = state.number
    if state.is_cancelled:
        return rules.CANCELLED_NOT_SHIPPED.at(deliveries.cell(row, "carrier"), number=number)
    if not row.carrier:
        return rules.CARRIER_MISSING.at(deliveries.cell(row, "carrier"), number=number)
    shipped = state.shipment
    if shipped and (shipped.carrier, shipped.tracking_number) != (row.carrier, row.tracking_number):
        expected = f"{shipped.carrier} {shipped.tracking_number}".strip()
        found = f"{row.carrier} {row.tracking_number}".strip()
        cell = deliveries.cell(row, "tracking_number")
        return rules.SHIPMENT_CHANGED.at(cell, number=number, expected=expected, found=found)
    return None


def _posting(
    row: DeliveryRow, state: DeliveryState, papers: tuple[DocumentRequest, ...], books: Books, as_of: date
) -> GoodsPosting:
    number = state.number
    changes = ChangeList()
    changes.set("Deliveries", number, "status", DeliveryStatus.DELIVERED, DeliveryStatus.SHIPPED, SHIPPED)
    changes.set("Deliveries", number, "shipped_on", row.shipped_on, as_of, SHIPPED)
    event = ev.DeliveryShipped(number, as_of, row.carrier, row.tracking_number)
    key = f"ship:{number}:{books.stock.shipment_rounds[number]}"
    return GoodsPosting(ev.SHIPMENT, key, event, changes.done(), (key,), papers)


def _notice(
    row: DeliveryRow,
    state: DeliveryState,
    customer: Customer | None,
    purchase_order: str,
    settings: Settings,
    as_of: date,
) -> tuple[DocumentRequest, ...]:
    if customer is None or not can_be_mailed(settings.email, customer.email):
        return ()
    issued = state.issued
    note = DocumentRequest(DELIVERY_NOTE, state.number, issued.document_path, issued.content)
    notice = Notice(
        template=MAIL_TEMPLATE,
        language=read_paper(issued.content).language,
        day=as_of,
        key=f"{as_of.isoformat()} {state.number} {row.tracking_number}",
        sender=settings.email,
        sender_name=settings.company_name,
        recipient=customer.email,
        recipient_name=customer.name,
        facts={
            "number": state.number,
            "order_number": issued.order_number,
            "purchase_order": purchase_order,
            "carrier": row.carrier,
            "tracking_number": row.tracking_number,
            "contact": settings.contact_name,
            "company": settings.company_name,
            "phone": settings.phone,
        },
    )
    return (notice_request(state.number, issued.document_path, notice, note),)
