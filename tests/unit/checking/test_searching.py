"""Whatever she remembers of it, and however she writes it: where does it stand?"""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from pyxl.app.recording import books_of
from pyxl.app.searching import Hit, search
from pyxl.core.money import Money
from pyxl.hosts.files import ClosedBook
from pyxl.journal.place import open_journal

from .broken_firm import Firm


def places(firm: Firm, text: str) -> tuple[Hit, ...]:
    hits, _ = search(ClosedBook(firm.path), text)
    return hits


def an_invoice(firm: Firm) -> tuple[str, Money]:
    opened, _ = open_journal(firm.path, create=False)
    with opened:
        books = books_of(opened)
        facts = books.items[next(iter(books.invoices))].facts
    return facts.invoice_number, facts.gross_amount


@pytest.mark.parametrize(
    "spelt", [str, str.lower, lambda number: number.replace("-", " "), lambda number: number.replace("-0000", "/")]
)
def test_an_invoice_is_found_in_tabs_journal_and_documents_however_it_is_spelt(firm: Firm, spelt: object) -> None:
    number, _ = an_invoice(firm)
    assert callable(spelt)
    hits = places(firm, spelt(number))
    told = {hit.place.rpartition(" ")[0] or hit.place for hit in hits}
    assert {"Offene Posten", "Rechnungen", "Journal", "Dokument"} <= told


def test_every_cell_it_names_holds_what_was_looked_for(firm: Firm) -> None:
    number, _ = an_invoice(firm)
    workbook = load_workbook(BytesIO(firm.path.read_bytes()))
    cells = [hit for hit in places(firm, number) if hit.place.partition(" ")[0] not in ("Journal", "Dokument")]
    assert cells
    for hit in cells:
        sheet, _, address = hit.place.rpartition(" ")
        assert number in str(workbook[sheet][address].value), hit


def test_a_setting_is_found_at_its_cell(firm: Firm) -> None:
    workbook = load_workbook(BytesIO(firm.path.read_bytes()))
    company = next(str(row[1].value) for row in workbook["Einstellungen"].iter_rows() if row[0].value == "Firma")
    [hit] = [hit for hit in places(firm, company) if hit.place.startswith("Einstellungen ")]
    sheet, _, address = hit.place.rpartition(" ")
    assert (hit.name, workbook[sheet][address].value) == ("Firma", company)


def test_an_amount_is_found_in_both_ways_of_writing_and_whatever_its_sign(firm: Firm) -> None:
    _, gross = an_invoice(firm)
    german, english, negative = (gross.show("de")[:-4], gross.show("en")[:-4], f"-{gross.amount}")
    assert places(firm, german) == places(firm, english) == places(firm, negative)
    assert {hit.name for hit in places(firm, german)} >= {"Brutto"}


@pytest.mark.parametrize("nothing", ["", "   ", "gibt es nicht"])
def test_what_stands_nowhere_is_found_nowhere(firm: Firm, nothing: str) -> None:
    assert places(firm, nothing) == ()


def test_a_book_that_never_recorded_anything_is_looked_through_too(new_firm: Firm) -> None:
    hits = places(new_firm, "Sonnenthal")
    assert hits
    assert not {"Journal", "Dokument"} & {hit.place.partition(" ")[0] for hit in hits}
