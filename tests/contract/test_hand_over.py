"""Claims handed to an agency, booked charges and mailed statements on a closed workbook with its journal."""

from __future__ import annotations

from email import message_from_bytes, policy
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from pyxl.dunning.ageing_rows import AgeingRow
from pyxl.formats.pdf_text import pdf_text
from pyxl.ledger.rows import OpenItem

from .late_firm import AS_OF, DOCUMENTS, agrees, dun_all, late_firm, tick
from .small_firm import Firm

LATER = "2026-11-20"
ISSUED = "RE-2026-00401"


@pytest.fixture
def firm(tmp_path: Path) -> Firm:
    """The late firm; its charges become open items."""
    return late_firm(tmp_path, books_charges=True, due_dates_agreed=True)


def _hand_over(firm: Firm, as_of: str = LATER) -> dict[str, bytes]:
    tick(firm, OpenItem, "Abgeben")
    handed = firm.run("hand-over", "--apply", "--json", as_of=as_of)
    assert handed.code == 0, handed.text
    with ZipFile(BytesIO(_zip_of(firm))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zip_of(firm: Firm) -> bytes:
    return (firm.folder / DOCUMENTS / "IK-2026-00001.zip").read_bytes()


def test_the_file_has_a_list_and_the_documents_as_they_were_sent(firm: Firm) -> None:
    assert dun_all(firm) == 2
    files = _hand_over(firm)
    assert sorted(files) == [
        "10001/MA-2026-00001.pdf",
        f"10001/{ISSUED}.pdf",
        "10004/MA-2026-00002.pdf",
        "forderungen.csv",
    ]
    for name, data in files.items():
        if name.endswith(".pdf"):
            assert data == (firm.folder / DOCUMENTS / Path(name).name).read_bytes(), name
    head, *rows = files["forderungen.csv"].decode("utf-8-sig").splitlines()
    assert head.startswith('"Abgabenr.";"Stand";"Gläubiger"')
    assert all(row.count(";") >= head.count(";") for row in rows)
    assert f'"{ISSUED}";15.05.2026' in rows[0] + rows[1] + rows[2]
    agrees(firm)


def test_the_same_claims_give_the_same_bytes(firm: Firm, tmp_path_factory: pytest.TempPathFactory) -> None:
    dun_all(firm)
    _hand_over(firm)
    before = _zip_of(firm)
    (firm.folder / DOCUMENTS / "IK-2026-00001.zip").unlink()
    assert firm.run("rebuild", "--apply", as_of=LATER).code == 0
    assert _zip_of(firm) == before
    other = late_firm(tmp_path_factory.mktemp("other"), books_charges=True, due_dates_agreed=True)
    dun_all(other)
    _hand_over(other)
    assert _zip_of(other) == before


def test_what_a_formula_would_be_in_a_name_is_text_in_the_list(tmp_path: Path) -> None:
    firm = late_firm(tmp_path, company_name="=cmd|' /C calc'!A0", due_dates_agreed=True)
    rows = _hand_over(firm)["forderungen.csv"].decode("utf-8-sig").splitlines()[1:]
    assert rows
    assert all(""";"'=cmd|' /C calc'!A0";""" in row for row in rows)


def test_undo_makes_the_claims_the_firms_own_again(firm: Firm) -> None:
    dun_all(firm)
    _hand_over(firm)
    assert firm.run("undo", "--apply", as_of=LATER).code == 0
    agrees(firm)
    tick(firm, OpenItem, "Abgeben")
    assert firm.run("hand-over", "--apply", as_of=LATER).code == 0
    assert (firm.folder / DOCUMENTS / "IK-2026-00002.zip").is_file()
    agrees(firm)


def test_a_click_twice_hands_over_once(firm: Firm) -> None:
    _hand_over(firm)
    tick(firm, OpenItem, "Abgeben")
    again = firm.run("hand-over", "--apply", "--json", as_of=LATER)
    assert again.json["summary"]["claims"] == 0
    assert not (firm.folder / DOCUMENTS / "IK-2026-00002.zip").exists()
    agrees(firm)


def test_booked_charges_agree_through_letters_undo_and_rebuild(firm: Firm) -> None:
    for day in (AS_OF, LATER, "2026-12-15"):
        assert dun_all(firm, day) == 2
        agrees(firm)
    text = pdf_text((firm.folder / DOCUMENTS / "MA-2026-00005.pdf").read_bytes())
    for words in ("MA-2026-00003", "davon bereits berechnet", "Verzugszinsen"):
        assert words in text, text
    files = {path: path.read_bytes() for path in (firm.folder / DOCUMENTS).iterdir()}
    for path in files:
        path.unlink()
    assert firm.run("rebuild", "--apply", as_of=LATER).code == 0
    assert {path: path.read_bytes() for path in files} == files
    assert firm.run("undo", "--apply", as_of="2026-12-15").code == 0
    agrees(firm)


def test_a_statement_of_account_has_a_mail_beside_it(firm: Firm) -> None:
    assert firm.run("list-ageing", "--apply", as_of=AS_OF).code in (0, 1)
    tick(firm, AgeingRow, "Kontoauszug")
    assert firm.run("write-statements", "--apply", as_of=AS_OF).code == 0
    mail = message_from_bytes((firm.folder / DOCUMENTS / "KA-10001-2026-10-31.eml").read_bytes(), policy=policy.default)
    assert mail["Subject"] == "Kontoauszug zum 31.10.2026"
    assert mail["To"].addresses[0].addr_spec == "post0@kunde.example"
    body = mail.get_body()
    assert body is not None
    assert "Saldo:" in body.get_content()
    (attached,) = mail.iter_attachments()
    assert attached.get_content() == (firm.folder / DOCUMENTS / "KA-10001-2026-10-31.pdf").read_bytes()
    agrees(firm)
