"""A workbook of an earlier version gets the tabs it does not have yet, empty, as a new workbook has them."""

from __future__ import annotations

from pathlib import Path

from pyxl.app.tabs import SCHEMA_OF_TAB
from pyxl.core.labels import Language
from pyxl.core.schema import TableSchema
from pyxl.hosts.files import OpenedFile, find_tab, has_tab
from pyxl.hosts.new_book import build_book
from pyxl.hosts.saving.saving import read_bytes_and_hash, refuse_if_open, save_atomically
from pyxl.hosts.xlsx import Book, open_book
from pyxl.hosts.xlsx.adding_sheets import verify_added, with_sheets


def missing_tabs(book: Book) -> tuple[TableSchema, ...]:
    """The tabs that pyxl knows and the workbook does not have, in the order of a new workbook."""
    return tuple(schema for schema in SCHEMA_OF_TAB.values() if not has_tab(book, schema))


def add_missing_tabs(path: Path, *, apply: bool, over_stale_lock: bool = False) -> tuple[Language, list[TableSchema]]:
    """The workbook's language and the tabs it lacked; with `apply` they are added at its end, and nothing else changes.

    Raises Refused: E_TAB_MISSING for a workbook without the Settings tab, which is none of pyxl's, and whatever
    reading and saving a workbook may raise.
    """
    data, stamp = read_bytes_and_hash(path)
    opened = OpenedFile(data, stamp)
    missing = missing_tabs(opened.book)
    language = opened.snapshot([each for each in SCHEMA_OF_TAB.values() if each not in missing]).language
    find_tab(opened.book, SCHEMA_OF_TAB["Settings"])
    if not missing or not apply:
        return language, list(missing)
    refuse_if_open(path, over_stale_lock=over_stale_lock)
    donor = open_book(build_book(language))
    names = [schema.label.text(language) for schema in missing]
    save_atomically(
        path,
        stamp,
        with_sheets(opened.book, donor, names),
        path.with_suffix(".pyxl") / "backups",
        verify=lambda written: verify_added(opened.book, donor, names, written),
        over_stale_lock=over_stale_lock,
    )
    return language, list(missing)
