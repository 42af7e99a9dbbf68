"""Goods: what is on hand, what is expected, and who gets it."""
