"""Where the firm stands: what waits to be done, how much of it, and the button that does it.

Each point is counted twice over: by a formula on the Start tab, always up to date, and here for `pyxl status`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pyxl.app.actions import BY_ID
from pyxl.app.desk import Desk
from pyxl.app.inputs import read_tab, settings_of
from pyxl.core.findings import Severity
from pyxl.core.labels import Label, Language
from pyxl.core.money import EURO
from pyxl.core.schema import AMOUNT, CHECK_COLUMN, TABLES, WHOLE, Row, schema_of
from pyxl.core.tables import RawTable, map_columns
from pyxl.ledger.cases.rows import Case, CaseStatus
from pyxl.ledger.goods.delivery_rows import PickStatus
from pyxl.ledger.payables.rows import open_amount as owed_amount
from pyxl.ledger.rows import BankStatus, open_amount
from pyxl.orders.rows import InvoiceKind
from pyxl.settings import Settings

DAYS_AHEAD = 7
"""A bill is told of a week before it is due: time to approve it and to hand the payment in."""
ERROR_MARK = "✗"
Rows = Sequence[Any]


@dataclass(frozen=True)
class Point:
    """One thing that may wait: in which tab, in words, with the buttons that do it."""

    tab: str
    words: Label
    actions: tuple[str, ...]
    formula: str
    """As on a sheet: `{Tab.field}` is a whole column."""
    count: Callable[[Rows, date], int | Decimal]
    """The same from the rows of the tab, on that day."""
    number_format: str = WHOLE

    def buttons(self, language: Language) -> str:
        """The buttons by name."""
        return ", ".join(BY_ID[action].label.text(language) for action in self.actions)


def points(language: Language) -> tuple[Point, ...]:
    """All of them, in the order of the day's work; choices stand in the cells in the language of the workbook."""
    return (*_goods(language), *_money(language), *_told(language))


def _goods(language: Language) -> tuple[Point, ...]:
    """From the order to the invoice."""
    to_pick = PickStatus.OPEN.label.text(language)
    free = InvoiceKind.REPLACEMENT.label.text(language)
    return (
        Point(
            "Orders",
            Label("order lines not checked yet", "Auftragszeilen noch nicht geprüft"),
            ("validate-orders",),
            'SUMPRODUCT(({Orders.order_number}<>"")*({Orders.invoice_number}="")*({Orders.cancelled}="")*({Orders.check}=""))',
            lambda rows, _: sum(not row.check for row in _to_invoice(rows)),
        ),
        Point(
            "Orders",
            Label("order lines with errors", "Auftragszeilen mit Fehlern"),
            ("validate-orders",),
            f'SUMPRODUCT(({{Orders.invoice_number}}="")*(LEFT({{Orders.check}},1)="{ERROR_MARK}"))',
            lambda rows, _: sum(row.check.startswith(ERROR_MARK) for row in rows if not row.invoice_number),
        ),
        Point(
            "Reservations",
            Label("reserved lines to deliver", "reservierte Zeilen zu liefern"),
            ("pick-list", "deliver"),
            'SUMPRODUCT(--({Reservations.reservation_id}<>""))',
            lambda rows, _: len(rows),
        ),
        Point(
            "PickList",
            Label("picked lines to send out", "kommissionierte Zeilen auszuliefern"),
            ("deliver",),
            f'SUMPRODUCT(--({{PickList.status}}="{to_pick}"))',
            lambda rows, _: sum(row.status is PickStatus.OPEN for row in rows),
        ),
        Point(
            "Orders",
            Label("checked order lines delivered, not invoiced", "geprüfte Auftragszeilen, geliefert, nicht berechnet"),
            ("create-invoices",),
            'SUMPRODUCT(({Orders.order_number}<>"")*({Orders.invoice_number}="")*({Orders.cancelled}="")'
            f'*({{Orders.invoice_kind}}<>"{free}")*({{Orders.check}}<>"")*(LEFT({{Orders.check}},1)<>"{ERROR_MARK}")'
            '*({Orders.delivery_date}<>"")*({Orders.delivery_date}<=TODAY()))',
            lambda rows, today: sum(
                _is_due(row.delivery_date, today) for row in _to_invoice(rows) if _is_billable(row)
            ),
        ),
    )


def _money(language: Language) -> tuple[Point, ...]:
    """What the bank brought, what is owed and what is to be paid."""
    to_review, new = (each.label.text(language) for each in (BankStatus.REVIEW, BankStatus.NEW))
    return (
        Point(
            "Bank",
            Label("bank lines open", "Bankzeilen offen"),
            ("reconcile",),
            f'SUMPRODUCT(--({{Bank.status}}="{to_review}"))+SUMPRODUCT(--({{Bank.status}}="{new}"))',
            lambda rows, _: sum(row.status in (BankStatus.REVIEW, BankStatus.NEW) for row in rows),
        ),
        Point(
            "Receivables",
            Label("EUR overdue", "EUR überfällig"),
            ("propose-dunning",),
            "+".join(
                f'SUMIFS({{Receivables.amount_open}},{{Receivables.due_date}},"<"&TODAY(),'
                f'{{Receivables.amount_open}},">0",{{Receivables.currency}},"{currency}")'
                for currency in (EURO, "")
            ),
            _overdue,
            AMOUNT,
        ),
        Point(
            "Bills",
            Label("EUR of bills due within 7 days", "EUR Eingangsrechnungen, in 7 Tagen fällig"),
            ("propose-payments",),
            f'SUMIFS({{Bills.amount_open}},{{Bills.due_date}},"<="&(TODAY()+{DAYS_AHEAD}),{{Bills.currency}},"{EURO}")',
            _bills_due,
            AMOUNT,
        ),
    )


def _told(language: Language) -> tuple[Point, ...]:
    """Complaints, and what the last check found."""
    error = Severity.ERROR.label.text(language)
    waiting = CaseStatus.WAITING.label.text(language)
    return (
        Point(
            "Cases",
            Label("complaints due", "fällige Reklamationen"),
            ("cases-due",),
            'SUMPRODUCT(({Cases.complaint}<>"")*({Cases.solved_on}="")*(('
            '({Cases.answered_on}="")*({Cases.answer_due}<>"")*({Cases.answer_due}<=TODAY())'
            '+({Cases.solution_due}<>"")*({Cases.solution_due}<=TODAY())'
            f'*({{Cases.status}}<>"{waiting}"))>0))',
            lambda rows, today: sum(_is_case_due(row, today) for row in rows),
        ),
        Point(
            "Findings",
            Label("errors in the last check", "Fehler der letzten Prüfung"),
            (),
            f'SUMPRODUCT(--({{Findings.severity}}="{error}"))',
            lambda rows, _: sum(row.severity == error for row in rows),
        ),
    )


@dataclass(frozen=True)
class Standing:
    """Where a workbook stands on a day."""

    firm: str
    language: Language
    counts: tuple[tuple[Point, int | Decimal], ...]
    """Each point with its figure, also where that is nothing."""
    bank_until: date | None
    """The last day of which bank lines are there."""


def where_it_stands(desk: Desk, today: date) -> Standing:
    """Counts every point in the workbook as it lies there. Refused as reading a workbook is."""
    settings = settings_of(desk)
    language = desk.read([schema_of(Settings)]).language
    asked = points(language)
    snapshot = desk.read([TABLES[tab] for tab in dict.fromkeys(point.tab for point in asked)])
    tables: dict[str, Rows] = {tab: read_tab(snapshot, TABLES[tab].row_class).rows for tab in snapshot.tabs}
    tables["Orders"] = _as_seen(snapshot.tabs["Orders"], tables["Orders"])
    counts = tuple((point, point.count(tables[point.tab], today)) for point in asked)
    booked = (line.booking_date for line in tables["Bank"])
    return Standing(settings.company_name, language, counts, max((day for day in booked if day), default=None))


@dataclass(frozen=True)
class _SeenLine:
    """An order line as it stands in its row, also one that cannot be read."""

    order_number: str
    invoice_number: str
    check: str
    delivery_date: date | None
    invoice_kind: InvoiceKind | None
    cancelled: bool


def _as_seen(raw: RawTable, rows: Rows) -> Rows:
    """Every row of Orders with what stands in its Check column, which no job reads."""
    schema = TABLES["Orders"]
    positions = map_columns(schema, raw).positions
    read = {row.sheet_row: row for row in rows}
    wanted = [positions.get(name, -1) for name in ("order_number", "invoice_number", CHECK_COLUMN)]
    found = []
    for number, cells in enumerate(raw.rows, raw.header_row + 1):
        order, invoice, check = (str(cells[at] or "") if 0 <= at < len(cells) else "" for at in wanted)
        line = read.get(number)
        facts = (line.delivery_date, line.invoice_kind, line.cancelled) if line else (None, None, False)
        found.append(_SeenLine(order, invoice, check, *facts))
    return found


def last_day(tables: Mapping[str, Iterable[Row]]) -> date:
    """The last day anything happened in these rows: the day a workbook that lies there unopened shows."""
    dated = (("Orders", "order_date"), ("Invoices", "invoice_date"), ("Bank", "booking_date"))
    days = (getattr(row, name) for tab, name in dated for row in tables.get(tab, ()))
    return max((day for day in days if day), default=date.min)


def _to_invoice(rows: Rows) -> list[Any]:
    return [row for row in rows if row.order_number and not row.invoice_number and not row.cancelled]


def _is_billable(row: Any) -> bool:
    """A free replacement is never billed, a line with an error not before it is mended; of one that nobody has checked
    it is not known."""
    is_checked = bool(row.check) and not row.check.startswith(ERROR_MARK)
    return is_checked and row.invoice_kind is not InvoiceKind.REPLACEMENT


def _is_due(day: date | None, today: date) -> bool:
    return day is not None and day <= today


def _overdue(rows: Rows, today: date) -> Decimal:
    late = (open_amount(row) for row in rows if row.currency in (EURO, "") and row.due_date and row.due_date < today)
    return sum((each.amount for each in late if each.cents > 0), Decimal("0.00"))


def _bills_due(rows: Rows, today: date) -> Decimal:
    until = today + timedelta(DAYS_AHEAD) if today.year < date.max.year else today
    due = (owed_amount(row) for row in rows if row.currency == EURO and _is_due(row.due_date, until))
    return sum((each.amount for each in due if each), Decimal("0.00"))


def _is_case_due(case: Case, today: date) -> bool:
    if not case.complaint or case.solved_on:
        return False
    is_late = case.status is not CaseStatus.WAITING and _is_due(case.solution_due, today)
    return (not case.answered_on and _is_due(case.answer_due, today)) or is_late
