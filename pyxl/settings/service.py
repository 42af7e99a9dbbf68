"""How complaints are numbered, by when they are answered and solved, and who settles them."""

from __future__ import annotations

from decimal import Decimal

from pyxl.core.schema import AMOUNT, Row, column, part_of_table


@part_of_table
class ServiceSettings(Row):
    """Service levels of customer service."""

    case_number_pattern: str = column(
        "Case number",
        "Fallnummer",
        default="RK-{year}-{00001}",
        help=("For complaints in the tab Cases.", "Für Reklamationen im Blatt „Reklamationen“."),
    )
    return_number_pattern: str = column(
        "RMA number",
        "RMA-Nummer",
        default="RMA-{year}-{00001}",
        help=("For goods that customers send back.", "Für Ware, die Kunden zurücksenden."),
    )
    debit_note_number_pattern: str = column(
        "Debit note number",
        "Nummer Belastungsanzeige",
        default="BA-{year}-{00001}",
        help=(
            "For letters that ask suppliers to pay for complaints.",
            "Für Schreiben, die Lieferanten mit Reklamationen belasten.",
        ),
    )
    first_answer_days: int | None = column(
        "First answer within (days)",
        "Erste Antwort in (Tagen)",
        default=1,
        help=(
            "Working days after a complaint came in; holidays do not count.",
            "Arbeitstage nach dem Eingang einer Reklamation; Feiertage zählen nicht.",
        ),
    )
    solution_days: int | None = column(
        "Solution within (days)",
        "Lösung in (Tagen)",
        default=10,
        help=("Working days after a complaint came in.", "Arbeitstage nach dem Eingang einer Reklamation."),
    )
    escalation_days: int | None = column(
        "Escalate after (days)",
        "Eskalieren nach (Tagen)",
        default=3,
        help=(
            "A complaint more working days late than this goes to the person below.",
            "Ist eine Reklamation mehr Arbeitstage verspätet, geht sie an die Person darunter.",
        ),
    )
    escalate_to: str = column("Escalate to", "Eskalieren an", default="")
    follow_up_days: int | None = column(
        "Ask again after (days)",
        "Nachfragen nach (Tagen)",
        default=5,
        help=(
            "Working days after the solution: is the customer content now?",
            "Arbeitstage nach der Lösung: Ist der Kunde nun zufrieden?",
        ),
    )
    case_approval_limit: Decimal | None = column(
        "Credits need approval above",
        "Gutschriften freigeben ab über",
        number_format=AMOUNT,
        default=None,
        help=(
            "A complaint above this, in EUR, is settled by an approver who did not register it; empty: anybody.",
            "Darüber (in EUR) erledigt eine Reklamation, wer freigeben darf und sie nicht erfasst hat; leer: jeder.",
        ),
    )
