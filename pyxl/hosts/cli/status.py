"""The command that says what waits: status."""

from __future__ import annotations

import json
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pyxl.core.labels import Label, Language, show
from pyxl.core.money import EURO, Money
from pyxl.hosts.cli.command_line import guarded, main
from pyxl.hosts.cli.options import AS_JSON, AS_OF, BOOK, LANG
from pyxl.hosts.cli.text import printable, quoted

if TYPE_CHECKING:
    from pyxl.app.standing import Point, Standing

NOTHING_WAITS = Label("Nothing waits.", "Es wartet nichts.")
HEAD = Label("{firm}, {day}", "{firm}, {day}")
NO_BANK = Label(
    "No bank file was imported yet: pyxl import-bank {book} export.xml",
    "Noch keine Bankdatei eingelesen: pyxl import-bank {book} export.xml",
)
NOT_SET_UP = Label(
    "Your firm is not set up yet: pyxl setup {book}", "Ihre Firma ist noch nicht eingerichtet: pyxl setup {book}"
)
BANK_UNTIL = Label("Bank read up to {day}.", "Bank eingelesen bis {day}.")


@main.command("status")
@BOOK
@AS_OF
@AS_JSON
@LANG
@guarded
def status(book: Path, as_of: date | None, as_json: bool, lang: Language | None) -> None:
    """Counts what waits in the workbook, as its Start tab does, with the command beside it. Writes nothing."""
    from pyxl.app.standing import where_it_stands
    from pyxl.hosts.files import ClosedBook

    today = as_of or date.today()
    standing = where_it_stands(ClosedBook(book), today)
    language = lang or standing.language
    if as_json:
        waiting = [
            {"tab": point.tab, "text": point.words.text(language), "count": str(count), "actions": list(point.actions)}
            for point, count in standing.counts
        ]
        told = {"as_of": today.isoformat(), "waiting": waiting, "bank_until": _iso(standing.bank_until)}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    head = HEAD.text(language).format(firm=standing.firm or book.name, day=show(today, language))
    to_set_up = [] if standing.firm else [NOT_SET_UP.text(language).format(book=quoted(book))]
    for line in (head, *to_set_up, *_lines(standing.counts, book, language), *_bank(standing, book, language)):
        click.echo(printable(line, sys.stdout.encoding))


def _lines(counts: tuple[tuple[Point, int | Decimal], ...], book: Path, language: Language) -> list[str]:
    """What waits, the figures below each other."""
    waiting = [(_figure(count, language), point) for point, count in counts if count]
    if not waiting:
        return [NOTHING_WAITS.text(language)]
    wide = max(len(figure) for figure, _ in waiting)
    texts = [f"{figure:>{wide}}  {point.words.text(language)}" for figure, point in waiting]
    long = max(map(len, texts))
    return [
        f"{text:<{long}}  {', '.join(f'pyxl {each} {quoted(book)}' for each in point.actions)}"
        if point.actions
        else text
        for text, (_, point) in zip(texts, waiting, strict=True)
    ]


def _figure(count: int | Decimal, language: Language) -> str:
    """A number, or an amount with its thousands apart; the currency stands in the words."""
    return (
        show(count, language) if isinstance(count, int) else show(Money(count, EURO), language).removesuffix(f" {EURO}")
    )


def _bank(standing: Standing, book: Path, language: Language) -> list[str]:
    """How far the bank is known; that it is not at all only where something waits, such as what is overdue."""
    if standing.bank_until:
        return [BANK_UNTIL.text(language).format(day=show(standing.bank_until, language))]
    return [NO_BANK.text(language).format(book=quoted(book))] if any(count for _, count in standing.counts) else []


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
