"""The invoices of a small German firm, one for each case of the law: what the golden e-invoices are made from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from pyxl.core.money import Money
from pyxl.invoicing.model import (
    Adjustment,
    BankAccount,
    DeliveryAddress,
    DirectDebit,
    Invoice,
    InvoiceAttachment,
    InvoiceHead,
    InvoiceLine,
    InvoiceType,
    Party,
    Prepayment,
    TaxedAdjustment,
)
from pyxl.invoicing.totals import assemble, cancellation_of, payment_terms, price_line
from pyxl.reference_data.tax import TREATMENTS, TaxCase, VatCategory

ISSUED = date(2026, 3, 4)
SELLER = Party(
    name="Muster Werkzeug GmbH",
    contact="Erika Beispiel",
    street="Am Alten Markt 12",
    postcode="10115",
    city="Berlin",
    vat_id="DE123456788",
    tax_number="30/123/45678",
    registration="Amtsgericht Berlin-Charlottenburg, HRB 123456",
    email="rechnung@muster-werkzeug.example",
    phone="+49 30 1234567",
)
BUYER = Party(
    name="Schreinerei Groß & Söhne KG",
    additional_name="Werk Süd",
    contact="Max Groß",
    street="Hauptstraße 7",
    address_addition="Halle 3",
    postcode="80331",
    city="München",
    vat_id="DE136695976",
    email="einkauf@gross-soehne.example",
    customer_number="10023",
)
AUSTRIAN = Party(
    name="Tischlerei Huber GmbH",
    street="Landstraße 5",
    postcode="4020",
    city="Linz",
    country="AT",
    vat_id="ATU12345675",
    email="office@huber.example",
    customer_number="10031",
)
SWISS = Party(
    name="Schreinerei Rüegg AG",
    street="Bahnhofstrasse 1",
    postcode="8001",
    city="Zürich",
    country="CH",
    email="buchhaltung@rueegg.example",
    customer_number="10040",
)
HEAD = InvoiceHead(
    number="RE-2026-0042",
    issue_date=ISSUED,
    seller=SELLER,
    buyer=BUYER,
    supplied_on=date(2026, 3, 2),
    order_number="A-2026-0107",
    purchase_order="B-4711",
    payment_terms=payment_terms(ISSUED, 30),
    account=BankAccount(account_holder="Muster Werkzeug GmbH", iban="DE89370400440532013000", bic="COBADEFFXXX"),
)
_NINETEEN, _SEVEN, _NONE = Decimal("19.00"), Decimal("7.00"), Decimal("0.00")


def line(position: str = "1", **changes: Any) -> InvoiceLine:
    """Two drills at 189.90; keywords change the line."""
    plain: dict[str, Any] = {
        "position": position,
        "item_number": "AK-1002",
        "name": "Akku-Bohrschrauber",
        "quantity": Decimal(2),
        "unit_label": "Stk",
        "net_price": Decimal("189.90"),
        "vat_category": VatCategory.STANDARD,
        "vat_rate": _NINETEEN,
    }
    return price_line(**(plain | changes))


def untaxed(case: TaxCase, position: str = "1", **changes: Any) -> InvoiceLine:
    """A line without VAT, for the reason of the case."""
    return line(position, vat_category=TREATMENTS[case].category, vat_rate=_NONE, tax_case=case, **changes)


def book(position: str = "2") -> InvoiceLine:
    """A handbook at the reduced rate."""
    return line(
        position,
        item_number="BU-7",
        name="Handbuch Holzverbindungen",
        quantity=Decimal(3),
        net_price=Decimal("24.2056"),
        vat_rate=_SEVEN,
    )


def invoice(*lines: InvoiceLine, **changes: Any) -> Invoice:
    """An invoice over the lines, over two drills where none are given; keywords change its head."""
    return assemble(replace(HEAD, **changes), lines or (line(),))


def _standard() -> Invoice:
    return invoice(line(), book(), notes=("Vielen Dank für Ihren Auftrag.",))


def _adjusted() -> Invoice:
    freight = TaxedAdjustment(
        amount=Money.of("12.50"),
        is_charge=True,
        reason="Fracht",
        reason_code="FC",
        vat_category=VatCategory.STANDARD,
        vat_rate=_NINETEEN,
    )
    loyalty = TaxedAdjustment(
        amount=Money.of("10.00"),
        reason="Treuerabatt",
        reason_code="95",
        vat_category=VatCategory.STANDARD,
        vat_rate=_NINETEEN,
    )
    engraving = Adjustment(amount=Money.of("8.00"), is_charge=True, reason="Gravur", reason_code="ABK")
    damage = Adjustment(amount=Money.of("5.55"), reason="Kratzer am Gehäuse", reason_code="60")
    first = line(discount_percent=Decimal("2.5"), adjustments=(engraving, damage))
    return invoice(first, book(), adjustments=(loyalty, freight))


def _final() -> Invoice:
    paid = Prepayment(
        number="RE-2026-0011", issue_date=date(2026, 1, 15), gross=Money.of("238.00"), vat=Money.of("38.00")
    )
    return invoice(prepayments=(paid,), period_start=date(2026, 1, 12), period_end=date(2026, 3, 2), supplied_on=None)


def _public() -> Invoice:
    sheet = InvoiceAttachment(
        reference="ST-2026-02",
        description="Stundenzettel Februar",
        filename="stundenzettel.csv",
        mime_type="text/csv",
        content=b"Tag;Stunden\n02.02.;8\n",
    )
    office = replace(BUYER, name="Stadt Musterstadt", additional_name="", vat_id="", email="kaemmerei@stadt.example")
    return invoice(
        line(name="Montage", description="Werkstatt der Grundschule", unit_code="HUR", quantity=Decimal("7.5")),
        buyer=office,
        buyer_reference="04011000-12345-34",
        contract="V-2025-9",
        project="Schulsanierung 2026",
        attachments=(sheet,),
    )


def _self_billed() -> Invoice:
    """The carpenter delivered to the firm, which writes the invoice."""
    return invoice(type_code=InvoiceType.SELF_BILLED, seller=replace(BUYER, phone="089 1234"), buyer=SELLER)


def _direct_debit() -> Invoice:
    debit = DirectDebit(mandate="M-10023-1", creditor_id="DE98ZZZ09999999999", debited_iban="DE75512108001245126199")
    return invoice(direct_debit=debit, account=None)


def _order_head() -> Invoice:
    """All that the tab Order heads has columns for, and two files."""
    files = (
        ("lieferschein.pdf", "application/pdf", b"%PDF-1.7\n%%EOF\n"),
        ("foto.png", "image/png", b"\x89PNG\r\n\x1a\n"),
    )
    return invoice(
        delivery=DeliveryAddress(name="Baustelle Nord", street="Ring 4", postcode="20095", city="Hamburg"),
        project="Schulsanierung 2026",
        contract="RV-7",
        despatch_advice="LS-2026-0012, LS-2026-0013",
        attachments=tuple(
            InvoiceAttachment(reference=name, filename=name, mime_type=mime_type, content=content)
            for name, mime_type, content in files
        ),
    )


CASES: dict[str, Invoice] = {
    "standard_19_and_7": _standard(),
    "zero_rate_solar": invoice(
        line(name="PV-Modul 430 W", vat_category=VatCategory.ZERO, vat_rate=_NONE), book(), purchase_order=""
    ),
    "rate_by_date_of_supply": invoice(line(vat_rate=Decimal("16.00")), supplied_on=date(2020, 12, 30)),
    "exempt_with_reason": invoice(
        untaxed(TaxCase.EXEMPT, name="Miete Lagerraum März 2026", unit_code="MON", quantity=Decimal(1)),
        exemption_text="Steuerfrei nach § 4 Nr. 12 UStG",
    ),
    "small_business": invoice(untaxed(TaxCase.SMALL_BUSINESS), seller=replace(SELLER, vat_id="", registration="")),
    "reverse_charge": invoice(untaxed(TaxCase.REVERSE_CHARGE, name="Bauleistung Trockenbau", unit_code="LS")),
    "intra_community": invoice(untaxed(TaxCase.INTRA_COMMUNITY_SUPPLY), buyer=AUSTRIAN, language="en"),
    "export": invoice(
        untaxed(TaxCase.EXPORT),
        buyer=SWISS,
        delivery=DeliveryAddress(
            name="Lager Winterthur", street="Areal 3", postcode="8400", city="Winterthur", country="CH"
        ),
    ),
    "not_subject": invoice(untaxed(TaxCase.NOT_SUBJECT, name="Beratung vor Ort", unit_code="HUR"), buyer=SWISS),
    "allowances_and_charges": _adjusted(),
    "partial_invoice": invoice(type_code=InvoiceType.PARTIAL),
    "prepayment": invoice(
        line(name="Abschlag auf Auftrag A-2026-0107", quantity=Decimal(1), net_price=Decimal(200), item_number=""),
        number="RE-2026-0011",
        supplied_on=date(2026, 3, 4),
    ),
    "final_invoice": _final(),
    "corrected_invoice": invoice(
        type_code=InvoiceType.CORRECTED, preceding_number="RE-2026-0041", preceding_date=date(2026, 3, 1)
    ),
    "credit_note": cancellation_of(_adjusted(), "RK-2026-0003", date(2026, 3, 9)),
    "self_billed": _self_billed(),
    "self_billed_credit": cancellation_of(_self_billed(), "GS-2026-0002", date(2026, 3, 9)),
    "cash_discount": invoice(payment_terms=payment_terms(ISSUED, 30, [(Decimal(2), 14), (Decimal(3), 7)])),
    "direct_debit": _direct_debit(),
    "public_buyer": _public(),
    "other_delivery_address": invoice(
        delivery=DeliveryAddress(name="Baustelle Nord", street="Ring 4", postcode="20095", city="Hamburg")
    ),
    "delivery_note": invoice(despatch_advice="LS-2026-00012"),
    "order_head": _order_head(),
    "price_per_hundred": invoice(
        line(
            name="Spanplattenschrauben 4 x 40",
            quantity=Decimal(2350),
            net_price=Decimal("3.4950"),
            base_quantity=Decimal(100),
            discount_percent=Decimal(5),
            adjustments=(Adjustment(amount=Money.of("2.50"), reason="Packung beschädigt"),),
        )
    ),
    "several_days": invoice(
        line(supplied_on=date(2026, 2, 3), order_reference="A-2026-0099"),
        replace(book(), supplied_on=date(2026, 2, 27), order_reference="A-2026-0107"),
        supplied_on=None,
        period_start=date(2026, 2, 3),
        period_end=date(2026, 2, 27),
    ),
    "foreign_currency": invoice(
        line(currency="CHF"), buyer=SWISS, currency="CHF", tax_currency="EUR", exchange_rate=Decimal("1.0412")
    ),
}
"""Case -> invoice. The totals come from `totals.assemble`, everything else is written down here."""
