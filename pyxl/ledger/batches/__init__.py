"""SEPA batches: the tab, and what the books know of them."""
