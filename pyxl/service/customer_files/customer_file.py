"""Customer file: one page about one customer, as tab and PDF: what a clerk wants to see while he is on the phone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from pyxl.banking.items import ReceivablesDesk
from pyxl.core.changes import NO_CHANGES, CellValue, ChangeList, ChangeSet
from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import Label, Text
from pyxl.core.listing import write_list
from pyxl.core.outcome import DocumentRequest, Outcome, Plain, Posting, Series
from pyxl.core.plain import PlainData, canonical_json, to_plain
from pyxl.core.tables import Table
from pyxl.dunning.instalments import Instalment
from pyxl.invoicing.posting import slug
from pyxl.invoicing.sender import firm_language, letterhead_facts
from pyxl.ledger.books import Books
from pyxl.ledger.cases.events import CUSTOMER_FILE, CustomerFileWritten
from pyxl.ledger.cases.rows import Case
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.customers import Customer
from pyxl.orders.rows import OrderLine
from pyxl.service.customer_files import rules
from pyxl.service.customer_files.dossier import Dossier, Entry
from pyxl.service.customer_files.gathering import Sources
from pyxl.service.customer_files.rows import CustomerFileRow, FileSection
from pyxl.settings import Settings

DOCUMENT_KIND = "customer-file"
_SUMMARY = Text("File of {name} ({number}): {lines} lines.", "Akte von {name} ({number}): {lines} Zeilen.")
_NOBODY = Text("No file was asked for.", "Es wurde keine Akte verlangt.")
_WHY = Text("file of {number}", "Akte von {number}")
_SHOWN = Label("the file is shown", "die Akte ist gezeigt")


@dataclass(frozen=True)
class FilePosting:
    """A customer's file on paper. The same content on the same day is one file."""

    event: CustomerFileWritten
    kind: str = CUSTOMER_FILE
    claims: tuple[str, ...] = ()
    series: Series | None = None

    @property
    def key(self) -> str:
        """The number, which names customer, day and how many there were."""
        return f"customer-file:{self.event.number}"

    def payload(self, number: str) -> Plain:
        """The event as plain data."""
        payload: Plain = to_plain(self.event)
        return payload

    def changes(self, number: str) -> ChangeSet:
        """None: the tab shows one customer after the other and follows from no event."""
        return NO_CHANGES

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """The file as PDF."""
        event = self.event
        return (DocumentRequest(DOCUMENT_KIND, event.number, event.document_path, event.content),)


def customer_file(
    customers: Table[Customer],
    orders: Table[OrderLine],
    receivables: Table[OpenItem],
    cases: Table[Case],
    instalments: Table[Instalment],
    file: Table[CustomerFileRow],
    settings: Settings,
    books: Books,
    as_of: date,
    number: str = "",
) -> Outcome:
    """Shows the file of the customer of that number, or of the one ticked in Customers, and prints it."""
    ticked = [row for row in customers if row.show_file]
    wanted = number or (ticked[0].customer_number if ticked else "")
    customer = customers.get(wanted)
    if customer is None:
        return Outcome(_NOBODY.bind(), (_nobody(wanted),))
    desk = ReceivablesDesk(receivables, customers, settings, books)
    dossier = Sources(orders, cases, instalments, receivables, desk, books, as_of).of(customer)
    changes = ChangeList()
    write_list(file, [_row(entry) for entry in dossier.entries], changes, _WHY.bind(number=wanted))
    for row in ticked:
        changes.set("Customers", row.customer_number, "show_file", True, False, _SHOWN)
    posting = _posting(dossier, settings, books)
    postings: tuple[Posting, ...] = (posting,) if posting else ()
    summary = _SUMMARY.bind(name=customer.name, number=wanted, lines=len(dossier.entries))
    return Outcome(summary, (), postings, changes.done(), {"lines": len(dossier.entries)})


def _nobody(wanted: str) -> Finding:
    """SER014 and SER015."""
    cell = CellRef("Customers", None, "show_file")
    return rules.NO_SUCH_CUSTOMER.at(cell, found=wanted) if wanted else rules.NO_CUSTOMER_NAMED.at(cell)


def _row(entry: Entry) -> dict[str, CellValue]:
    return {
        "section": FileSection[entry.section],
        "day": entry.day,
        "number": entry.number,
        "text": entry.text,
        "due_date": entry.due_date,
        "amount": entry.amount,
        "amount_open": entry.amount_open,
        "currency": entry.amount.currency if entry.amount else "",
    }


def _posting(dossier: Dossier, settings: Settings, books: Books) -> FilePosting | None:
    """A file to be printed; none where the very same was printed that day."""
    content = PlainData(
        {
            "dossier": to_plain(dossier),
            "language": firm_language(settings),
            "letterhead": letterhead_facts(settings),
            "firm": settings.company_name,
        }
    )
    fingerprint = hashlib.sha256(canonical_json(content).encode()).hexdigest()
    base = f"AK-{dossier.customer_number}-{dossier.as_of.isoformat()}"
    number, count = base, 1
    while number in books.cases.files:
        if books.cases.files[number] == fingerprint:
            return None
        count += 1
        number = f"{base}-{count}"
    path = f"{dossier.as_of.year}/{slug(number)}.pdf"
    return FilePosting(CustomerFileWritten(number, dossier.customer_number, dossier.as_of, fingerprint, path, content))
