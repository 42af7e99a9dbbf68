"""Documents as PDF/A-3b: templates in Jinja2, typeset by Typst, the same bytes for the same data on every machine."""

from __future__ import annotations

from pyxl.documents.letterhead import Letter, Letterhead, letter_assets, letter_context
from pyxl.documents.rendering import Document, as_job, render, render_all, render_document
from pyxl.documents.templates import Templates, read_templates, shipped_templates, view_templates

__all__ = [
    "Document",
    "Letter",
    "Letterhead",
    "Templates",
    "as_job",
    "letter_assets",
    "letter_context",
    "read_templates",
    "render",
    "render_all",
    "render_document",
    "shipped_templates",
    "view_templates",
]
