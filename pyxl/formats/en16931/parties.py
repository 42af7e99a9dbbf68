"""Who takes part in an e-invoice: seller, buyer, payee, tax representative, and where the goods went.

Every text may be empty: a record says what was written, the rules say what is missing.

    >>> Party(name="Muster GmbH", address=Address(city="Berlin", postcode="10115")).address.city
    'Berlin'
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """An identifier with the list it comes from: BT-29, BT-30, BT-34, BT-46, BT-47, BT-49, BT-60, BT-61, BT-71."""

    value: str = ""
    scheme: str = ""
    """BT-29-1 and the like: a code of ISO 6523 (ICD), for electronic addresses of the EAS list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A postal address: BG-5, BG-8, BG-12, BG-15."""

    street: str = ""
    """BT-35, BT-50, BT-64, BT-75."""
    addition: str = ""
    """BT-36, BT-51, BT-65, BT-76."""
    further: str = ""
    """BT-162, BT-163, BT-164, BT-165: a third line."""
    postcode: str = ""
    """BT-38, BT-53, BT-67, BT-78."""
    city: str = ""
    """BT-37, BT-52, BT-66, BT-77."""
    region: str = ""
    """BT-39, BT-54, BT-68, BT-79: part of the country."""
    country: str = ""
    """BT-40, BT-55, BT-69, BT-80: ISO 3166-1 alpha-2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ask: BG-6, BG-9."""

    name: str = ""
    """BT-41, BT-56: a person or a department."""
    phone: str = ""
    """BT-42, BT-57."""
    email: str = ""
    """BT-43, BT-58."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Seller (BG-4) or buyer (BG-7)."""

    name: str = ""
    """BT-27, BT-44: the registered name."""
    trading_name: str = ""
    """BT-28, BT-45."""
    identifiers: tuple[Identifier, ...] = ()
    """BT-29, BT-46: those without a scheme first, as CII orders them."""
    registration: Identifier = field(default_factory=Identifier)
    """BT-30, BT-47: the number in the commercial register."""
    vat_id: str = ""
    """BT-31, BT-48."""
    tax_number: str = ""
    """BT-32: the seller's number at the tax office."""
    legal_form: str = ""
    """BT-33: additional legal information, such as register court and managing directors."""
    electronic_address: Identifier = field(default_factory=Identifier)
    """BT-34, BT-49: where an e-invoice can be sent to."""
    address: Address | None = None
    """BG-5, BG-8."""
    contact: Contact | None = None
    """BG-6, BG-9."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payee:
    """Who is paid when it is not the seller: BG-10, a factoring bank for instance."""

    name: str = ""
    """BT-59."""
    identifier: Identifier = field(default_factory=Identifier)
    """BT-60."""
    registration: Identifier = field(default_factory=Identifier)
    """BT-61."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRepresentative:
    """Who answers for a foreign seller's tax: BG-11."""

    name: str = ""
    """BT-62."""
    vat_id: str = ""
    """BT-63."""
    address: Address | None = None
    """BG-12."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Where and when goods went: BG-13."""

    name: str = ""
    """BT-70."""
    location: Identifier = field(default_factory=Identifier)
    """BT-71."""
    delivered_on: date | None = None
    """BT-72."""
    address: Address | None = None
    """BG-15."""
