"""Which warnings of the order sheet stop a line in this firm, and which it does not want to read.

Errors stay errors: what would make an invoice wrong is nobody's choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pyxl.core.cell_rules import WARNING
from pyxl.core.findings import RULES, CellRef, Finding, Rule
from pyxl.core.labels import Text
from pyxl.settings import Settings

NO_SUCH_WARNING = Rule(
    "RUL001",
    "no-such-warning",
    WARNING,
    Text("“{found}” is no warning of the order sheet.", "„{found}“ ist keine Warnung der Auftragsprüfung."),
    Text(
        "Type codes such as ORD018, with commas; errors cannot be changed.",
        "Codes wie ORD018 eintragen, mit Komma; Fehler lassen sich nicht ändern.",
    ),
)
_SHEET = "ORD"


def codes_in(text: str) -> list[str]:
    """The codes that are typed in a setting.

    >>> codes_in(" ord018; ORD034,")
    ['ORD018', 'ORD034']
    """
    return [code for each in text.replace(";", ",").split(",") if (code := each.strip().upper())]


def with_own_severities(findings: Iterable[Finding], settings: Settings) -> list[Finding]:
    """The findings of the order sheet as this firm wants them, and what is wrong with its choice."""
    stopping, silent = set(codes_in(settings.stopping_warnings)), set(codes_in(settings.silent_warnings))
    if not stopping and not silent:
        return list(findings)
    found = [*_check(settings, "stopping_warnings"), *_check(settings, "silent_warnings")]
    for each in findings:
        if not _is_warning(each.code):
            found.append(each)
        elif each.code in stopping:
            found.append(replace(each, is_raised=True))
        elif each.code not in silent:
            found.append(each)
    return found


def _check(settings: Settings, name: str) -> Iterator[Finding]:
    for code in codes_in(getattr(settings, name)):
        if not _is_warning(code):
            yield NO_SUCH_WARNING.at(CellRef("Settings", None, name, settings.company_name), found=code)


def _is_warning(code: str) -> bool:
    rule = RULES.get(code)
    return rule is not None and code.startswith(_SHEET) and rule.severity is WARNING
