"""The generator that lies beside the checkout, as records of the matcher. It is read, never copied."""

from __future__ import annotations

import importlib.util
import sys
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

from pyxl.banking.matching.records import OpenEntry, Party, PaymentLine

from .firm_world import Labelled
from .scoring import Task

GENERATOR = Path(__file__).parents[3] / "shared" / "bench" / "gen_bank.py"


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def _cents(amount: float) -> int:
    return int(Decimal(f"{amount:.2f}") * 100)


def _entry(invoice: dict[str, Any]) -> OpenEntry:
    customer, issued = invoice["cust"], invoice["date"]
    percent, days = customer["sk"]
    cents = _cents(invoice["amt"])
    return OpenEntry(
        invoice["no"],
        customer["no"],
        customer["name"],
        issued,
        issued + timedelta(14),
        cents,
        cents,
        discount=(cents * percent + 50) // 100,
        discount_until=issued + timedelta(days) if percent else None,
    )


def _labelled(count: int, raw: dict[str, Any], invoices: list[dict[str, Any]]) -> Labelled:
    day, iban, name = raw["date"], raw["iban"] or "", raw["name"] or ""
    line = PaymentLine(f"B{count:07}", day, day, _cents(raw["amt"]), "EUR", name, iban, raw["text"])
    return Labelled(line, raw["kind"], frozenset(invoices[number]["no"] for number in raw["invs"]))


def others_task(lines: int, seed: int) -> Task:
    """The lines and items of that seed."""
    customers, invoices, raw = _module(GENERATOR).gen(lines, seed)
    parties = [Party(each["no"], each["name"], each["iban"] if each["known"] else "") for each in customers]
    labelled = [_labelled(count, each, invoices) for count, each in enumerate(raw)]
    return Task(labelled, [_entry(invoice) for invoice in invoices], parties)
