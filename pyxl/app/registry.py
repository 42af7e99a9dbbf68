"""An action is one line: a button, a menu entry, a command. Its inputs come from the job's signature.

What a job asks for by type: `Table[Row]` of any tab, `Settings` (and what was wrong with them), `Books`,
`as_of: date`, all events of the journal (`events`), the files that cells name (`attachments`), those it was given
(bank files or orders, parsed in a child process), and whom to tell how far it is. Nothing else: a job cannot reach the
workbook or the clock.
"""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any, Literal

from pyxl.core.labels import Label
from pyxl.core.outcome import Outcome
from pyxl.core.schema import Row
from pyxl.core.tables import Table


class Group(Enum):
    """The groups of the ribbon, in their order."""

    ORDERS = Label("Orders", "Aufträge")
    GOODS = Label("Goods", "Ware")
    INVOICES = Label("Invoices", "Rechnungen")
    BANK = Label("Bank", "Bank")
    RECEIVABLES = Label("Receivables", "Offene Posten")
    SUPPLIERS = Label("Suppliers", "Lieferanten")
    SERVICE = Label("Service", "Kundendienst")
    ACCOUNTING = Label("Accounting", "Buchhaltung")
    REPORTS = Label("Reports", "Berichte")
    HELP = Label("Help", "Hilfe")


@dataclass(frozen=True, slots=True)
class Action:
    """One thing pyxl can do. `job` is `module:function`, imported when it runs."""

    id: str
    group: Group
    label: Label
    icon: str
    """The picture on the ribbon, an imageMso name."""
    job: str
    purpose: Label
    """One sentence for the help, the tooltip and the manual."""
    takes_files: bool = False
    file_kind: Literal["statement", "order", "bill", "answer", "case"] = "statement"
    """What its files are: a bank's exports, orders, suppliers' bills, a bank's answers to payment files, complaints."""
    takes_number: bool = False
    """Whether a number may be named with the command, such as a customer's; a button has a tick for it."""
    takes_month: bool = False
    """Whether a month may be named with the command; a button takes the one that ended last."""
    repairs: bool = False
    """Whether safe repairs may be applied with it."""
    shows: str = ""
    """The tab in which its result is to be seen."""

    @property
    def function(self) -> Callable[..., Outcome]:
        """The job itself."""
        return _load(self.job)

    @property
    def tabs(self) -> tuple[type[Row], ...]:
        """The row classes of the tabs the job reads."""
        return tuple(each.row_class for each in inputs_of(self.job) if each.row_class)

    @property
    def asks_for_settings(self) -> bool:
        """Whether the job reads the settings."""
        return any(each.name == "settings" for each in inputs_of(self.job))

    @property
    def asks_for_attachments(self) -> bool:
        """Whether the job wants to know the files that order heads name."""
        return any(each.name == "attachments" for each in inputs_of(self.job))

    @property
    def asks_for_sanctions(self) -> bool:
        """Whether the job compares names with a list of sanctions."""
        return any(each.name == "sanctions" for each in inputs_of(self.job))

    def perform(self, tables: Mapping[type[Row], Table[Any]], as_of: date, given: Mapping[str, object]) -> Outcome:
        """Runs the job with what its signature asks for."""
        arguments: dict[str, object] = {}
        for each in inputs_of(self.job):
            if each.row_class:
                arguments[each.name] = tables[each.row_class]
            elif each.name == "as_of":
                arguments[each.name] = as_of
            elif each.name in given or not each.has_default:
                arguments[each.name] = given[each.name]
        return self.function(**arguments)


@dataclass(frozen=True, slots=True)
class Input:
    """One parameter of a job: a tab, or one of the few named things."""

    name: str
    row_class: type[Row] | None
    has_default: bool = False


@cache
def _load(job: str) -> Callable[..., Outcome]:
    module, _, name = job.partition(":")
    function: Callable[..., Outcome] = getattr(import_module(module), name)
    return function


@cache
def inputs_of(job: str) -> tuple[Input, ...]:
    """What the job asks for, from its signature."""
    hints = typing.get_type_hints(_load(job))
    parameters = inspect.signature(_load(job)).parameters.values()
    return tuple(Input(each.name, _row_class(hints[each.name]), each.default is not each.empty) for each in parameters)


def _row_class(hint: Any) -> type[Row] | None:
    if typing.get_origin(hint) is Table:
        (row_class,) = typing.get_args(hint)
        return typing.cast("type[Row]", row_class)
    return None


def call(action: Action, tables: Mapping[type[Row], Table[Any]], as_of: date, **given: object) -> Outcome:
    """Runs the job of an action on these inputs. `given`: settings, their findings, books, files by parameter name."""
    return action.perform(tables, as_of, given)
