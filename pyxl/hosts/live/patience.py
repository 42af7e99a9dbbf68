"""Excel answers nobody while a cell is being edited or a box is open: pyxl asks again for a while, then says so.

>>> patiently(lambda: 7)
7
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, TypeVar

from pyxl.core.labels import Text
from pyxl.core.refusal import RefusalKind

T = TypeVar("T")
WAITS: Sequence[float] = (0.1, 0.2, 0.4, 0.8, 1.5, 3.0, 4.0)
"""Seconds between the tries: ten in all."""
BUSY_CODES = frozenset({-2147418111, -2147417846, -2146777998, -2147023174, -1712, -10000})
"""RPC_E_CALL_REJECTED, RPC_E_SERVERCALL_RETRYLATER, VBA_E_IGNORE (a cell is being edited), RPC server unavailable;
on a Mac: the event timed out, the event handler failed."""
XLWINGS_TRIES = 50
"""xlwings itself asks a busy Excel again without a pause, and by default for ever."""
BUSY = RefusalKind(
    "E_EXCEL_BUSY",
    Text(
        "Excel does not answer: a cell is being edited or a box is open.",
        "Excel antwortet nicht: eine Zelle wird gerade bearbeitet oder ein Fenster ist offen.",
    ),
    Text(
        "Press Enter or Esc, close open boxes, and click again.",
        "Enter oder Esc drücken, offene Fenster schließen und noch einmal klicken.",
    ),
)


def bound_xlwings(xlwings: ModuleType) -> None:
    """Lets xlwings give up on Windows, so that pyxl can wait and then say so."""
    windows = getattr(xlwings, "_xlwindows", None)
    if windows is not None:
        windows.N_COM_ATTEMPTS = XLWINGS_TRIES


def is_busy(error: BaseException) -> bool:
    """Whether the program only has no time just now, by the number in its error.

    >>> is_busy(OSError(-2147418111, "Call was rejected by callee.")), is_busy(ValueError("x"))
    (True, False)
    """
    numbers = [getattr(error, "hresult", None), getattr(error, "errornumber", None), *error.args[:1]]
    return any(number in BUSY_CODES for number in numbers if isinstance(number, int))


def patiently(work: Callable[[], T], waits: Sequence[float] = WAITS) -> T:
    """The result of `work`, which is tried again while the program is busy. Refused E_EXCEL_BUSY in the end."""
    for wait in (*waits, None):
        try:
            return work()
        except Exception as error:
            if not is_busy(error):
                raise
            if wait is None:
                raise BUSY.because() from _plain(error)
            time.sleep(wait)
    raise AssertionError("unreachable")


def _plain(error: Any) -> BaseException | None:
    return error if isinstance(error, BaseException) else None
