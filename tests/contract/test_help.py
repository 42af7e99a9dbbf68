"""The help of the command line: every command in one section, in the language of the computer, with an example."""

from __future__ import annotations

import itertools
import re
import shlex
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
import openpyxl
import pytest

from pyxl.core.labels import LANGUAGES, Label, Language
from pyxl.hosts.cli import words as cli_words
from pyxl.hosts.cli.options import Argument, Option
from pyxl.hosts.cli.overview import GROUPS, all_said, sections
from pyxl.hosts.commands import main

from .small_firm import Ran, pyxl
from .test_command_line_pipes import process

PLACES: dict[Language, str] = {"de": "de_DE.UTF-8", "en": "en_US.UTF-8"}
WORDS = [each for each in vars(cli_words).values() if isinstance(each, Label)]
CLICKS_WORDS = (
    "Usage",
    "Options:",
    "Commands:",
    "Arguments:",
    "Showthis",
    "Error",
    "Missing",
    "Try",
    "Nosuch",
    "OPTIONS",
)


def leaves(group: click.Group = main, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command by its name behind `pyxl`."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


COMMANDS = dict(leaves())
in_both = pytest.mark.parametrize("language", LANGUAGES)
of_every_command = pytest.mark.parametrize("name", COMMANDS)


def helped(monkeypatch: pytest.MonkeyPatch, language: Language, *arguments: str) -> Ran:
    """`pyxl` on a computer of that language."""
    monkeypatch.setenv("LC_ALL", PLACES[language])
    return pyxl(*arguments)


def squashed(text: str) -> str:
    """Without blanks: a line may be broken after a dash too."""
    return "".join(text.split())


def test_every_command_stands_in_exactly_one_section() -> None:
    listed = Counter(said.name for section in sections() for said in section.commands)
    assert listed == Counter(list(COMMANDS))
    assert {name.split()[0] for name in COMMANDS if " " in name} == set(GROUPS)


@pytest.mark.parametrize("typed", [(), ("docs",)])
def test_without_a_command_the_help_can_be_paged(typed: tuple[str, ...]) -> None:
    """It stands where `pyxl | more` finds it; nothing was done, which a script sees by the exit code."""
    shown = pyxl(*typed)
    assert (shown.code, shown.err) == (2, "")
    assert shown.out == pyxl(*typed, "--help").out


NEW_SHEET: dict[Language, str] = {"de": "Aufträge", "en": "Orders"}


@in_both
def test_a_new_book_speaks_the_computers_language(
    language: Language, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    helped(monkeypatch, language, "new", str(tmp_path / "made.xlsx"))
    helped(monkeypatch, language, "setup", str(tmp_path / "set_up.xlsx"))
    for name in ("made.xlsx", "set_up.xlsx"):
        assert NEW_SHEET[language] in openpyxl.load_workbook(tmp_path / name, read_only=True).sheetnames
    other: Language = "en" if language == "de" else "de"
    helped(monkeypatch, language, "new", str(tmp_path / "other.xlsx"), "--lang", other)
    assert NEW_SHEET[other] in openpyxl.load_workbook(tmp_path / "other.xlsx", read_only=True).sheetnames


@in_both
def test_the_demo_speaks_the_computers_language(
    language: Language, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("hers", encoding="utf-8")
    said = helped(monkeypatch, language, "demo", str(tmp_path)).err
    assert {"de": "ist keine pyxl-Demo", "en": "is no pyxl demo"}[language] in said


@in_both
def test_the_overview_begins_with_what_to_do_first(language: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    out = helped(monkeypatch, language, "--help").out
    steps = [line.split() for line in out.splitlines() if line.startswith("  pyxl ")]
    assert [step[1] for step in steps] == ["demo", "setup", "status"]
    titles = [section.title.text(language) for section in sections()]
    assert re.findall(r"^(\S.*):$", out, re.MULTILINE)[1:-1] == titles
    assert out.index("setup") < out.index("create-invoices") < out.index("import-bank") < out.index("  undo")


@in_both
@pytest.mark.parametrize(("width", "lines_max"), [(60, 300), (80, 180), (120, 130), (200, 130)])
def test_the_overview_keeps_to_the_width_of_the_terminal(width: int, lines_max: int, language: Language) -> None:
    done = process("--help", COLUMNS=str(width), LC_ALL=PLACES[language], PYTHONUTF8="1")
    lines = done.stdout.decode("utf-8").splitlines()
    assert max(map(len, lines)) <= min(width, 120)
    assert len(lines) <= lines_max
    first_words = {line[2:].partition("  ")[0] for line in lines}
    assert first_words >= COMMANDS.keys()


@in_both
@of_every_command
def test_the_help_of_a_command_is_in_one_language(
    name: str, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = squashed(helped(monkeypatch, language, *name.split(), "--help").out)
    assert text.startswith(squashed(f"{cli_words.USAGE.text(language)}: pyxl {name}"))
    said = all_said()[name]
    parts = [part for part in COMMANDS[name].params if isinstance(part, Option | Argument)]
    assert parts == COMMANDS[name].params, "each option and argument says in both languages what it is"
    shown = [said.purpose, cli_words.HELP, cli_words.OPTIONS, cli_words.EXAMPLE, *(part.label for part in parts)]
    other: Language = "en" if language == "de" else "de"
    assert [label for label in shown if squashed(label.text(language)) not in text] == []
    assert [label for label in shown if squashed(label.text(other)) in text] == []
    if language == "de":
        assert [word for word in CLICKS_WORDS if word in text] == []


@in_both
@of_every_command
def test_the_example_of_a_command_is_one_that_it_takes(
    name: str, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = helped(monkeypatch, language, *name.split(), "--help").out
    line = all_said()[name].line(language)
    assert f"\n  {line}\n" in out
    typed = shlex.split(line)[1 + len(name.split()) :]
    assert COMMANDS[name].make_context(name, typed).params.keys() >= {
        part.name for part in COMMANDS[name].params if part.expose_value
    }


@in_both
@pytest.mark.parametrize("name", GROUPS)
def test_a_command_that_only_holds_others_names_them(
    name: str, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = squashed(helped(monkeypatch, language, name, "--help").out)
    assert squashed(GROUPS[name].text(language)) in out
    own = [said for said in all_said().values() if said.name.startswith(f"{name} ")]
    assert own
    assert all(squashed(said.purpose.text(language)) in out for said in own)


WRONG = {
    "dnu": ("Befehl „dnu“ gibt es nicht. Meinten Sie dun?", "command “dnu”. Did you mean dun?", "dun backoffice.xlsx"),
    "Undo": ("Meinten Sie undo?", "Did you mean undo?", "undo backoffice.xlsx"),
    "docs gbd": ("Meinten Sie gobd?", "Did you mean gobd?", "docs gobd backoffice.xlsx"),
    "qqqq": ("Befehl „qqqq“ gibt es nicht.", "no command “qqqq”.", ""),
    "dun": ("MAPPE fehlt. Die Mappe", "BOOK is missing. The workbook", "dun backoffice.xlsx --apply"),
    "import-bank b.xlsx": ("DATEIEN fehlt", "FILES is missing", "import-bank backoffice.xlsx export.xml"),
    "vat-return b.xlsx": ("--from DATUM fehlt. Erster Tag.", "--from DATE is missing.", "--from 2026-10-01 --to"),
    "dun b.xlsx --aply": ("--aply gibt es hier nicht. Meinten Sie --apply?", "Did you mean --apply?", "--apply"),
    "dun b.xlsx --lang fr": (
        "--lang: „fr“ ist nicht dabei; möglich: en, de.",
        "“fr” is none of en, de.",
        "dun backoffice",
    ),
    "dun b.xlsx my book": ("„my book“ ist zu viel", "“my book” is too much", "dun backoffice.xlsx"),
    "dun b.xlsx --as-of": ("--as-of wird so geschrieben: --as-of DATUM", "like this: --as-of DATE", "dun backoffice"),
    "dun b.xlsx --as-of gestern": ("„gestern“ ist kein Datum", "“gestern” is no date", "dun backoffice.xlsx"),
    "archive b.xlsx 12": ("JAHR: „12“ ist kein Jahr", "YEAR: “12” is no year", "archive backoffice.xlsx 2026"),
    "export-postings b.xlsx --client x": ("„x“ ist keine Zahl", "“x” is no number", "export-postings backoffice"),
}


@in_both
@pytest.mark.parametrize("typed", WRONG)
def test_a_wrong_command_is_told_with_the_right_form(
    typed: str, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    german, english, form = WRONG[typed]
    ran = helped(monkeypatch, language, *typed.split())
    assert (ran.code, ran.out) == (2, "")
    lines = ran.err.splitlines()
    assert lines[0].startswith("Fehler: " if language == "de" else "Error: ")
    assert (german if language == "de" else english) in lines[0]
    assert not form or (form in lines[1] and lines[1].startswith(cli_words.RIGHT_FORM.text(language)[:6]))
    assert lines[-1].endswith("--help")
    if language == "de":
        assert [word for word in CLICKS_WORDS if word in squashed(ran.err)] == []


@pytest.mark.parametrize(
    ("command", "option"), list(itertools.product(("vat-return", "ec-sales-list"), ("--from", "--to")))
)
def test_a_period_may_be_typed_as_germans_write_it(command: str, option: str) -> None:
    days = {"--from": "2026-10-01", "--to": "2026-10-31", option: "15.10.2026"}
    context = COMMANDS[command].make_context(command, ["b.xlsx", *itertools.chain(*days.items())])
    assert context.params["start" if option == "--from" else "end"].isoformat() == "2026-10-15"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp850", "utf-8"])
def test_the_help_is_shown_with_whatever_letters_there_are(encoding: str) -> None:
    for arguments, code in (("--help",), 0), (("dun", "--help"), 0), (("dnu",), 2), ((), 2):
        done = process(*arguments, PYTHONIOENCODING=encoding, PYTHONUTF8="0", LC_ALL="de_DE.UTF-8")
        assert done.returncode == code
        assert b"Traceback" not in done.stderr
        assert b"dun" in done.stdout + done.stderr
