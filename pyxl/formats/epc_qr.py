"""The GiroCode on an invoice: a QR code that fills in the transfer in the customer's banking app (EPC069-12 v2.1).

>>> transfer = EpcTransfer(name="Muster GmbH", iban="DE89370400440532013000", amount=Money.of("489.11"), text="RE-1")
>>> transfer.problems()
()
>>> transfer.payload().split(chr(10))[:4]
['BCD', '002', '1', 'SCT']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pyxl.core.labels import Sentence, Text
from pyxl.core.money import EURO, Money

AMOUNT_MIN, AMOUNT_MAX = Decimal("0.01"), Decimal("999999999.99")
PAYLOAD_BYTES_MAX = 331
MASK = 3
"""Of the eight masks of ISO 18004 this one. Every reader takes any; to find the best costs five times as much as
the code itself, and over 60 transfers mask 3 was 3 % worse than the best on average, 14 % at most."""
VERSION_MAX = 13
"""Largest QR version the guideline allows; with error correction M it holds exactly 331 bytes."""

QUIET_ZONE = 4
"""Modules around the code that stay empty (ISO 18004)."""
_DARK = re.compile(b"\x01+")

SEPA_COUNTRIES = frozenset(
    re.findall(
        "..",
        "ADALATBEBGCHCYCZDEDKEEESFIFRGBGIGRHRHUIEISITLILTLULVMCMDMEMKMTNLNOPLPTRORSSESISKSMVA",
    )
)
"""Countries whose IBAN takes part in SEPA credit transfers (EPC409-09), by the IBAN's first two letters."""

_CHARSETS = ("iso8859-1", "iso8859-2", "iso8859-4", "iso8859-5", "iso8859-7", "iso8859-10", "iso8859-15")
"""The guideline's character sets 2 to 8: what none of them can write does not belong into a transfer."""

_TOO_LONG = Text(
    "{field} has {length} characters, the GiroCode takes {limit}.",
    "{field} hat {length} Zeichen, der GiroCode fasst {limit}.",
)
_BAD_CHARACTERS = Text(
    "{field} contains characters that a transfer cannot carry: {characters}",
    "{field} enthält Zeichen, die eine Überweisung nicht trägt: {characters}",
)
_NO_NAME = Text("The account holder is missing.", "Der Kontoinhaber fehlt.")
_NOT_EURO = Text("A GiroCode pays euros only, not {currency}.", "Ein GiroCode überweist nur Euro, nicht {currency}.")
_BAD_AMOUNT = Text(
    "The amount {amount} is not between 0.01 and 999,999,999.99.",
    "Der Betrag {amount} liegt nicht zwischen 0,01 und 999.999.999,99.",
)
_BAD_IBAN = Text("{iban} is not an IBAN of the SEPA area.", "{iban} ist keine IBAN des SEPA-Raums.")
_BAD_BIC = Text("{bic} is not a BIC.", "{bic} ist kein BIC.")
_TWO_REFERENCES = Text(
    "Use a structured reference or a text, not both.", "Entweder strukturierte Referenz oder Text, nicht beides."
)
_TOO_LARGE = Text(
    "The GiroCode would have {length} bytes, 331 are allowed.", "Der GiroCode hätte {length} Bytes, erlaubt sind 331."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EpcTransfer:
    """A transfer to be proposed: who gets how much on which account, and why."""

    name: str
    """Beneficiary (account holder), at most 70 characters."""
    iban: str
    """Without spaces."""
    amount: Money
    """Euros, 0.01 to 999,999,999.99."""
    bic: str = ""
    """Optional since version 002."""
    text: str = ""
    """Unstructured remittance information, at most 140 characters; not together with `reference`."""
    reference: str = ""
    """Structured creditor reference (ISO 11649), at most 35 characters."""
    purpose: str = ""
    """ISO 20022 purpose code, at most 4 letters."""
    information: str = ""
    """Note to the payer, shown by some apps, at most 70 characters."""

    def problems(self) -> tuple[Sentence, ...]:
        """Every limit of the guideline that this transfer breaks; empty when a code can be made."""
        return (*self._field_problems(), *self._account_problems(), *self._amount_problems())

    def payload(self) -> str:
        """The text inside the QR code, for a transfer without problems. Trailing empty lines are left out."""
        assert not self.problems(), [problem.text("en") for problem in self.problems()]
        return self._lines()

    def _lines(self) -> str:
        head = ("BCD", "002", "1", "SCT", self.bic, self.name, self.iban, f"EUR{self.amount.amount}")
        return "\n".join((*head, self.purpose, self.reference, self.text, self.information)).rstrip("\n")

    def _field_problems(self) -> Iterator[Sentence]:
        limits = (("name", self.name, 70), ("text", self.text, 140), ("reference", self.reference, 35))
        for field, value, limit in (*limits, ("purpose", self.purpose, 4), ("information", self.information, 70)):
            if len(value) > limit:
                yield _TOO_LONG.bind(field=field, length=len(value), limit=limit)
            if strange := sorted({character for character in value if not _is_transferable(character)}):
                yield _BAD_CHARACTERS.bind(field=field, characters=" ".join(map(ascii, strange)))
        if not self.name.strip():
            yield _NO_NAME.bind()
        if self.text and self.reference:
            yield _TWO_REFERENCES.bind()
        if (length := len(self._lines().encode("utf-8", "replace"))) > PAYLOAD_BYTES_MAX:
            yield _TOO_LARGE.bind(length=length)

    def _account_problems(self) -> Iterator[Sentence]:
        if not is_sepa_iban(self.iban):
            yield _BAD_IBAN.bind(iban=self.iban)
        if self.bic and not (len(self.bic) in (8, 11) and self.bic.isascii() and self.bic.isalnum()):
            yield _BAD_BIC.bind(bic=self.bic)

    def _amount_problems(self) -> Iterator[Sentence]:
        if self.amount.currency != EURO:
            yield _NOT_EURO.bind(currency=self.amount.currency)
        elif not AMOUNT_MIN <= self.amount.amount <= AMOUNT_MAX:
            yield _BAD_AMOUNT.bind(amount=self.amount.amount)


def is_sepa_iban(iban: str) -> bool:
    """Whether the check digits are right (ISO 13616, mod 97) and the country takes part in SEPA.

    >>> is_sepa_iban("DE89370400440532013000"), is_sepa_iban("DE89370400440532013001")
    (True, False)
    """
    if not (15 <= len(iban) <= 34 and iban.isascii() and iban.isalnum() and iban[2:4].isdigit()):
        return False
    return iban[:2] in SEPA_COUNTRIES and int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97 == 1


def _is_transferable(character: str) -> bool:
    return character.isprintable() and any(_can_encode(character, charset) for charset in _CHARSETS)


def _can_encode(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def matrix(payload: str) -> tuple[tuple[bool, ...], ...]:
    """The QR code's modules without the quiet zone, dark is True; error correction M, version at most 13."""
    return tuple(tuple(bool(module) for module in row) for row in _code(payload).matrix)


def svg(payload: str) -> bytes:
    """The QR code as SVG with the quiet zone of four modules: black on a transparent ground, one unit per module."""
    rows = [bytes(row) for row in _code(payload).matrix]
    size = len(rows) + 2 * QUIET_ZONE
    strokes = "".join(
        f"M{dark.start() + QUIET_ZONE} {number}.5h{dark.end() - dark.start()}"
        for number, row in enumerate(rows, QUIET_ZONE)
        for dark in _DARK.finditer(row)
    )
    picture = f'<path stroke="#000" d="{strokes}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">{picture}</svg>'.encode()


def _code(payload: str) -> Any:
    import segno

    # No boost: the guideline fixes level M. No ECI header: several banking apps do not read it, line 3 says UTF-8.
    code = segno.make(payload, error="m", micro=False, boost_error=False, encoding="utf-8", eci=False, mask=MASK)
    assert int(code.version) <= VERSION_MAX, code.version
    return code
