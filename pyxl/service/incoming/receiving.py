"""Import cases: each mail and each complaint form becomes a row in Cases, once. No complaint is turned away.

>>> from pyxl.core.tables import table_of
>>> tabs = table_of(Customer), table_of(Item), table_of(OrderLine), table_of(OpenItem)
>>> import_cases(*tabs, Books(), (), date(2026, 6, 8)).counts["cases_new"]
0
"""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import Counted, Label, Sentence, Text
from pyxl.core.outcome import GivenFile, Outcome
from pyxl.core.refusal import Refused
from pyxl.core.tables import Table
from pyxl.core.text import clean, squash
from pyxl.formats.case_records import CaseFileContent
from pyxl.formats.mail_reader import ReadMail
from pyxl.formats.order_records import Address, Buyer
from pyxl.ledger.books import Books
from pyxl.ledger.cases.events import CaseReceived
from pyxl.ledger.cases.rows import Channel
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.rows import OrderLine
from pyxl.service.cases.known import Known, Paper
from pyxl.service.incoming import rules
from pyxl.service.incoming.forms import ReadCaseForm, read_case_form
from pyxl.service.incoming.posting import ReceivedPosting
from pyxl.service.incoming.senders import PAPERS, Directory

COMPLAINT_MOST = 2_000
"""Characters in the cell; all of a mail is in its file, which is kept."""
_CUT = " […]"
_SUMMARY = Text(
    "{cases} taken over from {files}; known already {known}, unreadable {unreadable}.",
    "{cases} aus {files} übernommen; schon bekannt {known}, nicht lesbar {unreadable}.",
)
_CASE = Label("complaint", "Reklamation"), Label("complaints", "Reklamationen")
_FILE = Label("file", "Datei"), Label("files", "Dateien")


@dataclass(frozen=True)
class CaseFile:
    """One file: its name, its bytes and their fingerprint, and what was read from it, or why it was not read."""

    name: str
    sha256: str
    data: bytes = field(repr=False)
    content: CaseFileContent | None = None
    cause: Sentence | None = None
    step: Sentence | None = None


@dataclass(frozen=True)
class _Told:
    """A complaint as it was told, before anything is compared with what is known."""

    file: CaseFile
    day: date | None
    channel: Channel
    buyer: Buyer
    complaint: str
    identity: str
    form: ReadCaseForm | None = None
    attachments: tuple[str, ...] = ()

    @property
    def sender(self) -> str:
        """How a message names whoever wrote."""
        return self.buyer.email or self.buyer.address.name or self.buyer.number or "?"


def import_cases(
    customers: Table[Customer],
    items: Table[Item],
    orders: Table[OrderLine],
    receivables: Table[OpenItem],
    books: Books,
    files: tuple[CaseFile, ...],
    as_of: date,
) -> Outcome:
    """Takes every mail and form into Cases, each once, with what is known of customer, papers and item.

    What cannot be told is left empty and said; the row is looked at by a person and registered with `open-cases`.
    """
    desk = _Reception(Directory(customers, items, Known(orders, receivables, books)), books, as_of)
    for file in files:
        desk.take(file)
    postings = tuple(desk.postings.values())
    counts = {"files": len(files), "cases_new": len(postings), "cases_known": desk.known, "unreadable": desk.unreadable}
    summary = _SUMMARY.bind(
        cases=Counted(len(postings), *_CASE),
        files=Counted(len(files), *_FILE),
        known=desk.known,
        unreadable=desk.unreadable,
    )
    kept = tuple(GivenFile(each.name, each.sha256, each.data) for each in desk.kept)
    return Outcome(summary, tuple(desk.findings), postings, counts=counts, attached=kept)


@dataclass
class _Reception:
    """Takes file after file."""

    directory: Directory
    books: Books
    as_of: date
    findings: list[Finding] = field(default_factory=list)
    postings: dict[str, ReceivedPosting] = field(default_factory=dict)
    kept: list[CaseFile] = field(default_factory=list)
    known: int = 0
    unreadable: int = 0

    def take(self, file: CaseFile) -> None:
        """The complaint of a file; a file that cannot be read is said and left out."""
        try:
            told = _told(file)
        except Refused as refused:
            told, file = None, replace(file, cause=refused.cause, step=refused.next_step)
        if told is None:
            self.unreadable += 1
            found = rules.FILE_UNREADABLE.at(CellRef(file.name), file=file.name, cause=file.cause, step=file.step)
            self.findings.append(found)
        elif told.identity in self.books.cases.received or told.identity in self.postings:
            self.known += 1
        else:
            self._receive(told)

    def _receive(self, told: _Told) -> None:
        form, rounds = told.form, self.books.cases.rounds_received[told.identity]
        self.findings += form.findings if form else ()
        if not told.complaint:
            self.findings.append(rules.NOTHING_SAID.at(CellRef(told.file.name), file=told.file.name))
        typed = {name: str(getattr(form.row, name)) for name in (*PAPERS, "item_number")} if form else {}
        named = self.directory.written(typed) if form else self.directory.named(told.complaint)
        customer = self._customer(told, named.papers)
        if form:  # What somebody typed into a field is meant; whether it fits is said when the case is registered.
            papers = {name: self.directory.spelt(name, typed[name]) for name in PAPERS}
        else:
            papers = {name: paper.number for name, paper in self._fitting(told, customer, named.papers)}
        received = CaseReceived(
            identity=told.identity,
            line_id=_line_id(told.identity, rounds),
            file_name=told.file.name,
            file_sha256=told.file.sha256,
            received_on=min(told.day or self.as_of, self.as_of),
            channel=told.channel.name,
            sender=told.sender,
            complaint=_cut(told.complaint),
            customer_number=customer,
            item_number=named.item_number,
            quantity=form.row.quantity if form else None,
            wish=form.row.wish.name if form and form.row.wish else "",
            attachments=told.attachments,
            **papers,
        )
        self.postings[told.identity] = ReceivedPosting(received, rounds)
        self.kept.append(told.file)

    def _customer(self, told: _Told, papers: Mapping[str, Paper]) -> str:
        """Whose address it is, or whose papers are named; empty where that is not certain."""
        cell, file, sender = CellRef(told.file.name), told.file.name, told.sender
        found = self.directory.customer(told.buyer)
        if found.customer:
            return found.customer.customer_number
        owners = {paper.customer_number: paper.number for paper in papers.values()}
        among = {each.customer_number for each in found.candidates}
        if len(owners) == 1 and (not among or owners.keys() <= among):
            ((owner, number),) = owners.items()
            if not among:
                found_by = rules.CUSTOMER_FROM_PAPER
                self.findings.append(found_by.at(cell, file=file, sender=sender, customer=owner, number=number))
            return owner
        if among:
            several = rules.SENDER_OF_SEVERAL.at(cell, file=file, sender=sender, customers=tuple(sorted(among)))
            self.findings.append(several)
        else:
            self.findings.append(rules.SENDER_UNKNOWN.at(cell, file=file, sender=sender))
        return ""

    def _fitting(self, told: _Told, customer: str, papers: Mapping[str, Paper]) -> Iterator[tuple[str, Paper]]:
        """The papers of that customer; one of somebody else is said."""
        for name, paper in papers.items():
            if not customer or paper.customer_number == customer:
                yield name, paper
                continue
            self.findings.append(
                rules.PAPER_OF_ANOTHER.at(
                    CellRef(told.file.name),
                    file=told.file.name,
                    number=paper.number,
                    owner=paper.customer_number,
                    customer=customer,
                )
            )


def _told(file: CaseFile) -> _Told | None:
    content = file.content
    if content is None:
        return None
    if content.mail:
        return _of_mail(file, content.mail)
    assert content.form is not None, "a file is a mail or a form"
    return _of_form(file, read_case_form(file.name, content.form))


def _of_mail(file: CaseFile, mail: ReadMail) -> _Told:
    words = "\n".join(filter(None, (mail.subject, mail.text)))
    return _Told(
        file,
        mail.day,
        Channel.EMAIL,
        Buyer(email=mail.sender),  # Not by the name beside it: anybody may write any name there.
        words,
        _identity("mail", (mail.message_id, mail.sender, mail.subject, mail.text)),
        attachments=mail.attachments,
    )


def _of_form(file: CaseFile, form: ReadCaseForm) -> _Told:
    row = form.row
    buyer = Buyer(row.customer_number, row.customer_email, "", Address(row.customer_name))
    said = tuple(str(getattr(row, name)) for name in form.places)
    return _Told(
        file,
        row.reported_on,
        Channel.FORM,
        buyer,
        row.complaint,
        _identity("form", said),
        form,
    )


def _identity(kind: str, parts: Sequence[str]) -> str:
    """What makes it this complaint: its words and whose they are, however the file was saved."""
    digest = hashlib.sha256("\n".join(squash(part) for part in parts).encode()).hexdigest()
    return f"{kind}:{digest[:40]}"


def _line_id(identity: str, rounds: int) -> str:
    digest = hashlib.sha256(f"{identity}|{rounds}".encode()).digest()
    return f"FA-{b32encode(digest).decode()[:10]}"


def _cut(text: str) -> str:
    told = clean(text)
    return told if len(told) <= COMPLAINT_MOST else told[: COMPLAINT_MOST - len(_CUT)].rstrip() + _CUT
