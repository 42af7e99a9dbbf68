"""The command line in a process of its own: what goes into a pipe, whoever reads it and in whatever letters."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from pyxl.formats.statements.camt053_writer import write_camt053

from .command_contract import demand_contract, demand_sentence
from .small_firm import AS_OF, Firm, lines_for, statement

LONG = pytest.mark.long


def process(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """`pyxl` in a process of its own, its output in pipes."""
    command = [sys.executable, "-m", "pyxl", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, timeout=120, env=os.environ | environment)


def test_a_real_process_says_the_same(firm: Firm) -> None:
    done = process("create-invoices", firm.book, "--as-of", AS_OF, "--json", PYTHONUTF8="1")
    assert done.returncode == 1
    assert done.stderr == b""
    here = firm.run("create-invoices", "--json").json
    assert json.loads(done.stdout) == here
    refused = process("undo", firm.folder / "missing.xlsx")
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert refused.stderr.startswith(b"E_NO_FILE: ")


def test_a_pipe_gets_whole_lines_without_colours(firm: Firm) -> None:
    text = "Rechnung " + "RE-2026-00401 " * 9
    long_lines = write_camt053(statement(lines_for(text)))
    firm.bank.write_bytes(long_lines)
    firm.run("import-bank", firm.bank, "--apply", as_of="2026-10-31")
    done = process("reconcile", firm.book, "--as-of", "2026-10-31", PYTHONUTF8="1", COLUMNS="40")
    assert b"\x1b" not in done.stdout
    lines = done.stdout.decode("utf-8").splitlines()
    starts = (f"{firm.book.name}: ", "  ", "Vorschau: ", "0 von", "1 von")
    assert all(line.startswith(starts) for line in lines), lines


@pytest.mark.parametrize(
    "encoding", ["ascii", pytest.param("cp1252", marks=LONG), "cp850", pytest.param("utf-8", marks=LONG)]
)
def test_an_output_of_few_letters_loses_no_data_and_never_stops(encoding: str, firm: Firm) -> None:
    arguments = ("create-invoices", firm.book, "--as-of", AS_OF)
    shown = process(*arguments, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert shown.returncode == 1, shown.stderr
    assert b"RE-2026-" in shown.stdout or b"L-0001" in shown.stdout
    told = process(*arguments, "--json", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    rows = [change["new"] for change in json.loads(told.stdout.decode(encoding))["changes"] if change["column"] is None]
    assert rows[0]["customer_name"] == "Bäckerei Öhlmann & Söhne GmbH"


@pytest.mark.skipif(os.name == "nt", reason="a pipe that is closed early ends the process in another way")
def test_a_reader_that_goes_away_is_no_error(firm: Firm) -> None:
    command = f'"{sys.executable}" -m pyxl validate-orders "{firm.book}" --json | head -c 1'
    done = subprocess.run(command, shell=True, capture_output=True, check=False, timeout=120)
    assert done.stdout == b"{"
    assert b"E_UNFORESEEN" not in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="only Linux lets a file name be no text")
def test_file_names_that_are_no_text(firm: Firm) -> None:
    name = os.fsdecode(b"bank-\xff\x1b[2J\n.xml")
    try:
        firm.bank.rename(firm.folder / name)
    except OSError:
        pytest.skip("this file system takes letters only")
    ran = firm.run("import-bank", firm.folder / name, "--apply", as_of="2026-10-31")
    assert ran.code == 0, ran.text
    assert "\x1b" not in ran.out
    missing = firm.run("import-bank", firm.folder / f"no-{name}", as_of="2026-10-31")
    demand_sentence(missing)
    assert "\x1b" not in missing.err
    told = firm.run("import-bank", firm.folder / f"no-{name}", "--json", as_of="2026-10-31")
    assert demand_contract(told, "import-bank")["refused"]["code"] == "E_FILE_MISSING"
    assert firm.run("undo", "--apply").code == 0
