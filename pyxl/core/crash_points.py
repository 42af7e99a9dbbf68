"""Places where a test may pull the plug.

`PYXL_CRASH_AT=journal:committed` kills the process at that place, `PYXL_CRASH_AT=journal:committed:3` the third time.
Without the variable nothing happens. The kill is the hard one (no clean-up runs), as a power cut would be.

    >>> crash_point("docs:nothing-happens-here")
"""

from __future__ import annotations

import os
import signal
from collections import Counter

_hits: Counter[str] = Counter()


def crash_point(name: str) -> None:
    """Die here if the environment says so; else do nothing."""
    wanted = os.environ.get("PYXL_CRASH_AT")
    if not wanted or not wanted.startswith(name):
        return
    place, _, nth = wanted.rpartition(":")
    if wanted != name and (place != name or not nth.isdecimal()):
        return
    _hits[name] += 1
    if _hits[name] == (1 if wanted == name else int(nth)):
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
