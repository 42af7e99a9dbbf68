"""Where goods go when not to the customer's own address: typed with the customer, or for one order.

>>> site, cell = DeliveryPlace("Baustelle Nord", "Ring 4", "20095", "Hamburg"), lambda name: CellRef("Orders")
>>> list(check_place(site, Destination("DE", "DE", TaxTreatment.DOMESTIC), cell))
[]
>>> at_home = Destination("DE", "DE", TaxTreatment.INTRA_COMMUNITY)
>>> [found.rule.name for found in check_place(site, at_home, cell)]
['delivery-country-against-tax']
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from pyxl.core.findings import CellRef, Finding, Rule, Severity
from pyxl.core.labels import Label, Text
from pyxl.masterdata.customers import TaxTreatment
from pyxl.reference_data.codes import is_country, is_member_state

INCOMPLETE = Rule(
    "DEL001",
    "delivery-address-incomplete",
    Severity.ERROR,
    Text(
        "The delivery address “{found}” lacks {missing} (BR-DE-10, BR-DE-11).",
        "Der Lieferanschrift „{found}“ fehlt: {missing} (BR-DE-10, BR-DE-11).",
    ),
    Text(
        "Fill it in, or empty all delivery columns: then the goods go to the customer's own address.",
        "Eintragen, oder alle Spalten der Lieferanschrift leeren: dann geht die Ware an die Anschrift des Kunden.",
    ),
)
UNKNOWN_COUNTRY = Rule(
    "DEL002",
    "delivery-country-unknown",
    Severity.ERROR,
    Text("Delivery country “{found}” is no country code.", "Lieferland „{found}“ ist kein Ländercode."),
    Text("Type the two letters of the country, such as DE, AT, GB.", "Die zwei Buchstaben eintragen, etwa DE, AT, GB."),
)
AGAINST_TAX = Rule(
    "DEL003",
    "delivery-country-against-tax",
    Severity.ERROR,
    Text(
        "The goods go to {found}, but the customer is taxed as {treatment}.",
        "Die Ware geht nach {found}, der Kunde wird aber als {treatment} besteuert.",
    ),
    Text(
        "Correct the country or the tax treatment: intra-community goods go to another member state (§ 6a UStG, "
        "BR-IC-12), an export leaves the Union (§ 6 UStG).",
        "Land oder Besteuerung berichtigen: innergemeinschaftlich geht in einen anderen Mitgliedstaat (§ 6a UStG, "
        "BR-IC-12), eine Ausfuhr verlässt die Union (§ 6 UStG).",
    ),
)
_NEEDED = {"postcode": Label("postcode", "PLZ"), "city": Label("city", "Ort")}


class DeliveryPlace(NamedTuple):
    """A delivery address as it was typed: BG-15 with the name BT-70."""

    name: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    """ISO 3166-1 alpha-2; empty: the customer's country."""

    def __bool__(self) -> bool:
        return any(self)


class Destination(NamedTuple):
    """What a delivery address is judged by."""

    country: str
    """Where the goods go if the address names no country: the customer's country."""
    home: str
    """The firm's own country."""
    treatment: TaxTreatment


class WithDelivery(Protocol):
    """A row with the columns of a delivery address."""

    @property
    def delivery_name(self) -> str:
        """BT-70."""

    @property
    def delivery_street(self) -> str:
        """BT-75."""

    @property
    def delivery_postcode(self) -> str:
        """BT-78."""

    @property
    def delivery_city(self) -> str:
        """BT-77."""

    @property
    def delivery_country(self) -> str:
        """BT-80."""


def place_of(row: WithDelivery) -> DeliveryPlace:
    """The delivery address of a customer or an order; false where none is typed."""
    return DeliveryPlace(
        row.delivery_name,
        row.delivery_street,
        row.delivery_postcode,
        row.delivery_city,
        row.delivery_country.strip().upper(),
    )


def check_place(place: DeliveryPlace, destination: Destination, cell: Callable[[str], CellRef]) -> Iterator[Finding]:
    """DEL001, DEL002 and DEL003. `cell` says where a field such as `delivery_city` stands."""
    if not place:
        return
    missing = [name for name in _NEEDED if not getattr(place, name)]
    if missing:
        shown = ", ".join(part for part in place if part)
        labels = tuple(_NEEDED[name] for name in missing)
        yield INCOMPLETE.at(cell(f"delivery_{missing[0]}"), found=shown, missing=labels)
    country = place.country or destination.country
    if not is_country(country):
        if place.country:
            yield UNKNOWN_COUNTRY.at(cell("delivery_country"), found=place.country)
    elif not _fits(country, destination):
        yield AGAINST_TAX.at(cell("delivery_country"), found=country, treatment=destination.treatment.label)


def _fits(country: str, destination: Destination) -> bool:
    """Northern Ireland (GB here) trades goods as if inside the Union."""
    match destination.treatment:
        case TaxTreatment.INTRA_COMMUNITY:
            return country != destination.home and (is_member_state(country) or country == "GB")
        case TaxTreatment.EXPORT:
            return not is_member_state(country)
    return True
