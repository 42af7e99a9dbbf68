"""A press of a button from the extension's side: what is asked, what is said, what is refused. Never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from pyxl.app.checking.checking import check_book
from pyxl.core.changes import AppendRow, ChangeSet, SetCell
from pyxl.core.labels import Label
from pyxl.core.refusal import Refused
from pyxl.hosts.live.book import LiveBook
from pyxl.hosts.live.patience import BUSY_CODES, patiently

from .answering_office import Clerk, press
from .hosts import opened
from .inside_office import InsideWire
from .small_firm import bank_file, lines_for, screen_book

WHY = Label("test", "Test")
CHANGE = ChangeSet((SetCell("Customers", "10001", "city", "Dresden", "Berlin", WHY),))


@pytest.fixture
def book(office: InsideWire, tmp_path: Path) -> Iterator[Any]:
    """The small firm's workbook, open in LibreOffice."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(screen_book())
    with opened(path, office) as open_book:
        yield open_book


@pytest.fixture(scope="module")
def unchanged(office: InsideWire, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The same for clicks that change nothing: opened once."""
    path = tmp_path_factory.mktemp("unchanged") / "unchanged.xlsx"
    path.write_bytes(screen_book())
    with opened(path, office) as open_book:
        yield open_book


def boxes(clerk: Clerk) -> list[str]:
    """The boxes she saw."""
    return [text for kind, text in clerk.said if kind not in ("status", "goes to")]


def test_check_speaks_first_marks_cells_and_goes_to_the_first_error(office: InsideWire, book: Any) -> None:
    clerk = Clerk()
    press(office, "book.xlsx", "validate_orders", clerk)
    assert clerk.said[0] == ("status", "pyxl: Aufträge prüfen …")
    assert clerk.said[-1] == ("status", ""), "the status bar is LibreOffice's own again"
    assert ("goes to", "Aufträge") in clerk.said
    (box,) = boxes(clerk)
    assert box.startswith("6 Auftragszeilen geprüft")
    assert "Bitte die Mappe speichern." in box
    cell = book.sheets["Aufträge"].range("D6")
    assert cell.note.text.startswith("pyxl ✗ ")
    assert cell.color == (244, 182, 176)


def test_marks_go_when_the_fault_is_gone_and_hers_stay(office: InsideWire, book: Any) -> None:
    orders = book.sheets["Aufträge"]
    orders.range("B2").add_note("ruft am Montag an")
    orders.range("D6").color = (1, 2, 3)
    press(office, "book.xlsx", "validate_orders", Clerk())
    assert orders.range("D6").color == (1, 2, 3)
    orders.range("D6").value = "10002"
    press(office, "book.xlsx", "validate_orders", Clerk())
    assert orders.range("D6").note is None
    assert orders.range("D6").color == (1, 2, 3)
    assert orders.range("B2").note.text == "ruft am Montag an"


def test_invoices_are_issued_only_after_a_yes(office: InsideWire, book: Any, tmp_path: Path) -> None:
    clerk = Clerk({"yes_no": "no", "ok": "ok"})
    press(office, "book.xlsx", "create_invoices", clerk)
    question, told = boxes(clerk)
    assert "4 Rechnungen über 742,20 EUR" in question
    assert told == "Es wurde nichts geändert."
    assert list(tmp_path.rglob("*.pdf")) == []
    press(office, "book.xlsx", "create_invoices", Clerk())
    assert len(list(tmp_path.rglob("*.pdf"))) == 4
    again = Clerk()
    press(office, "book.xlsx", "create_invoices", again)
    assert boxes(again)[0].startswith("0 Rechnungen"), "a second click issues nothing twice"


def test_undo_asks_what_it_takes_back(office: InsideWire, book: Any, tmp_path: Path) -> None:
    bank = tmp_path / "bank.xml"
    bank.write_bytes(bank_file(lines_for("RE-2026-00001")))
    press(office, "book.xlsx", "import_bank", Clerk(files=[bank]))
    press(office, "book.xlsx", "reconcile", Clerk())
    clerk = Clerk()
    press(office, "book.xlsx", "undo", clerk)
    assert "Zahlungen zuordnen" in boxes(clerk)[0]
    assert "ist zurückgenommen" in boxes(clerk)[1]
    assert book.sheets["Zuordnungen"].range("A2").value is None


def test_an_order_form_is_made_and_comes_in_filled(office: InsideWire, book: Any, tmp_path: Path) -> None:
    clerk = Clerk()
    press(office, "book.xlsx", "order_form", clerk)
    form = tmp_path / "order_form.xlsx"
    assert boxes(clerk) == [f"Das leere Formular ist {form}\nAusgefüllt liest es „Bestellungen einlesen“."]
    filled = load_workbook(form)
    sheet = filled.worksheets[0]
    sheet["B4"], sheet["B9"], sheet["A19"], sheet["C19"] = "10001", date(2026, 9, 1), "0815", 4
    filled.save(form)
    clerk = Clerk(files=[form])
    press(office, "book.xlsx", "import_orders", clerk)
    (box,) = boxes(clerk)
    assert box.startswith("1 Auftrag mit 1 Zeile aus 1 Datei übernommen")
    assert ("goes to", "Aufträge") in clerk.said
    assert [cell for cell in book.sheets["Aufträge"].range("B2:B10").value if cell][-1].startswith("B-")
    clerk = Clerk(answers={"ok": "ok", "yes_no": "no"})
    press(office, "book.xlsx", "order_form", clerk)
    assert load_workbook(form).worksheets[0]["A19"].value == "0815"


def test_no_file_chosen_is_no_mishap(office: InsideWire, unchanged: Any) -> None:
    clerk = Clerk()
    press(office, "unchanged.xlsx", "import_bank", clerk)
    assert boxes(clerk) == ["Es wurde keine Datei gewählt und nichts geändert."]


def test_what_is_not_saved_stays_owed_and_is_done_when_she_saved(office: InsideWire, book: Any) -> None:
    press(office, "book.xlsx", "create_invoices", Clerk())
    assert {each.code for each in check_book(LiveBook(book)).outcome.findings} == {"CHK005"}
    book.save()
    press(office, "book.xlsx", "validate_orders", Clerk())
    book.save()
    press(office, "book.xlsx", "validate_orders", Clerk())
    clerk = Clerk()
    press(office, "book.xlsx", "check", clerk)
    assert boxes(clerk)[0].startswith("Alles stimmt"), boxes(clerk)


def test_what_to_do_is_named_by_its_button(office: InsideWire, book: Any) -> None:
    press(office, "book.xlsx", "create_invoices", Clerk())
    book.save()
    press(office, "book.xlsx", "validate_orders", Clerk())
    book.save()
    invoices = book.sheets["Rechnungen"]
    invoices.range((2, invoices.range("A1:Z1").value.index("Brutto") + 1)).value = 1
    clerk = Clerk()
    press(office, "book.xlsx", "check", clerk)
    (box,) = boxes(clerk)
    assert "„Aus dem Journal wiederherstellen“ stellt es richtig" in box
    assert "`pyxl rebuild` " not in box


def test_buttons_of_another_version_are_refused_in_words(office: InsideWire, unchanged: Any) -> None:
    clerk = Clerk()
    press(office, "unchanged.xlsx", "create_invoices", clerk, version="0.0.1")
    (box,) = boxes(clerk)
    assert box.startswith("Die Tasten sind von pyxl 0.0.1")
    assert "E_OTHER_VERSION" in box


def test_button_pyxl_does_not_know_is_refused_in_words(office: InsideWire, unchanged: Any) -> None:
    clerk = Clerk()
    press(office, "unchanged.xlsx", "make_coffee", clerk)
    assert "E_NO_SUCH_BUTTON" in boxes(clerk)[0]


@pytest.mark.parametrize(
    ("computer", "said"), [("de_DE.UTF-8", "Die Mappe hat kein Blatt"), ("en_GB.UTF-8", "The workbook has no tab")]
)
def test_workbook_of_somebody_else_is_refused_in_the_computers_words(
    office: InsideWire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, computer: str, said: str
) -> None:
    import openpyxl

    monkeypatch.setenv("LC_ALL", computer)

    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    with opened(tmp_path / "other.xlsx", office):
        clerk = Clerk()
        press(office, "other.xlsx", "validate_orders", clerk)
    assert said in boxes(clerk)[0]


def test_the_command_line_of_the_add_in_finds_the_calling_book(tmp_path: Path) -> None:
    """Without the office it names, one sentence and no traceback."""
    code = "import pyxl.hosts.ribbon; pyxl.hosts.ribbon.click('check')"
    command = [sys.executable, "-B", "-c", code, "--wb=book.xlsx", "--from_xl=1", "--app=x", "--hwnd=0"]
    environment = {**os.environ, "PYXL_OFFICE": "pipe:nobody", "LC_ALL": "de_DE.UTF-8", "XDG_STATE_HOME": str(tmp_path)}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith("pyxl findet die offene Mappe nicht.")
    assert len(ended.stderr.splitlines()) == 1
    assert len(list(tmp_path.rglob("error-*.log"))) == 1


def refusal(work: Any) -> str:
    """The code of the refusal that this ends in."""
    with pytest.raises(Refused) as caught:
        work()
    assert "{" not in caught.value.text("de") + caught.value.text("en")
    return caught.value.code


def test_protected_sheet_is_named_before_anything_is_recorded(office: InsideWire, book: Any) -> None:
    desk = LiveBook(book)
    document = office.bridge.office._document(book.api)
    document.Sheets.getByName("Kunden").protect("geheim")
    assert refusal(lambda: desk.rehearse(CHANGE, "de")) == "E_PROTECTED"
    assert refusal(lambda: desk.write(CHANGE, "de")) == "E_PROTECTED"
    assert book.sheets["Kunden"].range("A2").value == "10001"


def test_table_that_cannot_grow_is_named(book: Any) -> None:
    desk = LiveBook(book)
    rows = ChangeSet((AppendRow("Customers", "9", {"customer_number": "9", "name": "Neu"}, WHY),))
    book.sheets["Kunden"].range("C6").value = "Summe"
    assert refusal(lambda: desk.rehearse(rows, "de")) == "E_TABLE_BLOCKED"
    assert refusal(lambda: desk.write(rows, "de")) == "E_TABLE_BLOCKED"


def test_workbook_without_a_file_is_refused(unchanged: Any) -> None:
    class Elsewhere:
        """An open workbook that lies somewhere else."""

        def __init__(self, place: str) -> None:
            self.fullname, self.name = place, "Mappe1"

    def path(place: str) -> object:
        return LiveBook(Elsewhere(place), LiveBook(unchanged).program).path  # type: ignore[arg-type]

    assert refusal(lambda: path("Mappe1")) == "E_NOT_SAVED_YET"
    assert refusal(lambda: path("https://firma.sharepoint.com/sites/x/book.xlsx")) == "E_ON_THE_WEB"


@pytest.mark.parametrize("code", sorted(BUSY_CODES))
def test_busy_excel_is_asked_again_and_then_told(code: int) -> None:
    class Busy(Exception):
        """As pywin32 raises it."""

        hresult = code

    tries = []

    def twice_busy() -> str:
        tries.append(1)
        if len(tries) < 3:
            raise Busy
        return "done"

    def always_busy() -> None:
        raise Busy

    assert patiently(twice_busy, (0, 0)) == "done"
    assert refusal(lambda: patiently(always_busy, (0, 0))) == "E_EXCEL_BUSY"
