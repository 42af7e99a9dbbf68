"""Invoices: the exact model in EN 16931 terms, its totals, and the letter made from it."""
