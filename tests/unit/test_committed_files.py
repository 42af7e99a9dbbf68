"""What is generated and committed is up to date, and the wheel carries what it needs."""

from __future__ import annotations

import configparser
from importlib.resources import files
from pathlib import Path

import pytest

from pyxl.hosts.demo_files import demo_files
from pyxl.hosts.xlsx import open_book

ROOT = Path(__file__).resolve().parents[2]
STALE = "run `make workbook` and commit what it writes"


def parts(book: bytes) -> dict[str, bytes]:
    """The parts of a workbook, unpacked: another zlib may pack the same content otherwise."""
    archive = open_book(book).archive
    return {name: archive.read(name) for name in archive.names}


@pytest.fixture(scope="module")
def generated() -> dict[str, bytes]:
    return demo_files("de")


def test_the_committed_workbook_is_the_one_that_the_declarations_give(generated: dict[str, bytes]) -> None:
    committed = (ROOT / "workbook" / "backoffice.xlsx").read_bytes()
    assert parts(committed) == parts(generated["backoffice.xlsx"]), STALE


@pytest.mark.parametrize("name", ["bank/2026-10.camt053.xml", "bank/2026-10.sta"])
def test_the_committed_bank_files_fit_the_workbook(generated: dict[str, bytes], name: str) -> None:
    assert (ROOT / "workbook" / name).read_bytes() == generated[name], STALE


def declared_packages() -> dict[str, list[str]]:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    packages = config["options"]["packages"].split()
    data = {key: value.split() for key, value in config["options.package_data"].items()}
    return {"packages": packages, **data}


def test_setup_cfg_names_every_package() -> None:
    found = {".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "pyxl").rglob("__init__.py")}
    assert set(declared_packages()["packages"]) == found | {"pyxl.templates", "pyxl.workbook"}


def test_templates_and_workbook_are_package_data() -> None:
    declared = declared_packages()
    for package, folder in (("pyxl.templates", "templates"), ("pyxl.workbook", "workbook")):
        patterns = declared[package]
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and path.suffix not in (".py", ".pyc"):
                relative = path.relative_to(ROOT / folder)
                assert any(relative.match(pattern) for pattern in patterns), f"{path} is in no pattern of {package}"


def test_the_templates_are_found_as_an_installed_package_finds_them() -> None:
    assert files("pyxl.templates").joinpath("invoice.typ.j2").is_file()
