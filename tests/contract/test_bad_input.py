"""Bad input of every kind gives findings or a refusal, in time, and never a traceback; nothing is written."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pyxl.app.tabs import SCHEMA_OF_TAB, SCHEMAS
from pyxl.core.labels import LANGUAGES
from pyxl.core.refusal import Refused
from pyxl.core.tables import RawTable, headings_of
from pyxl.formats.statement_files import read_statement_file
from pyxl.hosts.files import read_snapshot
from pyxl.hosts.table_files import read_table_file
from pyxl.hosts.xlsx import Writable, WriteCell, patch, verify

from .hostile_books import (
    hostile_books,
    odd_books,
    odd_cells,
    odd_sheets,
    packed,
    part_of,
    parts,
)
from .hostile_files import CSV, camt, camt_files, csv_files, mt940, mt940_files
from .small_firm import AS_OF, Firm, Ran, fingerprint, pyxl, small_book

STORM = os.environ.get("PYXL_STORM") == "full"
BOOKS = hostile_books()
FILES = {
    f"{name}.{ending}": data
    for ending, files in (("xml", camt_files()), ("sta", mt940_files()), ("csv", csv_files()))
    for name, data in files.items()
}
CUSTOMERS = headings_of(SCHEMA_OF_TAB["Customers"])
SECONDS, MEGABYTES = 10, 512
"""Of CPU time, with that of child processes: the clock on the wall runs on while other programs work."""
PATIENCE = 120
"""Seconds on the wall after which a process hangs."""
THINNED = (
    "cut-",
    "bit-",
    "xxe-",
    "outside-",
    "half-",
    "empty-",
    "gone-",
    "deep-",
    "wide-",
    "code-",
    "value-",
    "day-",
    "kind-",
)
"""Of these kinds the usual run takes every third."""


def demand_calm(ran: Ran) -> dict[str, Any]:
    """A finding or a refusal as one JSON object; nothing unforeseen, no traceback."""
    assert ran.code in (0, 1, 2), ran.text
    assert "Traceback" not in ran.text
    told = ran.json
    refused = told["refused"]
    assert (ran.code == 2) == (refused is not None), ran.text
    if refused:
        assert refused["code"] not in ("E_UNFORESEEN", "E_PARSER_DIED"), ran.text
        assert all(refused[key] for key in ("code", "cause", "next_step"))
        assert "Traceback" not in refused["cause"]
    return told


def tried(folder: Path, *arguments: object) -> dict[str, Any]:
    """Runs a command with `--json` and demands calm, the time limit and an untouched folder."""
    before, start = fingerprint(folder), cpu_seconds()
    ran = pyxl(*arguments, "--as-of", AS_OF, "--json")
    assert cpu_seconds() - start < SECONDS, arguments
    assert fingerprint(folder) == before, "something was written"
    return demand_calm(ran)


def cpu_seconds() -> float:
    """What this process and its ended children have used."""
    return sum(os.times()[:4])


@pytest.fixture(autouse=True)
def _time_taken(record_property: Callable[[str, object], None]) -> Iterator[None]:
    """The CPU seconds of each test stand in the report, those for making the bad file included."""
    start = cpu_seconds()
    yield
    record_property("seconds", cpu_seconds() - start)


@cache
def made(name: str) -> bytes:
    """The workbook of that name."""
    return BOOKS[name]()


HEAVY = ("bomb", "a-million-blank-rows", "wide-rows", "deep-sheet")
HEAVY_FILES = ("laughs.xml", "huge-text.xml", "zip-bomb.xml", "many-tags.sta", "open-quote.csv")
"""Tried in a process whose time and memory are measured."""


def some(names: Iterable[str]) -> list[str]:
    """The names to be tried: all of them in a storm, else fewer of those of which there are many alike."""
    many = {name: number for number, name in enumerate(name for name in names if name.startswith(THINNED))}
    return [name for name in names if STORM or many.get(name, 0) % 3 == 0]


def light(names: Iterable[str]) -> list[str]:
    """Without those that a measured process is tried with anyway; in a storm all."""
    return [name for name in names if STORM or name not in HEAVY]


def is_tried_twice(name: str) -> bool:
    """Whether a refused file is tried with `--apply` too: all of them in a storm, else one in four."""
    return STORM or len(name) % 4 == 0


def test_the_corpus_is_large_enough() -> None:
    assert len(some(BOOKS)) + len(some(FILES)) >= 280


@pytest.mark.parametrize("name", light(some(BOOKS)))
def test_a_bad_workbook(name: str, tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    book.write_bytes(made(name))
    told = tried(tmp_path, "create-invoices", book)
    if told["refused"] and is_tried_twice(name):
        again = tried(tmp_path, "create-invoices", book, "--apply")
        assert again["refused"] == told["refused"]


ODD = {name: make for group in (odd_sheets(), odd_cells(), odd_books()) for name, make in group}


@pytest.mark.parametrize("name", light(name for place, name in enumerate(ODD) if STORM or place % 3 == 0))
def test_an_odd_workbook_is_written_right_or_not_at_all(name: str, tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    book.write_bytes(before := ODD[name]())
    told = demand_calm(pyxl("validate-orders", book, "--apply", "--json", "--as-of", AS_OF))
    assert (told["refused"] is None) or book.read_bytes() == before


REFUSED = {
    "is-html": "E_NOT_XLSX",
    "is-csv": "E_NOT_XLSX",
    "is-empty": "E_EMPTY",
    "is-ole-password": "E_PASSWORD",
    "is-ole-xls": "E_NOT_XLSX",
    "cut-12": "E_NOT_XLSX",
    "bomb": "E_TOO_BIG",
    "many-parts": "E_TOO_BIG",
    "twice-sheet": "E_PACKAGE",
    "part-../evil.xml": "E_PACKAGE",
    "encrypted-member": "E_PASSWORD",
    "strict": "E_STRICT_OOXML",
    "sheet-climbs": "E_PACKAGE",
    "table-gone": "E_PACKAGE",
    "header-gone": "E_TAB_UNUSABLE",
    "header-twice": "E_TAB_UNUSABLE",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_honest_workbook_is_named(name: str, tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    book.write_bytes(made(name))
    assert tried(tmp_path, "validate-orders", book)["refused"]["code"] == REFUSED[name]


DOCTYPES = [name for name in BOOKS if name.startswith(("doctype-", "xxe-", "outside-", "laughs-"))]


@pytest.mark.parametrize("name", [name for name in some(DOCTYPES) if not name.endswith("-properties")])
def test_a_document_type_is_refused_in_every_part_that_is_read(name: str, tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    book.write_bytes(made(name))
    assert tried(tmp_path, "create-invoices", book)["refused"]["code"] == "E_PACKAGE"


READ_AS_MEANT = {
    "header-alias": [],
    "table-renamed": [],
    "sheet-renamed": [],
    "sheet-hidden": [],
    "macros": [],
    "external-link": [],
    "stray-cell": [],
    "dimension-lie": [],
    "row-without": [],
    "cell-quotes": [],
    "inline-rich": [],
    "1904": ["CEL"],
    "merged-keys": ["CEL"],
    "hidden-rows": ["CEL"],
    "formula-only": ["CEL"],
    "value-0": ["CEL"],
}


@pytest.mark.parametrize("name", READ_AS_MEANT)
def test_odd_but_honest_workbooks_are_read_as_meant(name: str, tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    book.write_bytes(made(name))
    told = tried(tmp_path, "validate-orders", book)
    assert told["refused"] is None
    assert told["summary"]["rows"] in (6, 7)
    codes = {finding["code"] for finding in told["findings"]} - {"ORD001"}
    assert bool(codes) == bool(READ_AS_MEANT[name]), codes


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_read_or_refused(name: str) -> None:
    only_refused(lambda: read_statement_file(name, FILES[name]))
    only_refused(lambda: read_table_file(FILES[name], name=name, wanted=CUSTOMERS))


@pytest.mark.parametrize("name", [name for place, name in enumerate(some(FILES)) if STORM or place % 8 == 0])
def test_a_bad_bank_file(name: str, firm: Firm) -> None:
    path = firm.folder / f"bank{Path(name).suffix}"
    path.write_bytes(FILES[name])
    told = tried(firm.folder, "import-bank", firm.book, path)
    if told["refused"] and is_tried_twice(name):
        assert tried(firm.folder, "import-bank", firm.book, path, "--apply")["refused"] == told["refused"]


@pytest.mark.parametrize("name", [name for name in some(FILES)[1 - STORM :: 2 - STORM] if name.endswith(".csv")])
def test_a_bad_table(name: str, firm: Firm) -> None:
    path = firm.folder / "table.csv"
    path.write_bytes(FILES[name])
    tried(firm.folder, "load", firm.book, "Customers", path)


LOADED = (
    "stray-cell",
    "bomb",
    "deep-sheet",
    "strict",
    "value-3",
    "is-ole-password",
    "is-docx",
    "sheet-hidden",
    "laughs-sheet",
)


@pytest.mark.parametrize("name", LOADED)
def test_a_bad_workbook_to_load_from(name: str, firm: Firm) -> None:
    path = firm.folder / "table.xlsx"
    path.write_bytes(made(name))
    tried(firm.folder, "load", firm.book, "Orders", path)


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="only POSIX tells what a child process used")
@pytest.mark.parametrize("name", [*HEAVY, *HEAVY_FILES])
def test_bombs_stay_within_time_and_memory(
    name: str, firm: Firm, record_property: Callable[[str, object], None]
) -> None:
    if name in BOOKS:
        firm.book.write_bytes(made(name))
        arguments = ["create-invoices", str(firm.book)]
    else:
        path = firm.folder / name
        path.write_bytes(FILES[name])
        arguments = ["import-bank", str(firm.book), str(path)]
    before = firm.state()
    code, out, err, seconds, megabytes = measured([*arguments, "--json", "--as-of", AS_OF])
    demand_calm(Ran(code, out, err))
    assert seconds < SECONDS
    record_property("megabytes", megabytes)
    assert megabytes < MEGABYTES
    assert firm.state() == before


_LAUNCHER = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
sys.stderr.write(f"\\n{used.ru_utime + used.ru_stime} {used.ru_maxrss}")
sys.exit(code)
"""
"""A small process in between: a child begins with the memory of the process that starts it, and this one has much."""


def measured(arguments: list[str]) -> tuple[int, str, str, float, float]:
    """Exit code, both outputs, CPU seconds, and megabytes of the largest of the processes."""
    command = [sys.executable, "-c", _LAUNCHER, sys.executable, "-X", "utf8", "-m", "pyxl", *arguments]
    ran = subprocess.run(command, capture_output=True, check=False, timeout=PATIENCE)
    err, _, used = ran.stderr.decode().rpartition("\n")
    seconds, memory = used.split()
    scale = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return ran.returncode, ran.stdout.decode(), err, float(seconds), int(memory) / scale


EXAMPLES = 3_000 if STORM else 40
TOKENS = (
    b"",
    b"\0",
    b"<",
    b"&",
    b"<!--",
    b"]]>",
    b"9" * 30,
    b"-1",
    b"NaN",
    b"\xff",
    b'"',
    b";",
    b"\n:61:",
    b"A1:B2",
    b" ",
)
fuzzing = settings(
    max_examples=EXAMPLES,
    deadline=timedelta(seconds=SECONDS),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


@st.composite
def damaged(draw: st.DrawFn, good: bytes) -> bytes:
    """The good bytes with one to four pieces cut, doubled or overwritten."""
    data = good
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from((0, 1, 2, 7, 40, 400))))
        piece = draw(st.sampled_from((*TOKENS, data[start:end] * 2)))
        data = data[:start] + piece + data[end:]
    return data


def only_refused(work: Callable[[], object]) -> None:
    """Whatever the bytes are: a result, or a refusal."""
    try:
        work()
    except Refused as refused:
        said = [refused.text(language) for language in LANGUAGES]
    else:
        said = ["read"]
    assert all(said)


def read_and_change(data: bytes) -> None:
    """All tabs read, and a cell of the orders changed."""
    snapshot = read_snapshot(data, "", SCHEMAS)
    orders = snapshot.tabs["Orders"]
    edits = [WriteCell(orders.sheet, orders.header_row + 1, orders.first_column, "L-9", over_formula=True)]
    verify(data, patch(data, edits), edits)


@pytest.mark.slow
@fuzzing
@given(st.binary(max_size=400))
def test_random_bytes_are_refused_or_read(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b":20:\r\n:25:", b"<?xml version='1.0'?><Document>", b"Kundennr.;Name\n"):
        only_refused(partial(read_statement_file, "x", start + data))
        only_refused(partial(read_table_file, start + data, name="x", wanted=CUSTOMERS))
        only_refused(partial(read_snapshot, start + data, "", SCHEMAS))


@pytest.mark.slow
@fuzzing
@given(st.sampled_from((camt(), mt940(), CSV.encode("cp1252"))).flatmap(damaged))
def test_damaged_bank_files_are_refused_or_read(data: bytes) -> None:
    only_refused(lambda: read_statement_file("x", data))


@pytest.mark.slow
@fuzzing
@given(data=st.data())
def test_damaged_parts_are_refused_or_read(data: st.DataObject) -> None:
    kinds = ("sheet", "table")
    named = [part_of(tab, kind) for tab in ("Orders", "Settings") for kind in kinds]
    part = data.draw(st.sampled_from((*named, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels")))
    broken = data.draw(damaged(parts()[part]))
    only_refused(lambda: read_and_change(packed({**parts(), part: broken})))


CELLS: tuple[Writable, ...] = (
    "", " ", "=1+1", "1E400", "NaN", "-1", "0", "99999999999999999999", "30.02.2026", "01.01.0001", "#N/A", "{year",
    "{0}", "{year:>999999999}", "{00001}{00001}", "{year}-{00001}-\u202e", "../../x", "\x1b[2J", "x" * 9_000, "ja",
    "{}", "💶", "١٢٣",
    "１２", "1.234", "1,5 EUR", "DE00", "#GGGGGG", "red; }", "logo/../../etc/passwd", 0, -1, 1, 5, 10**9,
    10**15, 10**300, Decimal("0.000000001"), Decimal("-0.005"), Decimal("1e14"), Decimal("99999999999.99"), True, False,
    date(1990, 1, 1), date(2099, 12, 31), date(9999, 12, 31), None,
)  # fmt: skip


@pytest.mark.slow
@settings(fuzzing, max_examples=1_500 if STORM else 8)
@given(data=st.data())
def test_any_value_in_any_cell_gives_findings(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    good = small_book()
    snapshot = read_snapshot(good, "", [SCHEMA_OF_TAB[tab] for tab in INPUT_TABS])
    spots = {(tab, row, column) for tab in INPUT_TABS for row, column in cells_of(snapshot.tabs[tab])}
    edits = [
        WriteCell(snapshot.tabs[tab].sheet, row, column, data.draw(st.sampled_from(CELLS)), over_formula=True)
        for tab, row, column in data.draw(st.sets(st.sampled_from(sorted(spots)), min_size=1, max_size=12))
    ]
    folder = tmp_path_factory.mktemp("cells")
    book = folder / "book.xlsx"
    try:
        book.write_bytes(patch(good, edits))
    except Refused:
        return  # A value Excel itself cannot hold.
    (folder / "bank.xml").write_bytes(camt())
    demand_calm(
        pyxl("create-invoices", book, "--json", "--as-of", AS_OF, *data.draw(st.sampled_from(([], ["--apply"]))))
    )
    demand_calm(pyxl("import-bank", book, folder / "bank.xml", "--json", "--apply", "--as-of", "2026-10-31"))
    demand_calm(pyxl("reconcile", book, "--json", "--as-of", "2026-10-31"))


INPUT_TABS = ("Settings", "Customers", "Items", "Orders", "Receivables")


def cells_of(raw: RawTable) -> list[tuple[int, int]]:
    """Row and column of the cells of the first two rows; in the settings of every value."""
    if raw.is_transposed:
        return [(raw.header_row + 1 + at, raw.first_column + 1) for at in range(len(raw.headers))]
    rows = range(raw.header_row + 1, raw.header_row + 3)
    return [(row, raw.first_column + at) for row in rows for at in range(len(raw.headers))]
