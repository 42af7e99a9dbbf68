"""What people see of an interruption: a preview before the restart, and an undo that was not finished."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pyxl.app.actions import BY_ID
from pyxl.app.printing import templates_folder
from pyxl.app.recording import RUN
from pyxl.app.runner import Request, run
from pyxl.hosts.files import ClosedBook
from pyxl.hosts.xlsx import WriteCell, patch
from pyxl.ledger.events import INVOICE

from .firm import INVOICED_ON
from .processes import FINE, FOUND_ERRORS, KILLED, Pyxl
from .proofs import State, check_sound, journal_of, state_of
from .stories import (
    CREATE,
    UNDO_INVOICES,
    UNDO_RECONCILE,
    Story,
    lay_out,
    temporary_files,
)

needs_posix = pytest.mark.skipif(os.name == "nt", reason="a hard kill at a point needs POSIX signals")


@needs_posix
@pytest.mark.parametrize(
    "point", ["journal:before-begin", "journal:begun", "journal:before-commit", "journal:committed"]
)
@pytest.mark.parametrize("hit", [1, pytest.param(3, marks=pytest.mark.long)])
def test_a_preview_works_before_the_restart(point: str, hit: int, states: Path, pyxl: Pyxl, tmp_path: Path) -> None:
    book = lay_out(states, CREATE.start, tmp_path / "book")
    assert pyxl(book.parent, *CREATE.command, crash_at=f"{point}:{hit}").code == KILLED
    data = book.read_bytes()
    preview = pyxl(book.parent, *CREATE.command[:-1])
    assert preview.code in (FINE, FOUND_ERRORS), preview.printed
    assert book.read_bytes() == data


@needs_posix
@pytest.mark.parametrize("story", [UNDO_INVOICES, UNDO_RECONCILE], ids=lambda story: story.name)
@pytest.mark.parametrize(
    "point",
    ["settle:before-cells", "save:replaced", pytest.param("settle:cells-written", marks=pytest.mark.long)],
)
def test_undo_again_finishes_the_interrupted_undo_and_no_other_run(
    story: Story, point: str, states: Path, undisturbed: dict[str, State], pyxl: Pyxl, tmp_path: Path
) -> None:
    book = lay_out(states, story.start, tmp_path / "book")
    last_run = [word for word in story.command if not word.startswith("R-")]
    assert pyxl(book.parent, *last_run, crash_at=point).code == KILLED
    again = pyxl(book.parent, *last_run)
    assert again.code == FINE, again.printed
    check_sound(book)
    assert state_of(book) == undisturbed[story.name]


@needs_posix
def test_an_undo_killed_between_two_cancellations_goes_on(
    states: Path, undisturbed: dict[str, State], pyxl: Pyxl, tmp_path: Path
) -> None:
    book = lay_out(states, UNDO_INVOICES.start, tmp_path / "book")
    last_run = [word for word in UNDO_INVOICES.command if not word.startswith("R-")]
    assert pyxl(book.parent, *last_run, crash_at="journal:number-listed:4").code == KILLED
    again = pyxl(book.parent, *last_run)
    assert again.code == FINE, again.printed
    check_sound(book)
    assert state_of(book) == undisturbed[UNDO_INVOICES.name]


def test_a_quantity_typed_while_pyxl_asks_is_billed(states: Path, tmp_path: Path) -> None:
    """Between reading the sheet and drawing the numbers the clerk corrects an order line."""
    book = lay_out(states, CREATE.start, tmp_path / "book")
    asked: list[str] = []

    def confirm(question: object) -> bool:
        if not asked:
            book.write_bytes(patch(book.read_bytes(), [WriteCell("Orders", 2, 9, 3)]))
        asked.append(f"{question}")
        return True

    now = "2026-09-30T12:00:00+02:00"
    request = Request(BY_ID["create-invoices"], INVOICED_ON, now, "anna", apply=True, confirm=confirm)
    report = run(ClosedBook(book), request)
    assert report.applied
    assert len(asked) == 2
    with journal_of(book) as journal:
        first = next(journal.events(kinds=(INVOICE,)))
    assert first.payload["net_amount"] == "300.00 EUR"
    check_sound(book)


@needs_posix
def test_a_template_that_breaks_after_the_numbers_were_drawn_delays_the_papers_only(
    states: Path, undisturbed: dict[str, State], pyxl: Pyxl, tmp_path: Path
) -> None:
    """The numbers stay given; with the template mended the same papers are made (SAFETY N6)."""
    book = lay_out(states, CREATE.start, tmp_path / "book")
    assert pyxl(book.parent, *CREATE.command, crash_at="settle:document-temp:1").code == KILLED
    with journal_of(book) as journal:
        drawn = [event.number.text for event in journal.events(kinds=(INVOICE,)) if event.number]
    broken = templates_folder(book) / "invoice.typ.j2"
    broken.parent.mkdir(parents=True, exist_ok=True)
    broken.write_text("{% for x in %}", "utf-8")
    told = pyxl(book.parent, *CREATE.command)
    assert "E_TEMPLATE" in told.printed
    with journal_of(book) as journal:
        assert [event.number.text for event in journal.events(kinds=(INVOICE,)) if event.number] == drawn
    broken.unlink()
    again = pyxl(book.parent, *CREATE.command)
    assert again.code in (FINE, FOUND_ERRORS), again.printed
    check_sound(book)
    assert state_of(book) == undisturbed[CREATE.name]


@needs_posix
def test_temporary_folders_of_killed_runs_are_swept(states: Path, pyxl: Pyxl, tmp_path: Path) -> None:
    book = lay_out(states, CREATE.start, tmp_path / "book")
    assert pyxl(book.parent, *CREATE.command, crash_at="journal:number-drawn:2").code == KILLED
    assert len(list(temporary_files(book.parent).iterdir())) == 1
    pyxl(book.parent, *CREATE.command)
    assert list(temporary_files(book.parent).iterdir()) == []


@needs_posix
def test_the_log_names_the_interrupted_run(states: Path, pyxl: Pyxl, tmp_path: Path) -> None:
    book = lay_out(states, CREATE.start, tmp_path / "book")
    assert pyxl(book.parent, *CREATE.command, crash_at="journal:number-drawn:3").code == KILLED
    pyxl(book.parent, *CREATE.command)
    with journal_of(book) as journal:
        told = [event.payload["summary"]["en"] for event in journal.events(kinds=(RUN,))]
        issued = [event.run_id for event in journal.events(kinds=(INVOICE,))]
    assert told[0] == "finished after an interruption"
    assert told[1].startswith("4 invoices")
    assert issued == ["R-0001"] * 2 + ["R-0002"] * 4
