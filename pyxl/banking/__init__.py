"""The bank: statements come in once, payments find their invoices, what is not sure goes to review."""
