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
    map(
        str,
        (
            1,
            4,
            5,
            7,
            8,
            10,
            13,
            15,
            17,
            18,
            19,
            39,
            41,
            43,
            44,
            45,
            46,
            47,
            88,
            89,
            90,
            92,
            93,
            94,
            97,
            99,
            100,
            101,
            104,
            106,
            108,
            111,
            113,
            114,
            115,
            116,
            117,
            119,
            122,
            124,
            125,
        ),
    )
)
"""Columns whose values stand without quotes, by number."""
_NOT_IN_REFERENCE = re.compile(r"[^A-Za-z0-9$&%*+\-/]")
"""Belegfeld 1 and 2 allow no other characters."""
REFERENCE_MAX, TEXT_MAX, NAME_MAX = 36, 60, 30


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
    euros, cents = divmod(row.cents, 100)
    given = {
        "1": f"{euros},{cents:02d}",
        "2": "S" if row.is_debit else "H",
        "3": "EUR",
        "7": row.account,
        "8": row.contra,
        "9": row.tax_key,
        "10": f"{row.day:%d%m}",
        "11": _NOT_IN_REFERENCE.sub("", row.document)[:REFERENCE_MAX],
        "12": f"{row.due:%d%m%y}" if row.due else "",
        "14": " ".join(row.text.split())[:TEXT_MAX],
        "20": f'BEDI "{row.voucher}"' if row.voucher else "",
        "114": "0",
        "118": "G" if row.is_reversal else "",
    }
    numbers = map(str, range(1, len(_COLUMNS) + 1))
    return ";".join(given.get(n, "") if n in _NUMERIC else quoted(given.get(n, "")) for n in numbers)


def quoted(text: str) -> str:
    """Text as EXTF wants it."""
    return '"' + text.replace('"', '""') + '"'
