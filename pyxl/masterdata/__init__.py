"""Who buys, what is sold and who supplies it: the tabs she keeps, and what can be wrong in them."""
