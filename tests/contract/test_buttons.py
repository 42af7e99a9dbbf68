"""A real mouse presses the real buttons in a real LibreOffice: cells change, the status bar speaks, papers appear."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pyxl.app.tabs import SCHEMA_OF_TAB
from pyxl.core.tables import map_columns

from .hosts import opened
from .office_profile import profile_with_buttons, why_no_buttons
from .running_office import office_running
from .screen import Screen, Windows, screen_running, wait_for
from .small_firm import bank_file, lines_for, small_book

TRIES, WAKING = 3, 25.0
"""How often a button is pressed, and how many seconds the status bar has to speak."""


@pytest.fixture(scope="module")
def profile() -> Iterator[Path]:
    """A LibreOffice profile with the buttons in it."""
    if reason := why_no_buttons():
        pytest.skip(reason)
    with profile_with_buttons() as made:
        yield made


@dataclass
class Person:
    """Somebody in front of LibreOffice with the small firm's workbook open."""

    screen: Screen
    windows: Windows
    book: Any
    folder: Path

    def press(self, button: str) -> None:
        """Moves the mouse to a button and clicks, and once more when nothing happens: without a window manager the
        first click after a box may only wake the window."""
        for _ in range(TRIES):
            silent = self.screen.status_bar()
            self.screen.click(*wait_for(lambda: self.windows.spot(button), button))
            if self._speaks(silent):
                return
        raise AssertionError(f"nothing happens on {button}")

    def _speaks(self, silent: bytes) -> bool:
        """Whether the status bar says something new."""
        until = time.monotonic() + WAKING
        while time.monotonic() < until:
            if self.screen.status_bar() != silent:
                return True
            time.sleep(0.05)
        return False

    def box(self, *, answer: str, picture: str) -> str:
        """The text of the next box, which is answered with a click."""
        said, _ = wait_for(lambda: self.windows.box_with(answer), f"a box with {answer}")
        wait_for(lambda: self._stands_still(answer), "the box to stand still")
        self.screen.picture(picture)
        wait_for(lambda: self._is_answered(answer), "the box to close")
        self.screen.focus("LibreOffice Calc")
        return max(said, key=len)

    def _stands_still(self, button: str) -> bool:
        """A box jumps to its place when it opens: nobody clicks before."""
        before = self.windows.box_with(button)
        time.sleep(0.3)
        return before is not None and before == self.windows.box_with(button)

    def _is_answered(self, button: str) -> bool:
        """Clicks, and looks whether the box went away; a click that came too early is done again."""
        found = self.windows.box_with(button)
        if found:
            self.screen.click(*found[1])
            time.sleep(0.5)
        return self.windows.box_with(button) is None

    def column(self, tab: str, field: str) -> list[Any]:
        """What that column of the open workbook shows."""
        from pyxl.hosts.live.book import LiveBook

        raw = LiveBook(self.book).read([SCHEMA_OF_TAB[tab]]).tabs[tab]
        at = map_columns(SCHEMA_OF_TAB[tab], raw).positions[field]
        return [row[at] for row in raw.rows]


@pytest.fixture
def person(profile: Path, tmp_path: Path) -> Iterator[Person]:
    """In front of a fresh LibreOffice."""
    own = tmp_path / "profile"
    shutil.copytree(profile, own)
    book = tmp_path / "Büro Süd.xlsx"
    book.write_bytes(small_book("de"))
    (tmp_path / "bank.xml").write_bytes(bank_file(lines_for("RE-2026-00001")))
    with (
        screen_running() as screen,
        office_running(own, environment=screen.environment) as (wire, _),
        opened(book, wire) as open_book,
    ):
        try:
            yield Person(screen, Windows(wire.office.context), open_book, tmp_path)
        finally:
            screen.picture("9-last-seen")


@pytest.mark.long
def test_a_month_with_the_mouse(person: Person) -> None:
    person.press("Check orders")
    person.screen.picture("0-status-bar")
    said = person.box(answer="OK", picture="1-check")
    assert "6 Auftragszeilen geprüft" in said
    assert "Befunde" in said
    marks = person.column("Orders", "check")
    assert str(marks[4]).startswith("✗")
    assert person.book.sheets["Aufträge"].range("D6").note.text.startswith("pyxl ✗")

    person.press("Create invoices")
    question = person.box(answer="Yes", picture="2-invoices-question")
    assert "4 Rechnungen über 742,20 EUR" in question
    said = person.box(answer="OK", picture="3-invoices")
    papers = sorted(path.name for path in person.folder.rglob("*.pdf"))
    assert len(papers) == 4
    assert person.column("Invoices", "invoice_number") == [path.removesuffix(".pdf") for path in papers]

    person.press("Import bank file")
    _, field = wait_for(lambda: person.windows.box_with("File name:"), "the box for files")
    person.screen.click(*field)
    person.screen.picture("4-files")
    person.screen.type("bank.xml")  # The box shows the folder of the workbook.
    person.screen.key("Return")
    assert "1 neue Bankzeile" in person.box(answer="OK", picture="5-bank")

    person.press("Reconcile")
    assert "1 von 1" in person.box(answer="OK", picture="6-reconcile")
    assert person.column("Receivables", "amount_open")[0] == 0

    person.press("Undo last run")
    assert "Zahlungen zuordnen" in person.box(answer="Yes", picture="7-undo-question")
    person.box(answer="OK", picture="8-undo")
    assert person.column("Receivables", "amount_open")[0] == 119
