"""Foreign files are read in a child process that can do nothing but compute: no network, no writing, little time.

A bank file, a supplier's e-invoice or a mailed workbook may be made to exhaust or to attack the program that reads it.
The child returns plain data or a refusal; if it dies, one file was not read and nothing else happened.

    >>> tasks = {"count": "pyxl.app.isolation.isolation:count_bytes"}
    >>> call_isolated(int, "count", {"start": 1}, [b"abc", b"de"], registry=tasks)
    6
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO, Any, Final, TypeVar

import pyxl
from pyxl.app.isolation import refusals
from pyxl.app.isolation.windows_job import confine_process
from pyxl.app.isolation.wire import is_plain, request_parts
from pyxl.core.labels import Sentence
from pyxl.core.plain import Plain, from_plain
from pyxl.core.refusal import Refused

TASKS: Final[Mapping[str, str]] = {
    "read_statement_file": "pyxl.formats.statement_files:read_statement_file",
    "render_documents": "pyxl.documents.encoded:render_encoded",
    "read_einvoice_file": "pyxl.formats.en16931.files:read_einvoice_file",
    "check_einvoice_file": "pyxl.einvoices.checking:check_file",
    "read_pain002": "pyxl.formats.sepa.pain002:read_pain002",
    "read_pdf_text": "pyxl.formats.pdf_text:pdf_text",
    "read_table_file": "pyxl.hosts.table_files:read_table_file",
    "read_order_file": "pyxl.hosts.order_files:read_order_file",
    "read_case_file": "pyxl.hosts.case_files:read_case_file",
}
"""What may run in the child: name -> `module:function`. The child imports it, so that no host is imported here.

The function takes the arguments by name; the blobs fill its other parameters in order (or its `*blobs`). By its type
hints, arguments and results that are records are made from and into plain data.
"""

_BOOT: Final = "import sys; sys.path += sys.argv[1:]; from pyxl.app.isolation.child import main; main()"
_KEPT_VARIABLES: Final = ("SYSTEMROOT", "WINDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TZ")
_ONE_THREAD: Final = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
_MEMORY_WORDS: Final = (b"memory allocation", b"bad_alloc", b"MemoryError", b"out of memory")
_STDERR_BYTES: Final = 64 * 1024
_SIGKILL: Final = 9
_LOOK_SECONDS: Final = 0.05
_GRACE_SECONDS: Final = 5.0
"""A pipe that stays open after the child ended (a grandchild holds it) is not waited for longer."""
_WINDOWS_QUOTA: Final = 1816
"""ERROR_NOT_ENOUGH_QUOTA: how a job object ends a process that used up its time."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run may use. `seconds` is CPU time; the clock on the wall may run to `wall_seconds`."""

    seconds: int = 60
    memory_mb: int = 1024
    output_mb: int = 64
    wall_seconds: float | None = None
    """None: twice the CPU seconds and ten more, because the computer may be busy with other things."""

    @property
    def patience(self) -> float:
        """Seconds on the wall clock."""
        return 2.0 * self.seconds + 10 if self.wall_seconds is None else self.wall_seconds


def run_isolated(
    task: str,
    arguments: Mapping[str, Plain],
    blobs: Sequence[bytes] = (),
    limits: Limits = Limits(),
    *,
    registry: Mapping[str, str] = TASKS,
) -> Plain:
    """The task's result as plain data. KeyError for an unknown task.

    Refused: what the task itself refused; E_TOO_SLOW, E_TOO_BIG_MEMORY, E_TOO_BIG_OUTPUT, E_PARSER_FORBIDDEN,
    E_PARSER_DIED.
    """
    header = {
        "target": registry[task],
        "arguments": dict(arguments),
        "seconds": limits.seconds,
        "memory_mb": limits.memory_mb,
    }
    return _result(_Child(request_parts(header, blobs), limits).run(), limits)


def call_isolated(
    type_: type[T],
    task: str,
    arguments: Mapping[str, Plain],
    blobs: Sequence[bytes] = (),
    limits: Limits = Limits(),
    *,
    registry: Mapping[str, str] = TASKS,
) -> T:
    """The task's result as that type; refused as `run_isolated`."""
    data = run_isolated(task, arguments, blobs, limits, registry=registry)
    if is_plain(type_):
        plain: T = data
        return plain
    return from_plain(type_, data)


def count_bytes(*blobs: bytes, start: int) -> int:
    """How many bytes the child was given, counted from `start`: `pyxl doctor` tries the isolation with it."""
    return start + sum(map(len, blobs))


@dataclass(frozen=True, slots=True)
class _Ended:
    """How the child ended and what it said."""

    code: int
    answer: bytes
    complaint: bytes
    is_late: bool
    is_flooded: bool


class _Child:
    """One started child process and the threads that feed and read it (pipes would else block each other)."""

    def __init__(self, parts: list[bytes], limits: Limits) -> None:
        self._parts, self._limits = parts, limits
        self._is_flooded = False
        self._answer, self._complaint = bytearray(), bytearray()

    def run(self) -> _Ended:
        try:
            process = _start()
        except OSError as error:
            raise refusals.PARSER_DIED.because(reason=f"not started: {error.strerror}") from error
        job = confine_process(process, self._limits.seconds, self._limits.memory_mb)
        with process:
            try:
                is_late = self._converse(process)
            finally:
                process.kill()
        del job
        return _Ended(process.returncode, bytes(self._answer), bytes(self._complaint), is_late, self._is_flooded)

    def _converse(self, process: subprocess.Popen[bytes]) -> bool:
        """Send, listen and wait; True when the time was up."""
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        threads = [
            Thread(target=self._send, args=(process.stdin,), daemon=True),
            Thread(target=self._listen, args=(process, process.stdout), daemon=True),
            Thread(target=self._overhear, args=(process.stderr,), daemon=True),
        ]
        for thread in threads:
            thread.start()
        until = time.monotonic() + self._limits.patience
        try:
            _listen_until(until, process, threads[1])
            process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            return True
        finally:
            process.kill()
            for thread in threads:
                thread.join(_GRACE_SECONDS)
        return False

    def _send(self, stream: IO[bytes]) -> None:
        with suppress(OSError):  # The child died meanwhile; its end tells why.
            for part in self._parts:
                stream.write(part)
            stream.flush()
        with suppress(OSError):
            stream.close()

    def _listen(self, process: subprocess.Popen[bytes], stream: IO[bytes]) -> None:
        while chunk := os.read(stream.fileno(), 1 << 16):
            self._answer += chunk
            if len(self._answer) > self._limits.output_mb << 20:
                self._is_flooded = True
                process.kill()
                return

    def _overhear(self, stream: IO[bytes]) -> None:
        while chunk := os.read(stream.fileno(), 1 << 16):
            self._complaint = (self._complaint + chunk)[-_STDERR_BYTES:]


def _listen_until(until: float, process: subprocess.Popen[bytes], listening: Thread) -> None:
    """Until the answer is there, the process has ended or the time is up.

    Popen.wait alone looks after the process in steps of up to 50 ms, and most answers take no longer than that.
    """
    while listening.is_alive() and process.poll() is None and time.monotonic() < until:
        listening.join(_LOOK_SECONDS)


def _start() -> subprocess.Popen[bytes]:
    """Isolated from the environment (-I), without site (-S: 2 ms, and no code of others at start)."""
    environment = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    options: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        options = {"creationflags": subprocess.CREATE_NO_WINDOW}
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", _BOOT, *_import_places()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment | _ONE_THREAD,
        cwd=os.path.abspath(os.sep),
        **options,
    )


def _import_places() -> list[str]:
    """Where pyxl is, and where this process finds packages: a venv, an editable install, a user's site folder.

    They come after the standard library. The folder one happens to be in is not among them: it may hold anything.
    """
    home = str(Path(pyxl.__file__).resolve().parents[1])
    here = os.path.abspath(os.curdir)
    packages = [place for place in sys.path if os.path.isabs(place) and os.path.isdir(place) and place != here]
    standard = {os.path.dirname(json.__path__[0]), os.path.join(os.path.dirname(json.__path__[0]), "lib-dynload")}
    return list(dict.fromkeys([home, *(place for place in packages if place not in standard)]))


def _result(ended: _Ended, limits: Limits) -> Plain:
    if ended.is_flooded:
        raise refusals.TOO_BIG_OUTPUT.because(megabytes=limits.output_mb)
    if ended.is_late or _ran_out_of_time(ended.code):
        raise refusals.TOO_SLOW.because(seconds=limits.seconds if not ended.is_late else round(limits.patience))
    try:
        answer = json.loads(ended.answer)
    except ValueError:
        raise _died(ended, limits) from None
    if "done" in answer:
        return answer["done"]
    if "refused" in answer:
        told = answer["refused"]
        cause, next_step = (from_plain(Sentence, told[name]) for name in ("cause", "next_step"))
        raise Refused(told["code"], cause, next_step)
    raise _failed(answer, limits)


def _ran_out_of_time(code: int) -> bool:
    if sys.platform == "win32":
        return code == _WINDOWS_QUOTA
    else:
        return code == -signal.SIGXCPU


def _died(ended: _Ended, limits: Limits) -> Refused:
    """Killed without our doing is the system's answer to too much memory; Rust and C++ abort with a word about it."""
    is_memory = any(word in ended.complaint for word in _MEMORY_WORDS)
    if is_memory or ended.code == -_SIGKILL:
        return refusals.TOO_BIG_MEMORY.because(megabytes=limits.memory_mb)
    refused = refusals.PARSER_DIED.because(reason=f"exit {ended.code}")
    refused.add_note(ended.complaint[-4000:].decode("utf-8", "replace"))
    return refused


def _failed(answer: Mapping[str, str], limits: Limits) -> Refused:
    match answer.get("failed"):
        case "memory":
            return refusals.TOO_BIG_MEMORY.because(megabytes=limits.memory_mb)
        case "forbidden":
            return refusals.FORBIDDEN.because(what=answer["what"])
        case _:
            refused = refusals.PARSER_DIED.because(reason=str(answer.get("what")))
            refused.add_note(str(answer.get("trace")))
            return refused
