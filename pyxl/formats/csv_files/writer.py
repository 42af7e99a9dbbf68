"""CSV files for people and programs that open them in a spreadsheet: no cell of them becomes a formula.

UTF-8 with its mark, semicolons, every text in quotes: so Excel opens it with a double click where a comma is the
decimal sign. A text that begins like a formula gets an apostrophe in front (OWASP, ASVS 1.2.10); figures are figures.

>>> write_csv(("Name", "Betrag"), [("=cmd|' /C calc'!A0", Decimal("-1.50"))], "de").decode("utf-8-sig").splitlines()
['"Name";"Betrag"', '"\\'=cmd|\\' /C calc\\'!A0";-1,50']
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from pyxl.core.labels import Language, show, show_decimal

CsvValue = str | int | Decimal | date | None
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[CsvValue]], language: Language) -> bytes:
    """The rows below their headings; figures and days as the language writes them."""
    lines = [";".join(map(_quoted, headers)), *(";".join(_cell(value, language) for value in row) for row in rows)]
    return ("".join(f"{line}\r\n" for line in lines)).encode("utf-8-sig")


def not_computed(text: str) -> str:
    """The text as no spreadsheet takes it for a formula: one that begins like it gets an apostrophe in front."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def _cell(value: CsvValue, language: Language) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if value is None:
        return ""
    return show_decimal(value, language, grouped=False) if isinstance(value, Decimal) else show(value, language)


def _quoted(text: str) -> str:
    # A line break would split the row for programs that read line by line.
    one_line = " ".join(text.split()) if "\n" in text or "\r" in text else text
    return '"' + not_computed(one_line).replace('"', '""') + '"'
