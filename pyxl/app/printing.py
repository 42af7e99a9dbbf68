"""Documents from what the journal keeps: the same event gives the same bytes.

The firm's own templates are rendered in a child process with limits; the shipped ones may be rendered here.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pyxl.core.labels import Text
from pyxl.core.outcome import DocumentRequest
from pyxl.core.plain import PlainData, canonical_json, from_plain
from pyxl.core.refusal import RefusalKind, Refused
from pyxl.intake.posting import FORM_KIND

if TYPE_CHECKING:
    from pyxl.app.isolation.isolation import Limits
    from pyxl.documents import Document
    from pyxl.formats.mail import MailAttachment

EMAIL, NOTICE, AGENCY_FILE = "email", "notice", "agency-file"
DUNNING_EMAIL, STATEMENT_EMAIL = "dunning-email", "statement-email"
"""The kinds of document that have others in them: mails with what they take along, and the ZIP for an agency."""
_LETTER_OF = {DUNNING_EMAIL: "dunning", STATEMENT_EMAIL: "statement"}


def templates_folder(book: Path) -> Path:
    """Where the firm may lay templates of her own."""
    return book.with_suffix(".pyxl") / "templates"


def print_documents(book: Path, requests: Sequence[DocumentRequest]) -> list[bytes]:
    """The files of these requests, in order. Refused (E_TEMPLATE...) when a template of hers is broken.

    What a mail has attached is printed once, also where it is asked for as a document of its own.
    """
    needed = {_place(each): each for request in requests for each in (request, *_attached(request))}
    pages = {place: each for place, each in needed.items() if each.kind in DOCUMENT_KINDS}
    documents = [DOCUMENT_KINDS[each.kind](book, each.content) for each in pages.values()]
    printed = dict(zip(pages, _print(documents, book), strict=True))
    for place, each in needed.items():
        if each.kind in FILE_KINDS:
            printed[place] = FILE_KINDS[each.kind](book, each.content)
    return [_with_attachments(book, request, printed) for request in requests]


def _place(request: DocumentRequest) -> tuple[str, str, str]:
    """What tells a document from every other; drafts lie all at the same path."""
    return request.kind, request.path, canonical_json(request.content)


def _attached(request: DocumentRequest) -> tuple[DocumentRequest, ...]:
    if request.kind == NOTICE:
        from pyxl.deliveries import notices

        return notices.attached_requests(request.content)
    if request.kind in _LETTER_OF:
        path = f"{request.path.rpartition('.')[0]}.pdf"
        return (DocumentRequest(_LETTER_OF[request.kind], request.number, path, request.content),)
    if request.kind == AGENCY_FILE:
        from pyxl.dunning.agency_file import attached_requests

        return attached_requests(request.content)
    if request.kind != EMAIL:
        return ()
    from pyxl.invoicing.model import Invoice
    from pyxl.invoicing.posting import printed_requests

    return printed_requests(from_plain(Invoice, request.content["invoice"]), request.number, request.content)


def _with_attachments(book: Path, request: DocumentRequest, printed: Mapping[tuple[str, str, str], bytes]) -> bytes:
    """The file itself; for a mail, its text with the files that travel with it."""
    data = printed[_place(request)]
    if request.kind == AGENCY_FILE:
        from pyxl.dunning.agency_file import agency_zip

        return agency_zip(request.content, data, {each.path: printed[_place(each)] for each in _attached(request)})
    if request.kind not in (EMAIL, NOTICE, *_LETTER_OF):
        return data
    from pyxl.deliveries.notices import notice_file
    from pyxl.dunning.mail import dunning_mail_file, statement_mail_file
    from pyxl.formats.mail import MailAttachment
    from pyxl.invoicing.mail import mail_file

    files = [MailAttachment(Path(each.path).name, printed[_place(each)]) for each in _attached(request)]
    if request.kind == NOTICE:
        return notice_file(request.content, data.decode(), tuple(files))
    if request.kind == DUNNING_EMAIL:
        return dunning_mail_file(request.content, data.decode(), tuple(files))
    if request.kind == STATEMENT_EMAIL:
        return statement_mail_file(request.content, data.decode(), tuple(files))
    return mail_file(request.content, data.decode(), (*files, *_her_files(book, request.content)))


def _her_files(book: Path, content: PlainData) -> Iterator[MailAttachment]:
    """Nobody sees a file inside an XML who opens the PDF, so it travels with the mail as well."""
    from pyxl.app.attached_files import kept
    from pyxl.formats.mail import MailAttachment
    from pyxl.invoicing.model import Invoice, Output

    invoice = from_plain(Invoice, content["invoice"])
    for each in invoice.attachments if invoice.output is not Output.XRECHNUNG else ():
        yield MailAttachment(each.filename, kept(book, each.sha256, each.filename) if each.sha256 else each.content)


def _print(documents: list[Document], book: Path) -> list[bytes]:
    from pyxl.app.isolation.isolation import Limits, call_isolated
    from pyxl.documents import as_job, read_templates, render_all

    folder = templates_folder(book)
    templates = read_templates(folder if folder.is_dir() else None)
    if templates.is_shipped:
        return render_all(documents, templates)
    job, blobs = as_job(documents, templates)
    limits = Limits(seconds=10 + len(documents) // 10, memory_mb=512)
    try:
        encoded = call_isolated(list[str], "render_documents", {"job": job}, blobs, limits)
    except Refused as stopped:
        raise _stopped(stopped, limits) from stopped
    return [b64decode(text) for text in encoded]


def _stopped(refused: Refused, limits: Limits) -> Refused:
    """What ended the child process, said of templates and not of a file that somebody sent."""
    from pyxl.app.isolation import refusals
    from pyxl.documents.refusals import DIED, ENDLESS, GREEDY, TEMPLATES_STOPPED

    ended = (refusals.PARSER_DIED, refusals.FORBIDDEN, refusals.TOO_BIG_OUTPUT)
    problems = {
        refusals.TOO_SLOW.code: ENDLESS.bind(seconds=limits.seconds),
        refusals.TOO_BIG_MEMORY.code: GREEDY.bind(megabytes=limits.memory_mb),
        **{kind.code: DIED.bind(code=kind.code) for kind in ended},
    }
    problem = problems.get(refused.code)
    return TEMPLATES_STOPPED.because(problem=problem) if problem else refused


def _invoice(book: Path, content: PlainData) -> Document:
    from pyxl.app.attached_files import with_contents
    from pyxl.invoicing.einvoice_output import embedded_xml
    from pyxl.invoicing.letter import invoice_document
    from pyxl.invoicing.model import Invoice
    from pyxl.invoicing.sender import letterhead_of

    invoice = with_contents(from_plain(Invoice, content["invoice"]), book)
    facts: dict[str, object] = content["letterhead"]
    letterhead = letterhead_of(invoice.issuer.name, facts, _logo(book, str(facts["logo"])))
    return replace(invoice_document(invoice, letterhead), einvoice=embedded_xml(invoice, content))


def _mail_text(_: Path, content: PlainData) -> Document:
    from pyxl.invoicing.mail import mail_document

    return mail_document(content)


def _paper(book: Path, content: PlainData) -> Document:
    from pyxl.deliveries.papers import paper_document, read_paper
    from pyxl.invoicing.sender import letterhead_of

    paper = read_paper(content)
    facts: dict[str, object] = content["letterhead"]
    return paper_document(paper, letterhead_of(paper.sender.name, facts, _logo(book, str(facts["logo"]))))


def _notice_text(_: Path, content: PlainData) -> Document:
    from pyxl.deliveries.notices import notice_document

    return notice_document(content)


def _dunning(book: Path, content: PlainData) -> Document:
    from pyxl.dunning.letter import dunning_document
    from pyxl.dunning.model import DunningLetter
    from pyxl.invoicing.sender import letterhead_of

    letter = from_plain(DunningLetter, content["letter"])
    facts: dict[str, object] = content["letterhead"]
    return dunning_document(letter, letterhead_of(letter.seller.name, facts, _logo(book, str(facts["logo"]))))


def _statement(book: Path, content: PlainData) -> Document:
    from pyxl.dunning.statement_letter import StatementOfAccount, statement_document
    from pyxl.invoicing.sender import letterhead_of

    statement = from_plain(StatementOfAccount, content["statement"])
    facts: dict[str, object] = content["letterhead"]
    letterhead = letterhead_of(statement.seller.name, facts, _logo(book, str(facts["logo"])))
    return statement_document(statement, letterhead)


def _case_letter(book: Path, content: PlainData) -> Document:
    from pyxl.invoicing.sender import letterhead_of
    from pyxl.service.letters.case_letter import CaseLetter, case_letter_document

    letter = from_plain(CaseLetter, content["letter"])
    facts: dict[str, object] = content["letterhead"]
    return case_letter_document(letter, letterhead_of(letter.seller.name, facts, _logo(book, str(facts["logo"]))))


def _customer_file(_: Path, content: PlainData) -> Document:
    from pyxl.service.customer_files.page import customer_file_document

    return customer_file_document(content)


def _report_page(_: Path, content: PlainData) -> Document:
    from pyxl.reporting.page import html_document

    return html_document(content)


def _report_pdf(_: Path, content: PlainData) -> Document:
    from pyxl.reporting.page import pdf_document

    return pdf_document(content)


def _dunning_mail_text(_: Path, content: PlainData) -> Document:
    from pyxl.dunning.mail import dunning_mail

    return dunning_mail(content)


def _statement_mail_text(_: Path, content: PlainData) -> Document:
    from pyxl.dunning.mail import statement_mail

    return statement_mail(content)


def _xrechnung(book: Path, content: PlainData) -> bytes:
    from pyxl.app.attached_files import with_contents
    from pyxl.invoicing.einvoice_output import xrechnung_file
    from pyxl.invoicing.model import Invoice

    return xrechnung_file(with_contents(from_plain(Invoice, content["invoice"]), book))


def _pain008(_: Path, content: PlainData) -> bytes:
    from pyxl.receivables.batch_posting import batch_file

    return batch_file(content)


def _agency_list(_: Path, content: PlainData) -> bytes:
    from pyxl.dunning.agency_file import claims_list

    return claims_list(content)


def _payment_list(_: Path, content: PlainData) -> Document:
    from pyxl.payables.payment_document import payment_list_document

    return payment_list_document(content)


def _pain001(_: Path, content: PlainData) -> bytes:
    from pyxl.payables.payment_posting import payment_file

    return payment_file(content)


LOGO_LIMIT = 2_000_000
LOGO_MISSING = RefusalKind(
    "E_LOGO",
    Text("The logo {name} of the settings cannot be read.", "Das Logo {name} aus den Einstellungen ist nicht lesbar."),
    Text(
        "Put a PNG, JPG or SVG of at most 2 MB beside the workbook, or empty the setting.",
        "Eine PNG-, JPG- oder SVG-Datei bis 2 MB neben die Mappe legen oder die Einstellung leeren.",
    ),
)


def _logo(book: Path, name: str) -> bytes:
    """The logo beside the workbook; a path that leads elsewhere is none of ours."""
    if not name:
        return b""
    path = book.parent / Path(name).name
    try:
        if path.is_symlink() or path.stat().st_size > LOGO_LIMIT:
            raise LOGO_MISSING.because(name=name)
        return path.read_bytes()
    except OSError:
        raise LOGO_MISSING.because(name=name) from None


def _order_form(book: Path, content: PlainData) -> bytes:
    """Made by a host, which alone knows a spreadsheet library; the content is plain data by now, nobody's file."""
    module, name = FORM_MAKER.split(":")
    make: Callable[[PlainData], bytes] = getattr(import_module(module), name)
    return make(content)


FORM_MAKER = "pyxl.hosts.new_book.order_form:render_order_form"
PAPERS = ("order-confirmation", "pick-list", "delivery-note", "purchase-order", "return-slip", "debit-note")
"""The papers of goods; each has a template of its own."""
DOCUMENT_KINDS: dict[str, Callable[[Path, PlainData], Document]] = {
    "invoice": _invoice,
    EMAIL: _mail_text,
    NOTICE: _notice_text,
    **dict.fromkeys(PAPERS, _paper),
    "dunning": _dunning,
    "statement": _statement,
    DUNNING_EMAIL: _dunning_mail_text,
    STATEMENT_EMAIL: _statement_mail_text,
    "payment-list": _payment_list,
    "customer-file": _customer_file,
    "case-letter": _case_letter,
    "report": _report_pdf,
    "report-page": _report_page,
}
"""How the content of each kind of document becomes a page, or the text of a mail."""
FILE_KINDS: dict[str, Callable[[Path, PlainData], bytes]] = {
    "xrechnung": _xrechnung,
    "pain.008": _pain008,
    "pain.001": _pain001,
    AGENCY_FILE: _agency_list,
    FORM_KIND: _order_form,
}
"""Documents that are files for machines and never printed."""
