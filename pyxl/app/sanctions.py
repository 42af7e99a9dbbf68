"""The list of sanctions beside the workbook, where the firm keeps one."""

from __future__ import annotations

from pathlib import Path

from pyxl.formats.sanctions_csv import E_SANCTIONS, SIZE_LIMIT_MB, read_sanctions

NAMES = ("sanctions.csv", "sanktionsliste.csv")


def sanctioned_names(book: Path) -> frozenset[str]:
    """Its names, squashed; none where there is no such file. Refused E_SANCTIONS."""
    for name in NAMES:
        path = book.parent / name
        if path.is_file() and not path.is_symlink():
            try:
                with path.open("rb") as file:
                    return read_sanctions(file.read(SIZE_LIMIT_MB * 1_000_000 + 1), name)
            except OSError:
                raise E_SANCTIONS.because(name=name) from None
    return frozenset()
