"""Stories are tests: every heading of a Markdown file in this folder is one. README.md tells how to write them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pyxl.core.fixes import safe_fixes

from .comparing import compare
from .desk import Done, StoryDesk
from .story_text import Given, GivenFile, Story, StoryError, Then, When, read_stories


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


class StoryItem(pytest.Item):
    """One story."""

    def __init__(self, *, story: Story, **given: Any) -> None:
        super().__init__(**given)
        self.story = story

    def runtest(self) -> None:
        """Plays the story step by step; everything that is not as told is told at once."""
        desk = StoryDesk(self.story.language)
        done: Done | None = None
        differences = []
        for step in self.story.steps:
            match step:
                case Given():
                    desk.give(step.tab, step.cells, is_more=step.is_more)
                case GivenFile():
                    desk.files[step.name] = step.text
                case When(action="apply safe fixes"):
                    if done is None:
                        raise StoryError("nothing was found yet that could be mended")
                    desk.apply(safe_fixes(done.outcome.findings))
                case When():
                    done = desk.run(step.action, step.files, step.as_of)
                case Then():
                    if done is None:
                        raise StoryError("Then without When")
                    differences.append(compare(step, done, desk))
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
