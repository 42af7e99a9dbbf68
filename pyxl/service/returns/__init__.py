"""Goods that come back: received by their number, good or scrap, and credited."""
