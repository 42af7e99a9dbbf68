"""Writes DATEV master data of customers and suppliers: EXTF, format 700, category 16 (Debitoren/Kreditoren), version 5.

Columns and lengths are DATEV's (developer portal). 254 columns; what we do not know stays empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pyxl.formats.bookkeeping.datev_extf import DatevHead, head_of, quoted

_BANK: Final = (
    *("Bankleitzahl", "Bankbezeichnung", "Bankkonto-Nummer", "Länderkennzeichen", "IBAN", "Leerfeld", "SWIFT-Code"),
    *("Abw. Kontoinhaber", "Kennz. Haupt-Bankverb."),
)
_COMPANY: Final = 2
"""Adressatentyp: a firm."""


def _bank(number: int) -> Iterator[str]:
    yield from (f"{name} {number}" for name in _BANK)
    yield from (f"Bankverb. {number} Gültig {end}" for end in ("von", "bis"))


def _banks(first: int, last: int) -> tuple[str, ...]:
    return tuple(name for number in range(first, last + 1) for name in _bank(number))


_INVOICE_ADDRESS: Final = tuple(
    f"{name} (Rechnungsadresse)"
    for name in (
        *("Abweichende Anrede", "Adressart", "Straße", "Postfach", "Postleitzahl", "Ort", "Land", "Versandzusatz"),
        *("Adresszusatz", "Abw. Zustellbezeichnung 1", "Abw. Zustellbezeichnung 2"),
        *("Adresse Gültig von", "Adresse Gültig bis"),
    )
)
COLUMNS: Final = (
    *("Konto", "Name (Adressatentyp Unternehmen)", "Unternehmensgegenstand", "Name (Adressatentyp natürl. Person)"),
    *("Vorname (Adressatentyp natürl. Person)", "Name (Adressatentyp keine Angabe)", "Adressatentyp"),
    *("Kurzbezeichnung", "EU-Land", "EU-USt-IdNr.", "Anrede", "Titel/Akad. Grad", "Adelstitel", "Namensvorsatz"),
    *("Adressart", "Straße", "Postfach", "Postleitzahl", "Ort", "Land", "Versandzusatz", "Adresszusatz"),
    *("Abweichende Anrede", "Abw. Zustellbezeichnung 1", "Abw. Zustellbezeichnung 2"),
    *("Kennz. Korrespondenzadresse", "Adresse Gültig von", "Adresse Gültig bis", "Telefon", "Bemerkung (Telefon)"),
    *("Telefon Geschäftsleitung", "Bemerkung (Telefon GL)", "E-Mail", "Bemerkung (E-Mail)", "Internet"),
    *("Bemerkung (Internet)", "Fax", "Bemerkung (Fax)", "Sonstige", "Bemerkung (Sonstige)"),
    *_banks(1, 5),
    *("Leerfeld 11", "Briefanrede", "Grußformel", "Kundennummer", "Steuernummer", "Sprache", "Ansprechpartner"),
    *("Vertreter", "Sachbearbeiter", "Diverse-Konto", "Ausgabeziel", "Währungssteuerung", "Kreditlimit (Debitor)"),
    *("Zahlungsbedingung", "Fälligkeit in Tagen (Debitor)", "Skonto in Prozent (Debitor)"),
    *("Kreditoren-Ziel 1 (Tage)", "Kreditoren-Skonto 1 (%)", "Kreditoren-Ziel 2 (Tage)", "Kreditoren-Skonto 2 (%)"),
    *("Kreditoren-Ziel 3 Brutto (Tage)", "Kreditoren-Ziel 4 (Tage)", "Kreditoren-Skonto 4 (%)"),
    *("Kreditoren-Ziel 5 (Tage)", "Kreditoren-Skonto 5 (%)", "Mahnung", "Kontoauszug", "Mahntext", "Mahntext 2"),
    *("Mahntext 3", "Kontoauszugstext", "Mahnlimit Betrag", "Mahnlimit %", "Zinsberechnung", "Mahnzinssatz 1"),
    *("Mahnzinssatz 2", "Mahnzinssatz 3", "Lastschrift", "Verfahren", "Mandantenbank", "Zahlungsträger"),
    *(f"Indiv. Feld {number}" for number in range(1, 16)),
    *_INVOICE_ADDRESS,
    *_banks(6, 10),
    *("Nummer Fremdsystem", "Insolvent", *(f"SEPA-Mandatsreferenz {number}" for number in range(1, 11))),
    *("Verknüpftes OPOS-Konto", "Mahnsperre bis", "Lastschriftsperre bis", "Zahlungssperre bis"),
    *("Gebührenberechnung", "Mahngebühr 1", "Mahngebühr 2", "Mahngebühr 3", "Pauschalberechnung"),
    *("Verzugspauschale 1", "Verzugspauschale 2", "Verzugspauschale 3", "Alternativer Suchname", "Status"),
    *("Anschrift manuell geändert (Korrespondenzadresse)", "Anschrift individuell (Korrespondenzadresse)"),
    *("Anschrift manuell geändert (Rechnungsadresse)", "Anschrift individuell (Rechnungsadresse)"),
    *("Fristberechnung bei Debitor", "Mahnfrist 1", "Mahnfrist 2", "Mahnfrist 3", "Letzte Frist"),
)
"""The 254 columns of version 5."""


_DAYS_AND_MARKS: Final = ("Kennz. ", "Adresse Gültig", "Bankverb. ")
_NUMERIC: Final = frozenset(
    {number for number, name in enumerate(COLUMNS, 1) if name.startswith(_DAYS_AND_MARKS)}
    | {1, 95, 96, 101, 221, 245, 246, 248, *range(105, 133), 135, *range(232, 244), *range(250, 255)}
)
"""Columns whose values stand without quotes, by number."""
_PLACE: Final = {name: number for number, name in enumerate(COLUMNS, 1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class MasterRecord:
    """A customer (Debitor) or supplier (Kreditor) with an account of its own."""

    account: str
    name: str
    additional_name: str = ""
    vat_id: str = ""
    tax_number: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "DE"
    email: str = ""
    iban: str = ""
    bic: str = ""
    own_number: str = ""
    """The firm's number for a customer; the customer's number at a supplier is not known."""
    is_customer: bool = True
    payment_days: int | None = None
    discount_percent: Decimal | None = None
    discount_days: int | None = None
    mandate: str = ""


def write_master_data(head: DatevHead, records: Iterable[MasterRecord]) -> bytes:
    """The file, named `EXTF_*.csv` by whoever stores it. What Windows-1252 cannot spell becomes a question mark."""
    lines = (_head(head), ";".join(COLUMNS), *map(_row, records))
    return "".join(f"{line}\r\n" for line in lines).encode("cp1252", "replace")


def _head(head: DatevHead) -> str:
    whose = head_of(head, '16;"Debitoren/Kreditoren";5')
    return f'{whose};;;{quoted(head.name)};"";;;;"";;"";;;"{head.chart}";;;"";""'


def _row(record: MasterRecord) -> str:
    given = {_PLACE[name]: text for name, text in _fields(record).items() if text}
    numbers = range(1, len(COLUMNS) + 1)
    return ";".join(given.get(n, "") if n in _NUMERIC else quoted(given.get(n, "")) for n in numbers)


def _fields(record: MasterRecord) -> dict[str, str]:
    days, percent = _whole(record.payment_days), _percent(record.discount_percent)
    if record.is_customer:
        terms = {"Fälligkeit in Tagen (Debitor)": days, "Skonto in Prozent (Debitor)": percent}
    else:
        terms = {
            "Kreditoren-Ziel 1 (Tage)": _whole(record.discount_days) if percent else "",
            "Kreditoren-Skonto 1 (%)": percent,
            "Kreditoren-Ziel 3 Brutto (Tage)": days,
        }
    prefix, number = record.vat_id[:2].upper(), record.vat_id[2:].replace(" ", "")
    return {
        "Konto": record.account,
        "Name (Adressatentyp Unternehmen)": _text(record.name, 50),
        "Adressatentyp": str(_COMPANY),
        "Kurzbezeichnung": _text(record.name, 15),
        "EU-Land": prefix if number else "",
        "EU-USt-IdNr.": _text(number, 13),
        "Adressart": "STR" if record.street else "",
        "Straße": _text(record.street, 36),
        "Postleitzahl": _text(record.postcode, 10),
        "Ort": _text(record.city, 30),
        "Land": _text(record.country, 2),
        "Adresszusatz": _text(record.additional_name, 36),
        "E-Mail": _text(record.email, 60),
        "IBAN 1": _text(record.iban.replace(" ", ""), 34),
        "SWIFT-Code 1": _text(record.bic, 11),
        "Kundennummer": _text(record.own_number, 15) if record.is_customer else "",
        "Steuernummer": _text(record.tax_number, 20),
        "SEPA-Mandatsreferenz 1": _text(record.mandate, 35),
        **terms,
    }


def _text(value: str, longest: int) -> str:
    return " ".join(value.split())[:longest]


def _whole(value: int | None) -> str:
    return str(value) if value is not None and 0 <= value <= 999 else ""


def _percent(value: Decimal | None) -> str:
    return f"{value:.2f}".replace(".", ",") if value and 0 < value < 100 else ""
