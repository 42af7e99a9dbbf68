"""The way to a running LibreOffice: over its own pipe, or through the component that started us.

`PYXL_OFFICE=pipe:NAME` talks UNO to an office that listens on that pipe; `PYXL_OFFICE=stdio` asks the component
inside the office, line by line, on our standard input and output. Both offer the methods of `office.Office`.
"""

from __future__ import annotations

import builtins
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import IO, Any, Protocol

VARIABLE = "PYXL_OFFICE"
SYSTEM_PACKAGES = "/usr/lib/python3/dist-packages"
"""Where Debian keeps `uno`; LibreOffice's own Python has it built in."""


Answer = tuple[Any, Exception | None]
"""What came of a call: its result, or what went wrong."""


class OfficeFailed(Exception):
    """The office could not do what it was asked."""


class Wire(Protocol):
    """The methods of `office.Office`, wherever it runs; each is described there."""

    def __getattr__(self, name: str) -> Callable[..., Any]: ...

    def undisturbed(self, work: Callable[[], Any], book: str = "", title: str = "") -> Any: ...


def is_offered() -> bool:
    """Whether an office started us or is named by the environment."""
    return VARIABLE in os.environ


def reach_office() -> Wire:
    """The office that the environment names."""
    kind, _, name = os.environ[VARIABLE].partition(":")
    if kind == "stdio":
        return StdioWire(sys.stdin, claim_output())
    return PipeWire(name)


def claim_output() -> IO[str]:
    """Our standard output for the wire alone; whatever else is printed goes to the error output."""
    own = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)
    return own


class PipeWire:
    """Calls the office over UNO. Its exceptions are told in our own: they cannot cross a `with` of ours."""

    def __init__(self, pipe: str) -> None:
        try:
            with uno_at_hand():
                from pyxl.hosts.calc import office

            self.office = office.connect(pipe)
        except Exception as error:
            raise OfficeFailed(f"{type(error).__name__}: {error}") from None
        self._turn: _Turn | None = None

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return partial(self._call, name)

    def undisturbed(self, work: Callable[[], Any], book: str = "", title: str = "") -> Any:
        """Runs `work` in this thread while the office's main thread does nothing but what `work` asks of it."""
        self._turn = _Turn(lambda serve: self.office.undisturbed(serve, book, title), self._do)
        try:
            return work()
        finally:
            turn, self._turn = self._turn, None
            turn.end()

    def _call(self, name: str, *arguments: Any) -> Any:
        done, error = self._turn.ask(name, arguments) if self._turn else self._do(name, arguments)
        if error is not None:
            raise error
        return done

    def _do(self, name: str, arguments: Sequence[Any]) -> Answer:
        try:
            return getattr(self.office, name)(*arguments), None
        except Exception as error:
            if "com.sun.star" in str(type(error)):
                return None, OfficeFailed(f"{type(error).__name__}: {error}")
            return None, error


class _Turn:
    """A thread that has the office for itself and does there what another thread asks.

    What is asked from the thread that the office called is served on the office's main thread; from any other it would
    wait for ever. Our work cannot move to that thread: an open journal stays in its own.
    """

    def __init__(
        self, hold: Callable[[Callable[[], None]], object], do: Callable[[str, Sequence[Any]], Answer]
    ) -> None:
        self._do = do
        self._questions: Queue[tuple[str, Sequence[Any]] | None] = Queue()
        self._answers: Queue[Answer] = Queue()
        self._thread = Thread(target=self._run, args=(hold,), daemon=True)
        self._thread.start()
        self._take()

    def ask(self, name: str, arguments: Sequence[Any]) -> Answer:
        """Has it done there."""
        self._questions.put((name, arguments))
        return self._answers.get()

    def end(self) -> None:
        """Gives the office back."""
        self._questions.put(None)
        self._thread.join()

    def _run(self, hold: Callable[[Callable[[], None]], object]) -> None:
        try:
            hold(self._serve)
        except Exception as error:  # The office is gone: whoever waits for an answer hears of it.
            self._answers.put((None, OfficeFailed(f"{type(error).__name__}: {error}")))

    def _take(self) -> None:
        _, error = self._answers.get()
        if error is not None:
            raise error

    def _serve(self) -> None:
        self._answers.put((None, None))
        while (question := self._questions.get()) is not None:
            self._answers.put(self._do(*question))


class StdioWire:
    """Asks the component: one JSON line out, one JSON line back."""

    def __init__(self, answers: IO[str], questions: IO[str]) -> None:
        self._answers, self._questions = answers, questions

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return lambda *arguments: self._ask(name, arguments)

    def undisturbed(self, work: Callable[[], Any], book: str = "", title: str = "") -> Any:
        """Runs `work` while the office serves us alone, on its main thread."""
        self._ask("begin_undisturbed", (book, title))
        try:
            return work()
        finally:
            self._ask("end_undisturbed", ())

    def _ask(self, name: str, arguments: tuple[Any, ...]) -> Any:
        print(json.dumps([name, arguments]), file=self._questions, flush=True)
        line = self._answers.readline()
        if not line:
            raise OfficeFailed("LibreOffice was closed")
        answer = json.loads(line)
        if "error" in answer:
            raise OfficeFailed(answer["error"])
        return answer["result"]


@contextmanager
def uno_at_hand() -> Iterator[None]:
    """`uno` found where the system keeps it, and nothing else from there; the import it replaces is put back."""
    own_import, has_path = builtins.__import__, Path(SYSTEM_PACKAGES).is_dir()
    if has_path:
        sys.path.append(SYSTEM_PACKAGES)
    try:
        uno = import_module("uno")
        builtins.__import__ = uno._uno_import  # Only its first import does this by itself.
        yield
    finally:
        builtins.__import__ = own_import
        if has_path:
            sys.path.remove(SYSTEM_PACKAGES)
