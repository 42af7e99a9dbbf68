"""The help of the commands, in the language of the computer: the overview by job, and each command's own page."""

from __future__ import annotations

import sys

import click

from pyxl.core.labels import Language
from pyxl.hosts.cli import words
from pyxl.hosts.cli.language import help_language
from pyxl.hosts.cli.options import Argument
from pyxl.hosts.cli.overview import GROUPS, all_said, first_steps, sections
from pyxl.hosts.cli.text import printable

WIDTH_MAX = 120


def name_of(ctx: click.Context) -> str:
    """What stands behind `pyxl`: `docs gobd`; nothing for `pyxl` itself."""
    names = [each.info_name or "" for each in _upwards(ctx)]
    return " ".join(reversed(names[:-1]))


def _upwards(ctx: click.Context) -> list[click.Context]:
    found = [ctx]
    while found[-1].parent:
        found.append(found[-1].parent)
    return found


class Told(click.Command):
    """A command whose help is ours: usage, what it does, an example, arguments and options."""

    def get_help(self, ctx: click.Context) -> str:
        """The help, in letters that the output can carry."""
        return "\n".join(printable(line, sys.stdout.encoding) for line in super().get_help(ctx).split("\n"))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, in her language."""
        found = super().get_help_option(ctx)
        if found:
            found.help = words.HELP.text(help_language())
        return found

    def usage(self, ctx: click.Context) -> str:
        """How it is typed, without the word before it."""
        return " ".join(filter(None, ("pyxl", name_of(ctx), *self.collect_usage_pieces(ctx))))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Arguments first, as the examples have them."""
        arguments = [each.make_metavar(ctx) for each in self.get_params(ctx) if isinstance(each, click.Argument)]
        return [*arguments, words.OPTIONS_HERE.text(help_language())]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The first line."""
        formatter.write(f"{words.USAGE.text(help_language())}: {self.usage(ctx)}\n")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What it does, and an example."""
        language, said = help_language(), all_said()[name_of(ctx)]
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(said.purpose.text(language))
            if said.more:
                formatter.write_text(said.more.text(language))
        with formatter.section(words.EXAMPLE.text(language)):
            formatter.write(f"{'':>{formatter.current_indent}}{said.line(language)}\n")

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What is to be named."""
        language = help_language()
        rows = [
            (each.make_metavar(ctx), each.label.text(language))
            for each in self.get_params(ctx)
            if isinstance(each, Argument)
        ]
        if rows:
            with formatter.section(words.ARGUMENTS.text(language)):
                formatter.write_dl(rows)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options."""
        options = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        with formatter.section(words.OPTIONS.text(help_language())):
            formatter.write_dl([row for each in options if (row := each.get_help_record(ctx))])

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The whole page."""
        self.format_usage(ctx, formatter)
        self.format_help_text(ctx, formatter)
        self.format_arguments(ctx, formatter)
        self.format_options(ctx, formatter)


class Command(Told):
    """A command."""

    allow_extra_args = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Words too many are told in her language."""
        try:
            rest = super().parse_args(ctx, args)
        except click.BadOptionUsage as error:  # It does not know of which command.
            error.ctx = ctx
            raise
        if rest and not ctx.resilient_parsing:
            ctx.fail(words.TOO_MUCH.text(help_language()).format(words=" ".join(rest)))
        return rest


class Group(click.Group, Told):
    """A command that holds others."""

    command_class = Command

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """One of its commands."""
        return [words.COMMAND_HERE.text(help_language())]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What its commands are about."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(GROUPS[name_of(ctx)].text(help_language()))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Its commands, then the options."""
        language, name = help_language(), name_of(ctx)
        own = [each for each in all_said().values() if each.name.startswith(f"{name} ")]
        with formatter.section(words.COMMANDS.text(language)):
            formatter.write_dl([(each.name, each.purpose.text(language)) for each in own])
        Told.format_options(self, ctx, formatter)


def _room(formatter: click.HelpFormatter, wide: int) -> int:
    """How many letters stand beside names that are that wide."""
    return formatter.width - formatter.current_indent - wide - 2


def write_overview(formatter: click.HelpFormatter, language: Language) -> None:
    """What to do first, and every command in its section."""
    formatter.write(f"{words.WHAT_IT_IS.text(language)}\n")
    with formatter.section(words.TO_BEGIN.text(language)):
        steps = [(said.line(language), said) for said in first_steps()]
        room = _room(formatter, max(len(line) for line, _ in steps))
        formatter.write_dl([(line, said.short(language, room)) for line, said in steps])
    formatter.write_paragraph()
    formatter.write_text(words.HOW_IT_WORKS.text(language))
    wide = max(len(said.name) for section in sections() for said in section.commands)
    for section in sections():
        with formatter.section(section.title.text(language)):
            room = _room(formatter, wide)
            formatter.write_dl([(f"{each.name:<{wide}}", each.short(language, room)) for each in section.commands])


class Overview(Group):
    """`pyxl` itself."""

    group_class = Group

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The overview."""
        write_overview(formatter, help_language())
        Told.format_options(self, ctx, formatter)
