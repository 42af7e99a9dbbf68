"""The contracts of the demo firm: what comes back each month or quarter.

>>> [contract.contract_number for contract in demo_contracts()]
['V-2026-01', 'V-2026-01', 'V-2026-02', 'V-2026-03']
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pyxl.invoicing.contract_rows import Contract, Interval

FIRST = date(2026, 10, 1)
"""The day after the month of the demo: they are there to be clicked."""


def demo_contracts() -> tuple[Contract, ...]:
    """A maintenance contract with two lines, a workshop rented by the quarter, a course with an end."""
    rows = (
        ("V-2026-01", "10006", "D-6020", "Lichtwartung Gasträume", 2, Interval.MONTHLY, None),
        ("V-2026-01", "10006", "D-6040", "Anfahrt zur Lichtwartung", 1, Interval.MONTHLY, None),
        ("V-2026-02", "10002", "D-6070", "Schärfdienst, Werkstatt", 40, Interval.QUARTERLY, None),
        ("V-2026-03", "10003", "D-6050", "Kerzenziehen für Gäste", 1, Interval.MONTHLY, date(2026, 12, 31)),
    )
    return tuple(
        Contract(
            line_id=f"C{number}",
            contract_number=contract,
            customer_number=customer,
            item_number=item,
            description=description,
            quantity=Decimal(quantity),
            interval=interval,
            starts_on=FIRST,
            ends_on=ends_on,
            next_due=FIRST,
        )
        for number, (contract, customer, item, description, quantity, interval, ends_on) in enumerate(rows, 1)
    )
