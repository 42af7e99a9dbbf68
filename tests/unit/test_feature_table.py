"""docs/FEATURES.md promises a test for every feature: each one is there, and none is left out."""

from __future__ import annotations

import pytest

from .named_tests import NAMED, ROOT, demand_there, named_tests, rows_of

LEFT_OUT = {17, 18, 35}
TEXT = (ROOT / "docs" / "FEATURES.md").read_text("utf-8")


def test_every_feature_has_a_row() -> None:
    numbers = [int(number) for number, _, _ in rows_of(TEXT)]
    assert numbers == [number for number in range(1, 95) if number not in LEFT_OUT]
    assert all(NAMED.search(shown_by) for _, _, shown_by in rows_of(TEXT))


@pytest.mark.parametrize(("path", "name"), sorted(named_tests(TEXT)))
def test_the_named_test_is_there(path: str, name: str) -> None:
    demand_there(path, name)
