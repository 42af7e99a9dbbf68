"""The firm's settings: who she is, how her numbers run, what pyxl may decide alone. One value per line of the tab."""

from __future__ import annotations

from pyxl.core.labels import Label
from pyxl.core.schema import table
from pyxl.settings.accounting import AccountingSettings
from pyxl.settings.choices import (
    AccountChart,
    AllocationOrder,
    BillBy,
    BookLanguage,
    FederalState,
    InvoicePer,
    TaxScheme,
    TransferPer,
)
from pyxl.settings.firm import FirmSettings
from pyxl.settings.late_money import LateMoneySettings
from pyxl.settings.limits import LimitSettings
from pyxl.settings.ordering import OrderingSettings
from pyxl.settings.paying import PayingSettings
from pyxl.settings.service import ServiceSettings

__all__ = [
    "ACCOUNTING",
    "COLLECTING",
    "DAYS_MAX",
    "DUNNING",
    "INTAKE",
    "LIMITS",
    "PAYING",
    "SERVICE",
    "AccountChart",
    "AllocationOrder",
    "BillBy",
    "BookLanguage",
    "FederalState",
    "InvoicePer",
    "Settings",
    "TaxScheme",
    "TransferPer",
]

DAYS_MAX = 3_650
"""Ten years: no term of payment is longer, and a larger number is a slip of the finger."""

LIMITS = (
    *("write_off_limit", "discount_grace_days", "settle_from", "propose_from", "opening_date", "locked_until"),
    *("allocation_order", "whole_orders", "stock_location", "minimum_margin_percent", "stop_from_level"),
    *("stopping_warnings", "silent_warnings"),
    *("delivery_number_pattern", "pick_list_number_pattern", "purchase_number_pattern"),
)
"""What pyxl may settle alone, and how goods are reserved and delivered. No invoice depends on these."""
PAYING = (
    *("batch_number_pattern", "payment_run_days", "money_cost_percent", "approval_limit", "second_approval_limit"),
    *("bill_price_tolerance_percent", "bank_floor"),
)
"""How bills are paid."""
COLLECTING = ("batch_number_pattern", "collect_days_ahead", "mandate_returns_max")
"""How direct debits are collected. No invoice depends on these either."""
DUNNING = (
    "dunning_number_pattern",
    "dunning_minimum",
    "dunning_tolerance_days",
    "dunning_bank_days",
    "due_dates_agreed",
    "consumers_told",
    "federal_state",
    "books_charges",
    "hand_over_number_pattern",
)
"""How late money is asked for; no invoice depends on these."""
INTAKE = ("order_number_pattern", "shipping_item")
"""How orders come in as files. No invoice depends on these either."""
SERVICE = (
    *("case_number_pattern", "first_answer_days", "solution_days"),
    *("escalation_days", "escalate_to", "follow_up_days", "case_approval_limit"),
)
"""How complaints are numbered and by when they are answered."""
ACCOUNTING = (*("chart", "consultant_number", "client_number", "year_start_month", "accounts_from", "accounts_to"),)
"""How postings are numbered and shown. No invoice depends on these."""


@table(
    tab="Settings",
    key="company_name",
    label=Label("Settings", "Einstellungen"),
    purpose=("Your firm, your terms, your limits.", "Ihre Firma, Ihre Konditionen, Ihre Grenzen."),
    transposed=True,
)
class Settings(
    AccountingSettings,
    LimitSettings,
    ServiceSettings,
    OrderingSettings,
    PayingSettings,
    LateMoneySettings,
    FirmSettings,
):
    """All settings. Everything has a default but the firm's own data. The tab lists the last of these parts first."""
