"""A customer's file stays one page, however much there is to say; what does not fit is counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from pyxl.app.printing import print_documents
from pyxl.core.labels import LANGUAGES, Label, Language
from pyxl.core.money import Money
from pyxl.core.outcome import DocumentRequest
from pyxl.core.plain import PlainData, to_plain
from pyxl.invoicing.sender import letterhead_facts
from pyxl.service.customer_files.dossier import Dossier, Entry
from pyxl.service.customer_files.page import SHOWN, customer_file_document
from pyxl.settings import Settings

DAY = date(2026, 6, 3)
LONG = Label(
    "Case came in, was answered and came back again " * 5, "Der Schaltschrankbeleuchtungsträger ist verbogen " * 5
)


def dossier(count: int) -> Dossier:
    head = [
        Entry(section="CUSTOMER", number="D1", text=Label(text, text)) for text in ("Huber KG", "Ring 1", "a@b.test")
    ]
    figures = [
        Entry(
            section="FIGURES", text=Label("turnover", "Umsatz in 12 Monaten, mit USt"), amount=Money.of("1234567.89")
        ),
        Entry(section="FIGURES", text=Label("pays late", "zahlt im Mittel 12,5 Tage nach Fälligkeit")),
    ]
    events = [
        Entry(
            section=section,
            day=DAY - timedelta(place),
            number=f"RK-2026-{place:05d}",
            text=LONG,
            due_date=DAY,
            amount=Money.of("98765.43"),
        )
        for section in SHOWN
        for place in range(count)
    ]
    return Dossier(customer_number="D1", customer_name="Huber KG", as_of=DAY, entries=(*head, *figures, *events))


def content(language: Language, count: int) -> PlainData:
    firm = Settings(company_name="Muster GmbH")
    facts = {"dossier": to_plain(dossier(count)), "language": language, "firm": "Muster GmbH"}
    return PlainData({**facts, "letterhead": letterhead_facts(firm)})


def test_nothing_open_is_a_figure_too() -> None:
    nothing = Entry(section="FIGURES", text=Label("open", "offen"), amount=Money.zero("EUR"))
    page = customer_file_document(
        PlainData(content("de", 0) | {"dossier": to_plain(replace(dossier(0), entries=(nothing,)))})
    )
    assert page.context["figures"] == ({"label": "offen", "value": "0,00\N{NO-BREAK SPACE}€"},)


@pytest.mark.parametrize("language", LANGUAGES)
def test_thirty_events_of_everything_are_one_page(language: Language, tmp_path: Path) -> None:
    request = DocumentRequest("customer-file", "AK-1", "2026/AK-1.pdf", content(language, 30))
    (printed,) = print_documents(tmp_path / "book.xlsx", [request])
    with pikepdf.open(BytesIO(printed)) as pdf:
        assert len(pdf.pages) == 1


def test_what_does_not_fit_is_counted() -> None:
    sections = customer_file_document(content("de", 30)).context["sections"]
    assert [(len(each["lines"]), each["more"]) for each in sections][:2] == [
        (8, "und 22 weitere im Blatt"),
        (6, "und 24 weitere im Blatt"),
    ]
    assert {each["more"] for each in customer_file_document(content("de", 4)).context["sections"]} == {""}
