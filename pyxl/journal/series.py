"""Number ranges: how the firm writes its numbers and where it starts.

The digits in braces show the width and the first number, so a firm goes on where its old numbers ended:

    >>> invoices = NumberSeries.of("RE-{year}-{00487}", year=2026)
    >>> invoices.name, invoices.first, invoices.text(488)
    ('RE-2026-{n}', 487, 'RE-2026-00488')

Two kinds of document with one pattern share one range, and a new year starts a new one (where the year is written).
§ 14 (4) no. 4 UStG asks for numbers given once only; without gaps is the auditor's habit, and ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

_COUNTER = re.compile(r"\{([0-9]+)\}")


@dataclass(frozen=True, slots=True)
class NumberSeries:
    """One range: its name (which is the key of its counter), the text around the counter, width and first number."""

    name: str
    before: str
    after: str
    width: int
    first: int = 1

    @classmethod
    def of(cls, pattern: str, year: int) -> Self:
        """The range of a pattern such as `RE-{year}-{00001}`; ValueError when it has not exactly one counter."""
        written = pattern.replace("{year}", f"{year:04d}").replace("{yy}", f"{year % 100:02d}")
        counters = _COUNTER.findall(written)
        before, _, after = written.partition(f"{{{counters[0]}}}") if counters else (written, "", "")
        if len(counters) != 1 or "{" in before + after or "}" in before + after:
            raise ValueError(f"{pattern!r} needs exactly one counter like {{00001}}; known beside it: {{year}}, {{yy}}")
        return cls(f"{before}{{n}}{after}", before, after, len(counters[0]), int(counters[0]))

    def text(self, n: int) -> str:
        """The n-th number as written; it grows wider than the pattern rather than starting again."""
        return f"{self.before}{n:0{self.width}d}{self.after}"
