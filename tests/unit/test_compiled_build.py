"""The compiled build (`make compiled`) decides as the modules in Python do."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

import pyxl.banking.matching

from ..benchmarks.one_run import COMPILED, ROOT, run_in_process
from ..benchmarks.others_bank import GENERATOR

BUILT = "PYXL_COMPILED" in os.environ
needs_build = pytest.mark.skipif(not BUILT, reason="there is no compiled build: make test-compiled")
MAKERS = ["own", *(["others"] if GENERATOR.exists() else [])]


@needs_build
def test_every_module_of_the_matcher_under_test_is_machine_code() -> None:
    """Else these tests would only try the modules in Python once more."""
    folder = Path(next(iter(pyxl.banking.matching.__path__)))
    assert folder.is_relative_to(COMPILED)
    modules = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    assert len(modules) > 20
    for module in modules:
        file = str(import_module(f"pyxl.banking.matching.{module}").__file__)
        assert file.endswith(tuple(EXTENSION_SUFFIXES)), file
    assert modules == sorted(path.stem for path in (ROOT / "pyxl/banking/matching").glob("[!_]*.py")), "built long ago"


@needs_build
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("maker", MAKERS)
def test_both_builds_decide_the_same_for_the_same_reasons(maker: str, seed: int) -> None:
    compiled, pure = (run_in_process(build, maker, 4_000, seed) for build in (COMPILED, ROOT))
    assert compiled.is_compiled
    assert not pure.is_compiled, f"{sys.executable} has a compiled build installed over the checkout"
    assert compiled.digest == pure.digest
