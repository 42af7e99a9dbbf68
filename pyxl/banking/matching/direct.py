"""The commonest payment by far: one whole number, its exact open amount, out of the account of its customer.

Such a line needs no reading of everything else it says, because the layer `reference` would decide the same for it:
the one item named is open over this amount in this currency, so it fits without discount; the payer's account is known
as that customer's, so nothing contradicts; no line before named the item, so none has to be waited for. A property
compares this short way with the long one on lines of every kind.
"""

from __future__ import annotations

from pyxl.banking.matching.evidence import known_by_reference
from pyxl.banking.matching.payers import Evidence
from pyxl.banking.matching.pool import Pool
from pyxl.banking.matching.reasons import Reason
from pyxl.banking.matching.records import Match, Part, PaymentLine


def settled_directly(line: PaymentLine, item: int, pool: Pool) -> Match | None:
    """The line as payment of the only item it names by a whole number, if nothing else need be looked at."""
    cents = line.cents
    if pool.open[item] != cents or cents <= 0 or line.is_return or line.is_hers or pool.is_named(item):
        return None
    entry = pool.entries[item]
    if entry.currency != line.currency:
        return None
    payer = pool.payers.owner_of(line.iban)
    if payer is None or payer.customer != entry.customer or payer.evidence is Evidence.MEMORY:
        return None  # From a payer who is only remembered, the account is still learned.
    part = Part(entry.number, entry.customer, cents)
    match = Match(line.line_id, (part,), "reference", Reason(known_by_reference, line, part, payer), part.customer)
    pool.book_whole(item, match, line)
    return match
