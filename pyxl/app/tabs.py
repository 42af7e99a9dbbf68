"""All tabs of the workbook, in their order. Importing this declares them."""

from __future__ import annotations

from pyxl.accounting.account_rows import AccountRow
from pyxl.accounting.listing_rows import BalanceRow, PostingRow, VatReturnRow
from pyxl.app.desk_rows import FindingRow, LogRow
from pyxl.banking.rows import BankAccount, BankProfile
from pyxl.core.schema import Row, schema_of
from pyxl.dunning.ageing_rows import AgeingRow
from pyxl.dunning.instalments import Instalment
from pyxl.dunning.rows import BaseRate, CollectionEntry, DunningLevel, DunningProposal
from pyxl.forecasting.rows import ForecastWeek, RecurringCost
from pyxl.intake.rows import OrderProfile
from pyxl.invoicing.contract_rows import Contract
from pyxl.invoicing.self_bill_rows import SelfBillLine
from pyxl.ledger.bank_rules import BankRule
from pyxl.ledger.batches.rows import BatchRow
from pyxl.ledger.cases.return_rows import ReturnRow
from pyxl.ledger.cases.rows import Case, Cause
from pyxl.ledger.goods.delivery_rows import DeliveryRow, PickRow
from pyxl.ledger.goods.rows import IncomingLine, MovementRow, ReservationRow, StockRow
from pyxl.ledger.payables.rows import Bill, BillLine, PaymentRow
from pyxl.ledger.rows import Allocation, BankLine, InvoiceRow, OpenItem, Payer, Proposal
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.masterdata.suppliers import Supplier
from pyxl.orders.heads import OrderHead
from pyxl.orders.price_lists import PriceRow
from pyxl.orders.rows import OrderLine
from pyxl.purchasing.rows import PurchaseProposal
from pyxl.reporting.rows import ReportRow
from pyxl.service.cases.due_rows import CaseDueRow
from pyxl.service.customer_files.rows import CustomerFileRow
from pyxl.service.debit_notes.rows import DebitRow
from pyxl.service.statistics.rows import CaseStatistic
from pyxl.settings import Settings
from pyxl.stock.backorder_rows import BackorderRow

ROW_CLASSES: tuple[type[Row], ...] = (
    Settings,
    Customer,
    Item,
    OrderLine,
    OrderHead,
    PriceRow,
    ReservationRow,
    PickRow,
    DeliveryRow,
    BackorderRow,
    StockRow,
    IncomingLine,
    MovementRow,
    PurchaseProposal,
    Contract,
    InvoiceRow,
    OpenItem,
    AgeingRow,
    DunningProposal,
    CollectionEntry,
    Instalment,
    DunningLevel,
    BaseRate,
    BatchRow,
    BankLine,
    Proposal,
    Allocation,
    Payer,
    BankRule,
    BankAccount,
    BankProfile,
    OrderProfile,
    Supplier,
    Bill,
    BillLine,
    PaymentRow,
    SelfBillLine,
    Case,
    ReturnRow,
    CaseDueRow,
    CustomerFileRow,
    CaseStatistic,
    DebitRow,
    Cause,
    RecurringCost,
    ForecastWeek,
    ReportRow,
    PostingRow,
    BalanceRow,
    VatReturnRow,
    AccountRow,
    FindingRow,
    LogRow,
)
SCHEMAS = tuple(schema_of(row_class) for row_class in ROW_CLASSES)
SCHEMA_OF_TAB = {schema.tab: schema for schema in SCHEMAS}
