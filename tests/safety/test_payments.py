"""No bill is ever paid twice: two people at once, by hand and by batch at once, killed at any step (SAFETY N27)."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from pyxl.ledger import events as ev

from .firm import BANK_DAY, paid_by_hand
from .processes import FINE, FOUND_ERRORS, IS_STORM, KILLED, Ended, Pyxl, start_at_once
from .proofs import State, check_opens, check_sound, documents_of, journal_of, state_of
from .stories import BOOK, PAY, RECONCILE, lay_out
from .test_crash_points import REACHED

BILLS = {"E-2222222", "E-2222223", "E-2222224"}
BY_HAND, HAND_FILE = "E-2222222", "hand.xml"
SEEN = {"journal:number-drawn", "journal:committed", "settle:document-placed"}
"""Where the short run kills: with a number and nothing else, recorded, and with the bank's file in its place."""
POINTS = sorted(REACHED[PAY.name] if IS_STORM else REACHED[PAY.name] & SEEN)
"""The small steps of one and the same save are killed in the long run only."""


def _paid_in(book: Path) -> list[str]:
    """Every bill that a standing batch pays, as often as it does."""
    with journal_of(book) as journal:
        withdrawn = {event.payload["number"] for event in journal.events(kinds=(ev.BATCH_WITHDRAWN,))}
        batches = [event.payload for event in journal.events(kinds=(ev.BATCH,))]
    return [item["invoice_number"] for each in batches if each["number"] not in withdrawn for item in each["items"]]


def _by_hand(book: Path) -> list[str]:
    """Every bill that a bank line settled outside of a batch."""
    with journal_of(book) as journal:
        parts = [part for event in journal.events(kinds=(ev.ALLOCATION,)) for part in event.payload["parts"]]
    return [part["invoice_number"] for part in parts if part["invoice_number"] in BILLS and not part["payment_batch"]]


def _demand_well(ended: list[Ended]) -> None:
    for each in ended:
        assert each.code in (FINE, FOUND_ERRORS), each.printed


@pytest.mark.parametrize("people", [pytest.param(2, marks=pytest.mark.long), 4])
def test_people_who_pay_at_once_make_one_batch(
    people: int, states: Path, undisturbed: dict[str, State], tmp_path: Path
) -> None:
    book = lay_out(states, PAY.start, tmp_path / "book")
    _demand_well(start_at_once(book.parent, *[PAY.command] * people))
    check_sound(book)
    assert sorted(_paid_in(book)) == sorted(BILLS)
    assert state_of(book) == undisturbed[PAY.name]


def test_one_pays_the_batch_while_the_other_settles_the_payment_by_hand(
    states: Path, pyxl: Pyxl, tmp_path: Path
) -> None:
    """Whoever comes first: the bill is in the batch, or settled by hand, and never both."""
    book = lay_out(states, PAY.start, tmp_path / "book")
    (book.parent / HAND_FILE).write_bytes(paid_by_hand())
    imported = pyxl(book.parent, "import-bank", BOOK, HAND_FILE, "--as-of", f"{BANK_DAY}", "--apply")
    assert imported.code in (FINE, FOUND_ERRORS), imported.printed
    _demand_well(start_at_once(book.parent, PAY.command, RECONCILE.command))
    for story in (PAY, RECONCILE):
        pyxl(book.parent, *story.command)
    check_sound(book)
    assert (_paid_in(book) + _by_hand(book)).count(BY_HAND) <= 1


def test_what_was_paid_by_hand_is_not_paid_again(states: Path, pyxl: Pyxl, tmp_path: Path) -> None:
    book = lay_out(states, PAY.start, tmp_path / "book")
    (book.parent / HAND_FILE).write_bytes(paid_by_hand())
    pyxl(book.parent, "import-bank", BOOK, HAND_FILE, "--as-of", f"{BANK_DAY}", "--apply")
    pyxl(book.parent, *RECONCILE.command)
    pyxl(book.parent, *PAY.command)
    check_sound(book)
    assert _by_hand(book) == [BY_HAND]
    assert BY_HAND not in _paid_in(book)


@pytest.mark.skipif(os.name == "nt", reason="a hard kill at a point needs POSIX signals")
@pytest.mark.parametrize("point", POINTS)
def test_killed_while_paying_and_started_again(
    point: str, states: Path, undisturbed: dict[str, State], pyxl: Pyxl, tmp_path: Path
) -> None:
    """One batch, every bill in it once, and the file for the bank byte for byte as if nothing had happened."""
    book = lay_out(states, PAY.start, tmp_path / "book")
    assert pyxl(book.parent, *PAY.command, crash_at=f"{point}:1").code == KILLED
    check_opens(book)
    before = documents_of(book)
    again = pyxl(book.parent, *PAY.command)
    assert again.code in (FINE, FOUND_ERRORS), again.printed
    check_sound(book)
    assert sorted(_paid_in(book)) == sorted(BILLS)
    assert state_of(book) == undisturbed[PAY.name]
    made = documents_of(book)
    assert {path: sha256 for path, sha256 in before.items() if path in made and made[path] != sha256} == {}
    [file] = [path for path in made if path.endswith(".xml")]
    assert made[file] == undisturbed[PAY.name].documents[file]
    written = (book.with_suffix(".pyxl") / "documents" / file).read_bytes()
    assert hashlib.sha256(written).hexdigest() == made[file]
