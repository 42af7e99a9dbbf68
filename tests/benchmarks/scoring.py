"""How right a matching is: auto rate, precision, euros wrong and the right answer among the first three, per kind.

Three numbers, never one: a wrong booking costs more than ten proposals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pyxl.banking.matching.records import Matching, OpenEntry, Party

from .firm_world import Labelled


@dataclass(frozen=True)
class Task:
    """Labelled lines with the open items and customers they meet."""

    labelled: Sequence[Labelled]
    entries: Sequence[OpenEntry]
    parties: Sequence[Party]


@dataclass
class Score:
    """Counts of lines; rates follow from them."""

    lines: int = 0
    payable: int = 0
    """Lines that truly settle an invoice."""
    right: int = 0
    wrong: int = 0
    proposed: int = 0
    """Not settled, and the right answer is among the first three proposals."""
    cents_wrong: int = 0

    @property
    def auto(self) -> float:
        """Percent of the payable lines that were settled rightly."""
        return 100 * self.right / self.payable if self.payable else 0.0

    @property
    def precision(self) -> float:
        """Percent of the settled lines that are exactly right, the whole set of invoices."""
        return 100 * self.right / (self.right + self.wrong) if self.right + self.wrong else 100.0

    @property
    def among_three(self) -> float:
        """Percent of the payable lines whose right answer is booked or among three proposals."""
        return 100 * (self.right + self.proposed) / self.payable if self.payable else 0.0

    def add(self, other: Score) -> None:
        """Takes another score's counts in."""
        for name in ("lines", "payable", "right", "wrong", "proposed", "cents_wrong"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass
class Report:
    """The score of a task, as a whole and per kind."""

    whole: Score = field(default_factory=Score)
    kinds: dict[str, Score] = field(default_factory=dict)

    def add(self, other: Report) -> None:
        """Takes another report in."""
        self.whole.add(other.whole)
        for kind, score in other.kinds.items():
            self.kinds.setdefault(kind, Score()).add(score)


def judged(task: Task, result: Matching) -> Report:
    """Compares every line's answer with the truth."""
    settled = {match.line_id: frozenset(part.number for part in match.parts) for match in result.matches}
    proposals = {
        each.line_id: [frozenset(part.number for part in candidate.parts) for candidate in each.candidates]
        for each in result.undecided
    }
    report = Report()
    for each in task.labelled:
        score = report.kinds.setdefault(each.kind, Score())
        answer = settled.get(each.line.line_id)
        score.lines += 1
        score.payable += bool(each.numbers)
        if answer is None:
            score.proposed += bool(each.numbers) and each.numbers in proposals[each.line.line_id]
        elif answer == each.numbers:
            score.right += 1
        else:
            score.wrong += 1
            score.cents_wrong += abs(each.line.cents)
    for score in report.kinds.values():
        report.whole.add(score)
    return report


HEADINGS = ("kind", "lines", "settle an invoice", "auto %", "precision %", "EUR wrong", "among three %")


def table(report: Report) -> list[str]:
    """The report as a Markdown table, the most frequent kinds first, the sum last."""
    kinds = Counter({kind: score.lines for kind, score in report.kinds.items()})
    rows = [_row(kind, report.kinds[kind]) for kind, _ in kinds.most_common()]
    return markdown([HEADINGS, *rows, _row("**all**", report.whole)])


def _row(kind: str, score: Score) -> tuple[str, ...]:
    rates = (
        f"{score.auto:.1f}",
        f"{score.precision:.2f}",
        f"{score.cents_wrong / 100:.2f}",
        f"{score.among_three:.1f}",
    )
    auto, precision, euros, three = rates
    if not score.payable:
        auto = three = "–"
    if not score.right + score.wrong:
        precision = "–"
    return (kind, str(score.lines), str(score.payable), auto, precision, euros, three)


def markdown(rows: Iterable[Sequence[str]]) -> list[str]:
    """Rows as an aligned Markdown table; the first one is the heading, figures stand to the right."""
    cells = [list(row) for row in rows]
    widths = [max(len(row[at]) for row in cells) for at in range(len(cells[0]))]
    lines = [
        "| "
        + " | ".join(
            cell.ljust(w) if not at else cell.rjust(w) for at, (cell, w) in enumerate(zip(row, widths, strict=True))
        )
        + " |"
        for row in cells
    ]
    lines.insert(1, "|" + "|".join("-" * (w + 1) + ("-" if not at else ":") for at, w in enumerate(widths)) + "|")
    return lines
