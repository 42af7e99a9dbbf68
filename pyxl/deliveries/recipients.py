"""Where goods go: the order's own delivery address, else the customer's, else his postal address."""

from __future__ import annotations

from dataclasses import replace

from pyxl.core.tables import Table
from pyxl.invoicing.drafting import buyer_of
from pyxl.invoicing.model import DeliveryAddress, Party
from pyxl.invoicing.order_facts import first_of
from pyxl.masterdata.customers import Customer, country_of
from pyxl.masterdata.delivery_places import place_of
from pyxl.orders.heads import NO_HEAD, OrderHead


def delivery_address(order_number: str, customer: Customer, heads: Table[OrderHead]) -> DeliveryAddress | None:
    """The address that is not the customer's own; None where there is none."""
    head = heads.get(order_number) or NO_HEAD
    return first_of(place_of(head), place_of(customer), home=country_of(customer))


def recipient_party(customer: Customer, place: DeliveryAddress | None) -> Party:
    """Who the delivery note is addressed to."""
    party = buyer_of(customer)
    if place is None:
        return party
    return replace(
        party,
        name=place.name or party.name,
        additional_name=party.name if place.name else party.additional_name,
        street=place.street,
        postcode=place.postcode,
        city=place.city,
        country=place.country,
    )
