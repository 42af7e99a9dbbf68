"""Own SEPA batches coming back: one sum on the bank line, many invoices behind it.

They are looked for before anything else: the number of the batch and its sum to the cent leave no doubt. A batch that
came in another sum is never spread by a guess; Review gets what is still open of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from pyxl.banking.matching import reasons as why
from pyxl.banking.matching.payers import compact_iban
from pyxl.banking.matching.reasons import Reason
from pyxl.banking.matching.records import (
    Candidate,
    Match,
    Matching,
    OpenEntry,
    Part,
    Policy,
    Settlement,
    Undecided,
    Verdict,
)
from pyxl.banking.matching.sums import MOST_ITEMS, subsets_with_sum
from pyxl.core.labels import Counted, Label, Sentence
from pyxl.core.money import Money, total
from pyxl.core.text import squash
from pyxl.ledger.batches.batches import SepaBatch
from pyxl.ledger.batches.rows import BatchStatus
from pyxl.ledger.books import Books
from pyxl.ledger.events import ImportedLine

SURE_BY_NUMBER, SURE_BY_SUM = 97, 96
_WHOLE_BATCH, _ONE_CHOICE, _SEVERAL_CHOICES = 120, 100, 60
"""Points of proposals; they only rank."""
_CODES = frozenset({"171", "174", "192", "193", "194", "195", "196", "197", "198"})
"""Geschäftsvorfallcodes of own collections and of batches that are credited (DK Anlage 3)."""
_WORDS = ("SAMMEL", "LASTSCHRIFTEINZUG", "LASTSCHREINZUG", "SEPADDLAST")
_EARLIEST, _LATEST = timedelta(days=-1), timedelta(days=7)
"""When a batch is credited, counted from its collection day."""
_MOST_PROPOSALS = 3
_INVOICE = Label("invoice", "Rechnung"), Label("invoices", "Rechnungen")


class BatchNumbers:
    """The numbers of the books' batches, to be found in what a bank says."""

    def __init__(self, books: Books) -> None:
        self._by_form = {squash(number): number for number in books.batches}
        # No form is empty, so without batches nothing is ever found.
        forms = "|".join(sorted(self._by_form, key=len, reverse=True)) or "(?!)"
        self._form = re.compile(f"(?:{forms})(?![0-9])")
        self._written = re.compile("|".join(map(re.escape, books.batches)) or "(?!)")

    def named(self, line: ImportedLine) -> str:
        """The batch whose number the line has, as its reference or in the text; or an empty text."""
        for reference in (line.batch_reference, line.end_to_end_id):
            if reference and (number := self._by_form.get(squash(reference))):
                return number
        found = self._form.search(squash(line.remittance_information))
        return self._by_form[found[0]] if found else ""

    def taken_from(self, text: str) -> str:
        """The text without them: SEPA-2026-00001 names no invoice RE-2026-00001."""
        return self._written.sub(" ", text)


@dataclass(slots=True)
class BatchPass:
    """What the batches of the books say of the open lines."""

    matches: list[Match] = field(default_factory=list)
    undecided: list[Undecided] = field(default_factory=list)
    settlements: list[Settlement] = field(default_factory=list)
    """The single debits of what was settled, each of which may come back."""

    @property
    def taken(self) -> frozenset[str]:
        """Ids of the lines that are dealt with."""
        return frozenset([match.line_id for match in self.matches] + [each.line_id for each in self.undecided])

    def before(self, matching: Matching) -> Matching:
        """All lines: first these, then the others."""
        return Matching((*self.matches, *matching.matches), (*self.undecided, *matching.undecided))


def settle_batches(
    lines: Iterable[ImportedLine], entries: dict[str, OpenEntry], books: Books, numbers: BatchNumbers, policy: Policy
) -> BatchPass:
    """Settles lines that credit a batch of the books; `entries` has less open afterwards."""
    found = BatchPass()
    if not books.batches:
        return found
    debits = {number: batch for number, batch in books.batches.items() if not batch.facts.is_payment}
    single = {squash(each.end_to_end_id) for batch in debits.values() for each in batch.facts.items}
    pending = {number: batch for number, batch in debits.items() if _is_pending(batch, books)}
    # Those that name their batch first: a line that only has its sum must not take it from them.
    ordered = sorted(lines, key=lambda each: (not numbers.named(each), each.booking_date, each.line_id))
    for line in ordered:
        # A single debit of a batch, as camt may list them, is settled by its own end-to-end id.
        is_single = line.batch_amount is not None or squash(line.end_to_end_id) in single
        named = numbers.named(line)
        if line.amount.cents > 0 and not is_single and (not named or named in debits):
            _look(line, named, pending, entries, books, policy, found)
    return found


def _look(
    line: ImportedLine,
    named: str,
    pending: dict[str, SepaBatch],
    entries: dict[str, OpenEntry],
    books: Books,
    policy: Policy,
    found: BatchPass,
) -> None:
    number = named or _only_with_sum(line, pending)
    if not number:
        return
    if number not in pending:
        credited = why.BATCH_DONE.bind(batch=number)
        found.undecided.append(Undecided(line.line_id, Verdict.AMOUNT_DIFFERS, Reason((credited,))))
        return
    batch, sureness = pending[number], SURE_BY_NUMBER if named else SURE_BY_SUM
    parts = _open_parts(batch, entries)
    is_whole = len(parts) == len(batch.facts.items) and _sum(parts) == line.amount.cents
    reason = Reason((_clause(batch), why.BATCH_NAMED.bind() if named else why.BATCH_BY_SUM.bind()))
    if is_whole and sureness >= policy.settle_from and line.line_id not in books.taken_back:
        del pending[number]
        found.matches.append(Match(line.line_id, parts, "own-batch", reason, batch=number))
        found.settlements += item_settlements(line, parts, batch)
        for part in parts:
            entry = entries[part.number]
            entries[part.number] = replace(entry, open=entry.open - part.cents, discount=0)
    elif is_whole:
        found.undecided.append(
            Undecided(line.line_id, Verdict.AMBIGUOUS, reason, (Candidate(parts, reason, _WHOLE_BATCH),))
        )
    elif named:
        found.undecided.append(_differing(line, batch, parts))


def _differing(line: ImportedLine, batch: SepaBatch, parts: tuple[Part, ...]) -> Undecided:
    """Another sum came in, or an item was paid otherwise meanwhile: what is open of it is proposed."""
    settled = tuple(sorted({each.invoice_number for each in batch.facts.items} - {part.number for part in parts}))
    clauses: list[Sentence] = [_clause(batch)]
    if settled:
        clauses.append(why.BATCH_ITEM_SETTLED.bind(numbers=settled))
    if amount_of(batch) != line.amount:
        clauses.append(why.BATCH_DIFFERS.bind(amount=amount_of(batch), found=line.amount))
    reason = Reason(tuple(clauses))
    choices = [parts] if parts and _sum(parts) <= line.amount.cents else _choices(parts, line.amount.cents)
    points = _ONE_CHOICE if len(choices) == 1 else _SEVERAL_CHOICES
    candidates = tuple(Candidate(each, reason, points) for each in choices)
    return Undecided(line.line_id, Verdict.AMOUNT_DIFFERS, reason, candidates)


def _choices(parts: Sequence[Part], cents: int) -> list[tuple[Part, ...]]:
    """Items of the batch that add up to what came in: the bank took back the others before it credited them."""
    if len(parts) > MOST_ITEMS:
        return []
    subsets = subsets_with_sum([part.cents for part in parts], cents, len(parts), _MOST_PROPOSALS)
    return [tuple(parts[place] for place in chosen) for chosen in subsets]


def _clause(batch: SepaBatch) -> Sentence:
    return why.OWN_BATCH.bind(batch=batch.facts.number, items=Counted(len(batch.facts.items), *_INVOICE))


def amount_of(batch: SepaBatch) -> Money:
    """What the bank is to credit."""
    return total([each.amount for each in batch.facts.items])


def _open_parts(batch: SepaBatch, entries: Mapping[str, OpenEntry]) -> tuple[Part, ...]:
    """The items of which as much is open as was collected."""
    known = [(each, entries.get(each.invoice_number)) for each in batch.facts.items]
    return tuple(
        Part(each.invoice_number, each.customer_number, each.amount.cents)
        for each, entry in known
        if entry and not entry.is_cancelled and entry.open >= each.amount.cents
    )


def _sum(parts: Iterable[Part]) -> int:
    return sum(part.cents for part in parts)


def _is_pending(batch: SepaBatch, books: Books) -> bool:
    if batch.is_withdrawn or batch.line_id:
        return False
    items = [books.items[each.invoice_number] for each in batch.facts.items]
    return any(item.debit and item.debit.status(item.settled) is BatchStatus.PENDING for item in items)


def _only_with_sum(line: ImportedLine, pending: Mapping[str, SepaBatch]) -> str:
    """The one batch with this sum, where the bank says that the line is a batch and the day is right."""
    words = squash(line.transaction_text)
    is_batch = line.transaction_code in _CODES or any(word in words for word in _WORDS)
    if not is_batch or compact_iban(line.counterparty_iban):
        return ""
    fitting = [
        number
        for number, batch in pending.items()
        if amount_of(batch) == line.amount and _EARLIEST <= line.booking_date - batch.facts.execution_date <= _LATEST
    ]
    return fitting[0] if len(fitting) == 1 else ""


def item_settlements(line: ImportedLine, parts: Iterable[Part], batch: SepaBatch) -> list[Settlement]:
    """The debits of a batch that was credited, each as a payment of its own: one may come back without the others."""
    debits = {each.invoice_number: each for each in batch.facts.items}
    return [
        Settlement(
            f"{line.line_id} {part.number}",
            line.booking_date,
            part.cents,
            debits[part.number].iban if part.number in debits else "",
            (debits[part.number].end_to_end_id, debits[part.number].mandate) if part.number in debits else (),
            (part,),
        )
        for part in parts
    ]
