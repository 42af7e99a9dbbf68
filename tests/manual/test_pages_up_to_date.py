"""The generated pages of the manual are those that the declarations and the stories give."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pyxl.core.findings import RULES
from pyxl.core.labels import LANGUAGES, Language
from pyxl.core.schema import schema_of
from pyxl.hosts.manual.rule_groups import RULE_GROUPS
from pyxl.settings import Settings
from tests.manual.pages import ROOT, pages

STALE = "run `make manual` and commit what it writes"
WITHOUT_EXAMPLE = "CHK"
"""The rules of `pyxl check` are told in Python tests, not in stories."""


@pytest.fixture(scope="module")
def generated() -> dict[str, str]:
    return {path: data.decode() for path, data in pages().items()}


def test_the_committed_pages_are_up_to_date(generated: dict[str, str]) -> None:
    stale = [path for path, text in generated.items() if not _is_committed(ROOT / path, text)]
    assert not stale, STALE


def _is_committed(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text("utf-8") == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_is_told_with_an_example(generated: dict[str, str], language: Language) -> None:
    page = generated[f"docs/manual/{language}/findings.md"]
    parts = dict(re.findall(r"^### ([A-Z]{3}\d{3}) [^\n]+\n\n- ([^:\n]+):", page, re.MULTILINE))
    assert sorted(parts) == sorted(RULES)
    example = {"de": "Zum Beispiel", "en": "For example"}[language]
    assert [code for code, word in parts.items() if word != example and code[:3] != WITHOUT_EXAMPLE] == []


def test_every_group_of_rules_has_a_name() -> None:
    assert {code[:3] for code in RULES} == set(RULE_GROUPS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_is_told(generated: dict[str, str], language: Language) -> None:
    page = generated[f"docs/manual/{language}/settings.md"]
    assert [each.name for each in schema_of(Settings).columns if f"| {each.label.text(language)} |" not in page] == []
