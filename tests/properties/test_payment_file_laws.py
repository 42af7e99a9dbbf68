"""From suppliers to the bank's file: whatever they are called and wherever they bank, it is valid and is the batch."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pyxl.core.money import Money, total
from pyxl.core.outcome import Series
from pyxl.core.plain import from_plain
from pyxl.core.tables import table_of
from pyxl.formats.sepa.text import NAME_LENGTH, sepa_text
from pyxl.formats.sepa.xml import EUROPEAN_ECONOMIC_AREA
from pyxl.ledger.books import Books
from pyxl.ledger.events import BatchIssued
from pyxl.ledger.payables.events import BillFacts
from pyxl.ledger.payables.payables import BillState
from pyxl.ledger.payables.rows import Bill
from pyxl.masterdata.suppliers import PurposeCode, Supplier
from pyxl.payables.payment_posting import PaymentPosting, payment_file
from pyxl.payables.planning import plan_payments, transfers_of
from pyxl.settings import Settings, TransferPer

from .test_pain001_laws import FILES, IBANS, NAMES, schema

DAY = date(2026, 10, 5)
FIRM = Settings(company_name="Müller & Söhne GmbH", iban="DE89370400440532013000", bic="COBADEFFXXX")
TEXTS = st.text(max_size=120)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Supplier], list[BillState]]:
    """Suppliers of many countries with umlauts, long names and foreign addresses, and their bills."""
    suppliers, bills = [], []
    for place in range(draw(st.integers(1, 4))):
        iban = draw(IBANS)
        name = draw(st.sampled_from(["Müller & Söhne Größe KG", "Ťažký Průmysl, s.r.o.", "Ålesund Fisk AS"]) | NAMES)
        supplier = Supplier(
            supplier_number=f"L{place}",
            name=name,
            street=draw(TEXTS),
            postcode=draw(TEXTS),
            city=draw(NAMES),
            country=iban[:2],
            iban=" ".join(iban[at : at + 4] for at in range(0, len(iban), 4)),
            account_holder=draw(st.sampled_from(["", name]) | NAMES),
            purpose_code=draw(st.none() | st.sampled_from(PurposeCode)),
        )
        suppliers.append(supplier)
        for count, cents in enumerate(draw(st.lists(st.integers(-9_999, 10**7).filter(bool), max_size=4))):
            number = draw(st.text(min_size=1, max_size=60))
            facts = BillFacts(
                f"E-{place}{count}", supplier.supplier_number, name, number, DAY, DAY, Money.from_cents(cents)
            )
            bills.append(BillState(facts, f"bill:{place}{count}", "anna"))
    return suppliers, bills


@given(worlds(), st.sampled_from(TransferPer), st.booleans())
def test_the_file_is_valid_and_pays_exactly_the_bills(
    world: tuple[list[Supplier], list[BillState]], per: TransferPer, is_instant: bool
) -> None:
    suppliers, bills = world
    books = Books()
    books.payables.bills = {bill.facts.bill_id: bill for bill in bills}
    plan = plan_payments(table_of(Bill, []), table_of(Supplier, suppliers), FIRM, books, DAY)
    held = [each for each in plan.bills if each.holds]
    assert not held, [found.message("en") for each in held for found in each.holds]
    transfers, waiting = transfers_of(plan.bills, per)
    if not transfers:
        return
    series = Series("SEPA-{year}-{00001}", 2026)
    posting = PaymentPosting(tuple(transfers), DAY, FIRM, DAY, "anna", series, books, (), is_instant)
    issued = from_plain(BatchIssued, posting.payload("SEPA-2026-00001"))
    data = payment_file(issued.content)
    root = etree.fromstring(data)
    for path in FILES:
        if path.is_file():
            assert schema(path).validate(root), schema(path).error_log
    paid = [bill for transfer in transfers for bill in transfer.bills]
    amounts = [Money.of(each.text or "") for each in root.iter("{*}InstdAmt")]
    assert total(amounts) == total([each.amount for each in issued.items]) == total([each.amount for each in paid])
    assert total(amounts) + total([each.amount for each in waiting]) == total([bill.amount_open for bill in bills])
    by_number = {supplier.supplier_number: supplier for supplier in suppliers}
    for transfer, element in zip(transfers, root.iter("{*}CdtTrfTxInf"), strict=True):
        supplier = by_number[transfer.supplier.supplier_number]
        holder = sepa_text(supplier.account_holder or supplier.name, NAME_LENGTH)
        assert element.findtext("{*}Cdtr/{*}Nm") == holder
        assert element.findtext("{*}CdtrAcct/{*}Id/{*}IBAN") == supplier.iban.replace(" ", "")
        is_abroad = supplier.iban[:2] not in EUROPEAN_ECONOMIC_AREA
        assert (element.find("{*}Cdtr/{*}PstlAdr") is not None) is is_abroad
    assert payment_file(issued.content) == data
