"""Complaints counted by cause, item, customer and carrier, and whether what stands out can be chance."""
