"""Customer service in the demo's month: ten complaints come in, are registered, looked at and settled."""

from __future__ import annotations

from decimal import Decimal

from pyxl.core.labels import Text
from pyxl.demo.complaints import status, ticked, typed
from pyxl.demo.october import MORE_ORDERS
from pyxl.demo.stage import (
    BANK_MONTH_END,
    CASES_FOLDER,
    CLERK,
    COMPLAINTS_DAY,
    DIRECTOR,
    RETURN_DAY,
    SETTLED_DAY,
    DemoStep,
    Typed,
)

IN_OCTOBER: tuple[DemoStep, ...] = (
    DemoStep(
        "import-cases",
        COMPLAINTS_DAY,
        Text(
            "Three mails and a form with complaints come in; one comes from an address that nobody knows.",
            "Drei E-Mails und ein Formular mit Reklamationen kommen herein; eine von einer unbekannten Adresse.",
        ),
        (CASES_FOLDER,),
        user=CLERK,
    ),
    DemoStep(
        "open-cases",
        COMPLAINTS_DAY,
        Text(
            "Ten complaints get their numbers and days; what is disputed is not dunned.",
            "Zehn Reklamationen bekommen Nummer und Fristen; was strittig ist, wird nicht gemahnt.",
        ),
        typed=(
            Typed("Cases", "item_number", typed("item")),
            Typed("Cases", "quantity", typed("quantity")),
            Typed("Cases", "cause", typed("cause")),
        ),
        user=CLERK,
    ),
    DemoStep(
        "settle-case",
        SETTLED_DAY,
        Text(
            "Eight are settled: two replacements, two returns, a credit note, two answers, a rejection.",
            "Acht sind erledigt: zweimal Ersatz, zwei Rücknahmen, eine Gutschrift, zwei Auskünfte, eine Ablehnung.",
        ),
        typed=(
            Typed("Cases", "settle", ticked(is_paid_back=False)),
            Typed("Cases", "solution", typed("solution", is_paid_back=False)),
            Typed("Cases", "credit_amount", typed("credit", is_paid_back=False)),
            Typed("Cases", "credit_when", typed("credit_when", is_paid_back=False)),
            Typed("Cases", "reason", typed("reason", is_paid_back=False)),
            Typed("Cases", "status", status),
        ),
        user=DIRECTOR,
    ),
    DemoStep(
        "check-availability",
        SETTLED_DAY,
        Text(
            "The replacements get their goods like any order; what was ordered meanwhile is typed in too.",
            "Der Ersatz bekommt seine Ware wie jeder Auftrag; was inzwischen bestellt ist, ist auch eingetragen.",
        ),
        new_rows=MORE_ORDERS,
    ),
    DemoStep(
        "pick-list",
        SETTLED_DAY,
        Text("What is there is picked.", "Was da ist, wird kommissioniert."),
    ),
    DemoStep(
        "deliver",
        SETTLED_DAY,
        Text(
            "All goes out with delivery notes; the replacements are never billed.",
            "Alles geht mit Lieferschein hinaus; der Ersatz wird nie berechnet.",
        ),
    ),
    DemoStep(
        "receive-return",
        RETURN_DAY,
        Text(
            "What customers sent back is here: one lamp is scrap, the rest is in stock again, and credited.",
            "Die Rücksendungen sind da: eine Leuchte ist Ausschuss, das andere wieder am Lager und gutgeschrieben.",
        ),
        typed=(
            Typed("Returns", "good_now", lambda _, row: row.quantity - (row.item_number == "L-1020")),
            Typed("Returns", "scrap_now", lambda _, row: Decimal(1) if row.item_number == "L-1020" else None),
        ),
        user=CLERK,
    ),
)
AT_MONTH_END: tuple[DemoStep, ...] = (
    DemoStep(
        "settle-case",
        BANK_MONTH_END,
        Text(
            "A customer who has paid gets 119 EUR back: it waits in the payment proposal.",
            "Wer schon bezahlt hat, bekommt 119 EUR zurück: Es wartet im Zahlvorschlag.",
        ),
        typed=(
            Typed("Cases", "settle", ticked(is_paid_back=True)),
            Typed("Cases", "solution", typed("solution", is_paid_back=True)),
            Typed("Cases", "credit_amount", typed("credit", is_paid_back=True)),
            Typed("Cases", "pay_out", ticked(is_paid_back=True)),
            Typed("Cases", "reason", typed("reason", is_paid_back=True)),
        ),
        user=DIRECTOR,
    ),
    DemoStep(
        "cases-due",
        BANK_MONTH_END,
        Text(
            "What is still to be done for customers is listed.", "Was für Kunden noch zu tun ist, steht in der Liste."
        ),
    ),
    DemoStep(
        "count-cases",
        BANK_MONTH_END,
        Text(
            "Complaints are counted by item, supplier, carrier and cause, with their cost.",
            "Die Reklamationen werden nach Artikel, Lieferant, Spediteur und Ursache gezählt, mit ihren Kosten.",
        ),
    ),
)
