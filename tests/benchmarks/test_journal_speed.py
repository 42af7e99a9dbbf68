"""What the journal costs: CPU seconds, with air for a slow office computer."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pyxl.journal.journal import Journal
from pyxl.journal.records import Completed, EventDraft, NumberedDraft
from pyxl.journal.series import NumberSeries

from .figures import tell

COUNT = 10_000


def cpu(step: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    started = time.process_time()
    step()
    return time.process_time() - started


@pytest.mark.benchmark
def test_ten_thousand_events(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    drafts = [EventDraft("BANK_LINE", f"line-{n}", {"n": n, "text": "Rechnung " * 20}) for n in range(COUNT)]
    series = NumberSeries.of("RE-{year}-{00001}", 2026)

    def issue_hundred() -> None:
        for n in range(100):
            draft = NumberedDraft("INVOICE", f"i{n}", series, {"n": n}, lambda number: Completed({"number": number}))
            journal.issue(draft, run_id="r", recorded_at="t")

    with Journal.open(path, create=True) as journal:
        recorded = cpu(lambda: journal.record(drafts, run_id="r", recorded_at="t"))
        verified = cpu(journal.verify_chain)
        issued = cpu(issue_hundred)
        read = cpu(lambda: list(journal.events()))
    opened = cpu(lambda: Journal.open(path, create=False).close())
    size = path.stat().st_size / 1e6
    taken = f"record {recorded:.3f} s, verify {verified:.3f} s, 100 numbers {issued:.3f} s, read {read:.3f} s CPU"
    tell(f"journal of {size:.1f} MB", f"{taken}, open {opened * 1000:.1f} ms", "record 1 s, verify 1 s")
    assert recorded < 1
    assert verified < 1


@pytest.mark.benchmark
def test_opening_costs_next_to_nothing(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    with Journal.open(path, create=True) as journal:
        drafts = [EventDraft("NOTE", f"k{n}", {"n": n}) for n in range(500)]
        journal.record(drafts, run_id="r", recorded_at="t")
    opened = cpu(lambda: Journal.open(path, create=False).close())
    tell("open a journal of 500 events", f"{opened * 1000:.1f} ms CPU", "30 ms")
    assert opened < 0.03
