"""The entries of a camt file without a tree of the whole file: all entries of a file are built alike.

An entry is cut into its markup and its texts. Entries with the same markup have their texts at the same places, so the
markup is parsed once, by the XML door, with marks in place of the texts; no tree is built that could fill the memory.
A file with anything out of the ordinary (comments, prefixes, attributes at `Ntry`) is left to the ordinary way.

    >>> entry = '<Ntry><Amt Ccy="EUR">{}</Amt><CdtDbtInd>CRDT</CdtDbtInd><AddtlNtryInf>A &amp; B</AddtlNtryInf></Ntry>'
    >>> cut = cut_entries(f"<Document><Stmt>{entry.format('1.00')}{entry.format('2.00')}</Stmt></Document>".encode())
    >>> cut.frame
    b'<Document><Stmt><Ntry/><Ntry/></Stmt></Document>'
    >>> [cut.next_parts().found["Amt"] for _ in range(2)]
    [['1.00'], ['2.00']]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pyxl.formats.statements.camt_entry import EntryParts, Found, parts_of
from pyxl.formats.xml_door import TEXT_LIMIT, open_xml

_TEXT = re.compile(r">(?=\s*[^<\s])([^<]+)<")
"""A text between two tags; blanks alone are markup."""
_MARK = "\ue000"
_OFTEN, _PATTERNS = 8, 4
"""From so many entries on a markup is worth a pattern, and so many patterns are tried."""
_MARKUPS = 2_000
"""So many kinds of entries a bank has at most; a file with more is read in the ordinary way."""
_ODD = (b"]]>", b"\xef\xbf", _MARK.encode())
"""What XML does not allow in a text, and our own mark."""
_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 13))


class OddEntryError(Exception):
    """The file is to be read in the ordinary way."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """Where the texts of one markup stand: by path, the number of the text, or the text that is always there."""

    single: tuple[tuple[str, int], ...]
    several: tuple[tuple[str, tuple[int | str, ...]], ...]
    constant: Found

    def filled(self, texts: Sequence[str]) -> Found:
        found = self.constant.copy()
        for path, number in self.single:
            found[path] = [texts[number]]
        for path, parts in self.several:
            found[path] = [part if isinstance(part, str) else texts[part] for part in parts]
        return found


@dataclass(slots=True)
class _Markup:
    """The markup that many entries share."""

    entry: _Shape
    details: tuple[_Shape, ...]
    uses: int = 0

    def parts(self, texts: Sequence[str]) -> EntryParts:
        return EntryParts(self.entry.filled(texts), [each.filled(texts) for each in self.details])


@dataclass(slots=True)
class CutFile:
    """A camt file cut apart: the frame without what is in the entries, and the entries one after another."""

    frame: bytes
    entries: Iterator[str]
    markups: dict[str, _Markup] = field(default_factory=dict)
    frequent: list[tuple[re.Pattern[str], _Markup]] = field(default_factory=list)
    """The markups of most entries as patterns: matching one is three times as quick as cutting the entry up."""

    def next_parts(self) -> EntryParts:
        """The next entry. Raises OddEntryError where there is none, or where it is too odd."""
        entry = next(self.entries, None)
        if entry is None or len(entry) > TEXT_LIMIT:
            raise OddEntryError
        if "&" in entry:
            return parts_of(open_xml(f"<Ntry>{entry}</Ntry>".encode()))
        for pattern, markup in self.frequent:
            if match := pattern.fullmatch(entry):
                return markup.parts(match.groups())
        pieces = _TEXT.split(entry)
        return self._markup(pieces[::2]).parts(pieces[1::2])

    def _markup(self, pieces: Sequence[str]) -> _Markup:
        key = _MARK.join(pieces)
        found = self.markups.get(key)
        if found is None:
            if len(self.markups) >= _MARKUPS:
                raise OddEntryError
            found = self.markups[key] = _parsed(pieces)
        found.uses += 1
        if found.uses == _OFTEN and len(self.frequent) < _PATTERNS:
            self.frequent.append((re.compile(">([^<]+)<".join(map(re.escape, pieces))), found))
        return found


def cut_entries(data: bytes) -> CutFile | None:
    """The file cut apart; None where it is not UTF-8, has no entries, or is out of the ordinary."""
    encoding = re.match(rb"(?:\xef\xbb\xbf)?<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"'>]*)", data)
    if encoding and encoding[1].upper() != b"UTF-8":
        return None
    if any(odd in data for odd in _ODD) or len(data.translate(None, _CONTROLS)) != len(data):
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    first, *others = text.split("<Ntry>")
    ends = [other.split("</Ntry>") for other in others]
    if not ends or any(len(parts) != 2 for parts in ends):
        return None
    frame = "".join((first, *(f"<Ntry/>{after}" for _, after in ends)))
    if "<!" in frame or "<?" in frame[1:] or "<Ntry " in frame or frame.count("<Ntry/") != len(ends):
        return None
    return CutFile(frame.encode(), iter([entry for entry, _ in ends]))


def _parsed(markup: Sequence[str]) -> _Markup:
    marked = "".join(f"{piece}>{_MARK}{number}<" for number, piece in enumerate(markup[:-1])) + markup[-1]
    if "<!" in marked or "<?" in marked:
        raise OddEntryError
    parts = parts_of(open_xml(f"<Ntry>{marked}</Ntry>".encode()))
    return _Markup(_places(parts.found), tuple(_places(tx) for tx in parts.details))


def _places(found: Found) -> _Shape:
    single, several, constant = [], [], {}
    for path, texts in found.items():
        parts = tuple(int(text[1:]) if text.startswith(_MARK) else text for text in texts)
        if len(parts) == 1 and isinstance(parts[0], int):
            single.append((path, parts[0]))
        elif any(isinstance(part, int) for part in parts):
            several.append((path, parts))
        else:
            constant[path] = texts
    return _Shape(tuple(single), tuple(several), constant)
