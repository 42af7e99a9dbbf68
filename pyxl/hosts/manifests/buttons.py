"""The buttons by group, and the short names they are called by from outside.

>>> tag_of(BUTTONS[0]), action_of("validate_orders").id
('validate_orders', 'validate-orders')
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pyxl.app.actions import BUTTONS
from pyxl.app.registry import Action, Group


def tag_of(action: Action) -> str:
    """The action's id as it may stand in a command line: nothing but letters and underscores."""
    tag = action.id.replace("-", "_")
    assert re.fullmatch(r"[a-z_]+", tag), f"{action.id} cannot be a tag"
    return tag


def action_of(tag: str) -> Action:
    """The action of that tag; KeyError where there is none."""
    return {tag_of(action): action for action in BUTTONS}[tag]


def grouped(buttons: Sequence[Action] = BUTTONS) -> Mapping[Group, tuple[Action, ...]]:
    """The buttons of each group, in the order of the ribbon; groups without one are left out."""
    found = {group: tuple(action for action in buttons if action.group is group) for group in Group}
    return {group: actions for group, actions in found.items() if actions}


DAILY = (
    ("validate-orders", "import-orders", "check-availability", "pick-list", "deliver"),
    ("create-invoices",),
    ("import-bank", "reconcile", "accept"),
    ("undo", "check"),
    ("propose-dunning", "dun"),
    ("propose-payments", "pay"),
)
"""What stands in LibreOffice's toolbar, by id. It has one row: what does not fit is hidden behind an arrow, so undo and
check do not come last. The menu and the tab have all."""


def daily() -> tuple[tuple[Action, ...], ...]:
    """The buttons of every day, in groups.

    >>> [len(group) for group in daily()]
    [5, 1, 3, 2, 2, 2]
    """
    by_id = {action.id: action for action in BUTTONS}
    return tuple(tuple(by_id[name] for name in group) for group in DAILY)


def key_tips(buttons: Sequence[Action] = BUTTONS) -> dict[str, str]:
    """The two letters that press each button after Alt, by action id: initials first, then the next free letters.

    The tools come first and the jobs in their order, so that an action added last changes none of the others.

    >>> key_tips()["validate-orders"]
    'VO'
    """
    tips: dict[str, str] = {}
    for action in sorted(buttons, key=lambda action: bool(action.job)):
        tips[action.id] = next(tip for tip in _possible_tips(action.id) if tip not in tips.values())
    return tips


def _possible_tips(action_id: str) -> list[str]:
    initials = "".join(word[0] for word in action_id.split("-"))[:2]
    letters = action_id.replace("-", "")
    pairs = [letters[0] + letter for letter in letters[1:]]
    others = [letters[0] + chr(code) for code in range(ord("a"), ord("z") + 1)]
    return [tip.upper() for tip in (initials, *pairs, *others) if len(tip) == 2]
