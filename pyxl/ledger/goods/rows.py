"""The tabs of goods: what is on hand, what is expected, every movement, and what is held for whom.

On hand is the sum of the movements in the journal. Stock and Reservations are pyxl's; in Movements and Incoming she
types, and what is booked is never edited, only taken back.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pyxl.core.labels import Label
from pyxl.core.schema import Formula, LabelledEnum, Row, column, table

_DESCRIPTION = Formula('IFERROR(INDEX({Items.description},MATCH({item_number},{Items.item_number},0)),"")')


class MovementKind(LabelledEnum):
    """Why goods came or went."""

    GOODS_IN = Label("goods in", "Zugang")
    GOODS_OUT = Label("goods out", "Abgang")
    CORRECTION = Label("correction", "Korrektur")
    COUNT = Label("stock count", "Inventur")
    DELIVERY = Label("delivery", "Lieferung")
    TAKEN_BACK = Label("taken back", "Rücknahme")
    RETURNED = Label("returned", "Rücksendung")


class ReservedFrom(LabelledEnum):
    """Where reserved goods are."""

    STOCK = Label("stock", "Lager")
    INCOMING = Label("incoming", "Zulauf")


def free_of(row: StockRow) -> Decimal:
    """What is on hand and held for nobody."""
    return row.on_hand - (row.reserved or Decimal(0))


@table(
    tab="Stock",
    key="stock_key",
    label=Label("Stock", "Lager"),
    purpose=(
        "What is on hand, by item and location. Type what you counted under Counted.",
        "Was da ist, je Artikel und Lagerplatz. Gezähltes unter „Gezählt“ eintragen.",
    ),
)
class StockRow(Row):
    """One item at one location: the sum of its movements."""

    stock_key: str = column("Stock key", "Bestandsschlüssel", frozen=True, required=True, width=22)
    item_number: str = column("Item no.", "Artikelnr.", frozen=True, width=12, default="")
    description: str = column("Description", "Bezeichnung", width=40, default="", formula=_DESCRIPTION)
    location: str = column("Location", "Lagerplatz", frozen=True, width=14, default="")
    on_hand: Decimal = column("On hand", "Bestand", frozen=True, width=12, default=Decimal(0))
    reserved: Decimal | None = column("Reserved", "Reserviert", frozen=True, width=12, default=None)
    free: Decimal | None = column(
        "Free",
        "Frei",
        width=11,
        default=None,
        formula=Formula('IF({item_number}="","",{on_hand}-{reserved})', lambda row: free_of(row)),
    )
    counted: Decimal | None = column(
        "Counted",
        "Gezählt",
        width=11,
        default=None,
        help=(
            "What you counted here; “Book count” books the difference.",
            "Was Sie hier gezählt haben; „Zählung buchen“ bucht die Differenz.",
        ),
    )


@table(
    tab="Incoming",
    key="line_id",
    label=Label("Incoming", "Zulauf"),
    purpose=(
        "What suppliers will bring, and when. Type what came under Received now.",
        "Was Lieferanten bringen, und wann. Eingetroffenes unter „Jetzt erhalten“ eintragen.",
    ),
    is_input=True,
    surrogate_key="E",
)
class IncomingLine(Row):
    """One line of a purchase order."""

    line_id: str = column(
        "Line ID",
        "Zeilen-ID",
        width=15,
        default="",
        help=("Given by pyxl. Leave it as it is.", "Vergibt pyxl. Bitte nicht ändern."),
    )
    purchase_number: str = column("Purchase order", "Bestellung", aliases=("Bestellnr.",), width=16, default="")
    supplier_number: str = column("Supplier no.", "Lieferantennr.", refers_to="Suppliers", width=14, default="")
    item_number: str = column("Item no.", "Artikelnr.", required=True, refers_to="Items", width=12)
    description: str = column("Description", "Bezeichnung", width=40, default="", formula=_DESCRIPTION)
    quantity: Decimal | None = column("Quantity", "Menge", required=True, width=10)
    expected_on: date | None = column(
        "Expected on",
        "Erwartet am",
        aliases=("Liefertermin",),
        width=13,
        default=None,
        help=("Without a day, nothing is promised from it.", "Ohne Tag wird daraus nichts zugesagt."),
    )
    location: str = column(
        "Location",
        "Lagerplatz",
        width=14,
        default="",
        help=("Where it is put. Empty: the item's location.", "Wohin es kommt. Leer: der Lagerplatz des Artikels."),
    )
    received: Decimal | None = column("Received", "Erhalten", frozen=True, width=11, default=None)
    received_now: Decimal | None = column(
        "Received now",
        "Jetzt erhalten",
        width=14,
        default=None,
        help=("Type it, then “Book goods in”.", "Eintragen, dann „Wareneingang buchen“."),
    )
    note: str = column("Note", "Notiz", width=44, default="")
    check: str = column("Check", "Prüfung", width=44, default="")


@table(
    tab="Movements",
    key="movement_id",
    label=Label("Movements", "Bewegungen"),
    purpose=(
        "Every change of stock. Type goods in, goods out or a correction; booked rows stay.",
        "Jede Änderung des Bestands. Zugang, Abgang oder Korrektur eintragen; Gebuchtes bleibt.",
    ),
    is_input=True,
    surrogate_key="M",
)
class MovementRow(Row):
    """One movement: typed by her and booked, or written by pyxl."""

    movement_id: str = column(
        "Movement",
        "Bewegung",
        width=18,
        default="",
        help=("Given by pyxl. Leave it as it is.", "Vergibt pyxl. Bitte nicht ändern."),
    )
    day: date | None = column("Date", "Datum", required=True, width=13)
    kind: MovementKind | None = column("Kind", "Art", required=True, width=14)
    item_number: str = column("Item no.", "Artikelnr.", required=True, refers_to="Items", width=12)
    description: str = column("Description", "Bezeichnung", width=40, default="", formula=_DESCRIPTION)
    location: str = column(
        "Location",
        "Lagerplatz",
        width=14,
        default="",
        help=("Empty: the item's location.", "Leer: der Lagerplatz des Artikels."),
    )
    quantity: Decimal | None = column(
        "Quantity",
        "Menge",
        required=True,
        width=10,
        help=(
            "Without a sign for goods in and out; a correction takes away with a minus.",
            "Ohne Vorzeichen bei Zugang und Abgang; eine Korrektur nimmt mit Minus weg.",
        ),
    )
    reference: str = column("Reference", "Bezug", width=18, default="")
    reason: str = column("Reason", "Grund", width=34, default="")
    change: Decimal | None = column(
        "Booked",
        "Gebucht",
        width=11,
        frozen=True,
        default=None,
        help=("What was added or taken; empty: not booked yet.", "Was dazukam oder abging; leer: noch nicht gebucht."),
    )
    check: str = column("Check", "Prüfung", width=44, default="")


@table(
    tab="Reservations",
    key="reservation_id",
    label=Label("Reservations", "Reservierungen"),
    purpose=(
        "Which goods are held for which order line, and why.",
        "Welche Ware für welche Auftragszeile gehalten wird, und warum.",
    ),
)
class ReservationRow(Row):
    """Goods at one location, or of one line of Incoming, held for one order line."""

    reservation_id: str = column("Reservation", "Reservierung", frozen=True, required=True, width=15)
    line_id: str = column("Order line", "Auftragszeile", frozen=True, width=16, default="")
    order_number: str = column("Order no.", "Auftragsnr.", frozen=True, width=14, default="")
    customer_number: str = column("Customer no.", "Kundennr.", frozen=True, width=12, default="")
    item_number: str = column("Item no.", "Artikelnr.", frozen=True, width=12, default="")
    quantity: Decimal = column("Quantity", "Menge", frozen=True, width=10, default=Decimal(0))
    reserved_from: ReservedFrom | None = column("From", "Woher", frozen=True, width=10, default=None)
    location: str = column("Location", "Lagerplatz", frozen=True, width=14, default="")
    incoming_line: str = column("Incoming line", "Zulaufzeile", frozen=True, width=17, default="")
    available_on: date | None = column("Available on", "Verfügbar am", frozen=True, width=13, default=None)
    reason: str = column("Reason", "Begründung", frozen=True, width=60, default="")
