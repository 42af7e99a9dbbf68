"""E-invoices from outside: every file is read, checked and drawn in a child process with limits; nothing of it runs.

No workbook is needed; the view is the only thing that is ever written, and only where it was asked for.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyxl.app.inputs import file_name, read_limited
from pyxl.app.isolation.isolation import Limits, call_isolated
from pyxl.core.durable_files import write_durably
from pyxl.core.labels import Language, Text
from pyxl.core.refusal import RefusalKind, Refused
from pyxl.einvoices.checking import CheckedFile, compared_with_page
from pyxl.invoicing.posting import slug

READING: Final = Limits(seconds=4, memory_mb=512, wall_seconds=7)
"""A thousand lines take half a second. The clock on the wall counts too: a person waits before the screen."""
PAGES: Final = Limits(seconds=3, memory_mb=512, wall_seconds=5)
DRAWING: Final = Limits(seconds=10, memory_mb=512)
VIEW_EXISTS = RefusalKind(
    "E_VIEW_EXISTS",
    Text("{name} is there already and is another file.", "{name} gibt es schon, und es ist eine andere Datei."),
    Text(
        "Choose another folder, or add --overwrite.",
        "Einen anderen Ordner wählen oder --overwrite angeben.",
    ),
)
VIEW_UNWRITABLE = RefusalKind(
    "E_VIEW_UNWRITABLE",
    Text("The view {name} cannot be written: {problem}.", "Die Ansicht {name} lässt sich nicht schreiben: {problem}."),
    Text("Choose a folder you may write to.", "Einen Ordner wählen, in den Sie schreiben dürfen."),
)


@dataclass(frozen=True, slots=True)
class View:
    """A view that lies where it was wanted."""

    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class Looked:
    """One file: what it is and where its view lies; or why it, or its view, was refused."""

    path: Path
    checked: CheckedFile | None = None
    views: tuple[View, ...] = ()
    refused: Refused | None = None

    @property
    def is_valid(self) -> bool:
        """Whether it is a valid e-invoice."""
        return self.checked is not None and self.checked.is_valid


def look(path: Path, folder: Path | None, language: Language, *, overwrite: bool = False) -> Looked:
    """Checks one file and writes its view where one was asked for; a file that is refused keeps no other one back."""
    checked: CheckedFile | None = None
    try:
        checked = check_einvoice(path)
        if folder is None:
            return Looked(path, checked)
        views = write_views(folder, draw_views(checked, path, language), overwrite=overwrite)
    except Refused as refused:
        return Looked(path, checked, refused=refused)
    return Looked(path, checked, views)


def check_einvoice(path: Path) -> CheckedFile:
    """What the file holds and which rules it breaks. Refused: what cannot be read as an e-invoice at all."""
    return check_einvoice_data(read_limited(path))


def check_einvoice_data(data: bytes) -> CheckedFile:
    """The same for the bytes of a file."""
    checked = call_isolated(CheckedFile, "check_einvoice_file", {}, [data], READING)
    return compared_with_page(checked, _page_text(data)) if checked.embedded_as else checked


def _page_text(data: bytes) -> str:
    """A page that is too much for the reader has no text; the e-invoice inside is whole all the same."""
    try:
        return call_isolated(str, "read_pdf_text", {}, [data], PAGES)
    except Refused:
        return ""


def draw_views(checked: CheckedFile, path: Path, language: Language) -> dict[str, bytes]:
    """The HTML page and the PDF by file name. Refused E_TOO_SLOW and the like where an invoice is too large for it."""
    from pyxl.documents import as_job, view_templates
    from pyxl.einvoices.view import view_documents

    name = slug(file_name(path))
    job, blobs = as_job(view_documents(checked, file_name(path), language), view_templates())
    html, pdf = call_isolated(list[str], "render_documents", {"job": job}, blobs, DRAWING)
    return {f"{name}.html": b64decode(html), f"{name}.pdf": b64decode(pdf)}


def write_views(folder: Path, views: Mapping[str, bytes], *, overwrite: bool) -> tuple[View, ...]:
    """The views in that folder. Refused E_VIEW_EXISTS before anything is written over that was not asked for."""
    targets = {folder / name: data for name, data in views.items()}
    try:
        folder.mkdir(exist_ok=True)
        same = {path for path, data in targets.items() if path.is_file() and path.read_bytes() == data}
        for path in targets:
            if path.exists() and path not in same and not overwrite:
                raise VIEW_EXISTS.because(name=path.name)
        for path, data in targets.items():
            if path not in same:
                write_durably(path, data)
    except OSError as error:
        raise VIEW_UNWRITABLE.because(name=str(folder), problem=error.strerror or str(error)) from None
    return tuple(View(path, hashlib.sha256(data).hexdigest()) for path, data in targets.items())
