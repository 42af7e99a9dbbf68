"""What the demo firm's customers complain about in October: ten cases of different kinds, and how each is settled.

Four come in as files, six were written down on the telephone, from a letter or at the counter.

>>> len(COMPLAINTS), len(demo_cases()), sorted(mails())[0]
(10, 6, 'cases/baeumler.eml')
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from email.utils import format_datetime
from typing import Any

from pyxl.core.changes import CellValue
from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.table_file import FileCell
from pyxl.demo.stage import CASES_FOLDER
from pyxl.ledger.cases.rows import Case, CaseStatus, Channel, CreditWhen, Solution, Wish

FORM_CASE = f"{CASES_FOLDER}/klecks.xlsx"
_DEFECTIVE = Label("defective", "defekt")
_MISSING = Label("item missing", "Artikel fehlt")
_TRANSIT = Label("damaged in transit", "Transportschaden")
_LATE = Label("delivered too late", "zu spät geliefert")
_DETAILS = Label("wrong details on invoice", "falsche Angaben auf der Rechnung")
_QUANTITY = Label("wrong quantity", "falsche Menge")
_OTHER = Label("other", "Sonstiges")


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """One complaint and what becomes of it. An invoice has one at most."""

    invoice: str
    customer: str
    day: date
    channel: Channel
    text: str
    cause: Label
    item: str = ""
    quantity: Decimal | None = None
    wish: Wish | None = None
    sender: str = ""
    """Of a mail, with the name of its file."""
    file: str = ""
    solution: Solution | None = None
    """None: it stays open."""
    credit: Money | None = None
    credit_when: CreditWhen | None = None
    reason: str = ""
    is_paid_back: bool = False
    """It is settled when the month's payments are in, and what was paid goes back."""


COMPLAINTS = (
    Complaint(
        invoice="RE-2026-00401",
        customer="10015",
        day=date(2026, 10, 12),
        channel=Channel.EMAIL,
        text="zwei der fünf Pendelleuchten L-1020 sind zerkratzt. Wir schicken sie zurück.",
        cause=_TRANSIT,
        item="L-1020",
        quantity=Decimal(2),
        sender="rechnung@cafe-zuckerschnute.example",
        file="zuckerschnute.eml",
        solution=Solution.RETURN,
        reason="Bitte legen Sie den Rücksendeschein bei.",
    ),
    Complaint(
        invoice="RE-2026-00407",
        customer="10026",
        day=date(2026, 10, 13),
        channel=Channel.EMAIL,
        text="einer der Hocker T-2060 wackelt. Für einen Nachlass behalten wir ihn.",
        cause=_DEFECTIVE,
        item="T-2060",
        quantity=Decimal(1),
        sender="rechnung@raumausstattung-baeumler.example",
        file="baeumler.eml",
        solution=Solution.CREDIT,
        credit=Money.of(30),
        reason="Ein Bein ist zu kurz; der Hocker bleibt bei Ihnen.",
    ),
    Complaint(
        invoice="RE-2026-00412",
        customer="10042",
        day=date(2026, 10, 14),
        channel=Channel.EMAIL,
        text="in der Lieferung fehlte ein Karton K-3020.",
        cause=_MISSING,
        item="K-3020",
        quantity=Decimal(1),
        sender="gruenspecht@privat.example",
        file="gaertnerei.eml",
        solution=Solution.REPLACEMENT,
        reason="Der fehlende Karton geht heute hinaus.",
    ),
    Complaint(
        invoice="RE-2026-00404",
        customer="10038",
        day=date(2026, 10, 14),
        channel=Channel.FORM,
        text="Drei Leuchtmittel gehen nicht an.",
        cause=_DEFECTIVE,
        item="L-1080",
        quantity=Decimal(3),
        wish=Wish.REPLACEMENT,
        solution=Solution.REPLACEMENT,
        reason="Wir senden drei neue; die alten dürfen Sie entsorgen.",
    ),
    Complaint(
        invoice="RE-2026-00402",
        customer="10017",
        day=date(2026, 10, 9),
        channel=Channel.PHONE,
        text="Die Feinsäge ist nach zwei Wochen stumpf.",
        cause=_OTHER,
        item="W-4030",
        quantity=Decimal(1),
        wish=Wish.REPLACEMENT,
        solution=Solution.REJECTION,
        reason="Sägeblätter nutzen sich ab; ein neues Blatt liefern wir gern.",
    ),
    Complaint(
        invoice="RE-2026-00411",
        customer="10043",
        day=date(2026, 10, 15),
        channel=Channel.PHONE,
        text="Tiefer Kratzer in der Platte der Werkbank, der Kunde behält sie.",
        cause=_TRANSIT,
        item="T-2020",
        quantity=Decimal(1),
        wish=Wish.REFUND,
        solution=Solution.CREDIT,
        credit=Money.of(119),
        reason="Der Kratzer kam vom Spediteur.",
        is_paid_back=True,
    ),
    Complaint(
        invoice="RE-2026-00409",
        customer="10013",
        day=date(2026, 10, 8),
        channel=Channel.LETTER,
        text="Fragt, warum kein Skonto auf der Rechnung steht.",
        cause=_DETAILS,
        wish=Wish.ANSWER,
        solution=Solution.ANSWER,
        reason="Mit Ihnen ist ein Zahlungsziel ohne Skonto vereinbart.",
    ),
    Complaint(
        invoice="RE-2026-00423",
        customer="10005",
        day=date(2026, 10, 7),
        channel=Channel.PHONE,
        text="Die Pendelleuchte kam drei Tage später als zugesagt.",
        cause=_LATE,
        item="L-1010",
        quantity=Decimal(1),
        wish=Wish.ANSWER,
        solution=Solution.ANSWER,
        reason="Der Zulauf hatte sich verspätet; wir melden uns künftig vorher.",
    ),
    Complaint(
        invoice="RE-2026-00421",
        customer="10014",
        day=date(2026, 10, 15),
        channel=Channel.IN_PERSON,
        text="Zehn Rundstäbe zu viel geliefert, gleich wieder mitgebracht.",
        cause=_QUANTITY,
        item="T-2140",
        quantity=Decimal(10),
        wish=Wish.RETURN,
        solution=Solution.RETURN,
        credit_when=CreditWhen.AT_ONCE,
        reason="Die zehn Stäbe sind wieder bei uns.",
    ),
    Complaint(
        invoice="RE-2026-00429",
        customer="10029",
        day=date(2026, 10, 16),
        channel=Channel.PHONE,
        text="Ein Buch soll fehlen; der Kunde sieht im Lager nach.",
        cause=_MISSING,
        item="B-5020",
        quantity=Decimal(1),
    ),
)
_BY_INVOICE = {each.invoice: each for each in COMPLAINTS}


def demo_cases() -> tuple[Case, ...]:
    """The complaints that were written down; what came as a file is not in the workbook yet."""
    return tuple(
        Case(
            line_id=f"FA-{place:04d}",
            received_on=each.day,
            channel=each.channel,
            customer_number=each.customer,
            invoice_number=each.invoice,
            item_number=each.item,
            quantity=each.quantity,
            complaint=each.text,
            wish=each.wish,
        )
        for place, each in enumerate((each for each in COMPLAINTS if each.channel not in _AS_FILE), 1)
    )


_AS_FILE = (Channel.EMAIL, Channel.FORM)


def mails() -> dict[str, bytes]:
    """The complaints that came by mail, as files by their paths."""
    found = (each for each in COMPLAINTS if each.sender)
    return {f"{CASES_FOLDER}/{each.file}": _mail(each) for each in found}


def filled_case_form() -> dict[str, FileCell]:
    """The form that a customer filled in."""
    (each,) = (each for each in COMPLAINTS if each.channel is Channel.FORM)
    assert each.wish
    assert each.quantity
    return {
        "customer_number": each.customer,
        "reported_on": each.day,
        "invoice_number": each.invoice,
        "item_number": each.item,
        "quantity": each.quantity,
        "complaint": each.text,
    }


def _mail(each: Complaint) -> bytes:
    sent = format_datetime(datetime(each.day.year, each.day.month, each.day.day, 8, 30, tzinfo=UTC))
    head = (
        f"From: {each.sender}",
        "To: info@tischlein-docht.example",
        f"Date: {sent}",
        f"Subject: Reklamation zu {each.invoice}",
        f"Message-ID: <{each.invoice.lower()}@{each.sender.partition('@')[2]}>",
        "Content-Type: text/plain; charset=utf-8",
        "",
        "Guten Tag,",
        "",
        each.text,
        "",
        "Viele Grüße",
        "",
    )
    return "\n".join(head).encode()


def typed(name: str, *, is_paid_back: bool | None = None) -> Callable[[int, Any], CellValue]:
    """What she types into a case, by the complaint's field; `is_paid_back` says for which of them."""

    def value(_: int, row: Any) -> CellValue:
        each = _BY_INVOICE.get(row.invoice_number)
        if each is None or (is_paid_back is not None and (not each.solution or each.is_paid_back != is_paid_back)):
            return None
        found: CellValue = getattr(each, name)
        return found or None

    return value


def ticked(*, is_paid_back: bool) -> Callable[[int, Any], CellValue]:
    """An x at the cases that are settled on that day."""
    wanted = typed("solution", is_paid_back=is_paid_back)
    return lambda place, row: True if wanted(place, row) else None


def status(_: int, row: Any) -> CellValue:
    """The one case in which the customer has to say something first."""
    each = _BY_INVOICE.get(row.invoice_number)
    return CaseStatus.WAITING if each and each.solution is None else None
