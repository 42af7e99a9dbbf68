"""The custom document properties by which pyxl knows its own workbooks."""

from __future__ import annotations

BOOK_PROPERTY = "pyxl.book"
BOOK_VERSION = "1"
LANGUAGE_PROPERTY = "pyxl.language"
ANCHOR_PROPERTY = "pyxl.journal"
"""The journal's tip when pyxl last wrote here."""
