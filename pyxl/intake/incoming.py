"""The orders of all files of a run, one record each, in an order that does not depend on how the files were chosen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import Sentence
from pyxl.core.refusal import Refused
from pyxl.core.tables import Table
from pyxl.core.text import fold
from pyxl.formats.order_records import FileOrder, OrderFileContent
from pyxl.intake import rules
from pyxl.intake.forms import ReadForm, read_form
from pyxl.intake.identity import fingerprint_of
from pyxl.intake.places import CsvPlaces, Places
from pyxl.intake.profiles import ToldOrders
from pyxl.masterdata.items import Item


@dataclass(frozen=True, slots=True)
class OrderFile:
    """One file: its name, the fingerprint of its bytes, and what was read from it, or why it was not read."""

    name: str
    sha256: str
    content: OrderFileContent | None
    cause: Sentence | None = None
    step: Sentence | None = None

    @classmethod
    def unread(cls, name: str, sha256: str, refused: Refused) -> OrderFile:
        """A file that was refused."""
        return cls(name, sha256, None, refused.cause, refused.next_step)


@dataclass(frozen=True)
class Incoming:
    """One order of one file."""

    file: OrderFile
    source: str
    order: FileOrder
    places: Places
    form: ReadForm | None = None

    @property
    def called(self) -> str:
        """How a message names the order."""
        return self.order.number or "–"

    @property
    def rank(self) -> tuple[str, ...]:
        """Orders are taken in this order, whichever file was named first: by day, shop, number and contents."""
        day = str(self.order.order_date or "")
        return day, self.source, fold(self.order.number), fingerprint_of(self.order), self.file.name


@dataclass
class Inbox:
    """Reads files into orders and keeps what is to be said of whole files."""

    told: ToldOrders
    items: Table[Item]
    findings: list[Finding] = field(default_factory=list)
    orders: list[Incoming] = field(default_factory=list)
    left_out: int = 0

    def __post_init__(self) -> None:
        self._spelt: dict[str, set[str]] = defaultdict(set)
        for item in self.items:
            self._spelt[fold(item.item_number)].add(item.item_number)

    def take(self, files: Sequence[OrderFile]) -> list[Incoming]:
        """All orders of these files in their own order; a file that cannot be read is said and left out."""
        for file in files:
            try:
                self._take(file)
            except Refused as refused:
                self._unreadable(OrderFile.unread(file.name, file.sha256, refused))
        return sorted(self.orders, key=lambda incoming: incoming.rank)

    def _take(self, file: OrderFile) -> None:
        content = file.content
        if content is None:
            self._unreadable(file)
            return
        self._say_notes(file, content.notes)
        if content.form:
            form = read_form(file.name, content.form)
            order = self._with_known_items(form.order)
            self.orders.append(Incoming(file, "", order, form, replace(form, order=order)))
            return
        if content.unknown:
            told = self.told.content(file.name, content.unknown)
            if told is None:
                return
            content = told
        self._take_list(file, content)

    def _take_list(self, file: OrderFile, content: OrderFileContent) -> None:
        for order in content.orders:
            places = CsvPlaces(file.name, order.row, order.number)
            self.orders.append(Incoming(file, content.source, self._with_known_items(order), places))
        if content.left_out:
            self.left_out += content.left_out
            found = rules.SHOP_LEFT_OUT.at(CellRef(file.name), file=file.name, count=content.left_out)
            self.findings.append(found)

    def _unreadable(self, file: OrderFile) -> None:
        self.findings.append(
            rules.FILE_UNREADABLE.at(CellRef(file.name), file=file.name, cause=file.cause, step=file.step)
        )

    def _say_notes(self, file: OrderFile, notes: Iterable[Sentence]) -> None:
        self.findings += [rules.ORDER_FILE_NOTE.at(CellRef(file.name), file=file.name, note=note) for note in notes]

    def _with_known_items(self, order: FileOrder) -> FileOrder:
        """The order with its items written as in Items: people type `a-1` for `A-1`."""
        lines = []
        for line in order.lines:
            spelt = self._spelt.get(fold(line.item_number), set())
            known = next(iter(spelt)) if len(spelt) == 1 else line.item_number
            lines.append(replace(line, item_number=known))
        return replace(order, lines=tuple(lines))
