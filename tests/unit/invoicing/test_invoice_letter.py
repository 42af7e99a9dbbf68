"""The printed invoice holds what the law asks for (§ 14 UStG), in German and English."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdf
import pytest

from pyxl.core.labels import Language
from pyxl.core.money import Money
from pyxl.documents import Letterhead, render_all
from pyxl.invoicing.letter import giro_code, invoice_document
from pyxl.invoicing.model import (
    DRAFT_NUMBER,
    DeliveryAddress,
    Invoice,
    InvoiceLine,
    InvoiceType,
    Party,
)
from pyxl.invoicing.totals import cancellation_of, reversal_of
from pyxl.reference_data.tax import TaxCase, VatCategory

MakeLine = Callable[..., InvoiceLine]
MakeInvoice = Callable[..., Invoice]


def pages(invoice: Invoice, letterhead: Letterhead) -> list[str]:
    (pdf,) = render_all([invoice_document(invoice, letterhead)])
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


GERMAN = [
    "Rechnung RE-2026-0042",
    "Muster Werkzeug GmbH · Am Alten Markt 12 · 10115 Berlin",
    "Schreinerei Groß & Söhne KG",
    "Hauptstraße 7 80331 München",
    "USt-IdNr. DE123456788",
    "Steuernr. 30/123/45678",
    "Datum 04.03.2026",
    "Leistungsdatum 02.03.2026",
    "Akku-Bohrschrauber",
    "2 Stk 189,90",
    "19 % 379,80",
    "Nettobetrag 379,80",
    "USt 19 % auf 379,80 72,16",
    "Gesamtbetrag 451,96 €",
    "Bitte überweisen Sie 451,96 € bis zum 03.04.2026.",
    "Bei Zahlung bis 14.03.2026: 2 % Skonto (9,04 €), zu zahlen 442,92 €.",
    "DE89 3704 0044 0532 0130 00",
    "Geschäftsführung: Petra Muster",
    "Amtsgericht Charlottenburg HRB 123456 B",
    "Seite 1 von 1",
]
ENGLISH = [
    "Invoice RE-2026-0042",
    "Date 4 March 2026",
    "Date of supply 2 March 2026",
    "VAT 19% on 379.80 72.16",
    "Total €451.96",
    "Please pay €451.96 by 3 April 2026.",
    "If paid by 14 March 2026: 2% cash discount (€9.04), you pay €442.92.",
    "Page 1 of 1",
]


@pytest.mark.parametrize(("language", "facts"), [("de", GERMAN), ("en", ENGLISH)])
def test_every_fact_the_law_asks_for_is_printed(
    language: Language, facts: list[str], make_invoice: MakeInvoice, letterhead: Letterhead
) -> None:
    (text,) = pages(make_invoice(language=language), letterhead)
    assert [fact for fact in facts if fact not in text] == []


def test_many_lines_carry_their_sum_over_each_page(
    make_line: MakeLine, make_invoice: MakeInvoice, letterhead: Letterhead
) -> None:
    lines = [make_line(position=str(n), net_price=Decimal(1), quantity=Decimal(1)) for n in range(1, 91)]
    first, middle, last = pages(make_invoice(*lines), letterhead)
    for page, number in ((first, 1), (middle, 2), (last, 3)):
        assert f"Seite {number} von 3" in page
        assert "Artikelnr. Bezeichnung Menge" in page
    for before, after in ((first, middle), (middle, last)):
        carried = before.rpartition("Übertrag ")[2].split()[0]
        assert f"Übertrag {carried}" in after
        assert Money.of(carried.replace(",", ".")) < Money.of(90)
    assert first.count("Übertrag") == last.count("Übertrag") == 1
    assert middle.count("Übertrag") == 2


def test_a_cancellation_names_its_invoice_and_asks_for_no_money(
    make_invoice: MakeInvoice, letterhead: Letterhead
) -> None:
    credit = cancellation_of(make_invoice(), "RK-2026-0001", date(2026, 4, 1))
    (text,) = pages(credit, letterhead)
    assert "Rechnungskorrektur (Stornorechnung) RK-2026-0001" in text
    assert "Mit diesem Beleg stornieren wir unsere Rechnung RE-2026-0042 vom 04.03.2026." in text
    assert "Betrag zu Ihren Gunsten 451,96 €" in text
    assert "überweisen" not in text
    assert "gutschrift" not in text.lower(), "in German VAT law that word means self-billing"
    (english,) = pages(replace(credit, language="en"), letterhead)
    assert "Credit note RK-2026-0001" in english


def test_who_takes_a_credit_note_back_says_so_and_asks_for_the_first_invoice(
    make_invoice: MakeInvoice, letterhead: Letterhead
) -> None:
    credit = cancellation_of(make_invoice(), "RK-2026-0001", date(2026, 4, 1))
    owed = reversal_of(credit, "RE-2026-0050", date(2026, 4, 9))
    (text,) = pages(owed, letterhead)
    assert "nehmen wir Beleg RK-2026-0001 vom 01.04.2026 zu Rechnung RE-2026-0042 zurück." in text
    assert "Verwendungszweck RE-2026-0042" in text
    (english,) = pages(replace(owed, language="en"), letterhead)
    assert "takes our credit note RK-2026-0001 dated 1 April 2026 for invoice RE-2026-0042 back" in english


def test_a_corrected_invoice_names_what_it_corrects(make_invoice: MakeInvoice, letterhead: Letterhead) -> None:
    corrected = make_invoice(
        type_code=InvoiceType.CORRECTED, preceding_number="RE-2026-0041", preceding_date=date(2026, 3, 1)
    )
    (text,) = pages(corrected, letterhead)
    assert "Diese Rechnung berichtigt unsere Rechnung RE-2026-0041 vom 01.03.2026." in text


def test_a_draft_has_a_watermark_and_neither_number_nor_giro_code(
    make_invoice: MakeInvoice, letterhead: Letterhead
) -> None:
    draft = make_invoice(number=DRAFT_NUMBER, remittance_text="")
    (text,) = pages(draft, letterhead)
    assert "ENTWURF" in text
    assert DRAFT_NUMBER not in text
    assert giro_code(draft) == ""
    (english,) = pages(replace(draft, language="en"), letterhead)
    assert "DRAFT" in english


@pytest.mark.parametrize(
    ("case", "category", "note"),
    [
        (TaxCase.REVERSE_CHARGE, VatCategory.REVERSE_CHARGE, "Steuerschuldnerschaft des Leistungsempfängers"),
        (
            TaxCase.INTRA_COMMUNITY_SUPPLY,
            VatCategory.INTRA_COMMUNITY,
            "Steuerfreie innergemeinschaftliche Lieferung gemäß § 4 Nr. 1 Buchst. b UStG",
        ),
        (
            TaxCase.SMALL_BUSINESS,
            VatCategory.EXEMPT,
            "Kein Ausweis von Umsatzsteuer, da Kleinunternehmer gemäß § 19 UStG",
        ),
    ],
)
def test_untaxed_invoices_carry_their_note(
    case: TaxCase,
    category: VatCategory,
    note: str,
    make_line: MakeLine,
    make_invoice: MakeInvoice,
    letterhead: Letterhead,
) -> None:
    line = make_line(vat_category=category, vat_rate=Decimal(0), tax_case=case)
    buyer = Party(name="Client SARL", city="Lyon", country="FR", vat_id="FR12345678901")
    (text,) = pages(make_invoice(line, buyer=buyer, delivery=DeliveryAddress(city="Lyon", country="FR")), letterhead)
    assert note in text
    assert "Gesamtbetrag 379,80 €" in text
    assert "Ihre USt-IdNr. FR12345678901" in text
    assert "FRANKREICH" in text


def test_period_line_dates_and_orders_are_printed(
    make_line: MakeLine, make_invoice: MakeInvoice, letterhead: Letterhead
) -> None:
    lines = (
        make_line(position="1", order_reference="A-1", supplied_on=date(2026, 2, 3)),
        make_line(position="2", order_reference="A-2", supplied_on=date(2026, 2, 20)),
    )
    invoice = make_invoice(*lines, supplied_on=None, period_start=date(2026, 2, 1), period_end=date(2026, 2, 28))
    (text,) = pages(invoice, letterhead)
    assert "Leistungszeitraum 01.02.2026 bis 28.02.2026" in text
    assert "Auftrag A-1 · Leistung vom 03.02.2026" in text
    assert "Auftrag A-2 · Leistung vom 20.02.2026" in text


def test_a_long_address_is_never_cut(make_invoice: MakeInvoice, letterhead: Letterhead) -> None:
    buyer = Party(
        name="Arbeitsgemeinschaft der Donaudampfschifffahrtsbetriebe Niederbayern und Oberpfalz mbH & Co. KGaA",
        additional_name="Abteilung Einkauf und Materialwirtschaft",
        contact="Frau Dr. Lena Weiß",
        address_addition="Hinterhaus, 3. Stock",
        street="Hauptstraße 7",
        postcode="1010",
        city="Wien",
        country="AT",
    )
    (text,) = pages(make_invoice(buyer=buyer), letterhead)
    assert "1010 Wien ÖSTERREICH" in text


def test_giro_code_asks_for_what_is_due(make_invoice: MakeInvoice) -> None:
    content = giro_code(make_invoice()).split("\n")
    assert content[5:8] == ["Muster Werkzeug GmbH", "DE89370400440532013000", "EUR451.96"]
    assert content[-1] == "RE-2026-0042"


def test_no_giro_code_where_none_can_be_paid(make_line: MakeLine, make_invoice: MakeInvoice) -> None:
    assert giro_code(make_invoice(account=None)) == ""
    assert giro_code(make_invoice(make_line(currency="CHF"), currency="CHF")) == ""
    assert giro_code(make_invoice(make_line(discount_percent=Decimal(100)))) == ""
    assert giro_code(make_invoice(make_line(quantity=Decimal(-1)))) == ""
    assert giro_code(cancellation_of(make_invoice(), "RK-1", date(2026, 4, 1))) == ""


def test_nothing_due_says_so(make_line: MakeLine, make_invoice: MakeInvoice, letterhead: Letterhead) -> None:
    (text,) = pages(make_invoice(make_line(discount_percent=Decimal(100))), letterhead)
    assert "Es ist nichts zu zahlen." in text
    assert "überweisen" not in text


@pytest.mark.parametrize("text", ['#read("/etc/passwd")', "{{7*7}} <script>", "=cmd|' /C calc'!A0", "*_`$\\u{41}@x//"])
def test_no_field_of_an_invoice_is_more_than_text(
    text: str, make_line: MakeLine, make_invoice: MakeInvoice, letterhead: Letterhead
) -> None:
    names = ("name", "additional_name", "contact", "street", "city", "vat_id", "email", "phone", "customer_number")
    party = Party(**{name: f"{name} {text}" for name in names})
    line = make_line(name=text, description=text, item_number=text, unit_label=text, order_reference=text)
    invoice = make_invoice(line, buyer=party, seller=party, notes=(text,), purchase_order=text, number=text)
    (page,) = pages(invoice, letterhead)
    assert "".join(page.split()).count("".join(text.split())) >= 15


@pytest.mark.parametrize("name", ["Wort " * 2000, "x" * 400, "Ω" * 90 + "\n" + "1234567890" * 9])
def test_overlong_text_is_wrapped_and_never_lost(
    name: str, make_line: MakeLine, make_invoice: MakeInvoice, letterhead: Letterhead
) -> None:
    printed = "".join(" ".join(pages(make_invoice(make_line(name=name), make_line(position="2")), letterhead)).split())
    for letter in set(name) - set(" \n"):
        assert printed.count(letter) >= name.count(letter)
