"""Orders: the order sheet, its checks, and the lines that are ready to be invoiced."""

from __future__ import annotations

from pyxl.orders.rows import OrderLine
from pyxl.orders.validating import validate_orders

__all__ = ["OrderLine", "validate_orders"]
