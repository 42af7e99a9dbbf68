"""An e-invoice as a story writes it: one term per line, turned into the XML (CII or UBL) that a supplier would send."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from pyxl.formats.en16931.amounts import DocumentTotals, Tax, VatBreakdown
from pyxl.formats.en16931.cii import write_cii
from pyxl.formats.en16931.invoice import CreditTransfer, EInvoice, PaymentMeans
from pyxl.formats.en16931.lines import EInvoiceLine, Item, Price
from pyxl.formats.en16931.parties import Address, Contact, Delivery, Identifier, Party
from pyxl.formats.en16931.profiles import Profile, specification
from pyxl.formats.en16931.ubl import write_ubl

from .story_text import StoryError

FIRST_LINE = "e-invoice"
_USUAL = {
    "number": "R-1",
    "date": "2026-10-05",
    "due": "2026-11-04",
    "type": "380",
    "currency": "EUR",
    "seller": "Holz AG",
    "street": "Waldweg 1",
    "postcode": "34117",
    "city": "Kassel",
    "vat id": "DE136695976",
    "tax number": "",
    "buyer": "Muster GmbH",
    "iban": "DE02120300000000202051",
    "delivered": "2026-10-02",
    "order": "",
    "order line": "",
    "delivery note": "",
    "item": "H-7",
    "our item": "",
    "unit": "C62",
    "terms": "",
    "line": "1 x 100.00 Bretter",
    "rate": "19",
    "country": "DE",
    "category": "S",
    "syntax": "CII",
}

_REASONS = {"AE": "Reverse charge", "K": "Intra-Community supply"}


def bill_bytes(text: str) -> bytes:
    """The XML of it; a text that is no such list is the file itself."""
    lines = text.strip().splitlines()
    if not lines or lines[0].strip() != FIRST_LINE:
        return text.encode()
    given = dict(_USUAL)
    for line in lines[1:]:
        name, separator, value = line.partition(":")
        if not separator or name.strip() not in _USUAL:
            raise StoryError(f"no term of an e-invoice: {line!r}; there are {', '.join(_USUAL)}")
        given[name.strip()] = value.strip()
    invoice = einvoice(given)
    return write_ubl(invoice) if given["syntax"] == "UBL" else write_cii(invoice)


def einvoice(given: dict[str, str]) -> EInvoice:
    """A whole and valid invoice with these terms."""
    quantity, _, rest = given["line"].partition(" x ")
    price, _, name = rest.partition(" ")
    net = round(Decimal(quantity) * Decimal(price), 2)
    category = given["category"]
    rate = Decimal(given["rate"]) if category == "S" else Decimal(0)
    tax = round(net * rate / 100, 2)
    issued = _day(given["date"])
    return EInvoice(
        specification=specification(Profile.EN16931, date(2026, 1, 1)),
        number=given["number"],
        issue_date=issued,
        type_code=given["type"],
        currency=given["currency"],
        due_date=_day(given["due"]),
        purchase_order=given["order"],
        despatch_advice=given["delivery note"],
        payment_terms=given["terms"].replace("\\n", "\n"),
        seller=replace(
            _party(given["seller"], given),
            vat_id=given["vat id"],
            tax_number=given["tax number"],
            contact=Contact(email="rechnung@holz.example"),
        ),
        buyer=_party(given["buyer"], {"street": "Hauptstraße 1", "postcode": "34117", "city": "Kassel"}),
        delivery=Delivery(delivered_on=_day(given["delivered"])) if given["delivered"] else None,
        payment_means=(PaymentMeans(code="58", transfer=CreditTransfer(account=given["iban"])),),
        totals=DocumentTotals(lines=net, net=net, vat=tax, gross=net + tax, due=net + tax),
        vat_breakdown=(
            VatBreakdown(category=category, rate=rate, taxable=net, tax=tax, reason=_REASONS.get(category, "")),
        ),
        lines=(
            EInvoiceLine(
                line_id="1",
                quantity=Decimal(quantity),
                unit=given["unit"],
                net=net,
                price=Price(net=Decimal(price)),
                tax=Tax(category=category, rate=rate),
                item=Item(name=name, seller_id=given["item"], buyer_id=given["our item"]),
                order_line=given["order line"],
            ),
        ),
    )


def _party(name: str, given: dict[str, str]) -> Party:
    return Party(
        name=name,
        electronic_address=Identifier(value="rechnung@holz.example", scheme="EM"),
        address=Address(
            street=given["street"], postcode=given["postcode"], city=given["city"], country=given.get("country", "DE")
        ),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
