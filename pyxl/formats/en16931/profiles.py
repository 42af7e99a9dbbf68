"""Which specification an e-invoice follows: BT-24, with the day from which it counts.

Specifications follow each other; the identifiers are data with dates, and the newest that is in force is taken.

    >>> specification(Profile.XRECHNUNG, date(2026, 11, 25))
    'urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0'
    >>> profile_of("urn:cen.eu:en16931:2017")
    <Profile.EN16931: 'EN 16931'>
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Profile(Enum):
    """The specifications that pyxl writes and checks."""

    EN16931 = "EN 16931"
    """ZUGFeRD and Factur-X in the profile of the same name."""
    XRECHNUNG = "XRechnung"
    PEPPOL = "Peppol BIS Billing"


BILLING_PROCESS = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
"""BT-23 of XRechnung and Peppol (PEPPOL-EN16931-R001)."""


@dataclass(frozen=True, slots=True)
class Edition:
    """From this day on a profile is named so."""

    profile: Profile
    valid_from: date
    identifier: str


EDITIONS: tuple[Edition, ...] = (
    Edition(Profile.EN16931, date(2017, 10, 17), "urn:cen.eu:en16931:2017"),
    Edition(
        Profile.XRECHNUNG, date(2024, 2, 1), "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
    ),
    Edition(
        Profile.PEPPOL, date(2019, 4, 15), "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
    ),
)


def specification(profile: Profile, day: date) -> str:
    """BT-24 of an invoice issued on that day."""
    editions = [edition for edition in EDITIONS if edition.profile is profile and edition.valid_from <= day]
    assert editions, f"{profile.value} on {day}"
    return max(editions, key=lambda edition: edition.valid_from).identifier


def profile_of(identifier: str) -> Profile:
    """The profile whose rules an invoice with this BT-24 must keep, extensions of it included."""
    if ":xrechnung_" in identifier:
        return Profile.XRECHNUNG
    return Profile.PEPPOL if "peppol" in identifier else Profile.EN16931
