"""Rules of other programs on the same lines, to print beside pyxl: each settles what it would book in one click.

They are told in a few lines from what their makers publish; a line is booked on the one invoice the rule names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping

from pyxl.banking.matching.records import OpenEntry
from pyxl.core.text import squash

from .scoring import Report, Score, Task

Booked = Mapping[str, frozenset[str]]
"""Line id to the invoices it was booked on."""
_NUMBER_LIKE = re.compile(r"[A-Z0-9]+(?:[-/. ]+[A-Z0-9]*\d[A-Z0-9]*)+|[A-Z]*\d[A-Z0-9]{3,}")


def exact_reference(task: Task) -> Booked:
    """Whatever invoice number stands in the purpose, letter by letter, is paid: no look at the amount."""
    numbers = {entry.number for entry in task.entries}
    booked = {}
    for each in task.labelled:
        named = {word.strip(",.;") for word in each.line.text.split()} & numbers
        if len(named) == 1:
            booked[each.line.line_id] = frozenset(named)
    return booked


def exact_amount(task: Task) -> Booked:
    """The only open invoice over exactly this amount is paid."""
    by_amount = _by_amount(task)
    return {
        each.line.line_id: frozenset({found[0].number})
        for each in task.labelled
        if len(found := by_amount.get(each.line.cents, [])) == 1
    }


def rapidfuzz_in_amount_blocks(task: Task) -> Booked:
    """Of the invoices over this amount, the one whose number and customer read most like the line; 80 is enough."""
    from rapidfuzz import fuzz

    by_amount = _by_amount(task)
    booked = {}
    for each in task.labelled:
        said = f"{each.line.text} {each.line.name}".upper()
        scored = [
            (fuzz.token_set_ratio(f"{entry.number} {entry.customer_name}".upper(), said), entry.number)
            for entry in by_amount.get(each.line.cents, ())
        ]
        if scored and max(scored)[0] >= 80:
            booked[each.line.line_id] = frozenset({max(scored)[1]})
    return booked


def plain_pass(task: Task) -> Booked:
    """The yardstick of speed: one regular expression over each purpose, one dictionary of numbers, equal amounts."""
    by_number = {squash(entry.number): entry for entry in task.entries}
    booked = {}
    for each in task.labelled:
        for found in _NUMBER_LIKE.findall(each.line.text.upper()):
            entry = by_number.get(squash(found))
            if entry is not None and entry.open == each.line.cents:
                booked[each.line.line_id] = frozenset({entry.number})
                break
    return booked


def _by_amount(task: Task) -> Mapping[int, list[OpenEntry]]:
    by_amount: dict[int, list[OpenEntry]] = defaultdict(list)
    for entry in task.entries:
        by_amount[entry.open].append(entry)
    return by_amount


PLAIN = "regex and dictionary"
PEERS: Mapping[str, Callable[[Task], Booked]] = {
    "exact reference": exact_reference,
    "exact unique amount": exact_amount,
    "rapidfuzz in amount blocks": rapidfuzz_in_amount_blocks,
    PLAIN: plain_pass,
}


def judged_peer(task: Task, booked: Booked) -> Report:
    """The score of a rule that only books and proposes nothing."""
    report = Report()
    for each in task.labelled:
        answer = booked.get(each.line.line_id)
        is_right = answer is not None and answer == each.numbers
        is_wrong = answer is not None and not is_right
        report.whole.add(
            Score(1, int(bool(each.numbers)), int(is_right), int(is_wrong), 0, abs(each.line.cents) * is_wrong)
        )
    return report
