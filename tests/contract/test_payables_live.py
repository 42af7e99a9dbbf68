"""A payment run in LibreOffice with the workbook open: click by click the same as on the closed file.

Bills in, typed ones entered, approved by a second person, proposed, ticked, paid, handed in, answered by the bank,
debited and forecast; one batch is taken back and made anew.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pyxl.core.money import Money
from pyxl.core.schema import schema_of
from pyxl.core.tables import read_table
from pyxl.demo.firm import demo_settings
from pyxl.forecasting.rows import RecurringCost, Rhythm
from pyxl.formats.statements.statement import StatementLine
from pyxl.hosts.new_book import build_book
from pyxl.ledger.goods.rows import IncomingLine
from pyxl.ledger.payables.rows import Bill, PaymentRow
from pyxl.masterdata.suppliers import PurposeCode, Supplier
from tests.stories.bill_text import bill_bytes

from .hosts import Seat, calc_seat, closed_seat, copied, differences, told_apart
from .inside_office import InsideWire
from .small_firm import Firm, bank_file, tables

DAY, DEBITED, MONTH_END = date(2026, 10, 5), date(2026, 10, 6), date(2026, 10, 31)
BATCH = "SEPA-2026-00002"
"""The first one is taken back."""
EVERY_ROW = (True,) * 20
ANSWER = f"""<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<OrgnlGrpInfAndSts><OrgnlMsgId>{BATCH}</OrgnlMsgId></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><TxInfAndSts>
<OrgnlEndToEndId>{BATCH}-1</OrgnlEndToEndId><TxSts>RVMC</TxSts><StsRsnInf><AddtlInf>Holz AG</AddtlInf></StsRsnInf>
</TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"""


def _book() -> bytes:
    suppliers = [
        Supplier(
            supplier_number="L1",
            name="Holz & Söhne AG",
            vat_id="DE136695976",
            iban="DE02120300000000202051",
            purpose_code=PurposeCode.GDDS,
        ),
        Supplier(supplier_number="L2", name="Nagel KG", iban="DE75512108001245126199"),
    ]
    typed = Bill(
        bill_id="E-2222222",
        supplier_number="L2",
        bill_number="N-7001",
        bill_date=date(2026, 9, 1),
        due_date=date(2026, 10, 1),
        gross_amount=Money.of("59.50"),
    )
    ordered = IncomingLine(
        line_id="E-1",
        purchase_number="BE-7",
        supplier_number="L1",
        item_number="0815",
        quantity=Decimal(10),
        expected_on=date(2026, 10, 20),
    )
    rent = RecurringCost(
        cost_id="K-1", name="Miete", amount=Money.of(800), rhythm=Rhythm.MONTHLY, first_on=date(2026, 1, 3)
    )
    rows = {
        **tables(),
        "Suppliers": suppliers,
        "Bills": [typed],
        "Incoming": [ordered],
        "RecurringCosts": [rent],
    }
    return build_book("de", rows, demo_settings("de"))


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """The folder with the workbook and with what comes in."""
    firm = Firm(tmp_path)
    firm.book.write_bytes(_book())
    post = tmp_path / "post"
    post.mkdir()
    (post / "holz.xml").write_bytes(
        bill_bytes(
            "e-invoice\nseller: Holz & Söhne AG\nbuyer: Tischlein & Docht GmbH\ndate: 2026-09-20\ndue: 2026-10-08\n"
            "order: BE-7\nour item: 0815\nline: 12 x 100.00 Kerzen"
        )
    )
    (post / "brief.pdf").write_bytes(b"%PDF-1.7 no bill")
    (tmp_path / "answer.xml").write_text(ANSWER, "utf-8")
    line = StatementLine(DEBITED, DEBITED, Money.of("-1487.50"), batch_reference=BATCH)
    (tmp_path / "bank.xml").write_bytes(bank_file([line]))
    return tmp_path


def _payment_run(seat: Seat, given: Path) -> None:
    seat.act("import-bills", DAY, given / "post", user="wilma")
    seat.act("import-bills", DAY, given / "post", user="wilma")
    seat.act("enter-bills", DAY, user="wilma")
    seat.act("propose-payments", DAY, user="wilma")
    seat.type_into(Bill, "approve", *EVERY_ROW)
    seat.act("approve-bills", DAY, user="wilma")
    seat.act("approve-bills", DAY, user="hanne")
    seat.act("propose-payments", DAY, user="wilma")
    seat.type_into(PaymentRow, "pay", *EVERY_ROW)
    seat.act("pay", DAY, user="wilma")
    seat.act("pay", DAY, user="wilma")
    seat.undo(DAY)
    seat.act("propose-payments", DAY, user="wilma")
    seat.type_into(PaymentRow, "pay", *EVERY_ROW)
    seat.act("pay", DAY, user="wilma")


def _rest(seat: Seat, given: Path) -> None:
    seat.act("mark-sent", DAY, user="wilma")
    seat.act("read-bank-answer", DAY, given / "answer.xml", user="wilma")
    seat.act("import-bank", MONTH_END, given / "bank.xml")
    seat.act("reconcile", MONTH_END)
    seat.act("cash-forecast", MONTH_END)
    seat.act("cash-forecast", MONTH_END)
    seat.act("report", MONTH_END)
    seat.act("report", MONTH_END)


@pytest.mark.long
def test_a_payment_run_is_the_same_in_the_open_workbook(given: Path, office: InsideWire, tmp_path: Path) -> None:
    places = [copied(given / "book.xlsx", tmp_path / name) for name in ("closed", "open")]
    with closed_seat(places[0]) as closed, calc_seat(places[1], office) as opened:
        for seat in (closed, opened):
            _payment_run(seat, given)
            _rest(seat, given)
        said = {each["action"]: each["summary"] for each in closed.transcript}
        assert differences(closed.transcript, opened.transcript) == []
        assert differences(closed.journal(), opened.journal()) == []
        left, right = closed.cells(), opened.cells()
    assert told_apart(left, right) == {}
    assert said["pay"].startswith("2 Rechnungen in 2 Überweisungen über 1.487,50 EUR")
    found = {code for each in opened.transcript for code, _ in each["findings"]}
    assert {"BIL001", "BIL018", "APP001", "PAY002", "PAY007", "PAY016"} - found == set()
    for seat_place in places:
        folder = seat_place.parent / "book.pyxl" / "documents" / "2026"
        assert sorted(path.name for path in folder.iterdir()) == [
            "BER-2026-10.html",
            "BER-2026-10.pdf",
            *(f"SEPA-2026-0000{place}{suffix}" for place in (1, 2) for suffix in (".pdf", ".xml")),
        ]


def test_what_is_not_paid_stands_without_holes_in_the_open_workbook(office: InsideWire, tmp_path: Path) -> None:
    bills = [
        Bill(
            bill_id=f"E-222222{number}",
            supplier_number="L2",
            bill_number=f"N-700{number}",
            bill_date=date(2026, 9, 1),
            due_date=date(2026, 10, 1),
            gross_amount=Money.of("59.50"),
        )
        for number in range(1, 5)
    ]
    suppliers = [Supplier(supplier_number="L2", name="Nagel KG", iban="DE75512108001245126199")]
    (tmp_path / "book.xlsx").write_bytes(
        build_book("de", {**tables(), "Suppliers": suppliers, "Bills": bills}, demo_settings("de"))
    )
    places = [copied(tmp_path / "book.xlsx", tmp_path / name) for name in ("closed", "open")]
    with closed_seat(places[0]) as closed, calc_seat(places[1], office) as opened:
        for seat in (closed, opened):
            seat.act("enter-bills", DAY)
            seat.act("propose-payments", DAY)
            seat.type_into(PaymentRow, "pay", True, False, True, False)
            seat.act("pay", DAY)
        assert _proposed(opened) == {2: "N-7002", 3: "N-7004"} == _proposed(closed)
        assert differences(closed.transcript, opened.transcript) == []
        for seat in (closed, opened):
            seat.undo(DAY)
        assert sorted(_proposed(opened).values()) == [f"N-700{number}" for number in range(1, 5)]
        assert _proposed(opened) == _proposed(closed)
        assert told_apart(closed.cells(), opened.cells()) == {}


def _proposed(seat: Seat) -> dict[int, str]:
    """The bill numbers of the proposal by the rows in which they stand."""
    schema = schema_of(PaymentRow)
    snapshot = seat.desk.read([schema])
    rows = read_table(PaymentRow, snapshot.tabs[schema.tab], snapshot.language).rows
    return {row.sheet_row: row.bill_number for row in rows}
