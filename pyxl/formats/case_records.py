"""Complaints as files bring them: a mail, or the sheet of a complaint form. Nothing is judged here."""

from __future__ import annotations

from dataclasses import dataclass

from pyxl.formats.mail_reader import ReadMail
from pyxl.formats.order_records import FormSheet


@dataclass(frozen=True, slots=True)
class CaseFileContent:
    """What a file says: one of the two."""

    mail: ReadMail | None = None
    form: FormSheet | None = None
