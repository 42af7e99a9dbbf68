"""The repairs that may be made without asking, gathered from what was found.

>>> safe_fixes([])
ChangeSet(changes=())
"""

from __future__ import annotations

from collections.abc import Iterable

from pyxl.core.changes import NO_CHANGES, Change, ChangeSet, SetCell
from pyxl.core.findings import Finding


def safe_fixes(findings: Iterable[Finding]) -> ChangeSet:
    """The changes of all safe fixes, one per cell: of two, the first is made now and the other found by the next run.

    A fix is taken whole or not at all.
    """
    changes: list[Change] = []
    taken: set[tuple[str, str, str]] = set()
    for finding in findings:
        wanted = finding.fix.changes if finding.fix and finding.fix.is_safe else NO_CHANGES
        cells = {(each.tab, each.key, each.column if isinstance(each, SetCell) else "") for each in wanted}
        if cells and not cells & taken:
            taken |= cells
            changes += wanted
    return ChangeSet(tuple(changes))


def is_fixable(finding: Finding) -> bool:
    """Whether pyxl can mend it without asking."""
    return finding.fix is not None and finding.fix.is_safe
