"""Purposes made to keep a search busy for ever are read and settled in time (SAFETY A20)."""

from __future__ import annotations

import pytest

from .small_firm import Firm, bank_file, lines_for
from .test_bad_input import SECONDS, cpu_seconds

LENGTH = 4_000
"""Characters; as long as a purpose may be in any file that banks send, and some."""
TEXTS = {
    "one letter": "a" * LENGTH,
    "numbers without end": "RE-2026-0000" * (LENGTH // 12),
    "digits": "1" * LENGTH,
    "digits apart": "1 " * (LENGTH // 2),
    "blanks": "RE" + " " * LENGTH + "2026",
    "separators": "RE-" + "-/." * (LENGTH // 3) + "00001",
    "labels": "EREF+" * (LENGTH // 5),
    "nearly accounts": "DE8937040044053201300 " * (LENGTH // 22),
    "brackets": "(" * LENGTH,
    "quotes": "'" * LENGTH + "; DROP TABLE event; --",
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_long_purpose_is_read_and_settled_in_time(name: str, firm: Firm) -> None:
    lines = lines_for(*[f"{TEXTS[name]} {number}" for number in range(20)])
    firm.bank.write_bytes(bank_file(lines))
    start = cpu_seconds()
    for action, *inputs in (("import-bank", firm.bank), ("reconcile",)):
        ran = firm.run(str(action), *inputs, "--apply", "--json", as_of="2026-10-31")
        assert ran.code in (0, 1), ran.text
    assert cpu_seconds() - start < SECONDS
    assert firm.run("check").code == 0
