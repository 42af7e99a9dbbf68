"""What the settings let her choose from, each with its label in German and English."""

from __future__ import annotations

from pyxl.core.labels import Label
from pyxl.core.schema import LabelledEnum


class BookLanguage(LabelledEnum):
    """The language of the workbook, its messages and, where a customer has none, its documents."""

    DE = Label("German", "Deutsch")
    EN = Label("English", "Englisch")


class InvoicePer(LabelledEnum):
    """What goes on one invoice."""

    ORDER = Label("order", "Auftrag")
    CUSTOMER = Label("customer", "Kunde")


class TransferPer(LabelledEnum):
    """What one transfer pays."""

    SUPPLIER = Label("supplier", "Lieferant")
    BILL = Label("bill", "Rechnung")


class TaxScheme(LabelledEnum):
    """How the firm is taxed: as usual, or as a small business (§ 19 UStG) that shows no VAT."""

    STANDARD = Label("standard", "Regelbesteuerung")
    SMALL_BUSINESS = Label("small business (§ 19)", "Kleinunternehmer (§ 19)")


class BillBy(LabelledEnum):
    """What goods are invoiced: what was ordered, on its delivery date, or what delivery notes say."""

    ORDERED = Label("what was ordered", "was bestellt ist")
    DELIVERED = Label("what was delivered", "was geliefert ist")


class AllocationOrder(LabelledEnum):
    """Who is served first when there is not enough."""

    FIRST_COME = Label("first come first served", "wer zuerst bestellt")
    REQUESTED_DATE = Label("by requested date", "nach Wunschtermin")
    PRIORITY = Label("by customer priority", "nach Kundenpriorität")
