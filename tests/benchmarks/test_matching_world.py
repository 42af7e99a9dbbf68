"""The generator's lines in the daily run: nothing is settled wrong, and a bank's file gives the same answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from pyxl.banking.importing import BankFile, import_bank
from pyxl.banking.lines import payment_line
from pyxl.banking.matching.engine import match_lines
from pyxl.banking.matching.records import PaymentLine
from pyxl.banking.rows import BankAccount, BankProfile
from pyxl.core.tables import table_of
from pyxl.formats.camt053_writer import write_camt053
from pyxl.formats.mt940_writer import write_mt940
from pyxl.formats.statement_files import read_statement_file
from pyxl.ledger.books import Books
from pyxl.ledger.rows import BankLine
from pyxl.settings import Settings

from .firm_world import NUMBERS, STEPS, TODAY, FirmWorld
from .matching_report import matched, own_task
from .payment_kinds import SHARES, make_world
from .scoring import judged, table
from .statement_of_world import ACCOUNT, statement


@pytest.mark.parametrize("seed", range(len(NUMBERS) * len(STEPS)))
def test_nothing_is_settled_wrong_whatever_the_numbers_look_like(seed: int) -> None:
    task = own_task(500, seed)
    report = judged(task, matched(task)[0])
    assert report.whole.wrong == 0, "\n".join(table(report))
    assert report.whole.auto > 90


def test_every_kind_is_drawn() -> None:
    kinds = {each.kind for each in make_world(4000, 1).labelled}
    assert len(kinds) >= len(SHARES) - 1


@pytest.mark.parametrize("write", [write_camt053, write_mt940])
def test_a_bank_file_gives_the_same_answers(write: Callable[..., bytes]) -> None:
    world = make_world(300, 6)
    content = read_statement_file("export", write(statement(world)))
    settings = Settings(company_name="Muster GmbH", iban=ACCOUNT)
    files = (BankFile("export", "0" * 64, content),)
    empty = table_of(BankLine), table_of(BankAccount), table_of(BankProfile)
    outcome = import_bank(*empty, settings, Books(), files, TODAY)
    imported = [line for posting in outcome.postings for line in posting.event.lines]  # type: ignore[attr-defined]
    direct = [each.line for each in world.labelled if each.line.currency == "EUR"]
    assert answers(world, [payment_line(line) for line in imported]) == answers(world, direct)


def answers(world: FirmWorld, lines: Sequence[PaymentLine]) -> list[tuple[int, tuple[str, ...]]]:
    cents = {line.line_id: line.cents for line in lines}
    result = match_lines(lines, world.entries, world.parties)
    return sorted((cents[match.line_id], tuple(part.number for part in match.parts)) for match in result.matches)
