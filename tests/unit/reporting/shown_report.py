"""The figures as people find them: in the changes of the tab, in the page, and in the text of the PDF."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

from pyxl.app.actions import BY_ID
from pyxl.app.printing import print_documents
from pyxl.app.registry import call
from pyxl.core.changes import AppendRow
from pyxl.core.outcome import Outcome
from pyxl.core.schema import Row, schema_of
from pyxl.core.tables import Table, table_of
from pyxl.ledger.books import Books
from pyxl.settings import BookLanguage, Settings

FIRM = Settings(company_name="Muster GmbH", street="Ring 1", postcode="34117", city="Kassel", language=BookLanguage.DE)
ACTION = BY_ID["report"]


def report_of(
    tabs: Mapping[str, Sequence[Row]], books: Books, as_of: date, month: str = "", settings: Settings = FIRM
) -> Outcome:
    """The report of these rows, which stand in their sheets from line 2 on."""
    tables: dict[type[Row], Table[Any]] = {}
    for row_class in ACTION.tabs:
        rows = tabs.get(schema_of(row_class).tab, ())
        placed = [replace(row, sheet_row=line) for line, row in enumerate(rows, 2)]
        tables[row_class] = table_of(row_class, placed)
    return call(ACTION, tables, as_of, settings=settings, books=books, number=month)


def in_tab(outcome: Outcome) -> dict[str, dict[str, Any]]:
    """The cells of each row of the tab, by its key."""
    return {change.key: dict(change.values) for change in outcome.changes if isinstance(change, AppendRow)}


def printed(outcome: Outcome, folder: Path) -> tuple[str, bytes]:
    """The page and the PDF."""
    requests = outcome.postings[0].documents("")
    page, pdf = print_documents(folder / "book.xlsx", requests)
    return page.decode(), pdf


def in_page(page: str) -> dict[str, tuple[str, str, str]]:
    """The three numbers of each figure and part, as they are written, by its key; `–` where its column is left out."""
    found = {}
    for key, row in re.findall(r'<tr id="([a-z_.0-9]+)"[^>]*>(.*?)</tr>', page, re.DOTALL):
        cells = dict(re.findall(r'<td class="n (value|month|year)[^"]*"[^>]*>(.*?)</td>', row))
        value, month, year = (unescape(cells.get(name, "–")) for name in ("value", "month", "year"))
        found[key] = (value, month, year)
    return found


def text_of(pdf: bytes, folder: Path) -> str:
    """The text of the PDF, as laid out."""
    path = folder / "report.pdf"
    path.write_bytes(pdf)
    return subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True, timeout=60
    ).stdout


def number_of(shown: str) -> Decimal | None:
    """The number of `−1.234,50 €`, `12,5 %` or `–`, as Germans write them."""
    digits = re.sub(r"[^\d,−]", "", shown).replace("−", "-").replace(",", ".")
    return Decimal(digits) if digits.strip("-") else None
