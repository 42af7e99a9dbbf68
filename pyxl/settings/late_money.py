"""How direct debits are collected and late money is asked for."""

from __future__ import annotations

from decimal import Decimal

from pyxl.core.schema import AMOUNT, Row, column, part_of_table


@part_of_table
class LateMoneySettings(Row):
    """Collecting and dunning."""

    batch_number_pattern: str = column(
        "SEPA batch number",
        "SEPA-Sammlernummer",
        default="SEPA-{year}-{00001}",
        help=(
            "The bank names it when it credits a batch of direct debits in one sum.",
            "Unter ihr schreibt die Bank einen Sammler von Lastschriften in einer Summe gut.",
        ),
    )
    collect_days_ahead: int | None = column(
        "Collect ahead (days)",
        "Einzug im Voraus (Tage)",
        default=5,
        help=(
            "Invoices due within this many days are collected, not before their due date.",
            "Rechnungen, die in so vielen Tagen fällig sind, werden eingezogen, nie vor der Fälligkeit.",
        ),
    )
    mandate_returns_max: int | None = column(
        "Mandate blocked after returns",
        "Mandat gesperrt nach Rückgaben",
        default=2,
        help=(
            "With so many returned debits a mandate is not used again. 0: never blocked.",
            "Nach so vielen Rücklastschriften wird das Mandat nicht mehr benutzt. 0: nie gesperrt.",
        ),
    )
    dunning_number_pattern: str = column("Dunning letter number", "Mahnungsnummer", default="MA-{year}-{00001}")
    dunning_minimum: Decimal | None = column(
        "Dun from",
        "Mahnen ab",
        number_format=AMOUNT,
        default=Decimal("5.00"),
        help=("Less than this is not dunned, in EUR.", "Weniger wird nicht gemahnt, in EUR."),
    )
    dunning_tolerance_days: int | None = column(
        "Dunning tolerance (days)",
        "Mahn-Toleranz (Tage)",
        default=3,
        help=("So long money may be on its way.", "So lange darf Geld unterwegs sein."),
    )
    dunning_bank_days: int | None = column(
        "Bank not older than (days)",
        "Bank nicht älter als (Tage)",
        default=7,
        help=(
            "Nobody is dunned before the bank is imported up to then. 0: not checked.",
            "Ohne Bankumsätze bis dahin wird nicht gemahnt. 0: ungeprüft.",
        ),
    )
    due_dates_agreed: bool = column(
        "Due dates agreed",
        "Fälligkeit vereinbart",
        default=False,
        help=(
            "yes: contracts set the due date; default begins without a reminder.",
            "ja: Das Zahlungsziel steht im Vertrag; Verzug tritt ohne Mahnung ein.",
        ),
    )
    consumers_told: bool = column(
        "Consumers told (30 days)",
        "Verbraucherhinweis (30 Tage)",
        default=False,
        help=(
            "yes: invoices tell consumers of default after 30 days.",
            "ja: Rechnungen nennen Verbrauchern den Verzug nach 30 Tagen.",
        ),
    )
    books_charges: bool = column(
        "Book charges",
        "Nebenforderungen buchen",
        default=False,
        help=(
            "yes: interest and fees of dunning letters become open items.",
            "ja: Zinsen und Gebühren der Mahnungen werden offene Posten.",
        ),
    )
    hand_over_number_pattern: str = column(
        "Hand-over number",
        "Abgabenummer",
        default="IK-{year}-{00001}",
        help=("For what is handed to a collection agency.", "Für das, was an ein Inkassobüro abgegeben wird."),
    )
