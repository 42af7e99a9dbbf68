"""The letter that tells a customer what became of his complaint, and the mail that takes it there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from pyxl.core.labels import Label, Language, Text
from pyxl.core.money import Money
from pyxl.core.plain import ADDED_LATER
from pyxl.deliveries.notices import Notice
from pyxl.documents.filters import long_date, money
from pyxl.documents.letterhead import Letter, Letterhead, letter_assets, letter_context
from pyxl.documents.rendering import Document
from pyxl.dunning.letter import sender_of
from pyxl.invoicing.letter import address_lines
from pyxl.invoicing.model import BankAccount, Party
from pyxl.ledger.cases.rows import Solution

TEMPLATE, MAIL_TEMPLATE = "case_letter.typ.j2", "case_email.txt.j2"
WORDS: MappingProxyType[str, Label] = MappingProxyType(
    {
        "case": Label("Case no.", "Vorgang Nr."),
        "return_number": Label("RMA no.", "RMA-Nr."),
        "date": Label("Date", "Datum"),
        "customer_number": Label("Customer no.", "Kundennr."),
        "contact": Label("Contact", "Ansprechpartner"),
        "phone": Label("Phone", "Telefon"),
        "email": Label("E-mail", "E-Mail"),
        "salutation": Label("Dear Sir or Madam,", "Sehr geehrte Damen und Herren,"),
        "closing": Label("Kind regards", "Mit freundlichen Grüßen"),
    }
)
_TITLE = Label("Your complaint", "Ihre Reklamation")
_SORRY = Text(
    "Thank you for telling us on {day} what went wrong{quoted}. You are right, and we are sorry.",
    "danke, dass Sie uns am {day} gesagt haben, was nicht stimmte{quoted}. Sie haben recht; es tut uns leid.",
)
_THANKS = Text(
    "Thank you for your message of {day}{quoted}.",
    "danke für Ihre Nachricht vom {day}{quoted}.",
)
_QUOTED = Text(": “{complaint}”", ": „{complaint}“")
QUOTED_MOST = 160
"""Characters of a complaint that a letter repeats; a whole mail with its greetings would not read as an answer."""
_CREDIT = Text(
    "We credit you {amount} on invoice {invoice}; you receive the credit note in a separate message. "
    "It reduces the amount still open on the invoice; anything you have paid already is a credit on your account.",
    "Wir schreiben Ihnen {amount} zur Rechnung {invoice} gut; die Rechnungskorrektur kommt mit eigener Nachricht. "
    "Sie mindert, was von der Rechnung offen ist; was Sie schon bezahlt haben, steht Ihnen als Guthaben zu.",
)
_PAID_OUT = Text(
    "We credit you {amount} on invoice {invoice}; you receive the credit note in a separate message. "
    "It reduces the amount still open on the invoice; anything you have paid already we transfer to your account.",
    "Wir schreiben Ihnen {amount} zur Rechnung {invoice} gut; die Rechnungskorrektur kommt mit eigener Nachricht. "
    "Sie mindert, was von der Rechnung offen ist; was Sie schon bezahlt haben, überweisen wir auf Ihr Konto.",
)
_PAID_OUT_THEN = Text(
    "Anything you have paid already we then transfer to your account.",
    "Was Sie schon bezahlt haben, überweisen wir dann auf Ihr Konto.",
)
_TAKEN_BACK = Text(
    "Thank you for your message of {day}{quoted}. We are sorry that the goods are not what you need, and will "
    "take them back.",
    "danke für Ihre Nachricht vom {day}{quoted}. Es tut uns leid, dass die Ware nicht so ist, wie Sie sie "
    "brauchen; wir nehmen sie zurück.",
)
_REPLACED = Text(
    "We are sending you a replacement free of charge: {goods}. There will be no invoice for it; "
    "the delivery note bears our case number {number}.",
    "Wir liefern Ihnen kostenlos Ersatz: {goods}. Dafür bekommen Sie keine Rechnung; "
    "der Lieferschein trägt unsere Vorgangsnummer {number}.",
)
_SEND_BACK = Text(
    "Please return to us: {goods}. Put the enclosed return slip into the parcel and write the number {rma} on the "
    "outside, so that we recognise it.",
    "Bitte senden Sie an uns zurück: {goods}. Legen Sie den beiliegenden Rücksendeschein in das Paket und schreiben "
    "Sie die Nummer {rma} außen darauf; daran erkennen wir Ihre Sendung.",
)
_ADDRESS = Text("Our address: {address}.", "Unsere Anschrift: {address}.")
_CREDIT_TO_COME = Text(
    "As soon as the goods are here and we have examined them, we will credit you {amount} on invoice {invoice}.",
    "Sobald die Ware hier ist und wir sie geprüft haben, schreiben wir Ihnen {amount} zur Rechnung {invoice} gut.",
)
_CORRECTED = Text(
    "Invoice {invoice} has been replaced by {new}. Please pay only the new one.",
    "Die Rechnung {invoice} ist durch {new} ersetzt. Bitte bezahlen Sie nur die neue.",
)
_REJECTED = Text(
    "We have looked into the matter carefully. We are sorry that we cannot do as you ask, for this reason:",
    "Wir haben den Fall sorgfältig geprüft. Leider können wir Ihrem Wunsch nicht entsprechen, und zwar deshalb:",
)
_OPEN = Text("If anything remains unclear, please call us.", "Wenn etwas offen bleibt, rufen Sie uns bitte an.")
_CALL = Text(
    "If you see this differently or have a question, please call us.",
    "Wenn Sie das anders sehen oder eine Frage haben, rufen Sie uns bitte an.",
)


_RIGHT = frozenset({Solution.CREDIT, Solution.CORRECTED_INVOICE, Solution.REPLACEMENT, Solution.RETURN})
"""Where the customer gets what he asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLetter:
    """What the journal keeps of the letter."""

    number: str
    """Of the case."""
    solution: str
    language: Language
    issued_on: date
    received_on: date
    complaint: str
    reason: str
    seller: Party
    buyer: Party
    account: BankAccount | None
    invoice_number: str = ""
    new_invoice: str = ""
    amount: Money | None = None
    goods: str = field(default="", metadata=ADDED_LATER)
    """What is replaced or comes back, in one line."""
    return_number: str = field(default="", metadata=ADDED_LATER)
    """The RMA number."""
    credit_to_come: Money | None = field(default=None, metadata=ADDED_LATER)
    """What is credited when the goods are here."""
    pays_out: bool = field(default=False, metadata=ADDED_LATER)
    """Whether a credit that the customer has then is transferred to him."""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """What it says, in the tone of its solution."""
        language, solution = self.language, Solution[self.solution]
        facts = {"day": long_date(self.received_on, language), "quoted": self._quoted()}
        is_right = solution in _RIGHT
        opening = _TAKEN_BACK if solution is Solution.RETURN else _SORRY if is_right else _THANKS
        said = [opening.render(language, **facts), *self._about_goods(solution)]
        if self.amount:
            text = _PAID_OUT if self.pays_out else _CREDIT
            said.append(text.render(language, amount=money(self.amount, language), invoice=self.invoice_number))
        if self.new_invoice:
            said.append(_CORRECTED.render(language, invoice=self.invoice_number, new=self.new_invoice))
        if solution is Solution.REJECTION:
            said.append(_REJECTED.render(language))
        said += [self.reason] if self.reason else []
        return (*said, (_OPEN if is_right else _CALL).render(language))

    def _quoted(self) -> str:
        """The complaint in quotation marks, where it is a sentence and not a whole mail."""
        told = self.complaint.strip(" .")
        is_short = "\n" not in told and 0 < len(told) <= QUOTED_MOST
        return _QUOTED.render(self.language, complaint=told) if is_short else ""

    def _about_goods(self, solution: Solution) -> Iterator[str]:
        language = self.language
        if solution is Solution.REPLACEMENT:
            yield _REPLACED.render(language, goods=self.goods, number=self.number)
        if solution is Solution.RETURN:
            yield _SEND_BACK.render(language, goods=self.goods, rma=self.return_number)
            yield _ADDRESS.render(language, address=", ".join(return_address(self.seller, self.buyer)))
        if self.credit_to_come:
            amount = money(self.credit_to_come, language)
            yield _CREDIT_TO_COME.render(language, amount=amount, invoice=self.invoice_number)
            if self.pays_out:
                yield _PAID_OUT_THEN.render(language)


def return_address(seller: Party, buyer: Party) -> tuple[str, ...]:
    """Where goods go: the firm, seen from the customer's country."""
    return address_lines(replace(seller, contact=""), buyer.country)


def case_letter_document(letter: CaseLetter, letterhead: Letterhead) -> Document:
    """The letter as a document."""
    language, seller = letter.language, letter.seller
    words = {name: label.text(language) for name, label in WORDS.items()}
    head = sender_of(seller, letter.account, letterhead)
    title = _TITLE.text(language)
    page = Letter(
        title=title,
        reference=f"{title} {letter.number}",
        recipient=address_lines(letter.buyer, seller.country),
        info=(
            (words["case"], letter.number),
            (words["return_number"], letter.return_number),
            (words["date"], long_date(letter.issued_on, language)),
            (words["customer_number"], letter.buyer.customer_number),
            (words["contact"], seller.contact),
            (words["phone"], seller.phone),
            (words["email"], seller.email),
        ),
    )
    context = letter_context(head, page, language) | {
        "words": words,
        "paragraphs": letter.paragraphs,
        "signed": seller.contact or seller.name,
    }
    return Document(
        template=TEMPLATE, context=context, language=language, issued_on=letter.issued_on, assets=letter_assets(head)
    )


def case_notice(letter: CaseLetter) -> Notice:
    """The mail with the letter."""
    seller, buyer = letter.seller, letter.buyer
    return Notice(
        template=MAIL_TEMPLATE,
        language=letter.language,
        day=letter.issued_on,
        key=f"{letter.issued_on.isoformat()} {letter.number}",
        sender=seller.email,
        sender_name=seller.name,
        recipient=buyer.email,
        recipient_name=buyer.name,
        facts={
            "number": letter.number,
            "company": seller.name,
            "contact": seller.contact,
            "phone": seller.phone,
            "invoice": letter.invoice_number,
            "rma": letter.return_number,
        },
    )
