"""What pyxl may settle alone, and how goods are reserved, picked and delivered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pyxl.core.schema import AMOUNT, Row, column, part_of_table
from pyxl.settings.choices import AllocationOrder, BillBy


@part_of_table
class LimitSettings(Row):
    """Settling and delivering."""

    write_off_limit: Decimal | None = column(
        "Write-off limit",
        "Ausbuchungsgrenze",
        number_format=AMOUNT,
        default=Decimal("0.05"),
        help=(
            "Underpayment up to this amount is written off, in EUR.",
            "Unterzahlung bis zu diesem Betrag wird ausgebucht, in EUR.",
        ),
    )
    discount_grace_days: int | None = column(
        "Cash discount grace days",
        "Skonto-Kulanztage",
        default=3,
        help=(
            "Days a payment may be late and still take the discount.",
            "So viele Tage darf eine Zahlung mit Skonto zu spät kommen.",
        ),
    )
    settle_from: int | None = column(
        "Settle from %",
        "Zuordnen ab %",
        default=90,
        help=(
            "Bank lines as sure as this are settled without asking; 101 settles nothing.",
            "So sichere Bankzeilen werden ohne Rückfrage zugeordnet; bei 101 keine.",
        ),
    )
    propose_from: int | None = column(
        "Propose from %",
        "Vorschlagen ab %",
        default=10,
        help=(
            "Less sure answers are not shown in Review.",
            "Unsicherere Antworten erscheinen nicht in Klärung.",
        ),
    )
    opening_date: date | None = column(
        "Books start on",
        "Bücher ab",
        default=None,
        help=(
            "Bank lines before this day are stored but not matched.",
            "Bankzeilen vor diesem Tag werden gespeichert, aber nicht zugeordnet.",
        ),
    )
    locked_until: date | None = column(
        "Books locked until",
        "Bücher gesperrt bis",
        default=None,
        help=(
            "Up to this day nothing is recorded, settled or undone; the journal keeps every move.",
            "Bis zu diesem Tag wird nichts erfasst, zugeordnet oder zurückgenommen; das Journal hält jede Änderung.",
        ),
    )
    bill_by: BillBy | None = column(
        "Invoices for goods",
        "Ware berechnen",
        default=None,
        help=(
            "What was ordered, on its delivery date (empty), or only what delivery notes say.",
            "Was bestellt ist, zum Lieferdatum (leer), oder nur, was Lieferscheine sagen.",
        ),
    )
    allocation_order: AllocationOrder | None = column(
        "Reserve goods",
        "Ware reservieren",
        default=None,
        help=(
            "Who is served first when there is not enough. Empty: first come first served.",
            "Wer zuerst bedient wird, wenn es nicht reicht. Leer: wer zuerst bestellt.",
        ),
    )
    whole_orders: bool = column(
        "Whole orders only",
        "Nur ganze Aufträge",
        default=False,
        help=(
            "yes: nothing is reserved or delivered until all of an order is there.",
            "ja: nichts wird reserviert oder geliefert, bevor der ganze Auftrag da ist.",
        ),
    )
    stock_location: str = column(
        "Usual location",
        "Üblicher Lagerplatz",
        default="Lager",
        help=("For items without a location of their own.", "Für Artikel ohne eigenen Lagerplatz."),
    )
    delivery_number_pattern: str = column("Delivery note number", "Lieferscheinnummer", default="LS-{year}-{00001}")
    pick_list_number_pattern: str = column("Pick list number", "Kommissioniernummer", default="PL-{year}-{00001}")
    purchase_number_pattern: str = column("Purchase order number", "Bestellnummer", default="BE-{year}-{00001}")
