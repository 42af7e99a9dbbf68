"""Writes a DATEV posting batch: EXTF, format 700, category 21 (Buchungsstapel), version 13. Windows-1252, CRLF.

Columns, lengths and keys are DATEV's (developer portal, "Buchungsstapel", version 13). Text stands in quotes, numbers
do not; amounts have a comma and are never negative.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

_COLUMNS: Final = (
    "Umsatz (ohne Soll/Haben-Kz)",
    "Soll/Haben-Kennzeichen",
    "WKZ Umsatz",
    "Kurs",
    "Basis-Umsatz",
    "WKZ Basis-Umsatz",
    "Konto",
    "Gegenkonto (ohne BU-Schlüssel)",
    "BU-Schlüssel",
    "Belegdatum",
    "Belegfeld 1",
    "Belegfeld 2",
    "Skonto",
    "Buchungstext",
    "Postensperre",
    "Diverse Adressnummer",
    "Geschäftspartnerbank",
    "Sachverhalt",
    "Zinssperre",
    "Beleglink",
    *(f"Beleginfo - {part} {n}" for n in range(1, 9) for part in ("Art", "Inhalt")),
    "KOST1 - Kostenstelle",
    "KOST2 - Kostenstelle",
    "Kost-Menge",
    "EU-Land u. UStID (Bestimmung)",
    "EU-Steuersatz (Bestimmung)",
    "Abw. Versteuerungsart",
    "Sachverhalt L+L",
    "Funktionsergänzung L+L",
    "BU 49 Hauptfunktionstyp",
    "BU 49 Hauptfunktionsnummer",
    "BU 49 Funktionsergänzung",
    *(f"Zusatzinformation - {part} {n}" for n in range(1, 21) for part in ("Art", "Inhalt")),
    "Stück",
    "Gewicht",
    "Zahlweise",
    "Forderungsart",
    "Veranlagungsjahr",
    "Zugeordnete Fälligkeit",
    "Skontotyp",
    "Auftragsnummer",
    "Buchungstyp",
    "USt-Schlüssel (Anzahlungen)",
    "EU-Land (Anzahlungen)",
    "Sachverhalt L+L (Anzahlungen)",
    "EU-Steuersatz (Anzahlungen)",
    "Erlöskonto (Anzahlungen)",
    "Herkunft-Kz",
    "Buchungs GUID",
    "KOST-Datum",
    "SEPA-Mandatsreferenz",
    "Skontosperre",
    "Gesellschaftername",
    "Beteiligtennummer",
    "Identifikationsnummer",
    "Zeichnernummer",
    "Postensperre bis",
    "Bezeichnung SoBil-Sachverhalt",
    "Kennzeichen SoBil-Buchung",
    "Festschreibung",
    "Leistungsdatum",
    "Datum Zuord. Steuerperiode",
    "Fälligkeit",
    "Generalumkehr (GU)",
    "Steuersatz",
    "Land",
    "Abrechnungsreferenz",
    "BVV-Position",
    "EU-Land u. UStID (Ursprung)",
    "EU-Steuersatz (Ursprung)",
    "Abw. Skontokonto",
)
_NUMERIC = frozenset(
    {1, 4, 5, 7, 8, 10, 13, 15, 17, 18, 19, 39, 41, *range(43, 48), *range(88, 91), *range(92, 95), 97, *range(99, 102)}
    | {104, 106, 108, 111, *range(113, 118), 119, 122, 124, 125}
)
"""Columns whose values stand without quotes, by number."""
_EMPTY = tuple("" if number in _NUMERIC else '""' for number in range(1, len(_COLUMNS) + 1))
"""A row with nothing in it."""
_NOT_IN_REFERENCE = re.compile(r"[^A-Za-z0-9$&%*+\-/]")
"""Belegfeld 1 and 2 allow no other characters."""
REFERENCE_MAX, TEXT_MAX, NAME_MAX, VAT_ID_MAX = 36, 60, 30, 15


@dataclass(frozen=True, slots=True, kw_only=True)
class DatevHead:
    """Whose batch it is. Consultant 1001 to 9999999, client 1 to 99999: the tax adviser tells both."""

    consultant: int
    client: int
    chart: str
    """`03` or `04`."""
    year_start: date
    """First day of the fiscal year."""
    start: date
    end: date
    name: str
    created: date
    account_length: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class DatevRow:
    """A posting of one account against one other, in euro cents above zero."""

    cents: int
    is_debit: bool
    """Whether `account` is debited (S)."""
    account: str
    contra: str
    day: date
    document: str
    text: str
    due: date | None = None
    tax_key: str = ""
    is_reversal: bool = False
    """Generalumkehr: the same sides again, with the amount taken out."""
    voucher: str = ""
    """The GUID of its document in DATEV Unternehmen online (Beleglink BEDI)."""
    vat_id: str = ""
    """The customer's in another EU country, for the EC sales list."""


def write_extf(head: DatevHead, rows: Iterable[DatevRow]) -> bytes:
    """The file, named `EXTF_*.csv` by whoever stores it. What Windows-1252 cannot spell becomes a question mark."""
    lines = (_head(head), ";".join(_COLUMNS), *map(_row, rows))
    return "".join(f"{line}\r\n" for line in lines).encode("cp1252", "replace")


def _head(head: DatevHead) -> str:
    period = f"{head.start:%Y%m%d};{head.end:%Y%m%d}"
    name = quoted(head.name[:NAME_MAX])
    whose = head_of(head, '21;"Buchungsstapel";13')
    return f'{whose};{period};{name};"";1;0;0;"EUR";;"";;;"{head.chart}";;;"";""'


def head_of(head: DatevHead, kind: str) -> str:
    """The first 14 fields: format, kind of file, when it was made and for whom, the fiscal year."""
    created = f"{head.created:%Y%m%d}000000000"
    year = f"{head.year_start:%Y%m%d};{head.account_length}"
    return f'"EXTF";700;{kind};{created};;"RE";"pyxl";"";{head.consultant};{head.client};{year}'


def _row(row: DatevRow) -> str:
    """Column by column; the list counts from nothing."""
    euros, cents = divmod(row.cents, 100)
    fields = list(_EMPTY)
    fields[0] = f"{euros},{cents:02d}"
    fields[1] = '"S"' if row.is_debit else '"H"'
    fields[2] = '"EUR"'
    fields[6], fields[7] = row.account, row.contra
    fields[8] = quoted(row.tax_key)
    fields[9] = f"{row.day:%d%m}"
    fields[10] = quoted(_NOT_IN_REFERENCE.sub("", row.document)[:REFERENCE_MAX])
    if row.due:
        fields[11] = f'"{row.due:%d%m%y}"'
    fields[13] = quoted(" ".join(row.text.split())[:TEXT_MAX])
    if row.voucher:
        fields[19] = quoted(f'BEDI "{row.voucher}"')
    if row.vat_id:
        fields[39] = quoted("".join(row.vat_id.split()).upper()[:VAT_ID_MAX])
    fields[113] = "0"
    if row.is_reversal:
        fields[117] = '"G"'
    return ";".join(fields)


def quoted(text: str) -> str:
    """Text as EXTF wants it."""
    return '"' + text.replace('"', '""') + '"'
