"""What every letter of the firm has in common: sender, address window, colour, logo and the footer the law asks for.

>>> head = Letterhead(name="Muster GmbH", street="Am Markt 1", postcode="12345", city="Musterstadt")
>>> letter_context(head, Letter(title="Rechnung", recipient=("Kunde AG", "Weg 2", "54321 Dorf")), "de")["return_line"]
'Muster GmbH · Am Markt 1 · 12345 Musterstadt'
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from pyxl.core.labels import Label, Language
from pyxl.documents.filters import iban as grouped_iban
from pyxl.documents.pictures import as_svg

LOGO_NAME = "logo.svg"
ACCENT = "#1f4e79"
"""A calm dark blue, readable in print; used where the settings name no colour or none we can read."""

WORDS: MappingProxyType[str, Label] = MappingProxyType(
    {
        "page": Label("Page", "Seite"),
        "of": Label("of", "von"),
        "phone": Label("Phone", "Telefon"),
        "email": Label("E-mail", "E-Mail"),
        "managing_directors": Label("Managing directors", "Geschäftsführung"),
        "vat_id": Label("VAT ID", "USt-IdNr."),
        "tax_number": Label("Tax no.", "Steuernr."),
        "iban": Label("IBAN", "IBAN"),
        "bic": Label("BIC", "BIC"),
        "draft": Label("DRAFT", "ENTWURF"),
    }
)
"""The words of the letter around the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The sender as printed: address, contact, and the contents of commercial letters (§ 35a GmbHG, § 37a HGB)."""

    name: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "DE"
    phone: str = ""
    email: str = ""
    website: str = ""
    vat_id: str = ""
    tax_number: str = ""
    managing_directors: str = ""
    """Names, with commas."""
    register_court: str = ""
    register_number: str = ""
    account_holder: str = ""
    iban: str = ""
    bic: str = ""
    bank_name: str = ""
    accent: str = ACCENT
    """One colour, as `#rrggbb`."""
    logo: bytes = b""
    """PNG, JPEG or SVG."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter: to whom, about what, and the facts of the information block."""

    title: str
    recipient: tuple[str, ...]
    """Address lines as they stand in the window, at most six (DIN 5008)."""
    info: tuple[tuple[str, str], ...] = ()
    """Label and value, top to bottom; pairs without a value are left out."""
    reference: str = ""
    """Short name of the letter on following pages, for instance `Rechnung RE-2026-0001`."""
    is_draft: bool = False


def letter_context(head: Letterhead, letter: Letter, language: Language) -> dict[str, Any]:
    """What `letter.typ.j2` needs; the letter's own template adds to it."""
    return {
        "title": letter.title,
        "reference": letter.reference or letter.title,
        "is_draft": letter.is_draft,
        "recipient": letter.recipient,
        "information": tuple({"label": label, "value": value} for label, value in letter.info if value),
        "sender": head.name,
        "sender_address": _joined(head.street, f"{head.postcode} {head.city}"),
        "return_line": _joined(head.name, head.street, f"{head.postcode} {head.city}"),
        "footer": _footer(head, language),
        "accent": head.accent if re.fullmatch(r"#[0-9a-fA-F]{6}", head.accent) else ACCENT,
        "logo": LOGO_NAME if head.logo else "",
        "letter_words": {name: label.text(language) for name, label in WORDS.items()},
    }


def letter_assets(head: Letterhead) -> Mapping[str, bytes]:
    """The pictures of `letter.typ.j2`. Raises Refused (E_PICTURE) for a logo that cannot be printed."""
    return {LOGO_NAME: as_svg(head.logo)} if head.logo else {}


def _footer(head: Letterhead, language: Language) -> tuple[tuple[str, ...], ...]:
    """Columns of the footer: who, how to reach, who answers for it, which account. Empty lines and columns go."""
    words = {name: label.text(language) for name, label in WORDS.items()}
    columns = (
        (head.name, head.street, f"{head.postcode} {head.city}".strip(), country_line(head.country, "DE")),
        (head.phone, head.email, head.website),
        (
            _labelled(words["managing_directors"] + ":", head.managing_directors),
            " ".join(filter(None, (head.register_court, head.register_number))),
            _labelled(words["vat_id"], head.vat_id),
            _labelled(words["tax_number"], head.tax_number),
        ),
        (
            head.bank_name,
            head.account_holder if head.account_holder != head.name else "",
            _labelled(words["iban"], grouped_iban(head.iban, language)),
            _labelled(words["bic"], head.bic),
        ),
    )
    kept = (tuple(line for line in column if line) for column in columns)
    return tuple(column for column in kept if column)


def country_line(country: str, home: str) -> str:
    """The last address line of a letter abroad: the country in capitals, in the sender's language (DIN 5008)."""
    if not country or country == home:
        return ""
    from babel import Locale

    return (Locale("de" if home == "DE" else "en").territories.get(country) or country).upper()


def _labelled(label: str, value: str) -> str:
    return f"{label} {value}" if value else ""


def _joined(*parts: str) -> str:
    return " · ".join(part.strip() for part in parts if part.strip())
