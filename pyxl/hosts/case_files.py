"""Complaints that came in as files, as plain records. Runs in the child process with limits; it judges nothing."""

from __future__ import annotations

from pyxl.core.labels import Label
from pyxl.formats.case_records import CaseFileContent
from pyxl.formats.mail_reader import E_MAIL_FILE, read_mail
from pyxl.hosts.order_files import read_form_sheet

_EMPTY = Label("empty", "leer")
_OUTLOOK = Label(
    "a file in an old format of Office, such as Outlook's own (.msg)",
    "eine Datei in einem alten Office-Format, etwa Outlooks eigenem (.msg)",
)
_PDF = Label("a PDF", "ein PDF")


def read_case_file(data: bytes) -> CaseFileContent:
    """What the file says, by its content, whatever it is called.

    Raises Refused: E_MAIL_FILE, and for a workbook what reading one may raise (E_TOO_BIG, E_NOT_XLSX, E_PASSWORD ...).
    """
    if not data.strip():
        raise E_MAIL_FILE.because(what=_EMPTY)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise E_MAIL_FILE.because(what=_OUTLOOK)
    if data.startswith(b"%PDF"):
        raise E_MAIL_FILE.because(what=_PDF)
    if data.startswith(b"PK"):
        form, _ = read_form_sheet(data)  # Macros in it are never run, and nothing of it goes back to anybody.
        return CaseFileContent(form=form)
    return CaseFileContent(mail=read_mail(data))
