"""Orders: the order sheet, its checks, and the lines that are ready to be invoiced."""
