"""Fresh forms beside the workbook: for orders with the firm's items as they are now, and for complaints."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyxl.app.desk import Desk
from pyxl.app.inputs import read_settings, read_tab, settings_of
from pyxl.core.durable_files import write_durably
from pyxl.core.labels import Language, Text
from pyxl.core.refusal import RefusalKind
from pyxl.core.schema import schema_of
from pyxl.intake.copies import empty_form
from pyxl.masterdata.items import Item
from pyxl.settings import Settings

FORM_EXISTS = RefusalKind(
    "E_FORM_EXISTS",
    Text("{name} is there already; somebody may have filled it in.", "{name} gibt es schon, vielleicht ausgefüllt."),
    Text(
        "Move it away, or name another file with --to; --overwrite replaces it.",
        "Wegräumen oder mit --to eine andere Datei nennen; --overwrite ersetzt sie.",
    ),
)


@dataclass(frozen=True)
class Form:
    """A form that can be made anew: what its file is called, and how it is built."""

    file_name: str
    build: Callable[[Desk], tuple[bytes, Language]]

    def path(self, book: Path) -> Path:
        """Where it lies: beside the workbook."""
        return book.with_name(self.file_name)

    def write(self, desk: Desk, target: Path, *, overwrite: bool = False) -> Language:
        """Writes it and gives the workbook's language. Refused E_FORM_EXISTS; OSError where it cannot be written."""
        if target.exists() and not overwrite:
            raise FORM_EXISTS.because(name=target.name)
        data, language = self.build(desk)
        write_durably(target, data)
        return language


def _order_form(desk: Desk) -> tuple[bytes, Language]:
    from pyxl.hosts.new_book.order_form import build_order_form

    snapshot = desk.read([schema_of(Item), schema_of(Settings)])
    settings, _ = read_settings(snapshot)
    items = read_tab(snapshot, Item)
    return build_order_form(empty_form(items.rows, settings, snapshot.language)), snapshot.language


def _case_form(desk: Desk) -> tuple[bytes, Language]:
    from pyxl.hosts.new_book.case_form import build_case_form

    language = desk.read([schema_of(Settings)]).language
    return build_case_form(settings_of(desk).company_name, language), language


FORMS: Mapping[str, Form] = {
    "order-form": Form("order_form.xlsx", _order_form),
    "case-form": Form("complaint_form.xlsx", _case_form),
}
"""By the id of the action that makes them."""
