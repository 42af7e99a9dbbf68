"""What the generated pages share: their first lines, tables, and links that GitHub and the site both follow.

>>> link("Offene Posten")
'[Offene Posten](#offene-posten)'
>>> table(("Column", "What"), [("Unit", "Stk | kg")])
['| Column | What |', '|---|---|', '| Unit | Stk \\\\| kg |', '']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pyxl.core.labels import Label, Language

MADE_FROM = "<!-- Made by `make manual` from {sources}. Change those, not this page. -->"
OTHER_LANGUAGE = Label("Deutsch", "English")
CONTENTS = Label("Contents", "Inhalt")


def head(title: str, sources: str, language: Language, page: str) -> list[str]:
    """The title, the note that the page is generated, and the ways to the contents and to the other language."""
    other = "en" if language == "de" else "de"
    ways = f"[{CONTENTS.text(language)}](README.md) · [{OTHER_LANGUAGE.text(language)}](../{other}/{page})"
    return [f"# {title}", "", MADE_FROM.format(sources=sources), "", ways, ""]


def anchor(heading: str) -> str:
    """How GitHub, and the site, call a heading in a link.

    >>> anchor("ORD007: Menge ist 0")
    'ord007-menge-ist-0'
    """
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", heading.strip().lower()))


def link(heading: str, page: str = "") -> str:
    """A link to a heading of that page, or of the same one."""
    return f"[{heading}]({page}#{anchor(heading)})"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table and the empty line after it."""
    ruler = "|" + "---|" * len(headings)
    return [_row(headings), ruler, *(_row([cell(each) for each in row]) for row in rows), ""]


def cell(text: str) -> str:
    """Text that may stand in a cell of a table: one line, no bar, no mark-up of its own."""
    return safe(text).replace("|", "\\|")


def safe(text: str) -> str:
    """Text of a finding or a help as it is meant: `<b>` is no tag there and `[x]` no link.

    >>> safe("<html> *")
    '&lt;html&gt; \\\\*'
    """
    one_line = " ".join(text.split())
    escaped = one_line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"(?<!\w)([*_])|([*_])(?!\w)", lambda found: "\\" + found.group(0), escaped)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
