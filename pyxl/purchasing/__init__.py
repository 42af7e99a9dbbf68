"""What is to be bought, and the orders to suppliers."""
