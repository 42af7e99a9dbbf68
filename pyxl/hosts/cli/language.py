"""The language a command speaks when it stops: the one asked for, else the workbook's, else the computer's."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping
from pathlib import Path

from pyxl.core.labels import LANGUAGES, Language
from pyxl.core.refusal import Refused

LOOKED_AT = 10_000_000
"""Bytes: a larger workbook is not read again just to find out its language."""


def spoken_language(chosen: Language | None, book: Path | None) -> Language:
    """The language for a refusal about that workbook."""
    return chosen or (_language_of(book) if book else None) or computer_language(os.environ)


def help_language() -> Language:
    """The language of the help, of what is said of a command that was typed wrongly, and of a new workbook."""
    return computer_language(os.environ)


def computer_language(environment: Mapping[str, str]) -> Language:
    """German where the computer is set to German.

    >>> computer_language({"LANG": "de_AT.UTF-8"}), computer_language({"LC_ALL": "C", "LANG": "de_DE"})
    ('de', 'en')
    """
    names = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    found = next((name for name in names if name), "") or locale.getlocale()[0] or ""
    return "de" if found.lower().startswith(("de_", "de-", "german")) or found.lower() == "de" else "en"


def _language_of(book: Path) -> Language | None:
    from pyxl.formats.zip_door import open_archive
    from pyxl.hosts.book_marks import LANGUAGE_PROPERTY
    from pyxl.hosts.xlsx import read_properties

    try:
        if book.stat().st_size > LOOKED_AT:
            return None
        found = read_properties(open_archive(book.read_bytes())).get(LANGUAGE_PROPERTY, "")
    except (OSError, Refused):
        return None
    return next((language for language in LANGUAGES if language == found), None)
