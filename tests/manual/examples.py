"""An example of each finding for the manual: the first that really comes when the stories that trip it are played."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from pyxl.core.fixes import safe_fixes
from pyxl.hosts.manual.findings_page import Example
from tests.stories.desk import Done, StoryDesk
from tests.stories.story_text import (
    Given,
    GivenChange,
    GivenFile,
    GivenForm,
    GivenLook,
    Story,
    Then,
    When,
    read_stories,
)

ROOT = Path(__file__).parents[2]
STORIES = ROOT / "tests" / "stories"
DECLARES = re.compile(r"^from pyxl\.core\.findings import .*\bRule\b", re.MULTILINE)


def declare_all_rules() -> None:
    """Imports every module that declares a rule: `RULES` then has all."""
    for path in sorted((ROOT / "pyxl").rglob("*.py")):
        if DECLARES.search(path.read_text("utf-8")):
            import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


def examples() -> dict[str, Example]:
    """One finding for each code that a story's heading says it trips."""
    found: dict[str, Example] = {}
    for story in _stories():
        wanted = tripped(story.name) - found.keys()
        if wanted:
            for example in findings_of(story):
                if example.finding.code in wanted:
                    found.setdefault(example.finding.code, example)
    return found


def tripped(heading: str) -> set[str]:
    """The codes that a story with that heading trips.

    >>> sorted(tripped("ORD007, ORD008 trip: nothing, and less")), tripped("ORD007 just not: a thousandth")
    (['ORD007', 'ORD008'], set())
    """
    about = heading.partition(":")[0]
    return set(re.findall(r"\b[A-Z]{3}\d{3}\b", about)) if re.search(r"\btrips?\b", about) else set()


def _stories() -> Iterator[Story]:
    for path in sorted(STORIES.glob("*.md")):
        if path.name != "README.md":
            yield from read_stories(path.read_text("utf-8"))


def findings_of(story: Story) -> Iterator[Example]:
    """What comes up while the story is played, in its order; whether that is right is for the story's own test."""
    desk = StoryDesk(story.language)
    done: Done | None = None
    for step in story.steps:
        match step:
            case Given():
                desk.book.give(step.tab, step.cells, is_more=step.is_more, times=step.times)
            case GivenChange():
                desk.book.change(step.tab, step.cells)
            case GivenLook():
                desk.book.give_look(step.look, step.tab, step.row)
            case GivenFile():
                desk.files[step.name] = step.text
            case GivenForm():
                desk.give_form(step)
            case When(action="apply safe fixes"):
                assert done is not None, "nothing was found yet that could be mended"
                desk.book.apply(safe_fixes(done.outcome.findings))
            case When():
                done = desk.run(step.action, step.files, step.as_of)
                yield from (Example(each, step.action.split()[0]) for each in done.outcome.findings)
            case Then():
                pass
