"""A journal in a folder of its own, and drafts to put in."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import pyxl
from pyxl.journal.journal import Journal
from pyxl.journal.records import (
    Completed,
    EventDraft,
    NumberedDraft,
    OutboxDraft,
    Recorded,
)
from pyxl.journal.series import NumberSeries

ROOT = Path(pyxl.__file__).parents[1]
SERIES = NumberSeries.of("RE-{year}-{00001}", 2026)


def invoice(
    key: str, total: str = "119.00 EUR", series: NumberSeries = SERIES, claims: tuple[str, ...] = ()
) -> NumberedDraft:
    def complete(number: str) -> Completed:
        return Completed({"number": number, "total": total}, (OutboxDraft("pdf", {"number": number}),))

    return NumberedDraft("INVOICE", key, series, {"total": total}, complete, claims)


def payment(key: str, amount: str = "1.00 EUR", claims: tuple[str, ...] = ()) -> EventDraft:
    return EventDraft("PAYMENT", key, {"amount": amount}, claims)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "book.pyxl" / "journal.sqlite"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with Journal.open(path, create=True) as opened:
        yield opened


@pytest.fixture
def make_invoice() -> Callable[..., NumberedDraft]:
    return invoice


@pytest.fixture
def make_payment() -> Callable[..., EventDraft]:
    return payment


@pytest.fixture
def issue(journal: Journal) -> Callable[..., Recorded]:
    def issue_one(key: str, *arguments: object, **options: object) -> Recorded:
        draft = invoice(key, *arguments, **options)  # type: ignore[arg-type]
        return journal.issue(draft, run_id="run-1", recorded_at="2026-03-04T12:00:00+01:00")

    return issue_one


@pytest.fixture
def record(journal: Journal) -> Callable[..., tuple[Recorded, ...]]:
    def record_all(*drafts: EventDraft) -> tuple[Recorded, ...]:
        return journal.record(drafts, run_id="run-1", recorded_at="2026-03-04T12:00:00+01:00")

    return record_all


@pytest.fixture
def start() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start a real Python process that runs the code; whatever still runs at the end is killed."""
    running: list[subprocess.Popen[str]] = []

    def start_one(code: str, *arguments: object, **environment: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        return process

    yield start_one
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate()
