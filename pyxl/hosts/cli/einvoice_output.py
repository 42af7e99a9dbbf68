"""What check-einvoice shows: for people a few lines a file, for scripts one JSON object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pyxl.app.einvoice_files import Looked, View
from pyxl.app.inputs import file_name
from pyxl.core.labels import Counted, Label, Language, Text, show, show_decimal
from pyxl.einvoices.checking import CheckedFile, EInvoiceFinding
from pyxl.einvoices.entries import shortened
from pyxl.einvoices.view import source_of, title_of, verdict_of
from pyxl.formats.en16931.invoice import EInvoice
from pyxl.hosts.cli.output import COLOURS, complain, console, empty_object, print_object, refusal_object, say

if TYPE_CHECKING:
    from rich.console import Console

ACTION = "check-einvoice"
KIND = "einvoice-view"
SELLER, BUYER = Label("Seller", "Verkäufer"), Label("Buyer", "Käufer")
DATED = Text("{title} of {date}", "{title} vom {date}")
TOTALS = Text(
    "Net {net}, VAT {vat}, gross {gross}, due {due} {currency}",
    "Netto {net}, USt {vat}, brutto {gross}, zu zahlen {due} {currency}",
)
BY = Text(" by {date}", " bis {date}")
SUMMARY = Text(
    "{files} checked: {valid} valid, {not_valid} not valid, {refused} refused.",
    "{files} geprüft: {valid} gültig, {not_valid} nicht gültig, {refused} abgelehnt.",
)
ONE_FILE, FILES = Label("file", "Datei"), Label("files", "Dateien")


def print_looked(looked: Sequence[Looked], language: Language) -> None:
    """Every file for a person: verdict, what it is, what is wrong, and where its view lies."""
    out = console()
    for each in looked:
        if each.checked:
            _print_checked(out, file_name(each.path), each.checked, language)
        if each.refused:
            complain(f"{file_name(each.path)}: {each.refused.code}: {each.refused.text(language)}")
        for view in each.views:
            say(out, f"  {view.path}", "dim")
    if len(looked) > 1:
        say(out, _summary(looked, language), "bold")


def _print_checked(out: Console, name: str, checked: CheckedFile, language: Language) -> None:
    say(out, f"{name}: {verdict_of(checked, language)}", "green" if checked.is_valid else "red")
    for line in _facts(checked, language):
        say(out, f"  {line}")
    for found in checked.findings:
        say(out, f"  {found.severity.label.text(language)} {found.code}", COLOURS[found.severity], end=" ")
        say(out, _told(found, language))


def _facts(checked: CheckedFile, language: Language) -> Iterator[str]:
    invoice, totals = checked.invoice, checked.invoice.totals
    date = show(invoice.issue_date, language)
    title = DATED.render(language, title=title_of(invoice, language), date=date)
    yield f"{title} ({source_of(checked, language)})"
    for label, party in ((SELLER, invoice.seller), (BUYER, invoice.buyer)):
        yield f"{label.text(language)}: {shortened(party.name) or '–'}"
    figures = {
        name: "–" if amount is None else show_decimal(amount, language)
        for name, amount in (
            ("net", totals.net),
            ("vat", totals.vat),
            ("gross", totals.gross),
            ("due", totals.due),
        )
    }
    due_by = BY.render(language, date=invoice.due_date) if invoice.due_date else ""
    yield TOTALS.render(language, currency=shortened(invoice.currency), **figures) + due_by


def _told(found: EInvoiceFinding, language: Language) -> str:
    return shortened(f"{found.sentence.text(language)} {found.advice.text(language)}")


def _summary(looked: Sequence[Looked], language: Language) -> str:
    counts = {name: value for name, value in _counts(looked).items() if name != "files"}
    return SUMMARY.render(language, files=Counted(len(looked), ONE_FILE, FILES), **counts)


def _counts(looked: Sequence[Looked]) -> dict[str, int]:
    valid = sum(each.is_valid for each in looked)
    read = sum(each.checked is not None for each in looked)
    return {"files": len(looked), "valid": valid, "not_valid": read - valid, "refused": len(looked) - read}


def print_looked_json(looked: Sequence[Looked], language: Language) -> None:
    """The object of the contract; `einvoices` has one entry for each file, `refused` is the first refusal."""
    views = [(each, view) for each in looked for view in each.views]
    refused = next((each.refused for each in looked if each.refused), None)
    print_object(
        empty_object(ACTION)
        | {
            "applied": bool(views),
            "summary": {"text": _summary(looked, language), **_counts(looked)},
            "findings": [found for each in looked for found in _findings(each, language)],
            "documents": [_document(each, view) for each, view in views],
            "refused": refusal_object(refused, language) if refused else None,
            "einvoices": [_einvoice(each, language) for each in looked],
        }
    )


def _einvoice(looked: Looked, language: Language) -> dict[str, Any]:
    refused = refusal_object(looked.refused, language) if looked.refused else None
    head = {"file": file_name(looked.path), "valid": looked.is_valid, "refused": refused}
    return head | _einvoice_facts(looked.checked) if looked.checked else head


def _einvoice_facts(checked: CheckedFile) -> dict[str, Any]:
    invoice, totals = checked.invoice, checked.invoice.totals
    return {
        "syntax": checked.syntax.value,
        "profile": checked.profile.value,
        "embedded_as": checked.embedded_as,
        "specification": shortened(invoice.specification),
        "type_code": shortened(invoice.type_code),
        "number": shortened(invoice.number),
        "issue_date": _iso(invoice, "issue_date"),
        "due_date": _iso(invoice, "due_date"),
        "seller": shortened(invoice.seller.name),
        "buyer": shortened(invoice.buyer.name),
        "currency": shortened(invoice.currency),
        "net": _figure(totals.net),
        "vat": _figure(totals.vat),
        "gross": _figure(totals.gross),
        "due": _figure(totals.due),
        "attachments": [file.filename for file in checked.attachments],
    }


def _iso(invoice: EInvoice, name: str) -> str | None:
    day = getattr(invoice, name)
    return day.isoformat() if day else None


def _figure(amount: Decimal | None) -> str | None:
    return None if amount is None else format(amount, "f")


def _findings(looked: Looked, language: Language) -> Iterator[dict[str, Any]]:
    """A finding of the contract: no tab or row, but the file, the business term and the line."""
    for found in looked.checked.findings if looked.checked else ():
        yield {
            "code": found.code,
            "severity": str(found.severity),
            "tab": "",
            "row": None,
            "column": found.term,
            "key": shortened(found.line),
            "cell": "",
            "file": file_name(looked.path),
            "message": shortened(found.sentence.text(language)),
            "hint": shortened(found.advice.text(language)),
        }


def _document(looked: Looked, view: View) -> dict[str, str]:
    number = shortened(looked.checked.invoice.number) if looked.checked else ""
    return {"kind": KIND, "number": number, "path": str(view.path), "sha256": view.sha256}
