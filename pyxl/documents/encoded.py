"""Rendering in the limited child process: its result travels as text, so the PDFs come in Base64."""

from __future__ import annotations

from base64 import b64encode

from pyxl.core.plain import Plain
from pyxl.documents.rendering import render_document


def render_encoded(*blobs: bytes, job: Plain) -> list[str]:
    """The PDFs of a batch in Base64, in order. Raises Refused (E_TEMPLATE) with file and line."""
    return [b64encode(pdf).decode("ascii") for pdf in render_document(job, blobs)]
