"""All commands of `pyxl` together: one per action, and those around the workbook."""

from __future__ import annotations

from pyxl.hosts import cli_book, cli_install, cli_journal
from pyxl.hosts.cli import main

__all__ = ["cli_book", "cli_install", "cli_journal", "main"]
