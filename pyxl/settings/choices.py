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


class AccountChart(LabelledEnum):
    """The chart of accounts, as DATEV calls it."""

    SKR03 = Label("SKR03", "SKR03")
    SKR04 = Label("SKR04", "SKR04")


class AllocationOrder(LabelledEnum):
    """Who is served first when there is not enough."""

    FIRST_COME = Label("first come first served", "wer zuerst bestellt")
    REQUESTED_DATE = Label("by requested date", "nach Wunschtermin")
    PRIORITY = Label("by customer priority", "nach Kundenpriorität")


class FederalState(LabelledEnum):
    """The federal states of Germany; some have holidays of their own. The names are the ends of ISO 3166-2."""

    BW = Label("Baden-Württemberg", "Baden-Württemberg")
    BY = Label("Bavaria", "Bayern")
    BE = Label("Berlin", "Berlin")
    BB = Label("Brandenburg", "Brandenburg")
    HB = Label("Bremen", "Bremen")
    HH = Label("Hamburg", "Hamburg")
    HE = Label("Hesse", "Hessen")
    MV = Label("Mecklenburg-Western Pomerania", "Mecklenburg-Vorpommern")
    NI = Label("Lower Saxony", "Niedersachsen")
    NW = Label("North Rhine-Westphalia", "Nordrhein-Westfalen")
    RP = Label("Rhineland-Palatinate", "Rheinland-Pfalz")
    SL = Label("Saarland", "Saarland")
    SN = Label("Saxony", "Sachsen")
    ST = Label("Saxony-Anhalt", "Sachsen-Anhalt")
    SH = Label("Schleswig-Holstein", "Schleswig-Holstein")
    TH = Label("Thuringia", "Thüringen")
