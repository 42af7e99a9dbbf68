"""E-invoices from anybody: is the file a valid one, and what does it say?"""
