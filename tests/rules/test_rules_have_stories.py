"""Every rule has a story that trips it and one that just does not, words in both languages, and code that uses it.

The rules are found by what declares them, so a new rule without stories fails here. The findings of `pyxl check` need a
workbook, a journal and documents beside each other; their stories are tests in `tests/unit/checking`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from pyxl.core.findings import RULES, Rule
from pyxl.core.labels import Language, Text
from pyxl.masterdata.customer_checks import CUSTOMER_CHECKS
from pyxl.masterdata.item_checks import ITEM_CHECKS
from pyxl.orders.checks.billing import BILLING_CHECKS
from pyxl.orders.checks.line_checks import LINE_CHECKS
from pyxl.orders.checks.whole_orders import TOGETHER_CHECKS
from pyxl.settings.checks import SETTINGS_CHECKS

ROOT = Path(__file__).parents[2]
STORIES = ROOT / "tests" / "stories"
TOLD_ELSEWHERE = {"CHK": ROOT / "tests" / "unit" / "checking"}
"""Rules whose stories are Python tests: the first letters of their codes, and the folder that names every one."""
ONE_FUNCTION_EACH = ("ORD", "MAS", "SET")
"""Rules that a row is checked by one after another, each in a function of its name."""
CHECKS = (*LINE_CHECKS, *TOGETHER_CHECKS, *BILLING_CHECKS, *CUSTOMER_CHECKS, *ITEM_CHECKS, *SETTINGS_CHECKS)
WAYS = {"trips": r"\btrips?\b", "just not": r"\bjust not\b"}


def _declaring_modules() -> list[ModuleType]:
    declares = re.compile(r"^from pyxl\.core\.findings import .*\bRule\b", re.MULTILINE)
    sources = sorted(path for path in (ROOT / "pyxl").rglob("*.py") if declares.search(path.read_text("utf-8")))
    return [import_module(".".join(path.relative_to(ROOT).with_suffix("").parts)) for path in sources]


MODULES = _declaring_modules()
ALL = [rule for _, rule in sorted(RULES.items())]
WITH_STORIES = [rule for rule in ALL if rule.code[:3] not in TOLD_ELSEWHERE]


class Told(NamedTuple):
    """A story: what its heading says before the colon, and all below it."""

    about: str
    body: str


@cache
def stories() -> tuple[Told, ...]:
    parts = [part for path in sorted(STORIES.glob("*.md")) for part in path.read_text("utf-8").split("\n## ")[1:]]
    return tuple(_story(part) for part in parts)


def _story(text: str) -> Told:
    heading, _, body = text.partition("\n")
    return Told(heading.partition(":")[0], body)


def told(code: str, way: str) -> list[Told]:
    """The stories whose heading says that they trip the rule, or just do not."""
    return [story for story in stories() if code in story.about and re.search(WAYS[way], story.about)]


def finds(story: Told, code: str) -> bool:
    """Whether a table of the story expects a finding of that rule."""
    return re.search(rf"^\|(?:[^|\n]*\|)?\s*{code}\s*\|", story.body, re.MULTILINE) is not None


def test_a_story_trips_each_rule() -> None:
    tripping = {rule: told(rule.code, "trips") for rule in WITH_STORIES}
    assert _named(rule for rule in WITH_STORIES if not tripping[rule]) == []
    silent = [rule for rule in WITH_STORIES if not any(finds(story, rule.code) for story in tripping[rule])]
    assert _named(silent) == [], "no story that trips it expects its finding"


def test_a_story_just_does_not_trip_each_rule() -> None:
    sparing = {rule: told(rule.code, "just not") for rule in WITH_STORIES}
    assert _named(rule for rule in WITH_STORIES if not sparing[rule]) == []
    loud = [rule for rule in WITH_STORIES if all(finds(story, rule.code) for story in sparing[rule])]
    assert _named(loud) == [], "every story that just does not trip it expects its finding"


def test_the_other_rules_are_told_elsewhere() -> None:
    for start, folder in TOLD_ELSEWHERE.items():
        text = "".join(path.read_text("utf-8") for path in folder.glob("test_*.py"))
        rules = [rule for rule in ALL if rule.code.startswith(start)]
        assert rules
        assert _named(rule for rule in rules if f'"{rule.code}"' not in text) == []


def _named(rules: Iterable[Rule]) -> list[str]:
    return [f"{rule.code} {rule.name}" for rule in rules]


def test_a_rule_without_stories_is_found() -> None:
    assert not told("XMP999", "trips")
    assert not told("XMP999", "just not")


def test_a_story_that_does_not_expect_its_rule_is_found() -> None:
    assert not finds(Told("ORD007 trips", "Then findings\n\n| code |\n|---|\n| ORD008 |\n"), "ORD007")
    assert finds(Told("ORD007 trips", "Then findings\n\n| row | code |\n|---|---|\n| 2 | ORD007 |\n"), "ORD007")


def test_every_row_rule_has_a_check_of_its_name() -> None:
    checks = [check.__name__ for check in CHECKS]
    named = [f"check_{rule.name.replace('-', '_')}" for rule in ALL if rule.code[:3] in ONE_FUNCTION_EACH]
    assert sorted(checks) == sorted(named)


def test_codes_and_names_are_used_once() -> None:
    declared = [
        code for module in MODULES for code in re.findall(r'^\s+"([A-Z]{3}\d{3})",$', _source(module), re.MULTILINE)
    ]
    assert [code for code, count in Counter(declared).items() if count > 1] == []
    assert [name for name, count in Counter(rule.name for rule in ALL).items() if count > 1] == []
    assert [rule.name for rule in ALL if not re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)] == []


def test_each_rule_is_used() -> None:
    used = _words_of_all_sources()
    values = [(name, value) for module in MODULES for name, value in vars(module).items() if isinstance(value, Rule)]
    names = {rule.code: {name for name, value in values if value is rule} for rule in ALL}
    assert _named(rule for rule in ALL if not names[rule.code]) == [], "without a name in its module"
    unused = [rule for rule in ALL if sum(used[name] for name in names[rule.code]) < 2]
    assert _named(unused) == [], "nothing finds it"


def test_each_rule_speaks_both_languages_with_the_same_facts() -> None:
    texts = [(rule, text) for rule in ALL for text in (rule.message, rule.hint)]
    assert _named(rule for rule, text in texts if _facts(text, "de") != _facts(text, "en")) == []
    has_words = [(rule, text) for rule, text in texts if re.search(r"\w", re.sub(r"{\w+}", "", text.en))]
    assert _named(rule for rule, text in has_words if text.en == text.de) == [], "not translated"


def _facts(text: Text, language: Language) -> list[str]:
    return sorted(re.findall(r"{(\w+)}", getattr(text, language)))


def _source(module: ModuleType) -> str:
    assert module.__file__
    return Path(module.__file__).read_text("utf-8")


def _words_of_all_sources() -> Counter[str]:
    """How often each name stands in the source."""
    sources = (path.read_text("utf-8") for path in (ROOT / "pyxl").rglob("*.py"))
    return Counter(word for text in sources for word in re.findall(r"\w+", text))
