"""The command that says what waits: status."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import click

from pyxl.app.standing import Point
from pyxl.core.labels import LANGUAGES, Label, Language, show
from pyxl.core.money import EURO, Money
from pyxl.hosts.cli.command_line import BOOK, guarded, main
from pyxl.hosts.cli.text import printable

NOTHING_WAITS = Label("Nothing waits.", "Es wartet nichts.")
HEAD = Label("{firm}, {day}", "{firm}, {day}")
BANK_UNTIL = Label("Bank read up to {day}.", "Bank eingelesen bis {day}.")


@main.command("status", short_help="What waits to be done, and the command that does it.")
@BOOK
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Another day than today.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for scripts.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of what you see.")
@guarded
def status(book: Path, as_of: datetime | None, as_json: bool, lang: Language | None) -> None:
    """Counts what waits in the workbook, as its Start tab does, with the command beside it. Writes nothing."""
    from pyxl.app.standing import where_it_stands
    from pyxl.hosts.files import ClosedBook

    today = as_of.date() if as_of else date.today()
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
    for line in (head, *_lines(standing.counts, language), *_bank(standing.bank_until, language)):
        click.echo(printable(line, sys.stdout.encoding))


def _lines(counts: tuple[tuple[Point, int | Decimal], ...], language: Language) -> list[str]:
    """What waits, the figures below each other."""
    waiting = [(_figure(count, language), point) for point, count in counts if count]
    if not waiting:
        return [NOTHING_WAITS.text(language)]
    wide = max(len(figure) for figure, _ in waiting)
    texts = [f"{figure:>{wide}}  {point.words.text(language)}" for figure, point in waiting]
    long = max(map(len, texts))
    return [
        f"{text:<{long}}  pyxl {', '.join(point.actions)}" if point.actions else text
        for text, (_, point) in zip(texts, waiting, strict=True)
    ]


def _figure(count: int | Decimal, language: Language) -> str:
    """A number, or an amount with its thousands apart; the currency stands in the words."""
    return (
        show(count, language) if isinstance(count, int) else show(Money(count, EURO), language).removesuffix(f" {EURO}")
    )


def _bank(until: date | None, language: Language) -> list[str]:
    return [BANK_UNTIL.text(language).format(day=show(until, language))] if until else []


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
