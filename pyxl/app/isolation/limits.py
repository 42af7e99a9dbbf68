"""What the isolated child may not do. Applied by the child to itself before it touches any foreign byte.

Two layers: the operating system's limits (time, memory, no new files, on Linux no network) also hold for C code; the
audit hook stops Python code at the door and names what was tried. The hook alone would be no wall against an attacker
who already runs code of his own; on Windows the parent adds a job object.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Any, Final

_FORBIDDEN: Final = (
    "socket.", "http.client.", "urllib.", "ftplib.", "smtplib.", "webbrowser.",
    "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "pty.",
    "os.kill", "signal.pthread_kill",
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.chmod", "os.chown", "os.lchown",
    "os.truncate", "os.utime", "os.setxattr", "os.removexattr", "shutil.", "tempfile.",
    "sqlite3.connect", "winreg.",
)  # fmt: skip
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_OPEN_FILES: Final = 64

_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000
_PR_SET_PDEATHSIG: Final = 1
_PR_SET_NO_NEW_PRIVS: Final = 38
_SIGKILL: Final = 9


class Forbidden(RuntimeError):
    """Raised in the child where a reader tries to write, connect or start something."""


def confine(seconds: int, memory_mb: int) -> None:
    """Apply everything this system offers; each part that is missing leaves the others standing."""
    sys.dont_write_bytecode = True
    if sys.platform.startswith("linux"):
        _leave_network()
    if sys.platform != "win32":
        _limit_resources(seconds, memory_mb)
    sys.addaudithook(_audit)


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        is_writing = len(arguments) > 2 and isinstance(arguments[2], int) and arguments[2] & _WRITING
        if is_writing and arguments[0] != os.devnull:
            raise Forbidden("open a file for writing")
    elif event.startswith(_FORBIDDEN):
        raise Forbidden(event)


if sys.platform != "win32":
    import resource

    def _limit_resources(seconds: int, memory_mb: int) -> None:
        """SIGXCPU comes at the soft limit and is told as "too slow"; the hard one is for code that ignores it."""
        _limit(resource.RLIMIT_CPU, seconds, seconds + 1)
        _limit(resource.RLIMIT_AS, memory_mb << 20, memory_mb << 20)
        _limit(resource.RLIMIT_FSIZE, 0, 0)
        _limit(resource.RLIMIT_CORE, 0, 0)
        _limit(resource.RLIMIT_NOFILE, _OPEN_FILES, _OPEN_FILES)

    def _limit(which: int, soft: int, hard: int) -> None:
        """Never above what the user's own hard limit allows."""
        with suppress(OSError, ValueError):
            _, given = resource.getrlimit(which)
            if given != resource.RLIM_INFINITY:
                soft, hard = min(soft, given), min(hard, given)
            resource.setrlimit(which, (soft, hard))


def _leave_network() -> None:
    """A network namespace of its own has no way out. Some systems forbid it (containers, hardened kernels)."""
    import ctypes

    with suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
