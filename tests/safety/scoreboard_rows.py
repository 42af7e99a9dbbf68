"""The rows of the scoreboard: what is done, which tests do it, what must hold, and how it is counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .reports import Case, noted

Count = Callable[[Sequence[Case]], str]
POINT = re.compile(r"(?:(.+)-)?((?:journal|save|settle|file):.+)")
"""The parameter of a test that kills: the command, and the step at which it dies."""


@dataclass(frozen=True)
class Row:
    """One line; its tests are named by how their names begin."""

    done: str
    holds: str
    tests: tuple[str, ...] = ()
    how_often: Count = lambda cases: ""
    not_measured: str = ""
    again: str = ""
    """The command, where it is not the one of a piece."""


def _sum(cases: Sequence[Case], what: str) -> int:
    return int(sum(noted(cases, what)))


def sums(**words: str) -> Count:
    """The sums of what the tests noted, each with its word."""

    def count(cases: Sequence[Case]) -> str:
        there = {what for case in cases for what, _ in case.noted}
        return ", ".join(f"{_sum(cases, what):,} {word}" for what, word in words.items() if what in there)

    return count


def by_file(*words: tuple[str, str]) -> Count:
    """How many tests there are whose names begin so, each with its word."""

    def count(cases: Sequence[Case]) -> str:
        found = [(sum(case.name.startswith(start) for case in cases), word) for start, word in words]
        return ", ".join(f"{number:,} {word}" for number, word in found if number)

    return count


def together(*counts: Count) -> Count:
    """Several counts of one row."""
    return lambda cases: "; ".join(filter(None, (count(cases) for count in counts)))


def properties(cases: Sequence[Case]) -> str:
    """How many laws, and in how many examples they held."""
    laws = [case for case in cases if any(what == "examples" for what, _ in case.noted)]
    return f"{len(laws)} properties, {_sum(laws, 'examples'):,} examples"


def kills_by_command(cases: Sequence[Case]) -> str:
    """Kills in all, and of each command."""
    kills, steps = Counter[str](), set[str]()
    for case in cases:
        if found := POINT.fullmatch(case.parameter):
            kills[found[1] or "pay"] += max(1, _sum([case], "kills"))
            steps.add(found[2])
    listed = ", ".join(f"{command} {count}" for command, count in sorted(kills.items()))
    return f"{kills.total():,} kills at {len(steps)} steps of {len(kills)} commands: {listed}"


def most(cases: Sequence[Case]) -> str:
    """The longest time and the largest memory of any."""
    seconds, megabytes = list(noted(cases, "seconds")), list(noted(cases, "megabytes"))
    told = [f"longest {max(seconds):.1f} s CPU"] * bool(seconds)
    return ", ".join([*told, *([f"largest memory {max(megabytes):.0f} MB"] * bool(megabytes))])


SAFETY, CONTRACT, UNIT, LAWS = "tests/safety", "tests/contract", "tests/unit", "tests/properties"
STORM = f"{SAFETY}/test_storm.py::test_killed_at_random_instants"
JOURNAL = f"{UNIT}/journal"
BAD, EINVOICE = f"{CONTRACT}/test_bad_input.py::test_", f"{CONTRACT}/test_bad_einvoice.py::test_"
INJECTED = f"{CONTRACT}/test_injection.py::test_"
ROWS = (
    Row(
        "The process is killed at a random instant while it issues or cancels invoices; every third time a clerk types"
        " into the same book. The journal alone too",
        "no number missing or twice, the book opens, what she typed is there; started once more it is as if nothing"
        " had happened",
        (f"{STORM}[create", f"{STORM}[undo", f"{JOURNAL}/test_journal_faults.py::test_the_plug_pulled"),
        sums(kills="kills"),
    ),
    Row(
        "The same while the bank is read in and settled",
        "allocations, open amounts and bank lines add up; no line is in twice",
        (f"{STORM}[import", f"{STORM}[reconcile"),
        sums(kills="kills"),
        "Dunning and payments are killed at every step (row 3), not at random instants",
    ),
    Row(
        "The process is killed at each marked step between reading and the last cell",
        "one restart makes the state of an undisturbed run, byte for byte in the documents; a further run changes"
        " nothing",
        (
            f"{SAFETY}/test_crash_points.py::test_killed",
            f"{SAFETY}/test_complaints_crash_points.py::",
            f"{SAFETY}/test_late_money_crash_points.py::",
            f"{SAFETY}/test_payments.py::test_killed",
        ),
        kills_by_command,
    ),
    Row(
        "2 to 8 processes draw numbers, or run the same command, at the same time",
        "each number once and none missing; of two clicks one waits; one batch, one delivery",
        (
            f"{SAFETY}/test_at_once.py::",
            f"{SAFETY}/test_payments.py::test_people",
            f"{SAFETY}/test_payments.py::test_one_pays",
            f"{JOURNAL}/test_journal_faults.py::test_processes_at_once",
            f"{JOURNAL}/test_run_lock.py::",
        ),
        sums(numbers="numbers", twice="twice", missing="missing"),
    ),
    Row(
        "The same with a PostgreSQL server",
        "as row 4",
        not_measured="Not measured: there is no PostgreSQL journal, only SQLite on a local disk",
    ),
    Row(
        "A person changes the book while a run is at work or asks",
        "her value stays; what she corrected before the numbers were drawn is billed",
        (
            STORM,
            f"{CONTRACT}/test_clerk_in_calc.py::",
            f"{SAFETY}/test_interrupted.py::test_a_quantity",
            f"{UNIT}/test_saving.py::test_a_workbook_that_chang",
        ),
        sums(
            remarks="cells saved during runs that were killed", typed="cells typed, rows moved, in an open LibreOffice"
        ),
        "Not measured: a person in Microsoft Excel",
    ),
    Row(
        "Workbooks, bank files, tables and e-invoices that are cut, damaged, lie or attack",
        "read as meant, or refused with code, cause and next step; no traceback, nothing written, under 10 s CPU and,"
        " of the bombs, 512 MB; honest odd files are let in",
        (
            f"{BAD}a_bad",
            f"{BAD}an_odd",
            f"{BAD}what_is_no",
            f"{BAD}a_document_type",
            f"{BAD}odd_but",
            f"{BAD}bombs",
            f"{EINVOICE}a_bad",
            f"{EINVOICE}what",
            f"{EINVOICE}heavy",
            f"{CONTRACT}/test_payables_hostile.py::",
            f"{UNIT}/test_xml_door.py::",
            f"{UNIT}/test_zip_door.py::",
        ),
        together(
            by_file(
                (f"{BAD}a_bad_workbook[", "workbooks"),
                (f"{BAD}a_bad_file_is", "bank files and tables"),
                (f"{EINVOICE}a_bad_file_is", "e-invoices"),
                (f"{UNIT}/test_xml_door.py::test_what", "XML bombs"),
            ),
            sums(files="files in a supplier's post"),
            most,
        ),
        "Memory is measured of the bombs alone, each in a process of its own",
    ),
    Row(
        "Code in the child process that reads foreign files connects, writes, starts programs, eats memory, never ends",
        "no connection, no file, one sentence outside",
        (f"{UNIT}/test_isolation.py::",),
        by_file((f"{UNIT}/test_isolation.py::", "attempts and limits")),
        "Not measured: the files of row 7 under a tracer of system calls",
    ),
    Row(
        "Cells and rows are written into books of other makers, with parts that pyxl does not know",
        "no part lost, no other cell changed, formulas keep their text and results; LibreOffice opens it",
        (f"{LAWS}/test_workbook_patch_laws.py::", f"{CONTRACT}/test_her_workbook.py::", f"{UNIT}/xlsx/"),
        together(
            by_file((f"{CONTRACT}/test_her_workbook.py::test_every_action", "whole months in books of others")),
            properties,
        ),
        "Not measured: workbooks from real firms, and Microsoft Excel (docs/EXCEL_CHECK.md)",
    ),
    Row(
        "The disk is full at any byte; file, folder or place is read-only, blocked or taken",
        "the old book or the new one, no number spent, a plain refusal; with room again the run completes",
        (f"{SAFETY}/test_refusals.py::", f"{UNIT}/test_saving.py::", f"{JOURNAL}/test_journal_faults.py::test_a_"),
        sums(full="runs against a full disk"),
        "Not measured: an error of the device at each single write",
    ),
    Row(
        "Events are changed, deleted, swapped, cut off or written anew with another program; copies go on apart",
        "found, and named by event; an old or foreign journal draws no number until it is adopted",
        (f"{JOURNAL}/test_journal_tampering.py::",),
        by_file((f"{JOURNAL}/test_journal_tampering.py::", "attacks")),
    ),
    Row(
        "Exports of the bank and of shops that overlap come in, in any order and as often as one likes",
        "each line once, equal payments both",
        (f"{LAWS}/test_import_laws.py::", f"{LAWS}/test_intake_laws.py::"),
        properties,
    ),
    Row(
        "Formulas, markup, template code, paths and terminal escapes stand in every field that takes text",
        "text everywhere: cells, LibreOffice, PDF, HTML, XML, mail, file names, terminal",
        (
            INJECTED,
            f"{EINVOICE}payloads",
            f"{EINVOICE}nothing_turns",
            f"{EINVOICE}terminal",
            f"{EINVOICE}an_attached",
            f"{CONTRACT}/test_import_cases.py::test_no_text",
            f"{CONTRACT}/test_import_cases.py::test_words",
            f"{CONTRACT}/test_import_orders.py::test_no_formula",
            f"{UNIT}/invoicing/test_documents.py::test_hostile",
            f"{UNIT}/invoicing/test_documents.py::test_data_stays",
            f"{UNIT}/invoicing/test_invoice_letter.py::test_no_field",
            f"{UNIT}/invoicing/test_mail_draft.py::test_no_cell",
            f"{UNIT}/reporting/test_report_outputs.py::test_hostile",
        ),
        sums(payloads="payloads in every field"),
    ),
    Row(
        "Money, numbers, allocations, taxes, stock and documents with generated figures",
        "the laws of each: sums to the cent against exact fractions, nothing allocated twice, undone is as before",
        (f"{LAWS}/",),
        properties,
    ),
    Row(
        "Parsers are given random and damaged bytes",
        "read or refused",
        (
            f"{BAD}random",
            f"{BAD}damaged",
            f"{BAD}any_value",
            f"{EINVOICE}damaged",
            f"{LAWS}/test_statement_laws.py::test_any",
            f"{LAWS}/test_statement_laws.py::test_a_damaged",
            f"{CONTRACT}/test_import_cases.py::test_any_bytes",
        ),
        properties,
        "Not measured: 24 hours of fuzzing led by coverage",
    ),
    Row(
        "The source is mutated",
        "a test fails",
        not_measured="Not measured: no tool for mutation is installed with the tests",
    ),
    Row(
        "Branches of the journal, of saving and of the doors are counted",
        "each is taken",
        not_measured="Not measured: coverage is not counted in the tests",
    ),
    Row(
        "A book with 10,000 events is opened, checked and rebuilt",
        "a check in less than 10 s",
        not_measured="Measured with the speed of all jobs, not here: docs/performance.md",
        again="`make performance`",
    ),
    Row(
        "The same event is drawn again: in another process, in another time zone, after a kill",
        "the same bytes",
        (
            f"{UNIT}/invoicing/test_documents.py::test_two_processes",
            f"{UNIT}/invoicing/test_documents.py::test_a_batch",
            f"{UNIT}/invoicing/test_hybrid_pdf.py::test_the_same_invoice",
            f"{UNIT}/invoicing/test_hybrid_pdf.py::test_the_limited",
            f"{UNIT}/invoicing/test_einvoice_output.py::test_the_same",
            f"{UNIT}/invoicing/test_mail_draft.py::test_the_same",
            f"{UNIT}/reporting/test_report_outputs.py::test_the_same",
            f"{UNIT}/checking/test_rebuilding.py::test_the_issued",
        ),
        by_file(("tests/", "comparisons")),
        "Not measured: two machines",
    ),
    Row(
        "Dependencies are looked up in lists of known holes, and pinned by hash",
        "none is known, none was exchanged",
        not_measured="Not measured: versions are bounded in setup.cfg, there is neither a lock file nor a bill of"
        " materials",
    ),
    Row(
        "The same clicks on a closed file and in an open workbook in LibreOffice: orders, goods, bank, late money,"
        " suppliers, complaints",
        "the same messages, the same journal, the same cells",
        tuple(
            f"{CONTRACT}/test_{name}.py::"
            for name in ("hosts", "goods_in_office", "late_money_in_hosts", "payables_live", "service_live")
        ),
        by_file((f"{CONTRACT}/", "comparisons")),
        "Not measured: Microsoft Excel",
    ),
)
