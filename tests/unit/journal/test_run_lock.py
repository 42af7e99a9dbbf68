"""Two clicks on one workbook work one after the other."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pyxl.core.refusal import Refused
from pyxl.journal.run_lock import run_lock

HOLDER = """
import sys
from pathlib import Path
from pyxl.journal.run_lock import run_lock
with run_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_the_second_is_refused_and_told_who_holds_it(
    tmp_path: Path, start: Callable[..., subprocess.Popen[str]]
) -> None:
    process = start(HOLDER, tmp_path)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    with pytest.raises(Refused, match="E_BUSY") as caught, run_lock(tmp_path, wait_seconds=0.2):
        pass
    assert f"(process {process.pid})" in caught.value.text("en")
    assert "?" not in caught.value.cause.text("de")
    process.communicate("\n", timeout=120)
    with run_lock(tmp_path, wait_seconds=0.2):
        assert f'"pid": {os.getpid()}' in (tmp_path / "run.lock").read_text()


def test_the_second_waits_for_the_first(tmp_path: Path, start: Callable[..., subprocess.Popen[str]]) -> None:
    process = start(HOLDER.replace("sys.stdin.readline()", "__import__('time').sleep(0.4)"), tmp_path)
    assert process.stdout is not None
    process.stdout.readline()
    with run_lock(tmp_path, wait_seconds=20):
        assert f'"pid": {os.getpid()}' in (tmp_path / "run.lock").read_text()


def test_a_killed_holder_holds_nothing(tmp_path: Path, start: Callable[..., subprocess.Popen[str]]) -> None:
    process = start(HOLDER, tmp_path)
    assert process.stdout is not None
    process.stdout.readline()
    process.kill()
    process.wait()
    with run_lock(tmp_path, wait_seconds=1):
        pass
