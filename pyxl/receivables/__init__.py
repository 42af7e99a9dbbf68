"""What becomes of receivables: collected by direct debit."""
