"""The append-only truth of the firm: events, number ranges, what is still owed.

`open_journal(book)` finds the journal of a workbook, `Journal` records and numbers, `run_lock` keeps two clicks apart.
"""

from __future__ import annotations

from pyxl.journal.journal import ADOPTED, AnchorState, Journal
from pyxl.journal.place import Place, book_folder, journal_place, open_journal
from pyxl.journal.records import (
    Anchor,
    ChainProblem,
    Completed,
    Event,
    EventDraft,
    GivenNumber,
    NumberedDraft,
    OutboxDraft,
    OutboxItem,
    Recorded,
)
from pyxl.journal.run_lock import run_lock
from pyxl.journal.series import NumberSeries

__all__ = [
    "ADOPTED",
    "Anchor",
    "AnchorState",
    "ChainProblem",
    "Completed",
    "Event",
    "EventDraft",
    "GivenNumber",
    "Journal",
    "NumberSeries",
    "NumberedDraft",
    "OutboxDraft",
    "OutboxItem",
    "Place",
    "Recorded",
    "book_folder",
    "journal_place",
    "open_journal",
    "run_lock",
]
