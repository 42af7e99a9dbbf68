"""The tab of returns: what customers send back under an RMA number, and what came of it."""

from __future__ import annotations

from decimal import Decimal

from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.schema import Formula, LabelledEnum, Row, column, table
from pyxl.ledger.cases.rows import CreditWhen


class ReturnStatus(LabelledEnum):
    """How much of a return is here."""

    EXPECTED = Label("expected", "erwartet")
    PARTLY = Label("partly here", "teils da")
    RECEIVED = Label("here", "da")


@table(
    tab="Returns",
    key="return_number",
    label=Label("Returns", "Rücksendungen"),
    is_input=True,
    purpose=(
        "What customers send back. Type what came as good or scrap, then book it.",
        "Was Kunden zurücksenden. Eintragen, was gut oder als Ausschuss kam, dann buchen.",
    ),
)
class ReturnRow(Row):
    """One return."""

    return_number: str = column("RMA no.", "RMA-Nr.", frozen=True, required=True, width=17)
    case_number: str = column("Case no.", "Fallnr.", frozen=True, width=15, default="")
    customer_number: str = column("Customer no.", "Kundennr.", frozen=True, width=12, default="")
    customer_name: str = column("Customer", "Kunde", frozen=True, width=50, default="")
    item_number: str = column("Item no.", "Artikelnr.", frozen=True, width=13, default="")
    description: str = column(
        "Description",
        "Bezeichnung",
        width=36,
        default="",
        formula=Formula('IFERROR(INDEX({Items.description},MATCH({item_number},{Items.item_number},0)),"")'),
    )
    quantity: Decimal | None = column("Expected", "Erwartet", frozen=True, width=11, default=None)
    good_now: Decimal | None = column(
        "Good now",
        "Jetzt gut",
        width=11,
        default=None,
        help=("What came and can be sold again.", "Was kam und wieder verkauft werden kann."),
    )
    scrap_now: Decimal | None = column(
        "Scrap now",
        "Jetzt Ausschuss",
        width=14,
        default=None,
        help=("What came and cannot be sold.", "Was kam und nicht verkauft werden kann."),
    )
    location: str = column(
        "Location",
        "Lagerplatz",
        width=14,
        default="",
        help=("Where good ones are put. Empty: the item's.", "Wohin Gutes kommt. Leer: der des Artikels."),
    )
    credit_now: Money | None = column(
        "To credit",
        "Gutzuschreiben",
        width=14,
        default=None,
        help=(
            "With VAT. Empty: the share of what came; 0: nothing.",
            "Mit USt. Leer: der Anteil dessen, was kam; 0: nichts.",
        ),
    )
    received_good: Decimal | None = column("Good", "Gut", frozen=True, width=9, default=None)
    received_scrap: Decimal | None = column("Scrap", "Ausschuss", frozen=True, width=11, default=None)
    status: ReturnStatus | None = column("Status", "Status", frozen=True, width=13, default=None)
    credit: CreditWhen | None = column("Credit goods", "Ware gutschreiben", frozen=True, width=20, default=None)
    amount: Money | None = column(
        "Credit in all",
        "Gutschrift gesamt",
        frozen=True,
        width=16,
        default=None,
        help=("What is credited when all of it is here.", "Was gutgeschrieben wird, wenn alles da ist."),
    )
    credited: Money | None = column("Credited", "Gutgeschrieben", frozen=True, width=14, default=None)
    currency: str = column("Currency", "Währung", frozen=True, width=9, default="EUR")
    invoice_number: str = column("Invoice no.", "Rechnungsnr.", frozen=True, width=16, default="")
    document: str = column("Slip", "Rücksendeschein", frozen=True, width=28, default="")
    note: str = column("Note", "Notiz", width=44, default="")
    check: str = column("Check", "Prüfung", width=44, default="")
