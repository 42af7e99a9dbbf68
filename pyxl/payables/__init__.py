"""Payables: bills in, checked, approved, and paid on the best day."""
