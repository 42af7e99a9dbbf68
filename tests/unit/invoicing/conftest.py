"""An invoice of a small firm, to be varied by each test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pyxl.documents import Letterhead
from pyxl.invoicing.model import BankAccount, Invoice, InvoiceHead, InvoiceLine, Party
from pyxl.invoicing.totals import assemble, payment_terms, price_line
from pyxl.reference_data.tax import VatCategory

ISSUED = date(2026, 3, 4)

HEAD = InvoiceHead(
    number="RE-2026-0042",
    issue_date=ISSUED,
    seller=Party(
        name="Muster Werkzeug GmbH",
        street="Am Alten Markt 12",
        postcode="10115",
        city="Berlin",
        vat_id="DE123456788",
        tax_number="30/123/45678",
    ),
    buyer=Party(
        name="Schreinerei Groß & Söhne KG",
        street="Hauptstraße 7",
        postcode="80331",
        city="München",
        customer_number="10023",
    ),
    supplied_on=date(2026, 3, 2),
    payment_terms=payment_terms(ISSUED, 30, [(Decimal(2), 10)]),
    account=BankAccount(account_holder="Muster Werkzeug GmbH", iban="DE89370400440532013000", bic="COBADEFFXXX"),
    remittance_text="RE-2026-0042",
)

MakeLine = Callable[..., InvoiceLine]
MakeInvoice = Callable[..., Invoice]


def _line(**changes: Any) -> InvoiceLine:
    plain: dict[str, Any] = {
        "position": "1",
        "item_number": "AK-1002",
        "name": "Akku-Bohrschrauber",
        "quantity": Decimal(2),
        "unit_label": "Stk",
        "net_price": Decimal("189.90"),
        "vat_category": VatCategory.STANDARD,
        "vat_rate": Decimal(19),
    }
    return price_line(**(plain | changes))


def _invoice(*lines: InvoiceLine, **changes: Any) -> Invoice:
    return assemble(replace(HEAD, **changes), lines or (_line(),))


@pytest.fixture
def make_line() -> MakeLine:
    """A line of two drills at 189.90; keywords change it."""
    return _line


@pytest.fixture
def make_invoice() -> MakeInvoice:
    """An invoice over the given lines; keywords change its head."""
    return _invoice


@pytest.fixture
def letterhead() -> Letterhead:
    """The firm's letterhead without a logo."""
    return Letterhead(
        name="replaced by the seller",
        phone="+49 30 1234567",
        managing_directors="Petra Muster",
        register_court="Amtsgericht Charlottenburg",
        register_number="HRB 123456 B",
    )
