"""A statement of account: what the journal keeps of it, and how it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pyxl.core.labels import Language
from pyxl.core.money import Money, total
from pyxl.documents.filters import long_date
from pyxl.documents.letterhead import Letter, Letterhead, letter_assets, letter_context
from pyxl.documents.rendering import Document
from pyxl.dunning.letter import sender_of
from pyxl.dunning.words import STATEMENT_TEXT, STATEMENT_TITLE, words_in
from pyxl.invoicing.letter import address_lines
from pyxl.invoicing.model import BankAccount, Party

TEMPLATE = "statement.typ.j2"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """One open item; a credit of the customer is negative."""

    number: str
    invoice_date: date
    due_date: date
    gross: Money
    open: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementOfAccount:
    """What is open with one customer in one currency at the end of a day."""

    number: str
    as_of: date
    language: Language
    seller: Party
    buyer: Party
    account: BankAccount | None
    currency: str
    lines: tuple[StatementLine, ...]

    @property
    def balance(self) -> Money:
        """What the customer owes in all."""
        return total([line.open for line in self.lines], self.currency)

    @property
    def overdue(self) -> Money:
        """What of it was due before the day."""
        late = [line.open for line in self.lines if line.open.cents > 0 and line.due_date < self.as_of]
        return total(late, self.currency)


def statement_document(statement: StatementOfAccount, letterhead: Letterhead) -> Document:
    """The statement as a document; sender and account are its own."""
    language, words = statement.language, words_in(statement.language)
    head = sender_of(statement.seller, statement.account, letterhead)
    context = letter_context(head, _letter(statement), language) | {
        "words": words,
        "text": STATEMENT_TEXT.render(language),
        "currency": statement.currency,
        "lines": tuple(_line(line) for line in statement.lines),
        "balance": statement.balance,
        "overdue": statement.overdue,
        "signed": statement.seller.contact or statement.seller.name,
    }
    return Document(
        template=TEMPLATE,
        context=context,
        language=language,
        issued_on=statement.as_of,
        assets=letter_assets(head),
    )


def _line(line: StatementLine) -> dict[str, object]:
    return {
        "number": line.number,
        "invoice_date": line.invoice_date,
        "due_date": line.due_date,
        "gross": line.gross,
        "settled": line.gross - line.open,
        "open": line.open,
    }


def _letter(statement: StatementOfAccount) -> Letter:
    words, seller = words_in(statement.language), statement.seller
    day = long_date(statement.as_of, statement.language)
    title = STATEMENT_TITLE.render(statement.language, date=day)
    return Letter(
        title=title,
        reference=title,
        recipient=address_lines(statement.buyer, seller.country),
        info=(
            (words["date"], day),
            (words["customer_number"], statement.buyer.customer_number),
            (words["contact"], seller.contact),
            (words["phone"], seller.phone),
            (words["email"], seller.email),
        ),
    )
