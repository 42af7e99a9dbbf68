"""What to do next names the same actions in both languages, so that each host can put its own name for them."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from pyxl.app.actions import BUTTONS
from pyxl.app.tabs import SCHEMAS
from pyxl.core.findings import RULES
from pyxl.core.labels import LANGUAGES, Language, Text
from pyxl.core.refusal import RefusalKind
from pyxl.hosts.action_names import COMMAND, NAMED_LIKE_A_TAB, QUOTED, as_buttons, as_commands, button_names

PACKAGE = Path(__file__).parents[2] / "pyxl"
DECLARES = re.compile(r"^from pyxl\.core\.(findings|refusal) import .*\b(Rule|RefusalKind)\b", re.MULTILINE)


def next_steps() -> dict[str, Text]:
    """The next step of every finding and refusal there is, by code."""
    found: dict[str, Text] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name != "office.py" and DECLARES.search(path.read_text("utf-8")):
            module = import_module(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts))
            kinds = [each for each in vars(module).values() if isinstance(each, RefusalKind)]
            found |= {each.code: each.next_step for each in kinds}
    return found | {rule.code: rule.hint for rule in RULES.values()}


@pytest.fixture(scope="module")
def steps() -> dict[str, Text]:
    """Of the whole program."""
    return next_steps()


def named(step: Text, language: Language) -> set[str]:
    """The actions that the sentence names, by their buttons or their commands."""
    return by_button(step, language) | by_command(step, language)


def by_button(step: Text, language: Language) -> set[str]:
    """Those that it names by their buttons."""
    quoted = {name: action for action, name in button_names(language).items()}
    return {quoted[name] for name in QUOTED[language].findall(getattr(step, language)) if name in quoted}


def by_command(step: Text, language: Language) -> set[str]:
    """Those that it names by their commands."""
    return set(COMMAND.findall(getattr(step, language))) & button_names(language).keys()


def test_both_languages_name_the_same_actions(steps: dict[str, Text]) -> None:
    unlike = {code: step for code, step in steps.items() if named(step, "de") != named(step, "en")}
    assert unlike == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_action_is_named_by_button_and_command_too(steps: dict[str, Text], language: Language) -> None:
    """Each host would say the same name twice."""
    twice = {code for code, step in steps.items() if by_button(step, language) & by_command(step, language)}
    assert twice == set()


def test_each_host_has_its_own_name_for_them(steps: dict[str, Text]) -> None:
    with_actions = {code for code, step in steps.items() if named(step, "de")}
    assert {"E_UNDO_PAID", "E_REDO_BLOCKED", "APP004", "STK009", "CHK006"} <= with_actions
    for language in LANGUAGES:
        for code in with_actions:
            sentence = getattr(steps[code], language)
            typed, pressed = as_commands(sentence, language), as_buttons(sentence, language)
            assert not set(QUOTED[language].findall(typed)) & set(button_names(language).values())
            assert set(COMMAND.findall(pressed)) & button_names(language).keys() <= {"undo"}


def test_buttons_that_are_called_like_a_tab_or_a_column_are_known() -> None:
    labels = [schema.label for schema in SCHEMAS] + [each.label for schema in SCHEMAS for each in schema.columns]
    taken = {language: {label.text(language) for label in labels} for language in LANGUAGES}
    alike = {each.id for each in BUTTONS if any(each.label.text(one) in taken[one] for one in LANGUAGES)}
    assert alike == NAMED_LIKE_A_TAB


def test_what_may_be_a_tab_or_a_column_is_left_alone() -> None:
    assert (
        as_commands("Im Blatt „Mahnvorschlag“ unter „Ausbuchen“.", "de")
        == "Im Blatt „Mahnvorschlag“ unter „Ausbuchen“."
    )
