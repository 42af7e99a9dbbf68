"""What the order heads say of an invoice: where the goods went, the buyer's references, the files that go with it.

>>> first_of(DeliveryPlace(), DeliveryPlace("", "Ring 4", "20095", "Hamburg"), home="DE")
DeliveryAddress(name='', street='Ring 4', postcode='20095', city='Hamburg', country='DE')
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pyxl.invoicing.model import DeliveryAddress, InvoiceAttachment
from pyxl.masterdata.customers import country_of
from pyxl.masterdata.delivery_places import DeliveryPlace, place_of
from pyxl.orders.attachments import AttachedFile
from pyxl.orders.billable import BillableLine


class OrderFacts(NamedTuple):
    """Of all orders on one invoice."""

    delivery: DeliveryAddress | None = None
    """BG-15: of the order, else of the customer, else none: the goods went to the buyer's address."""
    project: str = ""
    """BT-11."""
    contract: str = ""
    """BT-12."""
    despatch_advice: str = ""
    """BT-16; several with commas, for the norm has room for one."""
    attachments: tuple[InvoiceAttachment, ...] = ()
    """BG-24."""


def order_facts(lines: Sequence[BillableLine]) -> OrderFacts:
    """What holds for the invoice of these lines, which `same_invoice` has brought together."""
    first = lines[0]
    place = first_of(place_of(first.head), place_of(first.customer), home=country_of(first.customer))
    notes = dict.fromkeys(line.head.delivery_note for line in lines if line.head.delivery_note)
    return OrderFacts(
        place, first.head.project, first.head.contract, ", ".join(notes), tuple(_attachments(_files(lines)))
    )


def same_invoice(line: BillableLine) -> tuple[str, ...]:
    """What orders must have in common to be on one invoice: the norm has one place, project and contract for each."""
    return (*place_of(line.head), line.head.project, line.head.contract)


def first_of(*places: DeliveryPlace, home: str) -> DeliveryAddress | None:
    """The first that is typed. `home`: the country of an address that names none."""
    place = next((each for each in places if each), None)
    if place is None:
        return None
    return DeliveryAddress(
        name=place.name,
        street=place.street,
        postcode=place.postcode,
        city=place.city,
        country=place.country or home,
    )


def _files(lines: Iterable[BillableLine]) -> Iterator[tuple[str, AttachedFile]]:
    """Every file once, with the order it comes from."""
    seen = set()
    for line in lines:
        for file in line.attached:
            if (file.filename, file.sha256) not in seen:
                seen.add((file.filename, file.sha256))
                yield line.order_number, file


def _attachments(files: Iterable[tuple[str, AttachedFile]]) -> Iterator[InvoiceAttachment]:
    """File names are unique in an invoice, whatever their case (BR-DE-22)."""
    names: set[str] = set()
    for order, file in files:
        name, number = file.filename, 1
        while name.casefold() in names:
            number += 1
            name = f"{order}-{number}-{file.filename}"
        names.add(name.casefold())
        yield InvoiceAttachment(reference=name, filename=name, mime_type=file.mime_type, sha256=file.sha256)
