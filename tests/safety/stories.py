"""The commands that are interrupted: from which state each starts, and how it is called."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from .firm import BANK_DAY, INVOICED_ON

BOOK, BANK = "book.xlsx", "bank.xml"
GOOD_FORM, WRONG_FORM = "good.xlsx", "wrong.xlsx"


@dataclass(frozen=True)
class Story:
    """One command on one state of the book."""

    name: str
    start: str
    command: tuple[str, ...]

    @property
    def is_undo(self) -> bool:
        """Whether it takes a run back."""
        return self.command[0] == "undo"


CREATE = Story("create-invoices", "new", ("create-invoices", BOOK, "--as-of", f"{INVOICED_ON}", "--apply"))
IMPORT = Story("import-bank", "invoiced", ("import-bank", BOOK, BANK, "--as-of", f"{BANK_DAY}", "--apply"))
RECONCILE = Story("reconcile", "imported", ("reconcile", BOOK, "--as-of", f"{BANK_DAY}", "--apply"))
UNDO_INVOICES = Story("undo-invoices", "invoiced", ("undo", BOOK, "R-0001", "--as-of", f"{BANK_DAY}", "--apply"))
UNDO_RECONCILE = Story("undo-reconcile", "reconciled", ("undo", BOOK, "R-0003", "--as-of", f"{BANK_DAY}", "--apply"))
UNDO_IMPORT = Story("undo-import", "imported", ("undo", BOOK, "R-0002", "--as-of", f"{BANK_DAY}", "--apply"))
STOCK = Story("book-movements", "new", ("book-movements", BOOK, "--as-of", f"{INVOICED_ON}", "--apply"))
PICK = Story("pick-list", "stocked", ("pick-list", BOOK, "--as-of", f"{INVOICED_ON}", "--apply"))
DELIVER = Story("deliver", "picked", ("deliver", BOOK, "--as-of", f"{INVOICED_ON}", "--apply"))
UNDO_DELIVERY = Story("undo-delivery", "delivered", ("undo", BOOK, "R-0003", "--as-of", f"{BANK_DAY}", "--apply"))
PURCHASE = Story("order-purchases", "new", ("order-purchases", BOOK, "--as-of", f"{INVOICED_ON}", "--apply"))
DUN = Story("dun", "ticked", ("dun", BOOK, "--as-of", f"{BANK_DAY}", "--apply"))
"""Two letters, each with a number of its own."""
ENTER = Story("enter-bills", "new", ("enter-bills", BOOK, "--as-of", f"{INVOICED_ON}", "--apply"))
PROPOSE = Story("propose-payments", "entered", ("propose-payments", BOOK, "--as-of", f"{INVOICED_ON}", "--apply"))
PAY = Story("pay", "proposed", ("pay", BOOK, "--as-of", f"{INVOICED_ON}", "--apply"))
UNDO_PAYMENT = Story("undo-payment", "paid", ("undo", BOOK, "R-0003", "--as-of", f"{INVOICED_ON}", "--apply"))
ORDERS_IN = Story(
    "import-orders", "new", ("import-orders", BOOK, GOOD_FORM, WRONG_FORM, "--as-of", f"{INVOICED_ON}", "--apply")
)
"""An order form becomes an order, a wrong one a marked copy."""
UNDO_ORDERS = Story("undo-orders", "ordered", ("undo", BOOK, "R-0001", "--as-of", f"{BANK_DAY}", "--apply"))
SYNCED = Story("create-invoices-in-a-synced-folder", "synced", CREATE.command)
"""The journal lies in the user's profile there, and a copy of it beside the workbook."""
FIRST_LINES = Story("create-invoices-without-line-ids", "without-ids", CREATE.command)
"""pyxl gives the rows their ids first."""

OVER_A_DOCUMENT = Story("create-invoices-over-a-document", "occupied", CREATE.command)
"""Where the second invoice goes lies a file of hers: it is kept beside."""
OCCUPIED, HERS = "2026/RE-2026-00002.pdf", b"hers"

STORIES = (
    CREATE,
    IMPORT,
    RECONCILE,
    UNDO_INVOICES,
    UNDO_RECONCILE,
    UNDO_IMPORT,
    PICK,
    DELIVER,
    UNDO_DELIVERY,
    PURCHASE,
    DUN,
    PAY,
    UNDO_PAYMENT,
    ORDERS_IN,
    UNDO_ORDERS,
    SYNCED,
    FIRST_LINES,
    OVER_A_DOCUMENT,
)
MADE_BY = {
    "invoiced": CREATE,
    "imported": IMPORT,
    "reconciled": RECONCILE,
    "stocked": STOCK,
    "picked": PICK,
    "delivered": DELIVER,
    "entered": ENTER,
    "proposed": PROPOSE,
    "paid": PAY,
    "ordered": ORDERS_IN,
}
"""The states that a command leads to."""


def lay_out(states: Path, state: str, folder: Path) -> Path:
    """A fresh copy of a state; the workbook's path."""
    shutil.copytree(states / state, folder)
    profile = states / f"{state}-profile"
    if profile.exists():
        shutil.copytree(profile, folder.parent / f"{folder.name}-profile")
    temporary_files(folder).mkdir()
    return folder / BOOK


def sweep(folder: Path) -> None:
    """Away with a copy that is no longer needed."""
    for path in (folder, temporary_files(folder), folder.parent / f"{folder.name}-profile"):
        shutil.rmtree(path, ignore_errors=True)


def temporary_files(folder: Path) -> Path:
    """Where the commands on that copy lay their temporary files."""
    return folder.parent / f"{folder.name}-temporary"
