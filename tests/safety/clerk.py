"""A clerk who types remarks into the same closed workbook, one cell after the other, until she is told to stop.

Each remark that was saved is printed as its number; none of them may be missing in the end.
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

from pyxl.core.refusal import Refused
from pyxl.hosts.saving.saving import Stale, read_bytes_and_hash, save_atomically
from pyxl.hosts.xlsx import WriteCell, patch

SHEET, COLUMN, FIRST_ROW = "Orders", 42, 2
PAUSE = 0.12


def type_remarks(book: Path, backups: Path, stop: threading.Event) -> None:
    """Remark after remark, each again when someone else saved meanwhile."""
    number = 0
    while not stop.is_set():
        data, sha256 = read_bytes_and_hash(book)
        edited = patch(data, [WriteCell(SHEET, FIRST_ROW + number, COLUMN, f"typed {number}")])
        try:
            save_atomically(book, sha256, edited, backups)
        except (Stale, Refused):
            continue
        print(number, flush=True)
        number += 1
        time.sleep(PAUSE)


def wait_for_end(stop: threading.Event) -> None:
    """She stops when nobody listens any more."""
    sys.stdin.read()
    stop.set()


if __name__ == "__main__":
    told = threading.Event()
    threading.Thread(target=wait_for_end, args=(told,), daemon=True).start()
    type_remarks(Path(sys.argv[1]), Path(sys.argv[2]), told)
