"""What suppliers bill the demo firm in September: six bills and a credit note as e-invoices, good and bad.

>>> [bill.number for bill in BILLS if bill.supplier_number == "70003"], batch_amount()
(['88-301', 'G-88-12'], Money('6673.28', 'EUR'))
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from pyxl.core.money import Money, round_half_up, total
from pyxl.demo.accounts import OTHER_BANK_CODE, german_iban
from pyxl.demo.firm import demo_settings
from pyxl.demo.goods import demo_suppliers
from pyxl.demo.stage import BATCH_NUMBER, ORDERED_NOT_HERE, PAID_BILLS
from pyxl.formats.en16931.amounts import DocumentTotals, Tax, VatBreakdown
from pyxl.formats.en16931.cii import write_cii
from pyxl.formats.en16931.invoice import CreditTransfer, EInvoice, PaymentMeans
from pyxl.formats.en16931.lines import EInvoiceLine, Item, Price
from pyxl.formats.en16931.parties import Address, Contact, Delivery, Identifier, Party
from pyxl.formats.en16931.profiles import Profile, specification
from pyxl.formats.statements.statement import StatementLine
from pyxl.masterdata.suppliers import Supplier

RATE = Decimal(19)
DEBIT_DAY = date(2026, 10, 1)
STRANGER = Supplier(
    supplier_number="",
    name="Branchenbuch Irrwisch Ltd.",
    street="Moorweg 13",
    postcode="26871",
    city="Papenburg",
    vat_id="DE998877153",
    iban=german_iban(920_001, OTHER_BANK_CODE),
)
"""Nobody ordered anything there."""
_HERS = {supplier.supplier_number: supplier for supplier in demo_suppliers()}
_CHANGED_IBAN = german_iban(920_002, OTHER_BANK_CODE)


@dataclass(frozen=True, slots=True)
class DemoBill:
    """One bill with a single line."""

    supplier_number: str
    """Empty for the stranger."""
    number: str
    day: date
    due: date
    quantity: Decimal
    price: Decimal
    name: str
    item_number: str = ""
    terms: str = ""
    order: str = ""
    iban: str = ""
    """Where it is not the supplier's own."""
    is_credit_note: bool = False

    @property
    def net(self) -> Decimal:
        """Of the line, and of the whole bill."""
        return round_half_up(self.quantity * self.price, 2)

    @property
    def gross(self) -> Decimal:
        """With VAT."""
        return self.net + self.vat

    @property
    def vat(self) -> Decimal:
        """Rounded once."""
        return round_half_up(self.net * RATE / 100, 2)

    @property
    def file(self) -> str:
        """Where it lies beside the workbook."""
        return f"bills/{self.supplier_number or 'unbekannt'}-{self.number}.xml"


def _bill(supplier: str, number: str, days: tuple[int, date], amount: tuple[str, str], name: str) -> DemoBill:
    (day, due), (quantity, price) = days, amount
    return DemoBill(supplier, number, date(2026, 9, day), due, Decimal(quantity), Decimal(price), name)


BILLS: tuple[DemoBill, ...] = (
    _bill("70001", "4711", (16, date(2026, 10, 5)), ("40", "31.00"), "Lampenfassung E27, Messing"),
    replace(
        _bill("70002", "2026-1188", (25, date(2026, 10, 25)), ("8", "482.50"), "Eichenbohle 60 mm, besäumt"),
        terms="#SKONTO#TAGE=10#PROZENT=2.00#\n",
    ),
    _bill("70003", "88-301", (21, date(2026, 10, 6)), ("50", "13.00"), "Bienenwachs, Block 1 kg"),
    replace(
        _bill("70003", "G-88-12", (24, date(2026, 9, 24)), ("5", "13.00"), "Bienenwachs, Rücksendung"),
        is_credit_note=True,
    ),
    # Billed before the goods came, and at more than the agreed price.
    replace(
        _bill("70001", ORDERED_NOT_HERE, (28, date(2026, 10, 6)), ("7", "44.00"), "Tischleuchte „Däumling“"),
        item_number="L-1030",
        order="BE-2026-00871",
    ),
    # The supplier's own bill but for the account: somebody changed it on its way.
    replace(
        _bill("70005", "VV-2026-77", (22, date(2026, 10, 2)), ("12", "28.50"), "Geschenkkarton, bedruckt"),
        iban=_CHANGED_IBAN,
    ),
    _bill("", "IR-90001", (29, date(2026, 10, 1)), ("1", "890.00"), "Eintrag im Branchenbuch, 1 Jahr"),
)


def bill_files() -> dict[str, bytes]:
    """The e-invoices by their path."""
    return {bill.file: write_cii(_einvoice(bill)) for bill in BILLS}


def batch_amount() -> Money:
    """What the batch of the paid bills comes to: less discount and the credit note."""
    return total([_paid(bill) for bill in BILLS if bill.number in PAID_BILLS])


def _paid(bill: DemoBill) -> Money:
    gross = Money.of(bill.gross)
    if bill.is_credit_note:
        return -gross
    return gross - Money.rounded(bill.gross * 2 / 100, "EUR") if bill.terms else gross


def batch_line() -> StatementLine:
    """The bank's line of the batch: one sum under its number."""
    return StatementLine(
        booking_date=DEBIT_DAY,
        value_date=DEBIT_DAY,
        amount=-batch_amount(),
        remittance_information=f"SEPA-Sammler {BATCH_NUMBER}",
        transaction_code="191",
        transaction_text="SAMMLER-UEBERWEISUNG",
        batch_reference=BATCH_NUMBER,
    )


def bank_answer() -> bytes:
    """The bank's report on the batch (pain.002): one payee's name resembles that of the account only."""
    suppliers = dict.fromkeys(bill.supplier_number for bill in BILLS if bill.number in PAID_BILLS)
    lines = [
        f"<TxInfAndSts><OrgnlEndToEndId>{BATCH_NUMBER}-{place}</OrgnlEndToEndId>{_answer(number)}</TxInfAndSts>\n"
        for place, number in enumerate(sorted(suppliers), 1)
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>\n'
        "<GrpHdr><MsgId>FH-20260930-1</MsgId><CreDtTm>2026-09-30T17:04:00</CreDtTm></GrpHdr>\n"
        f"<OrgnlGrpInfAndSts><OrgnlMsgId>{BATCH_NUMBER}</OrgnlMsgId>"
        "<OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>ACCP</GrpSts></OrgnlGrpInfAndSts>\n"
        f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{BATCH_NUMBER}</OrgnlPmtInfId>\n{''.join(lines)}</OrgnlPmtInfAndSts>\n"
        "</CstmrPmtStsRpt></Document>\n"
    ).encode()


def _answer(supplier_number: str) -> str:
    if supplier_number == "70003":
        return "<TxSts>RVMC</TxSts><StsRsnInf><AddtlInf>Wachsbleiche Bienenkorb</AddtlInf></StsRsnInf>"
    return "<TxSts>RCVC</TxSts>"


def _einvoice(bill: DemoBill) -> EInvoice:
    supplier, firm = _HERS.get(bill.supplier_number, STRANGER), demo_settings()
    email = supplier.email or "rechnung@irrwisch.example"
    totals = DocumentTotals(lines=bill.net, net=bill.net, vat=bill.vat, gross=bill.gross, due=bill.gross)
    return EInvoice(
        specification=specification(Profile.EN16931, bill.day),
        number=bill.number,
        issue_date=bill.day,
        type_code="381" if bill.is_credit_note else "380",
        currency="EUR",
        due_date=bill.due,
        purchase_order=bill.order,
        payment_terms=bill.terms,
        seller=Party(
            name=supplier.name,
            vat_id=supplier.vat_id,
            electronic_address=Identifier(value=email, scheme="EM"),
            address=Address(street=supplier.street, postcode=supplier.postcode, city=supplier.city, country="DE"),
            contact=Contact(email=email),
        ),
        buyer=Party(
            name=firm.company_name,
            vat_id=firm.vat_id,
            electronic_address=Identifier(value=firm.email, scheme="EM"),
            address=Address(street=firm.street, postcode=firm.postcode, city=firm.city, country="DE"),
        ),
        delivery=Delivery(delivered_on=bill.day),
        payment_means=(PaymentMeans(code="58", transfer=CreditTransfer(account=bill.iban or supplier.iban)),),
        totals=totals,
        vat_breakdown=(VatBreakdown(category="S", rate=RATE, taxable=bill.net, tax=bill.vat),),
        lines=(
            EInvoiceLine(
                line_id="1",
                quantity=bill.quantity,
                unit="C62",
                net=bill.net,
                price=Price(net=bill.price),
                tax=Tax(category="S", rate=RATE),
                item=Item(name=bill.name, buyer_id=bill.item_number),
            ),
        ),
    )
