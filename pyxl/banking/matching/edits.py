"""One typing error: is a piece of the text a number but for one character?

>>> within_one_edit("RE202600657", "RE202600567")
True
>>> pieces_between(["RE", "2026", "567"], 6, 8)
['RE2026', '2026567']
>>> is_nearly_in(["RG", "NR", "2026", "00567"], "202600657")
True
"""

from __future__ import annotations

from collections.abc import Sequence

MOST_RUNS = 8
"""A number of five groups that a line break split three times is still found."""


def within_one_edit(one: str, other: str) -> bool:
    """Whether one character changed, left out, added or swapped with the next makes the texts equal (or none does)."""
    if one == other:
        return True
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(long) - len(short) > 1:
        return False
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    if short[start + 1 :] == long[start + 1 :]:
        return True
    swapped = short[start : start + 2][::-1]
    return swapped == long[start : start + 2] and short[start + 2 :] == long[start + 2 :]


def pieces_between(runs: Sequence[str], shortest: int, longest: int) -> list[str]:
    """Runs, and neighbours joined, of such a length."""
    pieces = []
    for start in range(len(runs)):
        piece = ""
        for run in runs[start : start + MOST_RUNS]:
            piece += run
            if len(piece) > longest:
                break
            if len(piece) >= shortest:
                pieces.append(piece)
    return pieces


def kept_ends(whole: str) -> tuple[str, str]:
    """The beginning and the end of a number: an edit leaves one of them as it is, and most texts have neither."""
    kept = len(whole) // 2 - 1
    return whole[:kept], whole[len(whole) - kept :]


def is_nearly_in(runs: Sequence[str], whole: str) -> bool:
    """Whether a run, or neighbours joined, are that number but for one edit."""
    head, tail = kept_ends(whole)
    return any(
        within_one_edit(piece, whole)
        for piece in pieces_between(runs, len(whole) - 1, len(whole) + 1)
        if piece.startswith(head) or piece.endswith(tail)
    )
