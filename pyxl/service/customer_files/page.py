"""A customer's file as a page: the newest of everything, so that it stays one page; the tab has all of it."""

from __future__ import annotations

import re
from types import MappingProxyType

from pyxl.core.labels import Label, Language, Text
from pyxl.core.plain import PlainData, from_plain
from pyxl.documents import Document
from pyxl.documents.filters import amount, long_date, money
from pyxl.documents.letterhead import ACCENT
from pyxl.service.customer_files.dossier import Dossier, Entry
from pyxl.service.customer_files.rows import FileSection

TEMPLATE = "customer_file.typ.j2"
SHOWN = MappingProxyType(
    {"CASES": 8, "ORDERS": 6, "INVOICES": 8, "DELIVERIES": 5, "PAYMENTS": 5, "DUNNING": 4, "PROMISES": 4}
)
"""How many lines of each section fit on the page."""
_TITLE = Label("Customer file", "Kundenakte")
_AS_OF = Text("as of {day}", "Stand {day}")
_MORE = Text("and {count} more in the tab", "und {count} weitere im Blatt")
_NONE = Label("none", "keine")
_LONGEST, _COMPLAINT = 58, 116
"""Letters that fit on one line; a complaint has two."""


def customer_file_document(content: PlainData) -> Document:
    """The page."""
    dossier = from_plain(Dossier, content["dossier"])
    language: Language = "en" if content["language"] == "en" else "de"
    by_section: dict[str, list[Entry]] = {section.name: [] for section in FileSection}
    for entry in dossier.entries:
        by_section[entry.section].append(entry)
    facts: dict[str, object] = content["letterhead"]
    context = {
        "title": f"{_TITLE.text(language)} {dossier.customer_number}",
        "firm": str(content["firm"]),
        "accent": _accent(str(facts["accent"])),
        "day": _AS_OF.render(language, day=long_date(dossier.as_of, language)),
        "lines": tuple(entry.text.text(language) for entry in by_section["CUSTOMER"]),
        "figures": tuple(_figure(entry, language) for entry in by_section["FIGURES"]),
        "sections": tuple(_section(name, by_section[name], language) for name in SHOWN),
    }
    return Document(template=TEMPLATE, context=context, language=language, issued_on=dossier.as_of)


def _accent(found: str) -> str:
    return found if re.fullmatch(r"#[0-9a-fA-F]{6}", found) else ACCENT


def _figure(entry: Entry, language: Language) -> dict[str, str]:
    value = "" if entry.amount is None else money(entry.amount, language)
    return {"label": entry.text.text(language), "value": value}


def _section(name: str, entries: list[Entry], language: Language) -> dict[str, object]:
    more = len(entries) - SHOWN[name]
    return {
        "title": FileSection[name].label.text(language),
        "lines": tuple(_line(entry, language) for entry in entries[: SHOWN[name]]),
        "more": _MORE.render(language, count=more) if more > 0 else "",
        "none": _NONE.text(language),
    }


def _line(entry: Entry, language: Language) -> dict[str, str]:
    text, longest = entry.text.text(language), _COMPLAINT if entry.section == "CASES" else _LONGEST
    value = entry.amount_open or entry.amount
    return {
        "day": long_date(entry.day, language) if entry.day else "",
        "number": entry.number,
        "text": text if len(text) <= longest else f"{text[: longest - 1]}…",
        "due": long_date(entry.due_date, language) if entry.due_date else "",
        "amount": (amount(value, language) if value.currency == "EUR" else money(value, language)) if value else "",
    }
