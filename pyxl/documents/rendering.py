"""From template and data to a PDF.

Templates that are exactly the shipped ones (`Templates.is_shipped`) may be rendered in this process. Templates that
the user changed are foreign code in a sandbox: a loop in one could run for hours. Those are rendered through the
isolation of `pyxl.app`, which runs `render_document` in a child process with limits of 10 seconds and 512 MB, without
network and without writing; `as_job` makes its arguments.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any

from pyxl.core.labels import LANGUAGES, Language, Sentence
from pyxl.core.plain import from_plain, to_plain
from pyxl.core.refusal import Refused
from pyxl.documents.hybrid import ATTACH, XML_NAME, with_hybrid_metadata
from pyxl.documents.refusals import NO_TEMPLATE, PICTURE, broken
from pyxl.documents.templates import Kind, Templates, kind_of, shipped_templates
from pyxl.documents.typesetting import Typesetter, TypesettingError, font_folder, typesetter


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Everything one document is made of: same document, same templates, same bytes."""

    template: str
    """Name of the template, for instance `invoice.typ.j2`."""
    context: Mapping[str, Any]
    """What the template sees: text, int, bool, Decimal, date, Money, and tuples and mappings of these."""
    language: Language
    issued_on: date
    """The date in the file's metadata."""
    assets: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    """Pictures as SVG by file name: `logo.svg` (`pictures.as_svg` makes one of a PNG or JPEG)."""
    einvoice: bytes = b""
    """The XML to embed: the document becomes a ZUGFeRD invoice."""


def render(
    template: str,
    context: Mapping[str, Any],
    language: Language,
    issued_on: date,
    assets: Mapping[str, bytes],
    templates: Templates | None = None,
) -> bytes:
    """One document as PDF/A-3b, in this process. Raises Refused (E_TEMPLATE) with file and line."""
    document = Document(template=template, context=context, language=language, issued_on=issued_on, assets=assets)
    return render_all([document], templates)[0]


def render_all(documents: Sequence[Document], templates: Templates | None = None) -> list[bytes]:
    """Documents as PDF/A-3b or text in this process, one compiler for all. Raises Refused (E_TEMPLATE) with line."""
    chosen, compiler = templates or shipped_templates(), typesetter(font_folder())
    return [_render(document, chosen, compiler) for document in documents]


def as_job(documents: Sequence[Document], templates: Templates) -> tuple[dict[str, Any], list[bytes]]:
    """Arguments and blobs of `render_document` for these documents: plain data, and the bytes of each picture once.

    The fonts are laid into a folder here, because the child may read but not write.
    """
    blobs: dict[bytes, int] = {}
    orders = [
        {
            "template": document.template,
            "context": to_plain(document.context, object),
            "language": document.language,
            "issued_on": document.issued_on.isoformat(),
            "assets": {name: blobs.setdefault(content, len(blobs)) for name, content in document.assets.items()},
            "einvoice": blobs.setdefault(document.einvoice, len(blobs)) if document.einvoice else None,
        }
        for document in documents
    ]
    return {"templates": templates.sources, "documents": orders, "fonts": str(font_folder())}, list(blobs)


def render_document(arguments: Mapping[str, Any], blobs: Sequence[bytes]) -> list[bytes]:
    """The PDFs of a batch, in order: what the limited child process runs, with what `as_job` made.

    Raises Refused (E_TEMPLATE) with file and line.
    """
    templates, compiler = Templates.of(arguments["templates"]), typesetter(Path(arguments["fonts"]))
    return [_render(_ordered(order, blobs), templates, compiler) for order in arguments["documents"]]


def _ordered(order: Mapping[str, Any], blobs: Sequence[bytes]) -> Document:
    return Document(
        template=order["template"],
        context=from_plain(object, order["context"]),  # type: ignore[arg-type]
        language=order["language"],
        issued_on=date.fromisoformat(order["issued_on"]),
        assets={name: blobs[index] for name, index in order["assets"].items()},
        einvoice=b"" if order["einvoice"] is None else blobs[order["einvoice"]],
    )


def _render(document: Document, templates: Templates, compiler: Typesetter) -> bytes:
    assert document.language in LANGUAGES, document.language
    source = typst_source(document, templates)
    if kind_of(document.template) is not Kind.TYPST:
        return source.encode("utf-8")
    try:
        if not document.einvoice:
            return compiler.compile(source, document.assets, document.issued_on)
        assets = {**document.assets, XML_NAME: document.einvoice}
        return with_hybrid_metadata(compiler.compile(source + ATTACH, assets, document.issued_on))
    except TypesettingError as error:
        if error.is_picture:
            raise PICTURE.because(problem=error.message) from None
        raise broken(*_template_line(document, templates, error.line), error.message) from None


def typst_source(document: Document, templates: Templates, marked: bool = False) -> str:
    """What the template makes of the data, before Typst; `marked` for tracing. Raises Refused (E_TEMPLATE)."""
    from jinja2 import TemplateNotFound

    from pyxl.documents.environment import environment

    made = environment(templates, marked)
    try:
        return made.get_template(document.template).render({**document.context, "language": document.language})
    except TemplateNotFound as error:
        problem: str | Sentence = NO_TEMPLATE.bind(name=error.name)
        raise broken(*_raised_at(error.__traceback__, document, templates), problem) from None
    except (MemoryError, Refused):
        raise
    except Exception as error:
        place = _raised_at(error.__traceback__, document, templates)
        raise broken(*place, str(error) or type(error).__name__) from error


def _template_line(document: Document, templates: Templates, line: int) -> tuple[str, int]:
    """The template file and line that wrote this line of the generated source: it is generated again, with marks."""
    from pyxl.documents.environment import MARK

    reached, place = 1, (document.template, 1)
    parts = MARK.split(typst_source(document, templates, marked=True))
    for file, start, text in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        if text.strip():
            place = (file, int(start) + min(line - reached, text.count("\n")))
        reached += text.count("\n")
        if reached > line or (reached == line and not text.endswith("\n")):
            break
    return place


def _raised_at(trace: TracebackType | None, document: Document, templates: Templates) -> tuple[str, int]:
    """File and line of the last template in a traceback; Jinja2 has put the templates' own lines into it."""
    place = (document.template, 1)
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in templates.sources:
            place = (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return place
