"""A fresh order form beside the workbook, with the items of the firm as they are now."""

from __future__ import annotations

from pathlib import Path

from pyxl.app.desk import Desk
from pyxl.app.inputs import read_settings, read_tab
from pyxl.core.durable_files import write_durably
from pyxl.core.labels import Language, Text
from pyxl.core.refusal import RefusalKind
from pyxl.core.schema import schema_of
from pyxl.intake.copies import empty_form
from pyxl.masterdata import Item
from pyxl.settings import Settings

FORM_FILE = "order_form.xlsx"
FORM_EXISTS = RefusalKind(
    "E_FORM_EXISTS",
    Text("{name} is there already; somebody may have filled it in.", "{name} gibt es schon, vielleicht ausgefüllt."),
    Text(
        "Move it away, or name another file with --to; --overwrite replaces it.",
        "Wegräumen oder mit --to eine andere Datei nennen; --overwrite ersetzt sie.",
    ),
)


def form_path(book: Path) -> Path:
    """Where the form lies: beside the workbook."""
    return book.with_name(FORM_FILE)


def write_order_form(desk: Desk, target: Path, *, overwrite: bool = False) -> Language:
    """Writes the form and gives the workbook's language. Refused E_FORM_EXISTS; OSError where it cannot be written."""
    if target.exists() and not overwrite:
        raise FORM_EXISTS.because(name=target.name)
    from pyxl.hosts.new_book.order_form import build_order_form

    snapshot = desk.read([schema_of(Item), schema_of(Settings)])
    settings, _ = read_settings(snapshot)
    items = read_tab(snapshot, Item)
    write_durably(target, build_order_form(empty_form(items.rows, settings, snapshot.language)))
    return snapshot.language
