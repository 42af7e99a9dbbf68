"""What the customer is sent about a complaint: the letter on its solution, and the slip for goods that come back."""
