"""What payers do to a number, an amount and a name: every kind of bank line with its truth, and its share.

A kind is a function that adds its lines to the world; the matcher knows nothing of these texts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from pyxl.banking.matching.records import OpenEntry, Party, PaymentLine

from .firm_world import TODAY, FirmWorld, Labelled

Kind = Callable[[FirmWorld, Party], None]
HOUSES = ("PayPal Europe S.a.r.l. et Cie", "STRIPE PAYMENTS EUROPE", "Klarna Bank AB", "AMAZON PAYMENTS EUROPE S.C.A.")
_REPRINTED = ("{}", "Rechnung {}", "Rg.Nr. {} vom 3.5.2026", "Kd {c} Rechnung {}", "Invoice {} / {c}", "Re {} dankend")


def add(
    world: FirmWorld,
    kind: str,
    party: Party | None,
    entries: Sequence[OpenEntry],
    cents: int,
    text: str,
    *,
    days: int = 0,
    payer: tuple[str, str] | None = None,
    **facts: object,
) -> None:
    """Adds a line that truly pays these invoices; `days` after the last of them was issued."""
    issued = max((entry.invoice_date for entry in entries), default=TODAY - timedelta(world.random.randint(2, 60)))
    booked = issued + timedelta(days or world.random.randint(3, 40))
    name, iban = payer or (world.payer(party) if party else ("", ""))
    line_id = f"B{len(world.labelled):07}"
    line = PaymentLine(line_id, booked, booked, cents, "EUR", name, iban, world.wrapped(text))
    line = replace(line, **facts)  # type: ignore[arg-type]
    world.labelled.append(Labelled(line, kind, frozenset(entry.number for entry in entries)))


def reprint(world: FirmWorld, entry: OpenEntry) -> str:
    """The number as it is printed, with words around it."""
    return world.pick(_REPRINTED).format(entry.number, c=entry.customer)


def respelt(world: FirmWorld, number: str) -> str:
    """The number as people and their programs respell it."""
    joined = "".join(letter for letter in number if letter.isalnum())
    parts = number.replace("/", "-").split("-")
    return world.pick((number.replace("-", " "), number.replace("/", "-"), number.lower(), joined, " / ".join(parts)))


def mistyped(world: FirmWorld, number: str) -> str:
    """The number with one slip: a wrong digit, or two swapped."""
    digits = [at for at, letter in enumerate(number) if letter.isdigit()]
    at = world.pick(digits[-5:])
    if world.random.random() < 0.3 and at + 1 < len(number) and number[at + 1].isdigit():
        return number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    return number[:at] + str((int(number[at]) + world.random.randint(1, 8)) % 10) + number[at + 1 :]


def last_digits(number: str) -> str:
    """The running number alone."""
    groups = [group for group in number.replace("/", "-").split("-") if group.isdigit() and len(group) > 2]
    return (groups[-1] if groups[-1:] != ["2026"] else groups[0]) if groups else number[-5:]


def whole_number(world: FirmWorld, party: Party) -> None:
    entry = world.issue(party)
    add(world, "whole number", party, [entry], entry.open, reprint(world, entry))


def other_notation(world: FirmWorld, party: Party) -> None:
    entry = world.issue(party)
    add(world, "other notation", party, [entry], entry.open, f"Ihre Rechnung Nr {respelt(world, entry.number)}")


def own_reference(world: FirmWorld, party: Party) -> None:
    """The customer's own document number stands before ours."""
    entry = world.issue(party)
    own = f"Beleg {world.random.randrange(10**6, 10**7)} {world.random.randrange(1, 99)}/2026"
    add(world, "own reference beside", party, [entry], entry.open, f"{own} {entry.number}")


def tail(world: FirmWorld, party: Party) -> None:
    entry = world.issue(party)
    add(world, "last digits", party, [entry], entry.open, f"Rechnung {last_digits(entry.number)}")


def typing_error(world: FirmWorld, party: Party) -> None:
    entry = world.issue(party)
    add(world, "typing error", party, [entry], entry.open, f"Rechnung {mistyped(world, entry.number)}")


def structured(world: FirmWorld, party: Party) -> None:
    """An RF creditor reference; its two check digits are taken off when a line is read."""
    entry = world.issue(party)
    reference = "".join(letter for letter in entry.number if letter.isalnum())
    add(world, "RF reference", party, [entry], entry.open, "", references=("", reference))


def end_to_end(world: FirmWorld, party: Party) -> None:
    entry = world.issue(party)
    add(world, "end-to-end id", party, [entry], entry.open, "Rechnungsausgleich", references=(entry.number, ""))


def collected(world: FirmWorld, party: Party) -> None:
    """A direct debit of ours, itemised by the bank with the id we gave it."""
    entry = world.issue(party)
    add(
        world, "own debit itemised", party, [entry], entry.open, "Lastschrifteinzug", references=(f"{entry.number}", "")
    )


def no_number(world: FirmWorld, party: Party) -> None:
    entry = world.issue(party)
    text = world.pick(("Danke", "Rechnung", "", f"Kunde {party.number}", "Ihre Lieferung vom Mai", "Überweisung"))
    add(world, "no number", party, [entry], entry.open, text)


def listed(world: FirmWorld, party: Party) -> None:
    entries = [world.issue(party) for _ in range(world.random.randint(2, 6))]
    text = "Rechnungen " + ", ".join(entry.number for entry in entries)
    add(world, "list", party, entries, sum(entry.open for entry in entries), text)


def listed_shortly(world: FirmWorld, party: Party) -> None:
    entries = [world.issue(party) for _ in range(world.random.randint(2, 4))]
    numbers = [entries[0].number, *(last_digits(entry.number) for entry in entries[1:])]
    add(
        world,
        "list, shortened",
        party,
        entries,
        sum(entry.open for entry in entries),
        "Rg. " + world.pick((", ", "/")).join(numbers),
    )


def summed(world: FirmWorld, party: Party) -> None:
    entries = [world.issue(party) for _ in range(world.random.randint(2, 5))]
    text = world.pick(("Sammelzahlung", "diverse Rechnungen", "lt. Aufstellung", f"Konto {party.number}"))
    add(world, "sum without numbers", party, entries, sum(entry.open for entry in entries), text)


def discount_in_time(world: FirmWorld, party: Party) -> None:
    entry = world.issue(party)
    add(world, "discount in time", party, [entry], entry.open - entry.discount, f"{entry.number} abzgl. Skonto", days=7)


def discount_late(world: FirmWorld, party: Party) -> None:
    entry = world.issue(party)
    cents = entry.open - (entry.discount or entry.open // 50)
    add(world, "discount late", party, [entry], cents, f"{entry.number} abzgl. Skonto", days=25)


def discount_too_high(world: FirmWorld, party: Party) -> None:
    entry = world.issue(party)
    cents = entry.open - entry.open * world.pick((4, 5)) // 100
    add(world, "discount too high", party, [entry], cents, f"{reprint(world, entry)} ./. Skonto", days=6)


def part_payment(world: FirmWorld, party: Party) -> None:
    entry = world.issue(party)
    first = entry.open * world.pick((25, 33, 50)) // 100
    add(world, "part payment", party, [entry], first, f"Anzahlung {entry.number}", days=5)
    add(world, "part payment", party, [entry], entry.open - first, f"Rest {entry.number}", days=35)


def instalments(world: FirmWorld, party: Party) -> None:
    entry = world.issue(party, world.random.randrange(40_000, 400_000, 100))
    count = world.pick((3, 4))
    rate = entry.open // count
    for at in range(count):
        cents = rate if at < count - 1 else entry.open - rate * (count - 1)
        add(world, "instalment", party, [entry], cents, f"Rate {at + 1}/{count} {entry.number}", days=5 + 7 * at)


def overpaid(world: FirmWorld, party: Party) -> None:
    entry = world.issue(party)
    add(world, "overpaid", party, [entry], entry.open + world.pick((100, 1000, entry.open // 5)), reprint(world, entry))


def cents_off(world: FirmWorld, party: Party) -> None:
    entry = world.issue(party)
    add(world, "cents off", party, [entry], entry.open + world.pick((-4, -3, -1, 1, 2)), reprint(world, entry))


def paid_twice(world: FirmWorld, party: Party) -> None:
    """The second payment pays nothing, with or without its number."""
    entry = world.issue(party)
    payer = world.payer(party)
    add(world, "whole number", party, [entry], entry.open, entry.number, days=5, payer=payer)
    add(world, "paid twice", party, [entry], entry.open, entry.number, days=world.random.randint(6, 14), payer=payer)
    world.labelled[-1] = replace(world.labelled[-1], numbers=frozenset())


def paid_twice_silently(world: FirmWorld, party: Party) -> None:
    """The second payment names nothing; only its amount says so."""
    entry = world.issue(party)
    payer = world.payer(party)
    add(world, "whole number", party, [entry], entry.open, entry.number, days=5, payer=payer)
    add(world, "paid twice, no number", party, [entry], entry.open, "Danke", days=12, payer=payer)
    world.labelled[-1] = replace(world.labelled[-1], numbers=frozenset())


def own_neighbour(world: FirmWorld, party: Party) -> None:
    """Two invoices of one customer; the amount is that of the one, the number that of the other."""
    meant, named = world.issue(party), world.issue(party)
    add(world, "number of another own invoice", party, [meant], meant.open, f"Rechnung {named.number}", days=30)


def returned(world: FirmWorld, party: Party) -> None:
    entry = world.issue(party)
    payer = world.payer(party)
    add(world, "whole number", party, [entry], entry.open, entry.number, days=5, payer=payer)
    cents = -entry.open - world.pick((0, 300, 525))
    text = f"RUECKLASTSCHRIFT {entry.number}"
    add(world, "returned", party, [entry], cents, text, days=9, payer=payer, is_return=True)


def credit_netted(world: FirmWorld, party: Party) -> None:
    invoice, credit = world.issue(party, 50_000 + world.random.randrange(50_000)), world.issue(party, -1000)
    text = world.pick(("{} abzgl. {}", "{} ./. Gutschrift {}")).format(invoice.number, credit.number)
    add(world, "credit netted", party, [invoice, credit], invoice.open + credit.open, text)


def credit_paid_out(world: FirmWorld, party: Party) -> None:
    credit = world.issue(party, -world.random.randrange(2000, 90_000))
    add(world, "credit paid out", party, [credit], credit.open, f"Rueckzahlung {credit.number}")


def two_equal(world: FirmWorld, party: Party) -> None:
    """Two invoices over one amount, one payment without a number: nobody can know."""
    one, _ = world.issue(party, 4900), world.issue(party, 4900)
    add(world, "two equal, no number", party, [one], 4900, "Danke")


def twins(world: FirmWorld, party: Party) -> None:
    """Two payments of one customer over one amount on one day, each with its number."""
    one, other = world.issue(party, 7900), world.issue(party, 7900)
    day = max(one.invoice_date, other.invoice_date) + timedelta(9)
    payer = world.payer(party)
    for entry in (one, other):
        add(world, "twins", party, [entry], 7900, entry.number, payer=payer, booking_date=day, value_date=day)


def payout_listed(world: FirmWorld, party: Party) -> None:
    """A payment house pays for several customers, less its fee."""
    entries = [world.issue(world.pick(world.parties)) for _ in range(world.random.randint(2, 5))]
    gross = sum(entry.open for entry in entries)
    fee = gross * world.pick((14, 19, 25, 29)) // 1000 + 35 * len(entries)
    text = "Auszahlung " + " ".join(entry.number for entry in entries)
    payer = (world.pick(HOUSES), "LU120010001234567891")
    add(world, "payout, listed", party, entries, gross - fee, text, payer=payer)


def payout_unlisted(world: FirmWorld, party: Party) -> None:
    entries = [world.issue(world.pick(world.parties)) for _ in range(world.random.randint(2, 5))]
    cents = sum(entry.open for entry in entries) * 97 // 100
    payer = (world.pick(HOUSES), "LU120010001234567891")
    add(world, "payout, not listed", None, entries, cents, "Auszahlung 30.05.2026", payer=payer)


def foreign_currency(world: FirmWorld, party: Party) -> None:
    """An invoice in dollars, paid in dollars and credited in euros at the rate of the day."""
    entry = world.issue(party, currency="USD")
    cents = entry.open * world.random.randrange(8400, 9300) // 10_000
    add(world, "foreign currency", party, [entry], cents, f"{entry.number} USD {entry.open / 100:.2f}")


def same_figure(world: FirmWorld, party: Party) -> None:
    """The figure fits and the currency does not: it pays nothing yet."""
    entry = world.issue(party)
    add(world, "figure in another currency", party, [entry], entry.open, entry.number, currency="USD")
    world.labelled[-1] = replace(world.labelled[-1], numbers=frozenset())


def household(world: FirmWorld, party: Party) -> None:
    """Somebody else pays: a spouse, a parent firm."""
    entry = world.issue(party)
    add(world, "other payer", party, [entry], entry.open, reprint(world, entry), payer=(world.person(), world.iban()))


def near_name(world: FirmWorld, party: Party) -> None:
    """The bank's name is almost the customer's, from an account nobody knows."""
    entry = world.issue(party)
    short = " ".join(party.name.split()[:2]).replace("ß", "ss")
    add(world, "near-miss name", party, [entry], entry.open, reprint(world, entry), payer=(short, world.iban()))


def no_customer(world: FirmWorld, party: Party) -> None:
    """Rent, tax, fees, refunds of suppliers."""
    cents = world.pick((-1, -1, -1, 1)) * world.random.randrange(500, 200_000)
    name = world.pick(("Finanzamt", "Stadtwerke", "Hausverwaltung Kern", "Krankenkasse", "Versicherung AG", ""))
    text = world.pick(("Miete 06/2026", "UST 05/2026", "Abschlag 4711", "Entgelt Kontofuehrung", "Beitrag 2026"))
    add(world, "no customer", None, [], cents, text, payer=(name, world.iban()))


SHARES: dict[Kind, float] = {
    whole_number: 36,
    other_notation: 9,
    own_reference: 3,
    tail: 4,
    typing_error: 4,
    structured: 2,
    end_to_end: 3,
    collected: 3,
    no_number: 7,
    listed: 4,
    listed_shortly: 2,
    summed: 3,
    discount_in_time: 5,
    discount_late: 2,
    discount_too_high: 1,
    part_payment: 1,
    instalments: 0.5,
    overpaid: 1,
    cents_off: 1,
    paid_twice: 1,
    paid_twice_silently: 0.3,
    own_neighbour: 0.2,
    returned: 1,
    credit_netted: 1,
    credit_paid_out: 0.5,
    two_equal: 0.5,
    twins: 0.5,
    payout_listed: 0.7,
    payout_unlisted: 0.3,
    foreign_currency: 0.5,
    same_figure: 0.3,
    household: 2,
    near_name: 2,
    no_customer: 4,
}
"""Percent of the draws, by kind; some draws make two lines or more."""


def make_world(lines: int, seed: int) -> FirmWorld:
    """A firm with that many bank lines (or one or two more) and at least as many invoices."""
    world = FirmWorld(seed, max(20, lines // 9))
    kinds, shares = list(SHARES), list(SHARES.values())
    while len(world.labelled) < lines:
        world.random.choices(kinds, shares)[0](world, world.pick(world.parties))
    while len(world.entries) < lines:
        world.issue(world.pick(world.parties))
    world.random.shuffle(world.labelled)
    return world
