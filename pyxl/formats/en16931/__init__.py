"""E-invoices by EN 16931: one exact model, written as CII or UBL and read from both.

This package is pure: bytes in, records out and back. It knows no tab, no customer list and no clock.
"""
