"""A press of a button, from the first text in the status bar to the one box in the end. Never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pyxl import __version__
from pyxl.app.registry import Action
from pyxl.app.runner import Report, Request, run
from pyxl.app.tabs import SCHEMA_OF_TAB
from pyxl.app.tools import CASE_FORM, CHECK, ORDER_FORM, REBUILD, UNDO
from pyxl.core.findings import Severity
from pyxl.core.fixes import safe_fixes
from pyxl.core.labels import Language, Sentence, Text
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
        "Die Knöpfe sind von pyxl {theirs}, das Programm ist pyxl {ours}.",
    ),
    Text(
        "Close Excel, run `pyxl install` once, and open it again.",
        "Excel schließen, einmal `pyxl install` ausführen und wieder öffnen.",
    ),
)
NO_SUCH_BUTTON = RefusalKind(
    "E_NO_SUCH_BUTTON",
    Text("There is no button {tag} in pyxl {ours}.", "Einen Knopf {tag} gibt es in pyxl {ours} nicht."),
    Text("Run `pyxl install` once more.", "`pyxl install` noch einmal ausführen."),
)
LISTED = 6
"""Findings told in the box itself where they stand in no tab."""


class Declined(Exception):
    """The person said no, or chose nothing."""


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
        return self._box(words.boxed([text, words.GO_ON.text(self.language)]), "yes_no") == "yes"

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
    except Declined:
        click.tell(words.NOTHING_DONE.text(language))
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
    repairs = len(safe_fixes(report.outcome.findings)) if click.action.repairs else 0
    if repairs and click.ask(words.REPAIR.render(click.language, count=repairs)):
        report = run(click.desk, replace(request, fix=True, now=now()))
    _show(click, report, lambda: _mark(click, report, marked))


def _chosen_files(click: Click) -> tuple[Path, ...]:
    title = words.CHOOSE_FILES.text(click.language)
    files = tuple(click.desk.program.ask_files(title, click.desk.path.parent))
    if not files:
        raise Declined
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

    request = UndoRequest(None, date.today(), now(), user_name(), apply=False)
    preview = undo(click.desk, request)
    if preview.outcome.confirmation and not click.ask(preview.outcome.confirmation):
        raise Declined
    _show(click, undo(click.desk, replace(request, apply=True)))


def _rebuild(click: Click) -> None:
    from pyxl.app.checking.rebuilding import rebuild

    again = partial(rebuild, click.desk, as_of=date.today(), now=now(), user=user_name(), progress=click.progress)
    preview = again()
    if (preview.changes or preview.planned_documents) and not click.ask(preview.outcome.summary):
        raise Declined
    _show(click, again(apply=True))


def _check(click: Click) -> None:
    from pyxl.app.checking.checking import check_book

    report = check_book(click.desk)
    language, found = click.language, report.outcome.findings
    listed = (f"{each.message(language)} {as_buttons(each.hint(language), language)}" for each in found[:LISTED])
    click.tell(report.outcome.summary.text(language), *listed)


def _new_form(click: Click) -> None:
    from pyxl.hosts.empty_forms import FORMS

    form = FORMS[click.action.id]
    path = form.path(click.desk.path)
    if path.exists() and not click.ask(words.REPLACE_FORM.render(click.language, name=path.name)):
        raise Declined
    form.write(click.desk, path, overwrite=True)
    click.tell(words.FORM_MADE.render(click.language, path=str(path)))


_WORK: dict[str, Callable[[Click], None]] = {
    UNDO.id: _undo,
    REBUILD.id: _rebuild,
    CHECK.id: _check,
    ORDER_FORM.id: _new_form,
    CASE_FORM.id: _new_form,
}


def _show(click: Click, report: Report, then: Callable[[], None] = lambda: None) -> None:
    """Marks and jumps first, so that the person sees the place behind the box."""
    patiently(then)
    click.book.app.status_bar = report.outcome.summary.text(click.language)
    click.tell(*_sentences(report, click.language))


def _sentences(report: Report, language: Language) -> list[str]:
    said = [report.outcome.summary.text(language)]
    if any(each.severity is not Severity.INFO for each in report.outcome.findings):
        said.append(words.MARKED.render(language))
    if report.conflicts:
        said.append(words.KEPT.render(language, count=len(report.conflicts)))
    if report.documents:
        folder = str(report.documents[0].path.parent)
        said.append(words.DOCUMENTS.render(language, count=len(report.documents), folder=folder))
    if not report.is_saved:
        said.append(words.SAVE.render(language))
    if not report.run_id:
        said.append(words.NOTHING_TO_WRITE.render(language))
    elif report.action != UNDO.id:
        said.append(words.UNDO_WITH.render(language, run=report.run_id))
    return said
