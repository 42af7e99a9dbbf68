"""The pages people read, on GitHub and in the site: links lead somewhere, pictures are there, named files exist."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from pyxl.core.labels import LANGUAGES, Label, Language
from pyxl.core.schema import TABLES
from pyxl.hosts.commands import main
from pyxl.hosts.manual.markdown import anchor
from pyxl.hosts.new_book import start_words

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", *DOCS.rglob("*.md")])
LINK = re.compile(r"(?<!`)(!?)\[([^\]]*)\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```$|^(?: {4}|\t).*$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
NAMES_FILES = ("ARCHITECTURE.md", "CONTRIBUTING.md")
PATH = re.compile(r"`((?:pyxl|tests|docs|templates|workbook)/[\w./*-]*|setup\.cfg|Makefile|README\.md|CHANGELOG\.md)`")
PICTURE_SIZE_MAX = 150_000
named = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def _anchors(page: Path) -> list[str]:
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return [anchor(heading.replace("`", "")) for heading in re.findall(r"^#{1,6} (.+)$", text, re.MULTILINE)]


@named
def test_links_lead_somewhere(page: Path) -> None:
    lost = []
    for _, _, target in LINK.findall(FENCED.sub("", page.read_text("utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, wanted = target.partition("#")
        other = page.parent / path if path else page
        if not other.exists() or (wanted and wanted not in _anchors(other)):
            lost.append(target)
    assert lost == []


@named
def test_a_page_of_the_site_links_to_nothing_outside_of_it(page: Path) -> None:
    if page.is_relative_to(DOCS):
        targets = [target for _, _, target in LINK.findall(FENCED.sub("", page.read_text("utf-8")))]
        inside = [(page.parent / target.partition("#")[0]).resolve().is_relative_to(DOCS) for target in targets]
        web = [bool(re.match(r"[a-z]+:", target)) for target in targets]
        assert [target for target, ok, far in zip(targets, inside, web, strict=True) if not ok and not far] == []


@named
def test_pictures_say_what_they_show(page: Path) -> None:
    pictures = [(words, target) for mark, words, target in LINK.findall(page.read_text("utf-8")) if mark]
    assert [target for words, target in pictures if len(words) < 20] == []


@pytest.mark.parametrize("page", sorted((DOCS / "manual").rglob("*.md")), ids=lambda page: page.stem)
def test_no_heading_of_the_manual_stands_twice(page: Path) -> None:
    assert [name for name, count in Counter(_anchors(page)).items() if count > 1] == []


@pytest.mark.parametrize("name", NAMES_FILES)
def test_the_files_that_are_named_exist(name: str) -> None:
    paths = PATH.findall((DOCS / name).read_text("utf-8"))
    assert len(paths) > 10
    assert [path for path in paths if not list(ROOT.glob(path.rstrip("/")))] == []


def test_both_languages_have_the_same_chapters() -> None:
    german, english = ({path.name for path in (DOCS / "manual" / each).glob("*.md")} for each in ("de", "en"))
    assert german == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contents_name_every_page(language: Language) -> None:
    folder = DOCS / "manual" / language
    contents = (folder / "README.md").read_text("utf-8")
    assert [
        page.name for page in folder.glob("*.md") if page.stem != "README" and f"({page.name})" not in contents
    ] == []


def test_every_picture_is_small_and_shown_somewhere() -> None:
    shown = {
        (page.parent / target).resolve()
        for page in PAGES
        for mark, _, target in LINK.findall(page.read_text("utf-8"))
        if mark
    }
    pictures = set((DOCS / "manual" / "pictures").glob("*.png"))
    assert pictures == shown
    assert [path.name for path in pictures if path.stat().st_size > PICTURE_SIZE_MAX] == []


CHAPTERS = sorted(path for path in (DOCS / "manual").rglob("*.md") if "<!-- Made by" not in path.read_text("utf-8"))
UNDER = {"de": re.compile(r"\bunter „([^“]+)“"), "en": re.compile(r"\bunder “([^”]+)”")}
"""How the chapters name a column, a choice or a part of the Start tab."""


def _shown(language: Language) -> set[str]:
    """What columns, choices and the parts of the Start tab are called."""
    columns = [column for schema in TABLES.values() for column in schema.columns]
    choices = [choice.label for column in columns for choice in column.choices or ()]
    labels = [*(column.label for column in columns), *choices, *vars(start_words).values()]
    return {each.text(language) for each in labels if isinstance(each, Label)}


@pytest.mark.parametrize("page", CHAPTERS, ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_a_chapter_names_columns_as_the_workbook_does(page: Path) -> None:
    language: Language = "de" if page.parent.name == "de" else "en"
    text = " ".join(page.read_text("utf-8").split())
    assert set(UNDER[language].findall(text)) - _shown(language) == set()


@pytest.mark.parametrize("page", [ROOT / "README.md", *CHAPTERS], ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_every_command_that_is_named_exists(page: Path) -> None:
    text = page.read_text("utf-8")
    code = re.findall(r"`([^`\n]+)`", text) + re.findall(r"^    (.+)$", text, re.MULTILINE)
    called = {found[1] for line in code if (found := re.match(r"pyxl ([a-z][a-z-]+)\b(?! =)", line))}
    assert called - main.commands.keys() == set()
