"""Golden files: the expected text lies beside its input and is read in review.

`pytest tests/golden --update-golden` writes the texts anew; the difference is then looked at before it is committed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the expected texts of golden files anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with the `.expected` file beside its input, or writes it."""
    is_update = request.config.getoption("--update-golden", default=False)

    def compare(source: Path, text: str) -> None:
        expected = source.with_name(source.name + ".expected")
        if is_update:
            expected.write_text(text, encoding="utf-8", newline="\n")
        assert text == expected.read_text(encoding="utf-8")

    return compare
