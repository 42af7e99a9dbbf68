"""Every rule of orders, master data and settings has a story that trips it and one that just does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pyxl import orders, settings_checks  # noqa: F401  Importing declares the rules.
from pyxl.core.findings import RULES, Rule
from pyxl.core.labels import LANGUAGES
from pyxl.masterdata_checks import CUSTOMER_CHECKS, ITEM_CHECKS
from pyxl.orders.checks.billing import BILLING_CHECKS
from pyxl.orders.checks.line_checks import LINE_CHECKS
from pyxl.orders.checks.whole_orders import TOGETHER_CHECKS
from pyxl.settings_checks import SETTINGS_CHECKS

STORIES = Path(__file__).parents[1] / "stories"
OURS = [rule for code, rule in sorted(RULES.items()) if code[:3] in ("ORD", "MAS", "SET")]
CHECKS = (*LINE_CHECKS, *TOGETHER_CHECKS, *BILLING_CHECKS, *CUSTOMER_CHECKS, *ITEM_CHECKS, *SETTINGS_CHECKS)


def headings() -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(STORIES.glob("*.md"))]
    return [line for text in texts for line in text.splitlines() if line.startswith("## ")]


@pytest.mark.parametrize("rule", OURS, ids=lambda rule: rule.code)
@pytest.mark.parametrize("way", [r"\btrips?\b", r"\bjust not\b"], ids=["trips", "just not"])
def test_rule_has_a_story(rule: Rule, way: str) -> None:
    about = [line.split(":")[0] for line in headings() if rule.code in line.split(":")[0]]
    assert any(re.search(way, line) for line in about), f"no story of {rule.code} {rule.name} that {way}"


def test_every_rule_has_a_check_of_its_name() -> None:
    checks = {check.__name__ for check in CHECKS}
    named = {f"check_{rule.name.replace('-', '_')}" for rule in OURS}
    assert checks == named


@pytest.mark.parametrize("rule", OURS, ids=lambda rule: rule.code)
def test_rule_speaks_both_languages_with_the_same_facts(rule: Rule) -> None:
    for text in (rule.message, rule.hint):
        facts = [sorted(re.findall(r"{(\w+)}", getattr(text, language))) for language in LANGUAGES]
        assert facts[0] == facts[1]
        assert text.en != text.de
