"""The Start tab: what waits, what to do, in a few lines, and where everything is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from pyxl.app.standing import points
from pyxl.app.tabs import SCHEMA_OF_TAB
from pyxl.core.cell_writing import Plain
from pyxl.core.labels import Label, Language
from pyxl.core.schema import TABLES, Row, schema_of
from pyxl.hosts.new_book import start_words as words
from pyxl.hosts.new_book.cells import put
from pyxl.hosts.new_book.formulas import in_sheet
from pyxl.hosts.new_book.looks import (
    ACCENT,
    HERS,
    INK,
    MUTED,
    PYXLS,
    Look,
    fill,
    font,
    is_for_typing,
    line_below,
)
from pyxl.hosts.new_book.settings_tab import SETTING, VALUE
from pyxl.hosts.new_book.start_figures import figures
from pyxl.hosts.new_book.tabs import Cached, set_up_print
from pyxl.settings import Settings

WIDTHS = {"A": 2, "B": 4, "C": 25, "D": 78, "E": 15, "F": 34}
_LEFT, _RIGHT, _MIDDLE = (Alignment(horizontal=side, vertical="center") for side in ("left", "right", "center"))
_INDENTED = Alignment(horizontal="left", vertical="center", indent=1)
_WRAPPED = Alignment(horizontal="left", vertical="center", wrap_text=True)


def fill_start(
    sheet: Worksheet, tables: Mapping[str, Sequence[Row]], settings: Settings, language: Language, today: date
) -> Cached:
    """Builds the tab in an empty sheet and gives the results of its formulas."""
    page = _Page(sheet, language)
    for letter, width in WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    page.title(settings.company_name)
    page.standing(tables, today)
    page.steps()
    page.tabs(tables)
    page.notes()
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 110
    sheet.sheet_properties.tabColor = ACCENT
    set_up_print(sheet, language)
    sheet.page_setup.fitToHeight = 0
    sheet.page_setup.orientation = "portrait"
    sheet.print_title_rows = None
    sheet.print_area = f"A1:F{page.line}"
    return page.cached


class _Page:
    """Writes the sheet from top to bottom; `line` is the row that was written last."""

    def __init__(self, sheet: Worksheet, language: Language) -> None:
        self.sheet, self.language = sheet, language
        self.line = 1
        self.cached: Cached = {}

    def title(self, company_name: str) -> None:
        """The firm's name as it stands in the settings, and what this book is for."""
        self._next(30)
        setting = SETTING.text(self.language), VALUE.text(self.language)
        name_label = schema_of(Settings).column("company_name").label.text(self.language)
        found = f'INDEX(Settings[{setting[1]}],MATCH("{name_label}",Settings[{setting[0]}],0))'
        nobody = words.NO_NAME_YET.text(self.language)
        cell = self._put("B", None, Look(font(size=20, bold=True, colour=ACCENT), _LEFT))
        self._formula(cell, f'IF({found}="","{nobody}",{found})', company_name or nobody)
        self._next(20)
        self._put("B", words.TITLE.text(self.language), Look(font(size=12, colour=MUTED), _LEFT))

    def standing(self, tables: Mapping[str, Sequence[Row]], today: date) -> None:
        """What waits to be done, with the button that does it; where nothing waits, a pale nought."""
        self._heading(words.WHERE_DO_I_STAND, words.BUTTON, "F")
        for point in points(self.language):
            self._next(18)
            self._rule()
            self._link("C", point.tab)
            self._put("D", point.words.text(self.language), Look(font(), _LEFT, border=line_below()))
            figure = Look(font(bold=True), _RIGHT, f"[=0]–;{point.number_format}", border=line_below())
            formula = in_sheet(point.formula, None, self.language)
            self._formula(self._put("E", None, figure), formula, point.count(tables.get(point.tab, ()), today))
            buttons = Look(font(colour=INK), _INDENTED, "@", border=line_below())
            self._put("F", point.buttons(self.language), buttons)

    def steps(self) -> None:
        """What to do, with a link to the tab and the command."""
        self._heading(words.WHAT_TO_DO, words.BUTTON)
        for number, step in enumerate(words.STEPS, 1):
            buttons = step.buttons(self.language)
            self._next(21 + 13 * buttons.count("\n"))
            self._rule()
            round_number = Look(font(bold=True, colour="FFFFFF"), _MIDDLE, fill=fill(ACCENT), border=_edge())
            self._put("B", number, round_number)
            self._link("C", step.tab)
            self._put("D", step.text.text(self.language), Look(font(), _WRAPPED, border=line_below()))
            if buttons:
                many = "\n" in buttons
                look = Look(font(colour=INK), _WRAPPED if many else _LEFT, "@", border=line_below())
                self.sheet.merge_cells(f"E{self.line}:F{self.line}")
                self._put("E", buttons, look)

    def tabs(self, tables: Mapping[str, Sequence[Row]]) -> None:
        """Every tab with its purpose and a figure that is always up to date, on a page of its own."""
        self.sheet.row_breaks.append(Break(id=self.line))
        self._heading(words.WHERE_IS_WHAT, words.RIGHT_NOW)
        beside = figures(self.language)
        for tab, schema in SCHEMA_OF_TAB.items():
            figure = beside.get(tab)
            self._next(18)
            self._rule()
            chip = HERS if is_for_typing(schema) else PYXLS
            self._put("B", None, Look(font(), _LEFT, fill=fill(chip), border=_edge()))
            self._link("C", tab)
            self._put("D", schema.purpose.text(self.language), Look(font(), _WRAPPED, border=line_below()))
            if figure:
                bold = Look(font(bold=True), _RIGHT, figure.number_format, border=line_below())
                formula = in_sheet(figure.formula, None, self.language)
                self._formula(self._put("E", None, bold), formula, figure.value(tables.get(tab, ())))
                self._put(
                    "F", figure.words.text(self.language), Look(font(colour=MUTED), _INDENTED, border=line_below())
                )

    def notes(self) -> None:
        """The colours and marks explained."""
        self._next(14)
        for colour, label in ((HERS, words.YOURS), (PYXLS, words.PYXLS_OWN)):
            self._next(16)
            self._put("B", None, Look(font(), _LEFT, fill=fill(colour), border=_edge()))
            self._put("C", label.text(self.language), Look(font(colour=MUTED), _INDENTED))
        for label in words.NOTES:
            self._next(16)
            self._put("C", label.text(self.language), Look(font(colour=MUTED), _INDENTED))

    def _heading(self, left: Label, right: Label, letter_of_right: str = "E") -> None:
        self._next(14)
        self._next(24)
        under = Border(bottom=Side("medium", color=ACCENT))
        look = Look(font(size=13, bold=True, colour=ACCENT), _LEFT, border=under)
        for letter in "BCDEF":
            look.on(self._cell(letter))
        put(self._cell("B"), left.text(self.language))
        small = Look(font(bold=True, colour=MUTED), _LEFT if letter_of_right == "E" else _INDENTED, border=under)
        self._put(letter_of_right, right.text(self.language), small)

    def _link(self, letter: str, tab: str) -> None:
        title = TABLES[tab].label.text(self.language)
        cell = self._put(letter, title, Look(font(bold=True, colour=ACCENT), _INDENTED, border=line_below()))
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{title}'!A1", display=title)
        cell.font = font(bold=True, colour=ACCENT)

    def _next(self, height: float) -> None:
        self.line += 1
        self.sheet.row_dimensions[self.line].height = height

    def _rule(self) -> None:
        for letter in "CDEF":
            self._cell(letter).border = line_below()

    def _put(self, letter: str, value: Plain, look: Look) -> Cell:
        cell = self._cell(letter)
        put(cell, value)
        look.on(cell)
        return cell

    def _formula(self, cell: Cell, formula: str, result: Plain) -> None:
        cell.value = f"={formula}"
        self.cached[cell.row, cell.column] = result

    def _cell(self, letter: str) -> Cell:
        cell = self.sheet[f"{letter}{self.line}"]
        assert isinstance(cell, Cell)
        return cell


@cache
def _edge() -> Border:
    """White lines between the coloured squares, so that they do not run together."""
    return Border(bottom=Side("medium", color="FFFFFF"))
