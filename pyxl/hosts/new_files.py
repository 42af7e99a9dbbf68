"""A new workbook on the disk, with the templates laid beside it."""

from __future__ import annotations

from pathlib import Path

from pyxl.app.printing import templates_folder
from pyxl.core.durable_files import write_durably
from pyxl.core.labels import Language

READ_ME = "LIES-MICH.txt", "READ-ME.txt"
TEMPLATE_NOTE = {
    "de": "Dies sind die Vorlagen der Belege. Sie dürfen sie ändern.\n"
    "Eine Vorlage, die Sie löschen, gilt wieder in der Fassung, die pyxl mitbringt.\n",
    "en": "These are the templates of the documents. You may change them.\n"
    "A template that you delete is used again as it comes with pyxl.\n",
}


def write_new_book(book: Path, language: Language, *, demo: bool) -> None:
    """Writes the workbook and its templates folder; with `demo` also the demo firm and its bank files."""
    if demo:
        from pyxl.hosts.demo_files import BOOK_FILE, demo_files, write_files

        files = demo_files(language)
        data = files.pop(BOOK_FILE)
        write_files(book.parent, files)
    else:
        from pyxl.hosts.new_book import build_book

        data = build_book(language)
    _write_whole(book, data)
    _lay_templates(book, language)
    _lay_forms(book)


def _write_whole(path: Path, data: bytes) -> None:
    """Under another name first, so that a crash leaves no half workbook."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_durably(path, data)


def _lay_forms(book: Path) -> None:
    """One that lies there already stays: somebody may have filled it in."""
    from pyxl.hosts.empty_forms import FORMS
    from pyxl.hosts.files import ClosedBook

    for form in FORMS.values():
        path = form.path(book)
        if not path.exists():
            form.write(ClosedBook(book), path)


def _lay_templates(book: Path, language: Language) -> None:
    from pyxl.documents import shipped_templates

    folder = templates_folder(book)
    folder.mkdir(parents=True, exist_ok=True)
    for name, source in shipped_templates().sources.items():
        if not (folder / name).exists():  # One she changed for an earlier workbook of this name stays hers.
            (folder / name).write_text(source, "utf-8")
    name = READ_ME[0] if language == "de" else READ_ME[1]
    (folder / name).write_text(TEMPLATE_NOTE[language], "utf-8")
