"""The command line: one command per action, preview by default, `--apply` writes.

    pyxl validate-orders backoffice.xlsx
    pyxl create-invoices backoffice.xlsx --as-of 2026-09-30 --apply

Exit codes: 0 fine, 1 there are findings of severity error, 2 refused or wrong usage.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from pyxl import __version__
from pyxl.app.actions import ACTIONS
from pyxl.core.collecting import collect_seldom
from pyxl.core.labels import Label, Language
from pyxl.core.refusal import Refused
from pyxl.hosts.cli import words
from pyxl.hosts.cli.help import WIDTH_MAX, Command, Overview
from pyxl.hosts.cli.language import help_language
from pyxl.hosts.cli.options import BOOK, MONTH, NUMBER, Option, argument, common_options, files_argument, option
from pyxl.hosts.seat import now, user_name

if TYPE_CHECKING:
    from pyxl.app.registry import Action
    from pyxl.app.runner import Report

FINE, ERRORS_FOUND, REFUSED = 0, 1, 2
FILES = {
    "statement": Label("The bank's exports: camt.053, MT940 or CSV.", "Exporte der Bank: camt.053, MT940 oder CSV."),
    "order": Label(
        "Order forms and exports of web shops: Excel or CSV.",
        "Bestellformulare und Exporte von Webshops: Excel oder CSV.",
    ),
    "bill": Label("E-invoices (XML, PDF), or a folder.", "E-Rechnungen (XML, PDF) oder ein Ordner."),
    "answer": Label("The bank's answers: pain.002.", "Antworten der Bank: pain.002."),
    "case": Label(
        "Mails (.eml) and complaint forms, or a folder.", "E-Mails (.eml) und Reklamationsformulare oder ein Ordner."
    ),
}
"""What the files of an action are, by their kind."""
FIX = option(
    "--fix",
    is_flag=True,
    label=Label(
        "Also repair what is safe: blanks, real dates, digits.",
        "Auch reparieren, was sicher ist: Leerzeichen, echte Daten, Ziffern.",
    ),
)
MONTH_OPTION = option(
    "--month",
    "number",
    default="",
    value=MONTH,
    label=Label("The month, such as 2026-10; else the last.", "Der Monat, zum Beispiel 2026-10; sonst der letzte."),
)
NUMBER_ARGUMENT = argument(
    "number",
    required=False,
    default="",
    called=NUMBER,
    label=Label(
        "The number, such as a customer's; else what is ticked.",
        "Die Nummer, etwa des Kunden; sonst, was angekreuzt ist.",
    ),
)


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


class Commands(Overview):
    """The commands; wrong usage is told in sentences, and as JSON where JSON was asked for."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Runs the command that the arguments name."""
        given = kwargs.get("args", args[0] if args else None)
        typed = sys.argv[1:] if given is None else list(given)
        if given is None:  # The process is ours and ends with the command.
            collect_seldom()
        if kwargs.get("standalone_mode") is False:
            return super().main(*args, **kwargs)
        try:
            leave(super().main(*args, **kwargs | {"standalone_mode": False}) or FINE)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message())
        except click.UsageError as error:
            _show_wrong_usage(typed, error)
        except click.Abort:
            click.echo(words.STOPPED.text(help_language()), err=True)
        leave(REFUSED)


def _show_wrong_usage(typed: list[str], error: click.UsageError) -> None:
    from pyxl.hosts.cli.output import complain, show_wrong_usage
    from pyxl.hosts.cli.usage import wrong_usage

    language = help_language()
    told = wrong_usage(error, language)
    if "--json" in typed:
        show_wrong_usage(typed[0], told.sentence, told.more)
        return
    complain(words.WRONG.text(language).format(sentence=told.sentence))
    if told.form:
        complain(words.RIGHT_FORM.text(language).format(form=told.form))
    complain(words.MORE_HELP.text(language).format(command=told.more))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": WIDTH_MAX})
@click.version_option(__version__, prog_name="pyxl", message="%(prog)s %(version)s", cls=Option, label=words.VERSION)
def main() -> None:
    """The back office that lives in your own workbook."""


def run_action(action: Action, book: Path, **options: Any) -> None:
    """Runs one action on a closed workbook, shows the report and leaves."""
    finish(report_of(action, book, **options), book, options["lang"], options["as_json"])


def report_of(
    action: Action, book: Path, *, files: tuple[Path, ...] = (), number: str = "", fix: bool = False, **options: Any
) -> Report:
    """What came of one action on a closed workbook."""
    from pyxl.app.runner import Request, run
    from pyxl.hosts.cli import output
    from pyxl.hosts.files import ClosedBook

    with output.progress_bar(quiet=options["as_json"]) as progress:
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
        return run(ClosedBook(book, over_stale_lock=options["over_stale_lock"]), request)


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
        made = FIX(made)
    if action.takes_files:
        made = files_argument(FILES[action.file_kind])(made)
    if action.takes_month:
        made = MONTH_OPTION(made)
    if action.takes_number:
        made = NUMBER_ARGUMENT(made)
    return click.command(action.id, cls=Command)(BOOK(made))


for _action in ACTIONS:
    main.add_command(_command_of(_action))
