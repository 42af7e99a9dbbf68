"""How an invoice is paid, in the terms of EN 16931: means of payment and payment terms with cash discounts.

>>> from datetime import date
>>> skonto_line(CashDiscount(percent=Decimal(2), days=10, until=date(2026, 3, 14)))
'#SKONTO#TAGE=10#PROZENT=2.00#'
"""

from __future__ import annotations

from decimal import Decimal

from pyxl.core.labels import Label
from pyxl.core.money import EURO
from pyxl.formats.en16931.invoice import CreditTransfer, PaymentMeans
from pyxl.invoicing.model import CashDiscount, Invoice

CREDIT_TRANSFER, SEPA_TRANSFER, SEPA_DEBIT, CLEARING = "30", "58", "59", "97"
"""BT-81, UNTDID 4461."""
CREDIT_TERMS = Label(
    "The amount is offset against open invoices or paid back.",
    "Der Betrag wird mit offenen Rechnungen verrechnet oder erstattet.",
)


def payment_means(invoice: Invoice) -> tuple[PaymentMeans, ...]:
    """BG-16. What is credited is offset between the partners: nobody transfers anything to the firm's account."""
    if invoice.is_credit:
        return (PaymentMeans(code=CLEARING),)
    if invoice.direct_debit:
        return (PaymentMeans(code=SEPA_DEBIT, debited_account=invoice.direct_debit.debited_iban),)
    if invoice.account is None:
        return ()
    account = invoice.account
    transfer = CreditTransfer(account=account.iban, name=account.account_holder, bic=account.bic)
    code = SEPA_TRANSFER if invoice.currency == EURO else CREDIT_TRANSFER
    return (PaymentMeans(code=code, transfer=transfer),)


def payment_terms_text(invoice: Invoice) -> str:
    """BT-20: a line for each cash discount, as BR-DE-18 wants it, the last one ended too."""
    if invoice.is_credit:
        return CREDIT_TERMS.text(invoice.language)
    return "".join(f"{skonto_line(discount)}\n" for discount in invoice.payment_terms.cash_discounts)


def skonto_line(discount: CashDiscount) -> str:
    """Percent with two places and a point, whatever the language."""
    return f"#SKONTO#TAGE={discount.days}#PROZENT={discount.percent.quantize(Decimal('0.01'))}#"
