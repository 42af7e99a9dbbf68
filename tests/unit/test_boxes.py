"""What the boxes of the open workbook say: one question, the reason, the next step, and no word cut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pyxl.app import undo
from pyxl.app.actions import BY_ID
from pyxl.app.checking import checking
from pyxl.app.checking import rules as check_rules
from pyxl.app.desk import Conflict, Snapshot
from pyxl.app.runner import Report
from pyxl.app.settling import PlacedDocument
from pyxl.core.changes import NO_CHANGES, SetCell
from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import LANGUAGES, Label, Language, Text
from pyxl.core.outcome import Outcome
from pyxl.core.refusal import Refused
from pyxl.hosts.live import clicking, words
from pyxl.hosts.live.book import READ_ONLY
from pyxl.journal.records import Event
from pyxl.orders.checks.date_rules import ORDER_DATE_LONG_PAST
from pyxl.orders.checks.reference_rules import UNKNOWN_CUSTOMER
from pyxl.payables.bill_rules import FILE_REFUSED

DONE = Text("Done.", "Fertig.").bind()


@dataclass
class Window:
    """A spreadsheet program that shows its boxes to a list and answers each with yes."""

    boxes: list[tuple[str, str]] = field(default_factory=list)
    engine: Any = field(default_factory=lambda: SimpleNamespace(name="calc"))
    api: Any = None
    status_bar: Any = None

    def alert(self, text: str, *, title: str, buttons: str) -> str:
        """Shows a box."""
        self.boxes.append((title, text))
        return "yes"


def click(window: Window, action: str, language: Language = "de") -> clicking.Click:
    """A press of that button."""
    book: Any = SimpleNamespace(app=window, api="1", name="Büro.xlsx", fullname="/tmp/Büro.xlsx", sheets=[])
    return clicking.Click(book, BY_ID[action], language)


def said(report: Report, language: Language = "de") -> list[str]:
    """The sentences of the box in the end."""
    return clicking._sentences(report, language)


def report(*findings: Finding, **facts: Any) -> Report:
    """A run that found these."""
    return Report("validate-orders", True, Outcome(DONE, findings), NO_CHANGES, "de", {"Orders": "Aufträge"}, **facts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_is_asked_once(language: Language) -> None:
    window = Window()
    asking = click(window, "validate-orders", language)
    repair = words.REPAIR.render(language, cells=4)
    assert asking.ask(repair)
    assert asking.ask(Text("To be issued: 4 invoices.", "Auszustellen: 4 Rechnungen.").bind())
    (_, once), (_, also) = window.boxes
    assert once == repair
    assert [box.count("?") for box in (once, also)] == [1, 1]


def test_one_cell_and_one_document_are_not_told_as_many() -> None:
    paper = PlacedDocument("invoice", "R-1", Path("/b/R-1.pdf"), "")
    cell = Conflict(SetCell("Orders", "1", "quantity", 1, 2, Label("why", "warum")), "3", "Aufträge!E2")
    told = "\n".join(said(report(documents=(paper,), conflicts=(cell,), run_id="R-0001")))
    assert "1 Beleg in /b" in told
    assert "1 Zelle." in told
    assert "1 Zellen" not in told


def test_the_first_error_is_told_with_its_place_and_what_to_do() -> None:
    doubt = ORDER_DATE_LONG_PAST.at(CellRef("Orders", 7, "order_date"), found="1926-01-01", days=36500)
    error = UNKNOWN_CUSTOMER.at(CellRef("Orders", 13, "customer_number"), found="10987", meant="")
    told = "\n".join(said(report(doubt, error, run_id="R-0001")))
    assert "Zuerst, Aufträge, Zeile 13: Kunde 10987 steht nicht im Blatt Kunden.\nDie Nummer berichtigen" in told


def test_the_first_error_names_the_button_that_mends_it() -> None:
    gone = check_rules.DOCUMENT_MISSING.at(CellRef("Documents"), path="2026/R-1.pdf")
    assert "„Aus dem Journal wiederherstellen“ druckt ihn neu" in "\n".join(said(report(gone)))


def test_a_file_that_was_left_out_is_told_by_its_name() -> None:
    refused = FILE_REFUSED.at(CellRef("brief.xml"), cause="Kein XML.", step="Anderes wählen.")
    assert "Zuerst, brief.xml: Keine Rechnung gelesen: Kein XML.\nAnderes wählen." in "\n".join(said(report(refused)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_there_is_nothing_to_do_the_button_says_what_it_is_for(language: Language) -> None:
    counts: dict[str, int | str] = {"deliveries": 0, "left": 0}
    nothing = Report("ship", True, Outcome(DONE, counts=counts), NO_CHANGES, language)
    some = replace(nothing, outcome=Outcome(DONE, counts=counts | {"deliveries": 1}))
    assert BY_ID["ship"].purpose.text(language) in "".join(said(nothing, language))
    assert BY_ID["ship"].purpose.text(language) not in "".join(said(some, language))


def test_one_remedy_is_told_once_and_what_is_not_shown_is_counted() -> None:
    owed = [
        check_rules.INTERRUPTED.at(CellRef("Journal"), run=f"R-{number:04}", owed=7, book="Büro.xlsx")
        for number in range(1, 23)
    ]
    box = words.boxed(clicking._listed(owed, "de", "Büro.xlsx"))
    assert box.count("Die offene Mappe speichern") == 1
    assert "R-0004" in box
    assert "R-0005" not in box
    assert f"{22 - clicking.LISTED} weitere; `pyxl check Büro.xlsx` nennt alle." in box
    assert len(box) <= words.BOX_LIMIT


def test_a_box_that_is_full_cuts_no_word() -> None:
    box = words.boxed(["Donaudampfschiff " * 80])
    assert len(box) <= words.BOX_LIMIT
    assert box.endswith("Donaudampfschiff …")
    box = words.boxed(["Donaudampfschiff " * 80, "Save."])
    assert len(box) <= words.BOX_LIMIT
    assert box.endswith("Donaudampfschiff …\n\nSave.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chooser_says_what_it_is_for_and_no_choice_is_told(language: Language) -> None:
    titles: list[str] = []

    class Nothing:
        """Somebody who closes the box for files."""

        def ask_files(self, title: str, folder: Path) -> list[Path]:
            """Lets her choose nothing."""
            titles.append(title)
            return []

    importing = click(Window(), "import-bank", language)
    importing.desk.program = Nothing()  # type: ignore[assignment]
    with pytest.raises(clicking.Declined) as declined:
        clicking._chosen_files(importing)
    assert BY_ID["import-bank"].label.text(language) in titles[0]
    assert declined.value.told is words.NO_FILE


@pytest.mark.parametrize("work", [clicking._undo, clicking._rebuild])
def test_nobody_is_asked_for_what_cannot_be_written(work: Callable[[clicking.Click], None]) -> None:
    class Locked:
        """A workbook that is open for reading only."""

        path = Path("/tmp/Büro.xlsx")

        def demand_writable(self) -> None:
            """Refuses."""
            raise READ_ONLY.because(name="Büro.xlsx")

    window = Window()
    undoing = click(window, "check-availability")
    undoing.desk = Locked()  # type: ignore[assignment]
    with pytest.raises(Refused, match="E_READ_ONLY_BOOK"):
        work(undoing)
    assert window.boxes == []


@pytest.mark.parametrize(("language", "wanted"), [("en", "1 error, 2 notes; "), ("de", "1 Fehler, 2 Hinweise; ")])
def test_one_error_of_the_books_is_not_told_as_many(language: Language, wanted: str) -> None:
    journal = CellRef("Journal")
    found = [
        check_rules.INTERRUPTED.at(journal, run="R-0001", owed=7, book="Büro.xlsx"),
        *2 * [check_rules.SETTLED_ROWS_GONE.at(journal, count=3)],
    ]
    checked = checking._Checked(Snapshot("", {}, language, ""), findings=found)
    assert checking._report(checked).outcome.summary.text(language).startswith(wanted)


@pytest.mark.parametrize(
    ("postings", "cells", "said_of_it"),
    [
        (0, 41, "41 Zelländerungen zurückgesetzt"),
        (1, 0, "1 Buchung umgekehrt"),
        (2, 1, "2 Buchungen umgekehrt, 1 Zelländerung zurückgesetzt"),
    ],
)
def test_undo_counts_only_what_there_is(postings: int, cells: int, said_of_it: str) -> None:
    label = {"en": "Reconcile", "de": "Zahlungen zuordnen"}
    run = Event(1, "RUN", "run:R-1", "R-1", "2026-10-31T08:00:00", {"label": label}, None, (), "", "")
    told = undo.SUMMARY.render("de", **undo._facts(run, postings, cells))
    assert told.endswith(f"ist zurückgenommen: {said_of_it}.")
