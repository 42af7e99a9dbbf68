"""A press of a button, from the first text in the status bar to the one box in the end. Never a traceback."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from pyxl import __version__
from pyxl.app.registry import Action
from pyxl.app.runner import Report, Request, run
from pyxl.app.tabs import SCHEMA_OF_TAB
from pyxl.app.tools import CASE_FORM, CHECK, ORDER_FORM, REBUILD, UNDO
from pyxl.core.changes import NO_CHANGES
from pyxl.core.findings import Finding, Severity
from pyxl.core.fixes import safe_fixes
from pyxl.core.labels import Counted, Label, Language, Sentence, Text
from pyxl.core.refusal import RefusalKind, Refused
from pyxl.hosts.action_names import as_buttons
from pyxl.hosts.live import words
from pyxl.hosts.live.book import LiveBook
from pyxl.hosts.live.marks import Marked, clear_marks, marked_cells, set_marks
from pyxl.hosts.live.patience import patiently
from pyxl.hosts.live.reading import tab_of
from pyxl.hosts.seat import now, user_name, write_log

if TYPE_CHECKING:
    import xlwings

OTHER_VERSION = RefusalKind(
    "E_OTHER_VERSION",
    Text(
        "The buttons are of pyxl {theirs}, the program is pyxl {ours}.",
        "Die Tasten sind von pyxl {theirs}, das Programm ist pyxl {ours}.",
    ),
    Text(
        "Close Excel or LibreOffice, run `pyxl install` once, and open it again.",
        "Excel oder LibreOffice schließen, einmal `pyxl install` ausführen und wieder öffnen.",
    ),
)
NO_SUCH_BUTTON = RefusalKind(
    "E_NO_SUCH_BUTTON",
    Text("There is no button {tag} in pyxl {ours}.", "Eine Taste {tag} gibt es in pyxl {ours} nicht."),
    Text("Run `pyxl install` once more.", "`pyxl install` noch einmal ausführen."),
)
READERS = {ORDER_FORM.id: "import_orders", CASE_FORM.id: "import_cases"}
"""Which button reads a form that came back."""
LISTED = 4
"""Findings told in the box itself where they stand in no tab."""


class Declined(Exception):
    """The person said no, or chose nothing."""

    def __init__(self, told: Label = words.NOTHING_DONE) -> None:
        super().__init__()
        self.told = told


@dataclass
class Click:
    """One press of a button in one workbook."""

    book: xlwings.Book
    action: Action
    language: Language
    desk: LiveBook = field(init=False)

    def __post_init__(self) -> None:
        self.desk = LiveBook(self.book)

    def ask(self, question: Sentence | str) -> bool:
        """A question with yes and no."""
        text = question if isinstance(question, str) else question.text(self.language)
        return self._box(words.question(text, self.language), "yes_no") == "yes"

    def tell(self, *sentences: str) -> None:
        """The one box in the end."""
        self._box(words.boxed(sentences), "ok")

    def _box(self, text: str, buttons: str) -> str:
        answer = patiently(
            lambda: self.book.app.alert(text, title=f"pyxl – {self.action.label.text(self.language)}", buttons=buttons)
        )
        return str(answer)

    def progress(self, done: int, of: int) -> None:
        """How far long work has come, in the status bar."""
        words.say_progress(self.book, self.action, self.language, done, of)


def press(book: xlwings.Book, tag: str, version: str, language: Language) -> None:
    """Does what the button is for and says what came of it."""
    action = words.BY_TAG.get(tag)
    click = Click(book, action or CHECK, language)
    try:
        if version != __version__:
            raise OTHER_VERSION.because(theirs=version, ours=__version__)
        if action is None:
            raise NO_SUCH_BUTTON.because(tag=tag, ours=__version__)
        _WORK.get(action.id, _run_job)(click)
    except Declined as declined:
        click.tell(declined.told.text(language))
    except Refused as refused:
        step = as_buttons(refused.next_step.text(language), language)
        click.tell(refused.cause.text(language), step, f"({refused.code})")
    except Exception as error:
        log = write_log(tag, error)
        click.tell(words.UNFORESEEN.render(language, reference=log.name, folder=str(log.parent)))
    finally:
        patiently(lambda: setattr(book.app, "status_bar", False))


def _run_job(click: Click) -> None:
    files = _chosen_files(click) if click.action.takes_files else ()
    marked = patiently(partial(marked_cells, click.book))
    request = Request(
        action=click.action,
        as_of=date.today(),
        now=now(),
        user=user_name(),
        apply=True,
        files=files,
        confirm=click.ask,
        progress=click.progress,
    )
    report = run(click.desk, request)
    if not report.applied:
        raise Declined
    repairs = safe_fixes(report.outcome.findings) if click.action.repairs else NO_CHANGES
    cells = Counted(len(repairs), *words.CELLS)
    repaired = ""
    if repairs and click.ask(words.REPAIR.render(click.language, cells=cells)):
        report = run(click.desk, replace(request, fix=True, now=now()))
        repaired = words.REPAIRED.render(click.language, cells=cells)
    _show(click, report, lambda: _mark(click, report, marked), repaired)


def _chosen_files(click: Click) -> tuple[Path, ...]:
    title = words.CHOOSE_FILES.render(click.language, action=click.action.label)
    files = tuple(click.desk.program.ask_files(title, click.desk.path.parent))
    if not files:
        raise Declined(words.NO_FILE)
    return files


def _mark(click: Click, report: Report, marked: list[Marked]) -> None:
    """The marks of the last run go, those of this one come; in view is what was made, or else the first error."""
    clear_marks(click.book, marked)
    first = set_marks(click.book, report.outcome.findings, report.sheets, click.language)
    if click.action.shows and report.run_id:
        tab_of(click.book, SCHEMA_OF_TAB[click.action.shows]).sheet.activate()
    elif first is not None:
        first.sheet.activate()
        first.select()


def _undo(click: Click) -> None:
    from pyxl.app.undo import UndoRequest, undo

    click.desk.demand_writable()  # Nobody is asked for what cannot be done.
    request = UndoRequest(None, date.today(), now(), user_name(), apply=False)
    preview = undo(click.desk, request)
    if preview.outcome.confirmation and not click.ask(preview.outcome.confirmation):
        raise Declined
    _show(click, undo(click.desk, replace(request, apply=True)))


def _rebuild(click: Click) -> None:
    from pyxl.app.checking.rebuilding import rebuild

    click.desk.demand_writable()
    again = partial(rebuild, click.desk, as_of=date.today(), now=now(), user=user_name(), progress=click.progress)
    preview = again()
    if (preview.changes or preview.planned_documents) and not click.ask(preview.outcome.summary):
        raise Declined
    _show(click, again(apply=True))


def _check(click: Click) -> None:
    from pyxl.app.checking.checking import check_book

    report = check_book(click.desk)
    listed = _listed(report.outcome.findings, click.language, click.desk.path.name)
    click.tell(report.outcome.summary.text(click.language), *listed)


def _listed(found: Sequence[Finding], language: Language, book: str) -> Iterator[str]:
    """The first findings; what is to be done is said once for neighbours that need the same."""
    for hint, group in groupby(found[:LISTED], lambda each: as_buttons(each.hint(language), language)):
        yield "\n".join((*(each.message(language) for each in group), hint))
    if len(found) > LISTED:
        yield words.MORE.render(language, count=len(found) - LISTED, book=book)


def _new_form(click: Click) -> None:
    from pyxl.hosts.empty_forms import FORMS

    form = FORMS[click.action.id]
    path = form.path(click.desk.path)
    if path.exists() and not click.ask(words.REPLACE_FORM.render(click.language, name=path.name)):
        raise Declined
    form.write(click.desk, path, overwrite=True)
    reader = words.BY_TAG[READERS[click.action.id]].label
    click.tell(words.FORM_MADE.render(click.language, path=str(path), reader=reader))


_WORK: dict[str, Callable[[Click], None]] = {
    UNDO.id: _undo,
    REBUILD.id: _rebuild,
    CHECK.id: _check,
    ORDER_FORM.id: _new_form,
    CASE_FORM.id: _new_form,
}


def _show(click: Click, report: Report, then: Callable[[], None] = lambda: None, repaired: str = "") -> None:
    """Marks and jumps first, so that the person sees the place behind the box."""
    patiently(then)
    click.book.app.status_bar = report.outcome.summary.text(click.language)
    summary, *more = _sentences(report, click.language)
    click.tell(summary, repaired, *more)


def _sentences(report: Report, language: Language) -> list[str]:
    said = [report.outcome.summary.text(language)]
    wrong = [each for each in report.outcome.findings if each.severity is not Severity.INFO]
    if wrong:
        first = min(wrong, key=lambda each: not each.is_error)
        said.append(f"{words.MARKED.render(language)}\n{_told(first, report, language)}")
    elif _is_for_nothing(report):
        said.append(words.IS_FOR.render(language, purpose=words.action_of(report).purpose))
    if report.conflicts:
        said.append(words.KEPT.render(language, cells=Counted(len(report.conflicts), *words.CELLS)))
    if report.documents:
        folder = str(report.documents[0].path.parent)
        papers = Counted(len(report.documents), *words.PAPERS)
        said.append(words.DOCUMENTS.render(language, documents=papers, folder=folder))
    if not report.is_saved:
        said.append(words.SAVE.render(language))
    if not report.run_id:
        said.append(words.NOTHING_TO_WRITE.render(language))
    elif report.action != UNDO.id:
        said.append(words.UNDO_WITH.render(language, run=report.run_id))
    return said


def _is_for_nothing(report: Report) -> bool:
    """Whether all that it counted is nought: then she wants to know what the button waits for."""
    counts = report.outcome.counts
    return bool(counts) and all(str(count) in ("0", "0.00", "") for count in counts.values())


def _told(finding: Finding, report: Report, language: Language) -> str:
    """One finding with its place and remedy: who sees nothing done wants to know why without looking for it."""
    tab, row, message = finding.cell.tab, finding.cell.row, finding.message(language)
    place = ""
    if tab in report.sheets and row:
        place = words.IN_ROW.render(language, sheet=report.sheets[tab], row=row)
    elif tab not in SCHEMA_OF_TAB and tab not in message:  # A file that was chosen.
        place = words.IN_FILE.render(language, file=tab)
    hint = as_buttons(finding.hint(language), language)
    return words.FIRST.render(language, place=place, message=message, hint=hint)
