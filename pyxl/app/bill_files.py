"""Bills from outside: files and whole folders, each read and checked in a child process with limits.

A file that is refused keeps no other one back; why it was refused is said with its name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from pyxl.app.einvoice_files import check_einvoice_data
from pyxl.app.inputs import file_name, files_in, read_limited
from pyxl.app.isolation.isolation import call_isolated
from pyxl.core.refusal import Refused
from pyxl.formats.sepa.pain002 import BankAnswer
from pyxl.payables.answers import AnswerFile
from pyxl.payables.incoming import BillFile

_SUFFIXES = frozenset({".xml", ".pdf"})


def read_bill_files(paths: Sequence[Path]) -> tuple[BillFile, ...]:
    """Every file, and the XML and PDF files of every folder, in the order of their names."""
    return tuple(_read(path) for given in paths for path in files_in(given, _SUFFIXES))


def _read(path: Path) -> BillFile:
    name = file_name(path)
    data = read_limited(path)
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        return BillFile(name, sha256, data, check_einvoice_data(data))
    except Refused as refused:
        return BillFile(name, sha256, b"", cause=refused.cause, step=refused.next_step)


def read_answer_files(paths: Sequence[Path]) -> tuple[AnswerFile, ...]:
    """A bank's answers to payment files (pain.002)."""
    return tuple(_read_answer(path) for path in paths)


def _read_answer(path: Path) -> AnswerFile:
    name, data = file_name(path), read_limited(path)
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        return AnswerFile(name, sha256, call_isolated(BankAnswer, "read_pain002", {}, [data]))
    except Refused as refused:
        return AnswerFile(name, sha256, cause=refused.cause, step=refused.next_step)
