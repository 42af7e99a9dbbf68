"""How much money there will be: the next thirteen weeks from receivables, orders, bills and what recurs."""
