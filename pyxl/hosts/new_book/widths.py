"""How wide a column must be: for its heading with the filter button, and for what stands in it.

>>> header_width("Due date"), header_width("Zahlungsziel (Tage)"), header_width("Zahlungsziel (Tage)", 16.7)
(11.2, 14.5, 16.7)
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from math import ceil

from pyxl.core.schema import Column, Kind
from pyxl.hosts.new_book.looks import SIZE, is_for_sentences
from pyxl.hosts.xlsx.row_heights import LINE_PER_POINT, ROOM, lines_of, room_in

BUTTON = 3.6
"""What the filter button and the cell's own margins take, in characters."""
ONE_LINE = 11.5
"""A heading up to this long is not broken: a `%` alone on the second line looks lost."""
_DIGIT = 556
_BOLD = {278: " ijlI.,:'", 333: "ft()-", 389: "r*", 556: "acekvsxyßä", 500: "z", 611: "bdghnopquZFTLöü", 667: "EPSVXYJ"}
_BOLD |= {722: "ABCDHKNRUÄÜ", 778: "wGOQÖ", 889: "m%", 944: "MW"}
_WIDTHS = {letter: width for width, letters in _BOLD.items() for letter in letters}
"""Widths of Arial Bold's letters in thousandths of its size: Excel's unit of width is one digit of plain Arial."""
WIDEST_TEXT, WIDEST_WORD = 44, 60
"""A text goes over several lines or is cut in that width; a single word, such as an address of mail, does neither."""


def column_width(column: Column, heading: str, values: Iterable[object]) -> float:
    """Wide enough for heading, declaration and contents; a long text widens its column up to a limit only."""
    # Before anything stands there a list has room for the longest of its words.
    words = [word for choice in column.choices or () for word in (choice.label.en, choice.label.de)]
    shown = (*values, *words)
    longest = max((shown_length(value, column) for value in shown), default=0) + 2.0
    if column.kind is Kind.TEXT:
        word = max((len(part) for value in shown if isinstance(value, str) for part in value.split()), default=0) + 2.0
        longest = 0 if is_for_sentences(column) else min(longest, max(WIDEST_TEXT, min(word, WIDEST_WORD)))
    return header_width(heading, max(float(column.width), longest))


def header_width(heading: str, at_least: float = 0) -> float:
    """The narrowest width from there on in which nothing of the heading lies under the filter button.

    Either it fits on one line beside the button, or it surely goes over two lines of which the second fits.
    """
    length = bold_length(heading)
    beside_button = max(at_least, _tenth(length + BUTTON))
    if length <= ONE_LINE or " " not in heading:
        return beside_button
    on_two_lines = max(at_least, _tenth(_longer_half(heading) + BUTTON))
    return on_two_lines if on_two_lines < length else beside_button


def bold_length(text: str) -> float:
    """How wide the bold text is, in digits."""
    return sum(_WIDTHS.get(letter, 611) for letter in text) / _DIGIT


def _longer_half(heading: str) -> float:
    words = heading.split()
    halves = ((" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words)))
    return min(max(map(bold_length, pair)) for pair in halves)


def _tenth(width: float) -> float:
    return ceil(width * 10) / 10


def row_height(texts: Iterable[tuple[str, float, int]]) -> float | None:
    """The height in points of a row with these wrapped texts in columns of these widths and indents.

    None for a single line. Excel fits rows when it opens the file, LibreOffice does not: without a height it would show
    the first line only.
    """
    lines = max((lines_of(text, room_in(width, indent)) for text, width, indent in texts), default=1)
    return lines * SIZE * LINE_PER_POINT + ROOM if lines > 1 else None


def shown_length(value: object, column: Column) -> int:
    """How many characters the cell shows."""
    match value:
        case None:
            return 0
        case date():
            return 10
        case Decimal() | int():
            places = 2 if column.kind is Kind.MONEY else 0
            text = f"{value:,.{places}f}" if places else f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
            return len(text)
        case _:
            return max((len(line) for line in str(value).splitlines()), default=0)
