"""The EC sales list: who bought what, by VAT ID."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

import pytest

from pyxl.accounting.ec_sales import EcRow, ec_sales
from pyxl.core.money import Money
from pyxl.core.plain import PlainData, to_plain
from pyxl.invoicing.model import Invoice, InvoiceHead, InvoiceType, Party
from pyxl.invoicing.totals import assemble, payment_terms, price_line
from pyxl.ledger.events import CREDIT, INVOICE, InvoiceCredited, InvoiceIssued, ItemFacts
from pyxl.reference_data.tax import TaxCase, VatCategory

MARCH = (date(2026, 3, 1), date(2026, 3, 31))
GOODS = (VatCategory.INTRA_COMMUNITY, TaxCase.INTRA_COMMUNITY_SUPPLY)
SERVICE = (VatCategory.REVERSE_CHARGE, TaxCase.INTRA_COMMUNITY_SERVICE)
AT_HOME = (VatCategory.STANDARD, TaxCase.DOMESTIC)


@dataclass(frozen=True)
class Recorded:
    kind: str
    number: str
    payload: Mapping[str, object]
    key: str = ""
    run_id: str = field(default="R1")


def invoice(number: str, *sold: tuple[tuple[VatCategory, TaxCase], str], day: int = 2, **head: object) -> Invoice:
    issued = date(2026, 3, day)
    given = InvoiceHead(
        number=number,
        issue_date=issued,
        seller=Party(name="Muster GmbH", vat_id="DE123456788"),
        buyer=Party(name="Huber GmbH", vat_id="ATU12345675", country="AT"),
        payment_terms=payment_terms(issued, 30, []),
    )
    lines = [
        price_line(
            position=str(place),
            name="Ware",
            quantity=Decimal(1),
            net_price=Decimal(price),
            vat_category=category,
            vat_rate=Decimal(19 if category is VatCategory.STANDARD else 0),
            tax_case=case,
            currency=str(head.get("currency", "EUR")),
        )
        for place, ((category, case), price) in enumerate(sold, 1)
    ]
    return assemble(replace(given, **head), lines)  # type: ignore[arg-type]


def issued(document: Invoice, replaces: str = "") -> Recorded:
    day, due = document.issue_date, document.totals.due
    item = ItemFacts(document.number, "10058", "Huber GmbH", day, day, due)
    content = PlainData({"invoice": to_plain(document, Invoice)})
    facts = InvoiceIssued(item, (), document.totals.net, document.totals.vat, "", content, replaces=replaces)
    return Recorded(INVOICE, document.number, to_plain(facts, InvoiceIssued))


def credited(document: Invoice, of: str) -> Recorded:
    content = PlainData({"invoice": to_plain(document, Invoice)})
    zero = Money.zero()
    facts = InvoiceCredited(of, (), document.totals.gross, zero, document.issue_date, "", content)
    return Recorded(CREDIT, document.number, to_plain(facts, InvoiceCredited))


def test_goods_and_services_are_listed_apart_and_sales_at_home_not_at_all() -> None:
    sold = invoice("RE-1", (GOODS, "1000.99"), (SERVICE, "200"), (AT_HOME, "50"))
    assert ec_sales([issued(sold)], *MARCH).rows == (EcRow("ATU12345675", "L", 1000), EcRow("ATU12345675", "S", 200))


def test_reverse_charge_is_a_service_abroad_and_nothing_at_home() -> None:
    reverse = (VatCategory.REVERSE_CHARGE, TaxCase.REVERSE_CHARGE)
    abroad = invoice("RE-1", (reverse, "200"))
    at_home = invoice("RE-2", (reverse, "300"), buyer=Party(name="Bau GmbH", vat_id="DE136695976"))
    assert ec_sales([issued(abroad), issued(at_home)], *MARCH).rows == (EcRow("ATU12345675", "S", 200),)


def test_what_is_credited_is_taken_out_in_the_period_of_the_credit_note() -> None:
    sold = invoice("RE-1", (GOODS, "1000"))
    back = invoice("RK-1", (GOODS, "300"), day=20, type_code=InvoiceType.CREDIT_NOTE, preceding_number="RE-1")
    assert ec_sales([issued(sold), credited(back, "RE-1")], *MARCH).rows == (EcRow("ATU12345675", "L", 700),)
    later = (date(2026, 3, 15), date(2026, 3, 31))
    assert ec_sales([issued(sold), credited(back, "RE-1")], *later).rows == (EcRow("ATU12345675", "L", -300),)


def test_a_corrected_invoice_stands_for_the_wrong_one() -> None:
    wrong, right = invoice("RE-1", (GOODS, "1000")), invoice("RE-2", (GOODS, "900"), day=3)
    assert ec_sales([issued(wrong), issued(right, "RE-1")], *MARCH).rows == (EcRow("ATU12345675", "L", 900),)


def test_what_is_not_in_euros_is_named() -> None:
    foreign = invoice("RE-1", (GOODS, "1000"), currency="USD")
    assert ec_sales([issued(foreign)], *MARCH).left_out == ("RE-1",)


@pytest.mark.parametrize("period", [(date(2026, 2, 1), date(2026, 2, 28)), (date(2026, 4, 1), date(2026, 4, 30))])
def test_another_month_has_nothing_of_it(period: tuple[date, date]) -> None:
    assert ec_sales([issued(invoice("RE-1", (GOODS, "1000")))], *period).rows == ()
