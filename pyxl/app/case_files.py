"""Complaints from outside: mails and forms, single or whole folders, each read in a child process with limits."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from pyxl.app.inputs import file_name, files_in, read_limited
from pyxl.app.isolation.isolation import call_isolated
from pyxl.core.refusal import Refused
from pyxl.formats.case_records import CaseFileContent
from pyxl.service.incoming.receiving import CaseFile

_SUFFIXES = frozenset({".eml", ".xlsx", ".xlsm"})


def read_case_files(paths: Sequence[Path]) -> tuple[CaseFile, ...]:
    """Every file, and the mails and workbooks of every folder, in the order of their names."""
    return tuple(_read(path) for given in paths for path in files_in(given, _SUFFIXES))


def _read(path: Path) -> CaseFile:
    """One that is refused does not keep the others out: it is told by the job."""
    name, data = file_name(path), read_limited(path)
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        return CaseFile(name, sha256, data, call_isolated(CaseFileContent, "read_case_file", {}, [data]))
    except Refused as refused:
        return CaseFile(name, sha256, b"", cause=refused.cause, step=refused.next_step)
