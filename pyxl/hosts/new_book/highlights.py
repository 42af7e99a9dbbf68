"""Colours that follow the contents: a row with an error, an overdue item, a bank line to look at."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pyxl.app.sheet_findings import FINE, MARKS
from pyxl.core.findings import Severity
from pyxl.core.labels import Language
from pyxl.core.schema import CHECK_COLUMN, TableSchema
from pyxl.hosts.xlsx.addresses import LAST_ROW
from pyxl.ledger.rows import BankStatus, ItemStatus

PALE_RED, PALE_YELLOW, RED, GREEN, AMBER, GREY = "FBE3E1", "FFF5D1", "B3392F", "2F7D46", "9A6A00", "8A939D"


def colour_by_contents(sheet: Worksheet, schema: TableSchema, language: Language) -> None:
    """Puts the conditional formats of the tab on it, down to the sheet's last row."""
    paint = _Painter(sheet, schema)
    if CHECK_COLUMN in schema.by_name:
        check = paint.cell(CHECK_COLUMN)
        paint.rows(f'LEFT({check},1)="{MARKS[Severity.ERROR]}"', fill=PALE_RED)
        paint.rows(f'LEFT({check},1)="{MARKS[Severity.WARNING]}"', fill=PALE_YELLOW)
        paint.columns((CHECK_COLUMN,), f'LEFT({check},1)="{FINE}"', colour=GREEN)
    match schema.tab:
        case "Receivables":
            due, open_amount = paint.cell("due_date"), paint.cell("amount_open")
            overdue = f"AND(ISNUMBER({due}),{due}<TODAY(),ROUND(N({open_amount}),2)>0)"
            paint.columns(("due_date", "amount_open"), overdue, colour=RED)
            paint.words(
                ("amount_open", "status"), {each.label.text(language): ITEM_COLOURS[each] for each in ITEM_COLOURS}
            )
        case "Bank":
            to_review = BankStatus.REVIEW.label.text(language)
            paint.columns(("status",), f'{paint.cell("status")}="{to_review}"', fill=PALE_YELLOW, colour=AMBER)
            paint.words(("status",), {each.label.text(language): BANK_COLOURS[each] for each in BANK_COLOURS})
        case "Findings":
            severity = paint.cell("severity")
            paint.columns(
                ("severity",), f'{severity}="{Severity.ERROR.label.text(language)}"', fill=PALE_RED, colour=RED
            )
            paint.columns(
                ("severity",), f'{severity}="{Severity.WARNING.label.text(language)}"', fill=PALE_YELLOW, colour=AMBER
            )


ITEM_COLOURS: Mapping[ItemStatus, str] = {
    ItemStatus.PAID: GREEN,
    ItemStatus.PARTLY_PAID: AMBER,
    ItemStatus.CANCELLED: GREY,
}
BANK_COLOURS: Mapping[BankStatus, str] = {BankStatus.SETTLED: GREEN, BankStatus.NO_CUSTOMER_PAYMENT: GREY}


class _Painter:
    """Adds conditional formats to one tab by the names of its fields."""

    def __init__(self, sheet: Worksheet, schema: TableSchema) -> None:
        self.sheet = sheet
        self.letters = {column.name: get_column_letter(number) for number, column in enumerate(schema.columns, 1)}
        self.last = get_column_letter(len(schema.columns))

    def cell(self, name: str) -> str:
        """The field's cell in the row that is being painted."""
        return f"${self.letters[name]}2"

    def rows(self, condition: str, *, fill: str) -> None:
        """Paints the whole row."""
        self._add(f"A2:{self.last}{LAST_ROW}", condition, fill, None)

    def columns(
        self, names: tuple[str, ...], condition: str, *, fill: str | None = None, colour: str | None = None
    ) -> None:
        """Paints some cells of the row."""
        for name in names:
            self._add(f"{self.letters[name]}2:{self.letters[name]}{LAST_ROW}", condition, fill, colour)

    def words(self, names: tuple[str, ...], colours: Mapping[str, str]) -> None:
        """Paints cells by the word in the last of them, a status."""
        for word, colour in colours.items():
            self.columns(names, f'{self.cell(names[-1])}="{word}"', colour=colour)

    def _add(self, area: str, condition: str, fill: str | None, colour: str | None) -> None:
        style = DifferentialStyle(
            font=Font(color=colour) if colour else None,
            fill=PatternFill(bgColor=fill, fill_type="solid") if fill else None,
        )
        self.sheet.conditional_formatting.add(area, Rule("expression", dxf=style, formula=[condition]))
