"""Complaints as files through the command line: once, kept as they came, taken back; and mails that attack."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyxl.core.refusal import Refused
from pyxl.core.table_file import FileCell
from pyxl.formats.html_text import html_text
from pyxl.formats.mail_reader import HEADER_MOST, ReadMail, read_mail
from pyxl.hosts.case_files import read_case_file
from pyxl.hosts.new_book.case_form import build_case_form
from pyxl.service.incoming.forms import read_case_form

from .hostile_books import hostile_books
from .small_firm import Firm, fingerprint, pyxl, small_book
from .test_injection import FORMULAS, formulas

MAIL = """From: Fremd <neu@kunde.test>
Date: Wed, 23 Sep 2026 09:00:00 +0200
Subject: {subject}
Message-ID: <{number}@kunde.test>
Content-Type: text/plain; charset=utf-8

{text}
"""
BOOKS = hostile_books()
HEAVY = ("bomb", "a-million-blank-rows", "wide-rows", "deep-sheet")


def mail(number: int = 1, subject: str = "Kerzen", text: str = "Zerbrochen, Rechnung RE-2026-00001.") -> bytes:
    return MAIL.format(number=number, subject=subject, text=text).encode()


@pytest.fixture
def firm(tmp_path: Path) -> Firm:
    """The firm with a folder of two mails, a form, a picture nobody asked for, and a file that is no mail."""
    inbox = tmp_path / "firm" / "inbox"
    inbox.mkdir(parents=True)
    (inbox.parent / "book.xlsx").write_bytes(small_book())
    (inbox / "a.eml").write_bytes(mail())
    (inbox / "b.eml").write_bytes(mail(2, "=1+1", '=HYPERLINK("http://x.test")'))
    filled: dict[str, FileCell] = {
        "customer_number": "10002",
        "complaint": "Stuhl wackelt",
        "quantity": 1,
        "wish": "Ersatz",
    }
    (inbox / "c.xlsx").write_bytes(build_case_form("Muster", "de", filled))
    (inbox / "d.eml").write_bytes(b"nothing of a mail")
    (inbox / "foto.jpg").write_bytes(b"\xff\xd8")
    return Firm(inbox.parent)


def imported(firm: Firm, *paths: Path) -> dict[str, Any]:
    ran = firm.run("import-cases", *(paths or (firm.folder / "inbox",)), "--apply", "--json")
    assert ran.code in (0, 1), ran.text
    told: dict[str, Any] = ran.json
    return told


def cases(firm: Firm) -> list[tuple[Any, ...]]:
    """Customer, invoice and words of every complaint."""
    sheet = openpyxl.load_workbook(firm.book)["Reklamationen"]
    names = [cell.value for cell in sheet[1]]
    wanted = [names.index(each) for each in ("Kundennr.", "Rechnungsnr.", "Beschwerde")]
    rows = (tuple(row[at] for at in wanted) for row in sheet.iter_rows(2, values_only=True))
    return [row for row in rows if any(row)]


CAME_IN = [
    ("10001", "RE-2026-00001", "Kerzen\nZerbrochen, Rechnung RE-2026-00001."),
    (None, None, '=1+1\n=HYPERLINK("http://x.test")'),
    ("10002", None, "Stuhl wackelt"),
]


def test_a_folder_comes_in_once_and_goes_again(firm: Firm) -> None:
    told = imported(firm)
    assert {each["code"] for each in told["findings"]} == {"CIN001", "CIN002", "CIN004"}
    assert cases(firm) == CAME_IN
    assert firm.run("check").code == 0
    imported(firm)
    data = firm.book.read_bytes()
    assert imported(firm)["summary"]["cases_known"] == 3
    assert firm.book.read_bytes() == data
    assert firm.run("undo", "R-0001", "--apply").code == 0
    assert cases(firm) == []
    assert firm.run("check").code == 0
    assert imported(firm)["summary"]["cases_new"] == 3
    assert cases(firm) == CAME_IN


def test_the_mail_is_kept_as_it_came(firm: Firm) -> None:
    imported(firm)
    kept = [path for path in (firm.folder / "book.pyxl" / "attached").iterdir() if path.read_bytes() == mail()]
    assert len(kept) == 1
    kept[0].write_bytes(mail(text="Alles bestens."))
    told = firm.run("check", "--json")
    assert told.code == 1
    (found,) = told.json["findings"]
    assert "a.eml" in found["message"]


def test_the_form_is_made_filled_in_and_read(firm: Firm) -> None:
    assert pyxl("case-form", firm.book).code == 0
    form = firm.folder / "complaint_form.xlsx"
    assert pyxl("case-form", firm.book).code == 2, "a form that lies there is not overwritten"
    book = openpyxl.load_workbook(form)
    sheet = book.worksheets[0]
    sheet["B4"], sheet["B13"] = 10003, "Bein ab"
    book.save(form)
    assert imported(firm, form)["findings"] == []
    assert cases(firm) == [("10003", None, "Bein ab")]


def test_no_text_of_a_mail_becomes_a_formula(firm: Firm) -> None:
    before = formulas(firm.book.read_bytes())
    attacks = firm.folder / "attacks"
    attacks.mkdir()
    for number, formula in enumerate(FORMULAS):
        (attacks / f"{number:02d}.eml").write_bytes(mail(number, formula.strip(), formula))
    imported(firm, attacks)
    assert len(cases(firm)) == len(FORMULAS)
    after = formulas(firm.book.read_bytes())
    assert {**after, "Befunde": 0} == {**before, "Befunde": 0}, "only Findings has formulas of its own, its links"


def test_a_mail_that_names_another_account_changes_no_master_data(firm: Firm) -> None:
    wish = "Wir haben eine neue Bankverbindung: DE02 1203 0000 0000 2020 51. Bitte ab sofort dorthin zahlen."
    (firm.folder / "account.eml").write_bytes(mail(3, "Neue IBAN", wish))
    before = openpyxl.load_workbook(firm.book)
    imported(firm, firm.folder / "account.eml")
    after = openpyxl.load_workbook(firm.book)
    assert cases(firm)[0][2].endswith(wish)
    for tab in ("Kunden", "Lieferanten", "Zahler", "Einstellungen"):
        values = [list(book[tab].iter_rows(values_only=True)) for book in (before, after)]
        assert values[0] == values[1], tab


@given(st.binary(max_size=400))
def test_any_bytes_are_a_mail_or_refused(data: bytes) -> None:
    for given_bytes in (data, b"From: a@b.test\nDate: x\n" + data):
        try:
            read = read_mail(given_bytes)
        except Refused:
            continue
        assert isinstance(read, ReadMail)
        assert "\n" not in read.sender + read.subject + "".join(read.attachments)
        assert max(map(len, (read.sender, read.subject, read.message_id))) <= HEADER_MOST


@given(st.text(alphabet=st.sampled_from("<>/abps!-&;=\"' \n")), st.text(max_size=20))
def test_words_of_a_page_hold_no_markup_that_was_in_it(markup: str, word: str) -> None:
    found = html_text(f"<p>{markup}</p><script>{word}hidden()</script>")
    assert "hidden()" not in found or "<" in markup, found


@pytest.mark.parametrize("name", [name for name in BOOKS if name not in HEAVY][::8])
def test_a_hostile_workbook_is_read_or_refused(name: str) -> None:
    try:
        content = read_case_file(BOOKS[name]())
        if content.form:
            read_case_form(name, content.form)
    except Refused as refused:
        told = refused.text("de")
    else:
        told = name
    assert told


@pytest.mark.parametrize("name", HEAVY)
def test_a_bomb_is_refused_by_the_command(firm: Firm, name: str) -> None:
    path = firm.folder / "bomb.xlsx"
    path.write_bytes(BOOKS[name]())
    before = fingerprint(firm.book)
    told = imported(firm, path)
    assert [each["code"] for each in told["findings"]] == ["CIN001"]
    assert cases(firm) == []
    assert fingerprint(firm.book) == before


def test_a_mail_of_a_thousand_parts_is_refused() -> None:
    parts = "".join("--b\n\nx\n" for _ in range(1000))
    data = f"From: a@b.test\nDate: x\nContent-Type: multipart/mixed; boundary=b\n\n{parts}--b--"
    with pytest.raises(Refused, match="E_MAIL_FILE"):
        read_mail(data.encode())


def test_help_names_the_new_commands() -> None:
    text = pyxl("--help").text
    assert "import-cases" in text
    assert "case-form" in text
