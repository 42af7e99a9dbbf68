"""The layers in their order, and how sure each is: what she may set in Settings is from where on they settle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pyxl.banking.matching.differences import by_late_discount, by_other_amount, by_small_difference
from pyxl.banking.matching.exchange import by_exchange
from pyxl.banking.matching.layers import by_near_reference, by_payer, by_reference, by_tail
from pyxl.banking.matching.listing import by_list
from pyxl.banking.matching.payouts import by_payout
from pyxl.banking.matching.pool import Pool
from pyxl.banking.matching.readings import (
    HAS_PAYER,
    MONEY_IN,
    NAMES,
    NAMES_IN_PART,
    NAMES_SEVERAL,
    NAMES_WHOLE,
    PAYMENT,
    TAKES_BACK,
    Reading,
)
from pyxl.banking.matching.records import Match
from pyxl.banking.matching.returns import by_return
from pyxl.banking.matching.subsets import by_subset


@dataclass(frozen=True, slots=True)
class Layer:
    """One kind of evidence; `sureness` is of 100 and only an order: it was not counted on anybody's lines."""

    find: Callable[[Reading, Pool], Match | None]
    sureness: int
    asks: int
    """Traits without which a line cannot concern the layer."""


REFERENCE_LAYERS = (
    Layer(by_reference, 99, PAYMENT | NAMES_WHOLE),
    Layer(by_list, 98, PAYMENT | NAMES_SEVERAL),
    Layer(by_tail, 95, PAYMENT | NAMES_IN_PART),
)
"""These prove a payer, so they come before the layers that need to know one."""
PAYER_LAYERS = (
    Layer(by_near_reference, 95, PAYMENT),
    Layer(by_payer, 93, PAYMENT | HAS_PAYER),
    Layer(by_subset, 91, PAYMENT | HAS_PAYER),
    Layer(by_small_difference, 96, PAYMENT | NAMES),
    Layer(by_payout, 92, PAYMENT | NAMES_WHOLE | MONEY_IN),
    Layer(by_other_amount, 94, PAYMENT | HAS_PAYER | NAMES | MONEY_IN),
    Layer(by_late_discount, 90, PAYMENT | HAS_PAYER | MONEY_IN),
    Layer(by_exchange, 92, PAYMENT | HAS_PAYER | MONEY_IN),
    Layer(by_return, 97, TAKES_BACK),
)
