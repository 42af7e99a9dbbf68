"""The CSV exports of payment services and online banks: PayPal, N26, Revolut, Wise, Qonto, Finom, Vivid.

>>> [layout.name for layout in WALLETS]
['N26', 'N26 alt', 'PayPal', 'Revolut', 'Revolut Business', 'Wise', 'Qonto', 'Finom', 'Vivid']
"""

from __future__ import annotations

from pyxl.formats.bank_csv.layout import CsvLayout
from pyxl.formats.bank_values import POINT

N26 = CsvLayout(
    name="N26",
    columns={
        "booking_date": "Booking Date",
        "value_date": "Value Date",
        "counterparty_name": "Partner Name",
        "counterparty_iban": "Partner Iban",
        "transaction_text": "Type",
        "remittance_information": "Payment Reference",
        "amount": "Amount (EUR)",
    },
    account="N26",
    date_orders=("YYYY-MM-DD",),
    delimiters=",",
    decimal_marks=(POINT,),
    currency="EUR",
    newest_first=False,
)

N26_OLD = CsvLayout(
    name="N26 alt",
    columns={
        "booking_date": "Date | Datum",
        "counterparty_name": "Payee | Empfänger",
        "counterparty_iban": "Account number | Kontonummer",
        "transaction_text": "Transaction type | Transaktionstyp",
        "remittance_information": "Payment reference | Verwendungszweck",
        "amount": "Amount (EUR) | Betrag (EUR)",
    },
    account="N26",
    date_orders=("YYYY-MM-DD",),
    delimiters=",",
    decimal_marks=(POINT,),
    currency="EUR",
    newest_first=False,
)

PAYPAL = CsvLayout(
    name="PayPal",
    columns={
        "booking_date": "Datum",
        "counterparty_name": "Name",
        "transaction_text": "Typ",
        "status": "Status",
        "currency": "Währung",
        "amount": "Brutto",
        "fee": "Gebühr",
        "bank_reference": "Transaktionscode",
        "remittance_information": "Rechnungsnummer + Betreff + Hinweis | Rechnungsnummer + Artikelbezeichnung",
        "balance": "Guthaben",
        "effect": "Auswirkung auf Guthaben",
    },
    optional=frozenset({"balance", "effect"}),
    marks=("Netto",),
    account="PayPal",
    date_orders=("DD.MM.YYYY", "D.M.YYYY"),
    delimiters=",\t",
    booked=frozenset({"abgeschlossen"}),
    void={
        "effect": frozenset({"memo"}),
        "transaction_text": frozenset(
            {
                "allgemeine einbehaltung",
                "einbehaltung für offene autorisierung",
                "rückbuchung allgemeiner einbehaltung",
            }
        ),
    },
    multi_line=True,
    newest_first=False,
)
"""PayPal: the amount is Brutto and the fee a line of its own, so that an invoice meets what its customer paid. A hold
and its release move the balance for an hour and are no payments."""

REVOLUT = CsvLayout(
    name="Revolut",
    columns={
        "booking_date": "Completed Date",
        "transaction_text": "Type",
        "remittance_information": "Description",
        "amount": "Amount",
        "fee": "Fee",
        "currency": "Currency",
        "status": "State",
        "balance": "Balance",
    },
    marks=("Product", "Started Date"),
    account="Revolut",
    date_orders=("YYYY-MM-DD",),
    delimiters=",",
    decimal_marks=(POINT,),
    booked=frozenset({"completed"}),
    void={"status": frozenset({"reverted", "declined", "failed"})},
    fee_is_cost=True,
    newest_first=False,
)

REVOLUT_BUSINESS = CsvLayout(
    name="Revolut Business",
    columns={
        "booking_date": "Date completed (UTC)",
        "bank_reference": "ID",
        "transaction_text": "Type",
        "status": "State",
        "remittance_information": "Description + Reference",
        "counterparty_name": "Payer",
        "amount": "Amount",
        "fee": "Fee",
        "currency": "Payment currency",
        "balance": "Balance",
        "counterparty_iban": "Beneficiary IBAN",
        "counterparty_bic": "Beneficiary BIC",
    },
    optional=frozenset({"counterparty_iban", "counterparty_bic"}),
    marks=("Total amount",),
    account="Revolut",
    date_orders=("YYYY-MM-DD",),
    delimiters=",",
    decimal_marks=(POINT,),
    booked=frozenset({"completed"}),
    void={"status": frozenset({"reverted", "declined", "failed"})},
    multi_line=True,
    fee_is_cost=True,
)

WISE = CsvLayout(
    name="Wise",
    columns={
        "booking_date": "Date",
        "bank_reference": "TransferWise ID",
        "amount": "Amount",
        "currency": "Currency",
        "remittance_information": "Payment Reference + Description",
        "balance": "Running Balance",
        "payer_name": "Payer Name",
        "payee_name": "Payee Name",
        "counterparty_iban": "Payee Account Number",
        "charges": "Total fees",
    },
    account="Wise",
    date_orders=("DD-MM-YYYY",),
    delimiters=",",
    decimal_marks=(POINT,),
    multi_line=True,
)
"""Wise: the fee is a line of its own already, so `Total fees` only informs."""

QONTO = CsvLayout(
    name="Qonto",
    columns={
        "booking_date": "Settlement date (UTC)",
        "status": "Status",
        "amount": "Total amount (incl. VAT)",
        "currency": "Currency",
        "counterparty_name": "Counterparty name",
        "transaction_text": "Payment method",
        "bank_reference": "Transaction ID",
        "remittance_information": "Reference",
    },
    marks=("Operation date (UTC)",),
    account="Qonto",
    date_orders=("DD-MM-YYYY",),
    delimiters=",;",
    decimal_marks=(POINT,),
    booked=frozenset({"settled", "executed"}),
    void={"status": frozenset({"declined", "canceled", "cancelled", "reversed"})},
    multi_line=True,
)

FINOM = CsvLayout(
    name="Finom",
    columns={
        "booking_date": "Buchungsdatum",
        "status": "Status",
        "transaction_text": "Transaktionsart",
        "counterparty_name": "Auftraggeber/Empfänger",
        "counterparty_bic": "Counterparty BIC",
        "counterparty_iban": "Counterparty IBAN",
        "remittance_information": "Verwendungszweck",
        "amount": "Zahlungsbetrag",
        "bank_reference": "Transaktions-ID",
    },
    account="Finom",
    date_orders=("DD.MM.YYYY", "YYYY-MM-DD", "DD-MM-YYYY"),
    delimiters=",",
    decimal_marks=(POINT,),
    currency="EUR",
    booked=frozenset({"completed", "abgeschlossen", "executed", "ausgeführt"}),
    void={"status": frozenset({"declined", "abgelehnt", "failed", "canceled", "storniert"})},
    multi_line=True,
)

VIVID = CsvLayout(
    name="Vivid",
    columns={
        "booking_date": "Completed date",
        "counterparty_name": "Counterparty name",
        "remittance_information": "Reference",
        "amount": "Payment amount",
        "currency": "Payment currency",
    },
    account="Vivid",
    date_orders=("YYYY-MM-DD", "DD.MM.YYYY"),
    delimiters=",",
    decimal_marks=(POINT,),
    multi_line=True,
)

WALLETS: tuple[CsvLayout, ...] = (N26, N26_OLD, PAYPAL, REVOLUT, REVOLUT_BUSINESS, WISE, QONTO, FINOM, VIVID)
