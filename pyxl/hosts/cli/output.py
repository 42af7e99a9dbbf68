"""What the command line shows: sentences and tables for people, one JSON object for scripts."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyxl.app.desk import Conflict
from pyxl.core.changes import AppendRow, CellValue, Change, ChangeSet, SetCell
from pyxl.core.findings import Finding, Severity
from pyxl.core.labels import Label, Language, Sentence, show
from pyxl.core.money import Money
from pyxl.core.outcome import NOT_DRAWN
from pyxl.core.refusal import Refused
from pyxl.core.schema import CHECK_COLUMN, TABLES
from pyxl.hosts.action_names import as_commands
from pyxl.hosts.cli.text import printable, quoted
from pyxl.hosts.seat import write_log

if TYPE_CHECKING:
    from rich.console import Console

    from pyxl.app.printed import Progress
    from pyxl.app.runner import Report

SHOWN_FINDINGS, SHOWN_CHANGES = 40, 25
QUIET_TABS = frozenset({"Findings", "Log", "Report"})
"""Tabs that are written anew as a whole: what is in them, the summary says."""
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
ONLY_READS = frozenset({"check"})
PREVIEW = Label(
    "Preview: nothing was written. Add --apply to write.", "Vorschau: nichts wurde geschrieben. Mit --apply schreiben."
)
APPLIED = Label(
    "Written. Run {run}; take back with: pyxl undo {book}",
    "Geschrieben. Lauf {run}; zurücknehmen mit: pyxl undo {book}",
)
NOTHING = Label("Nothing to write: all is as it should be.", "Nichts zu schreiben: alles ist, wie es sein soll.")
MORE = Label("… and {count} more, in the Findings tab.", "… und {count} weitere, im Blatt Befunde.")
NEW_NUMBER = Label("new number", "neue Nummer")
MORE_CHANGES = Label("… and {count} more changes.", "… und {count} weitere Änderungen.")
KEPT = Label(
    "{place} was changed by someone meanwhile and keeps “{found}”; pyxl wanted to write “{new}”.",
    "{place} wurde inzwischen geändert und behält „{found}“; pyxl wollte „{new}“ eintragen.",
)
INTERRUPTED = Label(
    "Stopped. What was recorded is safe; run the same command again and pyxl goes on.",
    "Abgebrochen. Was gebucht ist, ist sicher; denselben Befehl noch einmal starten, pyxl macht weiter.",
)
UNFORESEEN = Label(
    "Something went wrong that pyxl did not foresee ({kind}). Nothing is lost; details are in {log}.",
    "Etwas ist schiefgegangen, womit pyxl nicht gerechnet hat ({kind}). Nichts ist verloren; Näheres steht in {log}.",
)


def console() -> Console:
    """Where people read: plain text when the output is no terminal."""
    from rich.console import Console

    return Console(highlight=False, emoji=False, soft_wrap=not sys.stdout.isatty())


def say(out: Console, text: str, style: str | None = None, *, end: str = "\n") -> None:
    """Prints one line. What came from a cell, a bank or a file name can neither command the terminal nor break it."""
    out.print(printable(text, sys.stdout.encoding), style=style, end=end, markup=False)


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress | None]:
    """A progress bar on a terminal; nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    with Progress(
        TextColumn("PDF"), BarColumn(), MofNCompleteColumn(), console=Console(stderr=True), transient=True
    ) as bar:
        task = bar.add_task("PDF", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def print_report(report: Report, book: Path, language: Language) -> None:
    """A report for a person: what is wrong, what changes, what was made, and the sentence that sums it up."""
    out = console()
    _print_findings(out, report, book, language)
    _print_changes(out, report.changes, report.sheets, language)
    _print_kept(out, report, language)
    for document in report.documents:
        say(out, f"  {document.path}", "dim")
    say(out, report.outcome.summary.text(language), "bold")
    if report.action not in ONLY_READS:
        say(out, _ending(report, book, language), "dim")


def print_before_asking(report: Report, book: Path, language: Language) -> None:
    """What a dialog shows of a preview before it asks whether to write."""
    out = console()
    _print_findings(out, report, book, language)
    _print_changes(out, report.changes, report.sheets, language)
    say(out, report.outcome.summary.text(language), "bold")


def print_after_asking(report: Report, book: Path, language: Language) -> None:
    """What a dialog says after it has written; what it showed before is not told again."""
    out = console()
    _print_kept(out, report, language)
    say(out, _ending(report, book, language), "dim")


def _ending(report: Report, book: Path, language: Language) -> str:
    if not report.applied:
        return PREVIEW.text(language)
    if report.run_id:
        return APPLIED.text(language).format(run=report.run_id, book=quoted(book))
    return NOTHING.text(language)


def _print_kept(out: Console, report: Report, language: Language) -> None:
    for conflict in report.conflicts:
        say(out, _kept(conflict, report.sheets, language), "yellow")


def _print_findings(out: Console, report: Report, book: Path, language: Language) -> None:
    findings = report.outcome.findings
    for finding in findings[:SHOWN_FINDINGS]:
        sheet = _tab_name(finding.cell.tab, report.sheets, language)
        place = f"{book.name}: {sheet}!{finding.cell.address}" if finding.cell.address else f"{book.name}: {sheet}"
        head = f"{place}: {finding.severity.label.text(language)} {finding.code}"
        say(out, head, COLOURS[finding.severity], end=" ")
        say(out, f"{finding.message(language)} {as_commands(finding.hint(language), language)}")
    if len(findings) > SHOWN_FINDINGS:
        say(out, MORE.text(language).format(count=len(findings) - SHOWN_FINDINGS), "dim")


def _print_changes(out: Console, changes: ChangeSet, sheets: dict[str, str], language: Language) -> None:
    visible = [change for change in changes if change.tab not in QUIET_TABS and not _is_check(change)]
    for change in visible[:SHOWN_CHANGES]:
        say(out, "  " + _change_line(change, sheets, language))
    if len(visible) > SHOWN_CHANGES:
        say(out, MORE_CHANGES.text(language).format(count=len(visible) - SHOWN_CHANGES), "dim")


def _is_check(change: Change) -> bool:
    return isinstance(change, SetCell) and change.column == CHECK_COLUMN


def _tab_name(tab: str, sheets: dict[str, str], language: Language) -> str:
    """The tab as her sheet is called; by its own label where the action did not read it."""
    return sheets.get(tab) or (TABLES[tab].label.text(language) if tab in TABLES else tab)


def _change_line(change: Change, sheets: dict[str, str], language: Language) -> str:
    tab = _tab_name(change.tab, sheets, language)
    place = f"{tab}{_key(change.key, language)}"
    if isinstance(change, SetCell):
        heading = TABLES[change.tab].column(change.column).label.text(language)
        new = NEW_NUMBER.text(language) if change.new == NOT_DRAWN else shown(change.new, language)
        return f"{place} {heading}: {shown(change.old, language)} → {new}{_because(change, new, language)}"
    sign = "+" if isinstance(change, AppendRow) else "−"
    return f"{sign} {place}{_because(change, _tab_name(change.tab, {}, language), language)}"


def _key(key: str, language: Language) -> str:
    """The key behind the tab's name; in a preview a number may not be drawn yet."""
    is_new = key.startswith(NOT_DRAWN)
    return f", {NEW_NUMBER.text(language)}{key.removeprefix(NOT_DRAWN)}" if is_new else f" {key}"


def _because(change: Change, known: str, language: Language) -> str:
    """The reason in brackets; none where it only says what stands there already, or names a number not drawn yet."""
    why = change.why.text(language)
    is_unsaid = isinstance(change.why, Sentence) and NOT_DRAWN in change.why.facts.values()
    return "" if is_unsaid or why == known else f" ({why})"


def shown(value: CellValue, language: Language) -> str:
    """A cell value as a person reads it."""
    if isinstance(value, Enum):
        return show(value.value, language)
    return show(value, language) if value != "" else "–"


def _kept(conflict: Conflict, sheets: dict[str, str], language: Language) -> str:
    change = conflict.change
    place = f"{_tab_name(change.tab, sheets, language)}!{conflict.address or change.key}"
    return KEPT.text(language).format(place=place, found=conflict.found, new=shown(change.new, language))


def print_json(report: Report, book: Path, language: Language) -> None:
    """A report for scripts: field names in English as in the schema, amounts and dates as text."""
    outcome = report.outcome
    print_object(
        {
            "action": report.action,
            "applied": report.applied,
            "run": report.run_id,
            "summary": {"text": outcome.summary.text(language), **outcome.counts},
            "findings": [finding_object(finding, language) for finding in outcome.findings],
            "changes": [change_object(change, language) for change in report.changes],
            "conflicts": [_kept(conflict, report.sheets, language) for conflict in report.conflicts],
            "documents": [
                {"kind": each.kind, "number": each.number, "path": str(each.path), "sha256": each.sha256}
                for each in report.documents
            ],
            "proposals": list(outcome.proposals),
            "refused": None,
        }
    )


def finding_object(finding: Finding, language: Language) -> dict[str, Any]:
    """A finding as the contract of `--json` names it."""
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "tab": finding.cell.tab,
        "row": finding.cell.row,
        "column": finding.cell.column,
        "key": finding.cell.key,
        "cell": finding.cell.address,
        "message": finding.message(language),
        "hint": as_commands(finding.hint(language), language),
    }


def change_object(change: Change, language: Language) -> dict[str, Any]:
    """A change as the contract of `--json` names it; a new row is one change per cell."""
    why = change.why.text(language)
    if isinstance(change, SetCell):
        old, new = json_value(change.old), json_value(change.new)
        return {"tab": change.tab, "key": change.key, "column": change.column, "old": old, "new": new, "why": why}
    values = {name: json_value(value) for name, value in change.values.items()}
    is_new = isinstance(change, AppendRow)
    old_row, new_row = (None, values) if is_new else (values, None)
    return {"tab": change.tab, "key": change.key, "column": None, "old": old_row, "new": new_row, "why": why}


def json_value(value: CellValue) -> Any:
    """A cell value for JSON: amounts and numbers as text, so that nothing is rounded on the way."""
    match value:
        case Enum():
            return json_value(value.value)
        case Label():
            return value.en
        case Money():
            return str(value.amount)
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
        case _:
            return value


def show_refusal(action: str, refused: Refused, language: Language, as_json: bool) -> None:
    """A refusal as a sentence with its next step, on the error output; or as the JSON object."""
    if as_json:
        print_object(empty_object(action) | {"refused": refusal_object(refused, language)})
    else:
        complain(f"{refused.code}: {refusal_text(refused, language)}")


def refusal_object(refused: Refused, language: Language) -> dict[str, str]:
    """A refusal as the contract of `--json` names it."""
    cause, step = refused.cause.text(language), as_commands(refused.next_step.text(language), language)
    return {"code": refused.code, "cause": cause, "next_step": step}


def refusal_text(refused: Refused, language: Language) -> str:
    """Cause and next step for who types commands."""
    return " ".join(filter(None, list(refusal_object(refused, language).values())[1:]))


def show_wrong_usage(action: str, sentence: str, hint: str) -> None:
    """Wrong usage as the JSON object, for scripts."""
    print_object(empty_object(action) | {"refused": {"code": "E_USAGE", "cause": sentence, "next_step": hint}})


def show_interrupted(language: Language) -> None:
    """What to say after Ctrl+C."""
    complain(INTERRUPTED.text(language))


def complain(sentence: str) -> None:
    """A sentence on the error output."""
    print(printable(sentence, sys.stderr.encoding), file=sys.stderr)


def show_unforeseen(action: str, error: Exception, language: Language, as_json: bool) -> None:
    """A bug of ours: one sentence, and the details in a log file."""
    log = write_log(action, error)
    kind = type(error).__name__
    sentence = UNFORESEEN.text(language).format(kind=kind, log=log)
    if as_json:
        step = Label("Send the log file to support.", "Die Protokolldatei an den Support senden.").text(language)
        refusal = {"code": "E_UNFORESEEN", "cause": sentence, "next_step": step}
        print_object(empty_object(action) | {"refused": refusal})
    else:
        complain(f"E_UNFORESEEN: {sentence}")


def empty_object(action: str) -> dict[str, Any]:
    """All keys of the contract, with nothing in them."""
    lists: dict[str, Any] = {name: [] for name in ("findings", "changes", "conflicts", "documents", "proposals")}
    return {"action": action, "applied": False, "run": "", "summary": {"text": ""}, **lists, "refused": None}


def print_object(data: dict[str, Any]) -> None:
    """Letters as they are where the output can carry them, else as JSON's own escapes: nothing is lost."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        text = json.dumps(data, indent=2)
    print(text)
