"""Who sits here, what time it is, and where the details of a mishap go: the one place where hosts ask the machine."""

from __future__ import annotations

import traceback
from datetime import datetime
from pathlib import Path


def now() -> str:
    """This moment as ISO text with zone."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def user_name() -> str:
    """Who sits here, for the Log."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"


def write_log(action: str, error: BaseException) -> Path:
    """The traceback without any data of hers: where in our code it happened, not with what."""
    from platformdirs import user_log_path

    folder = user_log_path("pyxl", appauthor=False, ensure_exists=True)
    path = folder / f"error-{datetime.now():%Y%m%d-%H%M%S}.log"
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
    path.write_text("\n".join([f"pyxl {action}", *lines, type(error).__name__]) + "\n", "utf-8")
    return path
