"""The demo firm itself: letterhead, terms and limits.

>>> demo_settings().company_name
'Tischlein & Docht GmbH'
"""

from __future__ import annotations

from decimal import Decimal

from pyxl.core.labels import Language
from pyxl.demo.accounts import german_iban
from pyxl.demo.stage import BANK_MONTH_END, FIRST_DAY
from pyxl.demo.words import in_language
from pyxl.settings import (
    AccountChart,
    AllocationOrder,
    BillBy,
    BookLanguage,
    FederalState,
    InvoicePer,
    Settings,
    TaxScheme,
    TransferPer,
)

FIRM_IBAN = german_iban(2_026_001)
FIRST_NEW_NUMBER = 401
"""Her old program has issued invoices up to number 400 of the year; pyxl goes on from here."""
FIRST_NEW_PURCHASE = 901
"""The same for orders to suppliers."""


def demo_settings(language: Language = "de") -> Settings:
    """The settings of the demo firm, for a German or an English workbook; the firm is German in both."""
    return Settings(
        company_name="Tischlein & Docht GmbH",
        street="Am Dochtwerk 3",
        postcode="34123",
        city="Kassel",
        country="DE",
        federal_state=FederalState.HE,
        vat_id="DE998877008",
        tax_number="026 998 87700",
        contact_name="Wilma Korbmacher",
        phone="+49 (0)561 555-0140",
        email="rechnung@tischlein-docht.example",
        website="www.tischlein-docht.example",
        managing_directors="Hanne Zwirner, Jakob Ellerbrock",
        register_entry="Amtsgericht Kassel, HRB 998877",
        iban=FIRM_IBAN,
        # A BIC whose eighth character is 0 is a test BIC (ISO 9362): no live bank has it.
        bic="FUHADE50XXX",
        bank_name="Fuldahafen-Bank eG (Demo)",
        # The identifier that the Bundesbank gives for tests.
        creditor_id="DE98ZZZ09999999999",
        accent_colour="#7A4B1E",
        language=BookLanguage.DE if language == "de" else BookLanguage.EN,
        tax_scheme=TaxScheme.STANDARD,
        invoice_per=InvoicePer.ORDER,
        transfer_per=TransferPer.SUPPLIER,
        invoice_number_pattern=f"RE-{{year}}-{{{FIRST_NEW_NUMBER:05d}}}",
        cancellation_number_pattern="ST-{year}-{00001}",
        payment_days=14,
        cash_discount_percent=Decimal(2),
        cash_discount_days=8,
        max_discount_percent=Decimal(20),
        price_tolerance_percent=Decimal(0),
        minimum_margin_percent=Decimal(20),
        write_off_limit=Decimal("0.05"),
        discount_grace_days=3,
        opening_date=FIRST_DAY,
        bill_by=BillBy.ORDERED,
        purchase_number_pattern=f"BE-{{year}}-{{{FIRST_NEW_PURCHASE:05d}}}",
        case_approval_limit=Decimal(250),
        escalate_to="Hanne Zwirner",
        approval_limit=Decimal(1000),
        approvers="hanne, jakob",
        bank_floor=Decimal(15_000),
        allocation_order=AllocationOrder.REQUESTED_DATE,
        chart=AccountChart.SKR03,
        consultant_number="1001",
        client_number="1",
        stock_location=in_language("Lager", language),
        accounts_from=FIRST_DAY,
        accounts_to=BANK_MONTH_END,
    )
