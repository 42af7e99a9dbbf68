"""What a button calls, in Excel and in LibreOffice alike: `import pyxl.hosts.ribbon; pyxl.hosts.ribbon.click('check')`.

Imports as little as it can before the status bar speaks: a click is felt at once or not at all.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

from pyxl import __version__
from pyxl.core.labels import Text

if TYPE_CHECKING:
    import xlwings

HEAVY = ("pandas", "numpy", "polars", "matplotlib", "PIL", "plotly")
"""What xlwings would import at once, when it is there, and no button needs to begin with."""
NO_BOOK = Text(
    "pyxl could not find the open workbook. Click into it and press the button again; pyxl doctor tells more.",
    "pyxl findet die offene Mappe nicht. In die Mappe klicken und die Taste noch einmal drücken; pyxl doctor hilft.",
)

CLOSED = Text(
    "The workbook was closed while pyxl was at work. What was recorded is safe; open it and press the button again.",
    "Die Mappe wurde geschlossen, während pyxl daran arbeitete. Was gebucht ist, ist sicher; die Mappe öffnen und "
    "die Taste noch einmal drücken.",
)


def click(tag: str, version: str = __version__) -> None:
    """One press of a button: `tag` is the action's id with underscores, `version` that of the add-in's build."""
    try:
        book = _caller()
    except Exception as error:
        _leave(tag, error, NO_BOOK)
    try:
        _press(book, tag, version)
    except Exception as error:  # Even the box could not be shown: the program was closed meanwhile.
        _leave(tag, error, CLOSED)


def _press(book: xlwings.Book, tag: str, version: str) -> None:
    from pyxl.hosts.live.words import language_of, say_started

    language = language_of([sheet.name for sheet in book.sheets], os.environ)
    say_started(book, tag, language)
    from pyxl.hosts.live.clicking import press

    press(book, tag, version, language)


def _leave(tag: str, error: Exception, sentence: Text) -> NoReturn:
    """One sentence for who reads the error output (the add-in's box does), the details in a log file."""
    from pyxl.hosts.cli.language import spoken_language
    from pyxl.hosts.seat import write_log

    write_log(tag, error)
    sys.exit(sentence.render(spoken_language(None, None)))


def _caller() -> xlwings.Book:
    with _without(HEAVY):
        import xlwings
    from pyxl.hosts.calc.wire import is_offered
    from pyxl.hosts.live.patience import bound_xlwings

    bound_xlwings(xlwings)
    if is_offered():
        from pyxl.hosts.calc.engine import Engine
        from pyxl.hosts.calc.wire import reach_office

        engine = xlwings.main.Engine(impl=Engine(reach_office()))
        xlwings.engines.add(engine)
        engine.activate()
    return xlwings.Book.caller()


@contextmanager
def _without(names: tuple[str, ...]) -> Iterator[None]:
    """These packages count as not installed for a moment; one that is loaded already stays."""
    blocked = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(blocked))  # type: ignore[arg-type]  # None is how Python says "not there".
    try:
        yield
    finally:
        for name in blocked:
            sys.modules.pop(name, None)
