"""The isolated child against tasks that sleep, eat memory, connect, fork, write, die and refuse."""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from pyxl.app.isolation.isolation import TASKS as TASKS_DECLARED
from pyxl.app.isolation.isolation import Limits, call_isolated, run_isolated
from pyxl.core.money import Money
from pyxl.core.plain import to_plain
from pyxl.core.refusal import Refused
from pyxl.formats.statements.statement import StatementFile

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="the limits of Windows are a job object")

TASKS = """
from __future__ import annotations
import ctypes, os, signal, socket, subprocess, sys, time
from dataclasses import dataclass
from pathlib import Path
from pyxl.core.labels import Label, Text
from pyxl.core.money import Money
from pyxl.core.refusal import RefusalKind

@dataclass(frozen=True)
class Line:
    text: str
    amount: Money

KIND = RefusalKind("E_TEST", Text("{sum} in {what}", "{sum} in {what} (de)"), Text("Look.", "Nachsehen."))

def echo(*blobs: bytes, line: Line, factor: int) -> tuple[Line, ...]:
    return (Line(line.text + b"".join(blobs).decode(), line.amount),) * factor

def raw(**facts: object) -> dict[str, object]:
    print("a library prints into stdout")
    sys.stdout.write("again")
    return {"facts": facts, "list": [1, {"a": None}]}

def by_name(name: str, data: bytes, more: bytes = b"-") -> list[str]: return [name, data.decode(), more.decode()]
def refuse(): raise KIND.because(sum=Money.of("12.50"), what=Label("statement", "Auszug"))
def sleep(): time.sleep(60)
def spin():
    while True: pass
def eat(): return len(b"x" * (3 << 30))
def eat_slowly():
    kept = []
    while True: kept.append("x" * 1_000_000)
def flood(): return "x" * (3 << 20)
def connect(port: int): socket.create_connection(("127.0.0.1", port))
def resolve(): socket.getaddrinfo("localhost", 80)
def start(): subprocess.run(["/bin/true"])
def shell(): os.system("true")
def replace_process(): os.execv("/bin/true", ["true"])
def fork(): os.fork()
def write(path: str): Path(path).write_text("x")
def append(path: str): open(path, "a")
def low_level_write(path: str): os.open(path, os.O_WRONLY | os.O_CREAT)
def remove(path: str): os.remove(path)
def make_folder(path: str): os.mkdir(path)
def c_write(path: str):
    libc = ctypes.CDLL(None)
    handle = libc.open(path.encode(), os.O_WRONLY | os.O_CREAT, 0o600)
    return libc.write(handle, b"secret", 6)
def c_connect(port: int):
    libc = ctypes.CDLL(None, use_errno=True)
    address = bytes([2, 0, port >> 8, port & 255, 127, 0, 0, 1]) + bytes(8)
    return libc.connect(libc.socket(socket.AF_INET, socket.SOCK_STREAM, 0), address, 16)
def die(): os._exit(3)
def segfault(): os.abort()
def be_killed(): ctypes.CDLL(None).kill(ctypes.CDLL(None).getpid(), 9)
def bug(*blobs: bytes): raise KeyError(b"".join(blobs).decode())
def leave(): raise SystemExit(0)
def recurse(): return recurse()
def no_plain_form() -> set[int]: return {1}
def parse_xml(data: bytes) -> str:
    from lxml import etree
    return etree.fromstring(data).tag
def nothing() -> int: return 0
def environment() -> dict[str, object]:
    return {"variables": sorted(os.environ), "folder": os.getcwd(), "path": sys.path}
"""


@dataclass(frozen=True)
class Line:
    text: str
    amount: Money


SHORT = Limits(seconds=20, memory_mb=512, output_mb=2)


class Names(dict[str, str]):
    """Every name is a task of the test module."""

    def __missing__(self, name: str) -> str:
        return f"pyxl_isolated_test_tasks:{name}"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    (tmp_path / "tasks").mkdir()
    (tmp_path / "tasks" / "pyxl_isolated_test_tasks.py").write_text(TASKS, "utf-8")
    monkeypatch.syspath_prepend(tmp_path / "tasks")

    def run_one(task: str, *blobs: bytes, limits: Limits = SHORT, **arguments: object) -> Any:
        return run_isolated(task, arguments, blobs, limits, registry=Names())

    return run_one


def test_records_go_in_and_come_out(run: Callable[..., Any]) -> None:
    line = Line("Größe ", Money.of("12.50"))
    arguments = {"line": to_plain(line), "factor": 2}
    told = call_isolated(tuple[Line, ...], "echo", arguments, [b"a", b"\xc3\xa4"], SHORT, registry=Names())
    assert told == (Line("Größe aä", Money.of("12.50")),) * 2


def test_plain_data_passes_untouched_and_prints_do_no_harm(run: Callable[..., Any]) -> None:
    told = run("raw", name="x", rows=[1, None])
    assert told == {"facts": {"name": "x", "rows": [1, None]}, "list": [1, {"a": None}]}


def test_blobs_fill_what_is_not_given_by_name(run: Callable[..., Any]) -> None:
    assert run("by_name", b"x", name="n") == ["n", "x", "-"]
    assert run("by_name", b"x", b"y", name="n") == ["n", "x", "y"]
    assert call_isolated(list[str], "by_name", {"name": "n"}, [b"x"], SHORT, registry=Names()) == ["n", "x", "-"]
    with pytest.raises(Refused, match="TypeError"):
        run("by_name", b"x", b"y", b"z", name="n")


def test_every_declared_task_exists() -> None:
    for target in TASKS_DECLARED.values():
        module, _, name = target.partition(":")
        assert callable(getattr(import_module(module), name))


def test_a_bank_file_is_read_in_the_child() -> None:
    with pytest.raises(Refused) as caught:
        call_isolated(StatementFile, "read_statement_file", {"name": "export.csv"}, [b"  "])
    assert caught.value.code == "E_STATEMENT_EMPTY"


def test_a_refusal_is_the_same_outside(run: Callable[..., Any]) -> None:
    with pytest.raises(Refused) as caught:
        run("refuse")
    assert (caught.value.code, caught.value.text("de")) == ("E_TEST", "12,50 EUR in Auszug (de) Nachsehen.")
    assert caught.value.cause.facts["sum"] == Money.of("12.50")


@pytest.mark.parametrize(
    ("task", "limits", "code"),
    [
        ("sleep", Limits(wall_seconds=0.7), "E_TOO_SLOW"),
        pytest.param("spin", Limits(seconds=1), "E_TOO_SLOW", marks=posix_only),
        pytest.param("eat", SHORT, "E_TOO_BIG_MEMORY", marks=posix_only),
        pytest.param("eat_slowly", SHORT, "E_TOO_BIG_MEMORY", marks=posix_only),
        pytest.param("be_killed", SHORT, "E_TOO_BIG_MEMORY", marks=posix_only),
        ("flood", SHORT, "E_TOO_BIG_OUTPUT"),
        ("resolve", SHORT, "E_PARSER_FORBIDDEN"),
        ("start", SHORT, "E_PARSER_FORBIDDEN"),
        ("shell", SHORT, "E_PARSER_FORBIDDEN"),
        ("replace_process", SHORT, "E_PARSER_FORBIDDEN"),
        pytest.param("fork", SHORT, "E_PARSER_FORBIDDEN", marks=posix_only),
        ("die", SHORT, "E_PARSER_DIED"),
        ("segfault", SHORT, "E_PARSER_DIED"),
        ("bug", SHORT, "E_PARSER_DIED"),
        ("leave", SHORT, "E_PARSER_DIED"),
        ("recurse", SHORT, "E_PARSER_DIED"),
        ("no_plain_form", SHORT, "E_PARSER_DIED"),
        ("no_such_function", SHORT, "E_PARSER_DIED"),
    ],
)
def test_what_goes_wrong_inside_is_one_sentence_outside(
    run: Callable[..., Any], task: str, limits: Limits, code: str
) -> None:
    started = time.monotonic()
    with pytest.raises(Refused) as caught:
        run(task, limits=limits)
    assert caught.value.code == code
    assert "{" not in caught.value.text("en") + caught.value.text("de")
    assert time.monotonic() - started < 15


@pytest.mark.parametrize("task", ["write", "append", "low_level_write", "remove", "make_folder"])
def test_no_file_is_touched(run: Callable[..., Any], tmp_path: Path, task: str) -> None:
    target = tmp_path / "target"
    if task == "remove":
        target.write_text("mine")
    with pytest.raises(Refused, match="E_PARSER_FORBIDDEN"):
        run(task, path=str(target))
    assert target.exists() is (task == "remove")


@posix_only
def test_not_even_c_code_writes_to_a_file(run: Callable[..., Any], tmp_path: Path) -> None:
    assert run("c_write", path=str(tmp_path / "target")) == -1
    assert (tmp_path / "target").read_bytes() == b""


def test_no_connection_is_made(run: Callable[..., Any]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        with pytest.raises(Refused, match="E_PARSER_FORBIDDEN"):
            run("connect", port=server.getsockname()[1])
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="network namespaces are Linux")
def test_not_even_c_code_connects(run: Callable[..., Any]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        if run("c_connect", port=server.getsockname()[1]) == 0:
            pytest.skip("this system gives no network namespace to an ordinary process")
        with pytest.raises(TimeoutError):
            server.accept()


def test_a_failure_tells_its_place_but_not_the_data(run: Callable[..., Any]) -> None:
    with pytest.raises(Refused) as caught:
        run("bug", "Müller, IBAN DE02".encode())
    assert "KeyError pyxl_isolated_test_tasks.py:" in caught.value.text("en")
    assert "Müller" not in repr(caught.value.__notes__) + caught.value.text("en")


def test_the_child_sees_nothing_of_our_surroundings(
    run: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET", "x")
    (tmp_path / "evil").mkdir()
    (tmp_path / "evil" / "lxml.py").write_text("raise SystemExit('evil')")
    monkeypatch.chdir(tmp_path / "evil")
    monkeypatch.syspath_prepend("")
    seen = run("environment")
    assert "SECRET" not in seen["variables"]
    assert seen["folder"] == os.path.abspath(os.sep)
    assert str(tmp_path / "evil") not in seen["path"]
    assert run("parse_xml", b"<Document/>") == "Document"


def test_many_blobs_and_a_large_one_pass(run: Callable[..., Any]) -> None:
    blobs = [b"x" * 20_000_000, *([b"y"] * 500), b""]
    assert call_isolated(
        int, "count", {"start": 0}, blobs, registry={"count": "pyxl.app.isolation.isolation:count_bytes"}
    ) == (20_000_500)


def test_an_unknown_task_is_a_bug() -> None:
    with pytest.raises(KeyError):
        run_isolated("format_disk", {})


@pytest.mark.benchmark
@posix_only
def test_the_start_costs_little(run: Callable[..., Any]) -> None:
    before = os.times()
    for _ in range(5):
        assert run("parse_xml", b"<a/>") == "a"
    after = os.times()
    child = (after.children_user + after.children_system - before.children_user - before.children_system) / 5
    own = (after.user + after.system - before.user - before.system) / 5
    print(f"\none isolated lxml task: {child * 1000:.0f} ms CPU in the child, {own * 1000:.1f} ms in the parent")
    assert child < 0.15
