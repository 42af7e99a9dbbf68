"""A bank line as the layers see it: what its text names, who is behind it, and which layers it concerns at all."""

from __future__ import annotations

from pyxl.banking.matching.numbers import Words
from pyxl.banking.matching.payers import Payer
from pyxl.banking.matching.reasons import money
from pyxl.banking.matching.records import PaymentLine
from pyxl.core.money import Money

PAYMENT = 1
"""May be settled as a payment; what the bank calls a return takes a payment back, or is nobody's."""
TAKES_BACK = 2
"""May be a settled payment that came back."""
NAMES, NAMES_SEVERAL, NAMES_WHOLE, NAMES_IN_PART = 4, 8, 16, 32
"""Names items at all; several; some by their whole number; all of them by their last digits only."""
HAS_PAYER = 64
MONEY_IN = 128


class Reading:
    """A line with what its text names and who is behind it."""

    __slots__ = ("asked_at", "customer", "is_awake", "is_settled", "line", "payer", "place", "traits", "words")

    def __init__(self, place: int, line: PaymentLine, words: Words, payer: Payer | None) -> None:
        """`place`: of the line in the order of the days."""
        self.place, self.line, self.words, self.payer = place, line, words, payer
        self.is_settled = False
        self.is_awake = True
        """Not looked at yet, or something changed since that a layer may ask for."""
        self.asked_at = 0
        """After how many payments of a round it was last asked whether they concern it."""
        traits = MONEY_IN if line.cents > 0 else 0
        if not line.is_hers:
            traits |= (0 if line.is_return else PAYMENT) | (TAKES_BACK if line.cents < 0 else 0)
        if words.mentions:
            traits |= NAMES | (NAMES_WHOLE if words.strong else NAMES_IN_PART)
            if len(words.mentions) > 1:
                traits |= NAMES_SEVERAL
        self.customer = ""
        """The known customer, or an empty text."""
        if payer is not None:
            self.customer = payer.customer
            traits |= HAS_PAYER
        self.traits = traits
        """Bits that a layer asks for before it looks any closer: most layers concern few lines."""

    def know(self, payer: Payer | None) -> None:
        """Who is behind the line, as things stand."""
        self.payer = payer
        self.customer = payer.customer if payer else ""
        self.traits = self.traits | HAS_PAYER if payer else self.traits & ~HAS_PAYER

    def settle(self) -> None:
        """No layer concerns it any more."""
        self.is_settled = True
        self.traits = 0

    @property
    def is_own_money_back(self) -> bool:
        """A payment of the firm's own came back: no customer's payment, though money came in."""
        return self.line.is_return and self.line.cents > 0

    @property
    def amount(self) -> Money:
        """The line's amount, for sentences."""
        return money(self.line.cents, self.line.currency)
