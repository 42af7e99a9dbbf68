"""`pyxl rebuild` makes tabs and documents again from the journal; `journal adopt` goes on with another journal."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

import pyxl
from pyxl.app.checking.adopting import adopt
from pyxl.app.runner import Report
from pyxl.app.undo import UndoRequest, undo
from pyxl.core.refusal import Refused

from .broken_firm import NOW, TODAY, Firm

PROJECTED = ("Invoices", "Receivables", "Bank", "Allocations", "Log")


def edit_amount(firm: Firm) -> None:
    firm.edit("Invoices", firm.keys("Invoices")[0], {"gross_amount": Decimal("0.01")})


def write_words_for_an_amount(firm: Firm) -> None:
    firm.edit("Bank", firm.keys("Bank")[3], {"amount": "viel Geld"})


def pretend_paid(firm: Firm) -> None:
    key = next(key for key, status in firm.column("Receivables", "status").items() if status == "teilbezahlt")
    firm.edit("Receivables", key, {"status": "bezahlt", "amount_paid": Decimal("99999")})


def delete_rows(firm: Firm) -> None:
    for tab in PROJECTED:
        firm.empty_row(tab, firm.keys(tab)[0])


def restore_an_old_workbook(firm: Firm) -> None:
    shutil.copy(firm.folder / "before-the-bank" / "backoffice.xlsx", firm.path)


def lose_the_documents(firm: Firm) -> None:
    shutil.rmtree(firm.documents)


BREAKS = (
    edit_amount,
    write_words_for_an_amount,
    pretend_paid,
    delete_rows,
    restore_an_old_workbook,
    lose_the_documents,
)


@pytest.mark.parametrize("somebody", BREAKS, ids=lambda each: each.__name__)
def test_after_a_rebuild_all_is_well(firm: Firm, somebody: Callable[[Firm], None]) -> None:
    somebody(firm)
    assert firm.codes() != []
    report = firm.rebuild()
    assert (report.applied, report.run_id, report.conflicts) == (True, "R-0004", ())
    assert firm.codes() == []
    assert firm.column("Log", "action")["R-0004"] == "Aus dem Journal wiederherstellen"


def test_where_all_is_well_nothing_is_done(firm: Firm) -> None:
    before = firm.path.read_bytes()
    report = firm.rebuild()
    assert (report.run_id, len(report.changes), report.documents) == ("", 0, ())
    assert firm.path.read_bytes() == before


def test_a_preview_writes_nothing(firm: Firm) -> None:
    edit_amount(firm)
    lose_the_documents(firm)
    before, journal = firm.path.read_bytes(), firm.journal.read_bytes()
    report = firm.rebuild(apply=False)
    assert report.outcome.counts == {"rows": 0, "cells": 1, "documents": 2 * len(firm.keys("Invoices"))}
    assert not report.applied
    assert len(report.planned_documents) == 2 * len(firm.keys("Invoices"))
    assert (firm.path.read_bytes(), firm.journal.read_bytes()) == (before, journal)
    assert not firm.documents.exists()


def test_emptied_tabs_come_back_and_her_own_column_stays(firm: Firm) -> None:
    notes = {tab: [f"Notiz {number}" for number in range(1, 9)] for tab in ("Invoices", "Receivables", "Bank")}
    for tab, lines in notes.items():
        firm.write_notes(tab, lines)
    before = {tab: set(firm.keys(tab)) for tab in PROJECTED}
    opening = _opening(firm)
    for tab in PROJECTED:
        firm.empty_tab(tab, before[tab])
    firm.rebuild()
    assert firm.codes() == []
    assert {tab: set(firm.keys(tab)) for tab in PROJECTED if tab != "Log"} == {
        tab: keys for tab, keys in before.items() if tab != "Log"
    }
    assert set(firm.keys("Log")) == before["Log"] | {"R-0004"}
    for tab, lines in notes.items():
        assert [note for note in firm.notes(tab) if note] == lines, "what she wrote stands where it stood"
    assert _opening(firm) == opening


def test_a_rebuild_can_be_undone(firm: Firm) -> None:
    edit_amount(firm)
    write_words_for_an_amount(firm)
    delete_rows(firm)
    broken = {tab: firm.values(tab) for tab in ("Invoices", "Bank", "Allocations", "Receivables")}
    firm.rebuild()
    undone = undo(firm.book, UndoRequest("R-0004", TODAY, NOW, "anna", apply=True))
    assert undone.conflicts == ()
    assert {tab: firm.values(tab) for tab in broken} == broken
    assert firm.codes() != []


def test_the_issued_document_comes_back_byte_for_byte(firm: Firm) -> None:
    first, second = sorted(firm.documents.rglob("*.pdf"))[:2]
    issued = first.read_bytes(), second.read_bytes()
    first.write_bytes(b"%PDF-1.7 something else")
    second.unlink()
    report = firm.rebuild()
    assert (first.read_bytes(), second.read_bytes()) == issued
    (kept,) = report.outcome.findings
    assert kept.code == "CHK018"
    assert (firm.documents / str(kept.facts["kept"])).read_bytes() == b"%PDF-1.7 something else"
    assert firm.codes() == [], "the copy that was kept is known"


def test_a_document_whose_template_changed_is_told(firm: Firm) -> None:
    letter = "letter.typ.j2"
    shipped = (Path(pyxl.__file__).parents[1] / "templates" / letter).read_text(encoding="utf-8")
    templates = firm.journal.parent / "templates"
    templates.mkdir()
    (templates / letter).write_text(shipped.replace("#1c1f23", "#000000"), encoding="utf-8")
    paper = min(firm.documents.rglob("*.pdf"))
    issued = paper.read_bytes()
    paper.unlink()
    report = firm.rebuild()
    assert [each.code for each in report.outcome.findings] == ["CHK019"]
    assert paper.read_bytes() != issued
    assert firm.codes() == []


def test_rows_the_journal_does_not_know_stay(firm: Firm) -> None:
    key = firm.keys("Allocations")[0]
    firm.edit("Allocations", key, {"allocation_id": "X-1"})
    firm.rebuild()
    assert {"X-1", key} <= set(firm.keys("Allocations"))
    assert firm.codes() == ["CHK008"]


def test_without_a_journal_nothing_can_be_rebuilt(new_firm: Firm) -> None:
    with pytest.raises(Refused, match="E_JOURNAL_MISSING"):
        new_firm.rebuild()
    assert not (new_firm.folder / "backoffice.pyxl").exists()


# --- going on with an older journal


def adopted(firm: Firm, reason: str = "Rechner gestohlen", *, apply: bool = True) -> Report:
    return adopt(firm.book, reason=reason, as_of=TODAY, now=NOW, user="anna", apply=apply)


def put_back_an_old_journal(firm: Firm) -> None:
    shutil.copy(firm.folder / "before-the-bank" / "backoffice.pyxl" / "journal.sqlite", firm.journal)


def test_an_older_journal_can_be_adopted(firm: Firm) -> None:
    put_back_an_old_journal(firm)
    preview = adopted(firm, apply=False)
    assert not preview.applied
    assert "CHK002" in firm.codes()
    report = adopted(firm)
    assert report.run_id == "R-0004", "above the runs that the Log tells of"
    assert "Rechner gestohlen" in str(firm.column("Log", "summary")["R-0004"])
    codes = firm.codes()
    assert "CHK002" not in codes
    assert set(codes) == {"CHK007", "CHK008"}, "what the lost runs wrote is still there and told"
    firm.run("import-bank", files=(firm.folder / "bank.xml",))
    firm.rebuild()
    assert {each.cell.tab for each in firm.check()} == {"Allocations"}


def test_numbers_that_would_be_given_again_are_told(firm: Firm) -> None:
    """The journal of before the first invoice comes back: all issued numbers would be given once more."""
    older = Firm(firm.folder / "before-the-bank")
    undone = undo(firm.book, UndoRequest("R-0003", TODAY, NOW, "anna", apply=True))
    assert undone.applied
    undo(firm.book, UndoRequest("R-0001", TODAY, NOW, "anna", apply=True))
    shutil.copy(older.journal, firm.journal)
    lost = adopted(firm, apply=False).outcome.findings
    assert {each.code for each in lost} == {"CHK020"}
    assert len(lost) == len(older.keys("Invoices")), "every cancellation"


def test_a_fitting_journal_is_not_adopted(firm: Firm) -> None:
    before = firm.journal.read_bytes()
    report = adopted(firm)
    assert report.run_id == ""
    assert firm.journal.read_bytes() == before


def test_adopting_needs_a_reason(firm: Firm) -> None:
    put_back_an_old_journal(firm)
    with pytest.raises(Refused, match="E_NO_REASON"):
        adopted(firm, "  ")


def test_a_tampered_journal_is_never_adopted(firm: Firm) -> None:
    firm.sql("UPDATE event SET payload = replace(payload, 'EUR', 'USD') WHERE seq = 2")
    with pytest.raises(Refused, match="E_JOURNAL_TAMPERED"):
        adopted(firm)


def _opening(firm: Firm) -> dict[str, object]:
    """The opening balances with what is open on them."""
    own = set(firm.keys("Invoices"))
    gross, due = firm.column("Receivables", "gross_amount"), firm.column("Receivables", "due_date")
    return {key: (gross[key], due[key]) for key in gross if key not in own}
