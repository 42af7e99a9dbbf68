"""What an action is called where the person sits: a button in an open workbook, a command at the command line.

What to do next is written once, below the hosts, with the button's name in quotation marks, or with the command where
the books themselves are concerned. Each host shows what there is to press or to type.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pyxl.app.actions import BUTTONS
from pyxl.core.labels import Language

QUOTED: Mapping[Language, re.Pattern[str]] = MappingProxyType(
    {"de": re.compile("„([^“]+)“"), "en": re.compile("“([^”]+)”")}
)
COMMAND = re.compile(r"`pyxl ([a-z-]+)`")
NAMED_LIKE_A_TAB = frozenset(
    (
        *("cases-due", "cash-forecast", "count-cases", "customer-file", "hand-over", "list-ageing", "list-backorders"),
        *("list-balances", "list-vat", "pick-list", "propose-dunning", "propose-payments", "write-off"),
    )
)
"""Actions whose button is called like a tab or a column, in one language at least. Written down here, since to know
every tab costs more than the rest of a command's start."""
_STAYS = "undo"
"""The button takes back the last run only; the command any run."""


def as_commands(sentence: str, language: Language) -> str:
    """For the command line.

    >>> as_commands("Undo the run of “Reconcile” first.", "en")
    'Undo the run of `pyxl reconcile` first.'
    """
    commands = {label: f"`pyxl {name}`" for name, label in button_names(language).items()}
    return QUOTED[language].sub(lambda found: commands.get(found[1], found[0]), sentence)


def as_buttons(sentence: str, language: Language) -> str:
    """For an open workbook.

    >>> as_buttons("`pyxl rebuild` puts it right.", "en"), as_buttons("Then `pyxl journal adopt`.", "en")
    ('“Rebuild from journal” puts it right.', 'Then `pyxl journal adopt`.')
    """
    before, after = ("„", "“") if language == "de" else ("“", "”")
    names = {name: f"{before}{label}{after}" for name, label in button_names(language).items() if name != _STAYS}
    return COMMAND.sub(lambda found: names.get(found[1], found[0]), sentence)


@cache
def button_names(language: Language) -> Mapping[str, str]:
    """The buttons by action, without those of which a tab or a column may be meant."""
    return {each.id: each.label.text(language) for each in BUTTONS if each.id not in NAMED_LIKE_A_TAB}
