"""Runs the steps of a story on its workbook and keeps its journal, as the runner of the program does."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from pyxl.app.actions import BY_ID
from pyxl.app.load_action import input_schema
from pyxl.app.period_lock import demand_open, moved_lock
from pyxl.app.registry import call
from pyxl.app.sheet_findings import told_once
from pyxl.app.undo import reversals
from pyxl.banking.importing import BankFile
from pyxl.core.changes import ChangeSet
from pyxl.core.labels import Language, Text
from pyxl.core.outcome import DocumentRequest, Outcome, Posting
from pyxl.core.refusal import Refused
from pyxl.core.table_file import FileCell
from pyxl.core.tables import RawTable, headings_of
from pyxl.core.text import squash
from pyxl.einvoices.checking import check_file
from pyxl.formats.sanctions_csv import read_sanctions
from pyxl.formats.sepa.pain002 import read_pain002
from pyxl.formats.statement_files import read_statement_file
from pyxl.hosts.case_files import read_case_file
from pyxl.hosts.new_book.case_form import build_case_form
from pyxl.hosts.new_book.order_form import build_order_form
from pyxl.hosts.order_files import read_order_file
from pyxl.hosts.table_files import read_table_file
from pyxl.intake.copies import FilledForm, empty_form
from pyxl.intake.forms import HEAD, LINES
from pyxl.intake.incoming import OrderFile
from pyxl.invoicing.cancelling import cancellation_posting
from pyxl.journal.series import NumberSeries
from pyxl.ledger.books import Books
from pyxl.masterdata.items import Item
from pyxl.orders.attachments import examined, names_in, refused
from pyxl.orders.heads import OrderHead
from pyxl.other_programs.loading import LoadedFile, load_rows
from pyxl.payables.answers import AnswerFile
from pyxl.payables.incoming import BillFile
from pyxl.service.incoming.forms import HEAD as CASE_HEAD
from pyxl.service.incoming.receiving import CaseFile

from .bill_text import bill_bytes
from .story_book import Kept, StoryBook
from .story_text import Given, GivenChange, GivenFile, GivenForm, GivenLook, StoryError, typed_cell


@dataclass(frozen=True)
class Recorded:
    """An event as the books read it."""

    kind: str
    key: str
    number: str
    run_id: str
    payload: Mapping[str, object]


@dataclass
class Done:
    """What one step gave: the outcome, the changes that were applied, and the documents asked for."""

    outcome: Outcome
    changes: ChangeSet
    recorded: list[Recorded]
    documents: tuple[DocumentRequest, ...]
    kept: tuple[Kept, ...] = ()
    refused: Refused | None = None


@dataclass
class Run:
    """What one step wrote, to take it back by its number."""

    number: int
    recorded: list[Recorded]
    own: ChangeSet
    """The cells that follow from no event."""
    undoes: int | None = None
    is_undone: bool = False


class StoryDesk:
    """Runs actions on the tabs of one story; what a step changed is there for the next one."""

    def __init__(self, language: Language) -> None:
        self.book = StoryBook(language)
        self.files: dict[str, str] = {}
        self.forms: dict[str, FilledForm] = {}
        self.case_forms: dict[str, dict[str, FileCell]] = {}
        self.events: list[Recorded] = []
        self.claims: set[str] = set()
        self.counters: dict[str, int] = {}
        self.runs: list[Run] = []

    def run(self, action_id: str, files: tuple[str, ...], as_of: date) -> Done:
        """Runs an action and applies what comes of it."""
        action_id, _, user = action_id.partition(" by ")
        verb, _, what = action_id.partition(" ")
        try:
            match verb:
                case "cancel":
                    return self.cancel(what, as_of)
                case "undo":
                    return self.undo(what.removeprefix("run "), as_of)
                case "load":
                    return self._done(self._load(what, files[0]))
                case _:
                    return self._done(self._perform(action_id, files, as_of, user or "anna"))
        except Refused as refused:
            return Done(Outcome(refused.cause), ChangeSet(), [], (), refused=refused)

    def _perform(self, called: str, files: tuple[str, ...], as_of: date, user: str) -> Outcome:
        action_id, _, number = called.partition(" ")
        if action_id not in BY_ID:
            raise StoryError(f"there is no action {action_id!r}; there are {', '.join(BY_ID)}")
        action = BY_ID[action_id]
        tables = {row_class: self.book.table(row_class) for row_class in action.tabs}
        settings, findings = self.book.read_settings()
        given: dict[str, object] = {"books": self.books, "settings": settings, "settings_findings": findings}
        given |= {"user": user, "number": number}
        given["find"] = {event.key: event for event in self.events}.get
        given["events"] = lambda: tuple(self.events)
        if action.asks_for_sanctions and "sanctions.csv" in self.files:
            given["sanctions"] = read_sanctions(self._bytes("sanctions.csv"))
        if action.asks_for_attachments:
            found = {name: examined(name, text.encode()) for name, text in self.files.items()}
            given["attachments"] = found | {name: unfit for name in self._named() if (unfit := refused(name))}
        if action.takes_files:
            readers: dict[str, Callable[[str], object]] = {
                "statement": self._file,
                "order": self._order_file,
                "bill": self._bill,
                "answer": self._answer,
                "case": self._case_file,
            }
            read = readers[action.file_kind]
            given["files"] = tuple(read(name) for name in files)
        outcome = call(action, tables, as_of, **given)
        if outcome.postings:
            demand_open(outcome.postings, settings.locked_until, as_of)
            moved = moved_lock(self.books, settings.locked_until, user, as_of)
            outcome = replace(outcome, postings=(*moved, *outcome.postings))
        return replace(outcome, findings=told_once(findings, outcome.findings))

    @property
    def books(self) -> Books:
        """The books after all steps so far."""
        return Books.from_events(self.events)

    def _load(self, tab: str, name: str) -> Outcome:
        schema = input_schema(tab)
        read = read_table_file(self._bytes(name), name=name, wanted=headings_of(schema))
        rows = RawTable(schema.tab, name, read.header_row, 1, read.headers, read.rows)
        return load_rows(self.book.table(schema.row_class), LoadedFile(name, rows, read.is_text, self.book.language))

    def _done(self, outcome: Outcome) -> Done:
        recorded, changes, documents = self._record(outcome.postings)
        changes = changes + outcome.changes
        self.book.apply(changes)
        if changes or recorded:
            self.runs.append(Run(len(self.runs) + 1, recorded, outcome.changes))
        return Done(outcome, changes, recorded, documents)

    def undo(self, number: str, as_of: date) -> Done:
        """Takes back the run of that number, or the last one that stands, as the undo of the program does."""
        standing = [run for run in self.runs if not run.is_undone and run.undoes is None]
        target = self.runs[int(number) - 1] if number else standing[-1]
        by_key = {event.key: event for event in self.events}
        settings, _ = self.book.read_settings()
        postings = reversals(f"R{target.number}", target.recorded, self.books, settings, as_of, by_key.get)
        recorded, followed, documents = self._record(postings)
        own = target.own.inverse()
        kept = self.book.apply(followed + own, keep_hers=True)
        self.runs.append(Run(len(self.runs) + 1, recorded, own, target.number))
        target.is_undone = True
        if target.undoes:
            self.runs[target.undoes - 1].is_undone = False
        text = Text("Run {run} is taken back.", "Lauf {run} ist zurückgenommen.")
        return Done(Outcome(text.bind(run=target.number)), followed + own, recorded, documents, kept)

    def cancel(self, number: str, as_of: date) -> Done:
        """Takes back an invoice, as the undo of its run does."""
        invoices = [event for event in self.events if event.number == number]
        if not invoices:
            raise StoryError(f"no invoice {number} was issued")
        posting = cancellation_posting(invoices[0].payload, self.books, self.book.read_settings()[0], as_of)
        summary = Text("{number} is cancelled.", "{number} ist storniert.").bind(number=number)
        return self._done(Outcome(summary, postings=(posting,) if posting else ()))

    def _named(self) -> tuple[str, ...]:
        """All files that order heads name."""
        return tuple(name for head in self.book.table(OrderHead) for name in names_in(head.attachments))

    def give(self, step: Given | GivenChange | GivenLook | GivenFile | GivenForm) -> None:
        """Lays out what the story gives."""
        match step:
            case Given():
                self.book.give(step.tab, step.cells, is_more=step.is_more, times=step.times)
            case GivenChange():
                self.book.change(step.tab, step.cells)
            case GivenLook():
                self.book.give_look(step.look, step.tab, step.row)
            case GivenFile():
                self.files[step.name] = step.text
            case GivenForm():
                self.give_form(step)

    def give_form(self, step: GivenForm) -> None:
        """Fills in the fields of a form, or its lines."""
        if step.part == "complaint":
            words = CASE_HEAD.heading_words
            self.case_forms[step.name] = {words[squash(label)]: _file_cell(text) for label, text in step.cells[1:]}
            return
        items, (settings, _) = self.book.table(Item).rows, self.book.read_settings()
        form = self.forms.get(step.name) or empty_form(items, settings, self.book.language)
        schema = HEAD if step.part == "head" else LINES
        words = schema.heading_words
        if step.part == "head":
            head = {words[squash(label)]: _file_cell(text) for label, text in step.cells[1:]}
            self.forms[step.name] = replace(form, head=head)
            return
        names = [words[squash(label)] for label in step.cells[0]]
        lines = tuple(dict(zip(names, map(_file_cell, row), strict=True)) for row in step.cells[1:])
        self.forms[step.name] = replace(form, lines=lines)

    def _order_file(self, name: str) -> OrderFile:
        data = build_order_form(self.forms[name]) if name in self.forms else self._bytes(name)
        sha256 = hashlib.sha256(data).hexdigest()
        try:
            return OrderFile(name, sha256, read_order_file(data))
        except Refused as refused:
            return OrderFile.unread(name, sha256, refused)

    def _bytes(self, name: str) -> bytes:
        if name not in self.files:
            raise StoryError(f"the story gives no file {name!r}")
        return self.files[name].encode()

    def _file(self, name: str) -> BankFile:
        data = self._bytes(name)
        return BankFile(name, hashlib.sha256(data).hexdigest(), read_statement_file(name, data))

    def _bill(self, name: str) -> BillFile:
        if name not in self.files:
            raise StoryError(f"the story gives no file {name!r}")
        data = bill_bytes(self.files[name])
        sha256 = hashlib.sha256(data).hexdigest()
        try:
            return BillFile(name, sha256, data, check_file(data))
        except Refused as unread:
            return BillFile(name, sha256, data, cause=unread.cause, step=unread.next_step)

    def _case_file(self, name: str) -> CaseFile:
        if name in self.case_forms:
            data = build_case_form("", self.book.language, self.case_forms[name])
        else:
            data = self._bytes(name)
        sha256 = hashlib.sha256(data).hexdigest()
        try:
            return CaseFile(name, sha256, data, read_case_file(data))
        except Refused as unread:
            return CaseFile(name, sha256, b"", cause=unread.cause, step=unread.next_step)

    def _answer(self, name: str) -> AnswerFile:
        data = self._bytes(name)
        sha256 = hashlib.sha256(data).hexdigest()
        try:
            return AnswerFile(name, sha256, read_pain002(data))
        except Refused as unread:
            return AnswerFile(name, sha256, cause=unread.cause, step=unread.next_step)

    def _record(self, postings: tuple[Posting, ...]) -> tuple[list[Recorded], ChangeSet, tuple[DocumentRequest, ...]]:
        recorded: list[Recorded] = []
        changes, documents = ChangeSet(), tuple[DocumentRequest, ...]()
        for posting in postings:
            if posting.key in {event.key for event in self.events}:
                continue
            if taken := self.claims & set(posting.claims):
                raise StoryError(f"{posting.key} claims once more: {sorted(taken)}")
            self.claims |= set(posting.claims)
            number = self._draw(posting)
            run_id = f"R{len(self.events) + 1}"
            recorded.append(Recorded(posting.kind, posting.key, number, run_id, posting.payload(number)))
            self.events.append(recorded[-1])
            changes = changes + posting.changes(number)
            documents += posting.documents(number)
        return recorded, changes, documents

    def _draw(self, posting: Posting) -> str:
        if posting.series is None:
            return ""
        series = NumberSeries.of(posting.series.pattern, posting.series.year)
        self.counters[series.name] = self.counters.get(series.name, series.first - 1) + 1
        return series.text(self.counters[series.name])


def _file_cell(text: str) -> FileCell:
    """A cell of a form as it is typed there."""
    value = typed_cell(text)
    if isinstance(value, float):
        return int(value) if value.is_integer() else Decimal(repr(value))
    assert value is None or isinstance(value, str | bool | date)
    return value
