"""An e-invoice to be read by people: one HTML file and one PDF of the same content.

Everything is text by the time a template sees it; the template only decides how it looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Any, Final

from pyxl.core.labels import Counted, Language
from pyxl.documents.rendering import Document
from pyxl.einvoices import words as w
from pyxl.einvoices.checking import LINES_MAX, CheckedFile, EInvoiceFinding
from pyxl.einvoices.entries import Entry, entries, shortened, shown_value
from pyxl.einvoices.terms_shown import (
    ATTRIBUTE,
    HEAD,
    LINE_ALLOWANCE,
    LINE_CHARGE,
    LINE_COLUMNS,
    LINE_DETAILS,
    PARTIES,
    PARTS,
    TOTALS,
    VAT_GROUP,
    Part,
    Terms,
)
from pyxl.formats.en16931.code_words import code_word
from pyxl.formats.en16931.invoice import EInvoice
from pyxl.formats.en16931.lines import EInvoiceLine
from pyxl.formats.en16931.nodes import value_at
from pyxl.formats.en16931.terms import term_name

HTML_TEMPLATE: Final = "einvoice_view.html.j2"
PDF_TEMPLATE: Final = "einvoice_view.typ.j2"
_OLDEST = date(1990, 1, 1)
_GROUP_COLUMNS: Final[Terms] = VAT_GROUP[:4]


def view_documents(checked: CheckedFile, file: str, language: Language) -> tuple[Document, Document]:
    """The HTML page and the PDF: same file, same bytes."""
    context = view_context(checked, file, language)
    day = checked.invoice.issue_date
    issued_on = day if day and _OLDEST <= day < date(2100, 1, 1) else _OLDEST
    html, pdf = (
        Document(template=template, context=context, language=language, issued_on=issued_on)
        for template in (HTML_TEMPLATE, PDF_TEMPLATE)
    )
    return html, pdf


def view_context(checked: CheckedFile, file: str, language: Language) -> dict[str, Any]:
    """What both templates show."""
    invoice = checked.invoice
    more = checked.line_count - len(invoice.lines)
    return {
        "words": {name: label.text(language) for name, label in w.WORDS.items()},
        "title": title_of(invoice, language),
        "file": shortened(file),
        "source": source_of(checked, language),
        "is_valid": checked.is_valid,
        "verdict": verdict_of(checked, language),
        "findings": tuple(_finding(found, language) for found in checked.findings),
        "head": entries(invoice, HEAD, language),
        "parties": tuple(_part(part, getattr(invoice, part.where), language) for part in PARTIES),
        "line_columns": _columns(LINE_COLUMNS, language),
        "lines": tuple(_line(line, language) for line in invoice.lines),
        "more_lines": w.MORE_LINES.render(language, count=more) if more else "",
        "totals": entries(invoice.totals, TOTALS, language),
        "currency": shortened(invoice.currency),
        "vat_columns": _columns(_GROUP_COLUMNS, language),
        "vat_groups": tuple(_vat_groups(invoice, language)),
        "parts": tuple(_parts(invoice, language)),
        "attachments": tuple(_attachments(checked, language)),
    }


def title_of(invoice: EInvoice, language: Language) -> str:
    """`Rechnung RE-1`."""
    kind = code_word("BT-3", invoice.type_code) or w.INVOICE
    return shortened(f"{kind.text(language)} {invoice.number}".strip())


def source_of(checked: CheckedFile, language: Language) -> str:
    """How the e-invoice is written, and where it was found."""
    syntax = checked.syntax.value
    if checked.embedded_as:
        return w.IN_PDF.render(language, syntax=syntax, name=checked.embedded_as)
    return w.AS_XML.render(language, syntax=syntax)


def verdict_of(checked: CheckedFile, language: Language) -> str:
    """One sentence: valid or not, and how many rules it breaks."""
    profile = checked.profile.value
    if checked.is_valid:
        return w.IS_VALID.render(language, profile=profile)
    errors = sum(found.severity.value == "error" for found in checked.findings)
    return w.IS_NOT_VALID.render(language, profile=profile, errors=Counted(errors, w.ONE_ERROR, w.ERRORS))


def _finding(found: EInvoiceFinding, language: Language) -> dict[str, str]:
    return {
        "code": found.code,
        "kind": found.severity.value,
        "severity": found.severity.label.text(language),
        "message": shortened(found.sentence.text(language)),
        "hint": shortened(found.advice.text(language)),
    }


def _part(part: Part, record: Any, language: Language) -> dict[str, Any]:
    return {"title": part.title.text(language), "entries": entries(record, part.terms, language)}


def _parts(invoice: EInvoice, language: Language) -> Iterator[dict[str, Any]]:
    for part in PARTS:
        value = getattr(invoice, part.where) if part.where else invoice
        for record in (value if isinstance(value, tuple) else (value,))[:LINES_MAX]:
            shown = _part(part, record, language)
            if shown["entries"]:
                yield shown


def _columns(terms: Terms, language: Language) -> tuple[Entry, ...]:
    return tuple({"label": term_name(term).text(language), "id": term} for term, _ in terms)


def _cells(record: Any, terms: Terms, language: Language) -> tuple[str, ...]:
    return tuple(shown_value(term, value_at(record, path), language) for term, path in terms)


def _line(line: EInvoiceLine, language: Language) -> dict[str, Any]:
    groups = ((line.allowances, LINE_ALLOWANCE), (line.charges, LINE_CHARGE), (line.item.attributes, ATTRIBUTE))
    further = (entries(record, terms, language) for records, terms in groups for record in records[:LINES_MAX])
    details = (*entries(line, LINE_DETAILS, language), *chain.from_iterable(further))
    return {"cells": _cells(line, LINE_COLUMNS, language), "details": details}


def _vat_groups(invoice: EInvoice, language: Language) -> Iterator[dict[str, Any]]:
    for group in invoice.vat_breakdown[:LINES_MAX]:
        yield {
            "cells": _cells(group, _GROUP_COLUMNS, language),
            "details": entries(group, VAT_GROUP[4:], language),
        }


def _attachments(checked: CheckedFile, language: Language) -> Iterator[dict[str, str]]:
    for file in checked.attachments[:LINES_MAX]:
        size = f"{file.size} {w.WORDS['bytes'].text(language)}"
        facts = " · ".join(filter(None, (file.reference, file.mime_type, size)))
        yield {"name": shortened(file.filename or "–"), "facts": shortened(facts)}
