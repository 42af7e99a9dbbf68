"""The tabs of dunning: levels and base rates, which are hers, the proposal she ticks, and the history."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.schema import AMOUNT, PERCENT, LabelledEnum, Row, column, table


class CollectionKind(LabelledEnum):
    """What was done to collect."""

    LETTER = Label("dunning letter", "Mahnung")
    STATEMENT = Label("statement of account", "Kontoauszug")
    WRITE_OFF = Label("write-off", "Ausbuchung")
    HAND_OVER = Label("handed over", "Abgabe an Inkasso")


class CollectionStatus(LabelledEnum):
    """Whether it counts."""

    WRITTEN = Label("written", "geschrieben")
    WITHDRAWN = Label("withdrawn", "zurückgenommen")


@table(
    tab="DunningLevels",
    key="level",
    label=Label("Dunning levels", "Mahnstufen"),
    is_input=True,
    purpose=(
        "When and how late customers are written to. Empty: three levels that pyxl brings.",
        "Wann und wie säumige Kunden Post bekommen. Leer: drei Stufen, die pyxl mitbringt.",
    ),
)
class DunningLevel(Row):
    """One level. The letter has the text of the highest level among its invoices."""

    level: int = column("Level", "Stufe", required=True, width=8)
    title_de: str = column("Title (German)", "Titel (Deutsch)", required=True, width=24)
    title_en: str = column("Title (English)", "Titel (Englisch)", width=24, default="")
    days: int | None = column(
        "After days",
        "Nach Tagen",
        required=True,
        width=11,
        default=None,
        help=(
            "Level 1: days after the due date. Others: days after the letter before.",
            "Stufe 1: Tage nach Fälligkeit. Sonst: Tage nach dem Brief davor.",
        ),
    )
    pay_days: int | None = column(
        "Pay within days",
        "Zahlbar in Tagen",
        width=13,
        default=None,
        help=("The new deadline in the letter.", "Die neue Frist im Brief."),
    )
    fee: Decimal | None = column(
        "Fee",
        "Gebühr",
        number_format=AMOUNT,
        width=10,
        default=None,
        help=(
            "In EUR. Consumers owe real cost only; the first reminder is free.",
            "In EUR. Verbraucher schulden nur echte Kosten; die erste Mahnung ist frei.",
        ),
    )
    charges_interest: bool = column("Interest", "Zinsen", width=9, default=False)
    charges_lump_sum: bool = column(
        "EUR 40",
        "40 EUR",
        width=9,
        default=False,
        help=(
            "Lump sum of § 288 (5) BGB, from businesses only, once per invoice.",
            "Pauschale nach § 288 Abs. 5 BGB, nur von Unternehmen, einmal je Rechnung.",
        ),
    )
    text_de: str = column("Text (German)", "Text (Deutsch)", required=True, width=70)
    text_en: str = column("Text (English)", "Text (Englisch)", width=70, default="")
    check: str = column("Check", "Prüfung", width=44, default="")


@table(
    tab="BaseRates",
    key="valid_from",
    label=Label("Base rates", "Basiszinssätze"),
    is_input=True,
    purpose=(
        "The base rate of § 247 BGB; add a line on 1 January and 1 July (Bundesbank).",
        "Der Basiszinssatz nach § 247 BGB; am 1. Januar und 1. Juli ergänzen (Bundesbank).",
    ),
)
class BaseRate(Row):
    """The base rate from a day on."""

    valid_from: date = column("Valid from", "Gültig ab", required=True, width=13)
    percent: Decimal | None = column(
        "Base rate %", "Basiszinssatz %", required=True, number_format=PERCENT, width=15, default=None
    )
    note: str = column("Note", "Notiz", width=44, default="")
    check: str = column("Check", "Prüfung", width=44, default="")


@table(
    tab="Dunning",
    key="proposal_id",
    label=Label("Dunning proposal", "Mahnvorschlag"),
    purpose=(
        "Who is to be dunned and why. Tick, then write the letters.",
        "Wer gemahnt werden soll und warum. Ankreuzen, dann Mahnungen schreiben.",
    ),
)
class DunningProposal(Row):
    """One customer with overdue items: what the letter would ask for, or why there is none."""

    proposal_id: str = column("Proposal", "Vorschlag", frozen=True, required=True, width=16)
    accept: bool = column(
        "Dun", "Mahnen", width=10, default=False, help=("x: write this letter.", "x: diesen Brief schreiben.")
    )
    customer_number: str = column("Customer no.", "Kundennr.", frozen=True, refers_to="Customers", width=12)
    customer_name: str = column("Customer", "Kunde", frozen=True, width=50, default="")
    level: int | None = column("Level", "Stufe", frozen=True, width=8, default=None)
    title: str = column("Letter", "Brief", frozen=True, width=22, default="")
    invoice_numbers: str = column("Invoices", "Rechnungen", frozen=True, width=42, default="")
    days_overdue: int | None = column(
        "Days overdue",
        "Tage überfällig",
        frozen=True,
        width=11,
        default=None,
        help=("Of the oldest invoice.", "Der ältesten Rechnung."),
    )
    amount_overdue: Money | None = column("Overdue", "Überfällig", frozen=True, width=13, default=None)
    interest: Money | None = column("Interest", "Zinsen", frozen=True, width=11, default=None)
    charges: Money | None = column(
        "Fees",
        "Gebühren",
        frozen=True,
        width=11,
        default=None,
        help=("Fees and lump sums.", "Gebühren und Pauschalen."),
    )
    amount_asked: Money | None = column("To be asked", "Zu fordern", frozen=True, width=13, default=None)
    currency: str = column("Currency", "Währung", frozen=True, width=9, default="EUR")
    proposed_on: date | None = column("Proposed on", "Vorgeschlagen am", frozen=True, width=15, default=None)
    reason: str = column("Reason", "Begründung", frozen=True, width=80, default="")


@table(
    tab="Collections",
    key="entry_id",
    label=Label("Collections", "Mahnhistorie"),
    purpose=(
        "Every letter, statement, write-off and hand-over, with its document.",
        "Jede Mahnung, jeder Kontoauszug, jede Ausbuchung und Abgabe, mit Beleg.",
    ),
)
class CollectionEntry(Row):
    """One thing done to collect."""

    entry_id: str = column("Number", "Nummer", frozen=True, required=True, width=16)
    kind: CollectionKind = column("Kind", "Art", frozen=True, width=16)
    day: date = column("Date", "Datum", frozen=True, width=13)
    customer_number: str = column("Customer no.", "Kundennr.", frozen=True, refers_to="Customers", width=12)
    customer_name: str = column("Customer", "Kunde", frozen=True, width=50, default="")
    level: int | None = column("Level", "Stufe", frozen=True, width=8, default=None)
    title: str = column("Letter", "Brief", frozen=True, width=24, default="")
    invoice_numbers: str = column("Invoices", "Rechnungen", frozen=True, width=42, default="")
    amount_open: Money = column("Open", "Offen", frozen=True, width=13)
    interest: Money | None = column("Interest", "Zinsen", frozen=True, width=11, default=None)
    charges: Money | None = column("Fees", "Gebühren", frozen=True, width=11, default=None)
    amount_asked: Money = column("Asked for", "Gefordert", frozen=True, width=13)
    currency: str = column("Currency", "Währung", frozen=True, width=9, default="EUR")
    vat_base: Money | None = column(
        "Less net",
        "Netto weniger",
        frozen=True,
        width=13,
        default=None,
        help=("Of a write-off (§ 17 (2) UStG).", "Bei Ausbuchungen (§ 17 Abs. 2 UStG)."),
    )
    vat_amount: Money | None = column("Less VAT", "USt weniger", frozen=True, width=12, default=None)
    reason: str = column("Reason", "Begründung", frozen=True, width=32, default="")
    pay_by: date | None = column("Pay by", "Zahlbar bis", frozen=True, width=13, default=None)
    status: CollectionStatus = column("Status", "Status", frozen=True, width=16)
    document: str = column("Document", "Beleg", frozen=True, width=32, default="")
