"""VAT in euros on an invoice in another currency: BT-6 and BT-111 (Art. 230 of the VAT directive, § 16 (6) UStG)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pyxl.core.findings import Finding, Rule, Severity
from pyxl.core.labels import Text
from pyxl.core.money import EURO
from pyxl.core.tables import Table
from pyxl.invoicing.model import Invoice
from pyxl.orders.billable import BillableLine
from pyxl.orders.rows import OrderLine

NO_EXCHANGE_RATE = Rule(
    "INV018",
    "no-exchange-rate",
    Severity.WARNING,
    Text(
        "The invoice is in {currency} and has VAT, but there is no exchange rate: it cannot say the VAT in EUR.",
        "Die Rechnung lautet auf {currency} und hat USt, aber keinen Umrechnungskurs: Die USt in EUR fehlt ihr.",
    ),
    Text(
        "Type the rate of the month as the Ministry of Finance publishes it, or of the day.",
        "Den Umsatzsteuer-Umrechnungskurs des Monats (BMF) oder den Tageskurs eintragen.",
    ),
)
EXCHANGE_RATE_UNUSABLE = Rule(
    "INV019",
    "exchange-rate-unusable",
    Severity.ERROR,
    Text(
        "The lines of one invoice have the exchange rates {found}.",
        "Die Zeilen einer Rechnung haben die Umrechnungskurse {found}.",
    ),
    Text("One invoice has one rate above 0.", "Eine Rechnung hat einen Kurs größer als 0."),
)

NOTE = Text(
    "VAT included: {vat} (1 {currency} = {rate} {tax_currency})",
    "Enthaltene Umsatzsteuer: {vat} (1 {currency} = {rate} {tax_currency})",
)


def with_tax_note(invoice: Invoice) -> Invoice:
    """The same invoice, saying its VAT in the tax currency where it has one: the print must name it too."""
    vat = invoice.totals.vat_in_tax_currency
    if vat is None or not vat:
        return invoice
    facts = {"tax_currency": invoice.tax_currency, "currency": invoice.currency, "rate": invoice.exchange_rate}
    note = NOTE.render(invoice.language, vat=vat, **facts)
    return replace(invoice, notes=(*invoice.notes, note))


def exchange_rate_of(lines: Sequence[BillableLine]) -> Decimal | None:
    """The rate of the invoice; None where it is in euros or no usable one is given."""
    rates = _rates(lines)
    return rates[0] if lines[0].currency != EURO and len(rates) == 1 and rates[0] > 0 else None


def _rates(lines: Sequence[BillableLine]) -> list[Decimal]:
    """Each once; it is enough when one line has it."""
    return list(dict.fromkeys(line.line.exchange_rate for line in lines if line.line.exchange_rate is not None))


def check_exchange_rate(draft: Invoice, lines: Sequence[BillableLine], orders: Table[OrderLine]) -> list[Finding]:
    """INV018 and INV019."""
    if draft.currency == EURO:
        return []
    rates, cell = _rates(lines), orders.cell(lines[0].line, "exchange_rate")
    if rates and not draft.tax_currency:
        return [EXCHANGE_RATE_UNUSABLE.at(cell, found=tuple(rates))]
    return [NO_EXCHANGE_RATE.at(cell, currency=draft.currency)] if draft.totals.vat and not rates else []
