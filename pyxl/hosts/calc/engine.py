"""LibreOffice as an engine of xlwings, so that the code behind a button runs in Calc as it runs in Excel.

xlwings' own front (`Book`, `Sheet`, `Range`, `Book.caller()`) works on top of this. It has the members that pyxl's
host for open workbooks uses and the few that xlwings needs itself; whatever else xlwings offers is not there.
Values behave as in Excel: text in a cell that is not formatted as text is read as if it had been typed, so `00123`
becomes a number. Written from xlwings' BSD-licensed files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pyxl.hosts.calc.cells import Range, area_of, corner

if TYPE_CHECKING:
    from pyxl.hosts.calc.wire import Wire

NAME = "calc"


class Engine:
    """The engine as xlwings asks for it: a name, a kind and the running programs."""

    name, type = NAME, "desktop"

    def __init__(self, office: Wire) -> None:
        self.apps = Apps(self, office)

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        """A value as the office takes it."""
        if isinstance(value, datetime):
            return {"date": value.isoformat()}
        return {"date": f"{value.isoformat()}T00:00:00"} if isinstance(value, date) else value

    @staticmethod
    def clean_value_data(
        data: Any,
        datetime_builder: Callable[..., Any],
        empty_as: Any,
        number_builder: Callable[[float], Any] | None,
        err_to_str: bool,
    ) -> list[list[Any]]:
        """Values as xlwings hands them out: dates built, errors as text or as nothing."""

        def cleaned(value: Any) -> Any:
            if value is None:
                return empty_as
            if isinstance(value, dict):
                if "error" in value:
                    return value["error"] if err_to_str else None
                at = datetime.fromisoformat(value["date"])
                return datetime_builder(
                    year=at.year, month=at.month, day=at.day, hour=at.hour, minute=at.minute, second=at.second
                )
            return number_builder(value) if number_builder and isinstance(value, float) else value

        rows = data if isinstance(data, list) else [[data]]
        return [[cleaned(value) for value in row] for row in rows]


class Apps:
    """The one running office."""

    def __init__(self, engine: Engine, office: Wire) -> None:
        self._app = App(engine, office)

    def keys(self) -> list[int]:
        """Its number, as xlwings lists programs."""
        return [self._app.pid]

    def __iter__(self) -> Iterator[App]:
        return iter([self._app])

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> App:
        return self._app

    def cleanup(self) -> None:
        """Nothing of ours stays behind."""


class App:
    """The office."""

    pid, hwnd = 1, 1
    version = "16.0"
    """What xlwings takes for a current Excel: below 15 it would encode names as old Macs did."""

    def __init__(self, engine: Engine, office: Wire) -> None:
        self.engine, self.office = engine, office
        self.books = Books(self)

    @property
    def api(self) -> Wire:
        """The office behind it."""
        return self.office

    @property
    def status_bar(self) -> str | bool:
        """What the status bar says; False while LibreOffice has it for itself."""
        return self._said

    @status_bar.setter
    def status_bar(self, text: str | bool) -> None:
        self._said = text
        self.office.status(self.books.front.id, text if isinstance(text, str) else None)

    _said: str | bool = False

    def activate(self, steal_focus: bool = False) -> None:
        """Nothing: the person is in it."""

    def alert(self, prompt: str, title: str, buttons: str, mode: str | None, callback: str | None) -> str:
        """A box with a question or a result."""
        return str(self.office.alert(self.books.front.id, prompt, title or "", buttons or "ok"))


class Books:
    """The open spreadsheets; the one whose button was pressed comes first. Of two with one name (from two folders,
    which Excel does not allow) the one in front counts: xlwings finds books by name."""

    def __init__(self, app: App) -> None:
        self.app = app

    def _all(self) -> list[Book]:
        books = reversed([Book(self.app, **each) for each in self.app.office.books()])
        by_name = {book.name.casefold(): book for book in books}
        return list(reversed(by_name.values()))

    @property
    def front(self) -> Book:
        """The book in front."""
        return self._all()[0]

    active = front

    def __iter__(self) -> Iterator[Book]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __call__(self, name_or_index: str | int) -> Book:
        books = self._all()
        if isinstance(name_or_index, int):
            return books[name_or_index - 1]
        wanted = name_or_index.casefold()
        found = next((book for book in books if wanted in (book.name.casefold(), book.fullname.casefold())), None)
        if found is None:
            raise KeyError(name_or_index)
        return found

    def open(self, fullname: str, *_: Any, **__: Any) -> Book:
        """Opens a workbook."""
        return Book(self.app, **self.app.office.open(str(fullname)))


class Book:
    """An open workbook."""

    def __init__(self, app: App, id: str, name: str, path: str) -> None:
        self.app, self.id, self.name, self.fullname = app, id, name, path

    @property
    def api(self) -> str:
        """How the office calls it."""
        return self.id

    @property
    def sheets(self) -> Sheets:
        """Its sheets."""
        return Sheets(self)

    def activate(self) -> None:
        """Nothing: its button was pressed, so it is in front."""

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Saves it in its own format."""
        assert path is None, "only where it lies"
        self.app.office.save(self.id)

    def close(self) -> None:
        """Closes it without saving."""
        self.app.office.close(self.id)


class Sheets:
    """The sheets of a workbook."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def _all(self) -> list[Sheet]:
        tables = Asked(self.book)
        return [Sheet(self.book, name, tables) for name in self.book.app.office.sheets(self.book.id)]

    def __iter__(self) -> Iterator[Sheet]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __call__(self, name_or_index: str | int) -> Sheet:
        if isinstance(name_or_index, int):
            return self._all()[name_or_index - 1]
        found = next((sheet for sheet in self._all() if sheet.name.casefold() == name_or_index.casefold()), None)
        if found is None:
            raise KeyError(name_or_index)
        return found


class Asked:
    """The tables of a workbook, asked for once for all sheets that were listed together."""

    def __init__(self, book: Book) -> None:
        self._book = book

    @cached_property
    def tables(self) -> list[dict[str, Any]]:
        """What the office says of each."""
        found: list[dict[str, Any]] = self._book.app.office.tables(self._book.id)
        return found


class Sheet:
    """One sheet."""

    def __init__(self, book: Book, name: str, asked: Asked) -> None:
        self.book, self.name, self.asked = book, name, asked

    @property
    def api(self) -> str:
        """How the office calls it."""
        return self.name

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """An area by its corners: `(row, column)` or `A1`."""
        top, left, bottom, right = corner(arg1) if isinstance(arg1, tuple) else area_of(arg1)
        if arg2 is not None:
            _, _, bottom, right = corner(arg2) if isinstance(arg2, tuple) else area_of(arg2)
        return Range(self, top, left, bottom, right)

    @property
    def tables(self) -> Tables:
        """Its tables."""
        return Tables(self)

    @property
    def used_range(self) -> Range:
        """All there is on it."""
        return Range(self, *self.book.app.office.usedarea_of(self.book.id, self.name))

    def activate(self) -> None:
        """Brings it to the front."""
        self.book.app.office.select(self.book.id, self.name, [1, 1, 1, 1])


class Tables:
    """The tables of a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def _all(self) -> list[Table]:
        return [Table(self.sheet, each) for each in self.sheet.asked.tables if each["sheet"] == self.sheet.name]

    def __iter__(self) -> Iterator[Table]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __call__(self, name_or_index: str | int) -> Table:
        tables = self._all()
        if isinstance(name_or_index, int):
            return tables[name_or_index - 1]
        return next(table for table in tables if table.name == name_or_index)


class Table:
    """A table (Calc calls it a database range)."""

    def __init__(self, parent: Sheet, facts: dict[str, Any]) -> None:
        self.parent, self.name = parent, facts["name"]
        self.range = Range(parent, *facts["area"])

    @cached_property
    def _marks(self) -> dict[str, bool]:
        """Asked for only where it matters: a workbook has many tables, and most are not read."""
        marks: dict[str, bool] = self.parent.book.app.office.table_marks(self.parent.book.id, self.name)
        return marks

    @property
    def show_headers(self) -> bool:
        """Whether it has a row of headings."""
        return self._marks["header"]

    @property
    def show_totals(self) -> bool:
        """Whether it has a row of totals."""
        return self._marks["totals"]

    def resize(self, range: Any) -> None:
        """Gives it another area."""
        self.range = range.impl
        self.parent.book.app.office.resize_table(self.parent.book.id, self.name, self.range.area)
