"""What printing costs: a hundred one-page invoices in one process, with air for a slow office computer."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pyxl.documents import Letterhead, render_all
from pyxl.invoicing.letter import invoice_document
from pyxl.invoicing.model import BankAccount, InvoiceHead, Party
from pyxl.invoicing.totals import assemble, payment_terms, price_line
from pyxl.tax import VatCategory

COUNT = 100
DAY = date(2026, 3, 4)


@pytest.mark.benchmark
def test_a_hundred_invoices() -> None:
    head = InvoiceHead(
        number="RE-1",
        issue_date=DAY,
        seller=Party(name="Muster GmbH", city="Berlin", vat_id="DE123456788"),
        buyer=Party(name="Kunde AG", city="München"),
        supplied_on=DAY,
        payment_terms=payment_terms(DAY, 30, [(Decimal(2), 10)]),
        account=BankAccount(account_holder="Muster GmbH", iban="DE89370400440532013000"),
    )
    lines = [
        price_line(
            position=str(number),
            item_number=f"A-{number}",
            name="Spanplattenschraube, verzinkt",
            quantity=Decimal(number),
            unit_label="Stk",
            net_price=Decimal("9.99"),
            vat_category=VatCategory.STANDARD,
            vat_rate=Decimal(19),
        )
        for number in range(1, 11)
    ]
    invoices = [assemble(replace(head, number=f"RE-{number}"), lines) for number in range(COUNT)]
    letterhead = Letterhead(name="Muster GmbH")
    render_all([invoice_document(invoices[0], letterhead)])

    started = time.process_time()
    pdfs = render_all([invoice_document(invoice, letterhead) for invoice in invoices])
    seconds = time.process_time() - started

    print(f"{COUNT} invoices of 10 lines: {seconds:.2f} s CPU, {sum(map(len, pdfs)) / COUNT / 1000:.0f} kB each")
    assert seconds < 6
