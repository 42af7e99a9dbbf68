"""The command line: one command per action, preview by default, `--apply` writes.

    pyxl validate-orders backoffice.xlsx
    pyxl create-invoices backoffice.xlsx --as-of 2026-09-30 --apply

Exit codes: 0 fine, 1 there are findings of severity error, 2 refused or wrong usage.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from pyxl import __version__
from pyxl.app.actions import ACTIONS
from pyxl.core.collecting import collect_seldom
from pyxl.core.labels import LANGUAGES, Language
from pyxl.core.refusal import Refused
from pyxl.hosts.seat import now, user_name

if TYPE_CHECKING:
    from pyxl.app.registry import Action
    from pyxl.app.runner import Report

FINE, ERRORS_FOUND, REFUSED = 0, 1, 2
FIRST_YEAR, LAST_YEAR = 1990, 2099
"""The years a date in a cell may have too."""
BOOK = click.argument("book", type=click.Path(path_type=Path))
FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))


class Day(click.ParamType[date]):
    """A date on the command line: 2026-09-30 or 30.09.2026."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        for pattern in ("%Y-%m-%d", "%d.%m.%Y"):
            with suppress(ValueError):
                day = datetime.strptime(value, pattern).date()
                if FIRST_YEAR <= day.year <= LAST_YEAR:
                    return day
        self.fail(f"{value!r} is no date from {FIRST_YEAR} to {LAST_YEAR}; write 2026-09-30.", param, ctx)


def common_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options every action has."""
    for option in reversed(
        (
            click.option("--apply", is_flag=True, help="Write; without it you only see what would be done."),
            click.option("--json", "as_json", is_flag=True, help="One JSON object for scripts."),
            click.option("--as-of", type=Day(), default=None, help="The day to work as of; today if not given."),
            click.option("--lang", type=click.Choice(LANGUAGES), help="Language of what you see."),
            click.option("--over-stale-lock", is_flag=True, help="Write although a crashed program left its lock."),
        )
    ):
        command = option(command)
    return command


def leave(code: int) -> NoReturn:
    """Ends the program with that exit code."""
    sys.stdout.flush()
    raise SystemExit(code)


def guarded(command: Callable[..., None]) -> Callable[..., None]:
    """Shows a refusal as a sentence (or JSON), and anything unforeseen as a sentence with the log file's path."""

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        from pyxl.hosts.cli import output
        from pyxl.hosts.cli.language import spoken_language

        action, as_json = command.__name__.replace("_", "-"), bool(kwargs.get("as_json"))
        chosen, book = kwargs.get("lang"), kwargs.get("book")
        try:
            command(*args, **kwargs)
        except Refused as refused:
            output.show_refusal(action, refused, spoken_language(chosen, book), as_json)
            leave(REFUSED)
        except KeyboardInterrupt:
            output.show_interrupted(spoken_language(chosen, book))
            leave(REFUSED)
        except (click.ClickException, click.exceptions.Exit, SystemExit, BrokenPipeError):
            raise
        except Exception as error:
            output.show_unforeseen(action, error, spoken_language(chosen, book), as_json)
            leave(REFUSED)

    return wrapped


class Commands(click.Group):
    """The commands; wrong usage is told as JSON where JSON was asked for."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Runs the command that the arguments name."""
        given = kwargs.get("args", args[0] if args else None)
        words = sys.argv[1:] if given is None else list(given)
        if given is None:  # The process is ours and ends with the command.
            collect_seldom()
        if "--json" not in words or kwargs.get("standalone_mode") is False:
            return super().main(*args, **kwargs)
        try:
            leave(super().main(*args, **kwargs | {"standalone_mode": False}) or FINE)
        except click.UsageError as error:
            from pyxl.hosts.cli.output import show_wrong_usage

            path = error.ctx.command_path if error.ctx else "pyxl"
            show_wrong_usage(words[0], error.format_message(), f"{path} --help")
            leave(REFUSED)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="pyxl")
def main() -> None:
    """The back office that lives in your own workbook."""


def run_action(
    action: Action, book: Path, *, files: tuple[Path, ...] = (), number: str = "", fix: bool = False, **options: Any
) -> None:
    """Runs one action on a closed workbook and shows the report."""
    from pyxl.app.runner import Request, run
    from pyxl.hosts.cli import output
    from pyxl.hosts.files import ClosedBook

    as_json: bool = options["as_json"]
    with output.progress_bar(quiet=as_json) as progress:
        request = Request(
            action=action,
            as_of=options["as_of"] or date.today(),
            now=now(),
            user=user_name(),
            apply=options["apply"],
            files=files,
            number=number,
            fix=fix,
            progress=progress,
        )
        report = run(ClosedBook(book, over_stale_lock=options["over_stale_lock"]), request)
    finish(report, book, options["lang"], as_json)


def finish(report: Report, book: Path, language: Language | None, as_json: bool) -> None:
    """Shows a report and leaves with its exit code."""
    from pyxl.core.findings import has_errors
    from pyxl.hosts.cli import output

    shown_in = language or report.language
    if as_json:
        output.print_json(report, book, shown_in)
    else:
        output.print_report(report, book, shown_in)
    leave(ERRORS_FOUND if has_errors(report.outcome.findings) else FINE)


def _command_of(action: Action) -> click.Command:
    def command(book: Path, files: tuple[Path, ...] = (), number: str = "", fix: bool = False, **options: Any) -> None:
        run_action(action, book, files=files, number=number, fix=fix, **options)

    command.__name__ = action.id.replace("-", "_")
    made = guarded(command)
    made = common_options(made)
    if action.repairs:
        made = click.option("--fix", is_flag=True, help="Also repair what is safe: blanks, real dates, digits.")(made)
    if action.takes_files:
        made = FILES(made)
    if action.takes_month:
        made = click.option("--month", "number", default="", help="The month, such as 2026-10; else the last.")(made)
    if action.takes_number:
        made = click.argument("number", required=False, default="")(made)
    return click.command(action.id, help=action.purpose.en, short_help=action.label.en)(BOOK(made))


for _action in ACTIONS:
    main.add_command(_command_of(_action))
