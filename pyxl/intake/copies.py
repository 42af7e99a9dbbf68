"""The marked copy of a form: what was filled in, and a sentence at each cell that is wrong, in the form's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyxl.core.findings import Finding
from pyxl.core.labels import Language
from pyxl.core.table_file import FileCell
from pyxl.intake.forms import HEAD, ReadForm
from pyxl.masterdata.items import Item
from pyxl.settings import Settings

ITEMS_MOST = 5_000
"""Items in the drop-down of a form."""


@dataclass(frozen=True, slots=True)
class FormItem:
    """An item that can be chosen in a form."""

    number: str
    description: str
    unit: str


@dataclass(frozen=True, slots=True)
class FormMark:
    """A wrong cell: `line` counts the lines from 0, -1 is the head of the form."""

    line: int
    field: str
    sentence: str
    is_error: bool


@dataclass(frozen=True, slots=True)
class FilledForm:
    """All that a form is made of, empty or filled in."""

    language: Language
    company_name: str
    items: tuple[FormItem, ...]
    head: Mapping[str, FileCell]
    lines: tuple[Mapping[str, FileCell], ...]
    marks: tuple[FormMark, ...]


def empty_form(items: Sequence[Item], settings: Settings, language: Language) -> FilledForm:
    """A form to be filled in."""
    return FilledForm(language, settings.company_name, form_items(items, language), {}, (), ())


def form_items(items: Sequence[Item], language: Language) -> tuple[FormItem, ...]:
    """The items that may be ordered, in the order of the tab."""
    free = [item for item in items if not item.blocked and item.item_number][:ITEMS_MOST]
    return tuple(
        FormItem(item.item_number, (item.description_en if language == "en" else "") or item.description, item.unit)
        for item in free
    )


def marked_copy(form: ReadForm, findings: Sequence[Finding], items: Sequence[Item], settings: Settings) -> FilledForm:
    """The form as it was filled in, with these findings at their cells. It is made anew, from the firm's own template:

    nothing of the file that came in, such as a macro or a link, goes back to anybody.
    """
    places = {row: place for place, (row, _) in enumerate(form.lines)}
    marks = []
    for finding in findings:
        field, row = finding.cell.column or "", finding.cell.row or 0
        line = -1 if field in HEAD.by_name else places.get(row, -1)
        known = field if line >= 0 or field in HEAD.by_name else HEAD.key
        sentence = f"{finding.message(form.language)} {finding.hint(form.language)}"
        marks.append(FormMark(line, known, sentence, finding.is_error))
    lines = tuple(cells for _, cells in form.lines)
    return FilledForm(
        form.language, settings.company_name, form_items(items, form.language), form.head, lines, tuple(marks)
    )
