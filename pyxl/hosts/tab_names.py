"""By what names a tab may be found in her workbook, and in which language the workbook is."""

from __future__ import annotations

from collections.abc import Mapping

from pyxl.app.tabs import SCHEMA_OF_TAB
from pyxl.core.labels import LANGUAGES, Language, Text
from pyxl.core.refusal import RefusalKind
from pyxl.core.schema import TableSchema
from pyxl.core.tables import RawTable
from pyxl.core.text import squash

TAB_MISSING = RefusalKind(
    "E_TAB_MISSING",
    Text("The workbook has no tab {tab}.", "Die Mappe hat kein Blatt {tab}."),
    Text(
        "Check that this is the right file. A workbook of an earlier version gets the tab by pyxl add-tabs.",
        "Prüfen, ob dies die richtige Datei ist. Einer Mappe einer früheren Version gibt pyxl add-tabs das Blatt.",
    ),
)


def tab_names(schema: TableSchema) -> frozenset[str]:
    """The squashed names of a tab: its own and its labels in every language."""
    return frozenset(squash(name) for name in (schema.tab, *(schema.label.text(language) for language in LANGUAGES)))


def book_language(tabs: Mapping[str, RawTable]) -> Language:
    """The workbook's language: that in which more of its headings are written."""
    votes = {"en": 0, "de": 0}
    for raw in tabs.values():
        headers = {squash(header) for header in raw.headers}
        for column in SCHEMA_OF_TAB[raw.tab].columns:
            en, de = squash(column.label.en), squash(column.label.de)
            if en != de:
                votes["en"] += en in headers
                votes["de"] += de in headers
    return "en" if votes["en"] > votes["de"] else "de"
