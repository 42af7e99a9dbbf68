"""How customers pay: what they write, from which account, and what they get wrong.

Every line of the demo's bank statement carries its truth beside it, so that tests can tell right from wrong.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.text import fold
from pyxl.demo.accounts import OTHER_BANK_CODE, german_iban
from pyxl.demo.customer_list import CUSTOMERS
from pyxl.demo.dice import Dice
from pyxl.formats.statements.statement import StatementLine

_CUSTOMER = {customer.customer_number: customer for customer in CUSTOMERS}


@dataclass(frozen=True, slots=True)
class IssuedFacts:
    """What a payer knows of an invoice: the opening receivables, and those issued on 30 September."""

    number: str
    customer_number: str
    customer_name: str
    gross: Money
    """What is still to be paid."""
    due_date: date
    cash_discount_percent: Decimal | None
    cash_discount_until: date | None

    @property
    def less_discount(self) -> Money:
        """What is left to pay within the cash discount days."""
        return self.gross - Money.rounded(self.gross.amount * (self.cash_discount_percent or 0) / 100)


class PaymentKind(Enum):
    """What a bank line of the demo really is."""

    EXACT = Label("number and amount exact", "Nummer und Betrag genau")
    REFORMATTED = Label("number written another way", "Nummer anders geschrieben")
    END_TO_END = Label("number in the end-to-end reference", "Nummer in der Ende-zu-Ende-Referenz")
    DISCOUNT = Label("with cash discount, in time", "mit Skonto, fristgerecht")
    DISCOUNT_LATE = Label("with cash discount, too late", "mit Skonto, zu spät")
    PARTIAL = Label("part of an invoice", "Teilzahlung")
    TYPO = Label("number with a typing error", "Nummer mit Tippfehler")
    NO_REFERENCE = Label("no number, account on file", "ohne Nummer, Konto bekannt")
    LISTED = Label("several invoices, listed", "mehrere Rechnungen, aufgezählt")
    UNLISTED = Label("several invoices, not listed", "mehrere Rechnungen, nicht aufgezählt")
    CARD_PAYOUT = Label("payout of a card processor", "Auszahlung eines Kartendienstes")
    OVERPAID = Label("too much", "zu viel gezahlt")
    PAID_TWICE = Label("paid a second time", "doppelt gezahlt")
    COLLECTED = Label("direct debit collected", "Lastschrift eingezogen")
    RETURNED = Label("direct debit returned", "Rücklastschrift")
    OTHER_PAYER = Label("paid by someone else", "von anderer Person gezahlt")
    CENTS_OFF = Label("a few cents short", "wenige Cent zu wenig")
    NO_CUSTOMER_PAYMENT = Label("no customer payment", "keine Kundenzahlung")


@dataclass(frozen=True, slots=True)
class DemoPayment:
    """The truth about a bank line: what it is, and which invoices it is meant for."""

    kind: PaymentKind
    invoice_numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelledLine:
    """A bank line with its truth."""

    line: StatementLine
    truth: DemoPayment


def paying_iban(customer_number: str) -> str:
    """The account the customer pays from: the one on file, or always the same other one."""
    return _CUSTOMER[customer_number].iban or german_iban(int(customer_number), OTHER_BANK_CODE)


def is_on_file(customer_number: str) -> bool:
    """Whether the customer list knows the account."""
    return bool(_CUSTOMER[customer_number].iban)


def bank_name_of(name: str, dice: Dice) -> str:
    """The name as banks pass it on: as it is, or folded to capitals and cut to the 27 letters of an old form."""
    return fold(name)[:27].rstrip() if dice.hits(35) else _in_latin(name)[:70].rstrip()


def _in_latin(name: str) -> str:
    """Banks carry no letters beyond western Europe's: they take the plain letter instead.

    >>> _in_latin("Zoë Şahin-Yılmaz – Bad Ems")
    'Zoë Sahin-Yilmaz - Bad Ems'
    """
    plain = name.replace("ı", "i").replace("–", "-")
    return "".join(each if ord(each) < 256 else unicodedata.normalize("NFKD", each)[0] for each in plain)


def credit(
    kind: PaymentKind,
    day: date,
    amount: Money,
    invoices: Sequence[IssuedFacts],
    text: str,
    dice: Dice,
    *,
    payer: tuple[str, str] | None = None,
    end_to_end_id: str = "",
) -> LabelledLine:
    """A transfer that came in. `payer` is name and IBAN where it is not the customer."""
    customer = invoices[0]
    name, iban = payer or (bank_name_of(customer.customer_name, dice), paying_iban(customer.customer_number))
    line = StatementLine(
        booking_date=day,
        value_date=day,
        amount=amount,
        counterparty_name=name,
        counterparty_iban=iban,
        remittance_information=text,
        end_to_end_id=end_to_end_id,
        transaction_code="166",
        transaction_text="GUTSCHR. UEBERWEISUNG",
    )
    return LabelledLine(line, DemoPayment(kind, tuple(invoice.number for invoice in invoices)))


def plain_notation(invoice: IssuedFacts, dice: Dice) -> str:
    """The number as it is printed, with some words around it."""
    words = (
        "{n}",
        "Rechnung {n}",
        "{n} Kd-Nr {c}",
        "Rechnungsnr. {n} vielen Dank",
        "Kundennr. {c} Rechnung {n}",
        "Zahlung Ihrer Rechnung {n}",
        "Invoice {n}",
    )
    return dice.pick(words).format(n=invoice.number, c=invoice.customer_number)


def other_notation(invoice: IssuedFacts, dice: Dice) -> str:
    """The number as people and their programs respell it."""
    prefix, year, running = invoice.number.split("-")
    short = running.lstrip("0")
    spellings = (
        f"{prefix} {year} {running}",
        f"{prefix}{year}{running}",
        f"{prefix.lower()}-{year}-{running}",
        f"Re.Nr. {year}/{running}",
        f"Rechnung {short} aus {year}",
        f"RG {year}-{short} KD {invoice.customer_number}",
        f"{prefix}-{year}-0 {running[1:]}",
        f"Rg.-Nr.: {prefix}.{year}.{running}",
    )
    return dice.pick(spellings)


def mistyped(invoice: IssuedFacts, taken: frozenset[str], dice: Dice) -> str:
    """The number with one slip: two digits swapped, one wrong, one left out. Every other slip hits a `taken` number."""
    prefix, year, running = invoice.number.split("-")
    last = int(running[-1])
    slips = (
        f"{running[:-2]}{running[-1]}{running[-2]}",
        f"{running[:-1]}{(last + 1) % 10}",
        f"{running[:-1]}{(last + 9) % 10}",
        f"{running[:2]}{running[3:]}",
    )
    wrong = [f"{prefix}-{year}-{slip}" for slip in slips if slip != running]
    hitting_another = [number for number in wrong if number in taken]
    return dice.pick(hitting_another) if hitting_another and dice.hits(50) else dice.pick(wrong)
