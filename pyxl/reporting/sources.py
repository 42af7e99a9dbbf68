"""Everything a report is made from, as the job was given it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pyxl.banking.items import ReceivablesDesk
from pyxl.core.labels import Counted, Label, Language, Sentence, Text
from pyxl.core.money import EURO, Money, total
from pyxl.core.tables import Table
from pyxl.dunning.instalments import Instalment
from pyxl.dunning.rows import CollectionEntry
from pyxl.forecasting.rows import RecurringCost
from pyxl.invoicing.sender import firm_language
from pyxl.ledger.books import Books
from pyxl.ledger.cases.rows import Case
from pyxl.ledger.goods.delivery_rows import DeliveryRow
from pyxl.ledger.goods.rows import IncomingLine, StockRow
from pyxl.ledger.payables.rows import Bill
from pyxl.ledger.rows import BankLine, InvoiceRow, OpenItem
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.masterdata.suppliers import Supplier
from pyxl.orders.price_lists import PriceRow
from pyxl.orders.rows import OrderLine
from pyxl.reference_data.codes import is_currency
from pyxl.settings import Settings

_OTHER = Text(
    "Not counted, for it is not in EUR: {amount} in {rows}.", "Nicht mitgezählt, weil nicht in EUR: {amount} in {rows}."
)
_UNKNOWN = Text(
    "Not counted: {amount} in {rows}; “{currency}” is no currency that is known (amounts in euros are EUR).",
    "Nicht mitgezählt: {amount} in {rows}; „{currency}“ ist keine bekannte Währung (Beträge in Euro sind EUR).",
)
_ROWS = Label("row", "Zeile"), Label("rows", "Zeilen")


@dataclass(frozen=True, kw_only=True)
class Sources:
    """The tabs, the settings, the books and the day."""

    customers: Table[Customer]
    items: Table[Item]
    prices: Table[PriceRow]
    orders: Table[OrderLine]
    deliveries: Table[DeliveryRow]
    stock: Table[StockRow]
    incoming: Table[IncomingLine]
    invoices: Table[InvoiceRow]
    receivables: Table[OpenItem]
    instalments: Table[Instalment]
    collections: Table[CollectionEntry]
    bank: Table[BankLine]
    suppliers: Table[Supplier]
    bills: Table[Bill]
    cases: Table[Case]
    recurring_costs: Table[RecurringCost]
    settings: Settings
    books: Books
    as_of: date

    @property
    def language(self) -> Language:
        """In which the page and the PDF are."""
        return firm_language(self.settings)

    @cached_property
    def desk(self) -> ReceivablesDesk:
        """The open items, gone through once for all sections."""
        return ReceivablesDesk(self.receivables, self.customers, self.settings, self.books)

    def customer_name(self, number: str) -> str:
        """As the tab Customers has it; the number where it has none."""
        customer = self.customers.get(number)
        return customer.name if customer else number


def other_currencies(amounts: Iterable[Money | None]) -> Iterator[Sentence]:
    """What is not in EUR is named beside the figures, each currency once: rates of several days do not add up."""
    found: dict[str, list[Money]] = {}
    for amount in amounts:
        if amount is not None and amount.currency != EURO:
            found.setdefault(amount.currency, []).append(amount)
    for currency, each in sorted(found.items()):
        facts = {"amount": total(each, currency), "rows": Counted(len(each), *_ROWS), "currency": currency}
        yield (_OTHER if is_currency(currency) else _UNKNOWN).bind(**facts)


def both(sentence: Sentence) -> Label:
    """The sentence in both languages."""
    return Label(sentence.text("en"), sentence.text("de"))
