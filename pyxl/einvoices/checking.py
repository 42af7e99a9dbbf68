"""A file that calls itself an e-invoice: what it is, and every rule it breaks, each with what to do.

>>> from pyxl.formats.en16931.cii import write_cii
>>> checked = check_file(write_cii(EInvoice(number="RE-1", specification="urn:cen.eu:en16931:2017")))
>>> checked.invoice.number, checked.is_valid, checked.findings[0].code
('RE-1', False, 'BR-03')
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from pyxl.core.findings import Severity
from pyxl.core.labels import Sentence, Text
from pyxl.formats.en16931.checking import check_reading
from pyxl.formats.en16931.files import EInvoiceFile, read_einvoice_file
from pyxl.formats.en16931.invoice import EInvoice
from pyxl.formats.en16931.profiles import Profile, profile_of
from pyxl.formats.en16931.reading import Reading, Syntax
from pyxl.formats.pdf_text import shows_amount

FINDINGS_MAX: Final = 500
"""Nobody reads more; a hostile file could give a million."""
LINES_MAX: Final = 1_000
"""Lines that are handed on to be shown; all of them are checked."""
_PATHS_MAX: Final = 8


@dataclass(frozen=True, slots=True)
class EInvoiceFinding:
    """A broken rule, or something that is worth knowing."""

    code: str
    """The official id of the rule; `PYXL-` where the finding is ours."""
    severity: Severity
    term: str
    """The business term to look at; empty where it is about the file."""
    line: str
    """BT-126 of the line it is in."""
    sentence: Sentence
    advice: Sentence


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file inside the XML. It is listed; pyxl neither opens nor writes it."""

    reference: str
    filename: str
    mime_type: str
    size: int


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """All that is known about one file; the invoice comes without the contents of its attachments."""

    invoice: EInvoice
    """With its first thousand lines."""
    line_count: int
    syntax: Syntax
    profile: Profile
    embedded_as: str
    """The name of the XML inside a PDF; empty for an XML file."""
    attachments: tuple[AttachedFile, ...]
    findings: tuple[EInvoiceFinding, ...]

    @property
    def is_valid(self) -> bool:
        """Whether no rule is broken that makes it no valid invoice."""
        return not any(found.severity is Severity.ERROR for found in self.findings)


_ASK = Text("Ask the sender which amount counts.", "Den Absender fragen, welcher Betrag gilt.")
_LOOK = Text("Compare the page with the view of the XML.", "Das Blatt mit der Ansicht des XML vergleichen.")
_MISMATCH = Text(
    "The XML asks for {amount} {currency}; this amount is not on the pages of the PDF.",
    "Das XML verlangt {amount} {currency}; dieser Betrag steht nicht auf den Seiten des PDF.",
)
_NO_TEXT = Text(
    "The pages of the PDF have no readable text; its amounts could not be compared with the XML.",
    "Die Seiten des PDF haben keinen lesbaren Text; ihre Beträge ließen sich nicht mit dem XML vergleichen.",
)
_UNREAD = Text(
    "{count} entries are no terms of EN 16931 and are not shown: {paths}.",
    "{count} Angaben sind keine Begriffe der EN 16931 und werden nicht gezeigt: {paths}.",
)
_UNREAD_STEP = Text("Open the XML if you need them.", "Bei Bedarf das XML selbst ansehen.")
_ACTIVE_STEP = Text("Delete the file if you do not know the sender.", "Bei unbekanntem Absender die Datei löschen.")
_MORE = Text("There are {count} more findings.", "Es gibt {count} weitere Befunde.")
_MORE_STEP = Text("Ask the sender for a new invoice.", "Den Absender um eine neue Rechnung bitten.")


def check_file(data: bytes) -> CheckedFile:
    """What the file holds and which rules it breaks. Refused: what `read_einvoice_file` refuses.

    Files from outside are read in the isolated child process of `pyxl.app`, under the name `check_einvoice_file`.
    """
    file = read_einvoice_file(data)
    reading = file.reading
    return CheckedFile(
        invoice=_to_show(reading.invoice),
        line_count=len(reading.invoice.lines),
        syntax=reading.syntax,
        profile=profile_of(reading.invoice.specification),
        embedded_as=file.embedded_as,
        attachments=tuple(_attachments(reading.invoice)),
        findings=_first(_findings(file)),
    )


def compared_with_page(checked: CheckedFile, text: str) -> CheckedFile:
    """With a warning where the text of the PDF's pages says another amount than the XML (SAFETY A24).

    A warning, no error: a page may be a picture, and its text may be drawn in pieces.
    """
    gross = checked.invoice.totals.gross
    if not checked.embedded_as or gross is None:
        return checked
    if not text.strip():
        found = _own("PYXL-PDF-2", Severity.INFO, "", _NO_TEXT.bind(), _LOOK.bind())
    elif shows_amount(text, gross):
        return checked
    else:
        facts = {"amount": gross, "currency": checked.invoice.currency}
        found = _own("PYXL-PDF-1", Severity.WARNING, "BT-112", _MISMATCH.bind(**facts), _ASK.bind())
    return replace(checked, findings=(*checked.findings, found))


def _findings(file: EInvoiceFile) -> Iterator[EInvoiceFinding]:
    for found in check_reading(file.reading):
        yield EInvoiceFinding(
            found.code, found.rule.severity, found.rule.term, found.line, found.sentence, found.advice
        )
    yield from (_own("PYXL-PDF-3", Severity.WARNING, "", note, _ACTIVE_STEP.bind()) for note in file.notes)
    yield from _unread(file.reading)


def _unread(reading: Reading) -> Iterator[EInvoiceFinding]:
    paths = tuple(dict.fromkeys(_end_of(path) for path in reading.unread))
    if not paths:
        return
    shown = (*paths[:_PATHS_MAX], "…") if len(paths) > _PATHS_MAX else paths
    yield _own(
        "PYXL-READ-3",
        Severity.INFO,
        "",
        _UNREAD.bind(count=len(reading.unread), paths=shown),
        _UNREAD_STEP.bind(),
    )


def _end_of(path: str) -> str:
    return "/".join(path.split("/")[-2:])[:120]


def _first(findings: Iterator[EInvoiceFinding]) -> tuple[EInvoiceFinding, ...]:
    """Errors first, and no more than anybody reads."""
    ordered = sorted(findings, key=lambda found: list(Severity).index(found.severity))
    more = len(ordered) - FINDINGS_MAX
    if more <= 0:
        return tuple(ordered)
    last = _own("PYXL-READ-4", Severity.INFO, "", _MORE.bind(count=more), _MORE_STEP.bind())
    return (*ordered[:FINDINGS_MAX], last)


def _own(code: str, severity: Severity, term: str, sentence: Sentence, advice: Sentence) -> EInvoiceFinding:
    return EInvoiceFinding(code, severity, term, "", sentence, advice)


def _attachments(invoice: EInvoice) -> Iterator[AttachedFile]:
    for each in invoice.documents:
        if each.attachment:
            file = each.attachment
            yield AttachedFile(each.reference, file.filename, file.mime_type, len(file.content))


def _to_show(invoice: EInvoice) -> EInvoice:
    documents = tuple(
        replace(each, attachment=replace(each.attachment, content=b"") if each.attachment else None)
        for each in invoice.documents
    )
    return replace(invoice, documents=documents, lines=invoice.lines[:LINES_MAX])
