"""All commands of `pyxl` together: one per action, those around the workbook, and the look at received e-invoices."""

from __future__ import annotations

from pyxl.hosts import (
    cli_accounting,
    cli_book,
    cli_einvoice,
    cli_gobd,
    cli_install,
    cli_journal,
    cli_search,
    cli_setup,
    cli_status,
)
from pyxl.hosts.cli import main

__all__ = [
    "cli_accounting",
    "cli_book",
    "cli_einvoice",
    "cli_gobd",
    "cli_install",
    "cli_journal",
    "cli_search",
    "cli_setup",
    "cli_status",
    "main",
]
