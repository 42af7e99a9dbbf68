"""Who pays what in October: every invoice is taken by one payer at most, and what nobody takes stays open.

>>> Payers(()).left
[]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from pyxl.core.money import EURO, Money, total
from pyxl.demo.accounts import OTHER_BANK_CODE, german_iban
from pyxl.demo.dice import Dice, next_workday
from pyxl.demo.payments import (
    DemoPayment,
    IssuedFacts,
    LabelledLine,
    PaymentKind,
    credit,
    is_on_file,
    mistyped,
    other_notation,
    plain_notation,
)
from pyxl.demo.stage import BANK_MONTH_START, LAST_BANK_DAY

FULL_MONTH = 190
"""With so many invoices to pay, every kind of payment comes as often as planned; with fewer, more rarely."""
GRACE_DAYS = 3
"""So many days after the last one a cash discount is let pass; who is late here is later still."""
SPOUSES = (("10002", "Sabine Ehrhardt"), ("10032", "Karl-Heinz Petersen"))
"""Customer, and who pays in their place from an account of their own."""


def _plan_of(share: int) -> tuple[tuple[PaymentKind, int], ...]:
    """How many lines of each kind come, for a full month; `share` in percent of it."""
    month = {
        PaymentKind.DISCOUNT: 18,
        PaymentKind.DISCOUNT_LATE: 4,
        PaymentKind.NO_REFERENCE: 9,
        PaymentKind.TYPO: 7,
        PaymentKind.PARTIAL: 5,
        PaymentKind.OVERPAID: 3,
        PaymentKind.CENTS_OFF: 4,
        PaymentKind.END_TO_END: 5,
        PaymentKind.REFORMATTED: 20,
        PaymentKind.EXACT: 24,
    }
    return tuple((kind, max(1, count * share // 100)) for kind, count in month.items())


class Payers:
    """Hands out the invoices to those who pay them; what nobody takes stays open."""

    def __init__(self, owed: tuple[IssuedFacts, ...]) -> None:
        self.dice = Dice("bank")
        payable = [
            each
            for each in sorted(owed, key=lambda invoice: invoice.number)
            if each.gross.currency == EURO and each.gross > Money.zero()
        ]
        self.taken = frozenset(invoice.number for invoice in owed)
        self.plan = _plan_of(min(100, len(payable) * 100 // FULL_MONTH))
        by_customer = defaultdict(list)
        for invoice in payable:
            by_customer[invoice.customer_number].append(invoice)
        self.by_customer = {number: tuple(items) for number, items in by_customer.items()}
        self.left = self.dice.shuffled(payable)

    def pay_all(self) -> list[LabelledLine]:
        """Every customer's line of the month."""
        lines = [*self._listed(4), *self._unlisted(2), *self._card_payout(), *self._collected(), *self._spouses()]
        lines += self._paid_twice(2)
        for kind, count in self.plan:
            lines += [_PAY[kind](self, invoice) for invoice in self._take(count, _SUITS.get(kind, _any_invoice))]
        return lines

    def _take(self, count: int, suits: Callable[[IssuedFacts, Payers], bool]) -> list[IssuedFacts]:
        """Up to `count` of the invoices nobody has paid yet."""
        found = [invoice for invoice in self.left if suits(invoice, self)][:count]
        self._remove(found)
        return found

    def _remove(self, invoices: Iterable[IssuedFacts]) -> None:
        gone = {invoice.number for invoice in invoices}
        self.left = [invoice for invoice in self.left if invoice.number not in gone]

    def day(self, first: date = BANK_MONTH_START, last: date = LAST_BANK_DAY) -> date:
        """A banking day of October."""
        return self.dice.workday(max(first, BANK_MONTH_START), min(last, LAST_BANK_DAY))

    def pay_day(self, invoice: IssuedFacts) -> date:
        """A few days around the due date, or some day of October when that is past."""
        if invoice.due_date <= BANK_MONTH_START:
            return self.day()
        first = min(invoice.due_date - timedelta(days=4), date(2026, 10, 20))
        return self.day(first, invoice.due_date + timedelta(days=9))

    def one(self, kind: PaymentKind, invoice: IssuedFacts, amount: Money, text: str, day: date) -> LabelledLine:
        """A transfer for one invoice."""
        return credit(kind, day, amount, (invoice,), text, self.dice)

    def _several(self, count: int) -> list[list[IssuedFacts]]:
        """Customers who owe three or more, each with three of these."""
        owing: dict[str, list[IssuedFacts]] = defaultdict(list)
        for invoice in self.left:
            if is_on_file(invoice.customer_number):
                owing[invoice.customer_number].append(invoice)
        groups = [sorted(items, key=lambda each: each.number)[-3:] for items in owing.values() if len(items) >= 3]
        for group in groups[:count]:
            self._remove(group)
        return groups[:count]

    def _listed(self, count: int) -> list[LabelledLine]:
        lines = []
        for place, group in enumerate(self._several(count)):
            full = ", ".join(invoice.number for invoice in group)
            short = "RE " + " + ".join(invoice.number.rpartition("-")[2].lstrip("0") for invoice in group)
            text = f"Sammelzahlung {full}" if place % 2 == 0 else f"{short} Kd. {group[0].customer_number}"
            amount = total([invoice.gross for invoice in group])
            lines.append(credit(PaymentKind.LISTED, self.day(date(2026, 10, 5)), amount, group, text, self.dice))
        return lines

    def _unlisted(self, count: int) -> list[LabelledLine]:
        return [
            credit(
                PaymentKind.UNLISTED,
                self.day(date(2026, 10, 8)),
                total([invoice.gross for invoice in group]),
                group,
                "Ausgleich offene Rechnungen lt. Kontoauszug",
                self.dice,
            )
            for group in self._several(count)
        ]

    def _card_payout(self) -> list[LabelledLine]:
        paid = self._take(4, lambda invoice, _: invoice.gross < Money.of(900))
        gross = total([invoice.gross for invoice in paid])
        fee = Money.rounded(gross.amount * Decimal("0.0139"))
        text = f"AUSZAHLUNG HAENDLER 778100 4 UMSAETZE BRUTTO {gross.amount} ENTGELT {fee.amount}".replace(".", ",")
        payer = ("Blitzkarte Zahlungsdienste AG (Demo)", german_iban(920_001))
        day = date(2026, 10, 13)
        return [credit(PaymentKind.CARD_PAYOUT, day, gross - fee, paid, text, self.dice, payer=payer)]

    def _collected(self) -> list[LabelledLine]:
        """A direct debit of the firm's own, and how it comes back: the account is closed (AC04)."""
        (invoice,) = self._take(1, lambda each, _: is_on_file(each.customer_number) and each.gross > Money.of(200))
        text = f"{invoice.number} Einzug laut Mandat M-{invoice.customer_number}"
        one = self.one(PaymentKind.COLLECTED, invoice, invoice.gross, text, date(2026, 10, 9))
        collected = replace(
            one.line,
            end_to_end_id=invoice.number,
            mandate_id=f"M-{invoice.customer_number}",
            transaction_code="171",
            transaction_text="SEPA-LASTSCHRIFTEINZUG",
        )
        charges = Money.of("4.50")
        returned = replace(
            collected,
            booking_date=date(2026, 10, 15),
            value_date=date(2026, 10, 9),
            amount=-(invoice.gross + charges),
            remittance_information=f"Rücklastschrift {invoice.number} AC04 Konto aufgelöst",
            transaction_code="109",
            transaction_text="RUECKLASTSCHRIFT",
            return_reason="AC04",
            charges=charges,
            original_amount=invoice.gross,
        )
        return [
            LabelledLine(collected, one.truth),
            LabelledLine(returned, DemoPayment(PaymentKind.RETURNED, (invoice.number,))),
        ]

    def _spouses(self) -> list[LabelledLine]:
        lines = []
        for number, name in SPOUSES:
            for invoice in self._take(1, _is_of(number)):
                payer = (name, german_iban(9_000_000 + int(number), OTHER_BANK_CODE))
                text = plain_notation(invoice, self.dice)
                kind, amount = PaymentKind.OTHER_PAYER, invoice.gross
                lines.append(credit(kind, self.day(), amount, (invoice,), text, self.dice, payer=payer))
        return lines

    def _paid_twice(self, count: int) -> list[LabelledLine]:
        lines = []
        for invoice in self._take(count, lambda each, _: is_on_file(each.customer_number)):
            text, first = plain_notation(invoice, self.dice), self.day(last=date(2026, 10, 14))
            second = next_workday(first + timedelta(days=9))
            lines.append(self.one(PaymentKind.EXACT, invoice, invoice.gross, text, first))
            lines.append(self.one(PaymentKind.PAID_TWICE, invoice, invoice.gross, text, second))
        return lines


def _is_of(number: str) -> Callable[[IssuedFacts, Payers], bool]:
    return lambda invoice, payers: invoice.customer_number == number


def _any_invoice(invoice: IssuedFacts, payers: Payers) -> bool:
    return True


def _may_take_discount(invoice: IssuedFacts, payers: Payers) -> bool:
    until = invoice.cash_discount_until
    return bool(invoice.cash_discount_percent) and until is not None and until >= date(2026, 10, 5)


def _is_recognisable(invoice: IssuedFacts, payers: Payers) -> bool:
    """The account is on file and no other invoice of the customer has that amount."""
    others = [each.gross for each in payers.by_customer[invoice.customer_number] if each.number != invoice.number]
    return is_on_file(invoice.customer_number) and invoice.gross not in others


def _is_large(invoice: IssuedFacts, payers: Payers) -> bool:
    return invoice.gross > Money.of(300)


def _discount(payers: Payers, invoice: IssuedFacts) -> LabelledLine:
    assert invoice.cash_discount_until is not None
    text = plain_notation(invoice, payers.dice)
    if payers.dice.hits(50):
        text += f" abzgl. {invoice.cash_discount_percent} % Skonto"
    day = payers.day(date(2026, 10, 2), invoice.cash_discount_until)
    return payers.one(PaymentKind.DISCOUNT, invoice, invoice.less_discount, text, day)


def _discount_late(payers: Payers, invoice: IssuedFacts) -> LabelledLine:
    assert invoice.cash_discount_until is not None
    day = payers.day(invoice.cash_discount_until + timedelta(days=GRACE_DAYS + 3))
    text = f"{plain_notation(invoice, payers.dice)} abzgl. Skonto"
    return payers.one(PaymentKind.DISCOUNT_LATE, invoice, invoice.less_discount, text, day)


def _partial(payers: Payers, invoice: IssuedFacts) -> LabelledLine:
    half = Money.of(int(invoice.gross.amount / 200) * 100)
    text = f"1. Rate {invoice.number}"
    return payers.one(PaymentKind.PARTIAL, invoice, half, text, payers.pay_day(invoice))


def _overpaid(payers: Payers, invoice: IssuedFacts) -> LabelledLine:
    text = plain_notation(invoice, payers.dice)
    more = Money.of(payers.dice.pick(("10.00", "50.00", "9.00")))
    return payers.one(PaymentKind.OVERPAID, invoice, invoice.gross + more, text, payers.pay_day(invoice))


def _cents_off(payers: Payers, invoice: IssuedFacts) -> LabelledLine:
    less = Money.from_cents(payers.dice.between(1, 4))
    text = plain_notation(invoice, payers.dice)
    return payers.one(PaymentKind.CENTS_OFF, invoice, invoice.gross - less, text, payers.pay_day(invoice))


def _typo(payers: Payers, invoice: IssuedFacts) -> LabelledLine:
    text = mistyped(invoice, payers.taken, payers.dice)
    return payers.one(PaymentKind.TYPO, invoice, invoice.gross, text, payers.pay_day(invoice))


def _no_reference(payers: Payers, invoice: IssuedFacts) -> LabelledLine:
    text = payers.dice.pick(("Vielen Dank", "Zahlung", "Ihre Lieferung", f"Kunde {invoice.customer_number}", ""))
    return payers.one(PaymentKind.NO_REFERENCE, invoice, invoice.gross, text, payers.pay_day(invoice))


def _end_to_end(payers: Payers, invoice: IssuedFacts) -> LabelledLine:
    text, day = "Zahlung laut Beleg", payers.pay_day(invoice)
    return credit(
        PaymentKind.END_TO_END, day, invoice.gross, (invoice,), text, payers.dice, end_to_end_id=invoice.number
    )


def _reformatted(payers: Payers, invoice: IssuedFacts) -> LabelledLine:
    text = other_notation(invoice, payers.dice)
    return payers.one(PaymentKind.REFORMATTED, invoice, invoice.gross, text, payers.pay_day(invoice))


def _exact(payers: Payers, invoice: IssuedFacts) -> LabelledLine:
    text = plain_notation(invoice, payers.dice)
    return payers.one(PaymentKind.EXACT, invoice, invoice.gross, text, payers.pay_day(invoice))


_SUITS: dict[PaymentKind, Callable[[IssuedFacts, Payers], bool]] = {
    PaymentKind.DISCOUNT: _may_take_discount,
    PaymentKind.DISCOUNT_LATE: _may_take_discount,
    PaymentKind.NO_REFERENCE: _is_recognisable,
    PaymentKind.PARTIAL: _is_large,
}
_PAY: dict[PaymentKind, Callable[[Payers, IssuedFacts], LabelledLine]] = {
    PaymentKind.DISCOUNT: _discount,
    PaymentKind.DISCOUNT_LATE: _discount_late,
    PaymentKind.NO_REFERENCE: _no_reference,
    PaymentKind.TYPO: _typo,
    PaymentKind.PARTIAL: _partial,
    PaymentKind.OVERPAID: _overpaid,
    PaymentKind.CENTS_OFF: _cents_off,
    PaymentKind.END_TO_END: _end_to_end,
    PaymentKind.REFORMATTED: _reformatted,
    PaymentKind.EXACT: _exact,
}
