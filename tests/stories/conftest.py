"""Stories are tests: every heading of a Markdown file in this folder is one. README.md tells how to write them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pyxl.core.fixes import safe_fixes

from .accounts import disagreement
from .comparing import compare
from .desk import Done, StoryDesk
from .story_text import (
    Given,
    GivenChange,
    GivenFile,
    GivenForm,
    GivenLook,
    Story,
    StoryError,
    Then,
    When,
    read_stories,
)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Takes the Markdown files as tests."""
    if file_path.suffix == ".md" and file_path.name != "README.md":
        collector: pytest.Collector = StoryFile.from_parent(parent, path=file_path)
        return collector
    return None


class StoryFile(pytest.File):
    """A file of stories."""

    def collect(self) -> Iterator[pytest.Item]:
        """One test per heading."""
        for story in read_stories(self.path.read_text(encoding="utf-8")):
            item: StoryItem = StoryItem.from_parent(self, name=story.name, story=story)
            yield item


def demand_done(done: Done | None, refusal_told: bool) -> None:
    """A step that was refused without the story saying so is an error of the story."""
    if done and done.refused and not refusal_told:
        raise StoryError(f"refused: {done.refused}")


class StoryItem(pytest.Item):
    """One story."""

    def __init__(self, *, story: Story, **given: Any) -> None:
        super().__init__(**given)
        self.story = story

    def runtest(self) -> None:
        """Plays the story step by step; everything that is not as told is told at once."""
        desk = StoryDesk(self.story.language)
        done: Done | None = None
        refusal_told = False
        differences = []
        for step in self.story.steps:
            match step:
                case Given() | GivenChange() | GivenLook() | GivenFile() | GivenForm():
                    desk.give(step)
                case When(action="apply safe fixes"):
                    if done is None:
                        raise StoryError("nothing was found yet that could be mended")
                    desk.book.apply(safe_fixes(done.outcome.findings))
                case When():
                    demand_done(done, refusal_told)
                    done, refusal_told = desk.run(step.action, step.files, step.as_of), False
                case Then():
                    if done is None:
                        raise StoryError("Then without When")
                    refusal_told = refusal_told or step.what == "refused"
                    differences.append(compare(step, done, desk))
        demand_done(done, refusal_told)
        differences.append(disagreement(desk.events))
        told = "\n\n".join(filter(None, differences))
        if told:
            raise StoryError(told)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The difference, not the path through this file."""
        if isinstance(excinfo.value, StoryError):
            return f"{self.path.name}:{self.story.line}: {self.story.name}\n\n{excinfo.value}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the story stands."""
        return self.path, self.story.line - 1, self.story.name
