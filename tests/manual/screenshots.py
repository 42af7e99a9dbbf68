"""The pictures of the manual: the demo firm's workbook after its month, in a real LibreOffice with pyxl's buttons.

python -m tests.manual.screenshots [FOLDER]    takes them anew (`make screenshots`); a person looks at them then
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageGrab
from pypdf import PdfReader

from pyxl.core.labels import Label, Language
from pyxl.core.schema import TABLES
from pyxl.demo.month import STEPS
from pyxl.formats.plain_zip import zipped
from pyxl.formats.zip_door import ZIP_OF_XML_LIMITS, open_archive
from pyxl.hosts.addin.oxt import build_oxt, component_files
from pyxl.hosts.cli.demo_month import play_step, prepare
from pyxl.hosts.new_files import write_new_book
from tests.contract.hosts import opened
from tests.contract.office_profile import profile_with_buttons, why_no_buttons
from tests.contract.running_office import office_running
from tests.contract.screen import HEIGHT, WIDTH, screen_running

PICTURES = Path(__file__).parents[2] / "docs" / "manual" / "pictures"
AFTERWARDS = "afterwards"
BY_VALUE = 3
"""The kind of zoom that is a figure (com.sun.star.view.DocumentZoomType)."""
COLOURS = 48
"""Enough for a window and a letter; with all of them a picture would take five times the room."""


@dataclass(frozen=True)
class Shot:
    """One picture: what of which tab is to be seen."""

    name: str
    tab: str
    """By its English name; the Start tab is no table."""
    fields: tuple[str, ...] = ()
    """The columns the chapter speaks of, side by side; all where none is named."""
    languages: tuple[Language, ...] = ("de",)
    zoom: int = 80
    book: str = AFTERWARDS
    """The workbook of the day after that action, before the next one changed the sheet again."""
    height: int = HEIGHT
    """Where the picture ends: below the last row there is nothing to see."""


BOTH: tuple[Language, ...] = ("de", "en")
START = Label("Start", "Start")
SHOTS = (
    Shot("start", "", languages=BOTH, zoom=75),
    Shot(
        "orders",
        "Orders",
        (
            *("line_id", "order_number", "order_date", "customer_number", "customer_name", "item_number", "quantity"),
            *("unit", "unit_price", "discount_percent", "net_amount", "check"),
        ),
        languages=BOTH,
        height=700,
    ),
    Shot(
        "review",
        "Review",
        (
            *("accept", "booking_date", "amount", "counterparty_name", "remittance_information", "invoice_numbers"),
            *("sureness", "reason"),
        ),
        languages=BOTH,
        height=850,
    ),
    Shot(
        "bank",
        "Bank",
        (
            *("booking_date", "amount", "counterparty_name", "remittance_information", "status"),
            *("amount_allocated", "reason"),
        ),
        height=700,
    ),
    Shot(
        "dunning",
        "Dunning",
        (
            *("accept", "customer_number", "customer_name", "level", "title", "invoice_numbers", "days_overdue"),
            *("amount_overdue", "interest", "amount_asked", "reason"),
        ),
        book="propose-dunning",
        height=700,
    ),
    Shot(
        "payments",
        "Payments",
        (
            *("pay", "supplier_number", "supplier_name", "bill_number", "due_date", "amount_open", "discount"),
            *("amount", "execution_date", "reason"),
        ),
        book="propose-payments",
        height=520,
    ),
    Shot(
        "cases",
        "Cases",
        (
            *("case_number", "received_on", "customer_number", "item_number", "quantity", "complaint", "wish", "cause"),
            *("answer_due", "solution_due", "status", "solution"),
        ),
        book="open-cases",
        height=620,
    ),
    Shot("forecast", "Forecast"),
)
INVOICE, LETTER, REPORT = "RE-2026-00473", "Zahlungserinnerung", "BER-2026-10"


def main(folder: Path) -> None:
    """Takes all pictures into that folder."""
    if reason := why_no_buttons():
        sys.exit(reason)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        for language in BOTH:
            books = _month(Path(place) / language, language)
            with profile_with_buttons(_extension(language)) as made:
                profile = Path(shutil.copytree(made, Path(place) / f"profile-{language}"))
            _set_up(profile, language)
            _windows(books, language, profile, folder)
            if language == "de":
                _papers(books[AFTERWARDS], folder)


def _extension(language: Language) -> bytes:
    """The buttons as an office in that language labels them: the one that takes the pictures has English words only."""
    archive = open_archive(build_oxt(component_files()), ZIP_OF_XML_LIMITS)
    parts = {name: archive.read(name) for name in archive.names}
    if language == "de":
        both = re.compile(r'(<value xml:lang="en">).*?(</value>\s*<value xml:lang="de">)(.*?)(?=</value>)')
        parts = {
            name: both.sub(r"\1\3\2\3", data.decode()).encode() if name.endswith(".xcu") else data
            for name, data in parts.items()
        }
    return zipped(parts)


def _set_up(profile: Path, language: Language) -> None:
    """Numbers and days as people of that language write them; no red waves below German words."""
    settings = {
        ("org.openoffice.Setup/L10N", "ooSetupSystemLocale"): {"de": "de-DE", "en": "en-GB"}[language],
        ("org.openoffice.Office.Linguistic/SpellChecking", "IsSpellAuto"): "false",
    }
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for (path, name), value in settings.items()
    )
    file = profile / "user" / "registrymodifications.xcu"
    if file.is_file():
        file.write_text(file.read_text("utf-8").replace("</oor:items>", f"{items}</oor:items>"), "utf-8")
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    names = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    file.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items {names}>{items}</oor:items>\n', "utf-8")


def _month(place: Path, language: Language) -> dict[str, Path]:
    """The demo firm after its month, and copies of the days in between."""
    prepare(place)
    book = place / "backoffice.xlsx"
    write_new_book(book, language, demo=True)
    books = {AFTERWARDS: book}
    wanted = {shot.book for shot in SHOTS if language in shot.languages}
    for step in STEPS:
        play_step(step, book)
        if step.action_id in wanted:
            books[step.action_id] = Path(shutil.copy(book, place / f"{step.action_id}.xlsx"))
    return books


def _windows(books: Mapping[str, Path], language: Language, profile: Path, folder: Path) -> None:
    with screen_running() as screen, office_running(profile, environment=screen.environment) as (wire, _):
        context = wire.office.context
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        for number, (name, book) in enumerate(books.items()):
            with opened(book, wire):
                document = desktop.Components.createEnumeration().nextElement()
                if number == 0:  # The office remembers it for the next workbook.
                    _put_away_the_sidebar(context, document)
                for shot in SHOTS:
                    if language in shot.languages and shot.book == name:
                        _show(document, shot, language)
                        picture = _at_rest(screen.display).crop((0, 0, WIDTH, shot.height))
                        keep(picture, folder / f"{shot.name}-{language}.png")


def _put_away_the_sidebar(context: Any, document: Any) -> None:
    dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:Sidebar", "", 0, ())


def _show(document: Any, shot: Shot, language: Language) -> None:
    controller = document.CurrentController
    schema = TABLES[shot.tab] if shot.tab else None
    sheet = document.Sheets.getByName((schema.label if schema else START).text(language))
    assert not schema or set(shot.fields) <= schema.by_name.keys(), shot.name
    for place, column in enumerate(schema.columns if schema else ()):
        if shot.fields and column.name not in shot.fields:
            sheet.Columns.getByIndex(place).IsVisible = False
    controller.setActiveSheet(sheet)
    controller.ZoomType, controller.ZoomValue = BY_VALUE, shot.zoom
    controller.select(sheet.getCellByPosition(0, 0))
    controller.setFirstVisibleColumn(0)
    controller.setFirstVisibleRow(0)


def _at_rest(display: str) -> Image.Image:
    """The screen as soon as it does not change any more."""
    before = None
    for _ in range(60):
        time.sleep(0.5)
        now = ImageGrab.grab(bbox=(0, 0, WIDTH, HEIGHT), xdisplay=display)
        if before is not None and before.tobytes() == now.tobytes():
            return now
        before = now
    raise AssertionError("the screen does not come to rest")


def _papers(book: Path, folder: Path) -> None:
    """An invoice, a dunning letter and the first page of the report, as they are printed."""
    documents = book.with_suffix(".pyxl") / "documents" / "2026"
    letters = sorted(documents.glob("MA-*.pdf"))
    letter = next(each for each in letters if LETTER in PdfReader(each).pages[0].extract_text())
    papers = {"invoice": documents / f"{INVOICE}.pdf", "letter": letter, "report": documents / f"{REPORT}.pdf"}
    for name, paper in papers.items():
        target = folder / f"{name}-de"
        subprocess.run(["pdftoppm", "-r", "80", "-f", "1", "-l", "1", "-png", "-singlefile", paper, target], check=True)
        keep(Image.open(target.with_suffix(".png")).convert("RGB"), target.with_suffix(".png"))


def keep(picture: Image.Image, path: Path) -> None:
    """Writes a picture with few colours."""
    few = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES)
