"""A real LibreOffice of our own, reached over a pipe: with a fresh profile, and gone when the tests are."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from pyxl.hosts.calc.wire import SYSTEM_PACKAGES, OfficeFailed, PipeWire, uno_at_hand

START_LIMIT = 90
"""Seconds; the first start makes the profile."""


def why_not() -> str:
    """Why there is no LibreOffice to talk to; empty where there is one."""
    if shutil.which("soffice") is None:
        return "LibreOffice is not installed"
    found = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.append({SYSTEM_PACKAGES!r}); import uno"],
        capture_output=True,
        check=False,
    )
    return "" if found.returncode == 0 else "python3-uno is not installed for this Python"


@contextmanager
def office_running(
    profile: Path, *options: str, environment: Mapping[str, str] | None = None
) -> Iterator[tuple[PipeWire, str]]:
    """An office with that profile; the wire to it and the name of its pipe."""
    pipe = f"pyxl{uuid4().hex[:12]}"
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", f"--accept=pipe,name={pipe};urp;"]
    command += ["--norestore", "--nologo", "--nodefault", "--nofirststartwizard", *options]
    process = subprocess.Popen(
        command,
        env=dict(environment or os.environ),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield _reached(pipe), pipe
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def store_as(wire: PipeWire, book: Path, targets: Mapping[Path, str]) -> None:
    """Opens a workbook once and stores it at each of these places, by LibreOffice's filter of that name."""
    with uno_at_hand():
        import uno
    opened = wire.open(str(book))["id"]
    for target, filter_name in targets.items():
        kind = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        kind.Name, kind.Value = "FilterName", filter_name
        wire.office._document(opened).storeToURL(uno.systemPathToFileUrl(str(target)), (kind,))
    wire.close(opened)


def _reached(pipe: str) -> PipeWire:
    until = time.monotonic() + START_LIMIT
    while True:
        try:
            return PipeWire(pipe)
        except OfficeFailed:
            if time.monotonic() > until:
                pytest.fail("LibreOffice did not start")
            time.sleep(0.2)
