"""The words of an HTML page, and nothing else of it: no script, no link target, no picture that calls home.

>>> html_text('<p>Guten Tag,<br>zwei &Auml;pfel <b>faul</b>.<script>steal()</script><p><a href="http://x.test">hier</a>')
'Guten Tag,\\nzwei Äpfel faul.\\n\\nhier'
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

_UNSEEN = frozenset(
    {
        "script",
        "style",
        "head",
        "title",
        "template",
        "noscript",
        "svg",
        "math",
        "object",
        "iframe",
    }
)
_NEW_LINE = frozenset({"br", "tr", "li", "div", "td", "th", "hr"})
_NEW_PARAGRAPH = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote", "pre"})
_EMPTY = frozenset({"br", "hr", "img", "input", "meta", "link", "base", "wbr"})
_BLANKS = re.compile(r"[ \t\r\f\v\u00a0]+")
_MANY_BREAKS = re.compile(r"\n{3,}")
_INVISIBLE = re.compile(r"(display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0)", re.IGNORECASE)


def html_text(source: str) -> str:
    """The text a reader would see, a line for each line of the page. Nothing of the markup can be in it."""
    words = _Words()
    words.feed(source)
    words.close()
    lines = (_BLANKS.sub(" ", line).strip() for line in "".join(words.parts).split("\n"))
    return _MANY_BREAKS.sub("\n\n", "\n".join(lines)).strip()


class _Words(HTMLParser):
    """Collects what stands between the tags, unless a tag around it keeps it from being seen."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that opens: a break, or the begin of something unseen."""
        style = next((value for name, value in attrs if name == "style" and value), "")
        if tag not in _EMPTY and (tag in _UNSEEN or self._unseen or _INVISIBLE.search(style)):
            self._unseen.append(tag)
        elif tag in _NEW_PARAGRAPH:
            self.parts.append("\n\n")
        elif tag in _NEW_LINE:
            self.parts.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag closed at once holds nothing that could be unseen."""
        if tag in _NEW_LINE and not self._unseen:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """A tag that closes; what was opened in between and not closed is closed with it."""
        if tag in self._unseen:
            del self._unseen[len(self._unseen) - 1 - self._unseen[::-1].index(tag) :]
        elif tag in _NEW_PARAGRAPH and not self._unseen:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        """Text; its line breaks are blanks, as in a browser."""
        if not self._unseen:
            self.parts.append(data.replace("\n", " "))
