"""The wheel holds all that pyxl needs: unpacked alone, away from the checkout, it makes a book and issues invoices."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUN = """
import sys
sys.path.insert(0, sys.argv.pop(1))
import pyxl
from pyxl.hosts.commands import main
print(pyxl.__file__, flush=True)
main()
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of what git knows, and unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a checkout of git")
    for name in filter(None, listed.stdout.decode().split("\0")):
        if not name.startswith("tests/") and (ROOT / name).is_file():
            target = source / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / name).read_bytes())
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(folder), "."]
    built = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    if "No module named" in built.stderr and "setuptools" in built.stderr:
        pytest.skip("setuptools is not installed here")
    assert built.returncode == 0, built.stderr
    (made,) = folder.glob("*.whl")
    with zipfile.ZipFile(made) as packed:
        packed.extractall(folder / "unpacked")
    return folder / "unpacked"


def run(wheel: Path, folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-I", "-c", RUN, str(wheel), *arguments]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode in (0, 1), ran.stderr + ran.stdout
    where, _, told = ran.stdout.partition("\n")
    assert Path(where).is_relative_to(wheel), "not the checkout's own code"
    return told


def test_the_wheel_alone_makes_a_book_and_issues_invoices(wheel: Path, tmp_path: Path) -> None:
    run(wheel, tmp_path, "new", "book.xlsx", "--demo", "--lang", "de")
    assert {path.name for path in tmp_path.iterdir()} >= {"book.xlsx", "order_form.xlsx", "complaint_form.xlsx"}
    told = run(wheel, tmp_path, "create-invoices", "book.xlsx", "--as-of", "2026-09-30", "--apply")
    assert "Rechnung" in told
    assert list((tmp_path / "book.pyxl" / "documents").rglob("*.pdf"))


def test_the_wheel_carries_templates_and_add_ins(wheel: Path) -> None:
    there = {path.name for path in (wheel / "pyxl").rglob("*") if path.is_file()}
    assert {path.name for path in (ROOT / "templates").glob("*.j2")} <= there
    assert {"pyxl.xlam", "pyxl.oxt", "backoffice.xlsx", "py.typed"} <= there
    assert not [path for path in wheel.rglob("*") if "tests" in path.relative_to(wheel).parts[:2]]
