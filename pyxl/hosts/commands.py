"""All commands of `pyxl` together: one per action, those around the workbook, and the look at received e-invoices."""

from __future__ import annotations

from pyxl.hosts.cli import accounting, book, einvoice, gobd, install, journal, search, setup, status
from pyxl.hosts.cli.command_line import main

__all__ = ["accounting", "book", "einvoice", "gobd", "install", "journal", "main", "search", "setup", "status"]
