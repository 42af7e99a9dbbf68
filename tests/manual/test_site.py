"""The documentation as HTML: every link leads somewhere, and opening a page fetches nothing from the net."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

CONFIG = Path(__file__).parents[2] / "docs" / "site" / "mkdocs.yml"
FETCHED = re.compile(
    r"""(?:\bsrc|<link[^>]*\bhref)=["']?(?:https?:)?//|@import|url\(\s*["']?(?:https?:)?//|importScripts\(["']https?:"""
)
"""What a browser loads unasked; a link that a person clicks is no such thing."""


def test_the_site_is_built_without_a_warning_and_fetches_nothing(tmp_path: Path) -> None:
    if find_spec("mkdocs") is None:
        pytest.skip("mkdocs is not installed: make site, or pip install -e .[docs]")
    site = tmp_path / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f", str(CONFIG), "-d", str(site)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert (site / "manual" / "de" / "bank.html").is_file()
    pages = [path for kind in ("html", "css", "js") for path in site.rglob(f"*.{kind}")]
    assert [path.name for path in pages if FETCHED.search(path.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("text", "is_fetched"),
    [
        ('<script src="https://cdn.example/a.js">', True),
        ('<link rel="stylesheet" href="//fonts.example/css">', True),
        ("@font-face { src: url(https://fonts.example/a.woff2) }", True),
        ('<a href="https://www.mkdocs.org/">', False),
        ('<script src="../js/base.js">', False),
    ],
)
def test_what_a_browser_loads_unasked_is_told_from_a_link(text: str, is_fetched: bool) -> None:
    assert bool(FETCHED.search(text)) is is_fetched
