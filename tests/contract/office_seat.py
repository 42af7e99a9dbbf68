"""Runs inside LibreOffice: answers a test as the extension's component answers pyxl, over a socket of the test.

Calls from outside cross a bridge for each property of each cell range; from inside they are plain calls.
"""

from __future__ import annotations

import socket
import threading
from typing import Any

from pyxl_office import component
from pyxl_office.office import Office


class Caller:
    """The test at the other end, held like the process that a button starts."""

    def __init__(self, address: str) -> None:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(address)
            self.stdout = connection.makefile("r", encoding="utf-8")
            self.stdin = connection.makefile("w", encoding="utf-8", newline="\n")

    def __enter__(self) -> Caller:
        return self

    def __exit__(self, *_: object) -> None:
        self.stdout.close()
        self.stdin.close()


def serve(address: str) -> None:
    """Answers whoever listens there, until the end of the conversation."""
    context: Any = XSCRIPTCONTEXT.getComponentContext()  # type: ignore[name-defined]  # noqa: F821
    talk = (Office(context), Caller(address))
    threading.Thread(target=component._converse, args=talk, daemon=True).start()
