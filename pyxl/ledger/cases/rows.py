"""The tabs of customer service: complaints as they come in, and the list of causes, which is hers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.schema import LabelledEnum, Row, column, table


class Channel(LabelledEnum):
    """How a complaint came in."""

    PHONE = Label("phone", "Telefon")
    EMAIL = Label("e-mail", "E-Mail")
    LETTER = Label("letter", "Brief")
    FORM = Label("form", "Formular")
    IN_PERSON = Label("in person", "persönlich")


class CauseGroup(LabelledEnum):
    """Where something went wrong."""

    PICKING = Label("picking", "Kommissionierung")
    TRANSPORT = Label("transport", "Transport")
    PRODUCT = Label("product", "Produkt")
    INVOICE = Label("invoice", "Rechnung")
    DELIVERY_DATE = Label("delivery date", "Liefertermin")
    OTHER = Label("other", "Sonstiges")


class Wish(LabelledEnum):
    """What the customer asks for."""

    REPLACEMENT = Label("replacement", "Ersatz")
    RETURN = Label("return", "Rückgabe")
    REDUCTION = Label("price reduction", "Preisnachlass")
    REFUND = Label("refund", "Erstattung")
    CORRECTED_INVOICE = Label("corrected invoice", "Rechnung berichtigen")
    ANSWER = Label("an answer", "eine Auskunft")


class Solution(LabelledEnum):
    """How a case is settled."""

    CREDIT = Label("credit an amount", "Betrag gutschreiben")
    REPLACEMENT = Label("send a replacement", "Ersatz liefern")
    RETURN = Label("take goods back", "Ware zurücknehmen")
    CORRECTED_INVOICE = Label("invoice was corrected", "Rechnung ist berichtigt")
    ANSWER = Label("explained", "erklärt")
    REJECTION = Label("rejected", "abgelehnt")


class CreditWhen(LabelledEnum):
    """When goods that come back are credited."""

    ON_ARRIVAL = Label("when goods are here", "wenn Ware da ist")
    AT_ONCE = Label("at once", "sofort")
    NEVER = Label("no credit", "keine Gutschrift")


class CaseStatus(LabelledEnum):
    """Where a case stands."""

    NEW = Label("new", "neu")
    IN_PROGRESS = Label("in progress", "in Arbeit")
    WAITING = Label("waits for customer", "wartet auf Kunden")
    SETTLED = Label("settled", "erledigt")
    REJECTED = Label("rejected", "abgelehnt")


CLOSED = frozenset({CaseStatus.SETTLED, CaseStatus.REJECTED})
"""Nothing is to be done for the customer any more."""


@table(
    tab="Causes",
    key="cause",
    label=Label("Causes", "Ursachen"),
    is_input=True,
    purpose=(
        "The causes to choose from in Cases, each in its group. Change them as you like.",
        "Die Ursachen zur Auswahl bei Reklamationen, jede in ihrer Gruppe. Nach Belieben ändern.",
    ),
)
class Cause(Row):
    """One cause."""

    cause: str = column("Cause", "Ursache", required=True, width=30)
    group: CauseGroup | None = column("Group", "Gruppe", required=True, width=18, default=None)
    note: str = column("Note", "Notiz", width=44, default="")
    check: str = column("Check", "Prüfung", width=44, default="")


@table(
    tab="Cases",
    key="line_id",
    label=Label("Cases", "Reklamationen"),
    is_input=True,
    surrogate_key="FA",
    purpose=(
        "What customers complain about: one row each. pyxl adds number and due dates.",
        "Was Kunden reklamieren: je Fall eine Zeile. pyxl ergänzt Nummer und Fristen.",
    ),
)
class Case(Row):
    """One complaint."""

    line_id: str = column("Line ID", "Zeilen-ID", width=17, default="")
    case_number: str = column("Case no.", "Fallnr.", frozen=True, width=17, default="")
    received_on: date | None = column("Received on", "Eingang am", required=True, width=13, default=None)
    channel: Channel | None = column("Channel", "Weg", width=12, default=None)
    customer_number: str = column("Customer no.", "Kundennr.", required=True, refers_to="Customers", width=12)
    order_number: str = column("Order no.", "Auftragsnr.", width=14, default="")
    delivery_number: str = column("Delivery note", "Lieferschein", width=16, default="")
    invoice_number: str = column("Invoice no.", "Rechnungsnr.", width=17, default="")
    item_number: str = column("Item no.", "Artikelnr.", refers_to="Items", width=13, default="")
    quantity: Decimal | None = column("Quantity", "Menge", width=10, default=None)
    disputed_amount: Money | None = column(
        "Disputed amount",
        "Strittiger Betrag",
        width=14,
        default=None,
        help=(
            "How much of the invoice; item and quantity give it, else empty means all.",
            "Wie viel der Rechnung; Artikel und Menge ergeben es, sonst heißt leer: alles.",
        ),
    )
    currency: str = column("Currency", "Währung", width=9, default="EUR")
    complaint: str = column("Complaint", "Beschwerde", required=True, width=50, default="")
    wish: Wish | None = column("Wish", "Wunsch", width=20, default=None)
    cause: str = column("Cause", "Ursache", refers_to="Causes", width=32, default="")
    responsible: str = column("Responsible", "Zuständig", width=14, default="")
    answer_due: date | None = column("Answer by", "Antwort bis", width=13, default=None)
    answered_on: date | None = column(
        "Answered on",
        "Beantwortet am",
        width=13,
        default=None,
        help=("When the customer had a first answer.", "Wann der Kunde eine erste Antwort hatte."),
    )
    solution_due: date | None = column("Solution by", "Lösung bis", width=13, default=None)
    status: CaseStatus | None = column("Status", "Status", width=17, default=None)
    settle: bool = column(
        "Settle",
        "Erledigen",
        width=11,
        default=False,
        help=("x: settle it as the next columns say.", "x: so erledigen, wie die nächsten Spalten sagen."),
    )
    solution: Solution | None = column("Solution", "Lösung", width=22, default=None)
    credit_amount: Money | None = column(
        "To credit",
        "Gutzuschreiben",
        width=14,
        default=None,
        help=(
            "With VAT; at most what is left of the invoice. For goods taken back, empty: what they were invoiced at.",
            "Mit USt; höchstens, was von der Rechnung bleibt. Bei Rücknahme leer: wie die Ware berechnet war.",
        ),
    )
    credit_when: CreditWhen | None = column(
        "Credit goods",
        "Ware gutschreiben",
        width=20,
        default=None,
        help=(
            "For goods taken back. Empty: when they are here.",
            "Bei Rücknahme von Ware. Leer: wenn sie da ist.",
        ),
    )
    pay_out: bool = column(
        "Pay out",
        "Auszahlen",
        width=11,
        default=False,
        help=(
            "x: what the customer has paid already goes into the payment run; empty: it stays his credit.",
            "x: was der Kunde schon bezahlt hat, kommt in den Zahllauf; leer: es bleibt sein Guthaben.",
        ),
    )
    reason: str = column(
        "Reason",
        "Begründung",
        width=40,
        default="",
        help=("Stands in the letter to the customer.", "Steht im Brief an den Kunden."),
    )
    solved_on: date | None = column("Solved on", "Gelöst am", width=13, default=None)
    followed_up_on: date | None = column(
        "Asked again on",
        "Nachgefragt am",
        width=14,
        default=None,
        help=("When you asked whether the customer is content.", "Wann Sie fragten, ob der Kunde zufrieden ist."),
    )
    cost: Money | None = column(
        "Cost",
        "Kosten",
        width=12,
        default=None,
        help=("What the case cost the firm, in EUR.", "Was der Fall die Firma gekostet hat, in EUR."),
    )
    document: str = column("Document", "Beleg", frozen=True, width=30, default="")
    note: str = column("Note", "Notiz", width=44, default="")
    check: str = column("Check", "Prüfung", width=44, default="")

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.status not in CLOSED
