"""The e-mail draft beside an issued invoice: to the customer, in the customer's language, the documents attached.

pyxl sends nothing; who opens the file sees a mail that is ready to go. The text is a template of the firm.
"""

from __future__ import annotations

from typing import Any

from pyxl.core.findings import CellRef, Finding, Rule, Severity
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.money import Money
from pyxl.core.outcome import DocumentRequest
from pyxl.core.plain import PlainData, from_plain
from pyxl.documents import Document
from pyxl.formats.mail import Mail, MailAttachment, Mailbox, is_address, write_mail
from pyxl.invoicing.model import Invoice
from pyxl.invoicing.words import title_of

EMAIL_KIND = "email"
"""The kind of the document that is an e-mail draft."""
TEMPLATE = "email.txt.j2"
_NAMED = 5
"""So many customers are named in a message."""
NO_DRAFT = Rule(
    "INV006",
    "no-email-draft",
    Severity.INFO,
    Text(
        "No e-mail draft, as the address is missing or wrong: {invoices} (customers {customers}).",
        "Ohne E-Mail-Entwurf, weil die Adresse fehlt oder nicht stimmt: {invoices} (Kunden {customers}).",
    ),
    Text(
        "Fill in the customers' e-mail addresses, or send these by post.",
        "Die E-Mail-Adressen der Kunden eintragen oder diese Rechnungen per Post senden.",
    ),
)
_NOUN = Label("invoice", "Rechnung"), Label("invoices", "Rechnungen")


def wants_drafts(invoice: Invoice) -> bool:
    """Whether the firm writes e-mails: whoever gives no address in the settings wants no drafts."""
    return is_address(invoice.issuer.email)


def has_draft(invoice: Invoice) -> bool:
    """Whether an e-mail draft is laid beside the invoice."""
    return wants_drafts(invoice) and is_address(invoice.addressee.email)


def check_drafts(invoices: list[Invoice]) -> list[Finding]:
    """INV006: said once for all."""
    without = [invoice for invoice in invoices if wants_drafts(invoice) and not has_draft(invoice)]
    if not without:
        return []
    numbers = sorted({invoice.addressee.customer_number for invoice in without})
    shown = (*numbers[:_NAMED], "…") if len(numbers) > _NAMED else tuple(numbers)
    return [NO_DRAFT.at(CellRef("Customers"), invoices=Counted(len(without), *_NOUN), customers=shown)]


def draft_request(number: str, path: str, content: PlainData) -> DocumentRequest:
    """The draft beside the document at `path`."""
    return DocumentRequest(EMAIL_KIND, number, f"{path.rpartition('.')[0]}.eml", content)


def mail_document(content: PlainData) -> Document:
    """The text of the mail, as the template makes it."""
    invoice = from_plain(Invoice, content["invoice"])
    return Document(template=TEMPLATE, context=_facts(invoice), language=invoice.language, issued_on=invoice.issue_date)


def mail_file(content: PlainData, text: str, attachments: tuple[MailAttachment, ...]) -> bytes:
    """The draft. The first line of the text is the subject."""
    invoice = from_plain(Invoice, content["invoice"])
    subject, _, body = text.strip().partition("\n")
    mail = Mail(
        sender=Mailbox(invoice.issuer.email, invoice.issuer.name),
        recipient=Mailbox(invoice.addressee.email, invoice.addressee.name),
        subject=subject,
        text=body.strip() + "\n",
        day=invoice.issue_date,
        key=f"{invoice.issue_date.isoformat()} {invoice.number}",
        attachments=attachments,
    )
    return write_mail(mail)


def _facts(invoice: Invoice) -> dict[str, Any]:
    due = invoice.totals.due
    texts = {
        "title": title_of(invoice),
        "number": invoice.number,
        "preceding_number": invoice.preceding_number,
        "order_number": invoice.order_number,
        "purchase_order": invoice.purchase_order,
        "buyer": invoice.buyer.name,
        "company": invoice.issuer.name,
        "contact": invoice.issuer.contact,
        "phone": invoice.issuer.phone,
    }
    # A line break in a cell would move the lines of the mail, and the subject is one of them.
    return {name: " ".join(text.split()) for name, text in texts.items()} | {
        "issue_date": invoice.issue_date,
        "due_date": invoice.payment_terms.due_date,
        "amount": due,
        "currency": invoice.currency,
        "is_credit": invoice.is_credit,
        "is_self_billed": invoice.is_self_billed,
        "is_debited": invoice.direct_debit is not None,
        "is_payable": due > Money.zero(invoice.currency),
    }
