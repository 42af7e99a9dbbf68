"""The command that finds things: search."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from pyxl.core.labels import Label, Language
from pyxl.hosts.cli.command_line import ERRORS_FOUND, FINE, guarded, leave, main
from pyxl.hosts.cli.options import AS_JSON, BOOK, LANG, argument, option
from pyxl.hosts.cli.text import printable

SHOWN = 60
"""Places that are listed; who gets more looks for something longer."""
NOTHING = Label(
    "“{text}” stands nowhere: not in the tabs, the journal or the documents' names.",
    "„{text}“ steht nirgends: nicht in den Blättern, im Journal oder in Namen von Dokumenten.",
)
MORE = Label("… and {count} more places. --all lists them.", "… und {count} weitere Stellen. Alle zeigt --all.")
TEXT = argument(
    "text",
    called=Label("TEXT", "TEXT"),
    label=Label(
        "What to look for; in quotation marks with blanks.", "Was gesucht wird; mit Leerzeichen in Anführungszeichen."
    ),
)
ALL = option(
    "--all",
    "everything",
    is_flag=True,
    label=Label(
        f"List every place, not the first {SHOWN} only.", f"Alle Stellen nennen, nicht nur die ersten {SHOWN}."
    ),
)


@main.command("search")
@BOOK
@TEXT
@ALL
@AS_JSON
@LANG
@guarded
def search(book: Path, text: str, everything: bool, as_json: bool, lang: Language | None) -> None:
    """Looks for TEXT in all tabs, in the journal and among the documents; blanks, dashes and spelling do not matter."""
    from pyxl.app.searching import search as look
    from pyxl.hosts.files import ClosedBook

    hits, language = look(ClosedBook(book), text)
    language = lang or language
    if as_json:
        click.echo(json.dumps({"hits": [asdict(hit) for hit in hits]}, ensure_ascii=False))
        leave(FINE if hits else ERRORS_FOUND)
    shown = hits if everything else hits[:SHOWN]
    wide = max((len(hit.place) for hit in shown), default=0)
    lines = [f"{hit.place:<{wide}}  {hit.name}: {_short(hit.found)}" for hit in shown]
    if not hits:
        lines = [NOTHING.text(language).format(text=text)]
    elif len(shown) < len(hits):
        lines.append(MORE.text(language).format(count=len(hits) - len(shown)))
    for line in lines:
        click.echo(printable(line, sys.stdout.encoding))
    leave(FINE if hits else ERRORS_FOUND)


def _short(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:89]}…"
