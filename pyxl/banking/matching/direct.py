"""The commonest payment by far: one whole number, its exact open amount, and a payer who is its customer.

Such a line needs no reading of everything else it says, because the layer `reference` would decide the same for it:
the one item named is open over this amount in this currency, so it fits without discount; the payer is known as that
customer, or is nobody known and has a name like the customer's, so nothing contradicts; no line before named the item,
so none has to be waited for. A property compares this short way with the long one on lines of every kind.
"""

from __future__ import annotations

from pyxl.banking.matching import reasons as why
from pyxl.banking.matching.evidence import known_by_reference
from pyxl.banking.matching.payers import Evidence, Payer
from pyxl.banking.matching.pool import Pool
from pyxl.banking.matching.reasons import Reason
from pyxl.banking.matching.records import Match, Part, PaymentLine
from pyxl.core.labels import Sentence


def settled_directly(line: PaymentLine, item: int, customers: tuple[str, ...], pool: Pool) -> Match | None:
    """The line as payment of the only item it names by a whole number, if nothing else need be looked at.

    `customers`: those it names. The item is open over the line's amount, and money came in.
    """
    if line.is_return or line.is_hers or pool.is_named(item) or not pool.is_open(item, line):
        return None
    payers, customer = pool.payers, pool.customer[item]
    payer = payers.owner_of(line.iban) or payers.who(line.iban, line.name, customers)
    known: Payer | tuple[Sentence, ...]
    if payer is None:
        if not payers.is_like(line.name, customer):
            return None
        known = (why.LIKE_NAME.bind(customer=customer),)
    elif payer.customer == customer:
        known = payer
    else:
        return None
    part = Part(pool.entries[item].number, customer, line.cents)
    match = Match(line.line_id, (part,), "reference", Reason(known_by_reference, line, part, known), customer)
    pool.book_whole(item, match, line)
    if payer is None or payer.evidence is not Evidence.IBAN:  # Of whom she listed nothing is learned any more.
        payers.learn(line.iban, line.name, customer)
    return match
