"""Which order it is and what was ordered: so that each comes in once, and a changed one is noticed.

The same contents give the same fingerprint whatever the order of the lines, and however a figure is written.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from pyxl.core.labels import Label, Sentence, Text
from pyxl.core.text import fold, squash
from pyxl.formats.order_records import FileOrder
from pyxl.ledger.order_events import OrderImported

_CHANGED = Text("{item}: {now} instead of {before}", "{item}: {now} statt {before}")
_OTHERWISE = Label("dates, prices or addresses", "Termine, Preise oder Anschriften")
_SHOWN = 4


def fingerprint_of(order: FileOrder) -> str:
    """What was ordered, for when and where to: all that would make it another order."""
    lines = sorted(
        "|".join((fold(line.item_number), *map(_plain, (line.quantity, line.unit_price, line.discount_percent,
                                                        line.discount_amount))))
        for line in order.lines
    )  # fmt: skip
    head = (str(order.order_date), str(order.requested_date), order.currency, order.prices, *map(
        _plain, (order.shipping, order.fee, order.discount)))  # fmt: skip
    delivery = order.delivery
    place = (delivery.name, delivery.street, delivery.postcode, delivery.city, delivery.country)
    parts = ["|".join(head), *lines, "|".join(map(squash, place)), squash(order.note)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def identity_of(order: FileOrder, source: str, customer_number: str) -> str:
    """A shop's order is known by the shop's number, one on a form by customer and the customer's number.

    A form without a number is known by what was ordered: the same contents for the same customer are the same order.
    """
    if source:
        return f"{source}:{fold(order.number)}"
    return f"form:{customer_number}:{squash(order.number) or fingerprint_of(order)[:32]}"


def line_ids(identity: str, rounds: int, count: int) -> list[str]:
    """Ids of the order's lines that follow from the order alone."""
    digests = (hashlib.sha256(f"{identity}|{rounds}|{place}".encode()).digest() for place in range(count))
    return [f"L-{b32encode(digest).decode()[:10]}" for digest in digests]


def changes_between(before: OrderImported, order: FileOrder) -> tuple[Sentence | Label, ...]:
    """What is ordered otherwise than before, item by item."""
    old = _quantities((line.item_number, line.quantity) for line in before.lines)
    new = _quantities((line.item_number, line.quantity or Decimal(0)) for line in order.lines)
    differing = sorted(item for item in old.keys() | new.keys() if old[item] != new[item])
    told = [_CHANGED.bind(item=item or "?", now=new[item], before=old[item]) for item in differing[:_SHOWN]]
    return tuple(told) or (_OTHERWISE,)


def _quantities(lines: Iterable[tuple[str, Decimal]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for item, quantity in lines:
        found[fold(item)] += quantity  # type: ignore[assignment]  # a Counter of decimals
    return found


def _plain(value: Decimal | None) -> str:
    """A figure without the zeros at its end."""
    return "" if value is None else f"{value.normalize():f}"
