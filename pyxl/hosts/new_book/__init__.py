"""A new workbook, made from the declarations: every tab with its table, drop-downs, formats and checks in colour.

>>> book = build_book("de")
>>> book == build_book("de"), book[:2]
(True, b'PK')
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from types import MappingProxyType

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import NamedStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pyxl.app.standing import last_day
from pyxl.app.tabs import SCHEMA_OF_TAB
from pyxl.core.labels import Label, Language
from pyxl.core.schema import TABLES, Row
from pyxl.dunning.base_rates import PUBLISHED
from pyxl.dunning.levels import DEFAULT_LEVELS
from pyxl.dunning.rows import BaseRate
from pyxl.hosts.book_marks import BOOK_PROPERTY, BOOK_VERSION, LANGUAGE_PROPERTY
from pyxl.hosts.new_book.entry import name_lists
from pyxl.hosts.new_book.finishing import finish
from pyxl.hosts.new_book.formulas import Results
from pyxl.hosts.new_book.looks import font
from pyxl.hosts.new_book.settings_tab import fill_settings
from pyxl.hosts.new_book.start_tab import fill_start
from pyxl.hosts.new_book.tabs import fill_tab
from pyxl.hosts.xlsx import WriteCached, patch
from pyxl.hosts.xlsx.addresses import LAST_ROW
from pyxl.reporting.tab import blank_rows
from pyxl.service.statistics.causes import usual_causes
from pyxl.settings import Settings

START = Label("Start", "Start")
TITLE = Label("Back office", "Büro")
TAB_ORDER = tuple(SCHEMA_OF_TAB)
"""The tabs after Start, in their order."""
_NO_ROWS: Mapping[str, Sequence[Row]] = MappingProxyType({})


def build_book(
    language: Language,
    tables: Mapping[str, Sequence[Row]] = _NO_ROWS,
    settings: Settings | None = None,
    today: date | None = None,
) -> bytes:
    """The .xlsx of a new workbook in that language, with these rows by tab (English name); same input, same bytes.

    What is late is shown as of `today` until a spreadsheet program works it out; None means the last day in the rows.

    Without settings the firm's name is empty and everything else as the settings' own defaults say. KeyError when
    `tables` names a tab that is not declared.
    """
    unknown = tables.keys() - set(TAB_ORDER)
    if unknown:
        raise KeyError(f"no such tab: {sorted(unknown)}")
    tables = {**default_rows(language), **tables}
    firm = settings or Settings(company_name="")
    book = _empty_book(language)
    name_lists(book, language)
    results, sheets = Results(tables), _sheets(book, language)
    cached = {"Start": fill_start(sheets["Start"], tables, firm, language, today or last_day(tables))}
    for tab in TAB_ORDER:
        if tab == "Settings":
            fill_settings(sheets[tab], firm, language)
        else:
            cached[tab] = fill_tab(sheets[tab], TABLES[tab], tables.get(tab, ()), results, language)
    saved = BytesIO()
    book.save(saved)
    edits = [
        WriteCached(sheets[tab].title, row, column, value)
        for tab, found in cached.items()
        for (row, column), value in found.items()
    ]
    return finish(patch(saved.getvalue(), edits), _text_areas())


def default_rows(language: Language) -> Mapping[str, Sequence[Row]]:
    """What a new workbook says from the beginning, for her to change."""
    return {
        "DunningLevels": DEFAULT_LEVELS,
        "BaseRates": tuple(BaseRate(valid_from=day, percent=percent) for day, percent in PUBLISHED.items()),
        "Causes": usual_causes(language),
        "Report": blank_rows(language),
    }


def _empty_book(language: Language) -> Workbook:
    book = Workbook()
    usual = font()
    normal = book._named_styles["Normal"]  # type: ignore[attr-defined]  # widths count in the digits of this font
    assert isinstance(normal, NamedStyle)
    normal.font = usual
    book._fonts[0] = usual  # type: ignore[attr-defined]
    about = book.properties
    about.creator = about.lastModifiedBy = "pyxl"
    about.title, about.language = TITLE.text(language), language
    about.created = datetime(2026, 1, 1)
    for name, value in ((BOOK_PROPERTY, BOOK_VERSION), (LANGUAGE_PROPERTY, language)):
        book.custom_doc_props.append(StringProperty(name=name, value=value))  # type: ignore[attr-defined]
    return book


def _sheets(book: Workbook, language: Language) -> dict[str, Worksheet]:
    start = book.active
    assert isinstance(start, Worksheet)
    start.title = START.text(language)
    return {"Start": start} | {tab: book.create_sheet(TABLES[tab].label.text(language)) for tab in TAB_ORDER}


def _part(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


def _text_areas() -> dict[str, str]:
    """Where digits are text: all of every table, and the values of the settings."""
    widths = {tab: 3 if TABLES[tab].is_transposed else len(TABLES[tab].columns) for tab in TAB_ORDER}
    return {_part(number): f"A2:{get_column_letter(widths[tab])}{LAST_ROW}" for number, tab in enumerate(TAB_ORDER, 2)}
