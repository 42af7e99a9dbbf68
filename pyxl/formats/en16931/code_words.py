"""The codes people meet in an e-invoice, in words; the lists themselves are long, and what is rare stays a code.

>>> code_word("BT-3", "381").de, code_word("BT-81", "58").en, code_word("BT-130", "XYZ")
('Rechnungskorrektur', 'SEPA credit transfer', None)
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pyxl.core.labels import Label

_TYPES = {
    "326": Label("Partial invoice", "Teilrechnung"),
    "380": Label("Invoice", "Rechnung"),
    "381": Label("Credit note", "Rechnungskorrektur"),
    "384": Label("Corrected invoice", "Korrigierte Rechnung"),
    "386": Label("Prepayment invoice", "Vorauszahlungsrechnung"),
    "389": Label("Self-billed invoice", "Gutschrift (Abrechnung durch den Käufer)"),
    "875": Label("Partial construction invoice", "Abschlagsrechnung (Bau)"),
    "876": Label("Partial final construction invoice", "Teilschlussrechnung (Bau)"),
    "877": Label("Final construction invoice", "Schlussrechnung (Bau)"),
}
_TAX_POINTS = {
    "3": Label("issue of the invoice", "Rechnungsdatum"),
    "35": Label("delivery", "Lieferung"),
    "432": Label("payment", "Zahlung"),
}
_PAYMENT_MEANS = {
    "1": Label("not defined", "nicht festgelegt"),
    "10": Label("cash", "bar"),
    "20": Label("cheque", "Scheck"),
    "30": Label("credit transfer", "Überweisung"),
    "48": Label("bank card", "Bankkarte"),
    "49": Label("direct debit", "Lastschrift"),
    "54": Label("credit card", "Kreditkarte"),
    "55": Label("debit card", "Debitkarte"),
    "57": Label("standing agreement", "Dauervereinbarung"),
    "58": Label("SEPA credit transfer", "SEPA-Überweisung"),
    "59": Label("SEPA direct debit", "SEPA-Lastschrift"),
    "97": Label("clearing between partners", "Verrechnung"),
}
_CATEGORIES = {
    "S": Label("standard rate", "Regelsteuersatz"),
    "Z": Label("zero rate", "Nullsatz"),
    "E": Label("exempt", "steuerfrei"),
    "AE": Label("reverse charge", "Steuerschuld beim Empfänger"),
    "K": Label("intra-Community supply", "innergemeinschaftliche Lieferung"),
    "G": Label("export", "Ausfuhr"),
    "O": Label("not subject to VAT", "nicht steuerbar"),
    "L": Label("Canary Islands", "Kanarische Inseln"),
    "M": Label("Ceuta and Melilla", "Ceuta und Melilla"),
}
_UNITS = {
    "C62": Label("one", "Einheit"),
    "H87": Label("piece", "Stück"),
    "XPP": Label("piece", "Stück"),
    "HUR": Label("hour", "Stunde"),
    "DAY": Label("day", "Tag"),
    "WEE": Label("week", "Woche"),
    "MON": Label("month", "Monat"),
    "ANN": Label("year", "Jahr"),
    "KGM": Label("kg", "kg"),
    "GRM": Label("g", "g"),
    "TNE": Label("t", "t"),
    "LTR": Label("l", "l"),
    "MTR": Label("m", "m"),
    "MTK": Label("m²", "m²"),
    "MTQ": Label("m³", "m³"),
    "KMT": Label("km", "km"),
    "KWH": Label("kWh", "kWh"),
    "LS": Label("lump sum", "pauschal"),
    "PR": Label("pair", "Paar"),
    "SET": Label("set", "Satz"),
    "XPK": Label("pack", "Packung"),
    "XCT": Label("carton", "Karton"),
    "XBX": Label("box", "Kiste"),
    "XRO": Label("roll", "Rolle"),
    "P1": Label("percent", "Prozent"),
}
_WORDS: Mapping[str, Mapping[str, Label]] = MappingProxyType(
    {
        "BT-3": _TYPES,
        "BT-8": _TAX_POINTS,
        "BT-81": _PAYMENT_MEANS,
        **dict.fromkeys(("BT-95", "BT-102", "BT-118", "BT-151"), _CATEGORIES),
        **dict.fromkeys(("BT-130", "BT-150"), _UNITS),
    }
)


def code_word(term: str, code: str) -> Label | None:
    """What the code of that business term means; None for one that is not in the list."""
    return _WORDS.get(term, {}).get(code)
