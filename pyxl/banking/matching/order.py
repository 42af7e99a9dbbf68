"""The layers in their order, and how sure each is: what she may set in Settings is from where on they settle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pyxl.banking.matching.differences import by_late_discount, by_other_amount, by_small_difference
from pyxl.banking.matching.exchange import by_exchange
from pyxl.banking.matching.layers import by_near_reference, by_payer, by_reference, by_tail
from pyxl.banking.matching.listing import by_list
from pyxl.banking.matching.payouts import by_payout
from pyxl.banking.matching.pool import Pool, Reading
from pyxl.banking.matching.records import Match
from pyxl.banking.matching.returns import by_return
from pyxl.banking.matching.subsets import by_subset


@dataclass(frozen=True, slots=True)
class Layer:
    """One kind of evidence; `sureness` is of 100 and only an order: it was not counted on anybody's lines."""

    find: Callable[[Reading, Pool], Match | None]
    sureness: int


REFERENCE_LAYERS = (Layer(by_reference, 99), Layer(by_list, 98), Layer(by_tail, 95))
"""These prove a payer, so they come before the layers that need to know one."""
PAYER_LAYERS = (
    Layer(by_near_reference, 95),
    Layer(by_payer, 93),
    Layer(by_subset, 91),
    Layer(by_small_difference, 96),
    Layer(by_payout, 92),
    Layer(by_other_amount, 94),
    Layer(by_late_discount, 90),
    Layer(by_exchange, 92),
    Layer(by_return, 97),
)
