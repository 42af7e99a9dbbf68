"""`pyxl check` is silent when all is well, and names every single thing that somebody broke."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal

import pytest

from pyxl.app.actions import BY_ID
from pyxl.app.checking.book_checks import check_numbers, check_sums
from pyxl.app.checking.checking import check_book
from pyxl.app.desk import Written
from pyxl.app.recording import books_of
from pyxl.app.runner import Request, run
from pyxl.app.undo import UndoRequest, undo
from pyxl.core.changes import ChangeSet
from pyxl.core.labels import Label, Language
from pyxl.core.money import Money
from pyxl.core.refusal import Refused
from pyxl.hosts.book_marks import ANCHOR_PROPERTY
from pyxl.hosts.files import ClosedBook
from pyxl.hosts.xlsx import WriteProperty, patch
from pyxl.journal.place import open_journal
from pyxl.journal.records import Event, GivenNumber
from pyxl.ledger import events as ev
from pyxl.ledger.books import Books, ItemState

from .broken_firm import NOW, TODAY, Firm


def test_all_is_well_after_the_month(firm: Firm) -> None:
    before = firm.path.read_bytes()
    report = check_book(firm.book)
    assert report.outcome.findings == ()
    counts = report.outcome.counts
    assert counts["documents"] == 2 * len(list(firm.documents.rglob("*.pdf"))) > 6, "a mail beside each"
    assert int(counts["events"]) > 50
    assert int(counts["rows"]) > 200
    assert firm.path.read_bytes() == before, "a check writes nothing"


def test_all_is_well_after_undo_and_undo_of_undo(firm: Firm) -> None:
    for run_id in (None, "R-0004"):
        undo(firm.book, UndoRequest(run_id, TODAY, NOW, "anna", apply=True))
        assert firm.codes() == []


def test_all_is_well_after_invoices_were_cancelled(firm: Firm) -> None:
    for run_id in ("R-0003", "R-0001"):
        undo(firm.book, UndoRequest(run_id, TODAY, NOW, "anna", apply=True))
    assert any(kind == "Stornorechnung" for kind in firm.column("Invoices", "kind").values())
    assert firm.codes() == []


def test_all_is_well_after_she_accepted_a_proposal(firm: Firm) -> None:
    key = next(key for key, numbers in firm.column("Review", "invoice_numbers").items() if numbers)
    firm.edit("Review", key, {"accept": "x"})
    accepted = firm.run("accept")
    assert accepted.outcome.counts["accepted"] == 1
    assert firm.codes() == []


def test_a_new_book_is_well(new_firm: Firm) -> None:
    assert new_firm.codes() == []
    assert not (new_firm.folder / "backoffice.pyxl").exists(), "looking makes no folder"


# --- the workbook


@pytest.mark.parametrize(
    ("tab", "column", "value", "said"),
    [
        ("Invoices", "gross_amount", Decimal("1.23"), "1,23 EUR"),
        ("Invoices", "invoice_date", date(2026, 9, 29), "29.09.2026"),
        ("Invoices", "kind", "Stornorechnung", "Stornorechnung"),
        ("Bank", "amount", Decimal("0.01"), "0,01 EUR"),
        ("Bank", "counterparty_iban", "DE02120300000000202051", "DE02120300000000202051"),
        ("Allocations", "invoice_number", "RE-1999-1", "RE-1999-1"),
        ("Allocations", "amount", "viel", "viel"),
        ("Log", "summary", "nichts", "nichts"),
    ],
)
def test_an_edited_cell_is_named(firm: Firm, tab: str, column: str, value: str | Decimal | date, said: str) -> None:
    key = firm.keys(tab)[1]
    firm.edit(tab, key, {column: value})
    (finding,) = firm.check()
    assert (finding.code, finding.cell.tab, finding.cell.key, finding.cell.column) == ("CHK007", tab, key, column)
    assert finding.cell.address
    assert f"sagt {said}" in finding.message("de")
    assert "pyxl rebuild" in finding.hint("de")


@pytest.mark.parametrize("column", ["amount_paid", "status", "gross_amount", "due_date"])
def test_an_edited_receivable_is_named(firm: Firm, column: str) -> None:
    own, status = set(firm.keys("Invoices")), firm.column("Receivables", "status")
    paid = next(key for key in own if status[key] == "bezahlt")
    values: dict[str, Decimal | str | date] = {
        "amount_paid": Decimal("1"),
        "status": "offen",
        "gross_amount": Decimal("9"),
        "due_date": TODAY,
    }
    firm.edit("Receivables", paid, {column: values[column]})
    assert [(each.code, each.cell.column) for each in firm.check()] == [("CHK007", column)]


def test_a_bank_line_made_settled_by_hand_is_named(firm: Firm) -> None:
    key = next(key for key, status in firm.column("Bank", "status").items() if status == "zu prüfen")
    firm.edit("Bank", key, {"status": "neu"})
    assert firm.codes() == [], "what is not settled is hers to mark"
    firm.edit("Bank", key, {"status": "zugeordnet"})
    assert firm.codes() == ["CHK007"]


def test_how_a_value_is_typed_does_not_matter(firm: Firm) -> None:
    key = firm.keys("Invoices")[0]
    gross = firm.column("Invoices", "gross_amount")[key]
    firm.edit("Invoices", key, {"gross_amount": f"{Decimal(str(gross)):.2f}".replace(".", ","), "kind": " rechnung"})
    assert firm.codes() == []


def test_the_split_of_an_opening_balance_is_hers(firm: Firm) -> None:
    """The journal knows what was settled before, not whether as payment or as discount."""
    paid = firm.column("Receivables", "amount_paid")
    key = next(key for key, facts in _opening_facts(firm).items() if facts.settled_before and paid[key])
    amount = Decimal(str(paid[key]))
    firm.edit("Receivables", key, {"amount_paid": amount - 1, "discount_taken": Decimal(1)})
    assert firm.codes() == []
    firm.edit("Receivables", key, {"amount_paid": amount - 2})
    assert firm.codes() == ["CHK007", "CHK007"]


@pytest.mark.parametrize("tab", ["Invoices", "Bank", "Allocations", "Log"])
def test_a_deleted_row_is_named(firm: Firm, tab: str) -> None:
    key = firm.keys(tab)[0]
    firm.empty_row(tab, key)
    (finding,) = firm.check()
    assert (finding.code, finding.cell.tab, finding.facts["key"]) == ("CHK006", tab, key)


def test_a_deleted_receivable_is_named_while_it_is_open(firm: Firm) -> None:
    keys = {status: key for key, status in firm.column("Receivables", "status").items()}
    firm.empty_row("Receivables", keys["bezahlt"])
    (note,) = firm.check()
    assert (note.code, note.is_error, note.facts["count"]) == ("CHK010", False, 1)
    firm.empty_row("Receivables", keys["teilbezahlt"])
    assert firm.codes() == ["CHK006", "CHK010"]


@pytest.mark.parametrize("tab", ["Invoices", "Bank", "Allocations"])
def test_a_row_the_journal_does_not_know_is_named(firm: Firm, tab: str) -> None:
    key = firm.keys(tab)[0]
    firm.edit(tab, key, {_key_column(tab): "X-1"})
    assert firm.codes() == ["CHK006", "CHK008"]


def test_a_copied_row_is_named(firm: Firm) -> None:
    first, second = firm.keys("Bank")[:2]
    firm.edit("Bank", second, {"line_id": first})
    assert firm.codes() == ["CHK006", "CHK009"]
    lines = firm.keys("Orders")[:2]
    firm.edit("Orders", lines[1], {"line_id": lines[0]})
    assert firm.codes() == ["CHK006", "CHK009"], "a copied order line is a new order line"


def test_the_number_in_an_order_line_is_checked(firm: Firm) -> None:
    key = next(key for key, number in firm.column("Orders", "invoice_number").items() if number)
    firm.edit("Orders", key, {"invoice_number": "RE-2026-99999"})
    assert firm.codes() == ["CHK007"]
    firm.empty_row("Orders", key)
    assert firm.codes() == [], "order lines are hers: she may move old ones elsewhere"


def test_an_old_copy_of_the_workbook_lacks_what_came_since(firm: Firm) -> None:
    shutil.copy(firm.folder / "before-the-bank" / "backoffice.xlsx", firm.path)
    found = firm.check()
    missing = {each.cell.tab for each in found if each.code == "CHK006"}
    assert missing == {"Bank", "Allocations", "Log"}
    assert {each.code for each in found} == {"CHK006", "CHK007"}


# --- the documents


def test_documents_missing_changed_and_unknown(firm: Firm) -> None:
    first, second, third = sorted(firm.documents.rglob("*.pdf"))[:3]
    first.write_bytes(first.read_bytes()[:-1] + b"x")
    second.unlink()
    third.with_name("Notizen.txt").write_text("hers", encoding="utf-8")
    found = {each.code: each for each in firm.check()}
    assert sorted(found) == ["CHK011", "CHK012", "CHK013"]
    assert found["CHK012"].cell.key == first.stem
    assert found["CHK012"].cell.address, "told at the row of the invoice"
    assert found["CHK011"].facts["path"] == second.relative_to(firm.documents).as_posix()
    assert not found["CHK013"].is_error


# --- the journal


def test_an_old_copy_of_the_journal_is_seen_and_stops_everything(firm: Firm) -> None:
    shutil.copy(firm.folder / "before-the-bank" / "backoffice.pyxl" / "journal.sqlite", firm.journal)
    assert "CHK002" in firm.codes()
    with pytest.raises(Refused, match="E_JOURNAL_ROLLBACK"):
        firm.run("create-invoices")
    with pytest.raises(Refused, match="E_JOURNAL_ROLLBACK"):
        firm.rebuild(apply=False)


def test_a_second_story_of_the_journal_is_seen(firm: Firm) -> None:
    """The journal went on elsewhere from an older copy, until it was as long."""
    other = _older(firm)
    for _ in range(3):
        other.run("import-bank", files=(firm.folder / "bank.xml",))
        other.run("reconcile", as_of=date(2026, 11, 1))
    shutil.copy(other.journal, firm.journal)
    assert "CHK003" in firm.codes()


def test_a_missing_journal_is_seen(firm: Firm) -> None:
    firm.journal.unlink()
    assert firm.codes() == ["CHK004"]


def test_a_changed_anchor_is_seen_and_refused(firm: Firm) -> None:
    firm.path.write_bytes(patch(firm.path.read_bytes(), [WriteProperty(ANCHOR_PROPERTY, "hello")]))
    assert firm.codes() == ["CHK017"]
    with pytest.raises(Refused, match="E_ANCHOR_UNREADABLE"):
        firm.run("reconcile")


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE event SET payload = replace(payload, 'EUR', 'USD') WHERE kind = 'INVOICE' AND seq < 4", {"CHK001"}),
        ("UPDATE event SET payload = 'nonsense' WHERE seq = 2", {"CHK001"}),
        ("DELETE FROM event WHERE seq = 2", {"CHK001", "CHK014"}),
        ("DELETE FROM event WHERE seq > 50", {"CHK001", "CHK002"}),
        ("UPDATE series SET n = n + 1", {"CHK001"}),
        ("UPDATE outbox SET payload = replace(payload, 'RE-', 'XX-') WHERE event_seq = 1", {"CHK001"}),
    ],
)
def test_a_journal_changed_with_another_program_is_seen(firm: Firm, statement: str, expected: set[str]) -> None:
    firm.sql(statement)
    assert set(firm.codes()) == expected
    with pytest.raises(Refused, match="E_JOURNAL_TAMPERED"):
        firm.rebuild()


def test_a_tail_cut_off_with_all_its_traces_is_seen_by_the_anchor(firm: Firm) -> None:
    firm.sql(
        "DELETE FROM outbox WHERE event_seq > 50",
        "DELETE FROM claim WHERE event_seq > 50",
        "DELETE FROM event WHERE seq > 50",
        "UPDATE sqlite_sequence SET seq = 50 WHERE name = 'event'",
    )
    codes = firm.codes()
    assert codes[0] == "CHK002"
    assert "CHK001" not in codes


def test_a_gap_in_the_numbers_is_named() -> None:
    events = [_numbered(n) for n in (1, 2, 5, 7)]
    (finding,) = check_numbers(events)
    assert finding.code == "CHK014"
    assert finding.facts["missing"] == (3, 4, 6)
    assert list(check_numbers([_numbered(7), _numbered(8)])) == []


@pytest.mark.parametrize(
    ("allocated", "codes"),
    [("100", []), ("50", []), ("-1", ["CHK015", "CHK016"]), ("100.01", ["CHK015", "CHK016"])],
)
def test_more_than_came_in_is_named(allocated: str, codes: list[str]) -> None:
    assert [each.code for each in check_sums(_books("100", allocated))] == codes


def test_more_than_was_owed_is_named() -> None:
    assert [each.code for each in check_sums(_books("150", "120"))] == ["CHK016"]


# --- an interrupted run


class KilledWhileWriting(ClosedBook):
    """A desk whose computer is switched off just before the cells are written."""

    def write(self, changes: ChangeSet, language: Language, anchor: str = "") -> Written:
        raise KeyboardInterrupt


def test_an_interrupted_run_says_what_finishes_it(firm: Firm) -> None:
    older = _older(firm)
    request = Request(BY_ID["import-bank"], TODAY, NOW, "anna", apply=True, files=(firm.folder / "bank.xml",))
    with pytest.raises(KeyboardInterrupt):
        run(KilledWhileWriting(older.path), request)
    (finding,) = older.check()
    assert (finding.code, finding.facts["run"]) == ("CHK005", "R-0002")
    assert "pyxl rebuild backoffice.xlsx --apply" in finding.hint("en")
    older.rebuild()
    assert older.codes() == []


# --- small makings


def _older(firm: Firm) -> Firm:
    return Firm(firm.folder / "before-the-bank")


def _key_column(tab: str) -> str:
    return {"Invoices": "invoice_number", "Bank": "line_id", "Allocations": "allocation_id"}[tab]


def _opening_facts(firm: Firm) -> dict[str, ev.ItemFacts]:
    journal, _ = open_journal(firm.path, create=False)
    with journal:
        books = books_of(journal)
    return {number: state.facts for number, state in books.items.items() if number not in books.invoices}


def _numbered(n: int) -> Event:
    number = GivenNumber("RE-{n}", n, f"RE-{n}")
    return Event(n, ev.INVOICE, f"invoice:{n}", "R-0001", NOW, {}, number, (), "", "")


def _facts(settled: Money | None = None) -> ev.ItemFacts:
    return ev.ItemFacts("RE-1", "10001", "Muster", TODAY, TODAY, Money.of(100), settled_before=settled)


def _books(line_amount: str, allocated: str) -> Books:
    line = ev.ImportedLine("B-1", "f", "DE89370400440532013000", TODAY, TODAY, Money.of(line_amount))
    part = ev.AllocatedPart("RE-1", "10001", Money.of(allocated))
    event = ev.LineAllocated("B-1", TODAY, line.amount, (part,), Label("paid", "bezahlt"))
    zero = Money.zero()
    state = ItemState(_facts(), Money.of(allocated), zero, zero, zero, TODAY)
    return Books(items={"RE-1": state}, bank_lines={"B-1": line}, allocations={"B-1": ("alloc:B-1:0", event)})
