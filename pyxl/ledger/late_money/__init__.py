"""What is late: letters, claims handed over, rests written off; events, and what the books know of them."""
