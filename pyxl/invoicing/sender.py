"""Who sends the invoice: seller, account and letterhead from the settings."""

from __future__ import annotations

from collections.abc import Mapping

from pyxl.core.labels import Language
from pyxl.documents import Letterhead
from pyxl.invoicing.model import BankAccount, Party
from pyxl.settings import BookLanguage, Settings


def seller_of(settings: Settings) -> Party:
    """The firm as seller (BG-4)."""
    return Party(
        name=settings.company_name,
        contact=settings.contact_name,
        street=settings.street,
        postcode=settings.postcode,
        city=settings.city,
        country=settings.home,
        vat_id=settings.vat_id,
        tax_number=settings.tax_number,
        registration=settings.register_entry,
        email=settings.email,
        phone=settings.phone,
    )


def account_of(settings: Settings) -> BankAccount | None:
    """The account to pay to (BG-17); none where the settings have no IBAN."""
    if not settings.iban:
        return None
    return BankAccount(
        account_holder=settings.company_name,
        iban=settings.iban.replace(" ", "").upper(),
        bic=settings.bic.replace(" ", "").upper(),
        bank_name=settings.bank_name,
    )


LETTERHEAD_FIELDS = ("phone", "email", "website", "managing_directors", "accent", "register_court", "register_number")


def letterhead_facts(settings: Settings) -> dict[str, object]:
    """What the letterhead shows beside seller and account, as the journal keeps it; the logo by its file name."""
    court, _, number = settings.register_entry.partition(",")
    return {
        "phone": settings.phone,
        "email": settings.email,
        "website": settings.website,
        "managing_directors": settings.managing_directors,
        "register_court": court.strip(),
        "register_number": number.strip(),
        "accent": settings.accent_colour,
        "logo": settings.logo,
    }


def letterhead_of(name: str, facts: Mapping[str, object], logo: bytes) -> Letterhead:
    """The letterhead from what the journal kept."""
    return Letterhead(name=name, logo=logo, **{each: str(facts[each]) for each in LETTERHEAD_FIELDS})


def firm_language(settings: Settings) -> Language:
    """The language of the firm's documents where a customer has none of his own."""
    return "en" if settings.language is BookLanguage.EN else "de"
