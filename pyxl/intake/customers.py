"""Whose order it is: by number, e-mail, VAT ID and name, in this order. A tie is never decided by chance.

>>> from pyxl.core.tables import table_of
>>> anna = Customer(customer_number="10001", name="Anna Beispiel", email="anna@example.org")
>>> known = Recogniser(table_of(Customer, [anna]))
>>> known.recognise(Buyer(email="ANNA@example.org")).customer.customer_number, known.next_number()
('10001', '10002')
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyxl.core.changes import CellValue
from pyxl.core.labels import LANGUAGES, Label, Text
from pyxl.core.text import fold, squash
from pyxl.formats.order_records import Buyer
from pyxl.masterdata.customers import Customer

CRITERIA = ("number", "email", "vat_id", "name")
"""In the order in which they decide."""
WORDS = {
    "number": Label("customer number", "die Kundennummer"),
    "email": Label("e-mail", "die E-Mail"),
    "vat_id": Label("VAT ID", "die USt-IdNr."),
    "name": Label("name", "der Name"),
}
FIRST_NUMBER = "10001"
PROPOSED = Text("proposed from order {order} in {file}", "Vorschlag nach Bestellung {order} in {file}")


@dataclass(frozen=True, slots=True)
class Recognised:
    """The customer of an order, or those it might be."""

    customer: Customer | None = None
    candidates: tuple[Customer, ...] = ()
    """More than one: a tie."""
    contradiction: tuple[str, str, Customer] | None = None
    """A criterion that names somebody else, what it says, and whom."""


class Recogniser:
    """All customers by what they can be recognised by."""

    def __init__(self, customers: Iterable[Customer]) -> None:
        self._by: dict[str, dict[str, list[Customer]]] = {name: defaultdict(list) for name in CRITERIA}
        self._numbers: list[str] = []
        for customer in customers:
            self.add(customer)

    def add(self, customer: Customer) -> None:
        """One more customer that is known from now on."""
        self._numbers.append(customer.customer_number)
        for name, value in _customer_keys(customer).items():
            if value:
                self._by[name][value].append(customer)

    def recognise(self, buyer: Buyer) -> Recognised:
        """The customer whom the first criterion that fits names; where it fits several, the next ones narrow it down.

        A number that no customer has is a wrong number: nothing else is tried then.
        """
        keys = buyer_keys(buyer)
        candidates: list[Customer] = []
        for name in CRITERIA:
            found = self._by[name].get(keys[name], []) if keys[name] else []
            if name == "number" and keys[name] and not found:
                return Recognised()
            if not candidates:
                candidates = list(found)
            elif len(candidates) > 1:
                candidates = [each for each in candidates if each in found] or candidates
        if len(candidates) != 1:
            return Recognised(candidates=tuple(candidates))
        return Recognised(candidates[0], contradiction=self._contradiction(candidates[0], keys))

    def _contradiction(self, customer: Customer, keys: Mapping[str, str]) -> tuple[str, str, Customer] | None:
        for name in ("email", "vat_id"):
            found = self._by[name].get(keys[name], []) if keys[name] else []
            if found and customer not in found:
                return name, keys[name], found[0]
        return None

    def next_number(self) -> str:
        """The number after the highest one, written as most numbers are.

        >>> numbers = ("D0009", "D0010", "X7")
        >>> Recogniser([Customer(customer_number=number, name="A") for number in numbers]).next_number()
        'D0011'
        """
        parts = [found.groups() for number in self._numbers if (found := re.fullmatch(r"(.*?)(\d{1,15})", number))]
        if not parts:
            return FIRST_NUMBER
        usual = Counter(before for before, _ in parts)
        prefix = max(usual, key=lambda before: (usual[before], before))
        digits = [figure for before, figure in parts if before == prefix]
        return f"{prefix}{max(map(int, digits)) + 1:0{max(map(len, digits))}d}"


def buyer_keys(buyer: Buyer) -> dict[str, str]:
    """What the order says of its buyer, made comparable."""
    return {
        "number": fold(buyer.number),
        "email": buyer.email.strip().casefold(),
        "vat_id": squash(buyer.vat_id),
        "name": squash(buyer.address.name),
    }


def _customer_keys(customer: Customer) -> dict[str, str]:
    return {
        "number": fold(customer.customer_number),
        "email": customer.email.strip().casefold(),
        "vat_id": squash(customer.vat_id),
        "name": squash(customer.name),
    }


def proposed_customer(number: str, buyer: Buyer) -> Customer:
    """The row that is proposed for a buyer nobody knows yet."""
    address = buyer.address
    country = address.country.strip().upper()
    return Customer(
        customer_number=number,
        name=address.name or buyer.email or buyer.vat_id,
        additional_name=buyer.contact,
        street=address.street,
        postcode=address.postcode,
        city=address.city,
        country=country or "DE",
        email=buyer.email,
        vat_id=buyer.vat_id,
        proposed=True,
    )


def row_of(customer: Customer, order: str, file: str) -> dict[str, CellValue]:
    """The cells of a proposed row."""
    note = Label(*(PROPOSED.render(language, order=order, file=file) for language in LANGUAGES))
    values: dict[str, CellValue] = {
        name: getattr(customer, name)
        for name in ("name", "additional_name", "street", "postcode", "city", "country", "email", "vat_id")
    }
    told = {name: value for name, value in values.items() if value}
    return {"customer_number": customer.customer_number, **told, "proposed": True, "note": note}
