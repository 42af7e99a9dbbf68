"""The manual's page of findings: what pyxl says about her data, with an example and what to do then.

The rules are those that were declared when the page is made; the examples are real ones, which the caller collects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from pyxl.app.actions import BY_ID
from pyxl.core.findings import RULES, CellRef, Finding, Rule
from pyxl.core.labels import Label, Language, Text
from pyxl.core.schema import TABLES
from pyxl.hosts.manual.markdown import head, link, safe
from pyxl.hosts.manual.rule_groups import FACTS, RULE_GROUPS

PAGE = "findings.md"
SOURCES = "the rules in pyxl and the stories in tests/stories"
TITLE = Label("Findings: what they say and what to do", "Befunde: was sie sagen und was zu tun ist")
INTRODUCTION = Label(
    "Nothing in your tables stops pyxl: what does not fit is said at its cell, with its code, in the column “Check” "
    "and in the tab “Findings”. An error leaves its row out of the run, a warning is worth a look, a note is only "
    "said. All other rows go on. The examples come from the tests; where a sentence has ‹words›, your own values stand "
    "there.",
    "Nichts in Ihren Tabellen hält pyxl auf: Was nicht stimmt, steht mit seinem Kürzel an der Zelle, in der Spalte "
    "„Prüfung“ und im Blatt „Befunde“. Ein Fehler lässt seine Zeile aus dem Lauf, eine Warnung ist einen Blick wert, "
    "ein Hinweis wird nur gesagt. Alle anderen Zeilen laufen weiter. Die Beispiele kommen aus den Tests; wo ein Satz "
    "‹Wörter› enthält, stehen Ihre eigenen Werte.",
)
SAYS, TO_DO = Label("For example", "Zum Beispiel"), Label("What to do", "Was zu tun ist")
MEANS = Label("Says", "Sagt")
WHERE, BY = Label("Where", "Wo"), Label("Said by", "Sagt es")
MENDS = Label(
    "pyxl can put this right by itself: answer yes when the button asks, or `--fix`.",
    "pyxl kann das selbst beheben: bei der Taste auf die Frage mit Ja antworten, oder `--fix`.",
)


@dataclass(frozen=True)
class Example:
    """A finding that really came, and the action that found it."""

    finding: Finding
    action_id: str


def findings_page(language: Language, examples: Mapping[str, Example]) -> str:
    """The whole page; `examples` by the rule's code."""
    return "\n".join(_lines(language, examples))


def _lines(language: Language, examples: Mapping[str, Example]) -> Iterator[str]:
    yield from head(TITLE.text(language), SOURCES, language, PAGE)
    yield from (INTRODUCTION.text(language), "")
    grouped = [(letters, list(rules)) for letters, rules in groupby(_ordered(), key=lambda rule: rule.code[:3])]
    yield from (", ".join(link(_title(letters, language)) for letters, _ in grouped), "")
    for letters, rules in grouped:
        yield from (f"## {_title(letters, language)}", "")
        for rule in rules:
            yield from _rule(rule, examples.get(rule.code), language)


def _ordered() -> list[Rule]:
    """By the groups' order, those without a name last; by code in each."""
    order = list(RULE_GROUPS)
    place = {letters: number for number, letters in enumerate(order)}
    return [RULES[code] for code in sorted(RULES, key=lambda code: (place.get(code[:3], len(order)), code))]


def _title(letters: str, language: Language) -> str:
    name = RULE_GROUPS.get(letters)
    return f"{letters} {name.text(language)}" if name else letters


def _rule(rule: Rule, example: Example | None, language: Language) -> Iterator[str]:
    heading = f"{rule.code} {rule.name} ({rule.severity.label.text(language)})"
    yield from (f"### {heading}", "")
    if example is None:
        yield f"- {MEANS.text(language)}: {safe(_pattern(rule.message, language))}"
        yield from (f"- {TO_DO.text(language)}: {safe(_pattern(rule.hint, language))}", "")
        return
    found = example.finding
    yield f"- {SAYS.text(language)}: {safe(found.message(language))}"
    yield f"- {TO_DO.text(language)}: {safe(found.hint(language))}"
    if place := _place(found.cell, language):
        yield f"- {WHERE.text(language)}: {place}"
    if action := BY_ID.get(example.action_id):
        yield f"- {BY.text(language)}: {link(action.label.text(language), 'buttons.md')}"
    if found.fix and found.fix.is_safe:
        yield f"- {MENDS.text(language)}"
    yield ""


def _pattern(text: Text, language: Language) -> str:
    """The sentence with its facts as words: `{found}` becomes ‹found›."""
    return re.sub(r"{(\w+)}", lambda fact: f"‹{_fact(fact[1], language)}›", text.de if language == "de" else text.en)


def _fact(name: str, language: Language) -> str:
    return FACTS[name].text(language) if name in FACTS else name


def _place(cell: CellRef, language: Language) -> str:
    schema = TABLES.get(cell.tab)
    if schema is None:
        return ""
    column = schema.by_name.get(cell.column or "")
    tab = link(schema.label.text(language), "tabs.md")
    return f"{tab}, {column.label.text(language)}" if column else tab
