"""The reason of a decision, as a sentence made of its evidence, in both languages.

>>> reason = Reason((NAMED.bind(numbers=("RE-2026-00657",)), EXACT.bind(amount=Money.of("282.61"))))
>>> reason.text("en")
'RE-2026-00657 is named in the purpose, 282.61 EUR is exact.'
>>> reason.text("de")
'RE-2026-00657 steht im Verwendungszweck, 282,61 EUR stimmt genau.'
"""

from __future__ import annotations

from collections.abc import Callable

from pyxl.core.labels import Label, Language, Sentence, Text
from pyxl.core.money import Money


class Reason:
    """Clauses that are joined with commas when somebody reads them.

    What most lines are settled by is not even put into clauses before: a function tells them from the facts.
    """

    __slots__ = ("_facts", "_told")

    def __init__(self, told: tuple[Sentence, ...] | Callable[..., tuple[Sentence, ...]], *facts: object) -> None:
        self._told, self._facts = told, facts

    @property
    def clauses(self) -> tuple[Sentence, ...]:
        """What speaks for it, one sentence each."""
        return self._told if isinstance(self._told, tuple) else self._told(*self._facts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reason) and self.clauses == other.clauses

    def __repr__(self) -> str:
        return f"Reason({self.text('en')!r})"

    def text(self, language: Language) -> str:
        """The whole sentence."""
        joined = ", ".join(clause.text(language) for clause in self.clauses)
        return joined[:1].upper() + joined[1:] + "."

    @property
    def label(self) -> Label:
        """The sentence in both languages, as the journal keeps it."""
        return Label(self.text("en"), self.text("de"))


def money(cents: int, currency: str) -> Money:
    """Cents as an amount that a sentence can show."""
    return Money.from_cents(cents, currency)


NAMED = Text("{numbers} is named in the purpose", "{numbers} steht im Verwendungszweck")
NAMED_SEVERAL = Text("{numbers} are named in the purpose", "{numbers} stehen im Verwendungszweck")
NAMED_IN_PART = Text(
    "the purpose has the last digits of {numbers}", "im Verwendungszweck stehen die letzten Ziffern von {numbers}"
)
NEARLY_NAMED = Text(
    "the purpose names {numbers} but for one character", "der Verwendungszweck nennt {numbers} bis auf ein Zeichen"
)
EXACT = Text("{amount} is exact", "{amount} stimmt genau")
EXACT_SUM = Text("{amount} is exactly their sum", "{amount} ist genau ihre Summe")
ONLY_ITEM = Text(
    "{numbers} is the only open invoice of {customer} for {amount}",
    "{numbers} ist die einzige offene Rechnung von {customer} über {amount}",
)
ONLY_SUBSET = Text(
    "only {numbers} of the open invoices of {customer} add up to {amount}",
    "nur {numbers} der offenen Rechnungen von {customer} ergeben zusammen {amount}",
)
WITH_DISCOUNT = Text(
    "{amount} is the amount less {discount} cash discount, paid in time on {day}",
    "{amount} ist der Betrag abzüglich {discount} Skonto, rechtzeitig gezahlt am {day}",
)
SHORT_BY_LITTLE = Text(
    "{difference} is missing and is written off (limit {limit})",
    "{difference} fehlen und werden ausgebucht (Grenze {limit})",
)
OVER_BY_LITTLE = Text(
    "{difference} too much was paid and is written off (limit {limit})",
    "{difference} wurden zu viel gezahlt und werden ausgebucht (Grenze {limit})",
)
PARTIAL = Text(
    "{amount} is a part of {open}, {rest} stay open", "{amount} ist eine Teilzahlung auf {open}, {rest} bleiben offen"
)

BY_IBAN = Text("the IBAN is that of {customer}", "die IBAN gehört zu {customer}")
BY_MEMORY = Text("this payer has paid for {customer} before", "dieser Zahler hat schon für {customer} gezahlt")
BY_NUMBER = Text("customer number {customer} is named", "Kundennummer {customer} ist genannt")
BY_NAME = Text("the name is that of {customer}", "der Name ist der von {customer}")
LIKE_NAME = Text("the name is like that of {customer}", "der Name ähnelt dem von {customer}")
OTHER_PAYER = Text("but the payer is known as {customer}", "der Zahler ist aber als {customer} bekannt")

RETURNED = Text(
    "the payment of {amount} of {day} came back, {numbers} is open again",
    "die Zahlung über {amount} vom {day} kam zurück, {numbers} ist wieder offen",
)
RETURN_FEE = Text("the bank kept a fee of {fee}", "die Bank behielt eine Gebühr von {fee} ein")
FEE_CAME_BACK = Text("less the fee of {fee} that was kept of it", "abzüglich der einbehaltenen Gebühr von {fee}")
RETURN_NOT_FOUND = Text(
    "a payment of {amount} came back, but no settled payment fits it",
    "eine Zahlung über {amount} kam zurück, aber keine zugeordnete Zahlung passt dazu",
)

ALREADY_PAID = Text(
    "{numbers} is already settled; {amount} was perhaps paid twice",
    "{numbers} ist bereits ausgeglichen; {amount} wurde vielleicht doppelt gezahlt",
)
IS_CANCELLED = Text("{numbers} was cancelled", "{numbers} wurde storniert")
LATE_DISCOUNT = Text(
    "{discount} cash discount was deducted from {numbers}, but it was due until {until} and paid on {day}",
    "von {numbers} wurden {discount} Skonto abgezogen, aber die Frist lief bis {until}, gezahlt wurde am {day}",
)
HIGH_DISCOUNT = Text(
    "{difference} was deducted from {numbers}; by terms it would be {discount}",
    "von {numbers} wurden {difference} abgezogen; nach den Konditionen wären es {discount}",
)
TOO_MUCH = Text(
    "{numbers} is open with {open}, {difference} too much was paid",
    "{numbers} ist mit {open} offen, {difference} wurden zu viel gezahlt",
)
TOO_LITTLE = Text(
    "{numbers} is open with {open}, {difference} is missing", "{numbers} ist mit {open} offen, {difference} fehlen"
)
OTHER_WAY = Text(
    "{numbers} is open with {open}, and {amount} was paid",
    "{numbers} ist mit {open} offen, und gezahlt wurden {amount}",
)
SUM_DIFFERS = Text(
    "{numbers} are named, but add up to {open} and not to {amount}",
    "{numbers} sind genannt, ergeben aber {open} und nicht {amount}",
)
SEVERAL_FIT = Text("{amount} fits several invoices", "{amount} passt zu mehreren Rechnungen")
ONLY_AMOUNT = Text(
    "only the amount {amount} fits; nothing says who paid",
    "nur der Betrag {amount} passt; nichts sagt, wer gezahlt hat",
)
NO_SUM_FITS = Text(
    "{amount} is no sum of open invoices of {customer}", "{amount} ist keine Summe offener Rechnungen von {customer}"
)
SEVERAL_SUMS = Text(
    "open invoices of {customer} add up to {amount}, but in several ways or by chance",
    "offene Rechnungen von {customer} ergeben {amount}, aber auf mehrere Weisen oder durch Zufall",
)
ADD_UP = Text("{numbers} add up to {amount}", "{numbers} ergeben zusammen {amount}")
NEIGHBOURS = Text(
    "{numbers} follow each other and add up to {amount}", "{numbers} folgen aufeinander und ergeben zusammen {amount}"
)
MAY_BE_PART = Text(
    "{amount} may be a part payment of the oldest invoice",
    "{amount} kann eine Teilzahlung auf die älteste Rechnung sein",
)
WITH_GIVEN_DISCOUNT = Text(
    "accepting it grants {discount} cash discount", "mit dem Übernehmen werden {discount} Skonto gewährt"
)
REST_STAYS_OPEN = Text("{rest} stay open", "{rest} bleiben offen")
REST_ON_LINE = Text("{rest} stay unallocated", "{rest} bleiben ohne Zuordnung")
THE_PAYER = Label("the payer", "den Zahler")
EXCHANGED = Text(
    "it says {amount}, {credited} were credited for them at {rate}",
    "dort stehen {amount}, dafür wurden {credited} gutgeschrieben, Kurs {rate}",
)
ONLY_ITEM_IN = Text(
    "{numbers} is the payer's only invoice over that amount", "{numbers} ist die einzige Rechnung des Zahlers darüber"
)
EXCHANGED_BY_BANK = Text(
    "the bank changed {amount} into {credited} at {rate}", "die Bank wechselte {amount} in {credited}, Kurs {rate}"
)
EXCHANGED_BY_HAND = Text("{credited} came in for {amount} at {rate}", "für {amount} gingen {credited} ein, Kurs {rate}")
EXCHANGE_GAIN = Text(
    "by the rate {rate} in Receivables they were {value}: exchange gain {difference}",
    "zum Kurs {rate} in Offene Posten waren es {value}: Kursgewinn {difference}",
)
EXCHANGE_LOSS = Text(
    "by the rate {rate} in Receivables they were {value}: exchange loss {difference}",
    "zum Kurs {rate} in Offene Posten waren es {value}: Kursverlust {difference}",
)
NO_BOOK_RATE = Text(
    "the invoice has no rate in Receivables, so gain or loss is not worked out",
    "die Rechnung hat in Offene Posten keinen Kurs, darum bleibt Kursgewinn oder -verlust offen",
)
REFUND = Text("{amount} may be paid back to {iban}", "{amount} können an {iban} zurückgezahlt werden")
FEE_KEPT = Text("{payer} kept a fee of {fee} of {gross}", "{payer} behielt von {gross} eine Gebühr von {fee} ein")
OWN_BATCH = Text("it is your SEPA batch {batch} of {items}", "es ist Ihr SEPA-Sammler {batch} über {items}")
BATCH_NAMED = Text("the bank names it and the sum is exact", "die Bank nennt ihn und die Summe stimmt genau")
BATCH_BY_SUM = Text(
    "only this batch has that sum and was due on that day", "nur dieser Sammler hat diese Summe und war dann fällig"
)
BATCH_DIFFERS = Text("it is for {amount}, but {found} came in", "er lautet auf {amount}, eingegangen sind {found}")
BATCH_ITEM_SETTLED = Text("{numbers} is settled otherwise", "{numbers} ist anders ausgeglichen")
BATCH_DONE = Text(
    "your SEPA batch {batch} was credited before or is withdrawn",
    "Ihr SEPA-Sammler {batch} ist schon gutgeschrieben oder zurückgezogen",
)
NOTHING_FITS = Text("no invoice, customer or amount fits", "keine Rechnung, kein Kunde und kein Betrag passt")
MONEY_OUT = Text("money went out and no own invoice is named", "Geld ging ab und keine eigene Rechnung ist genannt")
BY_RULE = Text("your rule “{rule}” says what it is", "Ihre Regel „{rule}“ sagt, was es ist")
OWN_TRANSFER = Text("a transfer between own accounts", "eine Umbuchung zwischen eigenen Konten")
PAID_OUT = Text(
    "money went to {customer} and no credit fits it", "Geld ging an {customer} und kein Guthaben passt dazu"
)
NOTHING_OPEN = Text("nothing of {customer} is open", "von {customer} ist nichts offen")
BY_HAND = Text("accepted by hand for {numbers}", "von Hand übernommen für {numbers}")
DISCOUNT_GIVEN = Text("{discount} cash discount is granted", "{discount} Skonto werden gewährt")
WRITTEN_OFF = Text("{difference} are written off", "{difference} werden ausgebucht")
OWN_MONEY_BACK = Text(
    "{amount} is a payment of your own that came back", "{amount} ist eine eigene Zahlung, die zurückkam"
)
