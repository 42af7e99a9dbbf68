"""Commands that hold the workbook against the journal: check, rebuild, journal adopt."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from pyxl.core.labels import Label, Language
from pyxl.hosts.cli.command_line import FINE, finish, guarded, leave, main
from pyxl.hosts.cli.options import AS_JSON, BOOK, LANG, TEXT, common_options, option
from pyxl.hosts.seat import now, user_name

REASON = option(
    "--reason",
    required=True,
    value=TEXT,
    label=Label("Why; it is kept in the journal for ever.", "Warum; das bleibt für immer im Journal."),
)


@main.command("check")
@BOOK
@AS_JSON
@LANG
@guarded
def check(book: Path, as_json: bool, lang: Language | None) -> None:
    """Holds workbook and documents against the journal. Silent, with exit code 0, when all is well."""
    from pyxl.app.checking.checking import check_book
    from pyxl.hosts.files import ClosedBook

    report = check_book(ClosedBook(book))
    if not report.outcome.findings and not as_json:
        leave(FINE)
    finish(report, book, lang, as_json)


@main.command("rebuild")
@BOOK
@common_options
@guarded
def rebuild(book: Path, **options: Any) -> None:
    """Makes rows, cells and documents again as the journal has them. Your own rows and columns stay."""
    from pyxl.app.checking.rebuilding import rebuild as make_again
    from pyxl.hosts.cli import output
    from pyxl.hosts.files import ClosedBook

    with output.progress_bar(quiet=options["as_json"]) as progress:
        report = make_again(
            ClosedBook(book, over_stale_lock=options["over_stale_lock"]),
            as_of=options["as_of"] or date.today(),
            now=now(),
            user=user_name(),
            apply=options["apply"],
            progress=progress,
        )
    finish(report, book, options["lang"], options["as_json"])


@main.group("journal")
def journal() -> None:
    """The journal itself: what to do when it was put back or copied."""


@journal.command("adopt")
@BOOK
@REASON
@common_options
@guarded
def adopt(book: Path, reason: str, **options: Any) -> None:
    """Goes on with the journal that lies here although the workbook was written with a later or another one."""
    from pyxl.app.checking.adopting import adopt as go_on
    from pyxl.hosts.files import ClosedBook

    report = go_on(
        ClosedBook(book, over_stale_lock=options["over_stale_lock"]),
        reason=reason,
        as_of=options["as_of"] or date.today(),
        now=now(),
        user=user_name(),
        apply=options["apply"],
    )
    finish(report, book, options["lang"], options["as_json"])
