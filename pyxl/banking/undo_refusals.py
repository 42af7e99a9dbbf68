"""Why an allocation or an import cannot be taken back: other entries build on it, or the period is locked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pyxl.banking.bill_cells import BillCells, RefundCells
from pyxl.banking.items import ItemCells
from pyxl.core.labels import Text
from pyxl.core.plain import from_plain
from pyxl.core.refusal import RefusalKind
from pyxl.ledger import events as ev
from pyxl.ledger.books import RecordedEvent

E_UNDO_ALLOCATED = RefusalKind(
    "E_UNDO_ALLOCATED",
    Text(
        "The import of {file} cannot be taken back: its bank lines {lines} settle invoices.",
        "Der Import von {file} lässt sich nicht zurücknehmen: Seine Bankzeilen {lines} gleichen Rechnungen aus.",
    ),
    Text(
        "Undo the reconciling of these lines first, then the import.",
        "Bitte zuerst die Zuordnung dieser Zeilen zurücknehmen, dann den Import.",
    ),
)
E_UNDO_NEIGHBOUR = RefusalKind(
    "E_UNDO_NEIGHBOUR",
    Text(
        "The allocation on {number} cannot be taken back: later payments or returns build on it.",
        "Die Zuordnung zu {number} lässt sich nicht zurücknehmen: Spätere Zahlungen oder Rückgaben bauen darauf auf.",
    ),
    Text(
        "Undo the later run first.",
        "Bitte zuerst den späteren Lauf zurücknehmen.",
    ),
)

E_UNDO_LOCKED = RefusalKind(
    "E_UNDO_LOCKED",
    Text(
        "Nothing of {day} can be taken back: the books are locked until {until}.",
        "Vom {day} lässt sich nichts zurücknehmen: Die Bücher sind bis {until} gesperrt.",
    ),
    Text(
        "The day is in Settings; ask whoever closed the books before you change it.",
        "Der Tag steht in den Einstellungen; vor einer Änderung fragen, wer die Bücher geschlossen hat.",
    ),
)


def demand_unlocked(run_events: Iterable[RecordedEvent], locked_until: date | None) -> None:
    """Refused E_UNDO_LOCKED where an allocation or a bank line lies in the locked period."""
    if locked_until is None:
        return
    for event in run_events:
        if event.kind == ev.ALLOCATION:
            days = [from_plain(ev.LineAllocated, event.payload).booking_date]
        elif event.kind == ev.IMPORT:
            days = [line.booking_date for line in from_plain(ev.StatementImported, event.payload).lines]
        else:
            continue
        if any(day <= locked_until for day in days):
            raise E_UNDO_LOCKED.because(day=min(days), until=locked_until)


def check_sound(number: str, row: ItemCells | BillCells | RefundCells) -> None:
    """Less than nothing paid, or more than the invoice: a return or a second payment came after what is undone."""
    if not row.is_sound:
        raise E_UNDO_NEIGHBOUR.because(number=number)
