"""What a supplier answers for: cases claimed from it with a debit note."""
