"""The copies of attachments beside the journal: whoever loses or changes one is told."""

from __future__ import annotations

from pathlib import Path

from pyxl.app.attached_files import keep, look_at, lost_copies
from pyxl.app.checking.rules import ATTACHMENT_GONE
from pyxl.invoicing.model import InvoiceAttachment
from pyxl.orders.heads import OrderHead

from ...golden.einvoice_cases import invoice


def test_a_copy_that_is_there_a_changed_one_and_none(tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    (tmp_path / "zeiten.csv").write_bytes(b"Tag;Stunden\n")
    file = look_at(book, [OrderHead(order_number="A-1", attachments="zeiten.csv")])["zeiten.csv"]
    sheet = InvoiceAttachment(reference="z", filename="zeiten.csv", mime_type="text/csv", sha256=file.sha256)
    issued = invoice(attachments=(sheet,))
    assert [name for _, name, _ in lost_copies(book, [issued])] == ["zeiten.csv"]
    assert keep(book, [file])
    assert list(lost_copies(book, [issued])) == []
    (place,) = (book.with_suffix(".pyxl") / "attached").iterdir()
    place.write_bytes(b"changed")
    assert [path for _, _, path in lost_copies(book, [issued])] == [place]
    assert ATTACHMENT_GONE.code == "CHK021"


def test_a_file_that_changed_after_the_plan_is_not_kept(tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    (tmp_path / "zeiten.csv").write_bytes(b"Tag;Stunden\n")
    file = look_at(book, [OrderHead(order_number="A-1", attachments="zeiten.csv")])["zeiten.csv"]
    (tmp_path / "zeiten.csv").write_bytes(b"Tag;Wochen\n")
    assert not keep(book, [file])
    assert not (tmp_path / "book.pyxl").exists()
