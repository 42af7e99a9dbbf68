"""Every value that a template prints becomes a Typst string literal, so data can never become markup or code.

Inside the quotes everything but letters, digits and blanks is written as `\\u{..}`. Such a literal means the same text
in Typst code and in Typst markup: a template that forgets the `#` before a value prints quotes, but runs nothing.

    >>> typst_literal('#read("x")')
    '"\\\\u{23}read\\\\u{28}\\\\u{22}x\\\\u{22}\\\\u{29}"'
"""

from __future__ import annotations

import re
from functools import lru_cache

from pyxl.documents.fonts import printable

_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SPECIAL = re.compile(r"[^\w ]|_")


@lru_cache(maxsize=4096)
def typst_literal(text: str) -> str:
    """The text as a Typst string literal, with only characters that the fonts can draw.

    Kept, because most texts of an invoice stand on the next one too: labels, the sender, units, percentages.
    """
    return '"' + _SPECIAL.sub(_escape, printable(text)) + '"'


def html_text(text: str) -> str:
    """The text for an HTML page, which escapes it: what could turn the reading direction becomes a visible mark.

    >>> html_text("RE-1\\u202e<b>")
    'RE-1\ufffd<b>'
    """
    return _HIDDEN.sub("\ufffd", text)


def _escape(match: re.Match[str]) -> str:
    return f"\\u{{{ord(match[0]):x}}}"
