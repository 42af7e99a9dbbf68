"""What the journal keeps of the day up to which the books are locked: who moved it, from where to where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

PERIOD_LOCK: Final = "PERIOD_LOCK"


@dataclass(frozen=True, slots=True)
class PeriodLock:
    """PERIOD_LOCK: the first run after the setting was changed notes it; moved back, the books were opened again."""

    locked_until: date | None
    before: date | None
    by: str
    noted_on: date


@dataclass(frozen=True, slots=True)
class LockState:
    """The lock as the journal knows it, and how often it was moved."""

    until: date | None = None
    moves: int = 0
