"""Changes one field deep inside a record, to break one rule at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any


def changed(record: Any, path: str, value: object) -> Any:
    """The record with another value at `lines.0.item.name`; a number is the place in a list.

    >>> from pyxl.formats.en16931.invoice import EInvoice, Note
    >>> changed(EInvoice(notes=(Note(text="a"), Note(text="b"))), "notes.1.text", "c").notes[1].text
    'c'
    """
    name, _, rest = path.partition(".")
    if name.isdecimal():
        place = int(name)
        inner = changed(record[place], rest, value) if rest else value
        return (*record[:place], inner, *record[place + 1 :])
    inner = changed(getattr(record, name), rest, value) if rest else value
    return replace(record, **{name: inner})
