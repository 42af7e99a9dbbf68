"""Rows are as high as their wrapped texts need: LibreOffice does not fit them when it opens a file."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence

import openpyxl
import pytest
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.table import Table, TableFormula

from pyxl.core.refusal import Refused
from pyxl.formats.zip_door import open_archive
from pyxl.hosts.xlsx import AppendRows, Edit, WriteCell, open_book, patch, verify
from pyxl.hosts.xlsx.row_heights import lines_of
from pyxl.hosts.xlsx.zip_writer import rewrite

SHEET = "xl/worksheets/sheet1.xml"
LONG, SHORT = "Ein langer Satz, der in dieser Spalte nicht auf eine Zeile passt, sondern gerade auf drei.", "kurz"


def book(*, size: float = 10, chosen: float | None = None) -> bytes:
    """A table T in A1:C3: A and B wrap in 30 digits, C does not; row 2 holds a long text in B."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (["a", "b", "c"], [SHORT, LONG, 1], [SHORT, SHORT, 2]):
        sheet.append(row)
    for letter in "AB":
        sheet.column_dimensions[letter].width = 30
        for cell in sheet[letter]:
            cell.alignment, cell.font = Alignment(wrap_text=True), Font(name="Arial", size=size)
    sheet.add_table(Table(displayName="T", name="T", ref="A1:C3"))
    if chosen:
        sheet.row_dimensions[2].height = chosen
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def heights(data: bytes) -> dict[int, str]:
    """The attributes that say how high a row is, by row."""
    found = re.findall(r'<row r="(\d+)"([^>]*)>', open_archive(data).read(SHEET).decode())
    return {int(row): " ".join(re.findall(r'(?:ht|customHeight)="[^"]*"', tag)) for row, tag in found}


def done(data: bytes, *edits: Edit) -> bytes:
    after = patch(data, edits)
    verify(data, after, edits)
    return after


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 20, 1),
        ("kurz", 20, 1),
        ("eins\nzwei", 20, 2),
        ("eins zwei drei", 9, 2),
        ("x" * 100, 20, 5),
        ("MMMM WWWW MMMM", 19, 2),
        ("illi illi illi", 20, 1),
        (LONG, 30, 3),
    ],
)
def test_lines(text: str, width: float, lines: int) -> None:
    assert lines_of(text, width) == lines


def test_a_long_text_makes_its_row_high_and_a_short_one_low_again() -> None:
    data = book()
    high = done(data, WriteCell("Sheet", 3, 1, LONG))
    assert heights(high)[3] == 'ht="41"'
    low = done(high, WriteCell("Sheet", 3, 1, SHORT))
    assert heights(low)[3] == ""
    assert heights(done(high, WriteCell("Sheet", 3, 1, None)))[3] == ""


def test_new_rows_are_fitted_each_for_itself() -> None:
    first = done(book(), AppendRows("T", [{0: SHORT, 1: LONG}, {0: SHORT, 1: SHORT}, {0: LONG + LONG}]))
    assert [heights(first)[row] for row in (4, 5, 6)] == ['ht="41"', "", 'ht="67"']
    # The model of the next row is the last one, but its height is not: it was fitted.
    assert heights(done(first, AppendRows("T", [{0: SHORT}])))[7] == ""


def test_a_long_text_beside_keeps_the_row_high() -> None:
    fitted = done(book(), WriteCell("Sheet", 2, 1, SHORT + "!"))
    assert heights(fitted)[2] == 'ht="41"'


def test_what_does_not_wrap_changes_no_height() -> None:
    assert heights(done(book(), WriteCell("Sheet", 2, 3, LONG))) == heights(book())


def test_a_height_that_a_person_chose_stays() -> None:
    data = book(chosen=99)
    assert heights(done(data, WriteCell("Sheet", 2, 2, SHORT)))[2] == 'ht="99" customHeight="1"'
    grown = done(data, AppendRows("T", [{1: LONG}]))
    assert heights(grown)[2] == 'ht="99" customHeight="1"'


def test_a_larger_font_needs_higher_lines_and_more_of_them() -> None:
    tall = done(book(size=20), WriteCell("Sheet", 3, 1, LONG))
    found = re.search(r'ht="([\d.]+)"', heights(tall)[3])
    assert found
    assert float(found[1]) > 2 * 41


Tamper = Callable[[str], str]
TAMPERED: Sequence[tuple[str, Tamper]] = [
    ("another height", lambda xml: xml.replace(' ht="41"', ' ht="40"')),
    ("another attribute of the row", lambda xml: xml.replace('<row r="3"', '<row r="3" hidden="1"')),
    ("blanks between the cells", lambda xml: re.sub(r'(<c r="C3")', r" \1", xml)),
    ("another value beside", lambda xml: re.sub(r'(<c r="C3"[^>]*><v>)2', r"\g<1>3", xml)),
    ("another text", lambda xml: xml.replace("der in dieser", "die in dieser")),
    ("another style", lambda xml: re.sub(r'(<c r="A3" s=")\d+', r"\g<1>0", xml)),
    ("another type", lambda xml: re.sub(r'(<c r="A3"[^>]*)t="inlineStr"', r'\1t="str"', xml)),
    ("cells out of order", lambda xml: re.sub(r'(<c r="A3".*?</c>)(<c r="B3".*?</c>)', r"\2\1", xml)),
    ("a cell twice", lambda xml: re.sub(r'(<c r="A3".*?</c>)', r"\1\1", xml)),
    ("no XML", lambda xml: xml.replace("nicht auf", "nicht & auf")),
    ("an entity of nobody", lambda xml: xml.replace("nicht auf", "nicht &x; auf")),
    ("another row's number", lambda xml: xml.replace('<c r="A3"', '<c r="A4"')),
]


@pytest.mark.parametrize("tamper", [tamper for _, tamper in TAMPERED], ids=[name for name, _ in TAMPERED])
def test_verify_sees_every_difference_in_a_touched_row(tamper: Tamper) -> None:
    edits = [WriteCell("Sheet", 3, 1, LONG)]
    data = book()
    after = patch(data, edits)
    xml = open_archive(after).read(SHEET).decode()
    changed = tamper(xml)
    assert changed != xml
    verify(data, after, edits)
    with pytest.raises(Refused, match="E_VERIFY"):
        verify(data, rewrite(open_archive(after), {SHEET: changed.encode()}), edits)


def test_verify_sees_a_formula_that_changed_under_its_result() -> None:
    from pyxl.hosts.xlsx import WriteCached

    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append([1, "=A1*2"])
    file = io.BytesIO()
    made.save(file)
    edits = [WriteCached("Sheet", 1, 2, 2)]
    after = patch(file.getvalue(), edits)
    xml = open_archive(after).read(SHEET)
    verify(file.getvalue(), after, edits)
    with pytest.raises(Refused, match="E_VERIFY"):
        verify(file.getvalue(), rewrite(open_archive(after), {SHEET: xml.replace(b"A1*2", b"A1*3")}), edits)


def test_what_was_rehearsed_is_what_is_written() -> None:
    from pyxl.hosts.xlsx import plan_edits, write_plan

    data = book()
    opened = open_book(data)
    edits: list[Edit] = [WriteCell("Sheet", 3, 1, LONG), AppendRows("T", [{0: "=1"}])]
    rehearsed = plan_edits(opened, edits)
    again = plan_edits(opened, edits, rehearsed)
    assert again.sheets["Sheet"] is rehearsed.sheets["Sheet"]
    assert write_plan(again) == patch(data, edits)
    other = plan_edits(opened, [*edits, WriteCell("Sheet", 2, 3, 7)], rehearsed)
    assert write_plan(other) == patch(data, [*edits, WriteCell("Sheet", 2, 3, 7)])


def looking_up() -> bytes:
    """Firms by their number, numbers and texts; T looks the name up, U the name that T shows."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    firms, further = made.create_sheet("Firms"), made.create_sheet("Further")
    for row in (["no", "name"], ["a", LONG], [7, LONG], ["b", SHORT]):
        firms.append(row)
    firms.add_table(Table(displayName="F", name="F", ref="A1:B4"))
    by_firm = 'IFERROR(INDEX(F[name],MATCH({0}[[#This Row],[no]],F[no],0)),"")'
    by_row = 'IFERROR(INDEX(T[firm],MATCH({0}[[#This Row],[no]],T[no],0)),"")'
    for each, name, formula in ((sheet, "T", by_firm.format("T")), (further, "U", by_row.format("U"))):
        each.append(["no", "firm"])
        each.append(["b", f"={formula}"])
        each.column_dimensions["B"].width = 30
        each["B2"].alignment = Alignment(wrap_text=True)
        each["B2"].font = Font(name="Arial", size=10)
        table = Table(displayName=name, name=name, ref="A1:B2")
        table._initialise_columns()  # type: ignore[attr-defined]  # openpyxl names no other way
        for column, heading in zip(table.tableColumns, ("no", "firm"), strict=True):
            column.name = heading
        table.tableColumns[1].calculatedColumnFormula = TableFormula(attr_text=formula)
        each.add_table(table)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


@pytest.mark.parametrize("key", ["a", "A", 7])
def test_a_name_that_is_looked_up_makes_its_row_high(key: str | int) -> None:
    assert heights(done(looking_up(), AppendRows("T", [{0: key}])))[3] == 'ht="41"'
    assert heights(done(looking_up(), WriteCell("Sheet", 2, 1, key)))[2] == 'ht="41"'


def test_a_short_name_or_none_does_not() -> None:
    assert heights(done(looking_up(), AppendRows("T", [{0: "b"}, {0: "?"}, {0: None}]))) == {
        **dict.fromkeys(range(1, 6), "")
    }


def test_what_is_looked_up_may_be_looked_up_itself() -> None:
    data = done(looking_up(), WriteCell("Sheet", 2, 1, "a"))
    found = open_archive(done(data, AppendRows("U", [{0: "a"}]))).read("xl/worksheets/sheet3.xml").decode()
    assert re.findall(r'<row r="3"[^>]*ht="([^"]*)"', found) == ["41"]


def test_tables_that_look_each_other_up_end_somewhere() -> None:
    formula = 'IFERROR(INDEX(U[firm],MATCH(T[[#This Row],[no]],U[no],0)),"")'
    made = openpyxl.load_workbook(io.BytesIO(looking_up()))
    made["Sheet"]["B2"] = f"={formula}"
    made["Sheet"].tables["T"].tableColumns[1].calculatedColumnFormula = TableFormula(attr_text=formula)
    file = io.BytesIO()
    made.save(file)
    assert heights(done(file.getvalue(), AppendRows("T", [{0: "b"}])))[3] == ""
