"""The letter about a complaint repeats a sentence, never a whole mail with its greetings."""

from __future__ import annotations

from datetime import date

import pytest

from pyxl.invoicing.model import Party
from pyxl.service.letters.case_letter import QUOTED_MOST, CaseLetter

FIRM = Party(name="Muster GmbH", street="Ring 1", postcode="34117", city="Kassel", country="DE")


@pytest.mark.parametrize(
    ("complaint", "opening"),
    [
        ("Zwei verbogen.", "danke für Ihre Nachricht vom 08.06.2026: „Zwei verbogen“."),
        ("x" * QUOTED_MOST, f"danke für Ihre Nachricht vom 08.06.2026: „{'x' * QUOTED_MOST}“."),
        ("x" * (QUOTED_MOST + 1), "danke für Ihre Nachricht vom 08.06.2026."),
        ("Betreff\nGuten Tag,\n\nzwei verbogen.\n\nGrüße", "danke für Ihre Nachricht vom 08.06.2026."),
        ("", "danke für Ihre Nachricht vom 08.06.2026."),
    ],
)
def test_a_sentence_is_repeated_a_mail_is_not(complaint: str, opening: str) -> None:
    letter = CaseLetter(
        number="RK-1",
        solution="ANSWER",
        language="de",
        issued_on=date(2026, 6, 9),
        received_on=date(2026, 6, 8),
        complaint=complaint,
        reason="Weil es so ist.",
        seller=FIRM,
        buyer=FIRM,
        account=None,
    )
    assert letter.paragraphs[0] == opening
