"""The generated pages of the manual, by their path in the checkout.

python -m tests.manual.pages    writes them (`make manual`)
"""

from __future__ import annotations

from pathlib import Path

from pyxl.core.labels import LANGUAGES
from pyxl.hosts.demo_files import write_files
from pyxl.hosts.manual import buttons_page, findings_page, settings_page, tabs_page
from tests.manual.examples import declare_all_rules, examples

ROOT = Path(__file__).parents[2]


def pages() -> dict[str, bytes]:
    """All of them, in both languages."""
    declare_all_rules()
    found = examples()
    texts = {
        f"docs/manual/{language}/{name}": text
        for language in LANGUAGES
        for name, text in (
            (buttons_page.PAGE, buttons_page.buttons_page(language)),
            (tabs_page.PAGE, tabs_page.tabs_page(language)),
            (findings_page.PAGE, findings_page.findings_page(language, found)),
            (settings_page.PAGE, settings_page.settings_page(language)),
        )
    }
    return {path: (text.rstrip("\n") + "\n").encode() for path, text in texts.items()}


if __name__ == "__main__":
    write_files(ROOT, pages())
