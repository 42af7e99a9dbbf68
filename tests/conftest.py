"""What all tests share: with several processes, what is dear to make is made in one of them only.

A firm's states, a running LibreOffice or Saxon cost seconds, a workbook a third of one. Tests of one file go to the
same process, and so do the files that use the same dear thing; those begin first, so that no process is left with a
long one at the end. Their files lie in memory where there is enough of it: thousands of workbooks are saved and made
durable, and no test needs a disk.
"""

from __future__ import annotations

import gc
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from pyxl.core.collecting import collect_seldom

settings.register_profile("busy machine", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long run", settings.get_profile("busy machine"), max_examples=2_000)
IS_STORM = os.environ.get("PYXL_STORM") == "full"
settings.load_profile("long run" if IS_STORM else "busy machine")
"""How long an example takes says nothing where other programs run; the time limits of pyxl have tests of their own."""

LONG = pytest.mark.skip(reason="the long way round: runs with PYXL_STORM=full, or when its file is named")
PASSED = re.compile(r"(\d+) passing")


MEMORY = Path("/dev/shm")
SPACE_NEEDED = 4 << 30
"""Bytes; a run needs less than 1 GB."""
ROOM = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Before the first folder is made; the other processes take the place from the first one."""
    collect_seldom()
    if "TMPDIR" not in os.environ and _is_roomy(MEMORY):
        config.stash[ROOM] = Path(tempfile.mkdtemp(prefix="pyxl-", dir=MEMORY))
        config.stash[ROOM].chmod(0o1777)  # As /tmp: some tests run programs as another person.
        os.environ["TMPDIR"] = str(config.stash[ROOM])
        tempfile.tempdir = None


@pytest.hookimpl(tryfirst=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """What a failed test left is kept, as pytest does; nothing else is.

    pytest looks for rings five times at the end; what is still in use after the first look need not be looked at again.
    """
    gc.collect()
    gc.freeze()
    if (room := config.stash.get(ROOM, None)) and not any(room.glob("pytest-of-*/pytest-*/*")):
        shutil.rmtree(room, ignore_errors=True)


def _is_roomy(place: Path) -> bool:
    """Whether files may be put and programs be started there."""
    if not (place.is_dir() and os.access(place, os.W_OK)):
        return False
    found = os.statvfs(place)
    return found.f_bavail * found.f_frsize >= SPACE_NEEDED and not found.f_flag & os.ST_NOEXEC


def pytest_collection_finish() -> None:
    """The tests and all that was imported stay to the end: nobody need look whether they are still used."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The usual run leaves the long ways out and begins with what is dear; a file that is named runs with them."""
    named = {(config.invocation_params.dir / arg.partition("::")[0]).resolve() for arg in config.args}
    for item in items:
        if not IS_STORM and item.get_closest_marker("long") and item.path not in named:
            item.add_marker(LONG)
    groups = list(dict.fromkeys(DEAR.values()))
    items.sort(key=lambda item: groups.index(group) if (group := _group_of(item.nodeid)) in groups else len(groups))


def _group_of(name: str) -> str:
    """Which tests go to the same process: those of the same file, or of files that share something dear."""
    return next((group for start, group in DEAR.items() if name.startswith(start)), name.partition("::")[0])


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """How many examples of a property held stands in the report of the run."""
    if examples := sum(map(int, PASSED.findall(getattr(item, "hypothesis_statistics", "")))):
        item.user_properties.append(("examples", examples))


DEAR = {
    "tests/safety/": "states of a firm",
    "tests/contract/test_clicks.py": "LibreOffice",
    "tests/contract/test_hosts.py": "LibreOffice",
    "tests/contract/test_goods_in_office.py": "LibreOffice",
    "tests/contract/test_report_in_office.py": "LibreOffice",
    "tests/unit/checking/": "month of a firm",
    "tests/unit/test_new_book_in_office.py": "converted books",
    "tests/golden/test_einvoice_": "Saxon",
}
"""How the names of tests begin, and what they share; the longest first."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keeps groups together, unless another way than the usual one was asked for."""
    if config.getoption("dist") != "load":
        return None
    from xdist.scheduler import LoadScopeScheduling

    class Sharing(LoadScopeScheduling):  # type: ignore[misc]
        """By what tests share, in the order they come in."""

        def _split_scope(self, nodeid: str) -> str:
            return _group_of(nodeid)

    config.option.loadscopereorder = False
    return Sharing(config, log)
