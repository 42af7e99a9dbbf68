"""The entries of a camt file without a tree of the whole file: all entries of a file are built alike.

An entry is cut into its markup and its texts. Entries with the same markup have their texts at the same places, so the
markup is parsed once, by the XML door, with marks in place of the texts. A file with anything out of the ordinary
(comments, prefixes, attributes at `Ntry`) is left to the ordinary way.

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

from pyxl.formats.camt_entry import EntryParts, Found, parts_of
from pyxl.formats.xml_door import TEXT_LIMIT, check_head, open_xml

_TEXT = re.compile(r">(?=\s*[^<\s])([^<]+)<")
"""A text between two tags; blanks alone are markup."""
_MARK = "\ue000"
_MARKUPS = 2_000
"""So many kinds of entries a bank has at most; a file with more is read in the ordinary way."""
_ODD = (b"<!", b"<Ntry ", b"<Ntry/", b"]]>", b"\xef\xbf\xbe", b"\xef\xbf\xbf", _MARK.encode())
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
class CutFile:
    """A camt file cut apart: the frame without what is in the entries, and the entries one after another."""

    frame: bytes
    entries: Iterator[str]
    shapes: dict[str, tuple[_Shape, tuple[_Shape, ...]]] = field(default_factory=dict)

    def next_parts(self) -> EntryParts:
        """The next entry. Raises OddEntryError where there is none, or where it is too odd."""
        entry = next(self.entries, None)
        if entry is None or len(entry) > TEXT_LIMIT:
            raise OddEntryError
        if "&" in entry:
            return parts_of(open_xml(f"<Ntry>{entry}</Ntry>".encode()))
        pieces = _TEXT.split(entry)
        markup = _MARK.join(pieces[::2])
        shape = self.shapes.get(markup)
        if shape is None:
            if len(self.shapes) >= _MARKUPS:
                raise OddEntryError
            shape = self.shapes[markup] = _shape(pieces[::2])
        texts = pieces[1::2]
        return EntryParts(shape[0].filled(texts), [each.filled(texts) for each in shape[1]])


def cut_entries(data: bytes) -> CutFile | None:
    """The file cut apart; None where it is not UTF-8, has no entries, or is out of the ordinary."""
    declaration = re.match(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,200}\?>", data)
    body = data[declaration.end() :] if declaration else data
    encoding = re.search(rb"encoding\s*=\s*[\"']([^\"']*)", declaration[0]) if declaration else None
    if encoding and encoding[1].upper() != b"UTF-8":
        return None
    if b"<?" in body or any(odd in body for odd in _ODD) or len(body.translate(None, _CONTROLS)) != len(body):
        return None
    check_head(body)
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return None
    first, *others = text.replace("\r\n", "\n").replace("\r", "\n").split("<Ntry>")
    ends = [other.split("</Ntry>") for other in others]
    if not ends or any(len(parts) != 2 for parts in ends):
        return None
    frame = "".join((first, *(f"<Ntry/>{after}" for _, after in ends)))
    return CutFile(frame.encode(), iter([entry for entry, _ in ends]))


def _shape(markup: Sequence[str]) -> tuple[_Shape, tuple[_Shape, ...]]:
    marked = "".join(f"{piece}>{_MARK}{number}<" for number, piece in enumerate(markup[:-1])) + markup[-1]
    parts = parts_of(open_xml(f"<Ntry>{marked}</Ntry>".encode()))
    return _places(parts.found), tuple(_places(tx) for tx in parts.details)


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
