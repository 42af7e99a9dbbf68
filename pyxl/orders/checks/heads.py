"""Order heads: their delivery address, their files, and whether there is such an order. Invoiced orders are let be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyxl.core.findings import Finding
from pyxl.core.tables import Table
from pyxl.masterdata.customers import Customer, country_of, treatment_of
from pyxl.masterdata.delivery_places import Destination, check_place, place_of
from pyxl.orders.attachments import FILE_LIMIT, TOGETHER_LIMIT, AttachedFile, AttachmentProblem, names_in
from pyxl.orders.checks import head_rules as rules
from pyxl.orders.heads import Heads, OrderHead
from pyxl.orders.rows import OrderLine
from pyxl.settings import Settings

_MEGABYTE = 1_000_000


def check_heads(
    heads: Heads,
    orders: Table[OrderLine],
    open_lines: Iterable[OrderLine],
    customers: Table[Customer],
    settings: Settings,
) -> list[Finding]:
    """DEL001 to DEL003, OHD001 and ATT001 to ATT006, at the cells of the tab Order heads."""
    known = {line.order_number for line in orders}
    buyers = {line.order_number: customers.get(line.customer_number) for line in open_lines}
    home = settings.home
    findings = list(heads.table.findings)
    for head in heads.table:
        if head.order_number and head.order_number not in known:
            cell = heads.table.cell(head, "order_number")
            findings.append(rules.HEAD_WITHOUT_ORDER.at(cell, order=head.order_number))
        if head.order_number in buyers:
            findings += _of_place(head, heads, buyers[head.order_number], home)
            findings += _of_files(head, heads)
    return findings


def _of_place(head: OrderHead, heads: Heads, buyer: Customer | None, home: str) -> Iterator[Finding]:
    if buyer is None:
        return iter(())
    destination = Destination(country_of(buyer), home, treatment_of(buyer))
    return check_place(place_of(head), destination, lambda name: heads.table.cell(head, name))


def _of_files(head: OrderHead, heads: Heads) -> Iterator[Finding]:
    cell, files = heads.table.cell(head, "attachments"), files_of(head, heads.files)
    for file in files:
        if file.problem:
            yield rules.OF_PROBLEM[file.problem].at(cell, found=file.name, limit=FILE_LIMIT // _MEGABYTE)
    if sum(file.size for file in files) > TOGETHER_LIMIT:
        yield rules.ATTACHMENTS_TOGETHER.at(cell, limit=TOGETHER_LIMIT // _MEGABYTE)


def files_of(head: OrderHead, files: Mapping[str, AttachedFile]) -> list[AttachedFile]:
    """The files the head names; one that nobody found is missing."""
    return [
        files.get(name, AttachedFile(name, problem=AttachmentProblem.MISSING)) for name in names_in(head.attachments)
    ]
