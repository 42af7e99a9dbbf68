"""What pyxl found in her data: where, what was found, what was expected, and what to do.

>>> from datetime import date
>>> rule = Rule("XMP001", "too-late", Severity.WARNING,
...             Text("{day} is after the due date.", "{day} liegt nach der Fälligkeit."),
...             Text("Check the date.", "Datum prüfen."))
>>> finding = rule.at(CellRef("Orders", 7, "order_date", "L-1", "D7"), day=date(2026, 3, 4))
>>> finding.message("de")
'04.03.2026 liegt nach der Fälligkeit.'
>>> del RULES["XMP001"]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pyxl.core.changes import Fix
from pyxl.core.labels import Label, Language, Text


class Severity(StrEnum):
    """An error keeps the row out of the run; a warning is worth a look; an info is only said."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> Label:
        """The word people see."""
        return _SEVERITY_LABELS[self]


_SEVERITY_LABELS = {
    Severity.ERROR: Label("error", "Fehler"),
    Severity.WARNING: Label("warning", "Warnung"),
    Severity.INFO: Label("note", "Hinweis"),
}


@dataclass(frozen=True, slots=True)
class CellRef:
    """A place in the workbook: tab and field by their English names, row by number and key."""

    tab: str
    row: int | None = None
    column: str | None = None
    key: str = ""
    address: str = ""


RULES: dict[str, Rule] = {}
"""Every rule by code, for the manual and for the test that no code is used twice."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One defect pyxl knows: a code that is never reused, a kebab name, message and hint."""

    code: str
    name: str
    severity: Severity
    message: Text
    hint: Text

    def __post_init__(self) -> None:
        assert self.code not in RULES or RULES[self.code].name == self.name, f"{self.code} is taken"
        RULES[self.code] = self

    def at(self, cell: CellRef, fix: Fix | None = None, **facts: object) -> Finding:
        """A finding of this rule at that place."""
        return Finding(self, cell, facts, fix)


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect at one place, with the facts to say it and perhaps a repair."""

    rule: Rule
    cell: CellRef
    facts: Mapping[str, object] = field(default_factory=dict)
    fix: Fix | None = None
    is_raised: bool = False
    """Whether the firm wants this warning to stop the row as an error does."""

    @property
    def code(self) -> str:
        """The rule's code."""
        return self.rule.code

    @property
    def severity(self) -> Severity:
        """The rule's severity, unless the firm raised it."""
        return Severity.ERROR if self.is_raised else self.rule.severity

    @property
    def is_error(self) -> bool:
        """Whether the row is left out of the run."""
        return self.severity is Severity.ERROR

    def message(self, language: Language) -> str:
        """What was found and expected."""
        return self.rule.message.render(language, **self.facts)

    def hint(self, language: Language) -> str:
        """What to do."""
        return self.rule.hint.render(language, **self.facts)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any of them is an error."""
    return any(finding.is_error for finding in findings)


def rows_with_errors(findings: Iterable[Finding], tab: str) -> frozenset[int]:
    """The row numbers of that tab which have an error."""
    rows = (finding.cell.row for finding in findings if finding.is_error and finding.cell.tab == tab)
    return frozenset(row for row in rows if row is not None)
