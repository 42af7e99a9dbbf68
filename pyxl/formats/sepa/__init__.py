"""SEPA files for the bank and its answers: credit transfers, direct debits, status reports."""
