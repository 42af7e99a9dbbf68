"""The generator's lines in the daily run: nothing is settled wrong, and a bank's file gives the same answers."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pyxl.banking.importing import BankFile, import_bank
from pyxl.banking.lines import payment_line
from pyxl.banking.matching.engine import match_lines
from pyxl.banking.matching.records import PaymentLine
from pyxl.banking.rows import BankAccount, BankProfile
from pyxl.core.tables import table_of
from pyxl.formats.statement_files import read_statement_file
from pyxl.ledger.books import Books
from pyxl.ledger.events import ImportedLine
from pyxl.ledger.rows import BankLine
from pyxl.settings import Settings

from .firm_world import NUMBERS, STEPS, TODAY, FirmWorld
from .matching_report import matched, own_task
from .payment_kinds import SHARES, make_world
from .scoring import judged, table
from .statement_of_world import ACCOUNT, WRITERS, statement


@pytest.mark.parametrize("seed", range(len(NUMBERS) * len(STEPS)))
def test_nothing_is_settled_wrong_whatever_the_numbers_look_like(seed: int) -> None:
    task = own_task(500, seed)
    report = judged(task, matched(task)[0])
    assert report.whole.wrong == 0, "\n".join(table(report))
    assert report.whole.auto > 90


def test_every_kind_is_drawn() -> None:
    kinds = {each.kind for each in make_world(4000, 1).labelled}
    assert len(kinds) >= len(SHARES) - 1


@pytest.mark.parametrize("name", WRITERS)
def test_a_bank_file_gives_the_same_answers(name: str) -> None:
    world = make_world(300, 6)
    direct = [each.line for each in world.labelled if each.line.currency == "EUR"]
    assert answers(world, [payment_line(line) for line in imported(world, name)]) == answers(world, direct)


@pytest.mark.parametrize("seed", range(0, 60, 7))
def test_the_three_formats_give_the_same_lines(seed: int) -> None:
    """Done once in every format: each line has the same id, dates, amount, other side, text and reference."""
    world = make_world(200, seed)
    camt, mt940, csv = ([_told(line) for line in imported(world, name)] for name in WRITERS)
    assert camt == mt940 == csv
    assert len(camt) == sum(each.line.currency == "EUR" for each in world.labelled)


def test_a_second_format_brings_nothing_new() -> None:
    world = make_world(200, 3)
    assert len(imported(world, *WRITERS)) == len(imported(world, "statement.sta"))


def imported(world: FirmWorld, *names: str) -> list[ImportedLine]:
    """What comes into the books from the world's statement in these formats, one file after the other."""
    data = statement(world)
    files = tuple(BankFile(name, "0" * 64, read_statement_file(name, WRITERS[name](data))) for name in names)
    settings = Settings(company_name="Muster GmbH", iban=ACCOUNT)
    empty = table_of(BankLine), table_of(BankAccount), table_of(BankProfile)
    outcome = import_bank(*empty, settings, Books(), files, TODAY)
    return [line for posting in outcome.postings for line in posting.event.lines]  # type: ignore[attr-defined]


def _told(line: ImportedLine) -> tuple[object, ...]:
    """What all three formats have room for."""
    days, other = (line.booking_date, line.value_date), (line.counterparty_name, line.counterparty_iban)
    return line.line_id, *days, line.amount, *other, line.remittance_information, line.end_to_end_id


def answers(world: FirmWorld, lines: Sequence[PaymentLine]) -> list[tuple[int, tuple[str, ...]]]:
    cents = {line.line_id: line.cents for line in lines}
    result = match_lines(lines, world.entries, world.parties)
    return sorted((cents[match.line_id], tuple(part.number for part in match.parts)) for match in result.matches)
