"""Closed books stay closed: who writes on a closed day is told so, and every move of the day is kept."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from pyxl.app.actions import ACTIONS
from pyxl.app.recording import RUN
from pyxl.app.undo import UndoRequest, undo
from pyxl.core.plain import from_plain
from pyxl.core.refusal import Refused
from pyxl.demo.bank import demo_statement
from pyxl.formats.statements.camt053_writer import write_camt053
from pyxl.hosts.demo_files import invoices_to_come
from pyxl.hosts.xlsx import WriteCell
from pyxl.journal.place import open_journal
from pyxl.ledger.period_lock import PERIOD_LOCK, PeriodLock

from .broken_firm import NOW, TODAY, Firm

CLOSED = date(2026, 9, 30)


def lock(firm: Firm, until: date | None) -> None:
    """She types the day into the settings and saves."""
    sheet = load_workbook(BytesIO(firm.path.read_bytes()))["Einstellungen"]
    row = next(each[0].row for each in sheet.iter_rows() if each[0].value == "Bücher gesperrt bis")
    assert isinstance(row, int)
    firm.write([WriteCell("Einstellungen", row, 2, until)])


def moves(firm: Firm) -> list[PeriodLock]:
    journal, _ = open_journal(firm.path, create=False)
    with journal:
        return [from_plain(PeriodLock, event.payload) for event in journal.events(kinds=(PERIOD_LOCK,))]


def facts(firm: Firm) -> list[str]:
    """Everything in the journal but runs that changed cells only."""
    journal, _ = open_journal(firm.path, create=False)
    with journal:
        return [event.key for event in journal.events() if event.kind != RUN]


def test_invoices_of_a_closed_day_are_refused_and_nothing_is_written(new_firm: Firm) -> None:
    lock(new_firm, CLOSED)
    before = new_firm.path.read_bytes()
    with pytest.raises(Refused) as refused:
        new_firm.run("create-invoices", as_of=CLOSED)
    assert refused.value.code == "E_LOCKED"
    assert "bis 30.09.2026 gesperrt" in refused.value.text("de")
    assert new_firm.path.read_bytes() == before
    assert new_firm.run("create-invoices", as_of=date(2026, 10, 1)).outcome.postings


def test_closing_and_opening_again_stand_in_the_journal_with_who_did_it(new_firm: Firm) -> None:
    lock(new_firm, CLOSED)
    new_firm.run("create-invoices", as_of=date(2026, 10, 1))
    lock(new_firm, None)
    bank = new_firm.folder / "bank.xml"
    bank.write_bytes(write_camt053(demo_statement(invoices_to_come(new_firm.path.read_bytes()))))
    new_firm.run("import-bank", files=(bank,))
    assert [(each.locked_until, each.before, each.by) for each in moves(new_firm)] == [
        (CLOSED, None, "anna"),
        (None, CLOSED, "anna"),
    ]
    assert new_firm.codes() == []


def test_no_undo_on_a_closed_day(firm: Firm) -> None:
    lock(firm, TODAY)
    with pytest.raises(Refused) as refused:
        undo(firm.book, UndoRequest(None, as_of=TODAY, now=NOW, user="anna", apply=True))
    assert refused.value.code in ("E_LOCKED", "E_UNDO_LOCKED")


def test_no_action_records_anything_on_a_closed_day(firm: Firm) -> None:
    lock(firm, TODAY)
    before, refusals = facts(firm), []
    for action in ACTIONS:
        try:
            firm.run(action.id, files=(firm.folder / "bank.xml",) if action.takes_files else ())
        except Refused as refused:
            refusals.append(refused.code)
    assert facts(firm) == before
    assert "E_LOCKED" in refusals
