"""The figures beside the names of the tabs on the Start tab: how much is in each, and what waits there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pyxl.core.findings import Severity
from pyxl.core.labels import Label, Language
from pyxl.core.schema import AMOUNT, WHOLE, LabelledEnum
from pyxl.ledger.batches.rows import BatchStatus
from pyxl.ledger.cases.return_rows import ReturnStatus
from pyxl.ledger.cases.rows import CaseStatus
from pyxl.ledger.goods.delivery_rows import PickStatus
from pyxl.ledger.payables.rows import open_amount as owed_amount
from pyxl.ledger.rows import BankStatus, open_amount
from pyxl.orders.rows import InvoiceKind, is_replacement


@dataclass(frozen=True)
class Figure:
    """A figure of a tab: as a formula, and computed from its rows."""

    formula: str
    value: Callable[[Sequence[Any]], int | Decimal]
    words: Label
    number_format: str = WHOLE


def _count(tab: str, name: str, words: Label) -> Figure:
    return Figure(
        f'SUMPRODUCT(--({{{tab}.{name}}}<>""))', lambda rows: sum(bool(getattr(row, name)) for row in rows), words
    )


def _not_invoiced(rows: Sequence[Any]) -> int:
    return sum(bool(row.order_number) and not row.invoice_number and not is_replacement(row) for row in rows)


def _open_euros(rows: Sequence[Any]) -> Decimal:
    return sum((open_amount(row).amount for row in rows if row.currency in ("EUR", "")), Decimal("0.00"))


def _owed_euros(rows: Sequence[Any]) -> Decimal:
    owed = [open_ for row in rows if row.currency == "EUR" and (open_ := owed_amount(row))]
    return sum((each.amount for each in owed), Decimal("0.00"))


_COUNTS: dict[str, Figure] = {
    "Customers": _count("Customers", "customer_number", Label("customers", "Kunden")),
    "Items": _count("Items", "item_number", Label("items", "Artikel")),
    "OrderHeads": _count("OrderHeads", "order_number", Label("orders with more to say", "Aufträge mit Angaben")),
    "Prices": _count("Prices", "item_number", Label("prices", "Preise")),
    "Reservations": _count("Reservations", "reservation_id", Label("reservations", "Reservierungen")),
    "Deliveries": _count("Deliveries", "delivery_number", Label("delivery notes", "Lieferscheine")),
    "Backorders": _count("Backorders", "line_id", Label("lines that wait", "Zeilen, die warten")),
    "Stock": _count("Stock", "stock_key", Label("places with goods", "Plätze mit Ware")),
    "Incoming": _count("Incoming", "item_number", Label("lines", "Zeilen")),
    "Movements": _count("Movements", "item_number", Label("movements", "Bewegungen")),
    "PurchaseProposals": _count("PurchaseProposals", "item_number", Label("items to buy", "Artikel zu bestellen")),
    "Contracts": _count("Contracts", "contract_number", Label("contract lines", "Vertragszeilen")),
    "Invoices": _count("Invoices", "invoice_number", Label("documents", "Belege")),
    "Ageing": _count("Ageing", "entry_id", Label("customers", "Kunden")),
    "Dunning": _count("Dunning", "proposal_id", Label("customers late", "säumige Kunden")),
    "Collections": _count("Collections", "entry_id", Label("letters", "Briefe")),
    "Instalments": _count("Instalments", "invoice_number", Label("instalments", "Raten")),
    "DunningLevels": _count("DunningLevels", "level", Label("levels", "Stufen")),
    "BaseRates": _count("BaseRates", "valid_from", Label("rates", "Sätze")),
    "Review": _count("Review", "proposal_id", Label("proposals", "Vorschläge")),
    "Allocations": _count("Allocations", "allocation_id", Label("allocations", "Zuordnungen")),
    "Payers": _count("Payers", "payer", Label("known payers", "bekannte Zahler")),
    "Rules": _count("Rules", "name", Label("rules", "Regeln")),
    "BankAccounts": _count("BankAccounts", "account", Label("further accounts", "weitere Konten")),
    "BankProfiles": _count("BankProfiles", "profile", Label("profiles", "Profile")),
    "OrderProfiles": _count("OrderProfiles", "profile", Label("profiles", "Profile")),
    "Suppliers": _count("Suppliers", "supplier_number", Label("suppliers", "Lieferanten")),
    "BillLines": _count("BillLines", "line_key", Label("lines", "Positionen")),
    "Payments": _count("Payments", "bill_id", Label("bills in the proposal", "Rechnungen im Vorschlag")),
    "CasesDue": _count("CasesDue", "place", Label("cases to do", "Fälle zu bearbeiten")),
    "CustomerFile": _count("CustomerFile", "place", Label("lines", "Zeilen")),
    "CaseStatistics": _count("CaseStatistics", "place", Label("counts", "Zählungen")),
    "Causes": _count("Causes", "cause", Label("causes", "Ursachen")),
    "RecurringCosts": _count("RecurringCosts", "name", Label("payments", "Zahlungen")),
    "Postings": _count("Postings", "place", Label("postings", "Buchungen")),
    "Accounts": _count("Accounts", "number", Label("accounts of your own", "eigene Konten")),
    "Log": _count("Log", "run_id", Label("runs", "Läufe")),
}
"""The tabs whose rows are counted."""


_FURTHER: dict[str, Figure] = {
    "Receivables": Figure(
        'SUMIFS({Receivables.amount_open},{Receivables.currency},"EUR")'
        '+SUMIFS({Receivables.amount_open},{Receivables.currency},"")',
        _open_euros,
        Label("EUR open", "EUR offen"),
        AMOUNT,
    ),
    "Bills": Figure(
        'SUMIFS({Bills.amount_open},{Bills.currency},"EUR")',
        _owed_euros,
        Label("EUR to pay", "EUR zu zahlen"),
        AMOUNT,
    ),
    "Forecast": Figure(
        "MIN({Forecast.closing})",
        lambda rows: min((row.closing.amount for row in rows if row.closing), default=Decimal(0)),
        Label("EUR in the lowest week", "EUR in der schwächsten Woche"),
        AMOUNT,
    ),
    "Report": Figure(
        'SUMPRODUCT(--({Report.value}<>""))',
        lambda rows: sum(row.value is not None for row in rows),
        Label("figures", "Kennzahlen"),
    ),
    "SelfBilling": Figure(
        'SUMPRODUCT(({SelfBilling.supplier_number}<>"")*({SelfBilling.document_number}=""))',
        lambda rows: sum(bool(row.supplier_number) and not row.document_number for row in rows),
        Label("lines not billed yet", "Zeilen noch nicht abgerechnet"),
    ),
    "SupplierClaims": Figure(
        'SUMPRODUCT(({SupplierClaims.case_line}<>"")*({SupplierClaims.number}=""))',
        lambda rows: sum(bool(row.case_line) and not row.number for row in rows),
        Label("cases not claimed yet", "Fälle noch nicht belastet"),
    ),
}
"""The tabs of which more is asked than how many rows there are."""


def figures(language: Language) -> dict[str, Figure]:
    """What stands beside each tab's name."""
    return _COUNTS | _FURTHER | _figures_by_words(language)


def _figures_by_words(language: Language) -> dict[str, Figure]:
    """The tabs of which the rows with, or without, a certain word count: the word is in the workbook's language."""
    free, error, here, settled, rejected = (
        word.label.text(language)
        for word in (
            InvoiceKind.REPLACEMENT,
            Severity.ERROR,
            ReturnStatus.RECEIVED,
            CaseStatus.SETTLED,
            CaseStatus.REJECTED,
        )
    )
    return {
        "Orders": Figure(
            f'SUMPRODUCT(({{Orders.order_number}}<>"")*({{Orders.invoice_number}}="")*({{Orders.invoice_kind}}<>"{free}"))',
            _not_invoiced,
            Label("lines not invoiced yet", "Zeilen noch nicht berechnet"),
        ),
        "PickList": _of_status("PickList", PickStatus.OPEN, language, Label("lines to pick", "Zeilen zu holen")),
        "Batches": _of_status(
            "Batches", BatchStatus.PENDING, language, Label("payments not settled yet", "Zahlungen noch offen")
        ),
        "Bank": _of_status("Bank", BankStatus.REVIEW, language, Label("lines to review", "Zeilen zu prüfen")),
        "Cases": Figure(
            f'SUMPRODUCT(({{Cases.complaint}}<>"")*({{Cases.status}}<>"{settled}")*({{Cases.status}}<>"{rejected}"))',
            lambda rows: sum(bool(row.complaint) and row.is_open for row in rows),
            Label("cases open", "Fälle offen"),
        ),
        "Returns": Figure(
            f'SUMPRODUCT(({{Returns.return_number}}<>"")*({{Returns.status}}<>"{here}"))',
            lambda rows: sum(bool(row.return_number) and row.status is not ReturnStatus.RECEIVED for row in rows),
            Label("returns to come", "Rücksendungen erwartet"),
        ),
        "Findings": Figure(
            f'SUMPRODUCT(--({{Findings.severity}}="{error}"))',
            lambda rows: sum(row.severity == error for row in rows),
            Label("errors", "Fehler"),
        ),
    }


def _of_status(tab: str, status: LabelledEnum, language: Language, words: Label) -> Figure:
    return Figure(
        f'SUMPRODUCT(--({{{tab}.status}}="{status.label.text(language)}"))',
        lambda rows: sum(row.status is status for row in rows),
        words,
    )
