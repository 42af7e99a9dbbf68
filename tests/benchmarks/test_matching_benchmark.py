"""How many lines the matcher settles alone, how many of them exactly right, and what it costs.

Three numbers, never one: a wrong booking costs more than ten proposals.
"""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from pyxl.banking.matching.engine import match_lines
from pyxl.banking.matching.records import OpenEntry, Party, PaymentLine

FOREIGN = Path(__file__).parents[3] / "shared" / "bench" / "gen_bank.py"
LINES = 10_000
Truth = dict[str, tuple[str, frozenset[str]]]


def load(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def judge(
    name: str, lines: list[PaymentLine], entries: list[OpenEntry], parties: list[Party], truth: Truth
) -> tuple[float, float, float]:
    """Auto rate and precision in percent, CPU in seconds; printed together with the rest."""
    start = process_time()
    result = match_lines(lines, entries, parties)
    seconds = process_time() - start
    cents = {line.line_id: abs(line.cents) for line in lines}
    wrong = [m for m in result.matches if {part.number for part in m.parts} != truth[m.line_id][1]]
    right = len(result.matches) - len(wrong)
    payable = sum(bool(numbers) for _, numbers in truth.values())
    near = sum(
        truth[each.line_id][1] in [{part.number for part in candidate.parts} for candidate in each.candidates]
        for each in result.undecided
    )
    auto, precision = 100 * right / payable, 100 * right / len(result.matches)
    euros = sum(cents[match.line_id] for match in wrong) / 100
    print(
        f"\n{name}: {len(lines)} lines, {len(entries)} items: auto {auto:.2f} %, precision {precision:.3f} %, "
        f"{euros:.2f} EUR wrong, settled or among three {100 * (right + near) / payable:.2f} %, CPU {seconds:.2f} s"
    )
    print("  left for review:", dict(Counter(truth[each.line_id][0] for each in result.undecided)))
    print("  wrong:", dict(Counter(truth[match.line_id][0] for match in wrong)))
    return auto, precision, seconds


@pytest.mark.benchmark
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_own_lines(seed: int) -> None:
    world = load(Path(__file__).with_name("bank_lines.py")).make_world(LINES, seed)
    truth = {each.line.line_id: (each.kind, each.numbers) for each in world.labelled}
    lines = [each.line for each in world.labelled]
    auto, precision, seconds = judge(f"own {seed}", lines, world.entries, world.parties, truth)
    assert precision >= 99.9
    assert auto >= 88
    assert seconds < 3


@pytest.mark.benchmark
@pytest.mark.skipif(not FOREIGN.exists(), reason="the other generator is not beside the checkout")
@pytest.mark.parametrize("seed", [1, 7])
def test_lines_made_by_others(seed: int) -> None:
    customers, invoices, raw = load(FOREIGN).gen(LINES, seed)

    def cents(amount: float) -> int:
        return int(Decimal(f"{amount:.2f}") * 100)

    entries = []
    for invoice in invoices:
        percent, days = invoice["cust"]["sk"]
        amount, issued = cents(invoice["amt"]), invoice["date"]
        entries.append(
            OpenEntry(
                invoice["no"],
                invoice["cust"]["no"],
                invoice["cust"]["name"],
                issued,
                issued + timedelta(14),
                amount,
                amount,
                discount=(amount * percent + 50) // 100,
                discount_until=issued + timedelta(days) if percent else None,
            )
        )
    parties = [Party(each["no"], each["name"], each["iban"] if each["known"] else "") for each in customers]
    lines, truth = [], {}
    for count, each in enumerate(raw):
        line_id = f"B{count:06}"
        day = each["date"]
        lines.append(
            PaymentLine(
                line_id, day, day, cents(each["amt"]), "EUR", each["name"] or "", each["iban"] or "", each["text"]
            )
        )
        truth[line_id] = (each["kind"], frozenset(invoices[number]["no"] for number in each["invs"]))
    auto, precision, seconds = judge(f"others' {seed}", lines, entries, parties, truth)
    assert precision >= 99.9
    assert auto >= 85
    assert seconds < 3
