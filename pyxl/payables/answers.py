"""The bank's answer to a payment file: refused transfers and names that do not fit the IBAN, each at its row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyxl.banking.postings import BankPosting
from pyxl.core.changes import UNDONE, ChangeList
from pyxl.core.findings import CellRef, Finding, Rule, Severity
from pyxl.core.labels import Counted, Label, Sentence, Text
from pyxl.core.outcome import Outcome
from pyxl.core.tables import Table
from pyxl.formats.sepa.pain002 import AnswerLine, BankAnswer
from pyxl.ledger import events as ev
from pyxl.ledger.batches.batches import SepaBatch, batch_item_id
from pyxl.ledger.batches.rows import BatchRow
from pyxl.ledger.books import Books
from pyxl.ledger.payables.answer_words import answer_words, refusal_words
from pyxl.payables.sending import TAB

REFUSED = Rule(
    "ANS001",
    "transfer-refused",
    Severity.ERROR,
    Text(
        "Transfer {transfer} was refused by the bank: {answer}.",
        "Überweisung {transfer} hat die Bank abgelehnt: {answer}.",
    ),
    Text(
        "If the whole file was refused: undo “Mark as handed in” and the payment run, correct and pay again.",
        "Ist es die ganze Datei: „Als eingereicht vermerken“ und den Zahllauf zurücknehmen, berichtigen, neu zahlen.",
    ),
)
NAME_WRONG = Rule(
    "ANS002",
    "payee-does-not-match",
    Severity.ERROR,
    Text(
        "Transfer {transfer}: the account is not that of {payee} (RVNM).",
        "Überweisung {transfer}: Das Konto gehört nicht {payee} (RVNM).",
    ),
    Text(
        "Do not release it. Call the supplier under a number you know.",
        "Nicht freigeben. Den Lieferanten unter bekannter Nummer anrufen.",
    ),
)
NAME_CLOSE = Rule(
    "ANS003",
    "payee-matches-nearly",
    Severity.WARNING,
    Text(
        "Transfer {transfer}: the account is in the name of {name}, not {payee} (RVMC).",
        "Überweisung {transfer}: Das Konto lautet auf {name}, nicht {payee} (RVMC).",
    ),
    Text(
        "Is it he? Write the name as account holder in Suppliers.",
        "Ist er es? Den Namen in Lieferanten als Kontoinhaber eintragen.",
    ),
)
NO_BATCH = Rule(
    "ANS004",
    "answer-to-no-batch",
    Severity.ERROR,
    Text(
        "The answer names {found}, which is no payment batch of yours.",
        "Die Antwort nennt {found}, das ist kein Zahlungssammler von Ihnen.",
    ),
    Text("Is it the answer to a file of another program?", "Ist es die Antwort auf die Datei eines anderen Programms?"),
)
FILE_REFUSED = Rule(
    "ANS005",
    "answer-file-refused",
    Severity.ERROR,
    Text("No answer was read: {cause}", "Keine Antwort gelesen: {cause}"),
    Text("{step}", "{step}"),
)
_SUMMARY = Text(
    "{transfers} answered by the bank: {refused} refused, {names} with another name.",
    "Antwort der Bank zu {transfers}: {refused} abgelehnt, {names} mit anderem Namen.",
)
_TRANSFER = Label("transfer", "Überweisung"), Label("transfers", "Überweisungen")
_ANSWERED = Label("the bank's answer", "Antwort der Bank")


@dataclass(frozen=True)
class AnswerFile:
    """A file that was given: what the bank says, or why it was refused."""

    name: str
    sha256: str
    answer: BankAnswer | None = None
    cause: Sentence | None = None
    step: Sentence | None = None


def read_bank_answer(batches: Table[BatchRow], books: Books, files: Sequence[AnswerFile]) -> Outcome:
    """Notes at each payment what the bank answered (pain.002): refused, or another name than the account has."""
    postings: list[BankPosting] = []
    told: list[Finding] = []
    answered: list[AnswerLine] = []
    for file in files:
        if file.answer is None:
            told.append(FILE_REFUSED.at(CellRef(file.name), cause=file.cause, step=file.step))
            continue
        batch = books.batches.get(file.answer.message_id)
        if batch is None or not batch.facts.is_payment:
            told.append(NO_BATCH.at(CellRef(file.name), found=file.answer.message_id or "–"))
            continue
        lines = tuple(_lines(file.answer, batch))
        answered += lines
        told += [found for line in lines for found in _findings(line, batch, batches)]
        posting = _posting(batch, lines, file.sha256, books)
        if posting:
            postings.append(posting)
    refused = sum(line.status == "RJCT" for line in answered)
    names = sum(line.status in ("RVNM", "RVMC") for line in answered)
    counts: dict[str, int | str] = {"transfers": len(answered), "refused": refused, "other_names": names}
    facts = {"transfers": Counted(len(answered), *_TRANSFER), "refused": refused, "names": names}
    return Outcome(_SUMMARY.bind(**facts), tuple(told), tuple(postings), counts=counts)


def _lines(answer: BankAnswer, batch: SepaBatch) -> Iterator[AnswerLine]:
    """One for each transfer that is ours; a file that was refused as a whole refuses all."""
    own = dict.fromkeys(each.end_to_end_id for each in batch.facts.items)
    given = {line.end_to_end_id: line for line in answer.lines}
    for transfer in own:
        if transfer in given:
            yield given[transfer]
        elif answer.status == "RJCT":
            yield AnswerLine(transfer, "RJCT", answer.reason, "")


def _findings(line: AnswerLine, batch: SepaBatch, batches: Table[BatchRow]) -> Iterator[Finding]:
    place = next(n for n, each in enumerate(batch.facts.items, 1) if each.end_to_end_id == line.end_to_end_id)
    item = batch.facts.items[place - 1]
    row = batches.get(batch_item_id(batch.facts.number, place))
    cell = batches.cell(row, "bank_answer") if row else CellRef(TAB, key=batch_item_id(batch.facts.number, place))
    if line.status == "RJCT":
        yield REFUSED.at(cell, transfer=line.end_to_end_id, answer=refusal_words(line.reason, line.text))
    elif line.status == "RVNM":
        yield NAME_WRONG.at(cell, transfer=line.end_to_end_id, payee=item.customer_name)
    elif line.status == "RVMC":
        yield NAME_CLOSE.at(cell, transfer=line.end_to_end_id, name=line.text or "–", payee=item.customer_name)


def _posting(batch: SepaBatch, lines: tuple[AnswerLine, ...], sha256: str, books: Books) -> BankPosting | None:
    number = batch.facts.number
    event = ev.BatchAnswered(
        number, tuple(ev.TransferAnswer(each.end_to_end_id, each.status, each.reason, each.text) for each in lines)
    )
    changes = answer_changes(event, batch, books, _ANSWERED)
    if not changes:
        return None
    return BankPosting(ev.BATCH_ANSWERED, f"answer:{number}:{batch.answer_rounds}:{sha256[:32]}", event, changes.done())


def answer_changes(event: ev.BatchAnswered, batch: SepaBatch, books: Books, why: Label) -> ChangeList | None:
    """The cells that the answers change; None where they all say it already."""
    changes, number, count = ChangeList(), batch.facts.number, 0
    given = {each.end_to_end_id: each for each in event.answers}
    for place, item in enumerate(batch.facts.items, 1):
        answer = given.get(item.end_to_end_id)
        if answer is None:
            continue
        old = books.payables.payments[(number, item.invoice_number)].answer
        new = answer_words(answer.status, answer.reason, answer.text) if answer.status else ""
        if old != new:
            changes.set(TAB, batch_item_id(number, place), "bank_answer", old, new, why)
            count += 1
    return changes if count else None


def unanswered(payload: ev.BatchAnswered, books: Books) -> BankPosting | None:
    """Takes an answer back: the cells are empty again."""
    batch = books.batches[payload.number]
    event = ev.BatchAnswered(payload.number, tuple(ev.TransferAnswer(each.end_to_end_id) for each in payload.answers))
    changes = answer_changes(event, batch, books, UNDONE)
    if changes is None:
        return None
    key = f"withdraw:answer:{payload.number}:{batch.answer_rounds}"
    return BankPosting(ev.ANSWER_WITHDRAWN, key, event, changes.done())
