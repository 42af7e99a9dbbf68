"""A story file as steps: what is given, what is done, what must come of it. README.md tells the form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Literal

from pyxl.core.cells import NO_VALUE, CellError, RawValue
from pyxl.core.labels import Language

Cells = list[list[str]]
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ERROR = re.compile(r"#[A-Z/0]+[!?]?")
_RULER = re.compile(r"\|[\s:|-]+\|?")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


class StoryError(Exception):
    """The story itself is not well written, or what it tells did not happen; the text says what to read."""


@dataclass(frozen=True)
class Given:
    """Cells of a tab; `is_more` adds rows to what was given before."""

    tab: str
    cells: Cells
    is_more: bool
    times: int = 1
    """The rows that often; `{n}` in a cell is 1, 2, 3 ..."""


@dataclass(frozen=True)
class GivenChange:
    """Cells that a person changes in rows that are there; the first column says which row is meant."""

    tab: str
    cells: Cells


@dataclass(frozen=True)
class GivenLook:
    """A row that is hidden by a filter, whose first two cells are merged, or that stands below the table."""

    look: str
    tab: str
    row: int


@dataclass(frozen=True)
class GivenFile:
    """A file that lies beside the workbook."""

    name: str
    text: str


@dataclass(frozen=True)
class GivenForm:
    """A form that somebody filled in: the head of an order form, its lines, or a complaint form."""

    name: str
    cells: Cells
    part: Literal["head", "lines", "complaint"]


@dataclass(frozen=True)
class When:
    """An action, by its id, with the names of the files it is given."""

    action: str
    files: tuple[str, ...]
    as_of: date


@dataclass(frozen=True)
class Then:
    """What must have come of it. `what` is findings, changes, summary ... or the name of a tab."""

    what: str
    cells: Cells
    text: str
    is_whole: bool
    """False: these rows must be among the others."""


Step = Given | GivenChange | GivenLook | GivenFile | GivenForm | When | Then


@dataclass
class Story:
    """One heading of a story file."""

    name: str
    line: int
    language: Language = "en"
    steps: list[Step] = field(default_factory=list)


def read_stories(text: str) -> list[Story]:
    """The stories of a file, each beginning with the steps of the background."""
    stories: list[Story] = []
    background: Story | None = None
    lines = text.splitlines()
    headings = [number for number, line in enumerate(lines) if line.startswith("## ")] + [len(lines)]
    for start, end in pairwise(headings):
        name = lines[start][3:].strip()
        story = _read_story(name, start + 1, lines[start + 1 : end], background)
        if name == "Background":
            background = story
        else:
            stories.append(story)
    return stories


def _read_story(name: str, line: int, lines: list[str], background: Story | None) -> Story:
    story = Story(name, line, background.language if background else "en", list(background.steps) if background else [])
    as_of = date(2026, 10, 31)
    for number, head, cells, block in _paragraphs(lines):
        match head.partition(":"):
            case ("As of", _, day):
                as_of = date.fromisoformat(day.strip())
            case ("Language", _, language):
                story.language = _language(language.strip())
            case ("When", _, action):
                words = [word.strip() for word in action.strip().split(" with ")]
                files = tuple(each.strip() for each in words[1].split(",")) if len(words) == 2 else ()
                story.steps.append(When(words[0], files, as_of))
            case _ if head.startswith(("Given", "Then")):
                story.steps.append(_table_step(head.rstrip(":"), cells, block))
            case _ if head.startswith(("When", "As of", "Language")):
                raise StoryError(f"line {line + number}: a colon is missing after {head.split()[0]!r}")
    return story


def _table_step(head: str, cells: Cells, block: str) -> Step:
    words = head.split()
    if words[:2] == ["Given", "file"]:
        name, _, times = " ".join(words[2:]).partition(", ")
        return GivenFile(name, block * int(times.removesuffix(" times") or 1))
    if words[:2] == ["Given", "form"]:
        return GivenForm(words[2], cells, "head")
    if words[:3] == ["Given", "complaint", "form"]:
        return GivenForm(words[3], cells, "complaint")
    if words[:3] == ["Given", "lines", "of"]:
        return GivenForm(words[3], cells, "lines")
    if words[:2] in (["Given", "hidden"], ["Given", "merged"], ["Given", "below"]):
        return GivenLook(words[1], " ".join(words[2:-1]), int(words[-1]))
    if words[0] == "Given":
        if words[1] == "changed":
            return GivenChange(" ".join(words[2:]), cells)
        is_more = words[1] == "also"
        tab, _, times = " ".join(words[2 if is_more else 1 :]).partition(", ")
        return Given(tab, cells, is_more, int(times.removesuffix(" times") or 1))
    is_part = words[-1] == "include"
    what = " ".join(words[1:-1] if is_part else words[1:])
    if what.startswith("no "):
        return Then(what[3:], [], "", is_whole=True)
    if not cells and not block:
        raise StoryError(f"{head!r} is followed by nothing")
    return Then(what, cells, block, not is_part)


def _paragraphs(lines: list[str]) -> Iterator[tuple[int, str, Cells, str]]:
    """Each directive with the table or the block below it. Other lines are for the reader alone."""
    number = 0
    while number < len(lines):
        head = lines[number].strip()
        number += 1
        if not head.startswith(("Given", "When", "Then", "As of", "Language")):
            continue
        start = number
        while number < len(lines) and not lines[number].strip():
            number += 1
        cells: Cells = []
        block: list[str] = []
        first = lines[number].strip() if number < len(lines) else ""
        if first.startswith("|"):
            while number < len(lines) and lines[number].strip().startswith("|"):
                if not _RULER.fullmatch(lines[number].strip()):
                    cells.append(_row(lines[number].strip()))
                number += 1
        elif first.startswith("```"):
            number += 1
            while number < len(lines) and not lines[number].startswith("```"):
                block.append(lines[number])
                number += 1
            number += 1
        elif first.startswith(">"):
            while number < len(lines) and lines[number].strip().startswith(">"):
                block.append(lines[number].strip()[1:].strip())
                number += 1
        yield start, head, cells, "\n".join(block)


def _row(line: str) -> list[str]:
    inner = line.removeprefix("|").removesuffix("|").replace(r"\|", "\0")
    return [cell.strip().replace("\0", "|") for cell in inner.split("|")]


def _language(word: str) -> Language:
    languages: dict[str, Literal["en", "de"]] = {"en": "en", "de": "de"}
    if word not in languages:
        raise StoryError(f"language is en or de, not {word!r}")
    return languages[word]


def unescaped(text: str) -> str:
    r"""The text with `\u200b` and the like as the characters they name."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def typed_cell(text: str) -> RawValue:
    """The cell as a host hands it over: numbers as floats, days as dates, and an apostrophe forces text."""
    text = unescaped(text)
    if not text:
        return None
    if text.startswith("'"):
        return text[1:]
    if text in ("TRUE", "FALSE"):
        return text == "TRUE"
    if text == "#NOVALUE":
        return NO_VALUE
    if _ERROR.fullmatch(text):
        return CellError(text)
    if _DAY.fullmatch(text):
        return date.fromisoformat(text)
    return float(text) if _NUMBER.fullmatch(text) else text
