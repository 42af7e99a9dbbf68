"""The parts that all SEPA files have in common (ISO 20022 as the German banks take it, DK Anlage 3 V26.11).

>>> "<IBAN>DE89370400440532013000</IBAN>" in account("CdtrAcct", "DE89370400440532013000")
True
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.sax.saxutils import escape

from pyxl.core.money import EURO, Money
from pyxl.formats.sepa.text import REFERENCE_LENGTH, TEXT_LENGTH, sepa_text

HIGHEST = Money.of("999999999.99")
"""No single payment is larger (AT-06)."""
_AREA = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"
EUROPEAN_ECONOMIC_AREA = frozenset(re.findall("..", _AREA.replace(" ", "")))
"""Payments between its accounts need no address."""
_EURO = "AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK"
EURO_AREA = frozenset(_EURO.split())
"""Its banks must take instant payments (Regulation (EU) 2024/886); the others need not before July 2027."""


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """Where the other side lives: wanted only for accounts outside the European Economic Area."""

    street: str
    postcode: str
    city: str
    country: str


def document(namespace: str, *content: str) -> bytes:
    """The whole file in UTF-8."""
    inner = "".join(content)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{namespace}">\n{inner}</Document>\n'.encode()


def tag(name: str, *content: str) -> str:
    """The element around its content, which is XML already."""
    return f"<{name}>{''.join(content)}</{name}>\n"


def text(name: str, value: str) -> str:
    """An element with text."""
    return tag(name, escape(value))


def reference(name: str, value: str) -> str:
    """An element with a reference of at most 35 characters."""
    return text(name, sepa_text(value, REFERENCE_LENGTH))


def sums(count: int, amount: Money) -> str:
    """How many payments, and their sum."""
    return text("NbOfTxs", str(count)) + text("CtrlSum", str(amount.amount))


def amount(value: Money) -> str:
    """What is to be moved, in euros."""
    assert Money.zero() < value <= HIGHEST, "amounts are 0.01 to 999,999,999.99"
    return f'<InstdAmt Ccy="{EURO}">{value.amount}</InstdAmt>\n'


def account(name: str, iban: str) -> str:
    """An account."""
    return tag(name, tag("Id", text("IBAN", iban)))


def agent(name: str, bic: str) -> str:
    """A bank; without a BIC the IBAN says which."""
    return tag(name, tag("FinInstnId", text("BICFI", bic) if bic else tag("Othr", text("Id", "NOTPROVIDED"))))


def address(place: PostalAddress) -> str:
    """Structured: since November 2026 banks refuse addresses in lines."""
    parts = (("StrtNm", place.street, 70), ("PstCd", place.postcode, 16), ("TwnNm", place.city, 35))
    written = [text(name, kept) for name, value, longest in parts if (kept := sepa_text(value, longest))]
    return tag("PstlAdr", *written, text("Ctry", place.country))


def remittance(value: str) -> str:
    """What it is for, one line of at most 140 characters."""
    return tag("RmtInf", text("Ustrd", sepa_text(value, TEXT_LENGTH)))
